package vpc

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/reach"
)

// SGNoOpenAnyPort is the check vpc.sg-no-open-any-port.
var SGNoOpenAnyPort = &check.Check{
	ID:         "vpc.sg-no-open-any-port",
	Title:      "Security groups admit the internet only to authorised ports",
	Domain:     check.InfrastructureProtection,
	Severity:   check.High,
	Resource:   "AWS::EC2::SecurityGroup",
	Logic:      "Hygiene, not exposure: looks for inbound rules that admit the internet to any TCP or UDP port other than the authorised ones. The sources of all rules for a port count together, IPv4 and IPv6 apart, with the entries of prefix lists: a quarter of the public addresses or more is the internet. References to security groups are not.",
	Rationale:  "What is meant for the public is known and few. Any other open port is a service that was exposed by mistake, or soon will be.",
	Remedy:     "Remove the rules that the finding names, or narrow their source to the ranges that need access.",
	Fix:        narrowRuleFix,
	References: []string{"https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18"},
	Controls:   []string{"FSBP/EC2.18"},
	Params:     []check.Setting{authorisedTCP, authorisedUDP},
	Assess:     check.ForEach(inventory.SecurityGroups, sgNoOpenAnyPort, reach.RuleTables...),
}

var (
	authorisedTCP = check.NewParam("tcp-ports", []int{80, 443}, "TCP ports that the internet may reach")
	authorisedUDP = check.NewParam("udp-ports", []int{}, "UDP ports that the internet may reach")
)

func sgNoOpenAnyPort(e check.Env, g inventory.SecurityGroup) check.Verdict {
	return judgeOpenings(e, g, anyOpening, reach.TCP(reach.Without(authorisedTCP.Get(e))), reach.UDP(reach.Without(authorisedUDP.Get(e))))
}
