package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheOutputsThatCanBeWrittenAre(t *testing.T) {
	recorded := recording(t)
	closed := func(t *testing.T) *os.File {
		t.Helper()
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
		return w
	}
	for name, open := range map[string]func(*testing.T) *os.File{"a pipe that nobody reads": closed, "a full disk": full} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			file := filepath.Join(dir, "report.json")
			out := open(t)
			defer out.Close()
			var errs bytes.Buffer
			exit := Run([]string{"scan", "-q", "--replay", recorded, "--check", versioning, "-o", "text", "-o", "json=" + file}, out, &errs, nil)
			if exit != exitUsage || strings.Count(errs.String(), "\n") != 1 ||
				!strings.HasPrefix(errs.String(), "yourside: writing text to the standard output: write ") {
				t.Errorf("exit %d: %s", exit, &errs)
			}
			if r := reportIn(t, file); len(r.Findings) != 2 {
				t.Errorf("%+v", r)
			}
			leftovers(t, dir)

			errs.Reset()
			if exit := Run([]string{"checks"}, out, &errs, nil); exit != exitUsage || strings.Count(errs.String(), "\n") != 1 {
				t.Errorf("checks: exit %d: %s", exit, &errs)
			}
			errs.Reset()
			if exit := Run([]string{"scan", "--help"}, out, &errs, nil); exit != exitUsage || strings.Count(errs.String(), "\n") != 1 {
				t.Errorf("help: exit %d: %s", exit, &errs)
			}
		})
	}
}

func full(t *testing.T) *os.File {
	t.Helper()
	f, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestAFileThatCannotBeWrittenInTheEndIsALine(t *testing.T) {
	file := filepath.Join(t.TempDir(), "report.sarif")
	out, errs, exit := run(t, "scan", "-q", "--replay", recording(t), "--check", versioning, "-o", "json=/dev/full", "-o", "sarif="+file)
	const want = "yourside: writing json to /dev/full: write /dev/full: no space left on device\n"
	if exit != exitUsage || errs != want || out != "" {
		t.Errorf("exit %d: %s%s", exit, errs, out)
	}
	if content, err := os.ReadFile(file); err != nil || !bytes.HasSuffix(content, []byte("}\n")) {
		t.Errorf("the other output: %v: %s", err, content)
	}
}

// Not even root may write into it.
func TestADirectoryThatIsForReadingOnlyIsALineBeforeTheScan(t *testing.T) {
	for name, args := range map[string][]string{
		"of a report":    {"-o", "json=/sys/report.json"},
		"of a recording": {"--record", "/sys/recording"},
	} {
		t.Run(name, func(t *testing.T) {
			c := signedIn(t, &cloud{})
			out, errs, exit := run(t, append([]string{"scan", "--check", versioning}, args...)...)
			if exit != exitUsage || out != "" || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, " /sys") {
				t.Errorf("exit %d: %s%s", exit, errs, out)
			}
			if asked := c.calls(); len(asked) > 0 {
				t.Errorf("AWS was asked before: %v", asked)
			}
		})
	}
}
