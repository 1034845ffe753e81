// Command mutate asks of the tests what they would notice: it has one condition
// of a package after the other mean the opposite, or take no notice of an error,
// and runs the tests that come by it. It prints those that no test noticed, and
// ends with 1 if they are more than they may be: a fifth, and none where an error
// is lost.
//
//	go run ./internal/mutate -with ./checks/... ./checks/check ./checks/inventory
//
// All mutants are in one build, each asleep but one: thousands take minutes.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"text/tabwriter"
	"time"
)

func main() {
	with := flag.String("with", "", "packages whose tests are asked too, separated by commas: `./checks/...,./internal/scan`")
	longest := flag.Duration("longest", 5*time.Second, "tests that take longer are left out")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	ok, err := measure(ctx, os.Stdout, flag.Args(), strings.Split(*with, ","), *longest)
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
	}
	if !ok {
		os.Exit(1)
	}
}

// measure has each condition of the packages mean something else, and reports
// whether the tests notice as often as they have to.
func measure(ctx context.Context, out io.Writer, packages, with []string, longest time.Duration) (bool, error) {
	dir, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(dir)
	subjects, err := list(ctx, packages)
	if err != nil {
		return false, err
	}
	mutants, overlay, err := breed(subjects, dir)
	if err != nil {
		return false, err
	}
	asked, err := list(ctx, slices.Concat(packages, slices.DeleteFunc(with, func(p string) bool { return p == "" })))
	if err != nil {
		return false, err
	}
	reaching, err := reached(ctx, asked, overlay, dir, longest)
	if err != nil {
		return false, err
	}
	err = each(mutants, func(m *mutant) error {
		m.reached = len(reaching[m.id]) > 0
		return m.kill(ctx, reaching[m.id])
	})
	if err != nil {
		return false, err
	}
	return tell(out, mutants), nil
}

// A listed package is one that `go list` found.
type listed struct {
	ImportPath, Dir, Name string
	GoFiles               []string
}

func list(ctx context.Context, patterns []string) ([]listed, error) {
	cmd := exec.CommandContext(ctx, "go", append([]string{"list", "-json=ImportPath,Dir,Name,GoFiles"}, patterns...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	var all []listed
	for d := json.NewDecoder(strings.NewReader(string(out))); d.More(); {
		var p listed
		if err := d.Decode(&p); err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
}

// breed writes the packages with their mutants to dir, and the overlay that has
// the compiler read these files.
func breed(packages []listed, dir string) (all []*mutant, overlay string, err error) {
	replace := map[string]string{}
	write := func(instead string, content []byte) error {
		file := filepath.Join(dir, fmt.Sprintf("%d.go", len(replace)))
		replace[instead] = file
		return os.WriteFile(file, content, 0o600)
	}
	for _, p := range packages {
		for _, name := range p.GoFiles {
			name = filepath.Join(p.Dir, name)
			src, err := os.ReadFile(name)
			if err != nil {
				return nil, "", err
			}
			changed, found, err := schema(name, src, len(all)+1)
			if err != nil {
				return nil, "", err
			}
			for _, m := range found {
				m.pkg = p.ImportPath
			}
			all = append(all, found...)
			if err := write(name, changed); err != nil {
				return nil, "", err
			}
		}
		if err := write(filepath.Join(p.Dir, "mutants_of_this_build.go"), helper(p.Name, len(all))); err != nil {
			return nil, "", err
		}
	}
	content, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return nil, "", err
	}
	overlay = filepath.Join(dir, "overlay.json")
	return all, overlay, os.WriteFile(overlay, content, 0o600)
}

// reached returns the tests of the packages that come by each mutant.
func reached(ctx context.Context, packages []listed, overlay, dir string, longest time.Duration) (map[int][]*test, error) {
	by := map[int][]*test{}
	for i, l := range packages {
		p := &testPackage{path: l.ImportPath, dir: l.Dir}
		if err := p.build(ctx, overlay, filepath.Join(dir, fmt.Sprintf("%d.test", i))); err != nil {
			return nil, err
		}
		if p.binary == "" {
			continue
		}
		names, err := p.names(ctx)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			t := &test{pkg: p, name: name}
			ids, err := t.reach(ctx, dir)
			if err != nil {
				return nil, err
			}
			if t.took > longest {
				continue
			}
			for _, id := range ids {
				by[id] = append(by[id], t)
			}
		}
		fmt.Fprintf(os.Stderr, "%s: %d tests\n", p.path, len(names))
	}
	return by, nil
}

// each does something for all mutants, on two processors.
func each(mutants []*mutant, do func(*mutant) error) error {
	var (
		next atomic.Int64
		wg   sync.WaitGroup
		errs [2]error
	)
	for i := range errs {
		wg.Go(func() {
			for errs[i] == nil {
				n := int(next.Add(1)) - 1
				if n >= len(mutants) {
					return
				}
				errs[i] = do(mutants[n])
				if n%100 == 99 {
					fmt.Fprintf(os.Stderr, "%d of %d mutants\n", n+1, len(mutants))
				}
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// tell prints the mutants that live, and how many there are by package; it
// reports whether they are few enough.
func tell(out io.Writer, mutants []*mutant) bool {
	type tally struct{ killed, all, noticed, errs int }
	count := map[string]*tally{}
	var packages []string
	for _, m := range mutants {
		c := count[m.pkg]
		if c == nil {
			c = &tally{}
			count[m.pkg] = c
			packages = append(packages, m.pkg)
		}
		killed := 0
		if m.killedBy != "" {
			killed = 1
		} else {
			fmt.Fprintf(out, "%s: %s\n", m, map[bool]string{true: "no test fails", false: "no test comes by"}[m.reached])
		}
		c.all++
		c.killed += killed
		if m.lostErr {
			c.errs++
			c.noticed += killed
		}
	}
	ok := true
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, p := range packages {
		c := count[p]
		fmt.Fprintf(w, "%s\t%d of %d killed\t%.0f %%\tof lost errors %d of %d\n", p, c.killed, c.all, 100*float64(c.killed)/float64(c.all), c.noticed, c.errs)
		ok = ok && c.killed*5 >= c.all*4 && c.noticed == c.errs
	}
	_ = w.Flush() // to a buffer's writer, whose errors show there
	return ok
}
