package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/spf13/cobra"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/internal/account"
	"github.com/yourside/yourside/internal/collect"
	"github.com/yourside/yourside/internal/scan"
	"github.com/yourside/yourside/internal/wire"
	"github.com/yourside/yourside/report"
)

type scanFlags struct {
	selection
	signIn         account.Options
	regions        []string
	outputs        []string
	failOn         string
	record, replay string
	timeout        time.Duration
}

// scan is the command that scans an account.
func (p *program) scan() *cobra.Command {
	var f scanFlags
	c := &cobra.Command{
		Use: "scan", Short: "Scan an account", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return p.runScan(c.Context(), f) },
	}
	f.selection.flags(c)
	fl := c.Flags()
	fl.StringVar(&f.signIn.Profile, "profile", "", "profile of the shared AWS configuration")
	fl.StringVar(&f.signIn.RoleARN, "role-arn", "", "role to take first")
	fl.StringVar(&f.signIn.ExternalID, "external-id", "", "external ID that the role's trust asks for")
	fl.StringSliceVar(&f.regions, "region", nil, "only these regions (default: all that are enabled)")
	fl.StringSliceVarP(&f.outputs, "output", "o", []string{"text"}, "format, or format=path; - is the standard output")
	fl.StringVar(&f.failOn, "fail-on", defaultFailOn(), "exit with 1 if findings of this severity or worse fail; or none")
	fl.StringVar(&f.record, "record", "", "write the exchanges with AWS into this directory")
	fl.StringVar(&f.replay, "replay", "", "scan what was recorded in this directory, without network")
	fl.DurationVar(&f.timeout, "timeout", time.Hour, "stop after this time, and report what is there")
	return c
}

// defaultFailOn gates in CI, where nobody reads, and not on a terminal.
func defaultFailOn() string {
	if ci := os.Getenv("CI"); ci != "" && ci != "false" {
		return check.High.String()
	}
	return "none"
}

func (p *program) runScan(ctx context.Context, f scanFlags) error {
	checks, err := f.selection.of(p.checks)
	if err != nil {
		return err
	}
	outputs, err := parseOutputs(f.outputs)
	if err != nil {
		return err
	}
	gate, err := parseFailOn(f.failOn)
	if err != nil {
		return err
	}
	operations, err := scan.Operations(checks)
	if err != nil {
		return err
	}
	if f.record != "" && f.replay != "" {
		return usage("--record and --replay exclude each other")
	}
	ctx, cancel := context.WithTimeout(ctx, f.timeout)
	defer cancel()
	started := time.Now().UTC().Truncate(time.Second)
	ended := func() time.Time { return time.Now().UTC().Truncate(time.Second) }

	var cfg aws.Config
	var recorder *wire.Recorder
	if f.replay != "" {
		recording, err := wire.Open(os.DirFS(f.replay))
		if err != nil {
			return usage("%s: %w", f.replay, err)
		}
		m := recording.Manifest
		started, ended = m.Started, func() time.Time { return m.Ended }
		if len(f.regions) == 0 {
			f.regions = m.Regions
		}
		cfg = aws.Config{Region: m.Home, Credentials: credentials.NewStaticCredentialsProvider("REPLAY", "REPLAY", "")}
		wire.Install(&cfg, wire.Options{Allowed: operations, Client: wire.NewReplayer(recording.Exchanges)})
	} else {
		cfg, err = account.Load(ctx, f.signIn)
		if err != nil {
			return err
		}
		recorder = wire.NewRecorder(wire.NewTransport(), f.record != "")
		wire.Install(&cfg, wire.Options{Allowed: operations, Client: recorder})
	}
	fmt.Fprintf(p.err, "scanning with %d checks\n", len(checks))
	result, err := scan.Run(ctx, cfg, f.signIn, f.regions, checks, started)
	var unknown *collect.UnknownRegionError
	if errors.As(err, &unknown) {
		return usage("%w; did you mean %q?", err, nearest(unknown.Region, unknown.Known))
	}
	if err != nil {
		return err
	}
	r := report.New(report.Tool{Name: "yourside", Version: version()}, report.Scan{
		ID:      started.Format("20060102T150405Z") + "-" + result.Identity.ID,
		Started: started, Ended: ended(),
		Account: result.Identity.ID, Partition: result.Identity.Partition, Caller: result.Identity.ARN,
		Regions: append([]string{}, result.Regions...), Complete: ctx.Err() == nil,
	}, checks, result.Findings)
	if f.record != "" {
		m := wire.Manifest{Home: cfg.Region, Started: started, Ended: r.Scan.Ended, Regions: f.regions, Checks: r.Scan.Checks}
		if err := (wire.Recording{Manifest: m, Exchanges: recorder.Exchanges()}).Save(f.record); err != nil {
			return usage("%w", err)
		}
	}
	r.Outcome = outcome(ctx, r, f.failOn, gate)
	if err := p.write(r, outputs); err != nil {
		return err
	}
	p.exit = r.Outcome.ExitCode
	return nil
}

func outcome(ctx context.Context, r *report.Report, failOn string, gate check.Severity) report.Outcome {
	o := report.Outcome{FailOn: failOn, Interrupted: errors.Is(ctx.Err(), context.Canceled)}
	for _, f := range r.Findings {
		if f.Status == check.StatusFail && f.Severity <= gate {
			o.Failing++
		}
	}
	switch {
	case o.Interrupted:
		o.ExitCode = exitInterrupted
	case o.Failing > 0:
		o.ExitCode = exitFindings
	case !r.Scan.Complete:
		o.ExitCode = exitIncomplete
	}
	return o
}

// parseFailOn returns the least severity that fails the run, or 0 for none.
func parseFailOn(word string) (check.Severity, error) {
	var s check.Severity
	if word == "none" {
		return 0, nil
	}
	if err := s.UnmarshalText([]byte(word)); err != nil {
		return 0, usage("--fail-on takes critical, high, medium, low or none, not %q", word)
	}
	return s, nil
}

type output struct {
	format report.Format
	path   string // - is the standard output
}

func parseOutputs(specs []string) ([]output, error) {
	var names []string
	for _, f := range report.Formats {
		names = append(names, f.Name)
	}
	var all []output
	for _, s := range specs {
		name, path, ok := strings.Cut(s, "=")
		if !ok {
			path = "-"
		}
		i := slices.Index(names, name)
		if i < 0 {
			return nil, usage("there is no format %q; did you mean %q?", name, nearest(name, names))
		}
		if path == "" {
			return nil, usage("-o %s: the path is empty", s)
		}
		all = append(all, output{report.Formats[i], path})
	}
	return all, nil
}

func (p *program) write(r *report.Report, outputs []output) error {
	for _, o := range outputs {
		var b bytes.Buffer
		if err := o.format.Write(&b, r); err != nil {
			return fmt.Errorf("writing %s: %w", o.format.Name, err)
		}
		if o.path == "-" {
			if _, err := p.out.Write(b.Bytes()); err != nil {
				return usage("writing %s: %w", o.format.Name, err)
			}
			continue
		}
		if err := wire.WriteFile(o.path, b.Bytes(), 0o644); err != nil {
			return usage("writing %s: %w", o.format.Name, err)
		}
		fmt.Fprintf(p.err, "wrote %s\n", o.path)
	}
	return nil
}
