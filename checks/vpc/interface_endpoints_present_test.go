package vpc

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestInterfaceEndpointsPresent(t *testing.T) {
	checktest.Run(t, InterfaceEndpointsPresent, checktest.Cases{
		"present":                   checktest.Pass(vpcs(false), endpoint("vpc-1", "com.amazonaws.us-east-1.ec2", "Interface", "available")).With("services", []string{"ec2"}),
		"one is missing":            checktest.Fail(vpcs(false), endpoint("vpc-1", "com.amazonaws.us-east-1.ec2", "Interface", "available")).Says("ecr.api, ecr.dkr, ssm"),
		"none":                      checktest.Fail(vpcs(false)),
		"of another service":        checktest.Fail(vpcs(false), endpoint("vpc-1", "com.amazonaws.us-east-1.ec2messages", "Interface", "available")).With("services", []string{"ec2"}),
		"of another VPC":            checktest.Fail(vpcs(false), endpoint("vpc-2", "com.amazonaws.us-east-1.ec2", "Interface", "available")).With("services", []string{"ec2"}),
		"pending":                   checktest.Fail(vpcs(false), endpoint("vpc-1", "com.amazonaws.us-east-1.ec2", "Interface", "pendingAcceptance")).With("services", []string{"ec2"}),
		"a gateway":                 checktest.Fail(vpcs(false), endpoint("vpc-1", "com.amazonaws.us-east-1.s3", "Gateway", "available")).With("services", []string{"s3"}),
		"shared by another account": checktest.NotApplicable(inventory.VPCs.Of(inventory.VPC{Resource: checktest.Resource("AWS::EC2::VPC", "vpc-1"), OwnerID: "210987654321"})),
	})
}

func endpoint(vpc, service, kind, state string) inventory.Part {
	return inventory.VPCEndpoints.Of(inventory.VPCEndpoint{
		Resource: checktest.Resource("AWS::EC2::VPCEndpoint", "vpce-1"), VPCID: vpc,
		ServiceName: service, VPCEndpointType: kind, State: state,
	})
}
