package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yourside/yourside/checks/check"
)

const (
	defaultWidth = 80
	// leastWidth is below what no layout makes sense.
	leastWidth = 50
	// longName is from how many columns on a name is cut in its middle.
	longName = 60
)

// A page is text that is broken into lines of one width.
type page struct {
	strings.Builder
	width int
	color bool
}

func newPage(s Style) *page {
	p := &page{width: s.Width, color: s.Color}
	if p.width == 0 {
		p.width = defaultWidth
	}
	p.width = max(p.width, leastWidth)
	return p
}

func (p *page) blank() { p.WriteByte('\n') }

// field writes a title and its value, aligned with the others.
func (p *page) field(title, value string) {
	p.put(fmt.Sprintf("%-9s", title), 9, value)
}

// item writes a paragraph; its further lines are indented deeper.
func (p *page) item(indent int, text string) {
	lines := wrap(text, p.width-indent-2)
	for i, line := range lines {
		if i > 0 {
			p.WriteString("  ")
		}
		p.WriteString(strings.Repeat(" ", indent) + line + "\n")
	}
}

// put writes a paragraph that begins with a prefix of so many columns, and
// hangs from it.
func (p *page) put(prefix string, columns int, text string) {
	for i, line := range wrap(text, p.width-columns) {
		if i > 0 {
			prefix = strings.Repeat(" ", columns)
		}
		p.WriteString(prefix + line + "\n")
	}
}

// glue is a space that no line breaks at. No text holds it, once it is clean.
const glue = "\x00"

// list joins as many names as fit into so many columns, and counts the rest.
func (p *page) list(names []string, columns int) string {
	text := ""
	for i, name := range names {
		next := strings.ReplaceAll(shorten(name, longName), " ", glue)
		if i > 0 {
			next = ", " + next
		}
		rest := ""
		if left := len(names) - i - 1; left > 0 {
			rest = " and " + count(left) + " more"
		}
		if i > 0 && width(text+next+rest) > columns {
			return text + " and " + count(len(names)-i) + " more"
		}
		text += next
	}
	return text
}

// table writes rows of cells: the first column to the left, numbers to the right.
func (p *page) table(rows [][]string) {
	gap := "  "
	if p.width < tableWidth(rows, len(gap)) {
		gap = " "
	}
	widths := columnWidths(rows)
	for _, row := range rows {
		cells := []string{fmt.Sprintf("%-*s", widths[0], row[0])}
		for i, cell := range row[1:] {
			cells = append(cells, fmt.Sprintf("%*s", widths[i+1], cell))
		}
		p.WriteString(strings.TrimRight(strings.Join(cells, gap), " ") + "\n")
	}
}

// over reports whether a table is too wide for the page.
func (p *page) over(rows [][]string) bool { return p.width < tableWidth(rows, 1) }

func tableWidth(rows [][]string, gap int) int {
	widths := columnWidths(rows)
	total := gap * (len(widths) - 1)
	for _, n := range widths {
		total += n
	}
	return total
}

func columnWidths(rows [][]string) []int {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], len(cell))
		}
	}
	return widths
}

// wrap breaks a text between words, and words that are longer than a line
// where the line ends. The widest character always has room.
func wrap(text string, columns int) []string {
	columns = max(columns, 2)
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && width(line)+1+width(word) <= columns {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for line = word; width(line) > columns; {
			head := prefix(line, columns)
			lines = append(lines, head)
			line = line[len(head):]
		}
	}
	lines = append(lines, line)
	for i := range lines {
		lines[i] = strings.ReplaceAll(lines[i], glue, " ")
	}
	return lines
}

// prefix returns the longest beginning that fits into so many columns.
func prefix(s string, columns int) string {
	for i, r := range s {
		if columns -= runeWidth(r); columns < 0 {
			return s[:i]
		}
	}
	return s
}

// shorten cuts what is too long in its middle: the ends tell names apart.
func shorten(name string, columns int) string {
	if width(name) <= columns {
		return name
	}
	head := prefix(name, (columns-3)/2)
	tail := len(name)
	for left := (columns - 3) / 2; ; {
		r, size := utf8.DecodeLastRuneInString(name[:tail])
		if left -= runeWidth(r); left < 0 {
			return head + "..." + name[tail:]
		}
		tail -= size
	}
}

// width returns how many columns of a terminal the text takes.
func width(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

// wide are the characters that take two columns each, and those that do so in
// some terminals only: symbols that may be drawn as emoji.
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x1100, Hi: 0x115F, Stride: 1}, // Hangul
		{Lo: 0x2300, Hi: 0x23FF, Stride: 1}, // symbols
		{Lo: 0x25A0, Hi: 0x27BF, Stride: 1},
		{Lo: 0x2B00, Hi: 0x2BFF, Stride: 1},
		{Lo: 0x2E80, Hi: 0xA4CF, Stride: 1}, // Chinese, Japanese, Korean, Yi
		{Lo: 0xA960, Hi: 0xA97F, Stride: 1}, // Hangul
		{Lo: 0xAC00, Hi: 0xD7A3, Stride: 1},
		{Lo: 0xF900, Hi: 0xFAFF, Stride: 1}, // compatibility, vertical and full-width forms
		{Lo: 0xFE10, Hi: 0xFE1F, Stride: 1},
		{Lo: 0xFE30, Hi: 0xFE6F, Stride: 1},
		{Lo: 0xFF01, Hi: 0xFF60, Stride: 1},
		{Lo: 0xFFE0, Hi: 0xFFE6, Stride: 1},
	},
	R32: []unicode.Range32{
		{Lo: 0x16FE0, Hi: 0x1B2FF, Stride: 1}, // Tangut, Khitan, Kana
		{Lo: 0x1F000, Hi: 0x1FAFF, Stride: 1}, // emoji
		{Lo: 0x20000, Hi: 0x3FFFD, Stride: 1}, // rare Chinese characters
	},
}

func runeWidth(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	case unicode.Is(wide, r):
		return 2
	}
	return 1
}

// The colours, as the parameters of the terminal's escape sequence.
const (
	bold    = "1"
	red     = "31"
	boldRed = "1;31"
	yellow  = "33"
	cyan    = "36"
)

func (p *page) paint(color, text string) string {
	if !p.color {
		return text
	}
	return "\x1b[" + color + "m" + text + "\x1b[0m"
}

func statusColor(s check.Status) string {
	if s == check.StatusFail {
		return boldRed
	}
	return yellow
}

func severityColor(s check.Severity) string {
	switch s {
	case check.Critical:
		return boldRed
	case check.High:
		return red
	case check.Medium:
		return yellow
	}
	return cyan
}
