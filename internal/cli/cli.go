// Package cli is the command line: flags, what goes to which stream, and exit
// codes.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/yourside/yourside/checks"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/internal/account"
)

// The exit codes.
const (
	exitOK          = 0
	exitFindings    = 1 // findings at or above --fail-on
	exitUsage       = 2
	exitIncomplete  = 3 // something could not be read, or there were no credentials
	exitInternal    = 4
	exitInterrupted = 130
)

// A usageError is a mistake in the call.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func usage(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// program is one run of the command.
type program struct {
	out, err io.Writer
	checks   []*check.Check
	exit     int
}

// Run runs the command and returns its exit code. Results go to out, all else
// to errs.
func Run(args []string, out, errs io.Writer, extra []*check.Check) int {
	p := &program{out: out, err: errs, checks: slices.Concat(checks.All(), extra)}
	if err := check.Validate(p.checks); err != nil {
		fmt.Fprintln(errs, "yourside:", err)
		return exitInternal
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// The second signal ends the process at once.
	context.AfterFunc(ctx, stop)

	root := p.root()
	root.SetArgs(args)
	root.SetOut(out)
	root.SetErr(errs)
	if err := root.ExecuteContext(ctx); err != nil {
		text, code := explain(err)
		fmt.Fprintln(errs, "yourside:", text)
		return code
	}
	return p.exit
}

// explain returns what to say of an error, and the exit code.
func explain(err error) (string, int) {
	if _, ok := errors.AsType[usageError](err); ok {
		return err.Error(), exitUsage
	}
	if _, ok := errors.AsType[*account.SignInError](err); ok {
		return err.Error(), exitIncomplete
	}
	switch {
	case errors.Is(err, context.Canceled):
		return "interrupted before anything was read", exitInterrupted
	case errors.Is(err, context.DeadlineExceeded):
		return "the --timeout passed before anything was read", exitIncomplete
	}
	return err.Error(), exitInternal
}

func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "yourside",
		Short:         "Scan the customer's side of an AWS account",
		Version:       version(),
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.Args = func(_ *cobra.Command, args []string) error {
		var names []string
		for _, c := range root.Commands() {
			names = append(names, c.Name())
		}
		if len(args) > 0 {
			return usage("there is no command %q; did you mean %q?", args[0], nearest(args[0], names))
		}
		return nil
	}
	root.SetFlagErrorFunc(badFlag)
	root.AddCommand(p.scan(), p.demo(), p.list(), p.permissions())
	return root
}

// badFlag adds to an unknown flag the one that was perhaps meant.
func badFlag(c *cobra.Command, err error) error {
	unknown, ok := errors.AsType[*pflag.NotExistError](err)
	if !ok || len(unknown.GetSpecifiedName()) < 2 {
		return usageError{err}
	}
	var names []string
	c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return usage("there is no flag --%s; did you mean --%s?", unknown.GetSpecifiedName(), nearest(unknown.GetSpecifiedName(), names))
}

func noArgs(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage("%s takes flags only, not %q", c.CommandPath(), strings.Join(args, " "))
	}
	return nil
}

// version is the module's version as the Go tool stamped it.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
