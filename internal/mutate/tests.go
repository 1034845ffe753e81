package main

import (
	"bytes"
	"cmp"
	"context"
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

// A test is a test of a package, and what it takes.
type test struct {
	pkg    *testPackage
	name   string
	took   time.Duration
}

// A testPackage is the tests of a package, built with the mutants in what they
// test.
type testPackage struct {
	path, dir string
	binary    string
}

// build builds the tests of a package; there may be none.
func (p *testPackage) build(ctx context.Context, overlay, binary string) error {
	cmd := exec.CommandContext(ctx, "go", "test", "-c", "-overlay", overlay, "-o", binary, p.path)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("the tests of %s: %w: %s", p.path, err, out)
	}
	if _, err := os.Stat(binary); err == nil {
		p.binary = binary
	}
	return nil
}

var testLine = regexp.MustCompile(`(?m)^(?:Test|Fuzz)\w+$`)

// names lists the tests of a package.
func (p *testPackage) names(ctx context.Context) ([]string, error) {
	out, err := p.command(ctx, "-test.list=.").Output()
	if err != nil {
		return nil, fmt.Errorf("the tests of %s: %w", p.path, err)
	}
	return testLine.FindAllString(string(out), -1), nil
}

func (p *testPackage) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, p.binary, args...)
	cmd.Dir = p.dir
	cmd.WaitDelay = time.Second
	return cmd
}

// run runs some tests of one package with a mutant, or with none, and returns
// which one failed. What takes far longer than it took without is said to fail.
func run(ctx context.Context, tests []*test, env ...string) (failed string, err error) {
	names := make([]string, len(tests))
	limit := 5 * time.Second
	for i, t := range tests {
		names[i] = t.name
		limit += 10 * t.took
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	cmd := tests[0].pkg.command(ctx, "-test.failfast", "-test.run=^("+strings.Join(names, "|")+")$")
	cmd.Env = append(os.Environ(), env...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	switch err := cmd.Run(); {
	case err == nil:
		return "", nil
	case ctx.Err() != nil:
		return names[0], nil
	case errors.As(err, new(*exec.ExitError)):
		if m := failedLine.FindSubmatch(out.Bytes()); m != nil {
			return string(m[1]), nil
		}
		return names[0], nil // it panicked
	default:
		return "", err
	}
}

var failedLine = regexp.MustCompile(`(?m)^--- FAIL: (\w+)`)

// reach runs a test without a mutant, and returns the numbers of those that it
// comes by.
func (t *test) reach(ctx context.Context, dir string) ([]int, error) {
	file := filepath.Join(dir, "reached")
	defer os.Remove(file)
	began := time.Now()
	t.took = time.Minute
	failed, err := run(ctx, []*test{t}, reachedVar+"="+file)
	if err != nil || failed != "" {
		return nil, errors.Join(err, fmt.Errorf("%s of %s fails without a mutant", t.name, t.pkg.path))
	}
	t.took = time.Since(began)
	content, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	var ids []int
	for line := range strings.Lines(string(content)) {
		id, err := strconv.Atoi(strings.TrimSpace(line))
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, err
}

// kill runs the tests that come by a mutant until one fails: those of its own
// package first, the quickest first, a few in one process, then more.
func (m *mutant) kill(ctx context.Context, tests []*test) error {
	of := map[*testPackage][]*test{}
	for _, t := range tests {
		of[t.pkg] = append(of[t.pkg], t)
	}
	foreign := func(p *testPackage) int {
		if p.path == m.pkg {
			return 0
		}
		return 1
	}
	packages := slices.SortedFunc(maps.Keys(of), func(a, b *testPackage) int {
		return cmp.Or(foreign(a)-foreign(b), cmp.Compare(a.path, b.path))
	})
	for _, p := range packages {
		tests := of[p]
		slices.SortStableFunc(tests, func(a, b *test) int { return cmp.Compare(a.took, b.took) })
		for n := 4; len(tests) > 0; n *= 4 {
			n = min(n, len(tests))
			failed, err := run(ctx, tests[:n], liveVar+"="+strconv.Itoa(m.id))
			if err != nil {
				return err
			}
			if failed != "" {
				m.killedBy = failed
				return nil
			}
			tests = tests[n:]
		}
	}
	return nil
}
