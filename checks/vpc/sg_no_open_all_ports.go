package vpc

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/reach"
)

// SGNoOpenAllPorts is the check vpc.sg-no-open-all-ports.
var SGNoOpenAllPorts = &check.Check{
	ID:         "vpc.sg-no-open-all-ports",
	Title:      "VPC: no security group opens every port to the internet",
	Domain:     check.InfrastructureProtection,
	Severity:   check.Critical,
	Resource:   "AWS::EC2::SecurityGroup",
	Logic:      "Hygiene, not exposure: looks for inbound rules that together admit the internet to every TCP port or every UDP port, 1-65535. The sources of all rules for a port count together, IPv4 and IPv6 apart, with the entries of prefix lists: a quarter of the public addresses or more is the internet. References to security groups are not.",
	Rationale:  "Every service that listens on a member of the group is exposed, those too that nobody knows of.",
	Remedy:     "Remove the rules that the finding names, or narrow their source to the ranges that need access.",
	Fix:        narrowRuleFix,
	References: []string{"https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"},
	Controls:   []string{"CIS-1.4/5.2", "CIS-1.5/5.2", "CIS-1.5/5.3", "CIS-2.0/5.2", "CIS-2.0/5.3", "CIS-3.0/5.2", "CIS-3.0/5.3", "CIS-4.0/5.3", "CIS-4.0/5.4", "CIS-5.0/5.3", "CIS-5.0/5.4", "CIS-6.0/6.3", "CIS-6.0/6.4", "CIS-7.0/6.3", "CIS-7.0/6.4"},
	Assess:     check.ForEach(inventory.SecurityGroups, sgNoOpenAllPorts, reach.RuleTables...),
}

func sgNoOpenAllPorts(e check.Env, g inventory.SecurityGroup) check.Verdict {
	return judgeOpenings(e, g, allOpen, reach.TCP([]reach.Span{reach.EveryPort}), reach.UDP([]reach.Span{reach.EveryPort}))
}
