package cli

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestADifferenceGatesOnWhatIsNew(t *testing.T) {
	failed, passed := saved(t, asItWas), saved(t, otherwise("PASS"))
	muted := saved(t, func(s string) string {
		return strings.Replace(s, `"status": "FAIL",`, `"status": "FAIL", "muted": {"by": "baseline", "until": "never"},`, 1)
	})
	other := saved(t, func(s string) string { return strings.ReplaceAll(s, "123456789012", "999999999999") })
	merged := filepath.Join(t.TempDir(), "merged.json")
	write(t, merged, `{"schema_version": "1", "reports": [`+content(t, other)+","+content(t, failed)+`]}`)
	twice := filepath.Join(t.TempDir(), "twice.json")
	write(t, twice, `{"schema_version": "1", "reports": [`+content(t, failed)+","+content(t, failed)+`]}`)
	for name, tc := range map[string]struct {
		args []string
		exit int
		says string
	}{
		"nothing":                {[]string{failed, failed, "--fail-on=low"}, exitOK, "Result   0 new, 0 changed, 0 fixed, 0 no longer assessable"},
		"new":                    {[]string{passed, failed, "--fail-on=low"}, exitFindings, "New: 1\n  low       S3 MFA Delete is on"},
		"new, and too mild":      {[]string{passed, failed, "--fail-on=medium"}, exitOK, "no new finding fails at medium or worse"},
		"new, without a gate":    {[]string{passed, failed}, exitOK, "New: 1"},
		"new and muted":          {[]string{passed, muted, "--fail-on=low"}, exitOK, "muted until never"},
		"fixed":                  {[]string{failed, passed, "--fail-on=low"}, exitOK, "Fixed: 1"},
		"one more account":       {[]string{failed, merged, "--fail-on=low"}, exitFindings, "Before   no scan of the account"},
		"one account less":       {[]string{merged, failed, "--fail-on=low"}, exitOK, "was not looked at: the account was not scanned"},
		"in Markdown":            {[]string{passed, failed, "-o", "markdown"}, exitOK, "| low | `s3.bucket-mfa-delete` | us-east-1 | data |"},
		"in JSON":                {[]string{passed, failed, "-o", "json"}, exitOK, `"why": "passed before"`},
		"of different accounts":  {[]string{failed, other}, exitUsage, "different accounts"},
		"of one account, twice":  {[]string{failed, twice}, exitUsage, "two reports of account 123456789012"},
		"of one report":          {[]string{failed}, exitUsage, "takes two saved JSON reports"},
		"of no report":           {[]string{failed, "none.json"}, exitUsage, "none.json"},
		"in an unknown format":   {[]string{failed, passed, "-o", "sarif"}, exitUsage, `no format "sarif"`},
		"with a misspelt level":  {[]string{failed, passed, "--fail-on", "hihg"}, exitUsage, `did you mean "high"?`},
		"into what is not there": {[]string{failed, passed, "-o", "json=/nonexistent/d.json"}, exitUsage, "/nonexistent"},
	} {
		t.Run(name, func(t *testing.T) {
			out, errs, exit := run(t, append([]string{"diff"}, tc.args...)...)
			if exit != tc.exit || !strings.Contains(out+errs, tc.says) {
				t.Errorf("exit %d, want %d and %q: %s%s", exit, tc.exit, tc.says, errs, out)
			}
		})
	}
}
