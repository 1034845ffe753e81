package report

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/yourside/yourside/checks/check"
)

// A CSVColumn is a column of the table that CSV writes.
type CSVColumn struct{ Name, Text string }

// CSVColumns lists the columns of CSV, in their order. New ones come last.
var CSVColumns = []CSVColumn{
	{"kind", "What the row is: `finding`, `unassessed` or `control`."},
	{"status", "PASS, FAIL, UNKNOWN or NOT_APPLICABLE; empty for a manual control."},
	{"severity", "Of the check: critical, high, medium or low."},
	{"check", "ID of the check."},
	{"title", "What holds on PASS; of a control, the framework."},
	{"domain", "Of the check: data, privilege, infrastructure or detective."},
	{"account", "Its ID."},
	{"region", "`global` for what has none."},
	{"resource_type", "As CloudFormation has it."},
	{"resource", "ARN."},
	{"name", "What people call the resource."},
	{"message", "What is the case; of a control, what keeps it from passing."},
	{"evidence", "The fields that decided, `Field=value; ...`."},
	{"remediation", "How to fix it, in short."},
	{"frameworks", "All controls that the check serves, whatever was selected."},
	{"new", "`yes` if it fails and did not at the scan before."},
	{"first_seen", "When it began to fail, as far as earlier scans tell."},
	{"muted", "`baseline` or `exception`, if it fails and is accepted."},
	{"muted_reason", "What the file says."},
	{"fingerprint", "The same in each scan."},
	{"operation", "What could not be read: the operation of AWS."},
	{"reason", "Why it could not be read."},
	{"code", "The error code of AWS."},
	{"scan_id", "As in the other formats."},
	{"scan_started", "UTC."},
	{"controls", "Of a finding: the controls that it counts for, as `framework/control`, of the frameworks that were selected."},
	{"framework", "Of a control: the framework, as `--framework` has it."},
	{"control", "Its ID in the framework."},
	{"assessment", "`automated` or `manual`: nothing that an API answers settles a manual one."},
	{"control_checks", "Checks of the scan that serve it."},
	{"control_missing", "Checks that serve it and were not in the scan: with one, the control does not pass."},
	{"control_fail", "Findings behind it that fail, muted or not."},
	{"control_unknown", "Findings behind it that are unknown."},
	{"control_pass", "Findings behind it that pass."},
}

// CSV writes a row for each finding; after them one of the kind unassessed, with
// the status UNKNOWN, for each thing that a check could not see; and last one of
// the kind control for each control of the frameworks that were selected. Cells
// that a spreadsheet would take for a formula begin with an apostrophe.
func CSV(w io.Writer, all []*Report) error {
	c := csv.NewWriter(w)
	c.UseCRLF = true // RFC 4180
	var head []string
	for _, column := range CSVColumns {
		head = append(head, column.Name)
	}
	_ = c.Write(head)
	for _, r := range all {
		controls := controlsOf(r)
		for f := range r.Findings {
			if err := c.Write(csvFinding(r, f, controls[f.Check])); err != nil {
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
	for _, r := range all {
		for _, s := range r.Frameworks {
			for _, of := range s.Controls {
				if err := c.Write(csvControl(r, s, of)); err != nil {
					return err
				}
			}
		}
	}
	c.Flush()
	return c.Error()
}

// controlsOf returns by check the controls that its findings count for.
func controlsOf(r *Report) map[string]string {
	by := map[string]string{}
	for _, s := range r.Frameworks {
		for _, c := range s.Controls {
			for _, id := range c.Checks {
				by[id] = strings.TrimPrefix(by[id]+" "+s.ID+"/"+c.ID, " ")
			}
		}
	}
	return by
}

func csvFinding(r *Report, f Finding, controls string) []string {
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
		controls,
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

func csvControl(r *Report, s Standing, c ControlStanding) []string {
	assessment, status := "automated", c.Status.String()
	if c.Manual {
		assessment, status = "manual", ""
	}
	n := func(of check.Status) string { return strconv.Itoa(c.Findings[of.String()]) }
	return cells(
		"control", status, "", "", s.Name+" "+s.Version, "", r.Scan.Account, "", "", "", "", c.why(), "", "", "",
		"", "", "", "", "", "", "", "", r.Scan.ID, r.Scan.Started.UTC().Format(time.RFC3339),
		"", s.ID, c.ID, assessment, strings.Join(c.Checks, " "), strings.Join(c.Missing, " "),
		n(check.StatusFail), n(check.StatusUnknown), n(check.StatusPass),
	)
}

// cells returns a row, in the order of the columns; those that are not given are
// empty.
func cells(texts ...string) []string {
	row := make([]string, len(CSVColumns))
	for i, text := range texts {
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
