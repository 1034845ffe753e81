package yourside_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// script runs one of the action's scripts as a runner does, with the programs of
// a folder before all others. It returns what it says and its exit code.
func script(t *testing.T, name string, env ...string) (said string, exit int) {
	t.Helper()
	for _, tool := range []string{"bash", "curl", "jq"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("the scripts of the action need %s", tool)
		}
	}
	c := exec.CommandContext(t.Context(), "bash", filepath.Join(".github", "action", name))
	c.Env = append(os.Environ(), env...)
	out, _ := c.CombinedOutput() // its state says more
	return string(out), c.ProcessState.ExitCode()
}

// program writes a program that a script may call.
func program(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+text), 0o755); err != nil {
		t.Fatal(err)
	}
}

// release writes the files of a release, and returns the archive's checksum.
func release(t *testing.T, dir, listed string) string {
	t.Helper()
	const archive = "yourside_1.2.3_linux_amd64.tar.gz"
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	text := []byte("#!/bin/sh\necho released\n")
	err := w.WriteHeader(&tar.Header{Name: "yourside", Mode: 0o755, Size: int64(len(text))})
	if err == nil {
		_, err = w.Write(text)
	}
	if err == nil {
		err = w.Close()
	}
	if err == nil {
		err = z.Close()
	}
	if err == nil {
		err = os.MkdirAll(filepath.Join(dir, "v1.2.3"), 0o755)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "v1.2.3", archive), b.Bytes(), 0o644)
	}
	sum := sha256.Sum256(b.Bytes())
	have := hex.EncodeToString(sum[:])
	if listed == "" {
		listed = have
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "v1.2.3", "checksums.txt"), []byte(listed+"  "+archive+"\n"), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	return have
}

// What a job runs with the rights of its role must be what was released.
func TestTheActionInstallsOnlyWhatWasReleased(t *testing.T) {
	const other = "0000000000000000000000000000000000000000000000000000000000000000"
	for name, tc := range map[string]struct {
		version, listed, pinned, attested string
		exit                              int
	}{
		"as it was attested":     {version: "v1.2.3", attested: "exit 0"},
		"as it is pinned":        {version: "v1.2.3", pinned: "right", attested: "exit 1"},
		"not attested":           {version: "v1.2.3", attested: "exit 1", exit: 1},
		"not as it is listed":    {version: "v1.2.3", listed: other, attested: "exit 0", exit: 2},
		"not as it is pinned":    {version: "v1.2.3", pinned: other, attested: "exit 0", exit: 2},
		"of no release":          {version: "main", attested: "exit 0", exit: 2},
		"of a release not there": {version: "v9.9.9", attested: "exit 0", exit: 37},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			sum := release(t, dir, tc.listed)
			if tc.pinned == "right" {
				tc.pinned = strings.ToUpper(sum)
			}
			program(t, filepath.Join(dir, "gh"), tc.attested)
			path := filepath.Join(dir, "path")
			said, exit := script(t, "install.sh", "VERSION="+tc.version, "SHA256="+tc.pinned, "RELEASES=file://"+dir, "RUNNER_TEMP="+dir,
				"RUNNER_OS=Linux", "RUNNER_ARCH=X64", "GITHUB_PATH="+path, "PATH="+dir+":"+os.Getenv("PATH"))
			if exit != tc.exit {
				t.Fatalf("exit %d: %s", exit, said)
			}
			installed, err := os.ReadFile(path)
			if (err == nil) != (tc.exit == 0) {
				t.Fatalf("on the path: %q, %v", installed, err)
			}
			if tc.exit == 0 {
				out, err := exec.CommandContext(t.Context(), filepath.Join(strings.TrimSpace(string(installed)), "yourside")).Output()
				if err != nil || string(out) != "released\n" {
					t.Errorf("it runs %q: %v", out, err)
				}
			}
		})
	}
}

// Code scanning takes what an upload lacks for fixed.
func TestTheActionUploadsNoScanThatIsIncomplete(t *testing.T) {
	const written = `for o in "$@"; do case "$o" in
json=*) echo '{"summary": {"status": {"FAIL": 7}, "muted": 2, "new": 3}}' >"${o#json=}" ;;
sarif=*) echo '{"runs": [{"invocations": [{"executionSuccessful": %s}]}]}' >"${o#sarif=}" ;;
markdown=*) echo "# summary" >"${o#markdown=}" ;;
esac; done
echo "$@" >"$RUNNER_TEMP/args"
exit %d
`
	for name, tc := range map[string]struct {
		scan string
		code int
		want string
	}{
		"complete":               {fmt.Sprintf(written, "true", 1), 1, "uploadable=true"},
		"incomplete":             {fmt.Sprintf(written, "false", 3), 3, "uploadable=false"},
		"incomplete, with some":  {fmt.Sprintf(written, "false", 1), 1, "uploadable=false"},
		"no report for its call": {"exit 2\n", 2, "uploadable=false"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			program(t, filepath.Join(dir, "yourside"), tc.scan)
			output, summary := filepath.Join(dir, "output"), filepath.Join(dir, "summary")
			said, exit := script(t, "scan.sh", "ARGS=--region eu-west-1 --skip a.b", "FAIL_ON=medium", "RUNNER_TEMP="+dir,
				"GITHUB_OUTPUT="+output, "GITHUB_STEP_SUMMARY="+summary, "PATH="+dir+":"+os.Getenv("PATH"))
			told, err := os.ReadFile(output)
			if err != nil || exit != 0 {
				t.Fatalf("exit %d, %v: %s", exit, err, said)
			}
			if !strings.Contains(string(told), tc.want) || !strings.Contains(string(told), fmt.Sprintf("exit-code=%d\n", tc.code)) {
				t.Errorf("the outputs:\n%s", told)
			}
			if text, err := os.ReadFile(summary); err != nil || len(text) == 0 {
				t.Errorf("the summary is %q: %v", text, err)
			}
			if tc.code == 2 {
				return
			}
			if !strings.Contains(string(told), "findings=5\nnew-findings=3\n") {
				t.Errorf("the outputs:\n%s", told)
			}
			args, err := os.ReadFile(filepath.Join(dir, "args"))
			if err != nil || !strings.HasPrefix(string(args), "scan --fail-on medium --no-history --region eu-west-1 --skip a.b -o json=") {
				t.Errorf("it scans with %s (%v)", args, err)
			}
		})
	}
}
