package history

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"hash/crc32"
	"slices"
	"time"

	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/report"
)

// A Saving says how a scan is kept.
type Saving struct {
	Profile string        // of the AWS configuration, if one was named
	Keep    time.Duration // how long, and all that is older goes
	// Again is whether the scan goes on with an earlier one, in whose place it
	// is then.
	Again bool
}

// Save keeps a scan, and forgets those that are too old: all of it or nothing.
func (s *Store) Save(ctx context.Context, r *report.Report, how Saving) error {
	head, err := headOf(r)
	if err != nil {
		return err
	}
	return s.write(ctx, func(tx *sql.Tx) error {
		if how.Again {
			if _, err := tx.ExecContext(ctx, "DELETE FROM scan WHERE account = ? AND started = ?", r.Scan.Account, r.Scan.Started.Unix()); err != nil {
				return err
			}
		}
		id, err := insert(ctx, tx, row{
			account: r.Scan.Account, profile: how.Profile, started: r.Scan.Started, ended: r.Scan.Ended,
			exit: r.Outcome.ExitCode, cut: cut(r), head: head,
		})
		if err != nil {
			return err
		}
		c := cutter{put: func(n int, text []byte) error { return putPiece(ctx, tx, id, n, text) }}
		if err := report.JSON(&c, []*report.Report{r}); err != nil {
			return err
		}
		if err := c.end(); err != nil {
			return err
		}
		return prune(ctx, tx, r.Scan.Ended.Add(-how.Keep))
	})
}

// An Attempt is a scan that came to no report.
type Attempt struct {
	Started, Ended time.Time
	Account        string // if it is known
	ExitCode       int
	Failure        string // why
}

// Fail keeps that a scan was tried. Whose account it was to be the earlier scans
// with its profile tell.
func (s *Store) Fail(ctx context.Context, a Attempt, how Saving) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		if a.Account == "" {
			err := tx.QueryRowContext(ctx, "SELECT account FROM scan WHERE profile = ? AND account <> '' ORDER BY id DESC LIMIT 1", how.Profile).Scan(&a.Account)
			if err != nil && !errors.Is(err, sql.ErrNoRows) {
				return err
			}
		}
		if _, err := insert(ctx, tx, row{
			account: a.Account, profile: how.Profile, started: a.Started, ended: a.Ended, exit: a.ExitCode, failure: a.Failure, head: "{}",
		}); err != nil {
			return err
		}
		return prune(ctx, tx, a.Ended.Add(-how.Keep))
	})
}

// write does something in one transaction.
func (s *Store) write(ctx context.Context, do func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // without effect once it is committed
	if err := do(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// headOf returns what lists of scans are made from.
func headOf(r *report.Report) (string, error) {
	head := *r
	head.Unassessed = nil
	text, err := json.Marshal(&head)
	return string(text), err
}

// cut reports whether a scan was over before its end: it was stopped, or its
// credentials ran out. What it lacks says nothing of the account.
func cut(r *report.Report) bool {
	return r.Outcome.Interrupted || slices.ContainsFunc(r.Unassessed, func(u report.Unassessed) bool {
		return u.Reason == inventory.Interrupted || u.Reason == inventory.TimedOut || u.Reason == inventory.Expired
	})
}

type row struct {
	account, profile string
	started, ended   time.Time
	exit             int
	cut              bool
	failure, head    string
}

func insert(ctx context.Context, tx *sql.Tx, r row) (id int64, err error) {
	done, err := tx.ExecContext(ctx, "INSERT INTO scan (account, profile, started, ended, exit, failure, cut, head) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		r.account, r.profile, r.started.Unix(), r.ended.Unix(), r.exit, r.failure, r.cut, r.head)
	if err != nil {
		return 0, err
	}
	return done.LastInsertId()
}

// putPiece adds a piece to a scan. Most are there from the scan before.
func putPiece(ctx context.Context, tx *sql.Tx, scan int64, n int, text []byte) error {
	hash := sha256.Sum256(text)
	var id int64
	err := tx.QueryRowContext(ctx, "SELECT id FROM piece WHERE hash = ?", hash[:]).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		_, _ = z.Write(text) // into memory
		_ = z.Close()
		var done sql.Result
		if done, err = tx.ExecContext(ctx, "INSERT INTO piece (hash, text) VALUES (?, ?)", hash[:], packed.Bytes()); err == nil {
			id, err = done.LastInsertId()
		}
	}
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO part (scan, n, piece) VALUES (?, ?, ?)", scan, n, id)
	return err
}

// atLeast is how many scans of an account stay however old they are: there is
// something to compare the next one with, and something to compare that with.
const atLeast = 2

// prune forgets what began before a time.
func prune(ctx context.Context, tx *sql.Tx, before time.Time) error {
	gone, err := tx.ExecContext(ctx, `DELETE FROM scan WHERE started < ? AND id NOT IN (
		SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY account ORDER BY started DESC, id DESC) AS nth FROM scan WHERE failure = '')
		WHERE nth <= ?)`, before.Unix(), atLeast)
	if err != nil {
		return err
	}
	if n, err := gone.RowsAffected(); err != nil || n == 0 {
		return err
	}
	_, err = tx.ExecContext(ctx, "DELETE FROM piece WHERE NOT EXISTS (SELECT 1 FROM part WHERE part.piece = piece.id)")
	return err
}

// A cutter cuts a JSON report where entries of its lists end, at places that
// follow from the entries themselves. So a report that differs in one entry
// differs in one piece.
type cutter struct {
	put   func(n int, text []byte) error
	n     int
	piece []byte // since the last cut
	entry int    // where in it the entry begins
	line  int    // and the line
}

const (
	oneOf = 1 << 7  // entries end a piece
	most  = 1 << 21 // bytes that a piece has
)

// Write takes more of the report.
func (c *cutter) Write(text []byte) (int, error) {
	taken := len(text)
	for len(text) > 0 {
		end := bytes.IndexByte(text, '\n') + 1
		if end == 0 {
			c.piece = append(c.piece, text...)
			break
		}
		c.piece, text = append(c.piece, text[:end]...), text[end:]
		if err := c.endLine(); err != nil {
			return 0, err
		}
	}
	return taken, nil
}

func (c *cutter) endLine() error {
	line := c.piece[c.line:]
	c.line = len(c.piece)
	ends := bytes.Equal(line, []byte(entryEnd+",\n")) || bytes.Equal(line, []byte(entryEnd+"\n"))
	if ends {
		sum := crc32.ChecksumIEEE(c.piece[c.entry:])
		c.entry = len(c.piece)
		ends = sum%oneOf == 0
	}
	if !ends && len(c.piece) < most {
		return nil
	}
	return c.end()
}

// end cuts where the report has come to.
func (c *cutter) end() error {
	if len(c.piece) == 0 {
		return nil
	}
	err := c.put(c.n, c.piece)
	c.n++
	c.piece, c.entry, c.line = c.piece[:0], 0, 0
	return err
}
