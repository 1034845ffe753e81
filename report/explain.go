package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/yourside/yourside/checks/check"
)

// Check writes all there is to know of a check for a person, with the
// operations that it calls.
func (s Style) Check(w io.Writer, c *check.Check, operations []string) error {
	p := newPage(s)
	p.item(0, p.paint(bold, c.ID))
	p.item(0, c.Title)
	p.blank()
	field := func(title, value string) {
		if value != "" {
			p.put(fmt.Sprintf("%-12s", title), 12, value)
		}
	}
	field("Domain", c.Domain.Title())
	field("Severity", c.Severity.String())
	field("Service", c.Service())
	field("Resource", c.Resource)
	field("Operations", strings.Join(operations, ", "))
	field("Frameworks", strings.Join(c.Controls, ", "))
	for _, s := range c.Params {
		field("Parameter", fmt.Sprintf("%s (%s): %s", s.Name(), value(s.Default()), s.Usage()))
	}
	for _, section := range []struct{ title, text string }{
		{"What it looks at", c.Logic}, {"Why it matters", c.Rationale}, {"How to fix it", c.Remedy},
	} {
		p.blank()
		p.item(0, p.paint(bold, section.title))
		p.put("  ", 2, section.text)
	}
	textFix(p, c.Fix)
	if len(c.References) > 0 {
		p.blank()
		p.item(0, p.paint(bold, "References"))
		for _, r := range c.References {
			p.WriteString("  " + clean(r) + "\n") // whole, however long: people click on it
		}
	}
	_, err := io.WriteString(w, p.String())
	return err
}

// textFix writes the ways to fix it. Commands and code are whole lines, however
// long: people copy them.
func textFix(p *page, f check.Fix) {
	for _, way := range []struct {
		title, text string
		code        bool
	}{
		{"In the console", f.Console, false}, {"With the AWS CLI", f.CLI, true}, {"With Terraform", f.Terraform, true},
		{"What it may break", f.Breaks, false}, {"How to undo it", f.Undo, false},
	} {
		if way.text == "" {
			continue
		}
		p.blank()
		p.item(0, p.paint(bold, way.title))
		if !way.code {
			p.put("  ", 2, way.text)
			continue
		}
		for line := range strings.SplitSeq(way.text, "\n") {
			p.WriteString("  " + line + "\n")
		}
	}
}

// value returns the default of a parameter as people write it.
func value(v any) string {
	text := fmt.Sprint(v)
	if list, ok := strings.CutPrefix(text, "["); ok {
		text = strings.ReplaceAll(strings.TrimSuffix(list, "]"), " ", ", ")
	}
	if text == "" {
		return "none unless set"
	}
	return "default " + text
}
