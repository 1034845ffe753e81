package cli

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/framework"
)

// reach is how much of a framework the checks decide.
type reach struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Version string `json:"version"`
	Covered int    `json:"covered"` // controls whose checks are all there
	Partly  int    `json:"partly"`  // controls of whose checks some are there
	NotYet  int    `json:"not_yet"` // controls that checks could decide, none of which is there
	Manual  int    `json:"manual"`  // controls that nothing which an API answers can settle
}

func (p *program) reach(f framework.Framework) reach {
	r := reach{ID: f.ID, Name: f.Name, Version: f.Version}
	for _, c := range f.Controls {
		switch n := len(p.built(c)); {
		case c.Manual:
			r.Manual++
		case n == len(c.Checks):
			r.Covered++
		case n > 0:
			r.Partly++
		default:
			r.NotYet++
		}
	}
	return r
}

// built returns the checks of a control that are there.
func (p *program) built(c framework.Control) []string {
	var ids []string
	for _, id := range c.Checks {
		if slices.ContainsFunc(p.checks, func(c *check.Check) bool { return c.ID == id }) {
			ids = append(ids, id)
		}
	}
	return ids
}

// frameworks is the command that lists frameworks.
func (p *program) frameworks() *cobra.Command {
	var output string
	c := &cobra.Command{
		Use: "frameworks", Short: "List the frameworks, and how much of each is checked", Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			var all []reach
			for _, f := range framework.All() {
				all = append(all, p.reach(f))
			}
			switch output {
			case "text":
				return p.listFrameworks(all)
			case "json":
				return p.indented(all)
			}
			return usage("frameworks are listed as text or json, not %q", output)
		},
	}
	c.Flags().StringVarP(&output, "output", "o", "text", "text or json")
	c.AddCommand(&cobra.Command{
		Use: "show ID", Short: "Show the controls of a framework with their checks", Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("frameworks show takes the ID of one framework")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			one := selection{frameworks: args}
			if err := one.known(p.checks); err != nil {
				return err
			}
			return p.showFramework(one.against()[0])
		},
	})
	return c
}

func (p *program) listFrameworks(all []reach) error {
	w := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "FRAMEWORK\tCHECKED\tPARTLY\tNOT YET\tMANUAL\tNAME")
	for _, r := range all {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%s %s\n", r.ID, r.Covered, r.Partly, r.NotYet, r.Manual, r.Name, r.Version)
	}
	return w.Flush()
}

// showFramework writes a line for each control: what decides it, what is yet to
// be built.
func (p *program) showFramework(f framework.Framework) error {
	w := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "CONTROL\tIS\tCHECKS")
	for _, c := range f.Controls {
		built := p.built(c)
		state := "checked"
		switch {
		case c.Manual:
			state = "manual"
		case len(built) == 0:
			state = "not yet"
		case len(built) < len(c.Checks):
			state = "partly"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\n", c.ID, state, strings.Join(built, " "))
	}
	return w.Flush()
}
