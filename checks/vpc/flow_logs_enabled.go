package vpc

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// FlowLogsEnabled is the check vpc.flow-logs-enabled.
var FlowLogsEnabled = &check.Check{
	ID:        "vpc.flow-logs-enabled",
	Title:     "VPC flow logs are on",
	Domain:    check.DetectiveControls,
	Severity:  check.Medium,
	Resource:  "AWS::EC2::VPC",
	Logic:     "Looks for an active flow log of the VPC itself that records rejected or all traffic, and whose delivery does not fail. A VPC that another account shares is for that account to judge.",
	Rationale: "Flow logs are the record of who talked to whom. Without them an intrusion cannot be traced, nor a scan be seen.",
	Remedy:    "Create a flow log for the VPC with the traffic type ALL or REJECT. If its delivery fails, repair the role or the policy of the destination.",
	Fix: check.Fix{
		Console: "VPC console, Your VPCs, the VPC, Flow logs, Create flow log: choose the filter All and a destination.",
		CLI:     "aws ec2 create-flow-logs --resource-type VPC --resource-ids VPC_ID --traffic-type ALL --log-destination-type s3 --log-destination arn:aws:s3:::BUCKET",
		Terraform: `resource "aws_flow_log" "vpc" {
  vpc_id               = "VPC_ID"
  traffic_type         = "ALL"
  log_destination_type = "s3"
  log_destination      = "arn:aws:s3:::BUCKET"
}`,
		Breaks: "Nothing: flow logs are taken beside the traffic and do not slow it down. Collecting and storing them costs by volume.",
		Undo:   "aws ec2 delete-flow-logs --flow-log-ids FLOW_LOG_ID. What was delivered stays.",
	},
	References: []string{"https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-6"},
	Controls:   []string{"CIS-1.4/3.9", "CIS-1.5/3.9", "CIS-2.0/3.9", "CIS-3.0/3.7", "CIS-4.0/3.7", "CIS-5.0/3.7", "CIS-6.0/4.7", "CIS-7.0/4.7", "FSBP/EC2.6"},
	Assess:     check.ForEach(inventory.VPCs, flowLogsEnabled, inventory.FlowLogs),
}

var flowLogsByResource = check.NewIndex(inventory.FlowLogs, func(l inventory.FlowLog) []string { return []string{l.ResourceID} })

func flowLogsEnabled(e check.Env, v inventory.VPC) check.Verdict {
	owner := check.Saw("OwnerID", v.OwnerID)
	if v.OwnerID != e.Account.ID {
		return check.NotApplicable("belongs to the account "+v.OwnerID, owner)
	}
	seen := []check.Evidence{owner}
	log, ok := flowLogsByResource.Find(e, v.Resource, v.ID, func(l inventory.FlowLog) bool {
		seen = append(seen, flowLogEvidence(l)...)
		return recordsRejects(l)
	})
	if ok {
		return check.Pass("is recorded by "+log.ID, seen...)
	}
	return check.Fail("has no active flow log of rejected traffic that is delivered", seen...)
}

func recordsRejects(l inventory.FlowLog) bool {
	return l.FlowLogStatus == "ACTIVE" && l.DeliverLogsStatus != "FAILED" && (l.TrafficType == "REJECT" || l.TrafficType == "ALL")
}

func flowLogEvidence(l inventory.FlowLog) []check.Evidence {
	return []check.Evidence{
		check.SawOn(l.Resource, "ResourceID", l.ResourceID), check.SawOn(l.Resource, "FlowLogStatus", l.FlowLogStatus),
		check.SawOn(l.Resource, "TrafficType", l.TrafficType), check.SawOn(l.Resource, "DeliverLogsStatus", l.DeliverLogsStatus),
	}
}
