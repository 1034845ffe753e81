package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/yourside/yourside/internal/wire"
	"github.com/yourside/yourside/report"
)

// stdout stands for the standard output among paths.
const stdout = "-"

// An output is a report in one format at one place.
type output struct {
	format report.Format
	path   string
}

// parseOutputs reads the values of -o, and makes sure that each can be written:
// a scan takes minutes, and its results must not be lost for a typing error.
func parseOutputs(specs []string, formats []report.Format) ([]output, error) {
	var all []output
	for i, s := range specs {
		o, err := parseOutput(s, formats)
		if err != nil && i > 0 && strings.Contains(specs[i-1], "=") {
			return nil, usage("%w If the comma before it is part of the path, quote the output: -o '\"%s,%s\"'", err, specs[i-1], s)
		}
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(all, func(other output) bool { return same(o.path, other.path) }) {
			return nil, usage("-o %s: another output goes to %s already", s, o.name())
		}
		if err := o.writable(); err != nil {
			return nil, usage("-o %s: %w", s, err)
		}
		all = append(all, o)
	}
	return all, nil
}

func parseOutput(spec string, formats []report.Format) (output, error) {
	known := names(formats)
	name, path, given := strings.Cut(spec, "=")
	i := slices.Index(known, name)
	switch {
	case i < 0:
		return output{}, usage("there is no format %q; did you mean %q?", name, nearest(name, known))
	case !given:
		path = stdout
	case path == "":
		return output{}, usage("-o %s: the path is empty", spec)
	}
	return output{formats[i], path}, nil
}

// same reports whether both are one file, whatever links lead to it.
func same(a, b string) bool {
	if a == stdout || b == stdout {
		return a == b
	}
	return target(a) == target(b)
}

// target returns where a file is, or will be.
func target(path string) string {
	if file, err := filepath.EvalSymlinks(path); err == nil {
		path = file
	} else if dir, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		path = filepath.Join(dir, filepath.Base(path))
	}
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

func (o output) name() string {
	if o.path == stdout {
		return "the standard output"
	}
	return o.path
}

func (o output) writable() error {
	if o.path == stdout {
		return nil
	}
	if info, err := os.Stat(o.path); err == nil && info.IsDir() {
		return fmt.Errorf("%s is a directory", o.path)
	} else if err == nil && !info.Mode().IsRegular() {
		return nil // a terminal or a pipe
	}
	return writableDir(filepath.Dir(o.path))
}

func writableDir(dir string) error {
	f, err := os.CreateTemp(dir, ".yourside-*.tmp")
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no directory %s: create it first", dir)
	}
	if err != nil {
		return fmt.Errorf("the directory %s cannot be written to: %w", dir, errors.Unwrap(err))
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// newDir makes sure that a recording can be written into the directory, and
// that it mixes with nothing there. If it makes the directory, leave removes it
// again unless something is in it.
func newDir(dir string) (leave func(), err error) {
	leave = func() {}
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		err = os.MkdirAll(dir, 0o700)
		leave = func() { _ = os.Remove(dir) } // which fails if it is of use
	}
	switch {
	case err != nil:
		return leave, err
	case len(entries) > 0:
		return leave, fmt.Errorf("%s is not empty: name a new directory", dir)
	}
	return leave, writableDir(dir)
}

// write writes the reports to all outputs, and to as many as it can.
func (p *program) write(all []*report.Report, j job) error {
	var failed []error
	for _, o := range j.outputs {
		reports := all
		if j.flags.redact && (o.format.Name == "text" || o.format.Name == "markdown") {
			reports = redactedReports(all)
		}
		write := o.format.Write
		switch o.format.Name {
		case "text":
			write = p.style(o, j.flags).Text
		case "sarif":
			write = report.Alerts{Suppressed: j.flags.suppressed, Revision: ciRevision()}.SARIF
		}
		for part, some := range o.parts(reports) {
			failed = append(failed, p.put(part, j, func(w io.Writer) error { return write(w, some) }))
		}
	}
	return errors.Join(failed...)
}

func redactedReports(all []*report.Report) []*report.Report {
	var some []*report.Report
	for _, r := range all {
		some = append(some, r.Redacted())
	}
	return some
}

// parts yields the files that reports go to: one, but that SARIF has a limit, and
// goes on in name-2.sarif.
func (o output) parts(all []*report.Report) iter.Seq2[output, []*report.Report] {
	return func(yield func(output, []*report.Report) bool) {
		if o.format.Name != "sarif" || o.path == stdout {
			yield(o, all)
			return
		}
		n := 0
		for some := range slices.Chunk(all, report.MaxRuns) {
			part := o
			if n++; n > 1 {
				end := filepath.Ext(o.path)
				part.path = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(o.path, end), n, end)
			}
			if !yield(part, some) {
				return
			}
		}
	}
}

// style is how text is laid out there.
func (p *program) style(o output, f scanFlags) report.Style {
	style := report.Style{All: f.verbose}
	if o.path == stdout {
		style.Width, style.Color = columns(p.out.Writer), colored(p.out.Writer, f.noColor)
	}
	return style
}

// put writes a document to where an output goes.
func (p *program) put(o output, j job, write func(io.Writer) error) error {
	if o.path == stdout {
		if err := write(p.out); err != nil {
			return usage("writing %s to %s: %w", o.format.Name, o.name(), err)
		}
		return nil
	}
	if err := wire.WriteFile(o.path, 0o644, write); err != nil {
		return usage("writing %s to %s: %w", o.format.Name, o.name(), err)
	}
	j.say.line("wrote %s", o.path)
	return nil
}
