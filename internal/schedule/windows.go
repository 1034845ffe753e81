package schedule

import (
	"encoding/binary"
	"fmt"
	"path/filepath"
	"strings"
	"unicode/utf16"
)

// windows has a task, which starts as soon as it can if the machine was off at
// its time. Its file is in UTF-16, as schtasks reads it.
// https://learn.microsoft.com/windows/win32/taskschd/task-scheduler-schema
func windows(p Place, j Job) Plan {
	name := Name(j.Profile)
	path := filepath.Join(p.State, name+".xml")
	var args []string
	for _, a := range j.Args {
		args = append(args, commandLineQuoted(a))
	}
	text := fmt.Sprintf(`<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>%s</Description>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>2026-01-01T%02d:%02d:00</StartBoundary>
      <Enabled>true</Enabled>
      <RandomDelay>PT%dM</RandomDelay>
      <ScheduleByDay>
        <DaysInterval>1</DaysInterval>
      </ScheduleByDay>
    </CalendarTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT2H</ExecutionTimeLimit>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>%s</Command>
      <Arguments>%s</Arguments>
      <WorkingDirectory>%s</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
`, escaped(j.title()), j.Hour, j.Minute, spread, escaped(j.Program), escaped(strings.Join(args, " ")), escaped(j.Dir))
	return Plan{
		Files:   []File{{Path: path, Content: inUTF16(text), Text: text}},
		Install: [][]string{{"schtasks", "/Create", "/F", "/TN", name, "/XML", path}},
		Remove:  [][]string{{"schtasks", "/Delete", "/F", "/TN", name}},
		Status:  []string{"schtasks", "/Query", "/V", "/FO", "LIST", "/TN", name},
	}
}

func inUTF16(text string) []byte {
	content := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(text)) {
		content = binary.LittleEndian.AppendUint16(content, unit)
	}
	return content
}

// commandLineQuoted is one word of a command line: backslashes count only before
// quotes.
// https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments
func commandLineQuoted(word string) string {
	if word != "" && !strings.ContainsAny(word, " \"") {
		return word
	}
	var s strings.Builder
	s.WriteByte('"')
	backslashes := 0
	for _, r := range word {
		switch r {
		case '\\':
			backslashes++
		case '"':
			s.WriteString(strings.Repeat(`\`, backslashes+1))
			backslashes = 0
		default:
			backslashes = 0
		}
		s.WriteRune(r)
	}
	s.WriteString(strings.Repeat(`\`, backslashes) + `"`)
	return s.String()
}
