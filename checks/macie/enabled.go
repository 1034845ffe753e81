package macie

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// Enabled is the check macie.enabled.
var Enabled = &check.Check{
	ID:        "macie.enabled",
	Title:     "Macie is enabled",
	Domain:    check.DetectiveControls,
	Severity:  check.Medium,
	Resource:  inventory.AccountType,
	Logic:     "Macie is enabled in each region, and not paused.",
	Rationale: "Nobody knows of every bucket what is in it. Macie samples the objects of all of them and says where names, cards and keys lie, before somebody else finds them.",
	Remedy:    "In Macie, Get started, in each region that has buckets, or from the delegated administrator for all accounts.",
	Fix: check.Fix{
		Console: "In Macie, Get started, in each region that has buckets, or from the delegated administrator for all accounts.",
		CLI: `# In each region that has buckets:
aws macie2 enable-macie --region REGION
# If it is paused:
aws macie2 update-macie-session --status ENABLED --region REGION`,
		Terraform: `# In each region that has buckets:
resource "aws_macie2_account" "this" {
  status = "ENABLED"
}`,
		Breaks: "It reads objects under a role of its own, and costs by buckets and by what it reads; it changes nothing.",
		Undo:   "aws macie2 disable-macie --region REGION, which deletes its findings and settings.",
	},
	References: []string{"https://docs.aws.amazon.com/macie/latest/user/getting-started.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/macie-controls.html#macie-1"},
	Controls:   []string{"CIS-1.4/2.1.4", "CIS-1.5/2.1.4", "CIS-2.0/2.1.3", "CIS-3.0/2.1.3", "CIS-4.0/2.1.3", "CIS-5.0/2.1.3", "CIS-6.0/3.1.3", "CIS-7.0/3.1.3", "FSBP/Macie.1"},
	Assess:     check.ForEach(inventory.MacieSessions, enabled),
}

func enabled(_ check.Env, s inventory.MacieSession) check.Verdict {
	status := check.Saw("Status", s.Status)
	switch s.Status {
	case "ENABLED":
		return check.Pass("has Macie on", status)
	case "":
		return check.Fail("has Macie off", status)
	}
	return check.Fail("has Macie paused", status)
}
