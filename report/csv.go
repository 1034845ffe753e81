package report

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"slices"
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
			if err := c.Write(csvFinding(r, f)); err != nil {
				return err
			}
		}
	}
	for _, r := range all {
		for _, u := range r.Unassessed {
			if err := c.Write(csvUnassessed(r, u)); err != nil {
				return err
			}
		}
	}
	c.Flush()
	return c.Error()
}

func csvFinding(r *Report, f Finding) []string {
	isNew, firstSeen, muted, reason := "", "", "", ""
	if f.New {
		isNew = "yes"
	}
	if f.FirstSeen != nil {
		firstSeen = f.FirstSeen.UTC().Format(time.RFC3339)
	}
	if f.Muted != nil {
		muted, reason = f.Muted.By, f.Muted.Reason
	}
	return cells(
		"finding", f.Status.String(), f.Severity.String(), f.Check, f.Title, f.Domain.String(), f.Resource.Account, region(f.Resource.Region),
		f.Resource.Type, f.Resource.ID, f.Resource.Name, f.Message, compact(f.Evidence), f.Remediation, strings.Join(f.Frameworks, " "),
		isNew, firstSeen, muted, reason, f.Fingerprint, "", "", "", r.Scan.ID, r.Scan.Started.UTC().Format(time.RFC3339),
	)
}

func csvUnassessed(r *Report, u Unassessed) []string {
	c := &check.Check{}
	if i := slices.IndexFunc(r.Checks, func(c *check.Check) bool { return c.ID == u.Check }); i >= 0 {
		c = r.Checks[i]
	}
	return cells(
		"unassessed", check.StatusUnknown.String(), c.Severity.String(), u.Check, c.Title, c.Domain.String(), u.Account, region(u.Region),
		"", u.Resource, "", u.Message, "", "", "",
		"", "", "", "", "", u.Operation, string(u.Reason), u.Code, r.Scan.ID, r.Scan.Started.UTC().Format(time.RFC3339),
	)
}

// cells returns a row, in the order of the head.
func cells(row ...string) []string {
	for i, text := range row {
		row[i] = cell(text)
	}
	return row
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
