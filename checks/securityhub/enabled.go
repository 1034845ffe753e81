package securityhub

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// Enabled is the check securityhub.enabled.
var Enabled = &check.Check{
	ID:        "securityhub.enabled",
	Title:     "Security Hub is on with standards or integrations",
	Domain:    check.DetectiveControls,
	Severity:  check.Medium,
	Resource:  inventory.AccountType,
	Logic:     "Security Hub CSPM is on in each region, and there has at least one standard, or one product whose findings it takes in.",
	Rationale: "Findings of a dozen services lie in a dozen consoles, per region and account. In Security Hub somebody sees them together, and the standards find what was set up wrongly.",
	Remedy:    "In Security Hub CSPM, Enable, with the standard AWS Foundational Security Best Practices, in each region, or from the delegated administrator for all.",
	Fix: check.Fix{
		Console: "In Security Hub CSPM, Enable, with the standard AWS Foundational Security Best Practices, in each region, or from the delegated administrator for all.",
		CLI: `# In each region:
aws securityhub enable-security-hub --enable-default-standards --region REGION`,
		Terraform: `# In each region:
resource "aws_securityhub_account" "this" {
  enable_default_standards = false
}

resource "aws_securityhub_standards_subscription" "fsbp" {
  standards_arn = "arn:aws:securityhub:REGION::standards/aws-foundational-security-best-practices/v/1.0.0"
  depends_on    = [aws_securityhub_account.this]
}`,
		Breaks: "It needs AWS Config in the region, and costs by checks; it changes nothing.",
		Undo:   "aws securityhub disable-security-hub --region REGION, which deletes its findings.",
	},
	References: []string{"https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-settingup.html", "https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_DescribeHub.html"},
	Controls:   []string{"CIS-1.5/4.16", "CIS-2.0/4.16", "CIS-3.0/4.16", "CIS-4.0/4.16", "CIS-5.0/4.16", "CIS-6.0/5.16", "CIS-7.0/5.16"},
	Assess:     check.ForEach(inventory.SecurityHubs, enabled, inventory.SecurityHubStandards, inventory.SecurityHubProducts),
}

func enabled(e check.Env, h inventory.SecurityHub) check.Verdict {
	saw := []check.Evidence{check.Saw("Enabled", h.Enabled)}
	if !h.Enabled {
		return check.Fail("has Security Hub off", saw...)
	}
	standards := check.Detail(e, inventory.SecurityHubStandards, h.Resource).Sources
	if len(standards) > 0 {
		return check.Pass("has Security Hub on, with standards", append(saw, check.Saw("Sources", standards))...)
	}
	products := check.Detail(e, inventory.SecurityHubProducts, h.Resource).Sources
	return check.PassIf(len(products) > 0, "has Security Hub on, with products whose findings it takes in",
		"has Security Hub on, but without standards and products", append(saw, check.Saw("Sources", standards), check.Saw("Sources", products))...)
}
