package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
)

// A truth is one case: what AWS answered or what there is, and what must be
// said of it.
type truth struct {
	Name   string // of the file, without its ending
	Check  string
	Why    string // one line: what a naive implementation gets wrong
	Source string // the page of AWS that says so, or the issue of a scanner that got it wrong
	Want   []want

	settings  map[string]any
	tables    map[string][]byte // rows as JSON, by the table's name
	gaps      []gap
	exchanges []wire.Exchange
}

// A want is a finding that must be there.
type want struct {
	Status   check.Status
	About    string   // the end of the resource's ARN
	Region   string   // that it must be in, if it is said
	Evidence []string // the fields that the evidence must name
}

// A gap is a part of a table that was not read.
type gap struct {
	Table     string           `json:"table"`
	Region    string           `json:"region"`
	ARN       string           `json:"arn"` // empty for a whole region or account
	Operation string           `json:"operation"`
	Reason    inventory.Reason `json:"reason"`
}

// load reads all cases, ordered by check and name.
func load(dir fs.FS) ([]truth, error) {
	var all []truth
	err := fs.WalkDir(dir, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".txtar" {
			return err
		}
		text, err := fs.ReadFile(dir, name)
		if err != nil {
			return err
		}
		c, err := parse(strings.TrimSuffix(path.Base(name), ".txtar"), text)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, c)
		return nil
	})
	slices.SortFunc(all, func(a, b truth) int {
		return strings.Compare(a.Check+"\x00"+a.Name, b.Check+"\x00"+b.Name)
	})
	return all, err
}

// parse reads one file: a head of "key: value" lines, then a section for each
// table that is not empty, for gaps and for exchanges.
func parse(name string, text []byte) (truth, error) {
	archive := txtar.Parse(text)
	c := truth{Name: name, settings: map[string]any{}, tables: map[string][]byte{}}
	for line := range strings.Lines(string(archive.Comment)) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		key, value, ok := strings.Cut(line, ": ")
		if !ok {
			return c, fmt.Errorf("the line %q is not of the form key: value", line)
		}
		if err := c.set(key, value); err != nil {
			return c, err
		}
	}
	for _, f := range archive.Files {
		if err := c.section(f.Name, f.Data); err != nil {
			return c, fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	return c, c.complete()
}

func (c *truth) set(key, value string) error {
	switch key {
	case "check":
		c.Check = value
	case "why":
		c.Why = value
	case "source":
		c.Source = value
	case "want":
		w, err := parseWant(value)
		c.Want = append(c.Want, w)
		return err
	case "set":
		name, text, ok := strings.Cut(value, " = ")
		var v any
		if err := json.Unmarshal([]byte(text), &v); !ok || err != nil {
			return fmt.Errorf("set: %q is not of the form parameter = JSON", value)
		}
		c.settings[name] = v
	default:
		return fmt.Errorf("there is no key %q", key)
	}
	return nil
}

// parseWant reads "FAIL bucket/a in us-east-1 by Policy, Grants"; all but the
// status may be left out.
func parseWant(text string) (want, error) {
	var w want
	text, fields, _ := strings.Cut(text, " by ")
	if fields != "" {
		w.Evidence = strings.Split(fields, ", ")
	}
	text, w.Region, _ = strings.Cut(text, " in ")
	status, about, _ := strings.Cut(text, " ")
	w.About = about
	return w, w.Status.UnmarshalText([]byte(status))
}

func (c *truth) section(name string, data []byte) error {
	switch name {
	case "gaps":
		return json.Unmarshal(data, &c.gaps)
	case "exchanges":
		for d := json.NewDecoder(bytes.NewReader(data)); d.More(); {
			var x wire.Exchange
			if err := d.Decode(&x); err != nil {
				return err
			}
			c.exchanges = append(c.exchanges, x)
		}
		return nil
	}
	c.tables[name] = data
	return nil
}

func (c *truth) complete() error {
	switch {
	case c.Check == "" || c.Why == "" || c.Source == "":
		return errors.New("check, why and source must be set")
	case len(c.Want) == 0:
		return errors.New("it wants nothing")
	case len(c.exchanges) > 0 && len(c.tables)+len(c.gaps) > 0:
		return errors.New("it has exchanges and tables: a case is either")
	}
	for _, w := range c.Want {
		if len(w.Evidence) == 0 && (w.Status == check.StatusPass || w.Status == check.StatusFail) {
			return fmt.Errorf("%s without the evidence that it must name", w.Status)
		}
	}
	return nil
}

// parts are the tables of the case, those that the check declares and the case
// does not give being empty.
func (c *truth) parts(of *check.Check) ([]inventory.Part, error) {
	var parts []inventory.Part
	left := len(c.tables)
	for _, h := range of.Needs() {
		rows, ok := c.tables[h.Name()]
		if !ok {
			rows = []byte("[]")
		} else {
			left--
		}
		rows, err := complete(rows)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", h.Name(), err)
		}
		p, err := h.Parse(rows)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", h.Name(), err)
		}
		parts = append(parts, p)
		for _, g := range c.gaps {
			if g.Table == h.Name() {
				parts = append(parts, h.Missing(g.gap()))
			}
		}
	}
	if left > 0 {
		return nil, fmt.Errorf("it gives a table that %s does not read", of.ID)
	}
	return parts, nil
}

func (g gap) gap() inventory.Gap {
	subject := checktest.Account.In(g.Region)
	if g.ARN != "" {
		subject.Type, subject.ID, subject.ARN = "", "", g.ARN
	}
	return inventory.Gap{Subject: subject, Operation: g.Operation, Reason: g.Reason}
}
