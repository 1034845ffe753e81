package cli

import (
	"cmp"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/internal/history"
	"github.com/yourside/yourside/report"
)

// mostPoints is how many scans a trend has on 80 columns.
const mostPoints = 32

// trend is the command that shows how the numbers of an account move.
func (p *program) trend() *cobra.Command {
	var of string
	var last int
	var asJSON, redact bool
	c := &cobra.Command{
		Use: "trend", Short: "Show how what fails has changed from scan to scan", Args: noArgs,
		Long: "Show what failed in each domain, scan by scan. Each line has its own scale: its highest is its most.",
		RunE: func(c *cobra.Command, _ []string) error {
			if last < 1 || last > mostPoints && !asJSON {
				return usage("--last must be above 0 and, but for --json, at most %d", mostPoints)
			}
			all, err := p.entries(c, of)
			if err != nil {
				return err
			}
			trends := trendsOf(all, last)
			if asJSON {
				return p.json(map[string]any{"schema_version": "1", "accounts": trends})
			}
			if redact {
				for i := range trends {
					trends[i].Account = report.Redact(trends[i].Account)
				}
			}
			return p.trendText(trends)
		},
	}
	c.Flags().StringVar(&of, "account", "", "only this account")
	c.Flags().IntVar(&last, "last", 30, "how many scans, the newest ones")
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	redacting(c, &redact)
	return c
}

// A trend is what the scans of one account found, the oldest first.
type trend struct {
	Account string  `json:"account"`
	Points  []point `json:"scans"`
}

type point struct {
	history.Entry
	Report   *struct{}      `json:"report,omitempty"` // hides that of the entry
	Fail     map[string]int `json:"fail"`             // by domain
	Unknown  int            `json:"unknown"`
	Complete bool           `json:"complete"`
	// Narrow is whether it looked at fewer checks or regions than the newest.
	Narrow bool `json:"narrow"`
}

func trendsOf(all []history.Entry, last int) []trend {
	all = slices.DeleteFunc(all, func(e history.Entry) bool { return e.Report == nil })
	trends := []trend{}
	for _, e := range all {
		if i := slices.IndexFunc(trends, func(t trend) bool { return t.Account == e.Account }); i < 0 {
			trends = append(trends, trend{Account: e.Account})
		}
	}
	for i := range trends {
		of := slices.DeleteFunc(slices.Clone(all), func(e history.Entry) bool { return e.Account != trends[i].Account })
		of = of[max(0, len(of)-last):]
		newest := of[len(of)-1].Report.Scan
		for _, e := range of {
			trends[i].Points = append(trends[i].Points, pointOf(e, newest))
		}
	}
	return trends
}

func pointOf(e history.Entry, newest report.Scan) point {
	p := point{
		Entry: e, Fail: map[string]int{}, Unknown: e.Report.Summary.Statuses[check.StatusUnknown.String()],
		Complete: e.Report.Scan.Complete, Narrow: lacks(e.Report.Scan.Checks, newest.Checks) || lacks(e.Report.Scan.Regions, newest.Regions),
	}
	for _, d := range check.Domains {
		p.Fail[d.String()] = e.Report.Summary.Domains[d.String()][check.StatusFail.String()]
	}
	return p
}

// lacks reports whether something is wanted that is not there.
func lacks(have, want []string) bool {
	return slices.ContainsFunc(want, func(v string) bool { return !slices.Contains(have, v) })
}

func (p *program) trendText(trends []trend) error {
	if len(trends) == 0 {
		_, err := fmt.Fprintln(p.out, "There is no scan in the history yet.")
		return err
	}
	var s strings.Builder
	for i, t := range trends {
		if i > 0 {
			s.WriteByte('\n')
		}
		t.write(&s)
	}
	_, err := fmt.Fprint(p.out, s.String())
	return err
}

func (t trend) write(s *strings.Builder) {
	day := func(p point) string { return p.Started.Local().Format("2006-01-02") }
	scans := "1 scan, of " + day(t.Points[0])
	if n := len(t.Points); n > 1 {
		scans = fmt.Sprintf("%d scans from %s to %s", n, day(t.Points[0]), day(t.Points[n-1]))
	}
	fmt.Fprintf(s, "Account %s: %s\n\n", printable(t.Account), scans)
	rows := [][]string{{"FAIL", "", "first", "most", "last"}}
	row := func(title string, of func(point) int) {
		var values []int
		for _, p := range t.Points {
			values = append(values, of(p))
		}
		rows = append(rows, []string{
			title, sparkline(values, bars()), strconv.Itoa(values[0]), strconv.Itoa(slices.Max(values)), strconv.Itoa(values[len(values)-1]),
		})
	}
	for _, d := range check.Domains {
		row(d.Title(), func(p point) int { return p.Fail[d.String()] })
	}
	row("UNKNOWN", func(p point) int { return p.Unknown })
	marks, legend := t.marks()
	if legend != "" {
		rows = append(rows, []string{"", marks, "", "", ""})
	}
	for _, line := range aligned(rows, 0, 1) {
		s.WriteString(line + "\n")
	}
	s.WriteString(legend)
}

// marks says of which scans the numbers tell less than of the others.
func (t trend) marks() (marks, legend string) {
	var s strings.Builder
	incomplete, narrow := false, false
	for _, p := range t.Points {
		switch {
		case !p.Complete:
			incomplete = true
			s.WriteByte('!')
		case p.Narrow:
			narrow = true
			s.WriteByte('<')
		default:
			s.WriteByte(' ')
		}
	}
	if incomplete {
		legend += "! is a scan that could not read all that it needs\n"
	}
	if narrow {
		legend += "< is a scan of fewer checks or regions than the last one\n"
	}
	return s.String(), legend
}

const (
	blocks  = "▁▂▃▄▅▆▇█"
	letters = "_.-:=+*#"
)

// bars are what a line is drawn with, from low to high.
func bars() []rune {
	locale := cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_CTYPE"), os.Getenv("LANG"))
	utf8 := strings.Contains(strings.ReplaceAll(strings.ToLower(locale), "-", ""), "utf8")
	if obeys() && (utf8 || runtime.GOOS == "windows") {
		return []rune(blocks)
	}
	return []rune(letters)
}

// sparkline draws numbers from 0 to the most of them. Only 0 is the lowest.
func sparkline(values []int, bars []rune) string {
	most := max(slices.Max(values), 1)
	line := make([]rune, 0, len(values))
	for _, v := range values {
		line = append(line, bars[(v*(len(bars)-1)+most-1)/most])
	}
	return string(line)
}
