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

	"github.com/yourside/yourside/checks"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/internal/account"
	"github.com/yourside/yourside/internal/config"
	"github.com/yourside/yourside/internal/history"
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
	out     *printer
	err     io.Writer
	checks  []*check.Check
	fromEnv []string          // the variables that set a flag
	origin  map[string]string // of the values of flags that are not the default
	file    config.File
	read    bool // whether the standard input was
	exit    int
}

// Run runs the command and returns its exit code. Results go to out, all else
// to errs.
func Run(args []string, out, errs io.Writer, extra []*check.Check) int {
	p := &program{out: &printer{Writer: out}, err: errs, checks: slices.Concat(checks.All(), extra)}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// The second signal ends the process at once.
	context.AfterFunc(ctx, stop)
	// Writing into a pipe that nobody reads is an error as any other, and no
	// reason to end without the other outputs.
	broken := make(chan os.Signal, 1)
	signal.Notify(broken, syscall.SIGPIPE)
	defer signal.Stop(broken)

	root := p.root()
	root.SetArgs(args)
	root.SetOut(p.out)
	root.SetErr(errs)
	err := p.run(ctx, root)
	if err == nil {
		err = p.out.failed
	}
	if err == nil {
		return p.exit
	}
	text, code := explain(err)
	if code == exitUsage && len(p.fromEnv) > 0 {
		text += " (the environment sets " + strings.Join(p.fromEnv, ", ") + ")"
	}
	fmt.Fprintln(p.err, "yourside:", printable(text))
	return code
}

// run runs the command. A panic is a defect of ours or of somebody's check: it
// ends here, as the error that it is.
func (p *program) run(ctx context.Context, root *cobra.Command) (err error) {
	defer func() {
		if defect := recover(); defect != nil {
			err = fmt.Errorf("internal error, no report was written: %v; please tell who made it", defect)
		}
	}()
	if err := check.Validate(p.checks); err != nil {
		return err
	}
	return root.ExecuteContext(ctx)
}

// saveMemory has garbage collected earlier than usual: memory is what a large
// account is short of, while the processors wait for AWS. Help and the version
// are told before.
func saveMemory() {
	const percent = 50
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}

// printer is the standard output. What fails there is a mistake in the call,
// such as a pipe into what does not read it all, and is not forgotten.
type printer struct {
	io.Writer
	failed error
}

func (p *printer) Write(b []byte) (int, error) {
	n, err := p.Writer.Write(b)
	if err != nil {
		p.failed = usageError{err}
	}
	return n, p.failed
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
	case errors.Is(err, history.ErrBusy):
		return err.Error(), exitIncomplete
	case errors.Is(err, context.Canceled):
		return "interrupted before anything was read", exitInterrupted
	case errors.Is(err, context.DeadlineExceeded):
		return "the --timeout passed before anything was read", exitIncomplete
	}
	return err.Error(), exitInternal
}

// Command returns the command and those below it, for what describes them.
func Command() *cobra.Command { return (&program{checks: checks.All()}).root() }

func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "yourside",
		Short: "Scan the customer's side of an AWS account",
		Long: "Scan the customer's side of an AWS account. `yourside demo` needs none; with one, begin with `yourside doctor` and\n" +
			"`yourside scan`.\n\n" + byEnvironment,
		Version:       version(),
		SilenceUsage:  true,
		SilenceErrors: true,
		PersistentPreRunE: func(c *cobra.Command, _ []string) error {
			saveMemory()
			return p.settle(c)
		},
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.Args = func(_ *cobra.Command, args []string) error {
		if len(args) > 0 {
			return usage("there is no command %q; did you mean %q?", args[0], nearest(args[0], commandNames(root)))
		}
		return nil
	}
	root.SetFlagErrorFunc(badFlag)
	root.AddCommand(p.scan(), p.demo(), p.rendering(), p.responsibility(), p.diff(), p.baseline(), p.list(), p.frameworks(), p.permissions(), p.doctor(), p.history(), p.trend(), p.schedule(), p.init(), p.config(), p.version())
	root.SetHelpCommand(p.helping())
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { _ = p.writeHelp(c, false) }) // the output remembers what fails
	p.complete(root)
	return root
}
