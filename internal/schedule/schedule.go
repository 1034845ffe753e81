// Package schedule writes what makes a system run a scan once a day: a systemd
// timer, a launchd agent or a Windows task. What it writes follows from a Job and
// the name of the system alone.
package schedule

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"
)

// A Job is a command that is run once a day.
type Job struct {
	Profile string   // of the AWS configuration; empty for the usual credentials
	Program string   // its path
	Args    []string // that it is called with
	Dir     string   // where it runs
	Env     []string // NAME=value, of what it needs that is set where it is installed
	Hour    int      // of the day, in the time of the machine
	Minute  int
}

// A Place is where a system has its files.
type Place struct {
	GOOS   string
	Home   string // of the user
	Config string // XDG_CONFIG_HOME, if it is set
	State  string // where this program keeps what it knows
	UID    int
}

// A File is one that the system reads.
type File struct {
	Path    string
	Content []byte
	Text    string // the content as people read it
}

// A Plan is what to write and to run to have a job run, or not any more.
type Plan struct {
	Files   []File
	Before  [][]string // before Install, and may fail: there may be nothing yet
	Install [][]string // after the files were written
	Remove  [][]string // before the files go
	Status  []string
}

// Validate reports what no system could run as it is.
func (j Job) Validate() error {
	for _, text := range append([]string{j.Profile, j.Program, j.Dir}, append(j.Args, j.Env...)...) {
		if strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) || r == unicode.ReplacementChar }) {
			return fmt.Errorf("%q has characters that cannot be in the file of a schedule", text)
		}
	}
	if j.Hour < 0 || j.Hour > 23 || j.Minute < 0 || j.Minute > 59 {
		return fmt.Errorf("there is no time %d:%02d", j.Hour, j.Minute)
	}
	return nil
}

// Of returns the plan for a system, which is one of linux, darwin and windows.
func Of(p Place, j Job) (Plan, error) {
	switch p.GOOS {
	case "linux":
		if strings.ContainsAny(j.Program, `"'\`) {
			return Plan{}, fmt.Errorf("systemd runs no program with such a name: %s", j.Program)
		}
		return systemd(p, j), nil
	case "darwin":
		return launchd(p, j), nil
	case "windows":
		return windows(p, j), nil
	}
	return Plan{}, fmt.Errorf("there is no schedule for %s: have its own scheduler run %s", p.GOOS, j.Program)
}

var unsafe = regexp.MustCompile(`[^A-Za-z0-9_.-]+`)

// Name is that of the job of a profile among those of others, for files.
func Name(profile string) string {
	if profile == "" {
		return "yourside"
	}
	name := unsafe.ReplaceAllString(profile, "_")
	if name != profile {
		sum := sha256.Sum256([]byte(profile))
		name += "-" + hex.EncodeToString(sum[:4]) // others may become the same
	}
	return "yourside-" + name
}

// title is what people read.
func (j Job) title() string {
	if j.Profile == "" {
		return "Daily scan of the AWS account"
	}
	return "Daily scan of the AWS account of profile " + j.Profile
}

// spread is within how many minutes after its time a job begins, so that not all
// machines ask at once.
const spread = 10

func plain(path, content string) File {
	return File{Path: path, Content: []byte(content), Text: content}
}

// systemd has a service and the timer that starts it. Persistent starts it after
// the machine was off at its time.
// https://www.freedesktop.org/software/systemd/man/latest/systemd.timer.html
func systemd(p Place, j Job) Plan {
	config := p.Config
	if config == "" {
		config = filepath.Join(p.Home, ".config")
	}
	name := Name(j.Profile)
	at := filepath.Join(config, "systemd", "user", name)
	var s strings.Builder
	fmt.Fprintf(&s, "[Unit]\nDescription=%s\n\n[Service]\nType=oneshot\nWorkingDirectory=%s\n", specifiers(j.title()), specifiers(j.Dir))
	for _, e := range j.Env {
		fmt.Fprintf(&s, "Environment=%s\n", unitQuoted(e))
	}
	fmt.Fprintf(&s, "ExecStart=%s", unitQuoted(j.Program))
	for _, a := range j.Args {
		s.WriteString(" " + strings.ReplaceAll(unitQuoted(a), "$", "$$"))
	}
	// That something was found is no failure of the service.
	s.WriteString("\nSuccessExitStatus=1\n")
	timer := fmt.Sprintf("[Unit]\nDescription=%s\n\n[Timer]\nOnCalendar=*-*-* %02d:%02d:00\nPersistent=true\nRandomizedDelaySec=%dmin\n\n[Install]\nWantedBy=timers.target\n",
		specifiers(j.title()), j.Hour, j.Minute, spread)
	return Plan{
		Files:   []File{plain(at+".service", s.String()), plain(at+".timer", timer)},
		Install: [][]string{{"systemctl", "--user", "daemon-reload"}, {"systemctl", "--user", "enable", "--now", name + ".timer"}, {"systemctl", "--user", "restart", name + ".timer"}},
		Remove:  [][]string{{"systemctl", "--user", "disable", "--now", name + ".timer"}},
		Status:  []string{"systemctl", "--user", "list-timers", "--all", "--no-pager", name + ".timer"},
	}
}

// specifiers keeps systemd from replacing what looks like one of its own.
func specifiers(text string) string { return strings.ReplaceAll(text, "%", "%%") }

// unitQuoted is one word of a unit's file.
// https://www.freedesktop.org/software/systemd/man/latest/systemd.syntax.html#Quoting
func unitQuoted(word string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "%", "%%").Replace(word) + `"`
}
