package cli

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yourside/yourside/internal/history"
)

// noPast is a user of whom nothing is kept yet. It returns the state directory.
func noPast(t *testing.T) string {
	t.Helper()
	base := t.TempDir()
	t.Setenv("XDG_STATE_HOME", base)
	t.Setenv("LocalAppData", base)
	return filepath.Join(base, "yourside")
}

// kept are the scans in the history.
func kept(t *testing.T, args ...string) []map[string]any {
	t.Helper()
	out, errs, exit := run(t, append([]string{"history", "--json"}, args...)...)
	var list struct {
		Scans []map[string]any `json:"scans"`
	}
	if err := json.Unmarshal([]byte(out), &list); err != nil || exit != exitOK {
		t.Fatalf("exit %d, %v: %s%s", exit, err, errs, out)
	}
	return list.Scans
}

func TestAScanIsInTheHistoryAndCanBeWrittenAgain(t *testing.T) {
	noPast(t)
	signedIn(t, &cloud{})
	first, errs, exit := run(t, "scan", "--check", versioning, "-o", "json")
	if exit != exitOK {
		t.Fatalf("exit %d: %s", exit, errs)
	}
	run(t, "scan", "--check", versioning, "-o", "json", "-q")
	if n := len(kept(t)); n != 2 {
		t.Fatalf("%d scans are kept, want 2", n)
	}
	again, errs, exit := run(t, "history", "show", "1", "-o", "json")
	if exit != exitOK || errs != "" || again != first {
		t.Errorf("exit %d, another report: %s%s", exit, errs, again)
	}
	file := filepath.Join(t.TempDir(), "last.sarif")
	if out, errs, exit := run(t, "history", "show", "last", "-o", "text", "-o", "sarif="+file); exit != exitOK || !strings.Contains(out, "Account  123456789012") || !strings.Contains(errs, "wrote "+file) {
		t.Errorf("exit %d: %s%s", exit, errs, out)
	}
	for _, id := range []string{"3", "x", "-1"} {
		if _, errs, exit := run(t, "history", "show", "--", id); exit != exitUsage || !strings.Contains(errs, "there is no scan") {
			t.Errorf("%s: exit %d: %s", id, exit, errs)
		}
	}
	out, _, _ := run(t, "history")
	lines := strings.Split(out, "\n")
	if len(lines) != 4 || !strings.HasPrefix(lines[0], "ID WHEN") || !strings.Contains(lines[1], "123456789012") || !strings.HasSuffix(lines[1], "s all") {
		t.Error(out)
	}
	if n := len(kept(t, "--account", "210987654321")); n != 0 {
		t.Errorf("another account has %d scans", n)
	}
}

func TestWhatIsNoScanOfAnAccountIsNotKept(t *testing.T) {
	state := noPast(t)
	t.Chdir(t.TempDir())
	dir := recording(t)
	signedIn(t, &cloud{})
	for _, args := range [][]string{
		{"demo", "-q", "--check", versioning}, {"scan", "-q", "--replay", dir, "--check", versioning},
		{"scan", "-q", "--check", versioning, "--no-history"}, {"scan", "--explain"}, {"history"}, {"trend"},
	} {
		if _, errs, exit := run(t, args...); exit != exitOK && exit != exitIncomplete {
			t.Errorf("%v: exit %d: %s", args, exit, errs)
		}
		if _, err := os.Stat(state); err == nil {
			t.Fatalf("%v: the history was begun", args)
		}
	}
}

func TestAStoppedScanIsKeptAndMarked(t *testing.T) {
	noPast(t)
	_, recording, _, _ := stopped(t, logs, func() {}, "--timeout", "1s")
	all := kept(t)
	if len(all) != 1 || all[0]["complete"] != false || all[0]["exit_code"] != float64(exitIncomplete) {
		t.Errorf("%v", all)
	}
	if out, _, _ := run(t, "history"); !strings.Contains(out, " stopped\n") {
		t.Error(out)
	}
	// Gone on with, it is one scan.
	signedIn(t, &cloud{})
	if _, errs, exit := run(t, "scan", "--resume", recording, "-o", "json"); exit != exitOK {
		t.Fatalf("exit %d: %s", exit, errs)
	}
	if all := kept(t); len(all) != 1 || all[0]["complete"] != true {
		t.Errorf("%v", all)
	}
}

// outOfReach is a state directory that cannot be.
func outOfReach(t *testing.T) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("XDG_STATE_HOME", file)
	t.Setenv("LocalAppData", file)
}

func TestWithoutAHistoryAScanIsTheSame(t *testing.T) {
	signedIn(t, &cloud{})
	for name, tc := range map[string]struct {
		prepare func()
		says    string
	}{
		"the directory cannot be made": {func() { outOfReach(t) }, "warning: the scan is not in the history: "},
		"a newer version wrote it": {func() {
			state := noPast(t)
			if err := os.MkdirAll(state, 0o700); err != nil {
				t.Fatal(err)
			}
			content, err := os.ReadFile("../history/testdata/version1.db")
			if err != nil {
				t.Fatal(err)
			}
			content[63] = 99 // https://www.sqlite.org/fileformat.html: the last byte of the user version
			if err := os.WriteFile(filepath.Join(state, "history.db"), content, 0o600); err != nil {
				t.Fatal(err)
			}
		}, "a newer yourside wrote this history"},
		"it is damaged": {func() {
			state := noPast(t)
			if err := os.MkdirAll(state, 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(state, "history.db"), []byte(strings.Repeat("x", 5000)), 0o600); err != nil {
				t.Fatal(err)
			}
		}, "warning: the history is damaged, and a new one was begun; the old one is now "},
	} {
		t.Run(name, func(t *testing.T) {
			tc.prepare()
			out, errs, exit := run(t, "scan", "--check", versioning, "-o", "json", "--fail-on", "low")
			if r := parse(t, []byte(out)); exit != exitOK || r.Summary.Statuses["PASS"] != 2 {
				t.Errorf("exit %d: %s", exit, out)
			}
			if !strings.Contains(errs, tc.says) || strings.Count(errs, "warning:") > 2 {
				t.Errorf("stderr does not say %q:\n%s", tc.says, errs)
			}
		})
	}
}

// signedOut is AWS for somebody whose credentials have expired.
func signedOut(t *testing.T) {
	t.Helper()
	c := signedIn(t, &cloud{})
	c.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/xml")
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprint(w, `<ErrorResponse><Error><Code>ExpiredToken</Code><Message>The security token included in the request is expired</Message></Error></ErrorResponse>`)
	})
}

// onDesktop has a desktop, and returns what it has shown.
func onDesktop(t *testing.T) func() []string {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("the desktop of the test is that of Linux")
	}
	dir := t.TempDir()
	shown := filepath.Join(dir, "shown")
	script := "#!/bin/sh\nshift 2\necho \"$1: $2\" >> '" + shown + "'\n"
	if err := os.WriteFile(filepath.Join(dir, "notify-send"), []byte(script), 0o700); err != nil { //nolint:gosec // it is run
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	return func() []string {
		content, _ := os.ReadFile(shown) // nothing was shown
		return strings.Split(strings.TrimSpace(string(content)), "\n")
	}
}

func TestAScheduledScanThatCannotSignInIsNoSilentGap(t *testing.T) {
	shown := onDesktop(t)
	state := noPast(t)
	signedIn(t, &cloud{})
	report := filepath.Join(t.TempDir(), "report.txt")
	scheduled := []string{"scan", "--scheduled", "--check", versioning, "-o", "text=" + report}
	if _, errs, exit := run(t, scheduled...); exit != exitOK {
		t.Fatalf("exit %d: %s", exit, errs)
	}
	before, err := os.ReadFile(report)
	if err != nil {
		t.Fatal(err)
	}
	signedOut(t)
	for range 2 {
		if _, errs, exit := run(t, scheduled...); exit != exitIncomplete || !strings.Contains(errs, "the credentials have expired") {
			t.Errorf("exit %d: %s", exit, errs)
		}
	}
	if after, err := os.ReadFile(report); err != nil || string(after) != string(before) {
		t.Errorf("the last report is another one: %v", err)
	}
	all := kept(t)
	if len(all) != 3 || all[2]["exit_code"] != float64(exitIncomplete) || !strings.HasPrefix(all[2]["failure"].(string), "the credentials have expired") || all[2]["account"] != "123456789012" {
		t.Errorf("%v", all)
	}
	out, _, _ := run(t, "history")
	if strings.Count(out, " failed\n    the credentials have expired") != 2 {
		t.Error(out)
	}
	for line := range strings.Lines(out) {
		if utf8.RuneCountInString(line) > 81 {
			t.Errorf("%d columns: %s", utf8.RuneCountInString(line)-1, line)
		}
	}
	log, err := os.ReadFile(filepath.Join(state, "schedule.log"))
	lines := strings.Split(strings.TrimSpace(string(log)), "\n")
	if err != nil || len(lines) != 3 || !strings.HasSuffix(lines[0], "Z: exit 0: the scan is in the history") || !strings.Contains(lines[1], ": exit 3: the credentials have expired: sign in again") {
		t.Errorf("%v, %s", err, log)
	}
	// Once a day is enough.
	if got := shown(); len(got) != 1 || !strings.HasPrefix(got[0], "AWS was not scanned: the credentials have expired") {
		t.Errorf("shown: %q", got)
	}
}

func TestScheduledScansOfAnAccountRunOneAtATime(t *testing.T) {
	state := noPast(t)
	signedIn(t, &cloud{})
	release, err := history.Lock(t.Context(), state, "123456789012")
	if err != nil {
		t.Fatal(err)
	}
	_, errs, exit := run(t, "scan", "--scheduled", "--check", versioning, "-o", "json")
	if exit != exitIncomplete || !strings.Contains(errs, "yourside: a scan of the account is under way already\n") {
		t.Errorf("exit %d: %s", exit, errs)
	}
	if _, errs, exit := run(t, "scan", "--check", versioning, "-o", "json"); exit != exitOK {
		t.Errorf("a scan by hand waits for nobody: exit %d: %s", exit, errs)
	}
	release()
	if _, errs, exit := run(t, "scan", "--scheduled", "--check", versioning, "-o", "json"); exit != exitOK {
		t.Errorf("after it: exit %d: %s", exit, errs)
	}
}

func TestWhatADesktopShowsIsNoProgramAndNoMarkup(t *testing.T) {
	const text = `run "x" & <b>y</b>; display dialog`
	linux := desktopCommand("linux", "-title", text)
	if i := slices.Index(linux, "--"); i < 0 || linux[i+1] != "-title" || linux[i+2] != "run &#34;x&#34; &amp; &lt;b&gt;y&lt;/b&gt;; display dialog" {
		t.Errorf("%q", linux)
	}
	mac := desktopCommand("darwin", "-title", text)
	if !slices.Equal(mac[len(mac)-2:], []string{"-title", text}) || slices.ContainsFunc(mac[:len(mac)-2], func(a string) bool { return strings.Contains(a, "dialog") }) {
		t.Errorf("%q", mac)
	}
	if windows := desktopCommand("windows", "t", text); windows != nil {
		t.Errorf("%q", windows)
	}
}

func TestAFailureIsARowOfItsProfile(t *testing.T) {
	noPast(t)
	signedOut(t)
	config := filepath.Join(t.TempDir(), "config")
	if err := os.WriteFile(config, []byte("[profile audit]\nregion = us-east-1\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("AWS_CONFIG_FILE", config)
	if _, errs, exit := run(t, "scan", "--profile", "audit"); exit != exitIncomplete {
		t.Fatalf("exit %d: %s", exit, errs)
	}
	if _, errs, exit := run(t, "scan", "--chek", "x"); exit != exitUsage {
		t.Fatalf("exit %d: %s", exit, errs)
	}
	out, _, _ := run(t, "history")
	if !strings.Contains(out, "    profile audit: the credentials have expired") || strings.Count(out, "failed") != 1 {
		t.Error(out)
	}
}

func TestATrendIsAPictureOfEachDomain(t *testing.T) {
	noPast(t)
	signedIn(t, &cloud{})
	run(t, "scan", "-q", "--check", versioning, "-o", "json")
	stopped(t, logs, func() {}, "--timeout", "1s")
	signedIn(t, &cloud{})
	run(t, "scan", "-q", "--check", versioning+",s3.bucket-mfa-delete", "-o", "json")
	t.Setenv("LANG", "C.UTF-8")
	out, errs, exit := run(t, "trend")
	if exit != exitOK || errs != "" {
		t.Fatalf("exit %d: %s", exit, errs)
	}
	for _, want := range []string{
		"Account 123456789012: 3 scans from ", "Data protection           ▁▁█     0    2    2\n", "Detective controls        ▁▁▁     0    0    0\n",
		"UNKNOWN                   ▁█▁     0    1    0\n", "                          <!\n",
		"! is a scan that could not read all that it needs\n", "< is a scan of fewer checks or regions than the last one\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	for _, env := range [][2]string{{"LANG", "C"}, {"LC_ALL", "POSIX"}, {"TERM", "dumb"}} {
		t.Run(env[0]+"="+env[1], func(t *testing.T) {
			if env[0] == "LANG" && runtime.GOOS == "windows" {
				t.Skip("which has no such variable")
			}
			t.Setenv(env[0], env[1])
			if out, _, _ := run(t, "trend"); !strings.Contains(out, "Data protection           __#     0    2    2\n") || strings.ContainsAny(out, blocks) {
				t.Error(out)
			}
		})
	}
	for _, last := range []string{"0", "33"} {
		if _, errs, exit := run(t, "trend", "--last", last); exit != exitUsage {
			t.Errorf("--last %s: exit %d: %s", last, exit, errs)
		}
	}
	out, _, _ = run(t, "trend", "--json", "--last", "2")
	for _, want := range []string{`"data": 2`, `"narrow": true`, `"complete": false`, `"id": 3`} {
		if !strings.Contains(out, want) {
			t.Errorf("no %s in\n%s", want, out)
		}
	}
	if strings.Contains(out, `"id": 1,`) {
		t.Errorf("more than the last two:\n%s", out)
	}
}

func TestASparklineHasItsLowestForNothingAlone(t *testing.T) {
	for want, values := range map[string][]int{"▁▁": {0, 0}, "▁▂█": {0, 1, 1000}, "█": {3}, "▂▃▄▅▆▇█": {1, 2, 3, 4, 5, 6, 7}} {
		if got := sparkline(values, []rune(blocks)); got != want {
			t.Errorf("%v: %s, want %s", values, got, want)
		}
	}
}

// The widest trend fits on the usual terminal.
func TestATrendFitsOn80Columns(t *testing.T) {
	tr := trend{Account: "123456789012"}
	for range mostPoints {
		tr.Points = append(tr.Points, point{Fail: map[string]int{"data": 123_456}, Narrow: true})
	}
	var s strings.Builder
	tr.write(&s)
	for line := range strings.Lines(s.String()) {
		if n := utf8.RuneCountInString(line) - 1; n > 80 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
}

// The file of a repository is not of who scans in it.
func TestAFileOfARepositoryRunsNoCommandAndPostsNowhere(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, line := range []string{"notify-command: touch here", "notify-webhook: https://example.com/", "scheduled: true", "no-history: true"} {
		if err := os.WriteFile(".yourside.yaml", []byte(line+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, errs, exit := run(t, "scan"); exit != exitUsage || !strings.Contains(errs, ".yourside.yaml") {
			t.Errorf("%s: exit %d: %s", line, exit, errs)
		}
	}
}
