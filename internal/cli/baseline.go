package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/yourside/yourside/checks"
	"github.com/yourside/yourside/internal/baseline"
	"github.com/yourside/yourside/internal/collect"
	"github.com/yourside/yourside/internal/config"
	"github.com/yourside/yourside/internal/wire"
	"github.com/yourside/yourside/report"
)

// baselineFlags are the flags of the commands that edit a baseline.
type baselineFlags struct{ file, until string }

// baseline is the command that edits the file of accepted findings.
func (p *program) baseline() *cobra.Command {
	c := &cobra.Command{
		Use: "baseline", Short: "Accept findings until a day, and keep the list of them", Args: noArgs,
		Long: "Keep " + baseline.Name + ", which says what does not count although it fails: findings\n" +
			"that these commands list, and exceptions that people write, with a reason, an owner\n" +
			"and a last day (in UTC). A scan finds the file in its directory or above, up to the\n" +
			"root of the repository. What has expired counts again.\n\n" +
			"  exceptions:\n" +
			"    - check: ec2.volume-*                      # a glob on the ID\n" +
			"      accounts: [\"123456789012\"]               # without: all\n" +
			"      regions: [us-east-1]                     # global: what has none\n" +
			"      resources: [\"arn:aws:ec2:*:*:volume/*\"]  # globs on the whole ARN\n" +
			"      tags: {team: lab}                        # all of them, as they are read\n" +
			"      reason: \"lab account, its data is public\"\n" +
			"      owner: alice@example.com\n" +
			"      until: 2027-03-31                        # or never",
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(p.baselineCreate(), p.baselineUpdate(), p.baselinePrune(), p.baselineLint(), p.baselineImport())
	return c
}

// fromReports makes sure that a command was given reports.
func fromReports(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return usage("%s takes a saved JSON report (yourside scan -o json=report.json)", c.CommandPath())
	}
	return nil
}

func untilFlag(c *cobra.Command, until *string) {
	c.Flags().StringVar(until, "until", "", fmt.Sprintf("last day of what is accepted, as 2027-03-31, or never (default: %d days after the scan)", baseline.Days))
}

func (p *program) baselineCreate() *cobra.Command {
	var f baselineFlags
	c := &cobra.Command{
		Use: "create REPORT...", Short: "Accept all that fails in a saved JSON report", Args: fromReports, Annotations: byFile,
		RunE: func(_ *cobra.Command, args []string) error {
			path, err := newBaseline(f.file)
			if err != nil {
				return err
			}
			return p.accept(path, baseline.New(), f, args)
		},
	}
	baselineFlag(c, &f.file)
	untilFlag(c, &f.until)
	return c
}

func (p *program) baselineUpdate() *cobra.Command {
	var f baselineFlags
	c := &cobra.Command{
		Use: "update REPORT...", Short: "Accept what fails in a saved JSON report and is not accepted yet", Args: fromReports, Annotations: byFile,
		Long: "Accept what fails in a saved JSON report and is not accepted yet. What is in the file\n" +
			"keeps its days, and stays.",
		RunE: func(_ *cobra.Command, args []string) error {
			path, file, err := oldBaseline(f.file)
			if err != nil {
				return err
			}
			return p.accept(path, file, f, args)
		},
	}
	baselineFlag(c, &f.file)
	untilFlag(c, &f.until)
	return c
}

// accept adds what fails in reports to a file.
func (p *program) accept(path string, file *baseline.File, f baselineFlags, args []string) error {
	reports, err := p.reports(args...)
	if err != nil {
		return err
	}
	until, err := lastDay(f.until, reports)
	if err != nil {
		return err
	}
	added := file.Add(reports, until)
	if err := writeBaseline(path, file); err != nil {
		return err
	}
	say := newTeller(p.err, false)
	say.line("wrote %s (findings: %d added, %d in all)", path, added, len(file.Findings))
	for _, r := range reports {
		if n := r.Summary.Statuses["UNKNOWN"]; n > 0 {
			say.line("warning: of account %s %d verdicts are UNKNOWN: what of them fails later is not accepted", r.Scan.Account, n)
		}
	}
	return nil
}

func (p *program) baselinePrune() *cobra.Command {
	var f baselineFlags
	c := &cobra.Command{
		Use: "prune REPORT...", Short: "Remove what has expired, and what does not fail any more in a saved JSON report", Args: fromReports, Annotations: byFile,
		Long: "Remove what has expired by the time of a saved JSON report, and what is stale in it:\n" +
			"its check was selected, all that it is about was read, and nothing of it fails.",
		RunE: func(_ *cobra.Command, args []string) error {
			path, file, err := oldBaseline(f.file)
			if err != nil {
				return err
			}
			reports, err := p.reports(args...)
			if err != nil {
				return err
			}
			removed := file.Prune(reports, ids(p.checks))
			if len(removed) > 0 {
				if err := writeBaseline(path, file); err != nil {
					return err
				}
			}
			say := newTeller(p.err, false)
			for _, n := range removed {
				say.line("removed: %s (line %d)", n.Text, n.Line)
			}
			say.line("%s: %d removed, %d findings and %d exceptions left", path, len(removed), len(file.Findings), len(file.Exceptions))
			return nil
		},
	}
	baselineFlag(c, &f.file)
	return c
}

func (p *program) baselineLint() *cobra.Command {
	var file string
	c := &cobra.Command{
		Use: "lint", Short: "Say what is wrong with the file", Args: noArgs, Annotations: byFile,
		Long: "Say what is wrong with the file, without a report: what has expired or will within\n" +
			"14 days, what is there twice, what accepts more than anybody means to. Exits with 1 if\n" +
			"there is something, and with 2 if no scan would take the file. What never expires is\n" +
			"told of, too, but may be so.",
		RunE: func(*cobra.Command, []string) error { return p.lint(file) },
	}
	baselineFlag(c, &file)
	return c
}

func (p *program) baselineImport() *cobra.Command {
	var f baselineFlags
	c := &cobra.Command{
		Use: "import MUTELIST", Short: "Take over a mutelist of Prowler as exceptions, as far as they accept no more", Annotations: byFile,
		Long: "Take over a mutelist of Prowler as exceptions. It searches names for expressions, and\n" +
			"has no days: what it mutes is taken over if the exception accepts the same or less. What\n" +
			"differs or is left is told of, and noted in comments. What has no Description lacks a\n" +
			"reason, which yourside baseline lint reminds of.",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("baseline import takes one mutelist of Prowler")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return p.importProwler(f, args[0]) },
	}
	baselineFlag(c, &f.file)
	c.Flags().StringVar(&f.until, "until", "", fmt.Sprintf("last day of the exceptions, as 2027-03-31, or never (default: in %d days)", baseline.Days))
	return c
}

func (p *program) importProwler(f baselineFlags, mutelist string) error {
	text, err := os.ReadFile(mutelist)
	if err != nil {
		return usageError{err}
	}
	until, err := lastDay(f.until, nil)
	if err != nil {
		return err
	}
	var ours []baseline.Counterpart
	theirs := checks.Prowler()
	for _, c := range p.checks {
		ours = append(ours, baseline.Counterpart{ID: c.ID, Resource: c.Resource, Prowler: theirs[c.ID]})
	}
	until = cmp.Or(until, baseline.DayOf(time.Now()).Later(baseline.Days))
	in, err := baseline.FromProwler(text, ours, collect.DefaultRegions, until)
	if err != nil {
		return usage("%s: %w", mutelist, err)
	}
	path, file, err := anyBaseline(f.file)
	if err != nil {
		return err
	}
	added := file.Import(in)
	if err := writeBaseline(path, file); err != nil {
		return err
	}
	say := newTeller(p.err, false)
	for _, one := range in.Narrowed {
		say.line("narrowed: %s:%d: %s", mutelist, one.Line, one.Text)
	}
	for _, one := range in.Left {
		say.line("not taken over: %s:%d: %s", mutelist, one.Line, one.Text)
	}
	say.line("wrote %s (exceptions: %d added, %d in all)", path, added, len(file.Exceptions))
	return nil
}

// anyBaseline returns the file that there is, or a new one and where to write it.
func anyBaseline(named string) (string, *baseline.File, error) {
	if path, err := newBaseline(named); err == nil {
		return path, baseline.New(), nil
	}
	return oldBaseline(named)
}

func (p *program) lint(named string) error {
	path, err := existingBaseline(named)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return usageError{err}
	}
	file, problems := baseline.Parse(text)
	say := func(line int, text string) {
		fmt.Fprintln(p.out, printable(fmt.Sprintf("%s:%d: %s", filepath.ToSlash(path), line, text)))
	}
	for _, one := range problems {
		say(one.Line, one.Text)
		p.exit = exitUsage
	}
	if len(problems) > 0 {
		return nil
	}
	for _, n := range file.Lint(time.Now(), ids(p.checks)) {
		say(n.Line, n.Text)
		if n.Verdict != baseline.Endless {
			p.exit = exitFindings
		}
	}
	return nil
}

// newBaseline returns where to write a file that is not there yet: at the root of
// the repository.
func newBaseline(named string) (string, error) {
	path, err := baselinePath(named)
	if err != nil {
		return "", err
	}
	if path == "" {
		dir, err := os.Getwd()
		if err != nil {
			return "", usageError{err}
		}
		root, _ := config.Find(dir, baseline.Name)
		path = local(filepath.Join(root, filepath.FromSlash(baseline.Name)))
	}
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return "", usage("there is a baseline at %s: yourside baseline update adds to it", path)
	}
	return path, nil
}

// existingBaseline returns the path of the file that is named or found.
func existingBaseline(named string) (string, error) {
	path, err := baselinePath(named)
	if err == nil && path == "" {
		err = usage("there is no %s here or above: yourside baseline create writes one", baseline.Name)
	}
	return path, err
}

func oldBaseline(named string) (string, *baseline.File, error) {
	path, err := existingBaseline(named)
	if err != nil {
		return "", nil, err
	}
	file, err := baseline.Load(path)
	if err != nil {
		return "", nil, usageError{err}
	}
	return path, file, nil
}

func writeBaseline(path string, file *baseline.File) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return usageError{err}
	}
	if err := wire.WriteFile(path, 0o644, file.Write); err != nil {
		return usage("the baseline cannot be written: %w", err)
	}
	return nil
}

// lastDay reads --until, which is not before the scans.
func lastDay(text string, reports []*report.Report) (baseline.Day, error) {
	if text == "" || text == string(baseline.Never) {
		return baseline.Day(text), nil
	}
	if _, err := time.Parse(time.DateOnly, text); err != nil {
		return "", usage("--until takes a day as 2027-03-31, or never; not %q", text)
	}
	for _, r := range reports {
		if day := baseline.DayOf(r.Scan.Started); baseline.Day(text) < day {
			return "", usage("--until %s is before the scan, which is of %s", text, day)
		}
	}
	return baseline.Day(text), nil
}
