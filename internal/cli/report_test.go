package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yourside/yourside/report"
)

// reportFile writes the JSON report of the small account, changed by what stands
// in for other text.
func reportFile(t *testing.T, name string, change ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if _, errs, exit := run(t, "scan", "--replay", recording(t), "--check", "s3.bucket-versioning", "-o", "json="+path, "--fail-on", "low"); exit != exitIncomplete {
		t.Fatalf("exit %d: %s", exit, errs)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.NewReplacer(change...).Replace(string(text))), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestASavedReportIsWrittenInEachFormatAsItsScanWroteIt(t *testing.T) {
	file := reportFile(t, "r.json")
	for _, f := range report.Formats {
		want, _, _ := run(t, "scan", "--replay", recording(t), "--check", "s3.bucket-versioning", "-o", f.Name, "--fail-on", "low")
		got, errs, exit := run(t, "report", file, "-o", f.Name)
		if exit != exitOK || got != want || errs != "" {
			t.Errorf("%s: exit %d, %s\n%s\nthe scan wrote\n%s", f.Name, exit, errs, got, want)
		}
	}
}

func TestOfOneAccountTheNewestReportCounts(t *testing.T) {
	older := reportFile(t, "older.json")
	newer := reportFile(t, "newer.json", "20261124T1200", "20261125T1200", "2026-11-24T12", "2026-11-25T12")
	other := reportFile(t, "other.json", "123456789012", "999999999999")
	for _, files := range [][]string{{older, newer, other}, {other, newer, older}} {
		out, errs, exit := run(t, append([]string{"report", "-o", "json"}, files...)...)
		var document struct{ Reports []report.Report }
		if err := json.Unmarshal([]byte(out), &document); err != nil || exit != exitOK || len(document.Reports) != 2 {
			t.Fatalf("exit %d, %d reports: %v\n%s", exit, len(document.Reports), err, errs)
		}
		if a, b := document.Reports[0].Scan, document.Reports[1].Scan; !strings.HasPrefix(a.ID, "20261125") || b.Account != "999999999999" {
			t.Errorf("there are %s and %s of %s", a.ID, b.ID, b.Account)
		}
		if document.Reports[0].Outcome.ExitCode != exitIncomplete {
			t.Error("the outcome of the scan is gone")
		}
		if strings.Count(errs, "\n") != 1 || !strings.Contains(errs, "left out "+older) || !strings.Contains(errs, "20261125") {
			t.Errorf("stderr does not say what was left out: %s", errs)
		}
	}
	if _, errs, _ := run(t, "report", "-q", older, newer); errs != "" {
		t.Errorf("with -q it says %s", errs)
	}
}

func TestAReportIsReadFromTheStandardInputOnce(t *testing.T) {
	path := reportFile(t, "r.json")
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	before := os.Stdin
	os.Stdin = file
	defer func() { os.Stdin = before }()
	want, _, _ := run(t, "report", path)
	if got, errs, exit := run(t, "report", "-"); exit != exitOK || got != want {
		t.Errorf("exit %d: %s%s", exit, got, errs)
	}
	if _, errs, exit := run(t, "report", "-", "-"); exit != exitUsage || !strings.Contains(errs, "can be read once") && !strings.Contains(errs, "the standard input is no") {
		t.Errorf("exit %d: %s", exit, errs)
	}
}

func TestWhatIsNoReportIsALineThatSaysWhichFileAndWhere(t *testing.T) {
	good := reportFile(t, "r.json")
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	text, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		args []string
		says []string
	}{
		"nothing":             {nil, []string{"report takes the JSON reports of scans"}},
		"no file":             {[]string{filepath.Join(dir, "gone.json")}, []string{"gone.json", "no such file"}},
		"a directory":         {[]string{dir}, []string{dir, "is a directory"}},
		"another document":    {[]string{good, write("notes.txt", "# Notes")}, []string{"notes.txt is no JSON report", "at byte "}},
		"an empty file":       {[]string{write("empty.json", "")}, []string{"empty.json is no JSON report", "at byte 0"}},
		"one cut short":       {[]string{write("cut.json", string(text[:len(text)/2]))}, []string{"cut.json is no JSON report", "at byte "}},
		"no report":           {[]string{write("none.json", `{"schema_version": "1", "reports": []}`)}, []string{"none.json holds no report"}},
		"an unknown format":   {[]string{good, "-o", "htm"}, []string{`there is no format "htm"`}},
		"an unwritable place": {[]string{good, "-o", "json=" + dir + "/none/r.json"}, []string{"there is no directory"}},
	} {
		t.Run(name, func(t *testing.T) {
			out, errs, exit := run(t, append([]string{"report"}, tc.args...)...)
			if exit != exitUsage || out != "" || strings.Count(errs, "\n") != 1 {
				t.Errorf("exit %d: %s%s", exit, errs, out)
			}
			for _, want := range tc.says {
				if !strings.Contains(errs, want) {
					t.Errorf("it does not say %q: %s", want, errs)
				}
			}
		})
	}
}

// Whatever reads reports says the same of what is none, and reads the standard
// input.
func TestEachCommandReadsReportsAlike(t *testing.T) {
	good := reportFile(t, "r.json")
	notes := filepath.Join(t.TempDir(), "notes.txt")
	write(t, notes, "# Notes")
	dir := recording(t)
	accepting(t, entryOf("2027-02-01"))
	for _, args := range [][]string{
		{"report", "FILE"}, {"diff", good, "FILE"}, {"diff", "FILE", good}, {"baseline", "update", "FILE"}, {"baseline", "prune", "FILE"},
		{"scan", "--replay", dir, "--since", "FILE"},
	} {
		with := func(file string) []string {
			return strings.Split(strings.Replace(strings.Join(args, "\n"), "FILE", file, 1), "\n")
		}
		if _, errs, exit := run(t, with(notes)...); exit != exitUsage || !strings.HasSuffix(errs, notes+" is no JSON report of a scan: at byte 0: invalid character '#' looking for beginning of value\n") {
			t.Errorf("%v: exit %d: %s", args, exit, errs)
		}
		in, err := os.Open(good)
		if err != nil {
			t.Fatal(err)
		}
		before := os.Stdin
		os.Stdin = in
		if _, errs, exit := run(t, with("-")...); exit == exitUsage || exit == exitInternal {
			t.Errorf("%v of the standard input: exit %d: %s", args, exit, errs)
		}
		os.Stdin = before
		_ = in.Close() // it was read
	}
}
