package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// screen is how many lines a help may have, and how wide they are.
const (
	screen      = 40
	screenWidth = 80
)

// A flagGroup are flags that are read together.
type flagGroup struct {
	title string
	flags []string
}

// flagGroups are the flags of commands that have many, in the order in which
// somebody who is new to them asks. Others come last.
var flagGroups = []flagGroup{
	{"Account", []string{"profile", "role-arn", "external-id", "region"}},
	{"Checks", []string{"check", "skip", "domain", "service", "severity", "framework", noCredentialReport[2:]}},
	{"Report", []string{"output", "quiet", "verbose", "no-color", "redact", "sarif-suppressed"}},
	{"Exit code", []string{"fail-on", "max-unknown", "baseline", "new-only", "since", "strict"}},
	{"Recording", []string{"record", "resume", "replay"}},
	{"History", []string{"no-history", "history-days", "notify-command", "notify-webhook", "scheduled"}},
	{"Calls", []string{"explain", "timeout", "concurrency", "api-share"}},
}

// rare are flags that a help leaves out if it would not fit otherwise.
var rare = []string{
	"external-id", noCredentialReport[2:], "verbose", "no-color", "redact", "sarif-suppressed", "strict", "no-history", "history-days", "notify-command",
	"notify-webhook", "scheduled", "timeout", "concurrency", "api-share", "resume", "help",
}

// values are what flags of one type take.
var values = map[string]string{"stringSlice": "LIST", "int": "N", "float64": "N", "duration": "TIME", "bool": ""}

// valueNames are the names of values where that of the type says too little.
var valueNames = map[string]string{
	"baseline": "FILE", "since": "FILE", "record": "DIR", "resume": "DIR", "replay": "DIR", "fail-on": "LEVEL", "role-arn": "ARN", "external-id": "ID",
	"output": "FORMAT", "notify-command": "CMD", "notify-webhook": "URL", "account": "ID", "profile": "NAME", "until": "DAY", "at": "TIME", "owner": "NAME",
}

// helping is the command that shows the help of another.
func (p *program) helping() *cobra.Command {
	var all bool
	c := &cobra.Command{
		Use: "help [COMMAND]", Short: "Show the help of a command", Long: "Show the help of a command. The short form of one with many flags leaves out some.",
		ValidArgsFunction: completeCommands,
		RunE: func(c *cobra.Command, args []string) error {
			of := c.Root()
			for _, name := range args {
				i := slices.IndexFunc(of.Commands(), func(c *cobra.Command) bool { return c.Name() == name })
				if i < 0 {
					return usage("%s has no command %q; did you mean %q?", of.CommandPath(), name, nearest(name, commandNames(of)))
				}
				of = of.Commands()[i]
			}
			of.InitDefaultHelpFlag()
			of.InitDefaultVersionFlag()
			return p.writeHelp(of, all)
		},
	}
	c.Flags().BoolVar(&all, "all", false, "with all flags")
	return c
}

func commandNames(c *cobra.Command) []string {
	var names []string
	for _, sub := range c.Commands() {
		names = append(names, sub.Name())
	}
	return names
}

// completeCommands completes the path of a command.
func completeCommands(c *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	of, rest, err := c.Root().Find(args)
	if err != nil || len(rest) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []cobra.Completion
	for _, sub := range of.Commands() {
		if sub.IsAvailableCommand() {
			names = append(names, cobra.CompletionWithDesc(sub.Name(), sub.Short))
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// writeHelp writes the help of a command: with all flags, or with as many as fit
// on a screen. Cobra's own would be one list of all, and a template of another
// form would keep every method of the SDK in the binary.
func (p *program) writeHelp(c *cobra.Command, all bool) error {
	lines := helpOf(c, nil)
	if !c.HasParent() {
		lines = append(lines, "", c.Name()+" COMMAND --help says more of a command.")
	}
	if !all && len(lines) > screen {
		lines = append(helpOf(c, rare), "", "More flags: "+strings.Replace(c.CommandPath(), " ", " help ", 1)+" --all")
	}
	_, err := fmt.Fprintln(p.out, strings.Join(lines, "\n"))
	return err
}

// helpOf returns the help of a command without some of its flags.
func helpOf(c *cobra.Command, without []string) []string {
	lines := prose(c.Short + ".")
	if c.Long != "" {
		lines = prose(c.Long)
	}
	lines = append(lines, "", "Usage: "+usageLine(c))
	if subs := available(c); len(subs) > 0 {
		lines = append(lines, "", "Commands:")
		lines = append(lines, inColumn(subs, widest(subs))...)
	}
	n := 0
	c.Flags().VisitAll(func(*pflag.Flag) { n++ })
	groups := flagsOf(c, without)
	var all []item
	for _, g := range groups {
		all = append(all, g.items...)
	}
	if n <= 10 { // which need no order
		groups = []itemGroup{{"Flags", all}}
	}
	lines = append(lines, "")
	for _, g := range groups {
		lines = append(append(lines, g.title+":"), inColumn(g.items, widest(all))...)
	}
	return lines
}

func widest(items []item) int {
	width := 0
	for _, t := range items {
		width = max(width, utf8.RuneCountInString(t.name))
	}
	return width
}

// usageLine says how a command is called.
func usageLine(c *cobra.Command) string {
	line := c.UseLine()
	if c.HasAvailableSubCommands() {
		line = c.CommandPath() + " COMMAND"
	}
	return line
}

// An item is something, and what it is.
type item struct{ name, text string }

type itemGroup struct {
	title string
	items []item
}

// lines returns the item, and beside it the text.
func (t item) lines(width int) []string {
	const indent = 2
	var lines []string
	for i, line := range wrapped(t.text, screenWidth-width-2*indent) {
		name := t.name
		if i > 0 {
			name = ""
		}
		lines = append(lines, strings.TrimRight(fmt.Sprintf("%*s%-*s  %s", indent, "", width, name, line), " "))
	}
	return lines
}

// inColumn lays out items whose texts begin at one column.
func inColumn(items []item, width int) []string {
	var lines []string
	for _, t := range items {
		lines = append(lines, t.lines(width)...)
	}
	return lines
}

func available(c *cobra.Command) []item {
	var all []item
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			all = append(all, item{sub.Name(), sub.Short})
		}
	}
	return all
}

// flagsOf returns the flags of a command in groups.
func flagsOf(c *cobra.Command, without []string) []itemGroup {
	taken := map[string]bool{}
	for _, name := range without {
		taken[name] = true
	}
	var groups []itemGroup
	add := func(title string, flags []*pflag.Flag) {
		g := itemGroup{title: title}
		for _, f := range flags {
			if !taken[f.Name] && !f.Hidden {
				taken[f.Name] = true
				g.items = append(g.items, flagItem(f))
			}
		}
		if len(g.items) > 0 {
			groups = append(groups, g)
		}
	}
	for _, of := range flagGroups {
		var some []*pflag.Flag
		for _, name := range of.flags {
			if f := c.Flags().Lookup(name); f != nil {
				some = append(some, f)
			}
		}
		add(of.title, some)
	}
	var others []*pflag.Flag
	c.Flags().VisitAll(func(f *pflag.Flag) { others = append(others, f) })
	add("Others", others)
	return groups
}

func flagItem(f *pflag.Flag) item {
	name := "    --" + f.Name
	if f.Shorthand != "" {
		name = "-" + f.Shorthand + ", --" + f.Name
	}
	value, ok := values[f.Value.Type()]
	if !ok || value == "LIST" {
		value = cmp.Or(valueNames[f.Name], value, "TEXT")
	}
	if value != "" {
		name += " " + value
	}
	text := f.Usage
	if d := strings.Trim(f.DefValue, "[]"); d != "" && d != "false" && d != "0" {
		text += " (default " + strings.ReplaceAll(d, ",", ", ") + ")"
	}
	return item{name, text}
}

// prose lays out a text: paragraphs, and indented lines that stay as they are.
func prose(text string) []string {
	var lines, paragraph []string
	flush := func() {
		if len(paragraph) > 0 {
			lines = append(lines, wrapped(strings.Join(paragraph, " "), screenWidth)...)
		}
		paragraph = nil
	}
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		if line == "" || strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t") {
			flush()
			lines = append(lines, strings.ReplaceAll(line, "\t", "  "))
			continue
		}
		paragraph = append(paragraph, line)
	}
	flush()
	return lines
}
