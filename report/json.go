package report

import (
	_ "embed"
	"encoding/json"
	"io"
)

// Schema is the JSON Schema (draft 2020-12) of the JSON report.
//
//go:embed schema/report.schema.json
var Schema []byte

// JSON writes the report as its contract says (Schema), indented.
func JSON(w io.Writer, r *Report) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(r)
}
