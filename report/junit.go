package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/yourside/yourside/checks/check"
)

// The part of JUnit's XML that Jenkins and GitLab read.

type junitSuites struct {
	XMLName xml.Name     `xml:"testsuites"`
	Name    string       `xml:"name,attr"`
	Suites  []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name       string          `xml:"name,attr"`
	Tests      int             `xml:"tests,attr"`
	Failures   int             `xml:"failures,attr"`
	Errors     int             `xml:"errors,attr"`
	Skipped    int             `xml:"skipped,attr"`
	Timestamp  string          `xml:"timestamp,attr"`
	Properties []junitProperty `xml:"properties>property"`
	Cases      []junitCase     `xml:"testcase"`
}

type junitProperty struct {
	Name  string `xml:"name,attr"`
	Value string `xml:"value,attr"`
}

type junitCase struct {
	Class   string       `xml:"classname,attr"`
	Name    string       `xml:"name,attr"`
	Failure *junitResult `xml:"failure"`
	Error   *junitResult `xml:"error"`
	Skipped *junitResult `xml:"skipped"`
}

type junitResult struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",chardata"`
}

// junitLines is how many resources a case lists.
const junitLines = 100

// JUnit writes a suite for each domain of each account, and in it a case for
// each check, which fails if any resource does. Jenkins and GitLab pass over
// what is skipped, so a check that lacks what could not be read is an error.
func JUnit(w io.Writer, all []*Report) error {
	suites := junitSuites{Name: "yourside"}
	for _, r := range all {
		tallies := junitTallies(r)
		for _, d := range check.Domains {
			if s := junitDomain(r, d, tallies); s.Tests > 0 {
				suites.Suites = append(suites.Suites, s)
			}
		}
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", " ")
	if err := e.Encode(suites); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// A junitTally is what is known of a check.
type junitTally struct {
	statuses map[check.Status]int
	muted    int
	lines    map[check.Status][]string // of what fails and is not muted, and what is unknown
	unread   []string
}

func junitTallies(r *Report) map[string]*junitTally {
	all := map[string]*junitTally{}
	for _, c := range r.Checks {
		all[c.ID] = &junitTally{statuses: map[check.Status]int{}, lines: map[check.Status][]string{}}
	}
	for f := range r.Findings {
		t := all[f.Check]
		switch {
		case t == nil:
			continue
		case f.Muted != nil:
			t.muted++
			continue
		}
		t.statuses[f.Status]++
		if (f.Status == check.StatusFail || f.Status == check.StatusUnknown) && len(t.lines[f.Status]) < junitLines {
			t.lines[f.Status] = append(t.lines[f.Status], regionally(f.Resource)+clean(f.Message)+" ["+clean(f.Resource.ID)+"]")
		}
	}
	for _, u := range r.Unassessed {
		if t := all[u.Check]; t != nil && len(t.unread) < junitLines {
			t.unread = append(t.unread, fmt.Sprintf("%s in %s: %s %s %s", clean(u.Operation), region(u.Region), clean(string(u.Reason)), clean(u.Code), clean(u.Resource)))
		}
	}
	return all
}

func junitDomain(r *Report, d check.Domain, tallies map[string]*junitTally) junitSuite {
	s := junitSuite{
		Name: d.Title() + " (" + clean(r.Scan.account()) + ")", Timestamp: r.Scan.Started.UTC().Format("2006-01-02T15:04:05"),
		Properties: []junitProperty{
			{"account", clean(r.Scan.account())}, {"alias", clean(r.Scan.Alias)}, {"scan", clean(r.Scan.ID)}, {"coverage", coverage(r)},
		},
	}
	for _, c := range r.Checks {
		if c.Domain != d {
			continue
		}
		one := junitOf(r, c, tallies[c.ID])
		s.Tests++
		switch {
		case one.Failure != nil:
			s.Failures++
		case one.Error != nil:
			s.Errors++
		case one.Skipped != nil:
			s.Skipped++
		}
		s.Cases = append(s.Cases, one)
	}
	return s
}

// junitOf returns the case of a check. The account is in its class: GitLab takes
// two cases of one class and name for one.
func junitOf(r *Report, c *check.Check, t *junitTally) junitCase {
	one := junitCase{Class: clean(r.Scan.account()) + "." + clean(c.Service()), Name: clean(c.ID + ": " + c.Title)}
	fails, unknown := t.statuses[check.StatusFail], t.statuses[check.StatusUnknown]
	switch {
	case fails > 0:
		one.Failure = &junitResult{Message: plural(fails, "resource") + " of severity " + c.Severity.String(), Type: c.Severity.String()}
		one.Failure.Text = junitText(t.lines[check.StatusFail], fails) + junitText(t.unread, len(t.unread)) + "How to fix it: " + clean(c.Remedy) + "\n"
	case len(t.unread) > 0:
		one.Error = &junitResult{
			Message: "UNKNOWN: something that the check needs could not be read", Type: check.StatusUnknown.String(),
			Text: junitText(t.unread, len(t.unread)) + junitText(t.lines[check.StatusUnknown], unknown),
		}
	case unknown > 0:
		one.Skipped = &junitResult{
			Message: "UNKNOWN: what AWS says does not settle it of " + plural(unknown, "resource"),
			Text:    junitText(t.lines[check.StatusUnknown], unknown),
		}
	case t.statuses[check.StatusPass] > 0:
	case t.muted > 0:
		one.Skipped = &junitResult{Message: plural(t.muted, "finding") + " muted"}
	default:
		one.Skipped = &junitResult{Message: "nothing that it applies to"}
	}
	return one
}

func junitText(lines []string, n int) string {
	if len(lines) == 0 {
		return ""
	}
	text := "\n" + strings.Join(lines, "\n") + "\n"
	if more := n - len(lines); more > 0 {
		text += "and " + count(more) + " more; the JSON report has them\n"
	}
	return text
}
