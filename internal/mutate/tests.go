package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A goPackage is one that is measured, as `go list` tells of it.
type goPackage struct {
	ImportPath, Dir, Name string
	GoFiles               []string

	binary string // its tests, built with the mutants of all
}

func list(ctx context.Context, patterns []string) ([]*goPackage, error) {
	cmd := exec.CommandContext(ctx, "go", append([]string{"list", "-json=ImportPath,Dir,Name,GoFiles"}, patterns...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	var all []*goPackage
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		p := &goPackage{}
		if err := d.Decode(p); err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		all = append(all, p)
	}
	return all, nil
}

// build builds the tests of the package, which it may not have any of.
func (p *goPackage) build(ctx context.Context, overlay, binary string) error {
	if out, err := exec.CommandContext(ctx, "go", "test", "-c", "-overlay", overlay, "-o", binary, p.ImportPath).CombinedOutput(); err != nil {
		return fmt.Errorf("the tests of %s: %w: %s", p.ImportPath, err, out)
	}
	if _, err := os.Stat(binary); err == nil {
		p.binary = binary
	}
	return nil
}

func (p *goPackage) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, p.binary, args...)
	cmd.Dir = p.Dir
	cmd.WaitDelay = time.Second
	return cmd
}

// A test is one of a package, and how long it takes.
type test struct {
	of   *goPackage
	name string
	took time.Duration
}

var testName = regexp.MustCompile(`(?m)^(?:Test|Fuzz)\w*$`)

// come runs each test of the package without a mutant, and adds it to those that
// come by a mutant.
func (p *goPackage) come(ctx context.Context, dir string, tests map[int][]*test) error {
	if p.binary == "" {
		return nil
	}
	names, err := p.command(ctx, "-test.list=.").Output()
	if err != nil {
		return fmt.Errorf("the tests of %s: %w", p.ImportPath, err)
	}
	for _, name := range testName.FindAllString(string(names), -1) {
		t := &test{of: p, name: name, took: time.Minute}
		file := filepath.Join(dir, name)
		began := time.Now()
		fails, err := run(ctx, []*test{t}, reachedVar+"="+file)
		if err != nil || fails {
			return errors.Join(err, fmt.Errorf("%s of %s fails, or takes minutes", name, p.ImportPath))
		}
		t.took = time.Since(began)
		reached, err := os.ReadFile(file)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
		for line := range strings.Lines(string(reached)) {
			id, err := strconv.Atoi(strings.TrimSpace(line))
			if err != nil {
				return err
			}
			tests[id] = append(tests[id], t)
		}
	}
	return nil
}

// run runs some tests of one package with a setting of the mutants, and reports
// whether one fails. What takes far longer than before does.
func run(ctx context.Context, tests []*test, setting string) (fails bool, err error) {
	names := make([]string, len(tests))
	limit := 5 * time.Second
	for i, t := range tests {
		names[i] = t.name
		limit += 10 * t.took
	}
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	cmd := tests[0].of.command(limited, "-test.failfast", "-test.run=^("+strings.Join(names, "|")+")$")
	cmd.Env = append(os.Environ(), setting)
	switch err := cmd.Run(); {
	case err == nil:
		return false, nil
	case ctx.Err() != nil:
		return false, ctx.Err()
	case limited.Err() != nil, errors.As(err, new(*exec.ExitError)):
		return true, nil
	default:
		return false, err
	}
}

// kill runs the tests that come by a mutant until one fails: those of its own
// package first, the quickest first, a few in one process, then more.
func (m *mutant) kill(ctx context.Context, tests []*test) error {
	of := map[*goPackage][]*test{}
	for _, t := range tests {
		of[t.of] = append(of[t.of], t)
	}
	packages := slices.Collect(maps.Keys(of))
	if i := slices.IndexFunc(packages, func(p *goPackage) bool { return p.ImportPath == m.pkg }); i > 0 {
		packages[0], packages[i] = packages[i], packages[0]
	}
	for _, p := range packages {
		tests := of[p]
		slices.SortStableFunc(tests, func(a, b *test) int { return cmp.Compare(a.took, b.took) })
		for n := 4; len(tests) > 0; n *= 4 {
			some := tests[:min(n, len(tests))]
			fails, err := run(ctx, some, liveVar+"="+strconv.Itoa(m.id))
			if err != nil || fails {
				m.killed = fails
				return err
			}
			tests = tests[len(some):]
		}
	}
	return nil
}
