package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
)

// A jsonlScan is what a line says of a whole scan.
type jsonlScan struct {
	Kind          string   `json:"kind"`
	SchemaVersion string   `json:"schema_version"`
	Tool          Tool     `json:"tool"`
	Scan          Scan     `json:"scan"`
	Outcome       Outcome  `json:"outcome"`
	Coverage      Coverage `json:"coverage"`
	Summary       Summary  `json:"summary"`
	// Frameworks are those that the scan was selected by.
	Frameworks []Standing `json:"frameworks,omitempty"`
}

// A jsonlFinding is a finding that needs no other line.
type jsonlFinding struct {
	Kind    string `json:"kind"`
	ScanID  string `json:"scan_id"`
	Account string `json:"account"`
	Finding
}

type jsonlUnassessed struct {
	Kind   string `json:"kind"`
	ScanID string `json:"scan_id"`
	Unassessed
}

// JSONL writes one JSON object a line, with the fields of the JSON report: first
// the scans, then the findings, last what was not assessed, told apart by kind.
func JSONL(w io.Writer, all []*Report) error {
	e := newEntries(w, "", "\n", "\n")
	for _, r := range all {
		e.add(jsonlScan{"scan", r.SchemaVersion, r.Tool, r.Scan, r.Outcome, r.Coverage, r.Summary, r.Frameworks})
	}
	for _, r := range all {
		for f := range r.Findings {
			if !e.add(jsonlFinding{"finding", r.Scan.ID, f.Resource.Account, f}) {
				break
			}
		}
	}
	for _, r := range all {
		for _, u := range r.Unassessed {
			e.add(jsonlUnassessed{"unassessed", r.Scan.ID, u})
		}
	}
	return e.end()
}

// entries are JSON values that are written one by one: a large account has more
// of them than should be in memory.
type entries struct {
	w              *bufio.Writer
	between, after string
	b              bytes.Buffer
	json           *json.Encoder
	n              int
	err            error
}

// newEntries returns a writer of values with these texts before, between and
// after them.
func newEntries(w io.Writer, before, between, after string) *entries {
	e := &entries{w: bufio.NewWriterSize(w, 1<<16), between: between, after: after}
	e.json = json.NewEncoder(&e.b)
	_, e.err = e.w.WriteString(before)
	return e
}

// newArray returns a writer of values that are one JSON array, one a line.
func newArray(w io.Writer) *entries { return newEntries(w, "[\n", ",\n", "\n]\n") }

// add writes a value, and reports whether that is of use: it is not after an
// error, which end returns.
func (e *entries) add(value any) bool {
	if e.err != nil {
		return false
	}
	e.b.Reset()
	if e.err = e.json.Encode(value); e.err != nil {
		return false
	}
	if e.n++; e.n > 1 {
		_, _ = e.w.WriteString(e.between) // the next one returns its error
	}
	_, e.err = e.w.Write(escapeUnprintable(bytes.TrimSuffix(e.b.Bytes(), []byte("\n"))))
	return e.err == nil
}

// end writes what comes after the last value, and returns the first error.
func (e *entries) end() error {
	if e.err != nil {
		return e.err
	}
	_, _ = e.w.WriteString(e.after)
	return e.w.Flush()
}
