package report

import (
	"io"

	"github.com/yourside/yourside/checks/check"
)

// Responsibilities are the ledgers of accounts.
type Responsibilities struct {
	Tool    Tool
	Reports []*Report
	// Known is how many checks a scan can have.
	Known int
}

type jsonLedgers struct {
	SchemaVersion string       `json:"schema_version"`
	Tool          Tool         `json:"tool"`
	Accounts      []jsonLedger `json:"accounts"`
}

type jsonLedger struct {
	Scan     Scan               `json:"scan"`
	Services []jsonServiceParts `json:"services"`
	Absent   []string           `json:"absent"`
	Unsorted []string           `json:"unsorted"`
}

type jsonServiceParts struct {
	Service  string     `json:"service"`
	Title    string     `json:"title"`
	Class    string     `json:"class"`
	Unlisted bool       `json:"unlisted"`
	Layers   []jsonPart `json:"layers"`
}

type jsonPart struct {
	Layer    string         `json:"layer"`
	Title    string         `json:"title"`
	Owner    string         `json:"owner"`
	State    string         `json:"state,omitempty"` // none if it is not the customer's
	Statuses map[string]int `json:"status"`
	Muted    int            `json:"muted"`
	Failing  []string       `json:"failing"`
	Unknown  []string       `json:"unknown"`
	Evidence string         `json:"evidence,omitempty"`
}

// JSON writes the ledgers as report/schema/responsibility.schema.json says.
func (rs Responsibilities) JSON(w io.Writer) error {
	document := jsonLedgers{SchemaVersion, rs.Tool, []jsonLedger{}}
	for _, r := range rs.Reports {
		l := Responsibility(r)
		made := jsonLedger{r.Scan, []jsonServiceParts{}, listed(l.Absent), listed(l.Unsorted)}
		for _, s := range l.Services {
			parts := jsonServiceParts{s.Service, s.Title, s.Class.String(), s.Unlisted, nil}
			for i, p := range s.Parts {
				parts.Layers = append(parts.Layers, p.json(Layers[i]))
			}
			made.Services = append(made.Services, parts)
		}
		document.Accounts = append(document.Accounts, made)
	}
	return encode(w, document, indent)
}

func (p Part) json(l Layer) jsonPart {
	made := jsonPart{
		Layer: l.String(), Title: l.Title(), Owner: p.Owner.String(), Statuses: map[string]int{}, Muted: p.Muted,
		Failing: listed(p.Failing), Unknown: listed(p.Unknown),
	}
	if p.State != NotTheirs {
		made.State = p.State.String()
	}
	if p.unjudged() {
		made.Evidence = l.Evidence()
	}
	for _, s := range check.Statuses {
		made.Statuses[s.String()] = p.Statuses[s]
	}
	return made
}
