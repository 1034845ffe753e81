// Package framework knows which controls of frameworks, such as CIS AWS
// Foundations, the checks serve.
package framework

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// A Framework is one version of a list of controls.
type Framework struct {
	ID       string // as in --framework: "cis-7.0"
	Name     string // "CIS AWS Foundations"
	Version  string // "7.0"
	Controls []Control
}

// A Control is what a framework asks for.
type Control struct {
	ID string // as the framework has it: "2.1.1"
	// Manual is whether nothing that an API answers can settle it.
	Manual bool
	// Checks are the IDs of all that serve it, those that are yet to be built, too.
	Checks []string
}

//go:embed frameworks.tsv
var table string

// All returns the frameworks, ordered by ID.
var All = sync.OnceValue(func() []Framework { return mustParse(table) })

func mustParse(table string) []Framework {
	all, err := parse(table)
	if err != nil {
		panic("frameworks.tsv: " + err.Error())
	}
	return all
}

// Find returns the framework with this ID.
func Find(id string) (Framework, bool) {
	i := slices.IndexFunc(All(), func(f Framework) bool { return f.ID == id })
	if i < 0 {
		return Framework{}, false
	}
	return All()[i], true
}

// Serves reports whether a check serves one of the controls.
func (f Framework) Serves(check string) bool {
	return slices.ContainsFunc(f.Controls, func(c Control) bool { return slices.Contains(c.Checks, check) })
}

// parse reads the table: a line for each framework, followed by one for each of
// its controls.
func parse(table string) ([]Framework, error) {
	var all []Framework
	n := 0
	for line := range strings.Lines(table) {
		n++
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if head, ok := strings.CutPrefix(cells[0], "# "); ok && len(cells) == 3 {
			all = append(all, Framework{ID: head, Name: cells[1], Version: cells[2]})
			continue
		}
		if len(all) == 0 || len(cells) < 2 || len(cells) > 3 {
			return nil, fmt.Errorf("line %d is neither a framework nor a control", n)
		}
		c := Control{ID: cells[0], Manual: cells[1] == "manual"}
		if len(cells) == 3 {
			c.Checks = strings.Fields(cells[2])
		}
		if c.Manual == (len(c.Checks) > 0) {
			return nil, fmt.Errorf("line %d: a control is either manual or has checks", n)
		}
		last := &all[len(all)-1]
		last.Controls = append(last.Controls, c)
	}
	return all, nil
}
