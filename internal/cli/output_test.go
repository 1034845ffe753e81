package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAnOutputThatCannotBeWrittenIsALineBeforeTheScan(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		outputs []string
		says    string
	}{
		"in no directory":            {[]string{"json=" + filepath.Join(dir, "none", "r.json")}, "there is no directory " + filepath.Join(dir, "none") + ": create it first"},
		"in a file":                  {[]string{"json=" + filepath.Join(file, "r.json")}, "cannot be written to: "},
		"to a directory":             {[]string{"json=" + dir}, dir + " is a directory"},
		"to nothing":                 {[]string{"json="}, "-o json=: the path is empty"},
		"two to one file":            {[]string{"json=" + file, "sarif=" + file}, "another output goes to " + file + " already"},
		"two to one, by another way": {[]string{"json=" + file, "sarif=" + dir + "/x/../file"}, "another output goes to "},
		"two to the standard output": {[]string{"text", "json"}, "another output goes to the standard output already"},
		"in no format":               {[]string{"jsn=" + file}, `there is no format "jsn"; did you mean "json"?`},
	} {
		t.Run(name, func(t *testing.T) {
			c := signedIn(t, &cloud{})
			out, errs, exit := run(t, "scan", "-o", strings.Join(tc.outputs, ","))
			if exit != exitUsage || out != "" || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, tc.says) {
				t.Errorf("exit %d, want that it says %q: %s%s", exit, tc.says, errs, out)
			}
			if asked := c.calls(); len(asked) > 0 {
				t.Errorf("AWS was asked before: %v", asked)
			}
			leftovers(t, dir)
		})
	}
}

// A comma begins the next output, unless quotes say that it does not.
func TestAPathWithACommaIsQuoted(t *testing.T) {
	recorded, dir := recording(t), t.TempDir()
	scan := []string{"scan", "--replay", recorded, "--check", versioning, "-o"}
	quoted := `"json=` + filepath.Join(dir, "a,b.json") + `"`
	out, errs, exit := run(t, append(scan, strings.Trim(quoted, `"`))...)
	if exit != exitUsage || out != "" || !strings.Contains(errs, `there is no format "b.json"`) || !strings.Contains(errs, "quote the output: -o '"+quoted+"'\n") {
		t.Errorf("exit %d: %s%s", exit, errs, out)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("written: %v, %v", left, err)
	}
	if _, errs, exit := run(t, append(scan, quoted)...); exit != exitIncomplete || !strings.Contains(content(t, filepath.Join(dir, "a,b.json")), `"schema_version"`) {
		t.Errorf("what the message says does not help: exit %d: %s", exit, errs)
	}
}

// The standard output is a terminal in internal/e2e.
func TestColoursAreForThoseWhoWantThem(t *testing.T) {
	recorded := recording(t)
	const color = "\x1b["
	for name, tc := range map[string]struct {
		env  map[string]string
		args []string
		want bool
	}{
		"no terminal":            {nil, nil, false},
		"forced":                 {map[string]string{"CLICOLOR_FORCE": "1"}, nil, true},
		"not forced":             {map[string]string{"CLICOLOR_FORCE": "0"}, nil, false},
		"forced, in CI":          {map[string]string{"CLICOLOR_FORCE": "1", "CI": "true"}, nil, true},
		"forced, dumb terminal":  {map[string]string{"CLICOLOR_FORCE": "1", "TERM": "dumb"}, nil, true},
		"forced, and forbidden":  {map[string]string{"CLICOLOR_FORCE": "1", "NO_COLOR": "0"}, nil, false},
		"forced, and not wanted": {map[string]string{"CLICOLOR_FORCE": "1"}, []string{"--no-color"}, false},
		"forced, into JSON":      {map[string]string{"CLICOLOR_FORCE": "1"}, []string{"-o", "json"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			for _, variable := range []string{"CLICOLOR_FORCE", "NO_COLOR", "CI", "TERM"} {
				t.Setenv(variable, tc.env[variable])
			}
			args := append([]string{"scan", "--replay", recorded, "--check", "s3.bucket-mfa-delete"}, tc.args...)
			if out, _, _ := run(t, args...); strings.Contains(out, color) != tc.want {
				t.Errorf("coloured: %v\n%s", !tc.want, out)
			}
		})
	}
	t.Setenv("CLICOLOR_FORCE", "1")
	file := filepath.Join(t.TempDir(), "report.txt")
	run(t, "scan", "--replay", recorded, "--check", "s3.bucket-mfa-delete", "-o", "text="+file)
	if content, err := os.ReadFile(file); err != nil || bytes.Contains(content, []byte(color)) {
		t.Errorf("a file has colours: %v: %s", err, content)
	}
}
