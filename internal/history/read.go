package history

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/report"
)

// An Entry is a scan in the list, without what it found.
type Entry struct {
	ID       int64     `json:"id"`
	Account  string    `json:"account"` // empty if it was not known
	Profile  string    `json:"profile,omitempty"`
	Started  time.Time `json:"started"`
	Ended    time.Time `json:"ended"`
	ExitCode int       `json:"exit_code"`
	// Failure is why the scan came to no report; there is no Report then.
	Failure string `json:"failure,omitempty"`
	// Cut is whether it was over before its end.
	Cut    bool           `json:"cut"`
	Report *report.Report `json:"report,omitempty"` // without its lists
}

// All stands for every account.
const All = ""

// List returns the scans of an account, or of all, the oldest first.
func (s *Store) List(ctx context.Context, account string) ([]Entry, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT id, account, profile, started, ended, exit, failure, cut, head FROM scan WHERE ? IN ('', account) ORDER BY started, id", account)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := []Entry{}
	for rows.Next() {
		var e Entry
		var started, ended int64
		var head string
		if err := rows.Scan(&e.ID, &e.Account, &e.Profile, &started, &ended, &e.ExitCode, &e.Failure, &e.Cut, &head); err != nil {
			return nil, err
		}
		e.Started, e.Ended = time.Unix(started, 0).UTC(), time.Unix(ended, 0).UTC()
		if e.Failure == "" {
			e.Report = new(report.Report)
			if err := json.Unmarshal([]byte(head), e.Report); err != nil {
				return nil, fmt.Errorf("scan %d of the history: %w", e.ID, err)
			}
		}
		all = append(all, e)
	}
	return all, rows.Err()
}

// Report reads a scan back. The checks that are known explain its findings.
func (s *Store) Report(ctx context.Context, id int64, known []*check.Check) (*report.Report, error) {
	return s.read(ctx, id, known, func(r io.Reader) io.Reader { return r })
}

// Last returns what a scan may be compared with: of the scans of its account the
// one that looked at most of what it looks at; of those one that came to its end,
// if there is one, and the newest. It has all of its findings, or those that fail or are
// UNKNOWN. There is none if the account is new.
func (s *Store) Last(ctx context.Context, now report.Scan, known []*check.Check, all bool) (*report.Report, error) {
	scans, err := s.List(ctx, now.Account)
	if err != nil {
		return nil, err
	}
	var last int64
	most := 0
	for _, e := range scans {
		if e.Report == nil || e.Started.After(now.Started) {
			continue
		}
		n := 2 * shared(e.Report.Scan.Checks, now.Checks) * shared(e.Report.Scan.Regions, now.Regions)
		if n > 0 && !e.Cut {
			n++
		}
		if n > 0 && n >= most {
			last, most = e.ID, n
		}
	}
	if last == 0 {
		return nil, nil //nolint:nilnil // there is none, and nothing is wrong
	}
	if all {
		return s.Report(ctx, last, known)
	}
	return s.read(ctx, last, known, func(r io.Reader) io.Reader { return &standing{from: bufio.NewReaderSize(r, 1<<16)} })
}

// shared counts what two lists have in common.
func shared(a, b []string) int {
	n := 0
	for _, v := range a {
		if slices.Contains(b, v) {
			n++
		}
	}
	return n
}

func (s *Store) read(ctx context.Context, id int64, known []*check.Check, through func(io.Reader) io.Reader) (*report.Report, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT piece.text FROM part JOIN piece ON piece.id = part.piece WHERE part.scan = ? ORDER BY part.n", id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all, err := report.Read(through(&pieces{rows: rows}), known)
	if err == nil && len(all) != 1 {
		err = errors.New("it is not one report")
	}
	if err != nil {
		return nil, fmt.Errorf("scan %d of the history: %w", id, err)
	}
	return all[0], nil
}

// pieces are the text of a report.
type pieces struct {
	rows *sql.Rows
	text io.Reader // of one piece
}

// Read reads on, from one piece to the next.
func (p *pieces) Read(into []byte) (int, error) {
	for {
		if p.text != nil {
			n, err := p.text.Read(into)
			if n > 0 || !errors.Is(err, io.EOF) {
				return n, ignoreEnd(err)
			}
			p.text = nil
		}
		if !p.rows.Next() {
			return 0, cmp.Or(p.rows.Err(), io.EOF)
		}
		var packed []byte
		if err := p.rows.Scan(&packed); err != nil {
			return 0, err
		}
		var err error
		if p.text, err = gzip.NewReader(bytes.NewReader(packed)); err != nil {
			return 0, err
		}
	}
}

// ignoreEnd leaves out the end of a piece, which is not that of the report.
func ignoreEnd(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// How report.JSON lays out the entries of a list.
const (
	listBegin  = `  "findings": [`
	entryBegin = "    {"
	entryEnd   = "    }"
	listEnd    = "  ]"
)

// standing passes on a JSON report without the findings that pass or do not
// apply, which are most of them and of no use for what changed.
type standing struct {
	from   *bufio.Reader
	within bool   // the list of findings
	any    bool   // whether one was passed on
	out    []byte // to be read next
	err    error
}

// Read reads on.
func (s *standing) Read(into []byte) (int, error) {
	for len(s.out) == 0 {
		if s.err != nil {
			return 0, s.err
		}
		s.step()
	}
	n := copy(into, s.out)
	s.out = s.out[n:]
	return n, nil
}

// step takes a line, or a finding.
func (s *standing) step() {
	line, err := s.from.ReadBytes('\n')
	s.err = err
	trimmed := string(bytes.TrimRight(line, ",\n"))
	switch {
	case !s.within:
		s.within = trimmed == listBegin
		s.out = line
	case trimmed == entryBegin:
		s.finding(line)
	default:
		s.within = trimmed != listEnd
		s.out = line
	}
}

// finding takes the rest of a finding.
func (s *standing) finding(text []byte) {
	for s.err == nil {
		line, err := s.from.ReadBytes('\n')
		s.err = err
		text = append(text, line...)
		if string(bytes.TrimRight(line, ",\n")) == entryEnd {
			break
		}
	}
	_, status, _ := bytes.Cut(text, []byte("\n"))
	status, _, _ = bytes.Cut(status, []byte("\n"))
	for _, other := range []check.Status{check.StatusPass, check.StatusNotApplicable} {
		if bytes.Contains(status, []byte(`"status": "`+other.String()+`"`)) {
			return
		}
	}
	text = bytes.TrimRight(text, ",\n")
	if s.any {
		s.out = append(s.out, ',')
	}
	s.any = true
	s.out = append(append(s.out, text...), '\n')
}
