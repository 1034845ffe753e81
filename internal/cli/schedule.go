package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/yourside/yourside/internal/config"
	"github.com/yourside/yourside/internal/history"
	"github.com/yourside/yourside/internal/schedule"
	"github.com/yourside/yourside/internal/wire"
)

// schedule is the command that has the system scan once a day.
func (p *program) schedule() *cobra.Command {
	c := &cobra.Command{
		Use: "schedule", Short: "Have the system scan once a day", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	var profile string
	c.PersistentFlags().StringVar(&profile, "profile", "", "profile of the shared AWS configuration")
	c.AddCommand(p.scheduleInstall(&profile),
		&cobra.Command{
			Use: "status", Short: "Say what the system has, and how the last scan went", Args: noArgs,
			RunE: func(c *cobra.Command, _ []string) error { return p.scheduleStatus(c, profile) },
		},
		&cobra.Command{
			Use: "remove", Short: "Take it out of the system again", Args: noArgs,
			RunE: func(c *cobra.Command, _ []string) error { return p.scheduleRemove(c.Context(), profile) },
		})
	return c
}

func (p *program) scheduleInstall(profile *string) *cobra.Command {
	var daily, dryRun bool
	var at string
	c := &cobra.Command{
		Use: "install --daily [flags] [-- flags of scan]", Short: "Write a systemd timer, launchd agent or Windows task",
		Long: "Write what has the system scan once a day, in this directory, and show it first. What comes after\n" +
			"-- are flags of scan. The report goes to a file of the state directory unless -o says otherwise,\n" +
			"and to the history.",
		RunE: func(c *cobra.Command, args []string) error {
			if !daily {
				return usage("schedule install: say how often, which is --daily")
			}
			if c.ArgsLenAtDash() != 0 && len(args) > 0 {
				return usage("schedule install takes flags only, not %q; flags of scan come after --", args[0])
			}
			j, secret, err := p.scheduled(*profile, at, args)
			if err != nil {
				return err
			}
			return p.install(c.Context(), j, secret, dryRun)
		},
	}
	c.Flags().BoolVar(&daily, "daily", false, "once a day")
	c.Flags().StringVar(&at, "at", "09:00", "at this time of the machine, or when it is on again, within 10 minutes")
	c.Flags().BoolVar(&dryRun, "dry-run", false, "only show what would be written and run")
	return c
}

// scheduled is the job that runs a scan with these flags, of which the address
// of a webhook is a secret.
func (p *program) scheduled(profile, at string, flags []string) (j schedule.Job, secret string, err error) {
	when, err := time.Parse("15:04", at)
	if err != nil {
		return j, secret, usage("--at takes a time such as 07:30, not %q", at)
	}
	scan := p.scan()
	if err := scan.ParseFlags(flags); err != nil {
		return j, secret, badFlag(scan, err)
	}
	if rest := scan.Flags().Args(); len(rest) > 0 {
		return j, secret, usage("scan takes flags only, not %q", rest[0])
	}
	for _, own := range []string{"profile", "scheduled", "replay", "resume", "record", "explain", "no-history", "help"} {
		if scan.Flags().Changed(own) {
			return j, secret, usage("--%s is no flag of a scheduled scan", own)
		}
	}
	if secret, err = scan.Flags().GetString("notify-webhook"); err == nil {
		err = webhookAddress(secret)
	}
	if err != nil {
		return j, secret, err
	}
	args := []string{"scan", "--scheduled"}
	if profile != "" {
		args = append(args, "--profile="+profile)
	}
	if err := p.load(); err != nil {
		return j, secret, err
	}
	byFile := slices.ContainsFunc(p.file.Flags, func(e config.Entry) bool { return e.Key == "output" })
	if !scan.Flags().Changed("output") && !byFile {
		state, err := history.Dir()
		if err != nil {
			return j, secret, usage("there is no state directory: %w", err)
		}
		args = append(args, "--output=text="+filepath.Join(state, schedule.Name(profile)+".txt"))
	}
	j = schedule.Job{Profile: profile, Args: append(args, flags...), Env: scheduledEnv(), Hour: when.Hour(), Minute: when.Minute()}
	var unknown error
	j.Program, unknown = os.Executable()
	j.Dir, err = os.Getwd()
	if err := errors.Join(unknown, err, j.Validate()); err != nil {
		return j, secret, usageError{err}
	}
	return j, secret, nil
}

// scheduledEnv is what a scan needs of this environment, and a system does not
// know. There is no secret in it.
func scheduledEnv() []string {
	var env []string
	for _, name := range []string{
		"PATH", "XDG_STATE_HOME", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_CA_BUNDLE", "AWS_REGION", "HTTPS_PROXY", "NO_PROXY",
	} {
		if value := os.Getenv(name); value != "" {
			env = append(env, name+"="+value)
		}
	}
	return env
}

// planFor is what this system needs.
func planFor(j schedule.Job) (schedule.Plan, error) {
	state, err := history.Dir()
	if err != nil {
		return schedule.Plan{}, usage("there is no state directory: %w", err)
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return schedule.Plan{}, usageError{err}
	}
	config := os.Getenv("XDG_CONFIG_HOME")
	if !filepath.IsAbs(config) {
		config = ""
	}
	plan, err := schedule.Of(schedule.Place{GOOS: runtime.GOOS, Home: home, Config: config, State: state, UID: os.Getuid()}, j)
	if err != nil {
		return plan, usageError{err}
	}
	return plan, nil
}

// hiding is the job as it can be shown.
func hiding(j schedule.Job, secret string) schedule.Job {
	if secret == "" {
		return j
	}
	shown := "..."
	if at, err := url.Parse(secret); err == nil {
		shown = at.Scheme + "://" + at.Host + "/..."
	}
	j.Args = slices.Clone(j.Args)
	for i := range j.Args {
		j.Args[i] = strings.ReplaceAll(j.Args[i], secret, shown)
	}
	return j
}

func (p *program) install(ctx context.Context, j schedule.Job, secret string, dryRun bool) error {
	plan, err := planFor(j)
	if err != nil {
		return err
	}
	shown, err := planFor(hiding(j, secret))
	if err != nil {
		return err
	}
	for _, f := range shown.Files {
		fmt.Fprintf(p.out, "%s:\n\n%s\n", printable(f.Path), f.Text)
	}
	for _, command := range slices.Concat(plan.Before, plan.Install) {
		fmt.Fprintf(p.out, "$ %s\n", printable(strings.Join(command, " ")))
	}
	if dryRun {
		return p.out.failed
	}
	before, err := contents(plan)
	if err != nil {
		return usageError{err}
	}
	if err := p.apply(ctx, plan, p.err); err != nil {
		return p.takeBack(ctx, plan, before, err)
	}
	newTeller(p.err, false).line("installed; yourside schedule status says how it goes, and schedule remove takes it out again")
	return nil
}

// contents returns the files of a plan as they are there: none if nothing is
// scheduled.
func contents(plan schedule.Plan) (there []schedule.File, err error) {
	for _, f := range plan.Files {
		content, err := os.ReadFile(f.Path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		there = append(there, schedule.File{Path: f.Path, Content: content})
	}
	return there, nil
}

// apply writes the files of a plan and has the system take them.
func (p *program) apply(ctx context.Context, plan schedule.Plan, out io.Writer) error {
	for _, f := range plan.Files {
		if err := os.MkdirAll(filepath.Dir(f.Path), 0o700); err != nil {
			return err
		}
		// Only its owner needs to read it, and flags may hold an address with a token.
		if err := wire.WriteFile(f.Path, 0o600, func(w io.Writer) error { _, err := w.Write(f.Content); return err }); err != nil {
			return err
		}
	}
	for _, command := range plan.Before {
		_ = p.system(ctx, io.Discard, command)
	}
	for _, command := range plan.Install {
		if err := p.system(ctx, out, command); err != nil {
			return err
		}
	}
	return nil
}

// takeBack undoes what was done of an installation that failed. What was
// scheduled before is so again, if the system takes that.
func (p *program) takeBack(ctx context.Context, plan schedule.Plan, before []schedule.File, failed error) error {
	ctx = context.WithoutCancel(ctx)
	for _, command := range plan.Remove {
		_ = p.system(ctx, io.Discard, command) // it may not have come so far
	}
	for _, f := range plan.Files {
		if err := os.Remove(f.Path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return usage("the system does not take it: %w; what was written is left: %w", failed, err)
		}
	}
	if len(before) == 0 {
		return usage("nothing is scheduled, for the system does not take it: %w", failed)
	}
	plan.Files = before
	if err := p.apply(ctx, plan, io.Discard); err != nil {
		return usage("the system does not take it: %w; the files of before are back, and it does not take them either: %w", failed, err)
	}
	return usage("what was scheduled before is so still, for the system does not take the new one: %w", failed)
}

// system runs a command of the system.
func (p *program) system(ctx context.Context, out io.Writer, command []string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, command[0], command[1:]...)
	c.Stdout, c.Stderr = out, p.err
	if out == io.Discard {
		c.Stderr = out
	}
	if err := c.Run(); err != nil {
		return fmt.Errorf("%s: %w", strings.Join(command, " "), err)
	}
	return nil
}

// installed returns the files of a plan that are there.
func installed(plan schedule.Plan) (there []string) {
	for _, f := range plan.Files {
		if _, err := os.Stat(f.Path); err == nil {
			there = append(there, f.Path)
		}
	}
	return there
}

func (p *program) scheduleStatus(c *cobra.Command, profile string) error {
	plan, err := planFor(schedule.Job{Profile: profile})
	if err != nil {
		return err
	}
	there := installed(plan)
	if len(there) == 0 {
		_, err := fmt.Fprintln(p.out, "Nothing is scheduled"+forProfile(profile)+".")
		return err
	}
	var says strings.Builder
	silent := p.system(c.Context(), &says, plan.Status)
	if silent != nil {
		fmt.Fprintln(p.out, "Perhaps nothing is scheduled"+forProfile(profile)+": the system does not say so, and there are only the files:")
	} else {
		fmt.Fprintln(p.out, "Scheduled"+forProfile(profile)+" by:")
	}
	for _, path := range there {
		fmt.Fprintln(p.out, "  "+printable(path))
	}
	all, err := p.entries(c, history.All)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(e history.Entry) bool { return e.Profile != profile })
	last := "The history has no scan of it yet."
	if n := len(all); n > 0 {
		e := all[n-1]
		last = fmt.Sprintf("The last scan of it was at %s, exit %d", e.Started.Local().Format("2006-01-02 15:04"), e.ExitCode)
		if e.Failure != "" {
			last += ": " + printable(e.Failure)
		}
	}
	fmt.Fprintln(p.out, last)
	fmt.Fprint(p.out, says.String())
	if silent != nil {
		newTeller(p.err, false).line("warning: the system does not say: %v", silent)
	}
	return p.out.failed
}

func forProfile(profile string) string {
	if profile == "" {
		return ""
	}
	return " for profile " + printable(profile)
}

func (p *program) scheduleRemove(ctx context.Context, profile string) error {
	plan, err := planFor(schedule.Job{Profile: profile})
	if err != nil {
		return err
	}
	if len(installed(plan)) == 0 {
		newTeller(p.err, false).line("nothing is scheduled%s", forProfile(profile))
		return nil
	}
	for _, command := range plan.Remove {
		if err := p.system(ctx, p.err, command); err != nil {
			newTeller(p.err, false).line("warning: %v", err)
		}
	}
	for _, f := range plan.Files {
		if err := os.Remove(f.Path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return usageError{err}
		}
		newTeller(p.err, false).line("removed %s", f.Path)
	}
	return nil
}
