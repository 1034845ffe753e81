package accessanalyzer

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// ExternalAnalyzerEnabled is the check accessanalyzer.external-analyzer-enabled.
var ExternalAnalyzerEnabled = &check.Check{
	ID:        "accessanalyzer.external-analyzer-enabled",
	Title:     "External access analyzer is active in each Region",
	Domain:    check.PrivilegeManagement,
	Severity:  check.High,
	Resource:  inventory.AccountType,
	Logic:     "Each region has an active analyzer of external access that the account made, for itself or for its organization. Analyzers of unused or internal access do not count. One of the organization that another account made does not show here, and does not count.",
	Rationale: "Policies of buckets, keys, roles and queues let in others by a word too many. The analyzer reads every such policy whenever it changes, and says who gets in.",
	Remedy:    "In IAM, Access Analyzer, create an analyzer of external access, in each region.",
	Fix: check.Fix{
		Console: "In IAM, Access Analyzer, create an analyzer of external access, in each region.",
		CLI: `# In each region:
aws accessanalyzer create-analyzer --analyzer-name external --type ACCOUNT --region REGION`,
		Terraform: `# In each region:
resource "aws_accessanalyzer_analyzer" "external" {
  analyzer_name = "external"
  type          = "ACCOUNT"
}`,
		Breaks: "It costs nothing and changes nothing; expect findings on what is shared on purpose, and archive those.",
		Undo:   "aws accessanalyzer delete-analyzer --analyzer-name external --region REGION.",
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-getting-started.html", "https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_AnalyzerSummary.html"},
	Controls:   []string{"CIS-1.4/1.20", "CIS-1.5/1.20", "CIS-2.0/1.20", "CIS-3.0/1.20", "CIS-4.0/1.20", "CIS-5.0/1.19", "CIS-6.0/2.19", "CIS-7.0/2.18", "FSBP/IAM.28"},
	Assess:     check.ForEach(inventory.Regions, externalAnalyzerEnabled, inventory.AccessAnalyzers),
}

func externalAnalyzerEnabled(e check.Env, region inventory.Region) check.Verdict {
	var saw []check.Evidence
	a, ok := check.Find(e, inventory.AccessAnalyzers, region.Resource, func(a inventory.AccessAnalyzer) bool {
		saw = append(saw, check.SawOn(a.Resource, "AnalyzerType", a.AnalyzerType), check.SawOn(a.Resource, "Status", a.Status))
		return (a.AnalyzerType == "ACCOUNT" || a.AnalyzerType == "ORGANIZATION") && a.Status == "ACTIVE"
	})
	if len(saw) == 0 {
		return check.Fail("has no analyzer", check.Saw("analyzers", 0))
	}
	return check.PassIf(ok, "has an analyzer of external access, "+a.Name, "has no active analyzer of external access", saw...)
}
