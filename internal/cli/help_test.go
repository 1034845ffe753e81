package cli

import (
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/yourside/yourside/checks"
)

// each calls a function with each command that users see, and its path.
func each(t *testing.T, do func(path []string, c *cobra.Command)) {
	t.Helper()
	p := &program{out: &printer{Writer: io.Discard}, err: io.Discard, checks: checks.All()}
	root := p.root()
	root.InitDefaultCompletionCmd()
	var walk func([]string, *cobra.Command)
	walk = func(path []string, c *cobra.Command) {
		c.InitDefaultHelpFlag()
		do(path, c)
		for _, sub := range c.Commands() {
			walk(append(slices.Clone(path), sub.Name()), sub)
		}
	}
	walk(nil, root)
}

func TestTheHelpOfEachCommandFitsOnAScreen(t *testing.T) {
	n := 0
	each(t, func(path []string, c *cobra.Command) {
		n++
		help, errs, exit := run(t, append(slices.Clone(path), "--help")...)
		if exit != exitOK || errs != "" {
			t.Fatalf("%v: exit %d: %s", path, exit, errs)
		}
		lines := strings.Split(strings.TrimSuffix(help, "\n"), "\n")
		if len(lines) > 40 {
			t.Errorf("%v has %d lines:\n%s", path, len(lines), help)
		}
		all, _, _ := run(t, append(append([]string{"help"}, path...), "--all")...)
		for _, line := range slices.Concat(lines, strings.Split(all, "\n")) {
			if width := utf8.RuneCountInString(line); width > 80 || strings.TrimRight(line, " \t") != line {
				t.Errorf("%v has a line of %d columns: %q", path, width, line)
			}
		}
		left := ""
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if !strings.Contains(all, " --"+f.Name+" ") && !strings.Contains(all, " --"+f.Name+"\n") {
				t.Errorf("%v: --all has no --%s", path, f.Name)
			}
			if !strings.Contains(help, " --"+f.Name) {
				left = f.Name
			}
		})
		if said := strings.Contains(help, "More flags: yourside help "+strings.Join(path, " ")+" --all\n"); said != (left != "") {
			t.Errorf("%v leaves out --%s, and says so: %v", path, left, said)
		}
		if again, _, _ := run(t, append([]string{"help"}, path...)...); again != help {
			t.Errorf("help %v says something else:\n%s", path, again)
		}
	})
	if n < 30 {
		t.Errorf("there are %d commands: this looks at too few", n)
	}
}

func TestTheHelpOfAScanHasWhatItsFirstUsersNeed(t *testing.T) {
	help, _, _ := run(t, "scan", "--help")
	for _, flag := range []string{"--profile", "--region", "--check", "--framework", "-o, --output", "--fail-on", "--max-unknown", "--baseline", "--new-only", "--explain"} {
		if !strings.Contains(help, "  "+flag+" ") {
			t.Errorf("there is no %s in\n%s", flag, help)
		}
	}
}

// A flag that is in no group would come last, and one that nobody has is a
// typing error.
func TestEachFlagOfAScanIsInAGroup(t *testing.T) {
	var grouped []string
	for _, g := range flagGroups {
		grouped = append(grouped, g.flags...)
	}
	known := []string{"help"}
	each(t, func(path []string, c *cobra.Command) {
		if slices.Equal(path, []string{"scan"}) {
			c.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, f.Name) })
		}
	})
	for _, name := range known {
		if name != "help" && !slices.Contains(grouped, name) {
			t.Errorf("--%s is in no group", name)
		}
	}
	for _, name := range slices.Concat(grouped, rare) {
		if !slices.Contains(known, name) {
			t.Errorf("there is no --%s", name)
		}
	}
}

func TestTheHelpOfACommandThatIsNotThereIsAMistake(t *testing.T) {
	for want, args := range map[string][]string{
		`yourside has no command "scn"; did you mean "scan"?`:         {"help", "scn"},
		`yourside scan has no command "all"`:                          {"help", "scan", "all"},
		`yourside history has no command "shw"; did you mean "show"?`: {"help", "history", "shw"},
	} {
		if out, errs, exit := run(t, args...); exit != exitUsage || !strings.Contains(errs, want) || out != "" {
			t.Errorf("%v: exit %d: %s%s", args, exit, errs, out)
		}
	}
	if out, _, _ := run(t, "__complete", "help", "history", ""); !strings.Contains(out, "show\t") {
		t.Errorf("it is not completed: %s", out)
	}
}
