package report

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"strings"
	"time"

	"github.com/yourside/yourside/checks/check"
)

var csvHead = []string{
	"kind", "status", "severity", "check", "title", "domain", "account", "region", "resource_type", "resource", "name", "message",
	"evidence", "remediation", "frameworks", "new", "first_seen", "muted", "muted_reason", "fingerprint",
	"operation", "reason", "code", "scan_id", "scan_started",
}

// CSV writes a row for each finding, and after them one of the kind unassessed,
// with the status UNKNOWN, for each thing that a check could not see. Cells that
// a spreadsheet would take for a formula begin with an apostrophe.
func CSV(w io.Writer, all []*Report) error {
	c := csv.NewWriter(w)
	c.UseCRLF = true // RFC 4180
	_ = c.Write(csvHead)
	for _, r := range all {
		for f := range r.Findings {
			if err := c.Write(csvRow(csvFinding(r, f))); err != nil {
				return err
			}
		}
	}
	for _, r := range all {
		for _, u := range r.Unassessed {
			if err := c.Write(csvRow(csvUnassessed(r, u))); err != nil {
				return err
			}
		}
	}
	c.Flush()
	return c.Error()
}

// csvRow returns the cells in the order of the head.
func csvRow(cells map[string]string) []string {
	row := make([]string, len(csvHead))
	for i, name := range csvHead {
		row[i] = cell(cells[name])
	}
	return row
}

func csvFinding(r *Report, f Finding) map[string]string {
	cells := map[string]string{
		"kind": "finding", "status": f.Status.String(), "severity": f.Severity.String(), "check": f.Check, "title": f.Title,
		"domain": f.Domain.String(), "account": f.Resource.Account, "region": region(f.Resource.Region),
		"resource_type": f.Resource.Type, "resource": f.Resource.ID, "name": f.Resource.Name, "message": f.Message,
		"evidence": compact(f.Evidence), "remediation": f.Remediation, "frameworks": strings.Join(f.Frameworks, " "),
		"fingerprint": f.Fingerprint, "scan_id": r.Scan.ID, "scan_started": r.Scan.Started.UTC().Format(time.RFC3339),
	}
	if f.New {
		cells["new"] = "yes"
	}
	if f.FirstSeen != nil {
		cells["first_seen"] = f.FirstSeen.UTC().Format(time.RFC3339)
	}
	if f.Muted != nil {
		cells["muted"], cells["muted_reason"] = f.Muted.By, f.Muted.Reason
	}
	return cells
}

func csvUnassessed(r *Report, u Unassessed) map[string]string {
	cells := map[string]string{
		"kind": "unassessed", "status": check.StatusUnknown.String(), "check": u.Check, "account": u.Account, "region": region(u.Region),
		"resource": u.Resource, "message": u.Message, "operation": u.Operation, "reason": string(u.Reason), "code": u.Code,
		"scan_id": r.Scan.ID, "scan_started": r.Scan.Started.UTC().Format(time.RFC3339),
	}
	for _, c := range r.Checks {
		if c.ID == u.Check {
			cells["severity"], cells["title"], cells["domain"] = c.Severity.String(), c.Title, c.Domain.String()
		}
	}
	return cells
}

// compact returns evidence as one line: "Encrypted=false; KeySpec="RSA_4096"".
func compact(all []check.Evidence) string {
	var parts []string
	for _, e := range all {
		value, err := json.Marshal(e.Value)
		if err != nil {
			value = []byte("?")
		}
		part := e.Field + "=" + string(value)
		if e.Resource != "" {
			part = e.Resource + " " + part
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "; ")
}

// formula is what a spreadsheet may take a cell for that begins with it, the
// full-width forms in some languages.
// https://owasp.org/www-community/attacks/CSV_Injection
const formula = "=+-@\t\r\uff1d\uff0b\uff0d\uff20"

// afterSemicolon is the same where a spreadsheet takes semicolons for commas.
var afterSemicolon = strings.NewReplacer(";=", ";'=", ";+", ";'+", ";-", ";'-", ";@", ";'@")

// cell returns a text that a spreadsheet shows and a terminal prints as it is.
func cell(text string) string {
	begins := strings.TrimLeft(text, " ")
	text = afterSemicolon.Replace(clean(text))
	if strings.IndexAny(begins, formula) == 0 {
		return "'" + text
	}
	return text
}
