// Command mutate asks what the tests of packages would notice. One after the
// other, it has a condition mean the opposite or take no notice of an error,
// leaves out a statement, or leaves a field empty, and runs the tests that come by
// it. It prints what no test noticed, and ends with 1 if that is more than a
// fifth, or an error that is lost.
//
//	go run ./internal/mutate ./checks/check ./internal/collect
//
// All mutants are in one build, each asleep but one, so a thousand take a minute.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"text/tabwriter"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	mutants, err := measure(ctx, os.Stderr, false, os.Args[1:]...)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
	if !tell(os.Stdout, mutants) {
		os.Exit(1)
	}
}

// measure returns the mutants of packages, or those that lose an error, with what
// their tests made of them. It prints how far it is.
func measure(ctx context.Context, progress io.Writer, lost bool, patterns ...string) ([]*mutant, error) {
	dir, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	packages, err := list(ctx, patterns)
	if err != nil {
		return nil, err
	}
	all, overlay, err := breed(packages, dir)
	if err != nil {
		return nil, err
	}
	tests := map[int][]*test{} // those that come by each mutant
	for i, p := range packages {
		if err := p.build(ctx, overlay, filepath.Join(dir, strconv.Itoa(i)+".test")); err != nil {
			return nil, err
		}
		if err := p.come(ctx, dir, tests); err != nil {
			return nil, err
		}
		fmt.Fprintln(progress, "ran the tests of", p.ImportPath)
	}
	var mutants []*mutant
	for _, m := range all {
		if m.reached = len(tests[m.id]) > 0; m.change == losesErr || !lost {
			mutants = append(mutants, m)
		}
	}
	return mutants, each(mutants, func(n int, m *mutant) error {
		if n%100 == 99 {
			fmt.Fprintf(progress, "%d of %d mutants\n", n+1, len(mutants))
		}
		return m.kill(ctx, tests[m.id])
	})
}

// each does something for all mutants, as many at a time as there are processors,
// until it fails.
func each(mutants []*mutant, do func(int, *mutant) error) error {
	var (
		next atomic.Int64
		all  sync.WaitGroup
		errs = make([]error, runtime.GOMAXPROCS(0))
	)
	for i := range errs {
		all.Go(func() {
			for errs[i] == nil {
				n := int(next.Add(1)) - 1
				if n >= len(mutants) {
					return
				}
				errs[i] = do(n, mutants[n])
			}
		})
	}
	all.Wait()
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
	type tally struct{ all, killed, losing, noticed int }
	count := map[string]*tally{}
	var packages []string
	for _, m := range mutants {
		c := count[m.pkg]
		if c == nil {
			c = &tally{}
			count[m.pkg] = c
			packages = append(packages, m.pkg)
		}
		c.all++
		if m.change == losesErr {
			c.losing++
		}
		switch {
		case m.killed && m.change == losesErr:
			c.noticed++
			c.killed++
		case m.killed:
			c.killed++
		case m.reached:
			fmt.Fprintf(out, "%s: no test fails\n", m)
		default:
			fmt.Fprintf(out, "%s: no test comes by\n", m)
		}
	}
	few := true
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, p := range packages {
		c := count[p]
		fmt.Fprintf(w, "%s\t%d of %d noticed\t%d of %d lost errors\n", p, c.killed, c.all, c.noticed, c.losing)
		few = few && c.killed*5 >= c.all*4 && c.noticed == c.losing
	}
	_ = w.Flush() // to a buffer's writer, whose errors show there
	return few
}
