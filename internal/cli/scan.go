package cli

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/internal/account"
	"github.com/yourside/yourside/internal/collect"
	"github.com/yourside/yourside/internal/demo"
	"github.com/yourside/yourside/internal/scan"
	"github.com/yourside/yourside/internal/wire"
	"github.com/yourside/yourside/report"
)

// scanFlags are the flags of scan; the demo sets some of them.
type scanFlags struct {
	selection
	without
	accept
	keeping
	signIn         account.Options
	profiles       []string
	regions        []string
	outputs        []string
	failOn         string
	record, replay string
	resume         string
	timeout        time.Duration
	concurrency    int
	apiShare       float64
	maxUnknown     int
	quiet, verbose bool
	noColor        bool
	suppressed     bool
	redact         bool
	explain        bool
}

const longest = time.Hour

// scan is the command that scans an account.
func (p *program) scan() *cobra.Command {
	var f scanFlags
	c := &cobra.Command{
		Use: "scan", Short: "Scan an account", Args: noArgs, Annotations: byFile,
		Long: "Scan an account with the usual AWS credentials.\n\n" + byEnvironment,
		RunE: func(c *cobra.Command, _ []string) error { return p.runScan(c.Context(), f) },
	}
	f.selection.flags(c)
	f.without.flags(c)
	f.accept.flags(c)
	f.keeping.flags(c)
	fl := c.Flags()
	fl.StringSliceVar(&f.profiles, "profile", nil, "profiles of the AWS configuration, an account each")
	roleFlags(c, &f)
	fl.StringSliceVar(&f.regions, "region", nil, "only these regions, and always what is global (default: all that are enabled)")
	outputFlags(c, &f, []string{"text"})
	fl.StringVar(&f.failOn, "fail-on", defaultFailOn(), "exit with 1 for findings of this severity or worse, or none (default: high in CI, none elsewhere)")
	fl.Lookup("fail-on").DefValue = "" // which the text says; help and manual are the same wherever they are made
	fl.IntVar(&f.maxUnknown, "max-unknown", 0, "exit with 3 if over N verdicts lack what was not read")
	fl.StringVar(&f.record, "record", "", "write the exchanges with AWS into this new directory")
	fl.StringVar(&f.resume, "resume", "", "go on with the scan that was stopped while it recorded into this directory, and ask only for the rest")
	fl.StringVar(&f.replay, "replay", "", "scan what was recorded in this directory, offline")
	fl.DurationVar(&f.timeout, "timeout", longest, "stop after this time, and report what is there")
	fl.IntVar(&f.concurrency, "concurrency", wire.InFlight, "at most this many calls at a time")
	fl.Float64Var(&f.apiShare, "api-share", wire.Share, "how much to take of the calls a second that AWS allows, up to 1; others use the account too")
	fl.BoolVar(&f.explain, "explain", false, "ask AWS nothing: print which calls it would be asked")
	return c
}

// demo is the command that scans the recorded account in the binary.
func (p *program) demo() *cobra.Command {
	f := scanFlags{failOn: noGate, timeout: longest, concurrency: wire.InFlight, apiShare: wire.Share}
	c := &cobra.Command{
		Use: "demo", Short: "Scan a made-up account, without network or credentials", Args: noArgs,
		Long: "Scan a made-up account whose answers were recorded into this program: the same\n" +
			"way as any other scan, without network or credentials.",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := p.load(); err != nil { // for where alerts point to
				return err
			}
			p.file.Parameters = nil
			return p.runDemo(c.Context(), f)
		},
	}
	f.selection.flags(c)
	f.without.flags(c)
	outputFlags(c, &f, []string{"text", "json=yourside-report.json", "sarif=yourside.sarif"})
	return c
}

func roleFlags(c *cobra.Command, f *scanFlags) {
	fl := c.Flags()
	fl.StringVar(&f.signIn.RoleARN, "role-arn", "", "role to take first")
	fl.StringVar(&f.signIn.ExternalID, "external-id", "", "external ID that the role's trust asks for")
}

func outputFlags(c *cobra.Command, f *scanFlags, usual []string) {
	c.Flags().StringSliceVarP(&f.outputs, "output", "o", usual, "one of "+strings.Join(names(report.Formats), ", ")+"; or format=path, where - is the standard output")
	c.Flags().BoolVar(&f.noColor, "no-color", false, "no colours; as with NO_COLOR")
	redacting(c, &f.redact)
	c.Flags().BoolVar(&f.suppressed, "sarif-suppressed", false, "write what is muted into SARIF too, marked as suppressed; GitHub opens alerts for that")
	c.Flags().BoolVarP(&f.verbose, "verbose", "v", false, "text: say what does not apply, too")
	c.Flags().BoolVarP(&f.quiet, "quiet", "q", false, "say nothing but the report and errors")
}

func (p *program) runScan(ctx context.Context, f scanFlags) error {
	switch {
	case f.explain:
		return p.runExplain(f)
	case f.resume != "":
		return p.runResume(ctx, f)
	case f.replay != "":
		return p.runReplay(ctx, f)
	}
	if len(f.profiles) == 1 {
		f.signIn.Profile = f.profiles[0]
	}
	j, err := p.job(f)
	if err != nil {
		return err
	}
	if len(f.profiles) > 1 {
		return p.askEach(ctx, j)
	}
	if f.record != "" {
		leave, err := newDir(f.record)
		defer leave()
		if err != nil {
			return usage("--record: %w", err)
		}
	}
	return p.ask(ctx, j, p.finish)
}

// ask scans AWS itself, which the history keeps.
func (p *program) ask(ctx context.Context, j job, finish func(context.Context, job, source) error) error {
	j.past = newPast(j)
	defer func() {
		if defect := recover(); defect != nil {
			j.past.end(ctx, fmt.Errorf("internal error: %v", defect), exitInternal)
			panic(defect)
		}
	}()
	err := p.askAWS(ctx, j, finish)
	j.past.end(ctx, err, p.exit)
	return err
}

func (p *program) askAWS(ctx context.Context, j job, finish func(context.Context, job, source) error) error {
	ctx, cancel := context.WithTimeout(ctx, j.flags.timeout)
	defer cancel()
	src, err := live(ctx, j.flags, j)
	if err != nil {
		return err
	}
	defer src.close()
	return finish(ctx, j, src)
}

// runResume goes on with a scan: with its flags, at its time.
func (p *program) runResume(ctx context.Context, f scanFlags) error {
	switch {
	case len(f.profiles) > 1:
		return usage("--resume goes on with the scan of one account: name its profile alone")
	case f.record != "" || f.replay != "":
		return usage("--resume goes on with a recording: it excludes --record and --replay")
	case f.selection.given() || len(f.regions) > 0 || len(f.without.all()) > 0:
		return usage("--resume asks what the scan before it was to ask: leave out what selects checks, regions or calls")
	}
	if len(f.profiles) == 1 {
		f.signIn.Profile = f.profiles[0]
	}
	journal, err := wire.Resume(f.resume, version(), account.Operations...)
	if err != nil {
		return usage("--resume %s: %w", f.resume, err)
	}
	defer journal.Close()
	j, err := p.job(asRecorded(f, journal.Manifest()))
	if err != nil {
		return err
	}
	if err := writableDir(f.resume); err != nil {
		return usage("--resume: %w", err)
	}
	j.resumed = journal
	return p.ask(ctx, j, p.finish)
}

func (p *program) runReplay(ctx context.Context, f scanFlags) error {
	if f.record != "" {
		return usage("--record and --replay exclude each other")
	}
	recording, err := openRecording(f.replay)
	if err != nil {
		return err
	}
	j, err := p.job(asRecorded(f, recording.Manifest))
	if err != nil {
		return err
	}
	return p.finish(ctx, j, replay(recording, j))
}

// runDemo is a replay that exits with 0 once its reports are written: nothing
// that it finds is the user's.
func (p *program) runDemo(ctx context.Context, f scanFlags) error {
	recording, err := demo.Recording()
	if err != nil {
		return err
	}
	f.regions = recording.Manifest.Regions
	j, err := p.job(f)
	if err != nil {
		return err
	}
	if err := p.finish(ctx, j, replay(recording, j)); err != nil {
		return err
	}
	if p.exit != exitInterrupted {
		j.say.line("this was the demo, which exits with 0; the same scan would exit with %d", p.exit)
		p.exit = exitOK
	}
	return nil
}

// A job is what the flags ask for, once they are known to be right.
type job struct {
	flags      scanFlags
	checks     []*check.Check
	operations []string // that may be called
	outputs    []output
	gate       check.Severity
	places     map[string]*report.Place
	parameters map[string]any // of checks, that the configuration sets
	accepted   accepted
	known      map[string]string // accounts that were scanned for another profile, with that
	once       *wire.Asked       // of the doctor
	resumed    *wire.Journal
	past       *past // nil if the history has nothing to do with it
	say        teller
}

func (p *program) job(f scanFlags) (job, error) {
	j := job{flags: f, say: newTeller(p.err, f.quiet)}
	var err error
	if j.checks, err = f.selection.of(p.checks); err != nil {
		return j, err
	}
	if j.operations, err = scan.Operations(j.checks); err != nil {
		return j, err
	}
	if j.gate, err = parseFailOn(f.failOn); err != nil {
		return j, err
	}
	if err := f.signIn.Validate(); err != nil {
		return j, usageError{err}
	}
	if f.timeout <= 0 || f.concurrency <= 0 {
		return j, usage("--timeout and --concurrency must be above 0")
	}
	if !(f.apiShare > 0 && f.apiShare <= 1) {
		return j, usage("--api-share must be above 0 and at most 1")
	}
	if f.maxUnknown < 0 {
		return j, usage("--max-unknown must not be below 0")
	}
	j.places = p.places()
	if j.parameters, err = p.parameters(); err != nil {
		return j, err
	}
	if j.accepted, err = p.accepting(f.accept); err != nil {
		return j, err
	}
	if err := f.keeping.validate(); err != nil {
		return j, err
	}
	j.outputs, err = parseOutputs(f.outputs, report.Formats)
	return j, err
}

// finish scans the source and writes the reports.
func (p *program) finish(ctx context.Context, j job, src source) error {
	r, stopped, err := p.report(ctx, j, src)
	if err != nil {
		return err
	}
	unwritten := p.write([]*report.Report{r}, j) // first: of a finished recording there is a report
	resumable, unkept := src.keep(r, stopped)
	if resumable {
		j.say.line("what is missing can be asked for: yourside scan --resume %s", src.journal.Dir())
	}
	j.past.keep(ctx, r)
	if err := errors.Join(unwritten, unkept, p.notify(ctx, j, r)); err != nil {
		return err
	}
	j.say.line("%s", verdict(stopped, r))
	p.exit = r.Outcome.ExitCode
	return nil
}

// report scans a source, AWS or a recording of it. If the scan was stopped
// before its end it also says by what.
func (p *program) report(ctx context.Context, j job, src source) (r *report.Report, stopped, err error) {
	if err := j.accepted.current(src.started); err != nil {
		return nil, nil, err
	}
	s, err := scan.Begin(ctx, src.cfg, scan.Options{
		SignIn: j.flags.signIn, Regions: j.flags.regions, Checks: j.checks, Parameters: j.parameters, Now: src.started,
	})
	if unknown, ok := errors.AsType[*collect.UnknownRegionError](err); ok {
		return nil, nil, usage("%w; did you mean %q?", err, nearest(unknown.Region, unknown.Known))
	}
	if err != nil {
		return nil, nil, err
	}
	if err := src.of(s.Identity.ID); err != nil {
		return nil, nil, err
	}
	if other, ok := j.known[s.Identity.ID]; ok {
		return nil, nil, &sameAccountError{s.Identity.ID, other}
	}
	if err := j.past.lock(ctx, s.Identity.ID); err != nil {
		return nil, nil, err
	}
	of := scanned(s)
	of.ID = src.started.Format("20060102T150405Z") + "-" + s.Identity.ID
	of.Started, of.Checks, of.Parameters = src.started, ids(j.checks), j.parameters
	earlier, err := j.previous(ctx, of)
	if err != nil {
		return nil, nil, err
	}
	findings := judge(ctx, j, s, src.calls)
	stopped = ctx.Err()
	of.Ended, of.Share, of.Complete = src.ended(), src.share, stopped == nil
	of.Baseline = j.accepted.path()
	accept, tell := j.accepted.marks(src.started)
	marks := accept
	var fixes *report.Fixes
	if earlier != nil {
		fixes = report.NewFixes(earlier)
		marks = slices.Concat(accept, []func(*report.Finding){report.Since(earlier, src.started), fixes.Mark})
	}
	r = report.New(report.Tool{Name: "yourside", Version: version()}, of, j.checks, findings, marks...)
	tell(j.say, r.Scan)
	r.Against(j.flags.selection.against())
	if earlier != nil {
		r.Summary.Fixed = fixes.Count(r.Scan)
		r.Carried = carried(fixes, r.Scan, accept)
	}
	j.past.compared(earlier)
	r.Outcome = outcome(stopped, r, j, earlier)
	r.Place = j.places[s.Identity.ID]
	return r, stopped, nil
}

// carried returns what failed at the scan before and could not be judged again,
// accepted as findings are now.
func carried(fixes *report.Fixes, scan report.Scan, accept []func(*report.Finding)) []report.Finding {
	all := fixes.Carried(scan)
	for i := range all {
		for _, mark := range accept {
			mark(&all[i])
		}
	}
	return all
}

// scanned says which account a scan is of, and as whom.
func scanned(s *scan.Scan) report.Scan {
	return report.Scan{
		Account: s.Identity.ID, Alias: s.Identity.Alias, Partition: s.Identity.Partition, Caller: s.Identity.ARN,
		Regions: append([]string{}, s.Regions...),
	}
}

// judge is the scan itself, and tells how it goes.
func judge(ctx context.Context, j job, s *scan.Scan, calls *calls) iter.Seq[check.Finding] {
	j.say.begin(s, !j.flags.redact, len(j.checks), j.accepted.summary())
	began := time.Now()
	stop := j.say.watch(s, calls)
	defer func() {
		stop()
		j.say.line("%d calls in %.1f s", calls.n.Load(), time.Since(began).Seconds())
	}()
	return s.Findings(ctx)
}
