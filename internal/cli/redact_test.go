package cli

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestThePublicLogOfAJobNamesNoAccount(t *testing.T) {
	dir := recording(t)
	event := filepath.Join(t.TempDir(), "event.json")
	for name, tc := range map[string]struct {
		actions, event string
		args           []string
		redacted       bool
	}{
		"public":                  {"true", `{"repository": {"private": false}}`, nil, true},
		"public and turned off":   {"true", `{"repository": {"private": false}}`, []string{"--redact=false"}, false},
		"private":                 {"true", `{"repository": {"private": true}}`, nil, false},
		"not known":               {"true", `{}`, nil, false},
		"no event":                {"true", ``, nil, false},
		"elsewhere":               {"", `{"repository": {"private": false}}`, nil, false},
		"elsewhere and turned on": {"", ``, []string{"--redact"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			write(t, event, tc.event)
			t.Setenv("GITHUB_ACTIONS", tc.actions)
			t.Setenv("GITHUB_EVENT_PATH", event)
			to := t.TempDir()
			summary, asJSON := filepath.Join(to, "summary.md"), filepath.Join(to, "r.json")
			out, errs, exit := run(t, append([]string{
				"scan", "--replay", dir, "--check", versioning, "-o", "text", "-o", "markdown=" + summary, "-o", "json=" + asJSON,
			}, tc.args...)...)
			if exit != exitIncomplete {
				t.Fatalf("exit %d: %s", exit, errs)
			}
			for what, text := range map[string]string{"the text": out, "the summary": content(t, summary), "a message": errs} {
				if found := strings.Contains(text, "123456789012") || strings.Contains(text, "arn:aws"); found == tc.redacted {
					t.Errorf("%s names the account: %v\n%s", what, found, text)
				}
			}
			if !strings.Contains(out, "logs") || !strings.Contains(content(t, asJSON), "123456789012") {
				t.Errorf("a name of a bucket is gone, or the file for programs is redacted:\n%s", out)
			}
			again, _, _ := run(t, append([]string{"report", asJSON}, tc.args...)...)
			diff, _, _ := run(t, append([]string{"diff", asJSON, asJSON}, tc.args...)...)
			_, mistake, _ := run(t, append([]string{"diff", asJSON, "arn:aws:s3:::123456789012"}, tc.args...)...)
			for _, text := range []string{again, diff, mistake} {
				if strings.Contains(text, "123456789012") == tc.redacted {
					t.Errorf("afterwards:\n%s", text)
				}
			}
		})
	}
}

// What is read of scans afterwards goes to the same log.
func TestThePublicLogOfAJobNamesNoAccountAfterwards(t *testing.T) {
	noPast(t)
	c := signedIn(t, &cloud{})
	if _, errs, exit := run(t, "scan", "-q", "--check", versioning, "-o", "json"); exit != exitOK {
		t.Fatalf("exit %d: %s", exit, errs)
	}
	event := filepath.Join(t.TempDir(), "event.json")
	write(t, event, `{"repository": {"private": false}}`)
	t.Setenv("GITHUB_ACTIONS", "true")
	t.Setenv("GITHUB_EVENT_PATH", event)
	for _, args := range [][]string{
		{"doctor", "--check", versioning}, {"history"}, {"history", "show", "last"}, {"trend"}, {"responsibility"},
	} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			out, errs, exit := run(t, args...)
			if exit != exitOK || out == "" || strings.Contains(out+errs, "123456789012") || strings.Contains(out+errs, "arn:aws") || strings.Contains(out+errs, "acme") {
				t.Errorf("exit %d: %s%s", exit, errs, out)
			}
			if out, _, _ := run(t, append(args, "--redact=false")...); !strings.Contains(out, "123456789012") {
				t.Errorf("nothing was left out:\n%s", out)
			}
		})
	}
	c.denied = "data?versioning"
	if out, errs, exit := run(t, "doctor", "--check", versioning); exit != exitIncomplete || strings.Contains(out+errs, "123456789012") || !strings.Contains(out, "s3:GetBucketVersioning: denied") {
		t.Errorf("exit %d: %s%s", exit, errs, out)
	}
}
