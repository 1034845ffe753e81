package guardduty

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// Enabled is the check guardduty.enabled.
var Enabled = &check.Check{
	ID:        "guardduty.enabled",
	Title:     "GuardDuty is on in every Region",
	Domain:    check.DetectiveControls,
	Severity:  check.High,
	Resource:  inventory.AccountType,
	Logic:     "Each region has a detector that is enabled. One that is suspended does not count.",
	Rationale: "GuardDuty reads what no one else looks at: calls, connections and names that are looked up. Intruders choose the region where it is off, and mine or store there what is theirs.",
	Remedy:    "In GuardDuty, Get started, in each region, or from the delegated administrator for all accounts.",
	Fix: check.Fix{
		Console: "In GuardDuty, Get started, in each region, or from the delegated administrator for all accounts.",
		CLI: `# In each region:
aws guardduty create-detector --enable --region REGION
# If there is a detector that is suspended:
aws guardduty update-detector --detector-id DETECTOR_ID --enable --region REGION`,
		Terraform: `# In each region:
resource "aws_guardduty_detector" "this" {
  enable = true
}`,
		Breaks: "It reads copies of logs and slows nothing; it costs by what is read, after 30 days.",
		Undo:   "aws guardduty update-detector --detector-id DETECTOR_ID --no-enable --region REGION.",
	},
	References: []string{"https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_settingup.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/guardduty-controls.html#guardduty-1"},
	Controls:   []string{"FSBP/GuardDuty.1"},
	Assess:     check.ForEach(inventory.Regions, enabled, inventory.GuardDutyDetectors, inventory.GuardDutyStates),
}

func enabled(e check.Env, region inventory.Region) check.Verdict {
	var saw []check.Evidence
	_, ok := check.Find(e, inventory.GuardDutyDetectors, region.Resource, func(d inventory.GuardDutyDetector) bool {
		status := check.Detail(e, inventory.GuardDutyStates, d.Resource).Status
		saw = append(saw, check.SawOn(d.Resource, "Status", status))
		return status == "ENABLED"
	})
	if len(saw) == 0 {
		return check.Fail("has no detector", check.Saw("detectors", 0))
	}
	return check.PassIf(ok, "has a detector that is enabled", "has a detector that is suspended", saw...)
}
