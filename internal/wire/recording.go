package wire

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
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
	Checks    []string  `json:"checks"`
	Exchanges int       `json:"exchanges"` // how many, so that a cut recording is noticed
}

// Save writes the recording into a directory, readable by its owner only.
func (r Recording) Save(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("recording: %w", err)
	}
	var lines bytes.Buffer
	for _, x := range r.Exchanges {
		line, err := json.Marshal(x)
		if err != nil {
			return fmt.Errorf("recording %s: %w", x.Operation, err)
		}
		lines.Write(append(line, '\n'))
	}
	m := r.Manifest
	m.Version, m.Exchanges = recordingVersion, len(r.Exchanges)
	head, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	if err := WriteFile(filepath.Join(dir, exchangesFile), lines.Bytes()); err != nil {
		return err
	}
	return WriteFile(filepath.Join(dir, manifestFile), append(head, '\n'))
}

// WriteFile writes a file whole or not at all: beside its name, then renamed.
func WriteFile(name string, content []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*.tmp")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // no longer there after the rename
	if _, err := f.Write(content); err != nil {
		return errors.Join(err, f.Close())
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// Open reads a recording.
func Open(dir fs.FS) (Recording, error) {
	var r Recording
	head, err := fs.ReadFile(dir, manifestFile)
	if err != nil {
		return r, fmt.Errorf("this is no recording: %w", err)
	}
	if err := json.Unmarshal(head, &r.Manifest); err != nil {
		return r, fmt.Errorf("recording: %s: %w", manifestFile, err)
	}
	if v := r.Manifest.Version; v != recordingVersion {
		return r, fmt.Errorf("the recording has version %d, this program reads version %d: use the program that wrote it", v, recordingVersion)
	}
	f, err := dir.Open(exchangesFile)
	if err != nil {
		return r, fmt.Errorf("recording: %w", err)
	}
	defer f.Close()
	lines := bufio.NewReader(f)
	d := json.NewDecoder(lines)
	for d.More() {
		var x Exchange
		if err := d.Decode(&x); err != nil {
			return r, fmt.Errorf("recording: exchange %d of %s: %w", len(r.Exchanges)+1, exchangesFile, err)
		}
		r.Exchanges = append(r.Exchanges, x)
	}
	if len(r.Exchanges) != r.Manifest.Exchanges {
		return r, fmt.Errorf("the recording is cut: it has %d of %d exchanges", len(r.Exchanges), r.Manifest.Exchanges)
	}
	return r, nil
}
