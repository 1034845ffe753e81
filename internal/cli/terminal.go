package cli

import (
	"io"
	"os"
	"strings"
	"unicode"

	"golang.org/x/term"
)

// inCI reports whether nobody watches.
func inCI() bool {
	ci := os.Getenv("CI")
	return ci != "" && ci != "false"
}

// watched returns the terminal that a stream goes to, if a person looks at it.
func watched(w io.Writer) (terminal *os.File, ok bool) {
	f, ok := w.(*os.File)
	return f, ok && term.IsTerminal(int(f.Fd())) && !inCI()
}

// obeys reports whether the terminal does more than print.
func obeys() bool { return os.Getenv("TERM") != "dumb" }

// colored reports whether to write colours there.
// https://no-color.org, https://bixense.com/clicolors
func colored(w io.Writer, noColor bool) bool {
	if noColor || os.Getenv("NO_COLOR") != "" {
		return false
	}
	if force := os.Getenv("CLICOLOR_FORCE"); force != "" && force != "0" {
		return true
	}
	_, ok := watched(w)
	return ok && obeys()
}

// columns returns the width of the terminal, or 0 if it is none.
func columns(w io.Writer) int {
	terminal, ok := watched(w)
	if !ok {
		return 0
	}
	width, _, err := term.GetSize(int(terminal.Fd()))
	if err != nil {
		return 0
	}
	return width
}

// longestLine is more than any message of ours has.
const longestLine = 1000

// printable makes one line of a text that others may have written: AWS, an
// account, a check.
func printable(text string) string {
	text = strings.Join(strings.Fields(strings.ReplaceAll(strings.TrimSpace(text), "\n", "; ")), " ")
	text = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return '\uFFFD'
	}, text)
	if len(text) > longestLine {
		text = strings.ToValidUTF8(text[:longestLine], "") + "..."
	}
	return text
}
