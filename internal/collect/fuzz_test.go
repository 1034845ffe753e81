package collect

import (
	"strings"
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

// A row of the credential report is a row or an error, whatever it holds.
func FuzzCredentialReport(f *testing.F) {
	f.Add(reportHeader + reportRoot + reportAnn)
	f.Add(reportHeader)
	f.Add(strings.ReplaceAll(reportHeader, "mfa_active", "mfa") + reportAnn)
	f.Fuzz(func(t *testing.T, content string) {
		rows := 0
		err := readCredentialReport(Session{Account: checktest.Account}, []byte(content), func(r inventory.IAMCredential) {
			rows++
			if !r.Root && r.Created.IsZero() {
				t.Errorf("made of nothing: %+v", r)
			}
		})
		if rows == 0 && err == nil {
			t.Error("neither a row nor an error")
		}
	})
}
