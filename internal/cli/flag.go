package cli

import (
	"errors"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

const byEnvironment = "Every flag can be set by the environment too: --fail-on by YOURSIDE_FAIL_ON. What is\n" +
	"given on the command line goes first, and .yourside.yaml last."

// settle completes the flags of a command from the environment and then from
// the configuration file, if the command goes by that. It refuses those that were
// given without a value: an empty variable in a script must not turn one check
// into all, or a replay into a scan.
func (p *program) settle(c *cobra.Command) error {
	defer p.redactErrors(c) // what is wrong with the flags is told of, too
	flags := c.Flags()
	p.origin = map[string]string{}
	if err := p.fromEnvironment(flags); err != nil {
		return err
	}
	if c.Annotations[configured] == "" {
		return nil
	}
	return p.fromFile(flags)
}

func (p *program) fromEnvironment(flags *pflag.FlagSet) error {
	var err error
	flags.VisitAll(func(f *pflag.Flag) {
		name, value := variable(f)
		switch {
		case err != nil:
		case f.Changed && empty(f.Value):
			err = usage("--%s has an empty value: leave it out to have the default", f.Name)
		case f.Changed:
			p.origin[f.Name] = "the command line"
		case !f.Changed && value != "" && f.Name != "help" && f.Name != "version":
			p.fromEnv = append(p.fromEnv, name)
			p.origin[f.Name] = name
			if set := flags.Set(f.Name, value); set != nil || empty(f.Value) {
				err = usage("%s=%q is not a value of --%s", name, value, f.Name)
			}
		}
	})
	return err
}

// variable returns the environment variable of a flag, and its value.
func variable(f *pflag.Flag) (name, value string) {
	name = "YOURSIDE_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
	return name, os.Getenv(name)
}

func empty(v pflag.Value) bool {
	if list, ok := v.(pflag.SliceValue); ok {
		return len(list.GetSlice()) == 0 || slices.Contains(list.GetSlice(), "")
	}
	return v.String() == ""
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
