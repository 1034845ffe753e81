package vpc

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// DefaultVPCUnused is the check vpc.default-vpc-unused.
var DefaultVPCUnused = &check.Check{
	ID:         "vpc.default-vpc-unused",
	Title:      "Default VPCs are absent or empty",
	Domain:     check.InfrastructureProtection,
	Severity:   check.Low,
	Resource:   "AWS::EC2::VPC",
	Logic:      "Looks for network interfaces in each default VPC. Passes if there are none. Other VPCs, and regions without a default VPC, are not asked.",
	Rationale:  "A default VPC has public subnets that assign public addresses. What is launched there is on the internet by default.",
	Remedy:     "Move what runs in the default VPC to a VPC of your own, then delete the default VPC.",
	References: []string{"https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html"},
	Controls:   []string{},
	Assess:     check.ForEach(inventory.VPCs, defaultVPCUnused, inventory.VPCNetworkInterfaces),
}

var interfacesByVPC = check.NewIndex(inventory.VPCNetworkInterfaces,
	func(n inventory.VPCNetworkInterface) []string { return []string{n.VPCID} })

func defaultVPCUnused(e check.Env, v inventory.VPC) check.Verdict {
	isDefault := check.Saw("IsDefault", v.IsDefault)
	if !v.IsDefault {
		return check.NotApplicable("is not a default VPC", isDefault)
	}
	if n, used := interfacesByVPC.Lookup(e, v.Resource, v.ID); used {
		return check.Fail("holds network interfaces, such as "+n.ID, isDefault, check.SawOn(n.Resource, "VPCID", n.VPCID))
	}
	return check.Pass("holds no network interfaces", isDefault)
}
