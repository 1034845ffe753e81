package wire

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// recordingVersion is the form of a recording that this program writes.
const recordingVersion = 1

const (
	manifestFile  = "manifest.json"
	exchangesFile = "exchanges.jsonl"
)

// A Recording is the wire exchanges of one scan, and what a replay must know
// to ask the same questions.
type Recording struct {
	Manifest  Manifest
	Exchanges []Exchange
}

// A Manifest says how the scan was made.
type Manifest struct {
	Version   int       `json:"version"`
	Home      string    `json:"home"` // the region of account-wide calls
	Started   time.Time `json:"started"`
	Ended     time.Time `json:"ended,omitzero"`     // not known of a scan that was killed
	Regions   []string  `json:"regions,omitempty"`  // those asked for; none means all
	Checks    []string  `json:"checks,omitempty"`   // those asked for; none means all
	Without   []string  `json:"without,omitempty"`  // flags that turn calls off
	Share     float64   `json:"api_share,omitzero"` // the most that was taken of what AWS allows; 0 if not known
	Exchanges int       `json:"exchanges"`          // how many, so that a cut recording is noticed
	// Unfinished is there if there is more to ask. What was answered is in a
	// journal, in the order of time and perhaps more than once.
	Unfinished *Unfinished `json:"unfinished,omitempty"`
}

// Unfinished says who may go on with a recording.
type Unfinished struct {
	Program string `json:"program"`           // its version
	Account string `json:"account,omitempty"` // empty if nothing was read
}

// write writes the manifest into a directory, readable by its owner only.
func (m Manifest) write(dir string) error {
	head, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	return WriteFile(filepath.Join(dir, manifestFile), 0o600, func(w io.Writer) error {
		_, err := w.Write(append(head, '\n'))
		return err
	})
}

// WriteFile writes a file whole or not at all: beside its name, then renamed.
// What is no file, such as a terminal or a pipe, is written to as it is.
func WriteFile(name string, mode os.FileMode, write func(io.Writer) error) error {
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_TRUNC, mode)
		if err != nil {
			return err
		}
		return errors.Join(write(f), f.Close())
	}
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	if info, err := os.Stat(name); err == nil {
		mode = info.Mode().Perm() // who may read it is as it was
	}
	beside := fmt.Sprintf("%s.%08x.tmp", name, rand.Uint32())
	f, err := os.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	defer os.Remove(beside) // no longer there after the rename
	if err := errors.Join(write(f), f.Close()); err != nil {
		return err
	}
	return os.Rename(beside, name)
}

// Open reads a recording, of an unfinished one what is there.
func Open(dir fs.FS) (Recording, error) {
	var r Recording
	var err error
	if r.Manifest, err = readManifest(dir); err != nil {
		return r, err
	}
	if r.Manifest.Unfinished != nil {
		r.Exchanges, err = readJournal(dir, r.Manifest)
		return r, err
	}
	f, err := dir.Open(exchangesFile)
	if err != nil {
		return r, fmt.Errorf("the recording is cut or damaged: %w", err)
	}
	defer f.Close()
	for d := json.NewDecoder(bufio.NewReader(f)); d.More(); {
		var x Exchange
		if err := d.Decode(&x); err != nil {
			return r, fmt.Errorf("the recording is cut or damaged: exchange %d of %s: %w", len(r.Exchanges)+1, exchangesFile, err)
		}
		if err := x.valid(); err != nil {
			return r, fmt.Errorf("the recording is cut or damaged: exchange %d of %s: %w", len(r.Exchanges)+1, exchangesFile, err)
		}
		r.Exchanges = append(r.Exchanges, x)
	}
	if len(r.Exchanges) != r.Manifest.Exchanges {
		return r, fmt.Errorf("the recording is cut or damaged: it has %d of %d exchanges", len(r.Exchanges), r.Manifest.Exchanges)
	}
	return r, nil
}

// readManifest reads how a recording was made.
func readManifest(dir fs.FS) (Manifest, error) {
	var m Manifest
	head, err := fs.ReadFile(dir, manifestFile)
	if err != nil {
		return m, fmt.Errorf("this is no recording: %w", err)
	}
	// The version comes first: what else another one says may have other types.
	var written struct {
		Version int `json:"version"`
	}
	if err := json.Unmarshal(head, &written); err != nil {
		return m, fmt.Errorf("the recording is cut or damaged: %s: %w", manifestFile, err)
	}
	if v := written.Version; v != recordingVersion {
		return m, fmt.Errorf("the recording has version %d, this program reads version %d: use the program that wrote it", v, recordingVersion)
	}
	if err := json.Unmarshal(head, &m); err != nil {
		return m, fmt.Errorf("the recording is cut or damaged: %s: %w", manifestFile, err)
	}
	return m, nil
}

// readJournal reads what an unfinished recording holds.
func readJournal(dir fs.FS, m Manifest) ([]Exchange, error) {
	if m.Unfinished.Account == "" {
		return nil, errors.New("the scan was stopped before anything was read: go on with it by --resume")
	}
	f, err := dir.Open(journalFile)
	if err != nil {
		return nil, fmt.Errorf("the recording is cut or damaged: %w", err)
	}
	defer f.Close()
	last := map[Call]Exchange{}
	if _, err := exchangesIn(f, func(c Call, x Exchange, _ span) { last[c] = x }); err != nil {
		return nil, fmt.Errorf("the recording is cut or damaged: %w", err)
	}
	var all []Exchange
	for _, c := range slices.SortedFunc(maps.Keys(last), Call.compare) {
		all = append(all, last[c])
	}
	return all, nil
}
