package vpc

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/reach"
)

// SGDefaultUnused is the check vpc.sg-default-unused.
var SGDefaultUnused = &check.Check{
	ID:        "vpc.sg-default-unused",
	Title:     "VPC: nothing attaches to default security groups",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Medium,
	Resource:  "AWS::EC2::SecurityGroup",
	Logic:     "Looks for network interfaces that use a security group named default. Passes if there are none.",
	Rationale: "The default security group is what a resource gets when nobody chose. Its rules were made for no workload in particular.",
	Remedy:    "Give the network interfaces that the finding names a security group of their own.",
	Fix: check.Fix{
		Console: "EC2 console, Network Interfaces, the interface, Actions, Change security groups. For interfaces of a load balancer, database or function change the groups there.",
		CLI:     "aws ec2 modify-network-interface-attribute --network-interface-id ENI_ID --groups SG_ID",
		Terraform: `resource "aws_instance" "app" {
  vpc_security_group_ids = ["SG_ID"]
}`,
		Breaks: "Traffic that the rules of the default group allowed and the new group does not stops. That includes members that reached each other because they shared the group.",
		Undo:   "Set the default group on the interface again.",
	},
	References: []string{"https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html"},
	Controls:   []string{},
	Assess:     check.ForEach(inventory.SecurityGroups, sgDefaultUnused, inventory.VPCNetworkInterfaces),
}

func sgDefaultUnused(e check.Env, g inventory.SecurityGroup) check.Verdict {
	name := check.Saw("GroupName", g.GroupName)
	if g.GroupName != "default" {
		return check.NotApplicable("is not a default security group", name)
	}
	if n, used := reach.InterfacesByGroup.Lookup(e, g.Resource, g.ID); used {
		return check.Fail("is used by network interfaces, such as "+n.ID, name, check.SawOn(n.Resource, "Groups", n.Groups))
	}
	return check.Pass("is used by no network interface", name)
}
