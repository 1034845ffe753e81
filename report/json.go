package report

import (
	"bufio"
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

// JSON writes the report as its contract says (Schema), indented. The entries of
// its long lists are written one by one: a large account has more of them than
// should be in memory twice.
func JSON(w io.Writer, r *Report) error {
	brief := *r
	brief.Findings, brief.Unassessed = []Finding{}, []Unassessed{}
	var b bytes.Buffer
	if err := encode(&b, brief, indent); err != nil {
		return err
	}
	// No text of the document holds a line break, so these are the fields.
	before, rest, _ := bytes.Cut(b.Bytes(), []byte("\n"+indent+`"findings": []`))
	between, after, _ := bytes.Cut(rest, []byte("\n"+indent+`"unassessed": []`))
	buffered := bufio.NewWriterSize(w, 1<<16)
	_, _ = buffered.Write(before) // Flush returns its error
	if err := writeList(buffered, "findings", r.Findings); err != nil {
		return err
	}
	_, _ = buffered.Write(between)
	if err := writeList(buffered, "unassessed", r.Unassessed); err != nil {
		return err
	}
	_, _ = buffered.Write(after)
	return buffered.Flush()
}

const indent = "  "

// writeList writes a field of the document that is a list.
func writeList[T any](w *bufio.Writer, name string, entries []T) error {
	fmt.Fprintf(w, "\n%s%q: [", indent, name)
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent(indent+indent, indent)
	for i := range entries {
		b.Reset()
		if err := e.Encode(&entries[i]); err != nil {
			return err
		}
		if i > 0 {
			_ = w.WriteByte(',')
		}
		_, _ = w.WriteString("\n" + indent + indent)
		_, _ = w.Write(escapeUnprintable(bytes.TrimSuffix(b.Bytes(), []byte("\n"))))
	}
	if len(entries) > 0 {
		_, _ = w.WriteString("\n" + indent)
	}
	return w.WriteByte(']')
}

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
