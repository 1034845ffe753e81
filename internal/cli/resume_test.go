package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/inventory"
)

var dates = regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ|\d{8}T\d{6}Z`)

// undated is a file of two that were written at different times.
func undated(t *testing.T, name ...string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(name...))
	if err != nil {
		t.Fatal(err)
	}
	return dates.ReplaceAllString(string(content), "then")
}

// undisturbed scans the same account and returns its report and recording.
func undisturbed(t *testing.T) (file, dir string) {
	t.Helper()
	signedIn(t, &cloud{})
	file, dir = filepath.Join(t.TempDir(), "report.json"), filepath.Join(t.TempDir(), "recording")
	if _, errs, exit := run(t, "scan", "--check", versioning, "--record", dir, "-o", "json="+file); exit != exitOK {
		t.Fatalf("exit %d: %s", exit, errs)
	}
	return file, dir
}

// longAgo has the scan of a recording begun in another year.
func longAgo(t *testing.T, dir string) {
	t.Helper()
	file := filepath.Join(dir, "manifest.json")
	manifest, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	manifest = regexp.MustCompile(`"started": "\d{4}`).ReplaceAll(manifest, []byte(`"started": "2020`))
	if err := os.WriteFile(file, manifest, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestAScanThatCouldNotAskEverythingIsGoneOnWith(t *testing.T) {
	for name, tc := range map[string]struct {
		ends   *cloud
		reason inventory.Reason
	}{
		"its time was up":         {&cloud{stalls: logs, stalled: func() {}}, inventory.TimedOut},
		"its credentials ran out": {&cloud{expires: logs}, inventory.Expired},
	} {
		t.Run(name, func(t *testing.T) {
			noPast(t)
			signedIn(t, tc.ends)
			file, dir := filepath.Join(t.TempDir(), "report.json"), filepath.Join(t.TempDir(), "recording")
			_, errs, exit := run(t, "scan", "--check", versioning, "--record", dir, "-o", "json="+file, "--timeout", "1s")
			if exit != exitIncomplete || !strings.Contains(errs, "\nwhat is missing can be asked for: yourside scan --resume "+dir+"\n") {
				t.Errorf("exit %d: %s", exit, errs)
			}
			partial(t, reportIn(t, file), tc.reason)
			ended := reportIn(t, file).Scan.Ended
			out, _, _ := run(t, "scan", "--replay", dir, "-o", "json")
			if r := parse(t, []byte(out)); !r.Scan.Ended.Equal(ended) {
				t.Errorf("a replay ended at %v, the scan at %v", r.Scan.Ended, ended)
			}

			c := signedIn(t, &cloud{})
			t.Setenv("AWS_REGION", "eu-west-1") // which is not where the scan began
			longAgo(t, dir)
			_, errs, exit = run(t, "scan", "--resume", dir, "-o", "json="+file)
			if exit != exitOK || strings.Contains(errs, "--resume") || !strings.Contains(errs, "\n3 calls in ") {
				t.Errorf("exit %d: %s", exit, errs)
			}
			if began := reportIn(t, file).Scan.Started; began.Year() != 2020 {
				t.Errorf("it began at %v", began)
			}
			t.Setenv("AWS_REGION", "")
			asked := c.calls()
			slices.Sort(asked)
			if diff := cmp.Diff([]string{"GetCallerIdentity", "ListAccountAliases", logs}, asked); diff != "" {
				t.Errorf("asked, - want, + got:\n%s", diff)
			}
			noPast(t)
			wantFile, wantDir := undisturbed(t)
			if diff := cmp.Diff(undated(t, wantFile), undated(t, file)); diff != "" {
				t.Errorf("the report, - undisturbed, + resumed:\n%s", diff)
			}
			for _, name := range []string{"manifest.json", "exchanges.jsonl"} {
				if diff := cmp.Diff(undated(t, wantDir, name), undated(t, dir, name)); diff != "" {
					t.Errorf("%s, - undisturbed, + resumed:\n%s", name, diff)
				}
			}
			if entries, err := os.ReadDir(dir); err != nil || len(entries) != 2 {
				t.Errorf("%v, %v", entries, err)
			}
		})
	}
}

func TestWhatCannotBeResumedIsALine(t *testing.T) {
	stoppedScan := func(t *testing.T) string {
		t.Helper()
		_, dir, _, _ := stopped(t, logs, func() {}, "--timeout", "1s")
		return dir
	}
	_, finished := undisturbed(t)
	mine := stoppedScan(t)
	other := stoppedScan(t)
	manifest, err := os.ReadFile(filepath.Join(other, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(manifest), version(), "v0.0.1", 1)
	if err := os.WriteFile(filepath.Join(other, "manifest.json"), []byte(changed), 0o600); err != nil {
		t.Fatal(err)
	}
	nothing := t.TempDir()
	for name, tc := range map[string]struct {
		args []string
		says string
	}{
		"a finished recording": {[]string{finished}, "--resume " + finished + ": the recording is finished, there is nothing left to ask: name it by --replay"},
		"no recording":         {[]string{nothing}, "--resume " + nothing + ": this is no recording"},
		"another version":      {[]string{other}, ": yourside v0.0.1 was recording into it, this is " + version() + ": go on with that one"},
		"another account": {[]string{mine},
			"--resume " + mine + ": it is a recording of the account 123456789012, and these are credentials of 210987654321: sign in to the first"},
		"to another recording": {[]string{mine, "--record", nothing}, "it excludes --record and --replay"},
		"and a replay":         {[]string{mine, "--replay", finished}, "it excludes --record and --replay"},
		"other checks":         {[]string{mine, "--check", versioning}, "leave out what selects checks, regions or calls"},
		"other severities":     {[]string{mine, "--severity", "high"}, "leave out what selects checks, regions or calls"},
		"other regions":        {[]string{mine, "--region", "us-east-1"}, "leave out what selects checks, regions or calls"},
		"other calls":          {[]string{mine, "--no-credential-report"}, "leave out what selects checks, regions or calls"},
		"an output nowhere":    {[]string{mine, "-o", "json=/nonexistent/r.json"}, "there is no directory /nonexistent"},
	} {
		t.Run(name, func(t *testing.T) {
			c := signedIn(t, &cloud{account: "210987654321"})
			before, _ := os.ReadDir(tc.args[0])
			journal, _ := os.ReadFile(filepath.Join(tc.args[0], "journal.jsonl"))
			out, errs, exit := run(t, append([]string{"scan", "-q", "--resume"}, tc.args...)...)
			if exit != exitUsage || out != "" || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, tc.says) {
				t.Errorf("exit %d, want that it says %q: %s%s", exit, tc.says, errs, out)
			}
			if asked := c.calls(); slices.Contains(asked, buckets) {
				t.Errorf("AWS was asked for resources: %v", asked)
			}
			after, _ := os.ReadDir(tc.args[0])
			now, _ := os.ReadFile(filepath.Join(tc.args[0], "journal.jsonl"))
			if len(after) != len(before) || string(now) != string(journal) {
				t.Errorf("what was there changed: %v, before %v", after, before)
			}
		})
	}
	// It can still be gone on with by whoever has the right credentials.
	signedIn(t, &cloud{})
	if _, errs, exit := run(t, "scan", "--resume", mine, "-o", "json"); exit != exitOK {
		t.Errorf("exit %d: %s", exit, errs)
	}
}

// When a scan ended that was killed, nobody knows.
func TestAReplayOfAScanThatWasKilledEndsWhenItBegan(t *testing.T) {
	_, dir, _, _ := stopped(t, logs, func() {}, "--timeout", "1s")
	file := filepath.Join(dir, "manifest.json")
	manifest, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	killed := regexp.MustCompile(`\s*"ended": "[^"]*",`).ReplaceAll(manifest, nil)
	if err := os.WriteFile(file, killed, 0o600); err != nil || len(killed) == len(manifest) {
		t.Fatalf("%s: %v", killed, err)
	}
	out, _, _ := run(t, "scan", "--replay", dir, "-o", "json")
	r := parse(t, []byte(out))
	partial(t, r, inventory.NotRecorded)
	if !r.Scan.Ended.Equal(r.Scan.Started) {
		t.Errorf("from %v to %v", r.Scan.Started, r.Scan.Ended)
	}
}

func TestAReplayOfAScanThatHadReadNothingIsALine(t *testing.T) {
	signedIn(t, &cloud{})
	_, dir := undisturbed(t)
	if err := os.WriteFile(filepath.Join(dir, "manifest.json"), []byte(`{"version":1,"home":"us-east-1","unfinished":{}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	want := "yourside: --replay " + dir + ": the scan was stopped before anything was read: go on with it by --resume\n"
	if _, errs, exit := run(t, "scan", "--replay", dir); exit != exitUsage || errs != want {
		t.Errorf("exit %d: %s", exit, errs)
	}
}
