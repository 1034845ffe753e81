package schedule

import (
	"encoding/xml"
	"fmt"
	"path/filepath"
	"strings"
)

// launchd has an agent, which runs when the machine wakes up if it slept at its
// time.
// https://developer.apple.com/library/archive/documentation/MacOSX/Conceptual/BPSystemStartup/Chapters/ScheduledJobs.html
func launchd(p Place, j Job) Plan {
	label := Name(j.Profile)
	path := filepath.Join(p.Home, "Library", "LaunchAgents", label+".plist")
	var s strings.Builder
	s.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
	<key>Label</key>
	<string>` + escaped(label) + `</string>
	<key>ProgramArguments</key>
	<array>
`)
	for _, a := range append([]string{j.Program}, j.Args...) {
		s.WriteString("\t\t<string>" + escaped(a) + "</string>\n")
	}
	s.WriteString("\t</array>\n\t<key>WorkingDirectory</key>\n\t<string>" + escaped(j.Dir) + "</string>\n")
	if len(j.Env) > 0 {
		s.WriteString("\t<key>EnvironmentVariables</key>\n\t<dict>\n")
		for _, e := range j.Env {
			name, value, _ := strings.Cut(e, "=")
			s.WriteString("\t\t<key>" + escaped(name) + "</key>\n\t\t<string>" + escaped(value) + "</string>\n")
		}
		s.WriteString("\t</dict>\n")
	}
	fmt.Fprintf(&s, `	<key>StartCalendarInterval</key>
	<dict>
		<key>Hour</key>
		<integer>%d</integer>
		<key>Minute</key>
		<integer>%d</integer>
	</dict>
	<key>ProcessType</key>
	<string>Background</string>
</dict>
</plist>
`, j.Hour, j.Minute)
	domain := fmt.Sprintf("gui/%d", p.UID)
	return Plan{
		Files: []File{plain(path, s.String())},
		// Of what is loaded already the file is not read again.
		Before:  [][]string{{"launchctl", "bootout", domain + "/" + label}},
		Install: [][]string{{"launchctl", "bootstrap", domain, path}},
		Remove:  [][]string{{"launchctl", "bootout", domain + "/" + label}},
		Status:  []string{"launchctl", "print", domain + "/" + label},
	}
}

// escaped is text within XML.
func escaped(text string) string {
	var s strings.Builder
	_ = xml.EscapeText(&s, []byte(text)) // into memory
	return s.String()
}
