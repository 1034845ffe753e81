package vpc

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestDefaultVPCUnused(t *testing.T) {
	checktest.Run(t, DefaultVPCUnused, checktest.Cases{
		"empty":             checktest.Pass(vpcs(true)),
		"in use":            checktest.Fail(vpcs(true), networkInterface("vpc-1")).Says("eni-1"),
		"another is in use": checktest.Pass(vpcs(true), networkInterface("vpc-2")),
		"not default":       checktest.NotApplicable(vpcs(false), networkInterface("vpc-1")),
		"no VPC":            checktest.None(),
	})
}

func networkInterface(vpc string, groups ...string) inventory.Part {
	return inventory.VPCNetworkInterfaces.Of(inventory.VPCNetworkInterface{
		Resource: checktest.Resource("AWS::EC2::NetworkInterface", "eni-1"), VPCID: vpc, Groups: groups,
	})
}
