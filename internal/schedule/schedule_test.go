package schedule

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// hostile is a profile that is text and nothing else.
const hostile = `a "b" 100%h $HOME \ 'c' <&> ü`

func jobOf(program, dir string) Job {
	return Job{
		Profile: hostile, Program: program, Dir: dir, Hour: 7, Minute: 5, Env: []string{"PATH=/usr/bin:/opt/100%/bin", `X=a "b" $c`},
		Args: []string{"scan", "--scheduled", "--profile", hostile, "-o", `text=/tmp/a b\`, ";", ""},
	}
}

func planFor(t *testing.T, goos string, j Job) Plan {
	t.Helper()
	p, err := Of(Place{GOOS: goos, Home: "/home/kim", State: "/home/kim/state", UID: 501}, j)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestASystemdTimerSurvivesWhatNamesMayHold(t *testing.T) {
	p := planFor(t, "linux", jobOf(`/opt/100% safe/yourside`, "/home/kim/100%"))
	for _, want := range []string{
		"ExecStart=\"/opt/100%% safe/yourside\" \"scan\" \"--scheduled\" \"--profile\" \"a \\\"b\\\" 100%%h $$HOME \\\\ 'c' <&> ü\" \"-o\" \"text=/tmp/a b\\\\\" \";\" \"\"\n",
		"WorkingDirectory=/home/kim/100%%\n", "Environment=\"PATH=/usr/bin:/opt/100%%/bin\"\n", "Environment=\"X=a \\\"b\\\" $c\"\n",
		"SuccessExitStatus=1\n",
	} {
		if !strings.Contains(p.Files[0].Text, want) {
			t.Errorf("no %s in\n%s", want, p.Files[0].Text)
		}
	}
	for _, want := range []string{"OnCalendar=*-*-* 07:05:00\n", "Persistent=true\n", "RandomizedDelaySec=10min\n", "WantedBy=timers.target\n"} {
		if !strings.Contains(p.Files[1].Text, want) {
			t.Errorf("no %s in\n%s", want, p.Files[1].Text)
		}
	}
	if dir := filepath.ToSlash(filepath.Dir(p.Files[1].Path)); dir != "/home/kim/.config/systemd/user" {
		t.Error(dir)
	}
}

func TestSystemdTakesTheUnits(t *testing.T) {
	verify, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("there is no systemd here")
	}
	dir := t.TempDir()
	program := filepath.Join(dir, "100% safe side")
	if err := os.WriteFile(program, []byte("#!/bin/sh\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	p, err := Of(Place{GOOS: "linux", Config: dir}, jobOf(program, dir))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(p.Files[0].Path), 0o700); err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, f := range p.Files {
		if err := os.WriteFile(f.Path, f.Content, 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, f.Path)
	}
	c := exec.CommandContext(t.Context(), verify, append([]string{"--user", "verify"}, paths...)...)
	c.Env = append(os.Environ(), "XDG_RUNTIME_DIR="+dir)
	if out, err := c.CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("%v\n%s", err, out)
	}
}

// values returns the texts of the elements of a name.
func values(t *testing.T, document, name string) (all []string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(document))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("%v:\n%s", err, document)
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == name {
			var text string
			if err := d.DecodeElement(&text, &e); err != nil {
				t.Fatal(err)
			}
			all = append(all, text)
		}
	}
}

func TestALaunchdAgentIsAPropertyListOfTheSameTexts(t *testing.T) {
	j := jobOf(`/Applications/a & b/yourside`, "/Users/kim/<x>")
	p := planFor(t, "darwin", j)
	f := p.Files[0]
	if !strings.HasPrefix(filepath.ToSlash(f.Path), "/home/kim/Library/LaunchAgents/yourside-a_b_") {
		t.Error(f.Path)
	}
	want := slices.Concat([]string{Name(hostile), j.Program}, j.Args, []string{j.Dir, "/usr/bin:/opt/100%/bin", `a "b" $c`, "Background"})
	if got := values(t, f.Text, "string"); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := values(t, f.Text, "integer"); !slices.Equal(got, []string{"7", "5"}) {
		t.Error(got)
	}
	if python, err := exec.LookPath("python3"); err == nil {
		c := exec.CommandContext(t.Context(), python, "-c",
			`import plistlib, sys; p = plistlib.loads(sys.stdin.buffer.read()); print(p["StartCalendarInterval"], p["ProgramArguments"][4])`)
		c.Stdin = strings.NewReader(string(f.Content))
		if out, err := c.CombinedOutput(); err != nil || string(out) != "{'Hour': 7, 'Minute': 5} "+hostile+"\n" {
			t.Errorf("%v: %s", err, out)
		}
	}
	if got := strings.Join(p.Install[0], " "); got != "launchctl bootstrap gui/501 "+f.Path {
		t.Error(got)
	}
}

func TestAWindowsTaskIsXMLOfTheSameTexts(t *testing.T) {
	j := jobOf(`C:\Program Files\a & b\yourside.exe`, `C:\Users\kim`)
	f := planFor(t, "windows", j).Files[0]
	if got := values(t, f.Text, "Command"); !slices.Equal(got, []string{j.Program}) {
		t.Errorf("%q", got)
	}
	const want = `scan --scheduled --profile "a \"b\" 100%h $HOME \ 'c' <&> ü" -o "text=/tmp/a b\\" ; ""`
	if got := values(t, f.Text, "Arguments"); !slices.Equal(got, []string{want}) {
		t.Errorf("%q\nwant %q", got, want)
	}
	if got := values(t, f.Text, "StartBoundary"); !slices.Equal(got, []string{"2026-01-01T07:05:00"}) {
		t.Error(got)
	}
	if got := values(t, f.Text, "StartWhenAvailable"); !slices.Equal(got, []string{"true"}) {
		t.Error(got)
	}
	var units []uint16
	for i := 0; i < len(f.Content); i += 2 {
		units = append(units, uint16(f.Content[i])|uint16(f.Content[i+1])<<8)
	}
	if string(utf16.Decode(units)) != "\ufeff"+f.Text {
		t.Error("the file is not the text in UTF-16 after its mark")
	}
}

// What backslashes and quotes come to is what the C runtime of Windows makes of them.
func TestWordsOfACommandLine(t *testing.T) {
	for word, want := range map[string]string{
		`a`: `a`, ``: `""`, `a b`: `"a b"`, `a\b`: `a\b`, `a b\`: `"a b\\"`, `"`: `"\""`, `\"`: `"\\\""`, `a\\b c`: `"a\\b c"`,
	} {
		if got := commandLineQuoted(word); got != want {
			t.Errorf("%s: %s, want %s", word, got, want)
		}
	}
}

func TestJobsOfOtherProfilesHaveOtherNames(t *testing.T) {
	seen := map[string]string{}
	for _, profile := range []string{"", "audit", "audit/eu", "audit_eu", "audit eu", "../../etc/x", "ü", "ö"} {
		name := Name(profile)
		if was, ok := seen[name]; ok || filepath.Base(name) != name || strings.ContainsAny(name, " /\\%") {
			t.Errorf("%q is %s, as %q is", profile, name, was)
		}
		seen[name] = profile
	}
}

func TestWhatNoFileCanHoldIsRefused(t *testing.T) {
	for name, j := range map[string]Job{
		"a line break in the profile": {Profile: "a\nExecStart=/bin/sh"},
		"one in an argument":          {Args: []string{"a\x00"}},
		"one in a variable":           {Env: []string{"A=b\nC=d"}},
		"no UTF-8":                    {Profile: "\xff"},
		"no such hour":                {Hour: 24},
		"no such minute":              {Minute: 60},
	} {
		if err := j.Validate(); err == nil {
			t.Errorf("%s: nothing is wrong", name)
		}
	}
	if err := jobOf("/x", "/y").Validate(); err != nil {
		t.Error(err)
	}
}

func TestASystemWithoutASchedulerOfItsKindIsAnError(t *testing.T) {
	if _, err := Of(Place{GOOS: "plan9"}, Job{}); err == nil {
		t.Error("there is one")
	}
	if _, err := Of(Place{GOOS: "linux"}, Job{Program: `/opt/a"b`}); err == nil {
		t.Error("systemd does not run such a program")
	}
}
