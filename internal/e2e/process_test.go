//go:build e2e && unix

package e2e

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/internal/wire"
)

const volumes = "ec2.volume-encrypted"

// stalledScan starts a scan of everything, in which one operation gets no
// answer, and returns when only that is left to wait for.
func stalledScan(t *testing.T, args ...string) (c *exec.Cmd, errs *bytes.Buffer) {
	t.Helper()
	there := front.stall(t, "DescribeVolumes")
	c = command(t, signedIn(), slices.Concat([]string{"scan"}, regions, args)...)
	errs = new(bytes.Buffer)
	c.Stderr = errs
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	for range 2 { // one in each region
		select {
		case <-there:
		case <-time.After(time.Minute):
			t.Fatalf("nobody asked for volumes: %s", errs)
		}
	}
	time.Sleep(500 * time.Millisecond) // for most of the rest
	return c, errs
}

// end waits for the process and returns how it ended.
func end(t *testing.T, c *exec.Cmd, within time.Duration) syscall.WaitStatus {
	t.Helper()
	began := time.Now()
	_ = c.Wait() // its state says more
	if took := time.Since(began); took > within {
		t.Errorf("it ended after %v", took)
	}
	return c.ProcessState.Sys().(syscall.WaitStatus)
}

func TestAnInterruptedScanEndsSoonWithWhatItRead(t *testing.T) {
	for name, signal := range map[string]os.Signal{"by ^C": os.Interrupt, "by the system": syscall.SIGTERM} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			file, recording := filepath.Join(dir, "report.json"), filepath.Join(dir, "recording")
			c, errs := stalledScan(t, "-o", "json="+file, "-o", "sarif="+filepath.Join(dir, "report.sarif"), "--record", recording)
			if err := c.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			if status := end(t, c, 6*time.Second); status.ExitStatus() != 130 {
				t.Errorf("exit %d: %s", status.ExitStatus(), errs)
			}
			interrupted(t, file)
			if _, err := wire.Open(os.DirFS(recording)); err != nil {
				t.Error(err)
			}
			if names, err := filepath.Glob(filepath.Join(dir, "*.tmp")); err != nil || len(names) > 0 {
				t.Errorf("left behind: %v, %v", names, err)
			}
		})
	}
}

func interrupted(t *testing.T, file string) {
	t.Helper()
	var r document
	if err := json.Unmarshal(read(t, file), &r); err != nil {
		t.Fatal(err)
	}
	if r.Scan.Complete || !r.Outcome.Interrupted || r.Outcome.ExitCode != 130 {
		t.Errorf("complete %v, %+v", r.Scan.Complete, r.Outcome)
	}
	judged := 0
	for _, f := range r.Findings {
		switch {
		case f.Check == volumes && f.Status != check.StatusUnknown:
			t.Errorf("%s is %s", f.Resource.ID, f.Status)
		case f.Status == check.StatusPass || f.Status == check.StatusFail:
			judged++
		}
	}
	if judged == 0 {
		t.Error("nothing of what was read is judged")
	}
	var places []string
	for _, u := range r.Unassessed {
		if u.Check == volumes && u.Operation == "ec2:DescribeVolumes" && u.Reason == "interrupted" {
			places = append(places, u.Region)
		}
	}
	if !slices.Equal(places, []string{"eu-west-1", "us-east-1"}) {
		t.Errorf("volumes are interrupted in %v", places)
	}
}

// What the first interrupt waits for, here a pipe that nobody reads, the second
// does not.
func TestASecondInterruptEndsAtOnce(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	c, _ := stalledScan(t, "-o", "json="+pipe)
	if err := c.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Second)
	if err := c.Process.Signal(os.Interrupt); err != nil {
		t.Fatalf("the first one ended it: %v", err)
	}
	if status := end(t, c, time.Second); !status.Signaled() || status.Signal() != syscall.SIGINT {
		t.Errorf("it ended with %v", c.ProcessState)
	}
}

func TestAPipeThatNobodyReadsIsALine(t *testing.T) {
	for name, tc := range map[string]struct {
		read int64 // before it is closed, as `head` does
		args []string
	}{
		"of a report":              {0, []string{"demo", "-q"}},
		"of a report that is long": {100, []string{"demo", "-q", "-o", "json", "-o", "sarif=yourside.sarif"}},
		"of a list":                {0, []string{"checks"}},
		"of a policy":              {0, []string{"permissions"}},
	} {
		t.Run(name, func(t *testing.T) {
			r, w, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			var errs bytes.Buffer
			c := command(t, nil, tc.args...)
			c.Stdout, c.Stderr = w, &errs
			if tc.read == 0 {
				_ = r.Close() // before anything is written
			}
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			_ = w.Close() // this process's
			if tc.read > 0 {
				if _, err := io.CopyN(io.Discard, r, tc.read); err != nil {
					t.Error(err)
				}
				_ = r.Close()
			}
			_ = c.Wait() // its state says more
			if c.ProcessState.ExitCode() != 2 || !strings.HasSuffix(errs.String(), ": broken pipe\n") || strings.Count(errs.String(), "\n") != 1 {
				t.Errorf("%v: %s", c.ProcessState, &errs)
			}
			files, err := filepath.Glob(filepath.Join(c.Dir, "yourside*"))
			if wanted := tc.args[0] == "demo"; err != nil || (len(files) > 0) != wanted {
				t.Errorf("the other outputs: %v, %v", files, err)
			}
			for _, file := range files {
				if content := read(t, file); !json.Valid(content) {
					t.Errorf("%s is no JSON:\n%s", file, content)
				}
			}
		})
	}
}

// terminal runs the binary on one, on which the standard error ends up too.
func terminal(t *testing.T, env []string, args ...string) string {
	t.Helper()
	inner := command(t, append(signedIn(), env...), args...)
	const spawn = `import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)`
	c := exec.CommandContext(t.Context(), python, append([]string{"-c", spawn}, inner.Args...)...)
	c.Env = inner.Env
	out, err := c.Output()
	if err != nil && c.ProcessState.ExitCode() != 3 {
		t.Fatalf("%v: %s", err, out)
	}
	return string(out)
}

func TestATerminalHasColoursAndProgressUnlessNobodyLooks(t *testing.T) {
	const color, progress = "\x1b[", " tables, "
	front.stall(t, "DescribeVolumes")
	for name, tc := range map[string]struct {
		env             []string
		args            []string
		color, progress bool
	}{
		"a terminal":    {nil, nil, true, true},
		"NO_COLOR":      {[]string{"NO_COLOR=1"}, nil, false, true},
		"--no-color":    {nil, []string{"--no-color"}, false, true},
		"dumb":          {[]string{"TERM=dumb"}, nil, false, false},
		"in CI":         {[]string{"CI=true"}, []string{"--fail-on", "none"}, false, false},
		"quiet":         {nil, []string{"-q"}, true, false},
		"into a format": {nil, []string{"-o", "json"}, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			args := slices.Concat([]string{"scan", "--check", volumes, "--timeout", "2s"}, regions, tc.args)
			out := terminal(t, append([]string{"TERM=xterm"}, tc.env...), args...)
			if strings.Contains(out, color) != tc.color || strings.Contains(out, progress) != tc.progress {
				t.Errorf("coloured %v, progress %v:\n%q", !tc.color, !tc.progress, out)
			}
			if !strings.Contains(out, volumes) {
				t.Errorf("no report:\n%s", out)
			}
		})
	}
}
