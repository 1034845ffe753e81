package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/framework"
)

// A Standing is how the account stands with a framework.
type Standing struct {
	ID        string            `json:"id"`
	Name      string            `json:"name"`
	Version   string            `json:"version"`
	Automated int               `json:"automated"` // controls that checks serve
	Manual    int               `json:"manual"`    // controls that nothing which an API answers can settle
	Statuses  map[string]int    `json:"status"`    // of the automated ones
	Controls  []ControlStanding `json:"controls"`
}

// Score returns how many of the automated controls that apply pass. What is
// unknown did not pass.
func (s Standing) Score() (passed, of int) {
	return s.Statuses[check.StatusPass.String()], s.Automated - s.Statuses[check.StatusNotApplicable.String()]
}

// A ControlStanding is how the account stands with one control.
type ControlStanding struct {
	ID     string `json:"id"`
	Manual bool   `json:"manual,omitempty"`
	// Status is FAIL if a check of it fails anywhere, muted or not; UNKNOWN if one
	// cannot tell, or is not in the scan; PASS if one passes and all others pass or
	// do not apply. A manual control has none.
	Status check.Status `json:"status,omitempty"`
	Checks []string     `json:"checks"` // that the scan had
	// Missing are checks that serve it and were not in the scan: they were not
	// selected, or are yet to be built.
	Missing []string `json:"missing,omitempty"`
	// Findings counts those behind it by status.
	Findings map[string]int `json:"findings"`
}

// Against adds how the account stands with each of the frameworks.
func (r *Report) Against(frameworks []framework.Framework) {
	for _, f := range frameworks {
		r.Frameworks = append(r.Frameworks, r.standing(f))
	}
}

func (r *Report) standing(f framework.Framework) Standing {
	s := Standing{ID: f.ID, Name: f.Name, Version: f.Version, Statuses: map[string]int{}, Controls: []ControlStanding{}}
	for _, status := range check.Statuses {
		s.Statuses[status.String()] = 0
	}
	for _, c := range f.Controls {
		control := r.control(c)
		s.Controls = append(s.Controls, control)
		if c.Manual {
			s.Manual++
			continue
		}
		s.Automated++
		s.Statuses[control.Status.String()]++
	}
	return s
}

func (r *Report) control(c framework.Control) ControlStanding {
	s := ControlStanding{ID: c.ID, Manual: c.Manual, Checks: []string{}, Findings: map[string]int{}}
	if c.Manual {
		return s
	}
	for _, id := range c.Checks {
		if !slices.Contains(r.Scan.Checks, id) {
			s.Missing = append(s.Missing, id)
			continue
		}
		s.Checks = append(s.Checks, id)
		for status, n := range r.byCheck[id] {
			s.Findings[status.String()] += n
		}
	}
	has := func(status check.Status) bool { return s.Findings[status.String()] > 0 }
	switch {
	case has(check.StatusFail):
		s.Status = check.StatusFail
	case has(check.StatusUnknown) || len(s.Missing) > 0:
		s.Status = check.StatusUnknown
	case has(check.StatusPass):
		s.Status = check.StatusPass
	default:
		s.Status = check.StatusNotApplicable // nothing is there that it is about
	}
	return s
}

// textFrameworks writes how the account stands with each framework, and which
// controls do not pass.
func textFrameworks(p *page, r *Report) {
	for _, s := range r.Frameworks {
		passed, of := s.Score()
		p.blank()
		title := shorten(clean(s.Name+" "+s.Version), p.width/2) + ":"
		p.put(p.paint(bold, title)+" ", width(title)+1, fmt.Sprintf("%s of %s automated controls pass; %s",
			count(passed), count(of), strings.Join(append(controlCounts(s), count(s.Manual)+" manual"), ", ")))
		for _, status := range []check.Status{check.StatusFail, check.StatusUnknown} {
			for _, c := range s.Controls {
				if c.Status == status && len(c.Checks) > 0 {
					textControl(p, c)
				}
			}
		}
		if unseen := s.unseen(); len(unseen) > 0 {
			p.put("  "+p.paint(statusColor(check.StatusUnknown), fmt.Sprintf("%-7s", check.StatusUnknown))+"  ", 11,
				plural(len(unseen), "control")+" of which this scan had no check: "+strings.Join(unseen, ", "))
		}
	}
}

// unseen returns the automated controls that no check of the scan serves.
func (s Standing) unseen() []string {
	var ids []string
	for _, c := range s.Controls {
		if !c.Manual && len(c.Checks) == 0 {
			ids = append(ids, clean(c.ID))
		}
	}
	return ids
}

// controlCounts returns "12 fail", "3 unknown".
func controlCounts(s Standing) []string {
	var parts []string
	for _, status := range check.Statuses {
		if n := s.Statuses[status.String()]; n > 0 && status != check.StatusPass {
			parts = append(parts, count(n)+" "+strings.ToLower(strings.ReplaceAll(status.String(), "_", " ")))
		}
	}
	return parts
}

func textControl(p *page, c ControlStanding) {
	text := clean(c.ID) + ": " + c.why()
	p.put("  "+p.paint(statusColor(c.Status), fmt.Sprintf("%-7s", c.Status))+"  ", 11, text)
}

// why says what keeps the control from passing.
func (c ControlStanding) why() string {
	var parts, findings []string
	for _, status := range []check.Status{check.StatusFail, check.StatusUnknown} {
		if n := c.Findings[status.String()]; n > 0 {
			findings = append(findings, count(n)+" "+strings.ToLower(status.String()))
		}
	}
	if len(findings) > 0 {
		parts = append(parts, strings.Join(findings, ", "))
	}
	if len(c.Checks) > 0 {
		parts = append(parts, "by "+strings.Join(c.Checks, ", "))
	}
	if n := len(c.Missing); n > 0 {
		parts = append(parts, plural(n, "check")+" of it not in this scan")
	}
	return strings.Join(parts, "; ")
}
