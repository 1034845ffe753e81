package wire

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

const journalFile = "journal.jsonl"

// A Journal is a recording under way. Each exchange is on disk as soon as it is
// there, so that a scan that is stopped, or killed, can be gone on with.
type Journal struct {
	dir   string
	fresh bool // made by this scan

	mu       sync.Mutex
	manifest Manifest
	file     *os.File
	size     int64 // of what is whole in the file
	named    bool  // whether it is known whose account it is
	early    []entry
	at       map[Call]span
	earlier  map[Call]bool // what the scan before this one was told, not asked for yet
	failed   error
}

// An entry is an exchange as it is written.
type entry struct {
	call Call
	line []byte
}

// A span is where the last exchange of a call is in the journal.
type span struct {
	at  int64
	len int
}

// Begin begins a recording in a directory, which it makes if there is none. Only
// the same version of the program can go on with it.
func Begin(dir string, m Manifest, program string) (*Journal, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(filepath.Join(dir, journalFile), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	m.Version, m.Unfinished = recordingVersion, &Unfinished{Program: program}
	j := &Journal{dir: dir, fresh: true, file: f, manifest: m, at: map[Call]span{}}
	if err := errors.Join(lock(f), m.write(dir)); err != nil {
		return nil, errors.Join(err, j.Close())
	}
	return j, nil
}

// Resume goes on with a recording. What it holds is not asked for again, but
// for the live operations and for what AWS may answer better now.
func Resume(dir, program string, live ...string) (*Journal, error) {
	f, err := os.OpenFile(filepath.Join(dir, journalFile), os.O_RDWR, 0)
	if err == nil {
		if err := lock(f); err != nil { // what the manifest says may change until then
			return nil, errors.Join(err, f.Close())
		}
	}
	// Who finishes a recording removes its journal: the manifest says more.
	m, unread := readManifest(os.DirFS(dir))
	switch {
	case unread == nil && m.Unfinished == nil:
		unread = errors.New("the recording is finished, there is nothing left to ask: name it by --replay")
	case unread == nil && m.Unfinished.Program != program:
		unread = fmt.Errorf("yourside %s was recording into it, this is %s: go on with that one", m.Unfinished.Program, program)
	case unread == nil && err != nil:
		unread = fmt.Errorf("the recording cannot be gone on with: %w", err)
	}
	j := &Journal{dir: dir, file: f, manifest: m, at: map[Call]span{}, earlier: map[Call]bool{}}
	if unread == nil {
		unread = j.read(live)
	}
	if unread != nil {
		return nil, errors.Join(unread, j.Close())
	}
	return j, nil
}

// read finds what is in the journal.
func (j *Journal) read(live []string) error {
	if j.manifest.Unfinished.Account != "" { // or else it says nothing of anybody
		var err error
		j.size, err = exchangesIn(j.file, func(c Call, _ Exchange, where span) {
			j.at[c] = where
			j.earlier[c] = !slices.Contains(live, c.Operation)
		})
		if err != nil {
			return err
		}
	}
	// A scan that was killed while it wrote a file leaves that beside its name.
	for _, name := range []string{manifestFile, exchangesFile} {
		cut, err := fs.Glob(os.DirFS(j.dir), name+".*.tmp")
		for _, file := range cut {
			err = errors.Join(err, os.Remove(filepath.Join(j.dir, file)))
		}
		if err != nil {
			return err
		}
	}
	return j.file.Truncate(j.size)
}

// exchangesIn finds the exchanges in a journal and returns how long it is as
// far as it is whole. What is no exchange was lost when the scan was killed, or
// with the power: it is as if it had not been asked for.
func exchangesIn(r io.Reader, found func(Call, Exchange, span)) (size int64, err error) {
	for lines := bufio.NewReader(r); ; {
		line, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return size, nil
		}
		if err != nil {
			return size, err
		}
		var x Exchange
		if json.Unmarshal(line, &x) == nil && x.valid() == nil {
			call, _ := x.call() // or else it would not be valid
			found(call, x, span{size, len(line)})
		}
		size += int64(len(line))
	}
}

// Dir returns where the recording is.
func (j *Journal) Dir() string { return j.dir }

// Manifest returns how the scan is made.
func (j *Journal) Manifest() Manifest {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.manifest
}

// Took notes that the scan goes on with so much of what AWS allows, and returns
// the most that it took at any time.
func (j *Journal) Took(share float64) float64 {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.manifest.Share = max(j.manifest.Share, share)
	return j.manifest.Share
}

// An AnotherAccountError is that a recording is not of this account.
type AnotherAccountError struct{ Recorded, Account string }

func (e *AnotherAccountError) Error() string {
	return fmt.Sprintf("it is a recording of the account %s, and these are credentials of %s: sign in to the first", e.Recorded, e.Account)
}

// Of says whose account it is. Before that nothing is written, so that a
// recording never holds two.
func (j *Journal) Of(account string) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	was := *j.manifest.Unfinished
	if was.Account != "" && was.Account != account {
		return &AnotherAccountError{was.Account, account}
	}
	j.named = true
	for _, e := range j.early {
		j.append(e)
	}
	j.early = nil
	if j.failed != nil || was.Account != "" {
		return j.failed
	}
	j.manifest.Unfinished = &Unfinished{was.Program, account}
	return j.manifest.write(j.dir)
}

// keep writes an exchange. If that fails the scan goes on, and Finish says so.
func (j *Journal) keep(c Call, x Exchange) {
	line, err := x.line()
	j.mu.Lock()
	defer j.mu.Unlock()
	switch {
	case err != nil:
		j.failed = cmp.Or(j.failed, err)
	case !j.named:
		j.early = append(j.early, entry{c, line})
	default:
		j.append(entry{c, line})
	}
}

func (j *Journal) append(e entry) {
	if j.failed != nil {
		return // the disk may have room again, but not all would be there
	}
	if _, j.failed = j.file.WriteAt(e.line, j.size); j.failed == nil {
		j.at[e.call] = span{j.size, len(e.line)}
		j.size += int64(len(e.line))
	}
}

// take returns what the scan before this one was told. It does so once: who
// asks again waits for a change.
func (j *Journal) take(c Call) (Exchange, bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if !j.earlier[c] {
		return Exchange{}, false
	}
	delete(j.earlier, c)
	line, err := j.line(c)
	if err != nil {
		return Exchange{}, false
	}
	var x Exchange
	err = json.Unmarshal(line, &x)
	return x, err == nil
}

// line returns the last exchange of a call as it is written.
func (j *Journal) line(c Call) ([]byte, error) {
	where := j.at[c]
	line := make([]byte, where.len)
	_, err := j.file.ReadAt(line, where.at)
	return line, err
}

// Stop leaves the recording as it is, to be gone on with.
func (j *Journal) Stop(ended time.Time) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.manifest.Ended = ended
	return cmp.Or(j.failed, j.manifest.write(j.dir))
}

// Finish makes it a whole recording, in an order that does not depend on time.
func (j *Journal) Finish(ended time.Time) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.failed != nil {
		return j.failed
	}
	calls := slices.SortedFunc(maps.Keys(j.at), Call.compare)
	err := WriteFile(filepath.Join(j.dir, exchangesFile), 0o600, func(w io.Writer) error {
		buffered := bufio.NewWriterSize(w, 1<<20)
		for _, c := range calls {
			line, err := j.line(c)
			if err != nil {
				return err
			}
			if _, err := buffered.Write(line); err != nil {
				return err
			}
		}
		return buffered.Flush()
	})
	if err != nil {
		return err
	}
	m := j.manifest
	m.Ended, m.Exchanges, m.Unfinished = ended, len(calls), nil
	if err := m.write(j.dir); err != nil {
		return err
	}
	j.manifest = m
	return errors.Join(j.file.Close(), os.Remove(filepath.Join(j.dir, journalFile)))
}

// Close lets go of the directory. If nothing was read, no recording is left.
func (j *Journal) Close() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	err := j.file.Close()
	if errors.Is(err, os.ErrInvalid) || errors.Is(err, os.ErrClosed) {
		err = nil
	}
	if !j.fresh || j.named {
		return err
	}
	for _, name := range []string{manifestFile, journalFile} {
		if gone := os.Remove(filepath.Join(j.dir, name)); !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, gone)
		}
	}
	return err
}

// line returns the exchange as a line of a recording.
func (x Exchange) line() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // people read recordings
	if err := e.Encode(x); err != nil {
		return nil, fmt.Errorf("recording %s: %w", x.Operation, err)
	}
	return b.Bytes(), nil
}
