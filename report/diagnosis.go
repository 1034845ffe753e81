package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/yourside/yourside/checks/inventory"
)

// A Diagnosis is what a scan with these credentials could and could not read.
type Diagnosis struct {
	Scan       Scan
	Region     string // where the operations were asked
	Operations int    // how many the checks need
	Refused    []Unread
	Untried    []string // there was nothing to ask about
	Policy     string   // the statement that would permit what was denied, as JSON; or empty
}

// Unread is an operation that was refused, and the checks that go blind.
type Unread struct {
	Operation string
	Reason    inventory.Reason
	Code      string
	Message   string
	Checks    []string
}

// Diagnosis writes it for a person.
func (s Style) Diagnosis(w io.Writer, d *Diagnosis) error {
	p := newPage(s)
	textWho(p, d.Scan)
	p.blank()
	answered := d.Operations - len(d.Refused) - len(d.Untried)
	p.item(0, fmt.Sprintf("%s, each asked once in %s: %s answered, %s failed, %s not tried.",
		plural(d.Operations, "operation"), clean(d.Region), count(answered), count(len(d.Refused)), count(len(d.Untried))))
	if len(d.Refused) == 0 {
		p.item(0, "A scan can read all that was tried.")
	}
	for _, u := range d.Refused {
		p.blank()
		text := u.Operation + ": " + string(u.Reason)
		if u.Code != "" {
			text += " (" + clean(u.Code) + ")"
		}
		p.item(0, p.paint(boldRed, text))
		p.item(2, shorten(clean(u.Message), 3*p.width))
		p.item(2, plural(len(u.Checks), "check")+" blind: "+strings.Join(u.Checks, ", "))
		if advice(u.Reason) != "" && u.Reason != inventory.Denied {
			p.item(2, advice(u.Reason))
		}
	}
	if len(d.Untried) > 0 {
		p.blank()
		p.item(0, "Not tried, as there is nothing to ask about:")
		p.item(2, strings.Join(d.Untried, ", "))
	}
	if d.Policy != "" {
		p.blank()
		p.item(0, "This policy permits what was denied:")
		p.WriteString(d.Policy + "\n")
	}
	_, err := io.WriteString(w, p.String())
	return err
}
