package cli

import (
	"errors"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/yourside/yourside/report"
)

// viewFlags are the flags of commands that show what is in saved reports or in the
// history: where to, and how.
type viewFlags struct {
	outputs []string
	account string
	noColor bool
	quiet   bool
	redact  bool
}

// flags adds them for a command that writes some formats; of says what --account
// chooses, and what is all that --quiet leaves besides errors.
func (f *viewFlags) flags(c *cobra.Command, formats []report.Format, of, what string) {
	fl := c.Flags()
	fl.StringSliceVarP(&f.outputs, "output", "o", []string{"text"},
		"one of "+strings.Join(names(formats), ", ")+"; or format=path, where - is the standard output")
	_ = c.RegisterFlagCompletionFunc("output", cobra.FixedCompletions(names(formats), cobra.ShellCompDirectiveNoFileComp)) // fails for none but an unknown flag
	fl.StringVar(&f.account, "account", "", "of the history, "+of+" of this account")
	fl.BoolVar(&f.noColor, "no-color", false, "no colours; as with NO_COLOR")
	fl.BoolVarP(&f.quiet, "quiet", "q", false, "say nothing but "+what+" and errors")
	redacting(c, &f.redact)
}

// view writes each of the outputs.
func (p *program) view(outputs []output, f viewFlags, write func(w io.Writer, o output) error) error {
	var failed []error
	for _, o := range outputs {
		failed = append(failed, p.put(o, job{say: newTeller(p.err, f.quiet)}, func(w io.Writer) error { return write(w, o) }))
	}
	return errors.Join(failed...)
}

func names(formats []report.Format) []string {
	var all []string
	for _, f := range formats {
		all = append(all, f.Name)
	}
	return all
}
