package vpc

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestFlowLogsEnabled(t *testing.T) {
	checktest.Run(t, FlowLogsEnabled, checktest.Cases{
		"all traffic":               checktest.Pass(vpcs(false), flowLog("vpc-1", "ACTIVE", "ALL", "SUCCESS")),
		"rejects, delivery unsaid":  checktest.Pass(vpcs(false), flowLog("vpc-1", "ACTIVE", "REJECT", "")),
		"none":                      checktest.Fail(vpcs(false)),
		"accepts only":              checktest.Fail(vpcs(false), flowLog("vpc-1", "ACTIVE", "ACCEPT", "SUCCESS")),
		"delivery fails":            checktest.Fail(vpcs(false), flowLog("vpc-1", "ACTIVE", "ALL", "FAILED")),
		"not active":                checktest.Fail(vpcs(false), flowLog("vpc-1", "INACTIVE", "ALL", "SUCCESS")),
		"of a subnet":               checktest.Fail(vpcs(false), flowLog("subnet-1", "ACTIVE", "ALL", "SUCCESS")),
		"shared by another account": checktest.NotApplicable(inventory.VPCs.Of(inventory.VPC{Resource: checktest.Resource("AWS::EC2::VPC", "vpc-1"), OwnerID: "210987654321"})),
	})
}

// vpcs is the table of one VPC, vpc-1.
func vpcs(isDefault bool) inventory.Part {
	return inventory.VPCs.Of(inventory.VPC{
		Resource: checktest.Resource("AWS::EC2::VPC", "vpc-1"), OwnerID: checktest.Account.ID, IsDefault: isDefault,
	})
}

func flowLog(of, status, traffic, delivery string) inventory.Part {
	return inventory.FlowLogs.Of(inventory.FlowLog{
		Resource: checktest.Resource("AWS::EC2::FlowLog", "fl-1"), ResourceID: of,
		FlowLogStatus: status, TrafficType: traffic, DeliverLogsStatus: delivery,
	})
}
