package accessanalyzer

import (
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestExternalAnalyzerEnabled(t *testing.T) {
	here := checktest.Regions(checktest.Region)
	analyzer := func(kind, status string) inventory.Part {
		return inventory.AccessAnalyzers.Of(inventory.AccessAnalyzer{
			Resource: checktest.Resource("AWS::AccessAnalyzer::Analyzer", kind+status), AnalyzerType: kind, Status: status,
		})
	}
	checktest.Run(t, ExternalAnalyzerEnabled, checktest.Cases{
		"of the account":      checktest.Pass(here, analyzer("ACCOUNT", "ACTIVE")),
		"of the organization": checktest.Pass(here, analyzer("ORGANIZATION", "ACTIVE")),
		"of unused access":    checktest.Fail(here, analyzer("ACCOUNT_UNUSED_ACCESS", "ACTIVE")),
		"of internal access":  checktest.Fail(here, analyzer("ORGANIZATION_INTERNAL_ACCESS", "ACTIVE")),
		"it is off":           checktest.Fail(here, analyzer("ACCOUNT", "DISABLED")),
		"a second one is on":  checktest.Pass(here, analyzer("ACCOUNT", "FAILED"), analyzer("ACCOUNT", "ACTIVE")),
		"none":                checktest.Fail(here),
		"in one of two regions": checktest.Want([]check.Status{check.StatusFail, check.StatusPass},
			checktest.Regions("eu-west-1", checktest.Region), analyzer("ACCOUNT", "ACTIVE")),
		"the region denied": checktest.Unknown(here, inventory.AccessAnalyzers.Missing(checktest.Denied(checktest.Account.In(checktest.Region)))),
	})
}
