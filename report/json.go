package report

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Schema is the JSON Schema (draft 2020-12) of the JSON report.
//
//go:embed schema/report.schema.json
var Schema []byte

// JSON writes the report as its contract says (Schema), indented; several of
// them as a list. The entries of its long lists are written one by one: a large
// account has more of them than should be in memory.
func JSON(w io.Writer, all []*Report) error {
	buffered := bufio.NewWriterSize(w, 1<<16)
	if len(all) == 1 {
		if err := writeReport(buffered, all[0]); err != nil {
			return err
		}
		return buffered.Flush()
	}
	fmt.Fprintf(buffered, "{\n%s\"schema_version\": %q,\n%s\"reports\": [", indent, SchemaVersion, indent)
	for i, r := range all {
		if i > 0 {
			_ = buffered.WriteByte(',') // Flush returns its error
		}
		_ = buffered.WriteByte('\n')
		if err := writeReport(buffered, r); err != nil {
			return err
		}
	}
	_, _ = buffered.WriteString("]\n}\n")
	return buffered.Flush()
}

// document is a report with all that is in it.
type document struct {
	*Report
	Findings   []Finding    `json:"findings"`
	Unassessed []Unassessed `json:"unassessed"`
}

func writeReport(w *bufio.Writer, r *Report) error {
	var b bytes.Buffer
	if err := encode(&b, document{r, []Finding{}, []Unassessed{}}, indent); err != nil {
		return err
	}
	// No text of the document holds a line break, so these are the fields.
	before, after, _ := bytes.Cut(b.Bytes(), []byte("\n"+indent+`"findings": []`))
	_, _ = w.Write(before)
	if err := writeList(w, "findings", iter.Seq[Finding](r.Findings)); err != nil {
		return err
	}
	_ = w.WriteByte(',')
	if err := writeList(w, "unassessed", slices.Values(r.Unassessed)); err != nil {
		return err
	}
	if len(r.Carried) > 0 {
		_ = w.WriteByte(',')
		if err := writeList(w, "carried", slices.Values(r.Carried)); err != nil {
			return err
		}
	}
	_, after, _ = bytes.Cut(after, []byte("[]"))
	_, err := w.Write(after)
	return err
}

const indent = "  "

// writeList writes a field of the document that is a list.
func writeList[T any](w *bufio.Writer, name string, entries iter.Seq[T]) error {
	fmt.Fprintf(w, "\n%s%q: [", indent, name)
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent(indent+indent, indent)
	first := true
	for entry := range entries {
		b.Reset()
		if err := e.Encode(&entry); err != nil {
			return err
		}
		if !first {
			_ = w.WriteByte(',')
		}
		first = false
		_, _ = w.WriteString("\n" + indent + indent)
		_, _ = w.Write(escapeUnprintable(bytes.TrimSuffix(b.Bytes(), []byte("\n"))))
	}
	if !first {
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
