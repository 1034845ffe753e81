package cli

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/internal/config"
	"github.com/yourside/yourside/internal/wire"
)

// configured marks the commands whose flags the configuration file sets.
const configured = "configured"

// byFile is the annotation of such a command.
var byFile = map[string]string{configured: "yes"}

// once are flags of one scan, which no file sets for all, and those by which a
// file that others write could run a program or send something away.
var once = []string{"explain", "help", "no-history", "notify-command", "notify-webhook", "quiet", "record", "replay", "resume", "scheduled", "since", "verbose"}

// choices are the flags that say what is asked. A scan that goes on with a
// recording asks what that did, whatever the file says.
var choices = []string{"check", "skip", "domain", "service", "severity", "framework", "region", noCredentialReport[2:]}

// load reads the configuration file, and makes sure that its keys are flags of a
// scan: a key that nothing reads would be a setting that does not hold.
func (p *program) load() error {
	dir, err := os.Getwd()
	if err != nil {
		return usageError{err}
	}
	if p.file, err = config.Load(dir); err != nil {
		return usageError{err}
	}
	known := []string{"version", "accounts", "parameters"}
	p.settings().VisitAll(func(f *pflag.Flag) { known = append(known, f.Name) })
	for _, e := range p.file.Flags {
		if !slices.Contains(known, e.Key) {
			return p.inFile(e, "there is no key %s; did you mean %s?", e.Key, nearest(e.Key, known))
		}
	}
	return nil
}

// settings are the flags that the file may set.
func (p *program) settings() *pflag.FlagSet {
	some := pflag.NewFlagSet("", pflag.ContinueOnError)
	p.scan().Flags().VisitAll(func(f *pflag.Flag) {
		if !slices.Contains(once, f.Name) {
			some.AddFlag(f)
		}
	})
	return some
}

func (p *program) inFile(e config.Entry, format string, args ...any) error {
	return usage("%s: line %d: %s", p.file.Path, e.Line, fmt.Sprintf(format, args...))
}

// fromFile sets the flags that neither the command line nor the environment did.
func (p *program) fromFile(flags *pflag.FlagSet) error {
	if err := p.load(); err != nil {
		return err
	}
	recorded := given(flags, "resume") || given(flags, "replay")
	for _, e := range p.file.Flags {
		f := flags.Lookup(e.Key)
		if f == nil || f.Changed || recorded && slices.Contains(choices, e.Key) {
			continue
		}
		if err := p.set(flags, f, e); err != nil {
			return err
		}
		p.origin[f.Name] = fmt.Sprintf("%s:%d", p.file.Path, e.Line)
	}
	return nil
}

func given(flags *pflag.FlagSet, name string) bool {
	f := flags.Lookup(name)
	return f != nil && f.Changed
}

func (p *program) set(flags *pflag.FlagSet, f *pflag.Flag, e config.Entry) error {
	_, takesMany := f.Value.(pflag.SliceValue)
	if e.List && !takesMany {
		return p.inFile(e, "%s takes one value, not a list", e.Key)
	}
	if e.Key == "output" {
		for i, o := range e.Values {
			var err error
			if e.Values[i], err = p.outputInFile(e, o); err != nil {
				return err
			}
		}
	}
	if e.Key == "baseline" && !p.file.Own && !filepath.IsAbs(strings.Join(e.Values, "")) {
		e.Values = []string{local(filepath.Join(filepath.Dir(p.file.Path), strings.Join(e.Values, "")))} // from the folder of the file, too
	}
	value := strings.Join(e.Values, "")
	if takesMany {
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		if err := w.Write(e.Values); err != nil {
			return p.inFile(e, "%s: %v", e.Key, err)
		}
		w.Flush()
		value = strings.TrimSuffix(b.String(), "\n")
	}
	if err := flags.Set(f.Name, value); err != nil || empty(f.Value) {
		return p.inFile(e, "%q is not a value of %s", strings.Join(e.Values, ","), e.Key)
	}
	return nil
}

// outputInFile is an output with its path from the folder of the file. A file
// that others write must not have a scan write elsewhere.
func (p *program) outputInFile(e config.Entry, spec string) (string, error) {
	format, path, ok := strings.Cut(spec, "=")
	switch {
	case !ok || path == stdout || p.file.Own:
		return spec, nil
	case !filepath.IsLocal(path):
		return "", p.inFile(e, "the output %s leads out of the folder of this file", spec)
	}
	return format + "=" + filepath.Join(filepath.Dir(p.file.Path), path), nil
}

// parameters returns the parameters of checks that the file sets, as
// check.Evaluate takes them.
func (p *program) parameters() (map[string]any, error) {
	all := map[string]any{}
	for _, e := range p.file.Parameters {
		of, name, _ := strings.Cut(e.Key, "/")
		s, err := p.parameter(e, of, name)
		if err != nil {
			return nil, err
		}
		if all[e.Key], err = p.value(e, s.Default()); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (p *program) parameter(e config.Entry, of, name string) (check.Setting, error) {
	var ids, names []string
	for _, c := range p.checks {
		ids = append(ids, c.ID)
		if c.ID != of {
			continue
		}
		for _, s := range c.Params {
			if s.Name() == name {
				return s, nil
			}
			names = append(names, s.Name())
		}
		if len(names) == 0 {
			return nil, p.inFile(e, "the check %s has no parameters", of)
		}
		return nil, p.inFile(e, "the check %s has no parameter %s; did you mean %s?", of, name, nearest(name, names))
	}
	return nil, p.inFile(e, "there is no check %s; did you mean %s?", of, nearest(of, ids))
}

// value reads the values of an entry as what the default of a parameter is.
func (p *program) value(e config.Entry, like any) (any, error) {
	one := func() (string, error) {
		if e.List || len(e.Values) != 1 {
			return "", p.inFile(e, "%s takes one value, not a list", e.Key)
		}
		return e.Values[0], nil
	}
	switch like.(type) {
	case []string:
		return e.Values, nil
	case []int:
		all := []int{}
		for _, text := range e.Values {
			n, err := strconv.Atoi(text)
			if err != nil {
				return nil, p.inFile(e, "%s takes whole numbers, not %q", e.Key, text)
			}
			all = append(all, n)
		}
		return all, nil
	case int:
		text, err := one()
		if err != nil {
			return nil, err
		}
		n, err := strconv.Atoi(text)
		if err != nil {
			return nil, p.inFile(e, "%s takes a whole number, not %q", e.Key, text)
		}
		return n, nil
	case string:
		return one()
	}
	return nil, fmt.Errorf("the parameter %s has a default of a type that no file can set: %T", e.Key, like)
}

// config is the command that says what holds, and why.
func (p *program) config() *cobra.Command {
	c := &cobra.Command{
		Use: "config", Short: "Say what is configured, and where", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(&cobra.Command{
		Use: "show", Short: "Show the settings of a scan here, and where each comes from", Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return p.showConfig() },
	}, &cobra.Command{
		Use: "validate", Short: "Look for mistakes in the configuration file that holds here", Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			scan := p.scan()
			if err := p.fromFile(scan.Flags()); err != nil {
				return err
			}
			if _, err := p.parameters(); err != nil {
				return err
			}
			if p.file.Path == "" {
				return usage("there is no %s here, above in the repository, or %s", config.Name, config.Own())
			}
			fmt.Fprintln(p.out, p.file.Path, "is valid")
			return nil
		},
	}, &cobra.Command{
		Use: "schema", Short: "Print the JSON Schema of the configuration file, for editors", Args: noArgs,
		Long: "Print the JSON Schema of the configuration file. Editors that know YAML complete and check the file by it, if a comment\n" +
			"says where it is:\n\n" +
			"  yourside config schema > .yourside.schema.json\n" +
			"  # yaml-language-server: $schema=.yourside.schema.json",
		RunE: func(*cobra.Command, []string) error { return p.indented(p.configSchema()) },
	})
	return c
}

func (p *program) showConfig() error {
	scan := p.scan()
	scan.Annotations = byFile
	if err := p.settle(scan); err != nil {
		return err
	}
	parameters, err := p.parameters()
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "SETTING\tVALUE\tFROM")
	scan.Flags().VisitAll(func(f *pflag.Flag) {
		if slices.Contains(once, f.Name) {
			return
		}
		from := "the default"
		if at, ok := p.origin[f.Name]; ok {
			from = at
		}
		fmt.Fprintf(w, "%s\t%s\t%s\n", f.Name, shown(f.Value), from)
	})
	for _, e := range p.file.Parameters {
		fmt.Fprintf(w, "%s\t%s\t%s:%d\n", e.Key, printable(fmt.Sprint(parameters[e.Key])), p.file.Path, e.Line)
	}
	return w.Flush()
}

// shown is a value as it would be given.
func shown(v pflag.Value) string {
	text := v.String()
	if list, ok := v.(pflag.SliceValue); ok {
		text = strings.Join(list.GetSlice(), ",")
	}
	if text == "" {
		return "-"
	}
	return printable(text)
}

// init is the command that writes a file to begin with.
func (p *program) init() *cobra.Command {
	var own bool
	c := &cobra.Command{
		Use: "init", Short: "Write a " + config.Name + " with all that can be set, commented out", Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			path := config.Name
			if own {
				path = config.Own()
				if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
					return usageError{err}
				}
			}
			if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
				return usage("%s is there already: edit it, or move it away", path)
			}
			if err := wire.WriteFile(path, 0o644, p.writeTemplate); err != nil {
				return usageError{err}
			}
			fmt.Fprintf(p.err, "wrote %s; `yourside config show` says what holds\n", path)
			return nil
		},
	}
	c.Flags().BoolVar(&own, "user", false, "write it into your own configuration folder, where it holds wherever no repository has one")
	return c
}
