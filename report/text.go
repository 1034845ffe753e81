package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/yourside/yourside/checks/check"
)

// shownOfOne is how many resources of one check and status the text lists.
const shownOfOne = 8

// Text writes the report for a person: by domain, then check, then resource,
// what fails and what is unknown; the rest is counted.
func Text(w io.Writer, r *Report) error {
	var b strings.Builder
	fmt.Fprintf(&b, "account %s  regions %s\ncaller %s\n", r.Scan.Account, clean(strings.Join(r.Scan.Regions, " ")), clean(r.Scan.Caller))
	fmt.Fprintf(&b, "%d checks: %d judged, %d unknown, %d not applicable\n",
		len(r.Scan.Checks), r.Coverage.Judged, r.Coverage.Unknown, r.Coverage.NotApplicable)
	for _, d := range check.Domains {
		n := r.Summary.Domains[d.String()]
		fmt.Fprintf(&b, "\n%s: %d fail, %d unknown, %d pass\n", d.Title(),
			n[check.StatusFail.String()], n[check.StatusUnknown.String()], n[check.StatusPass.String()])
		textDomain(&b, r, d)
	}
	if !r.Scan.Complete {
		fmt.Fprintf(&b, "\nThis scan is incomplete. What could not be read:\n")
		for line, n := range textGaps(r) {
			fmt.Fprintf(&b, "  %s (%d)\n", line, n)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func textDomain(b *strings.Builder, r *Report, d check.Domain) {
	for _, status := range []check.Status{check.StatusFail, check.StatusUnknown} {
		last, n := "", 0
		for _, f := range r.Findings {
			if f.Domain != d || f.Status != status {
				continue
			}
			if f.Check != last {
				more(b, n)
				last, n = f.Check, 0
				fmt.Fprintf(b, "  %-7s %-8s %s  [%s]\n", status, f.Severity, f.Title, f.Check)
			}
			if n++; n <= shownOfOne {
				fmt.Fprintf(b, "            %s %s %s\n", region(f.Resource.Region), clean(f.Resource.Name), clean(f.Message))
			}
		}
		more(b, n)
	}
}

func more(b *strings.Builder, n int) {
	if n > shownOfOne {
		fmt.Fprintf(b, "            and %d more\n", n-shownOfOne)
	}
}

// textGaps yields each distinct cause once, in the order of the report, with
// the number of checks that it blinds.
func textGaps(r *Report) func(func(string, int) bool) {
	var lines []string
	count := map[string]int{}
	for _, u := range r.Unassessed {
		line := clean(fmt.Sprintf("%s in %s: %s %s", u.Operation, region(u.Region), u.Reason, u.Code))
		if count[line] == 0 {
			lines = append(lines, line)
		}
		count[line]++
	}
	return func(yield func(string, int) bool) {
		for _, l := range lines {
			if !yield(l, count[l]) {
				return
			}
		}
	}
}
