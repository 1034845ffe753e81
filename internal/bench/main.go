//go:build unix

// Command bench measures the scanner: a scan of the demo account at several
// distances from AWS, each in a process of its own, and what a user waits for
// before anything is scanned.
//
//	go run ./internal/bench
//
// A time alone says as much of the machine as of the program, so each scan is
// compared with its floor: no order of the calls could be faster.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"time"
)

// runs is how often each thing is measured; the median counts.
const runs = 5

var latencies = []time.Duration{0, 40 * time.Millisecond, 150 * time.Millisecond}

// scanOnly is the argument with which the command is one measured scan.
const scanOnly = "scan"

// largeOnly is the argument with which it is one of a large account.
const largeOnly = "large"

func main() {
	if err := run(context.Background(), os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	if len(args) == 2 && args[0] == scanOnly {
		latency, err := time.ParseDuration(args[1])
		if err != nil {
			return err
		}
		m, err := scanDemo(ctx, latency, 0)
		if err != nil {
			return err
		}
		return json.NewEncoder(out).Encode(m)
	}
	if len(args) == 1 && args[0] == largeOnly {
		m, err := scanGenerated(ctx, large)
		if err != nil {
			return err
		}
		return json.NewEncoder(out).Encode(m)
	}
	if len(args) > 0 {
		return errors.New("it takes no arguments")
	}
	if err := scans(ctx, out); err != nil {
		return err
	}
	if err := scanLarge(ctx, out); err != nil {
		return err
	}
	return start(ctx, out)
}

// scanLarge prints a scan of a large account, once: it is long enough to be much
// the same each time. How long it takes at the rates of AWS is for a test of
// package scan, on a clock that costs nothing.
func scanLarge(ctx context.Context, out io.Writer) error {
	p, err := scanProcess(ctx, largeOnly)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%d resources, answered at once and without limits, and their JSON report: %.0fs wall, %d calls, %.0fus CPU/call, %.0fMB\n",
		large.Resources(), p.Wall.Seconds(), p.Calls, 1000*ms(p.cpu)/float64(p.Calls), p.memory/1e6)
	return err
}

// scans prints the scans of the demo account.
func scans(ctx context.Context, out io.Writer) error {
	fmt.Fprintf(out, "the demo account, all checks, %d processors, medians of %d\n", runtime.NumCPU(), runs)
	fmt.Fprintln(out, "latency     wall    floor  ratio  calls  repeated  CPU/call   memory")
	for _, latency := range latencies {
		var all []process
		for range runs {
			p, err := scanProcess(ctx, scanOnly, latency.String())
			if err != nil {
				return err
			}
			all = append(all, p)
		}
		m := middle(all, func(p process) time.Duration { return p.Wall })
		floor := m.floor(latency)
		fmt.Fprintf(out, "%7s %6.0fms %6.0fms %6.2f %6d %9d %7.0fus %6.0fMB\n", latency, ms(m.Wall), ms(floor),
			m.Wall.Seconds()/floor.Seconds(), m.Calls, len(m.Repeated), 1000*ms(m.cpu)/float64(m.Calls), m.memory/1e6)
	}
	return nil
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// A process is one scan in a process of its own.
type process struct {
	measure
	cpu    time.Duration
	memory float64 // bytes, at the peak
}

// floor is the least time that the scan takes: as long as the longest chain of
// calls, as all of them with so many under way at a time, and as the processors
// are busy.
func (p process) floor(latency time.Duration) time.Duration {
	return max(time.Duration(p.Chain)*latency, time.Duration(p.Calls)*latency/time.Duration(p.InFlight), p.cpu/time.Duration(runtime.NumCPU()))
}

func scanProcess(ctx context.Context, args ...string) (process, error) {
	self, err := os.Executable()
	if err != nil {
		return process{}, err
	}
	var said bytes.Buffer
	c := exec.CommandContext(ctx, self, args...)
	c.Stdout, c.Stderr = &said, os.Stderr
	if err := c.Run(); err != nil {
		return process{}, err
	}
	var p process
	if err := json.Unmarshal(said.Bytes(), &p.measure); err != nil {
		return process{}, err
	}
	p.cpu, p.memory = c.ProcessState.UserTime()+c.ProcessState.SystemTime(), peak(c.ProcessState)
	return p, nil
}

// peak returns the most memory that a process had, in bytes.
func peak(s *os.ProcessState) float64 {
	usage, ok := s.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	unit := 1024.0
	if runtime.GOOS == "darwin" {
		unit = 1
	}
	return float64(usage.Maxrss) * unit
}

// start prints what the binary takes before it scans.
func start(ctx context.Context, out io.Writer) error {
	dir, err := os.MkdirTemp("", "yourside-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	binary := filepath.Join(dir, "yourside")
	if said, err := exec.CommandContext(ctx, "make", "build", "BINARY="+binary).CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, said)
	}
	info, err := os.Stat(binary)
	if err != nil {
		return err
	}
	for _, command := range []string{"--version", "checks"} {
		took, err := startOf(ctx, binary, command)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "yourside %-9s %4.0fms\n", command, ms(took))
	}
	fmt.Fprintf(out, "the binary          %4.1fMB\n", float64(info.Size())/1e6)
	return nil
}

func startOf(ctx context.Context, binary, command string) (time.Duration, error) {
	var all []time.Duration
	for range runs {
		began := time.Now()
		if err := exec.CommandContext(ctx, binary, command).Run(); err != nil {
			return 0, err
		}
		all = append(all, time.Since(began))
	}
	return middle(all, func(d time.Duration) time.Duration { return d }), nil
}

// middle returns the one whose duration is the median.
func middle[T any](all []T, of func(T) time.Duration) T {
	slices.SortFunc(all, func(a, b T) int { return int(of(a) - of(b)) })
	return all[len(all)/2]
}
