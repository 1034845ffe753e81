package ssm

import (
	"fmt"
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// AgentAutoUpdate is the check ssm.agent-auto-update.
var AgentAutoUpdate = &check.Check{
	ID:        "ssm.agent-auto-update",
	Title:     "SSM Agent is current or updates itself",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Low,
	Resource:  inventory.AccountType,
	Logic:     "In each region in which Systems Manager knows EC2 instances, an association with a schedule runs AWS-UpdateSSMAgent on all of them, or the agent of each is the newest. Of Windows AWS does not say which agent is the newest, so without the association the verdict on it is UNKNOWN.",
	Rationale: "The agent runs as root and takes commands from AWS. An old one lacks repairs, and in the end the features by which the instance is patched.",
	Remedy:    "In Systems Manager, Fleet Manager, Account management, Auto update SSM Agent.",
	Fix: check.Fix{
		Console: "In Systems Manager, Fleet Manager, Account management, Auto update SSM Agent.",
		CLI: `# In each region:
aws ssm create-association --name AWS-UpdateSSMAgent --targets 'Key=InstanceIds,Values=*' --schedule-expression 'rate(14 days)' --region REGION`,
		Terraform: `# In each region:
resource "aws_ssm_association" "agent" {
  name                = "AWS-UpdateSSMAgent"
  schedule_expression = "rate(14 days)"
  targets {
    key    = "InstanceIds"
    values = ["*"]
  }
}`,
		Breaks: "The agent restarts when it is updated; commands that run at that moment may end.",
		Undo:   "aws ssm delete-association --association-id ASSOCIATION_ID.",
	},
	References: []string{"https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-automatic-updates.html", "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_InstanceInformation.html"},
	Controls:   []string{},
	Assess:     check.ForEach(inventory.Regions, agentAutoUpdate, inventory.ManagedInstances, inventory.SSMAgentUpdates),
}

func agentAutoUpdate(e check.Env, region inventory.Region) check.Verdict {
	a, ok := check.Find(e, inventory.SSMAgentUpdates, region.Resource, func(a inventory.SSMAssociation) bool {
		return a.ScheduleExpression != "" && slices.Contains(a.InstanceIDs, "*")
	})
	nodes := check.Aside(e, func(e check.Env) []inventory.ManagedInstance {
		return check.Rows(e, inventory.ManagedInstances, region.Resource)
	})
	if len(nodes.Value) == 0 {
		check.Rely(e, nodes)
		return check.NotApplicable("has no managed instances", check.Saw("instances", 0))
	}
	if ok {
		return check.Pass("has the agent of all instances updated by the association "+a.ID,
			check.SawOn(a.Resource, "ScheduleExpression", a.ScheduleExpression), check.SawOn(a.Resource, "InstanceIDs", a.InstanceIDs))
	}
	var old []string
	windows := false
	for _, n := range nodes.Value {
		windows = windows || n.PlatformType == "Windows"
		if !n.IsLatestVersion && n.PlatformType != "Windows" {
			old = append(old, n.ID)
		}
	}
	saw := []check.Evidence{check.Saw("InstanceIDs", "of no association with a schedule are *"), check.Saw("ScheduleExpression", ""),
		check.Saw("IsLatestVersion", len(old) == 0), check.Saw("PlatformType", windows)}
	if len(old) > 0 {
		return check.Fail(fmt.Sprintf("has no association that updates the agent, and %d instances have an old one, such as %s", len(old), old[0]), saw...)
	}
	check.Rely(e, nodes)
	if windows {
		return check.Unknown("has no association that updates the agent, and AWS does not say whether that of Windows is the newest", saw...)
	}
	return check.Pass("has the newest agent on every instance", saw...)
}
