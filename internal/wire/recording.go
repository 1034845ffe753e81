package wire

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
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
	Ended     time.Time `json:"ended"`
	Regions   []string  `json:"regions,omitempty"` // those asked for; none means all
	Checks    []string  `json:"checks,omitempty"`  // those asked for; none means all
	Without   []string  `json:"without,omitempty"` // flags that turn calls off
	Exchanges int       `json:"exchanges"`         // how many, so that a cut recording is noticed
}

// Save writes the recording into a directory, readable by its owner only.
func (r Recording) Save(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("recording: %w", err)
	}
	var lines bytes.Buffer
	e := json.NewEncoder(&lines)
	e.SetEscapeHTML(false) // people read recordings
	for _, x := range r.Exchanges {
		if err := e.Encode(x); err != nil {
			return fmt.Errorf("recording %s: %w", x.Operation, err)
		}
	}
	m := r.Manifest
	m.Version, m.Exchanges = recordingVersion, len(r.Exchanges)
	head, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	if err := WriteFile(filepath.Join(dir, exchangesFile), lines.Bytes(), 0o600); err != nil {
		return err
	}
	return WriteFile(filepath.Join(dir, manifestFile), append(head, '\n'), 0o600)
}

// WriteFile writes a file whole or not at all: beside its name, then renamed.
// What is no file, such as a terminal or a pipe, is written to as it is.
func WriteFile(name string, content []byte, mode os.FileMode) error {
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return os.WriteFile(name, content, mode)
	} else if err == nil {
		mode = info.Mode().Perm() // who may read it is as it was
	}
	beside := fmt.Sprintf("%s.%08x.tmp", name, rand.Uint32())
	f, err := os.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	defer os.Remove(beside) // no longer there after the rename
	_, err = f.Write(content)
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(beside, name)
}

// Open reads a recording.
func Open(dir fs.FS) (Recording, error) {
	var r Recording
	head, err := fs.ReadFile(dir, manifestFile)
	if err != nil {
		return r, fmt.Errorf("this is no recording: %w", err)
	}
	// The version comes first: what else another one says may have other types.
	var written struct {
		Version int `json:"version"`
	}
	if err := json.Unmarshal(head, &written); err != nil {
		return r, fmt.Errorf("the recording is cut or damaged: %s: %w", manifestFile, err)
	}
	if v := written.Version; v != recordingVersion {
		return r, fmt.Errorf("the recording has version %d, this program reads version %d: use the program that wrote it", v, recordingVersion)
	}
	if err := json.Unmarshal(head, &r.Manifest); err != nil {
		return r, fmt.Errorf("the recording is cut or damaged: %s: %w", manifestFile, err)
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
