//go:build e2e && unix

package e2e

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/internal/wire"
	"github.com/yourside/yourside/report"
)

// A disturbance is a signal when so much of all calls have come.
type disturbance struct {
	signal syscall.Signal
	after  float64
}

func TestAScanThatWasKilledOrStoppedIsGoneOnWithAsIfNothingHadBeen(t *testing.T) {
	w := undisturbed(t)
	for name, d := range map[string]disturbance{
		"killed at once":        {syscall.SIGKILL, 0},
		"killed halfway":        {syscall.SIGKILL, 0.5},
		"killed at the end":     {syscall.SIGKILL, 1},
		"stopped by ^C":         {syscall.SIGINT, 0.4},
		"stopped by the system": {syscall.SIGTERM, 0.8},
	} {
		t.Run(name, func(t *testing.T) { w.disturb(t, d) })
	}
	t.Run("its disk was full", w.fillDisk)
}

// A whole is what an undisturbed scan leaves.
type whole struct {
	memory          *memory
	calls           []string
	file, recording string
}

func undisturbed(t *testing.T) whole {
	t.Helper()
	w := whole{memory: front.remember(t)}
	_, w.file, w.recording = full(t)
	w.calls = w.memory.forget()
	return w
}

// disturb ends a scan early, goes on with it, and compares.
func (w whole) disturb(t *testing.T, d disturbance) {
	dir := t.TempDir()
	file, recording := filepath.Join(dir, "report.json"), filepath.Join(dir, "recording")
	w.endEarly(t, d, file, recording)
	if _, err := os.Stat(recording); errors.Is(err, fs.ErrNotExist) && d.signal != syscall.SIGKILL {
		return // it was interrupted before anything was read, and says so
	}
	for _, name := range []string{file, filepath.Join(recording, "exchanges.jsonl")} {
		if _, err := os.Stat(name); d.signal == syscall.SIGKILL && err == nil {
			t.Errorf("there is a %s of a scan that was killed", name)
		}
	}
	answered := answeredIn(t, recording)
	w.memory.forget()
	o := yourside(t, signedIn(), "scan", "--resume", recording, "-o", "json="+file)
	if o.exit != 3 {
		t.Fatalf("exit %d: %s", o.exit, o.errs)
	}
	asked := w.memory.forget()
	if want := len(w.calls) - answered; len(asked) != want {
		t.Errorf("%d calls of %d were answered, %d were asked after it", answered, len(w.calls), len(asked))
	}
	for _, call := range asked {
		if !slices.Contains(w.calls, call) {
			t.Errorf("it asked %s", call)
		}
	}
	w.compare(t, file, recording)
	if left, err := filepath.Glob(filepath.Join(dir, "*", "*.tmp")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// endEarly scans and sends the signal.
func (w whole) endEarly(t *testing.T, d disturbance, file, recording string) {
	t.Helper()
	c := command(t, signedIn(), slices.Concat([]string{"scan"}, regions, []string{"--record", recording, "-o", "json=" + file})...)
	var errs bytes.Buffer
	c.Stderr = &errs
	w.memory.at(max(1, int(d.after*float64(len(w.calls)))), func() { _ = c.Process.Signal(d.signal) })
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	status := end(t, c, 6*time.Second)
	if d.signal == syscall.SIGKILL {
		if status.Signal() != d.signal {
			t.Fatalf("it ended with %v: %s", c.ProcessState, &errs)
		}
		return
	}
	if status.ExitStatus() != 130 {
		t.Errorf("exit %d: %s", status.ExitStatus(), &errs)
	}
	content, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		if want := "yourside: interrupted before anything was read\n"; errs.String() != want {
			t.Errorf("no report: %s", &errs)
		}
		return
	}
	var r report.Report
	if err := json.Unmarshal(content, &r); err != nil || r.Scan.Complete || !r.Outcome.Interrupted {
		t.Errorf("%v: complete %v, %+v", err, r.Scan.Complete, r.Outcome)
	}
	if !strings.Contains(errs.String(), "yourside scan --resume "+recording) {
		t.Errorf("it does not say how to go on: %s", &errs)
	}
}

var absent = regexp.MustCompile(`NoSuch|NotFound|NonExistent|DoesNotExist`)

// answeredIn counts the answers in an unfinished recording that stand.
func answeredIn(t *testing.T, recording string) (n int) {
	t.Helper()
	r, err := wire.Open(os.DirFS(recording))
	if err != nil && r.Manifest.Unfinished != nil && r.Manifest.Unfinished.Account == "" {
		return 0 // it was killed before it knew whose account it is
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range r.Exchanges {
		who := x.Operation == "sts:GetCallerIdentity" || x.Operation == "iam:ListAccountAliases"
		poll := x.Operation == "iam:GenerateCredentialReport" // which the memory does not see
		if !who && !poll && (x.Status < 300 || absent.MatchString(x.Body)) {
			n++
		}
	}
	return n
}

// compare holds a resumed scan against the undisturbed one.
func (w whole) compare(t *testing.T, file, recording string) {
	t.Helper()
	for name, files := range map[string][2]string{
		"the report":    {w.file, file},
		"the manifest":  {filepath.Join(w.recording, "manifest.json"), filepath.Join(recording, "manifest.json")},
		"the exchanges": {filepath.Join(w.recording, "exchanges.jsonl"), filepath.Join(recording, "exchanges.jsonl")},
	} {
		if diff := cmp.Diff(undated(t, files[0]), undated(t, files[1])); diff != "" {
			t.Errorf("%s, - undisturbed, + resumed:\n%s", name, diff)
		}
	}
}

var when = regexp.MustCompile(`("id": "|"started": "|"ended": ")(\d{8}T\d{6}Z-|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")`)

// undated leaves out when a scan was.
func undated(t *testing.T, name string) string {
	t.Helper()
	return when.ReplaceAllString(string(read(t, name)), "$1")
}
