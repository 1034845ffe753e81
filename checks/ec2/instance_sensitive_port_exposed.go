package ec2

import (
	"fmt"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/reach"
)

// InstanceSensitivePortExposed is the check ec2.instance-sensitive-port-exposed.
var InstanceSensitivePortExposed = &check.Check{
	ID:        "ec2.instance-sensitive-port-exposed",
	Title:     "EC2 instances expose no sensitive port to the internet",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Critical,
	Resource:  "AWS::EC2::Instance",
	Logic:     "Exposure, not hygiene: follows every way from the internet to each instance that runs. A way is a public address of any of its network interfaces, IPv4 or IPv6, or a load balancer that faces the internet and forwards to it. Fails if VPC Block Public Access, routes to an internet gateway, network ACLs in both directions, security groups and listeners together let a quarter of the public addresses or more through to a listed TCP port. An open security group that no way leads to is left to the checks of security groups. Web ACLs, firewalls on the instance, and ways by CloudFront or other accounts are not looked at.",
	Rationale: "Remote logins, databases and management consoles that the internet reaches are found within minutes, and attacked by guessed passwords and by flaws that are not patched yet.",
	Remedy:    "Break the way that the finding shows where it should not have been: narrow the rule of the security group, take away the public address, or move the instance to a subnet without a route to an internet gateway. Reach it by Session Manager, a VPN, or EC2 Instance Connect Endpoint.",
	Fix: check.Fix{
		Console: "EC2 console, Instances, the instance, Security, the security group, Edit inbound rules: delete the rule that is named or replace its source.",
		CLI: `aws ec2 authorize-security-group-ingress --group-id SG_ID --protocol tcp --port 22 --cidr CIDR
aws ec2 revoke-security-group-ingress --group-id SG_ID --security-group-rule-ids RULE_ID`,
		Terraform: `resource "aws_vpc_security_group_ingress_rule" "clients" {
  security_group_id = "SG_ID"
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = "CIDR"
}`,
		Breaks: "Whoever connected from elsewhere no longer can, on every member of the group. A public address that is taken away is lost unless it is an Elastic IP address.",
		Undo:   "Authorize the old source again, as the finding or the CloudTrail event RevokeSecurityGroupIngress names it.",
	},
	References: []string{"https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html", "https://docs.aws.amazon.com/vpc/latest/userguide/infrastructure-security.html"},
	Controls:   []string{},
	Params:     []check.Setting{exposedPorts},
	Assess:     check.ForEach(inventory.Instances, instanceSensitivePortExposed, reach.InstanceTables...),
}

var exposedPorts = check.NewParam("ports", []int{
	20, 21, 22, 23, 88, 139, 389, 445, 464, 636, 749, 750, 1433, 1434, 1521, 2483, 2484, 3306, 3389, 5432, 5601, 6379,
	7000, 7001, 7199, 8888, 9042, 9092, 9160, 9200, 9300, 11211, 27017, 27018,
}, "TCP ports that the internet must not reach: of remote logins, file sharing, directories and databases")

func instanceSensitivePortExposed(e check.Env, i inventory.Instance) check.Verdict {
	state := check.Saw("State", i.State)
	switch {
	case terminated(i):
		return notThere(i)
	case i.State != "running" && i.State != "pending":
		// Its public address of IPv4 may be another one, or none, when it starts again.
		return check.NotApplicable("does not run, so that nobody reaches it: "+i.State, state)
	}
	a := reach.ToInstance(e, i, reach.TCP(reach.Ports(exposedPorts.Get(e)...)))
	seen := append([]check.Evidence{state}, a.Seen...)
	switch a.State {
	case reach.Reached:
		return check.Fail(fmt.Sprintf("is reached from the internet at %s: %s", reach.Describe(a.Openings), a.Why), seen...)
	case reach.Blocked:
		return check.Pass("is not reached from the internet at these ports: "+a.Why, seen...)
	default:
		return check.Unknown(a.Why, seen...)
	}
}
