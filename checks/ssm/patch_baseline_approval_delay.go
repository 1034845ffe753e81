package ssm

import (
	"fmt"
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// PatchBaselineApprovalDelay is the check ssm.patch-baseline-approval-delay.
var PatchBaselineApprovalDelay = &check.Check{
	ID:        "ssm.patch-baseline-approval-delay",
	Title:     "SSM baselines approve critical patches within seven days",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Medium,
	Resource:  "AWS::SSM::PatchBaseline",
	Logic:     "Each patch baseline of the customer has a rule that approves critical patches, or patches whatever their severity, at most the asked days after they came out. A rule that approves those before a fixed day does not count: it approves no newer ones.",
	Rationale: "Flaws that are called critical are exploited within days of the patch that shows them. A baseline that waits for a month leaves that time to others.",
	Remedy:    "In Systems Manager, Patch Manager, Patch baselines, edit the approval rule of the severity Critical and set its delay to 7 days or less.",
	Fix: check.Fix{
		Console: "In Systems Manager, Patch Manager, Patch baselines, edit the approval rule of the severity Critical and set its delay to 7 days or less.",
		CLI: `# Mind that this replaces all rules that the baseline has:
aws ssm update-patch-baseline --baseline-id BASELINE_ID --approval-rules \
  'PatchRules=[{PatchFilterGroup={PatchFilters=[{Key=SEVERITY,Values=[Critical]}]},ApproveAfterDays=7}]'`,
		Terraform: `resource "aws_ssm_patch_baseline" "NAME" {
  name             = "NAME"
  operating_system = "AMAZON_LINUX_2023"
  approval_rule {
    approve_after_days = 7
    patch_filter {
      key    = "SEVERITY"
      values = ["Critical"]
    }
  }
}`,
		Breaks: "Patches reach machines sooner and less tried; let test machines have a baseline without delay.",
		Undo:   "Set the old delay.",
	},
	References: []string{"https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-approval-rules.html", "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PatchRule.html"},
	Controls:   []string{},
	Params:     []check.Setting{maxDelay},
	Assess:     check.ForEach(inventory.SSMPatchBaselines, patchBaselineApprovalDelay, inventory.SSMPatchRules),
}

var maxDelay = check.NewParam("max-days", 7, "days after which a critical patch must be approved")

// critical are the severities that count, of Windows and of Linux; * stands for
// all. Debian and Ubuntu have priorities instead, which say nothing of flaws.
var critical = []string{"Critical", "*"}

func patchBaselineApprovalDelay(e check.Env, b inventory.SSMPatchBaseline) check.Verdict {
	s := check.Detail(e, inventory.SSMPatchRules, b.Resource)
	saw := []check.Evidence{check.Saw("ApprovalRules", s.ApprovalRules), check.Saw("OperatingSystem", s.OperatingSystem)}
	priorities := s.OperatingSystem == "DEBIAN" || s.OperatingSystem == "UBUNTU" || s.OperatingSystem == "RASPBIAN"
	least, ok := 0, false
	for _, r := range s.ApprovalRules {
		all := len(r.Severities) == 0 || priorities
		if r.ApproveUntilDate != "" || !all && !slices.ContainsFunc(r.Severities, func(s string) bool { return slices.Contains(critical, s) }) {
			continue
		}
		if !ok || r.ApproveAfterDays < least {
			least, ok = r.ApproveAfterDays, true
		}
	}
	if !ok {
		return check.Fail("approves no critical patches by itself", saw...)
	}
	says := fmt.Sprintf("approves critical patches after %d days", least)
	return check.PassIf(least <= maxDelay.Get(e), says, says, saw...)
}
