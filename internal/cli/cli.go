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
	"syscall"

	"github.com/spf13/cobra"

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
		fmt.Fprintln(errs, "yourside:", err)
		var bad usageError
		var signIn *account.SignInError
		switch {
		case errors.As(err, &bad):
			return exitUsage
		case errors.As(err, &signIn):
			return exitIncomplete
		}
		return exitInternal
	}
	return p.exit
}

func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "yourside",
		Short:         "Scan the customer's side of an AWS account",
		Version:       version(),
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.NoArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.AddCommand(p.scan(), p.list(), p.permissions())
	return root
}

// version is the module's version as the Go tool stamped it.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
