package inspector2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestNoActiveFindings(t *testing.T) {
	found := func(more bool, titles ...string) inventory.Part {
		return inventory.InspectorFindings.Of(inventory.InspectorFinding{Resource: checktest.Account.In(checktest.Region), Titles: titles, More: more})
	}
	some := scans(on, disabled, disabled, "")
	checktest.Run(t, NoActiveFindings, checktest.Cases{
		"none":               checktest.Pass(some, found(false)),
		"one":                checktest.Fail(some, found(false, "CVE-2026-0001 - openssl")).Says("openssl"),
		"more than a page":   checktest.Fail(some, found(true, "a", "b")).Says("more than 2"),
		"an empty page":      checktest.Fail(some, found(true)),
		"nothing is scanned": checktest.NotApplicable(scans(disabled, disabled, disabled, disabled)),
		"findings denied":    checktest.Unknown(some, inventory.InspectorFindings.Missing(checktest.Denied(checktest.Account.In(checktest.Region)))),
	})
}
