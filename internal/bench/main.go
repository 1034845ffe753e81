//go:build unix

// Command bench measures the scanner: scans of several accounts at several
// distances from AWS, each in a process of its own, and what a user waits for
// before anything is scanned.
//
//	go run ./internal/bench
//	go run ./internal/bench formats
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

	"github.com/yourside/yourside/internal/awstest"
)

// runs is how often each thing is measured; the median counts.
const runs = 5

// A scene is an account and how far from it the scanner is.
type scene struct {
	account string
	latency time.Duration
}

const (
	ofDemo  = "demo"  // the recorded account, answered as fast as it can be
	ofEmpty = "empty" // 17 regions with nothing in them, and the limits of AWS
	ofLarge = "large" // a hundred thousand resources, answered as fast as they can be
)

var scenes = []scene{
	{ofDemo, 0}, {ofDemo, 40 * time.Millisecond}, {ofDemo, 150 * time.Millisecond}, {ofEmpty, 150 * time.Millisecond},
}

func main() {
	if err := run(context.Background(), os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	switch {
	case len(args) == 1 && args[0] == ofFormats:
		return formats(ctx, out)
	case len(args) == 2 && args[0] == ofFormat:
		return render(out, args[1])
	case len(args) == 2: // one measured scan
		latency, err := time.ParseDuration(args[1])
		if err != nil {
			return err
		}
		m, err := scene{args[0], latency}.scan(ctx)
		if err != nil {
			return err
		}
		return json.NewEncoder(out).Encode(m)
	case len(args) > 0:
		return errors.New("it takes no argument, or " + ofFormats + " to measure these alone")
	}
	if err := scans(ctx, out); err != nil {
		return err
	}
	if err := formats(ctx, out); err != nil {
		return err
	}
	return start(ctx, out)
}

func (s scene) scan(ctx context.Context) (measure, error) {
	switch s.account {
	case ofDemo:
		return scanDemo(ctx, s.latency, 0)
	case ofEmpty:
		return scanGenerated(ctx, awstest.Size{}, s.latency, false)
	case ofLarge:
		// At the rates that AWS allows it takes a quarter of an hour: that is for a
		// test of package scan, on a clock that costs nothing.
		return scanGenerated(ctx, large, s.latency, true)
	}
	return measure{}, fmt.Errorf("there is no account %q", s.account)
}

// scans prints the scans of each scene. The large one is long enough to be much
// the same each time.
func scans(ctx context.Context, out io.Writer) error {
	fmt.Fprintf(out, "all checks, %d processors, medians of %d\n", runtime.NumCPU(), runs)
	fmt.Fprintln(out, "account  latency     wall    floor  ratio  calls  repeated  CPU/call   memory")
	for _, s := range scenes {
		if err := s.measure(ctx, out, runs); err != nil {
			return err
		}
	}
	return scene{ofLarge, 0}.measure(ctx, out, 1)
}

func (s scene) measure(ctx context.Context, out io.Writer, times int) error {
	var all []process
	for range times {
		p, err := scanProcess(ctx, s)
		if err != nil {
			return err
		}
		all = append(all, p)
	}
	m := middle(all, func(p process) time.Duration { return p.Wall })
	floor := m.floor(s.latency)
	_, err := fmt.Fprintf(out, "%-7s %8s %6.0fms %6.0fms %6.2f %6d %9d %7.0fus %6.0fMB\n", s.account, s.latency, ms(m.Wall), ms(floor),
		m.Wall.Seconds()/floor.Seconds(), m.Calls, len(m.Repeated), 1000*ms(m.cpu)/float64(m.Calls), m.memory/1e6)
	return err
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

func scanProcess(ctx context.Context, s scene) (process, error) {
	self, err := os.Executable()
	if err != nil {
		return process{}, err
	}
	var said bytes.Buffer
	c := exec.CommandContext(ctx, self, s.account, s.latency.String())
	c.Stdout, c.Stderr = &said, os.Stderr
	c.Env = append(os.Environ(), "GOGC=50") // as the command does
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

// start prints what the binary takes before it scans, and how it compares with a
// peer.
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
	return peers(ctx, out, binary)
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
