package report_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/yourside/yourside/report"
)

// unprintable returns a line that would do something to a terminal, if there is one.
func unprintable(document string) (line string, found bool) {
	for line := range strings.SplitSeq(document, "\n") {
		odd := strings.ContainsFunc(line, func(r rune) bool { return !unicode.IsPrint(r) })
		if odd || !utf8.ValidString(line) {
			return line, true
		}
	}
	return "", false
}

// Whoever may create a resource chooses its name.
func FuzzName(f *testing.F) {
	for _, name := range hostile {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		r := named(name)
		for format, document := range map[string]string{
			"text":        text(t, report.Style{}, r),
			"narrow text": text(t, report.Style{Width: 50}, r),
			"json":        string(written(t, report.JSON, r)),
			"sarif":       string(written(t, report.SARIF, r)),
		} {
			if line, found := unprintable(document); found {
				t.Errorf("%s: %q", format, line)
			}
		}
		var got report.Report
		if err := json.Unmarshal(written(t, report.JSON, r), &got); err != nil {
			t.Fatal(err)
		}
		if back := got.Findings[0].Resource.Name; utf8.ValidString(name) && back != name {
			t.Errorf("read back as %q, want %q", back, name)
		}
		for _, result := range logOf(t, written(t, report.SARIF, r)).Results {
			relative(t, result.uri())
		}
	})
}
