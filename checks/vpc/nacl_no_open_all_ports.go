package vpc

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/reach"
)

// NACLNoOpenAllPorts is the check vpc.nacl-no-open-all-ports.
var NACLNoOpenAllPorts = &check.Check{
	ID:         "vpc.nacl-no-open-all-ports",
	Title:      "Network ACLs do not admit everything from the internet",
	Domain:     check.InfrastructureProtection,
	Severity:   check.Medium,
	Resource:   "AWS::EC2::NetworkAcl",
	Logic:      "Hygiene, not exposure: works out from the inbound entries, in the order of their numbers, which ports the internet may reach. Fails if it is every TCP port or every UDP port, 1-65535. The first entry that matches decides, so an earlier deny protects. A quarter of the public addresses or more, IPv4 and IPv6 apart, is the internet.",
	Rationale:  "A network ACL that admits everything protects nothing. The security groups are then the only line of defence.",
	Remedy:     "Allow inbound only the ports that the subnet serves and the ephemeral ports of its replies.",
	References: []string{"https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html"},
	Controls:   []string{"CIS-1.4/5.1", "CIS-1.5/5.1", "CIS-2.0/5.1", "CIS-3.0/5.1", "CIS-4.0/5.2", "CIS-5.0/5.2", "CIS-6.0/6.2", "CIS-7.0/6.2"},
	Assess:     check.ForEach(inventory.NetworkACLs, naclNoOpenAllPorts),
}

func naclNoOpenAllPorts(_ check.Env, a inventory.NetworkACL) check.Verdict {
	return judgeACL(a, allOpen, reach.TCP([]reach.Span{reach.EveryPort}), reach.UDP([]reach.Span{reach.EveryPort}))
}
