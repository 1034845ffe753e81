package report

import (
	"encoding/json"
	"io"
)

// JSON writes the report as its contract says, indented.
func JSON(w io.Writer, r *Report) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(r)
}
