package ssm

import (
	"fmt"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// PatchCompliant is the check ssm.patch-compliant.
var PatchCompliant = &check.Check{
	ID:        "ssm.patch-compliant",
	Title:     "SSM managed nodes comply with their patch baseline",
	Domain:    check.InfrastructureProtection,
	Severity:  check.High,
	Resource:  "AWS::EC2::Instance",
	Logic:     "Each EC2 instance that Systems Manager knows has told how it complies with its patch baseline, and its status is COMPLIANT. One that never told fails: no scan for patches ran on it.",
	Rationale: "Most machines that are taken over had a flaw for which there was a patch. A node that does not comply lacks one that was approved.",
	Remedy:    "In Systems Manager, Patch Manager, Patch now, Scan and install.",
	Fix: check.Fix{
		Console: "In Systems Manager, Patch Manager, Patch now, Scan and install.",
		CLI:     "aws ssm send-command --document-name AWS-RunPatchBaseline --parameters Operation=Install --targets 'Key=InstanceIds,Values=INSTANCE_ID'",
		Terraform: `# Regularly, as machines fall behind again:
resource "aws_ssm_association" "patches" {
  name                = "AWS-RunPatchBaseline"
  schedule_expression = "cron(0 3 ? * SUN *)"
  parameters          = { Operation = "Install" }
  targets {
    key    = "InstanceIds"
    values = ["INSTANCE_ID"]
  }
}`,
		Breaks: "It installs packages and restarts the machine: choose a time, and RebootOption=NoReboot where it must not.",
		Undo:   "A patch is taken away by the package manager of the machine only: take a snapshot first.",
	},
	References: []string{"https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-compliance-states.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/ssm-controls.html#ssm-2"},
	Controls:   []string{"FSBP/SSM.2"},
	Assess:     check.ForEach(inventory.ManagedInstances, patchCompliant, inventory.SSMPatchStates),
}

func patchCompliant(e check.Env, m inventory.ManagedInstance) check.Verdict {
	c, ok := check.Lookup(e, inventory.SSMPatchStates, m.Resource)
	saw := []check.Evidence{check.Saw("Status", c.Status), check.Saw("NonCompliantCount", c.NonCompliantCount)}
	if !ok {
		return check.Fail("was never scanned for patches", saw...)
	}
	return check.PassIf(c.Status == "COMPLIANT", "complies with its patch baseline",
		fmt.Sprintf("lacks %d patches of its baseline", c.NonCompliantCount), saw...)
}
