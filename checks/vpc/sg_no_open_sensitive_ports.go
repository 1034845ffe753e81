package vpc

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/reach"
)

// SGNoOpenSensitivePorts is the check vpc.sg-no-open-sensitive-ports.
var SGNoOpenSensitivePorts = &check.Check{
	ID:         "vpc.sg-no-open-sensitive-ports",
	Title:      "Security groups close listed high-risk ports to the internet",
	Domain:     check.InfrastructureProtection,
	Severity:   check.High,
	Resource:   "AWS::EC2::SecurityGroup",
	Logic:      "Hygiene, not exposure: looks for inbound rules that admit the internet to any of the listed TCP ports, alone, in a range, or by all protocols. The sources of all rules for a port count together, IPv4 and IPv6 apart, with the entries of prefix lists: a quarter of the public addresses or more is the internet. References to security groups are not.",
	Rationale:  "Databases, management consoles and clear-text protocols are built for trusted networks. Open to the internet, they are found and taken over.",
	Remedy:     "Remove the rules that the finding names, or narrow their source to the ranges that need access.",
	Fix:        narrowRuleFix,
	References: []string{"https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19"},
	Controls:   []string{"FSBP/EC2.19"},
	Params:     []check.Setting{sensitivePorts},
	Assess:     check.ForEach(inventory.SecurityGroups, sgNoOpenSensitivePorts, reach.RuleTables...),
}

var sensitivePorts = check.NewParam("ports", []int{
	20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432, 5500, 5601, 8080, 8088, 8888, 9200, 9300,
}, "TCP ports that the internet must not reach")

func sgNoOpenSensitivePorts(e check.Env, g inventory.SecurityGroup) check.Verdict {
	return judgeOpenings(e, g, anyOpening, reach.TCP(reach.Ports(sensitivePorts.Get(e)...)))
}
