// Package history keeps the scans of this user's accounts in one SQLite file of
// the state directory, for what has changed since. A scan is kept as its JSON
// report, cut into pieces: what is as it was before is there once.
package history

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

const fileName = "history.db"

// Keep is how long scans are kept if nobody says otherwise.
const Keep = 90 * 24 * time.Hour

// patience is how long to wait for others that write, in milliseconds. A save of
// a large account takes seconds.
const patience = "30000"

// Dir returns the directory of what programs keep of this user, by the custom of
// each system.
func Dir() (string, error) {
	home, err := os.UserHomeDir()
	if dir := stateDir(runtime.GOOS, os.Getenv, home); dir != "" {
		return dir, nil
	}
	return "", fmt.Errorf("there is no place for it: %w", err)
}

// stateDir returns the directory, or nothing if the environment says too little.
// https://specifications.freedesktop.org/basedir-spec/latest/
func stateDir(goos string, getenv func(string) string, home string) string {
	base := ""
	switch {
	case goos == "windows":
		base = getenv("LocalAppData")
	case filepath.IsAbs(getenv("XDG_STATE_HOME")): // another is to be ignored
		base = getenv("XDG_STATE_HOME")
	case home == "":
	case goos == "darwin":
		base = filepath.Join(home, "Library", "Application Support")
	default:
		base = filepath.Join(home, ".local", "state")
	}
	if base == "" {
		return ""
	}
	return filepath.Join(base, "yourside")
}

// A Store is the history while it is open.
type Store struct{ db *sql.DB }

// Use opens the history in a directory, lets somebody use it, and closes it. A
// file that is damaged is moved aside, which tell is told, and do runs again, on
// a new one.
func Use(ctx context.Context, dir string, tell func(string), do func(*Store) error) error {
	err := use(ctx, dir, do)
	if !damaged(err) {
		return err
	}
	aside, err := moveAside(ctx, dir, err)
	if err != nil {
		return err
	}
	if aside != "" {
		tell("the history is damaged, and a new one was begun; the old one is now " + aside)
	}
	return use(ctx, dir, do)
}

func use(ctx context.Context, dir string, do func(*Store) error) error {
	s, err := open(ctx, dir)
	if err != nil {
		return err
	}
	return errors.Join(do(s), s.db.Close())
}

// Exists reports whether a history was begun in a directory.
func Exists(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, fileName))
	return err == nil
}

func open(ctx context.Context, dir string) (*Store, error) {
	path := filepath.Join(dir, fileName)
	if err := errors.Join(private(dir), touch(path)); err != nil {
		return nil, err
	}
	db, err := connect(path, patience)
	if err != nil {
		return nil, err
	}
	if err := migrate(ctx, db, schema); err != nil {
		_ = db.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return &Store{db}, nil
}

// private makes the directory, and keeps others out of it.
func private(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return narrow(dir, 0o700)
}

// touch makes an empty file that only its owner may read, which SQLite itself
// would not. Its journals have the same mode.
func touch(path string) error {
	f, err := os.OpenFile(path, os.O_RDONLY|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	_ = f.Close() // nothing was written
	return narrow(path, 0o600)
}

// narrow takes from a file what others may do with it.
func narrow(path string, mode fs.FileMode) error {
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm()&^mode == 0 || runtime.GOOS == "windows" {
		return err
	}
	return os.Chmod(path, mode)
}

// connect opens a database. Of its journals SQLite's oldest is the one that
// leaves one file, can be read where nothing can be written, and is of use on
// a network's disk.
func connect(path, patience string) (*sql.DB, error) {
	slashes := filepath.ToSlash(path)
	if !strings.HasPrefix(slashes, "/") {
		slashes = "/" + slashes // of a drive
	}
	of := url.URL{Scheme: "file", Path: slashes, RawQuery: url.Values{
		"_txlock": {"immediate"}, "_pragma": {"busy_timeout(" + patience + ")", "foreign_keys(1)"},
	}.Encode()}
	db, err := sql.Open("sqlite", of.String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

// schema has a step for each version of the file. Released ones do not change.
var schema = []string{`
	CREATE TABLE scan (
		id      INTEGER PRIMARY KEY AUTOINCREMENT,
		account TEXT NOT NULL,      -- empty if it was not known
		profile TEXT NOT NULL,
		started INTEGER NOT NULL,   -- seconds since 1970, as ended
		ended   INTEGER NOT NULL,
		exit    INTEGER NOT NULL,
		failure TEXT NOT NULL,      -- why there is no report, if there is none
		cut     INTEGER NOT NULL,   -- whether it was over before its end
		head    TEXT NOT NULL       -- the report without its lists
	);
	CREATE INDEX scan_of ON scan (account, started);
	CREATE TABLE piece (
		id   INTEGER PRIMARY KEY,
		hash BLOB NOT NULL UNIQUE,  -- SHA-256 of the text
		text BLOB NOT NULL          -- gzip
	);
	CREATE TABLE part (
		scan  INTEGER NOT NULL REFERENCES scan ON DELETE CASCADE,
		n     INTEGER NOT NULL,
		piece INTEGER NOT NULL REFERENCES piece,
		PRIMARY KEY (scan, n)
	) WITHOUT ROWID;
	CREATE INDEX part_of ON part (piece);`,
}

// migrate takes a file to the newest version, in one transaction.
func migrate(ctx context.Context, db *sql.DB, steps []string) error {
	if at, err := version(ctx, db, len(steps)); err != nil || at == len(steps) {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()                     //nolint:errcheck // without effect once it is committed
	at, err := version(ctx, tx, len(steps)) // others may have been faster
	if err != nil {
		return err
	}
	for _, step := range steps[at:] {
		if _, err := tx.ExecContext(ctx, step); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, "PRAGMA user_version = "+strconv.Itoa(len(steps))); err != nil {
		return err
	}
	return tx.Commit()
}

// version returns the version of a file that this program can read.
func version(ctx context.Context, db interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}, newest int) (int, error) {
	var at int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&at); err != nil {
		return 0, err
	}
	if at > newest {
		return 0, fmt.Errorf("a newer yourside wrote this history (version %d, and this one knows %d): use that one", at, newest)
	}
	return at, nil
}

// code returns what SQLite says is wrong, without its details.
func code(err error) int {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code() & 0xff
	}
	return 0
}

func damaged(err error) bool {
	c := code(err)
	return c == sqlite3.SQLITE_CORRUPT || c == sqlite3.SQLITE_NOTADB || errors.Is(err, errDamaged)
}

// moveAside renames a damaged file, and returns its new name. It returns none if
// somebody else was faster.
func moveAside(ctx context.Context, dir string, found error) (string, error) {
	release, err := hold(ctx, filepath.Join(dir, "damaged.lock"), patience)
	if err != nil {
		return "", errors.Join(found, err)
	}
	defer release()
	path := filepath.Join(dir, fileName)
	if !damaged(use(ctx, dir, func(s *Store) error { return s.inspect(ctx) })) {
		return "", nil
	}
	aside := filepath.Join(dir, "history-damaged-"+time.Now().UTC().Format("20060102T150405.000Z")+".db")
	// A journal would be played into the new file.
	if err := os.Rename(path+"-journal", aside+"-journal"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", errors.Join(found, err)
	}
	if err := os.Rename(path, aside); err != nil {
		return "", errors.Join(found, err)
	}
	return aside, nil
}

// inspect looks at all of the file.
func (s *Store) inspect(ctx context.Context) error {
	var found string
	if err := s.db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&found); err != nil {
		return err
	}
	if found != "ok" {
		return fmt.Errorf("%w: %s", errDamaged, found)
	}
	return nil
}

var errDamaged = errors.New("the history is damaged")

// ErrBusy is what who wants to scan an account meets while a scan of it runs.
var ErrBusy = errors.New("a scan of the account is under way already")

// Lock has an account for one scan alone, until it is released or the process
// ends, however that ends.
func Lock(ctx context.Context, dir, account string) (release func(), err error) {
	if err := private(dir); err != nil {
		return nil, err
	}
	release, err = hold(ctx, filepath.Join(dir, account+".lock"), "0")
	if code(err) == sqlite3.SQLITE_BUSY {
		return nil, ErrBusy
	}
	return release, err
}

// hold locks a file as SQLite does, which works on every system: it is a
// database that nothing is ever written to.
func hold(ctx context.Context, path, patience string) (release func(), err error) {
	if err := touch(path); err != nil {
		return nil, err
	}
	db, err := connect(path, patience)
	if err != nil {
		return nil, err
	}
	if _, err := db.ExecContext(ctx, "BEGIN EXCLUSIVE"); err != nil {
		_ = db.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return func() { _ = db.Close() }, nil
}
