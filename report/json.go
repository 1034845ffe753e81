package report

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Schema is the JSON Schema (draft 2020-12) of the JSON report.
//
//go:embed schema/report.schema.json
var Schema []byte

// JSON writes the report as its contract says (Schema), indented.
func JSON(w io.Writer, r *Report) error { return encode(w, r, "  ") }

func encode(w io.Writer, document any, indent string) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", indent)
	if err := e.Encode(document); err != nil {
		return err
	}
	_, err := w.Write(escapeUnprintable(b.Bytes()))
	return err
}

// escapeUnprintable escapes in a document what could steer a terminal or
// reorder a line, and says the same: people look at JSON too, and names come
// from strangers. Only strings can hold such characters.
func escapeUnprintable(document []byte) []byte {
	safe := make([]byte, 0, len(document))
	for len(document) > 0 {
		r, size := utf8.DecodeRune(document)
		if r == '\n' || unicode.IsPrint(r) {
			safe = append(safe, document[:size]...)
		} else {
			for _, unit := range utf16.AppendRune(nil, r) {
				safe = fmt.Appendf(safe, `\u%04x`, unit)
			}
		}
		document = document[size:]
	}
	return safe
}
