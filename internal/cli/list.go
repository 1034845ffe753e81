package cli

import (
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/internal/collect"
	"github.com/yourside/yourside/internal/scan"
)

// list is the command that lists checks.
func (p *program) list() *cobra.Command {
	var which selection
	var output string
	c := &cobra.Command{
		Use: "checks", Short: "List the checks", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			some, err := which.of(p.checks)
			if err != nil {
				return err
			}
			switch output {
			case "text":
				return p.listText(some)
			case "json":
				return p.listJSON(some)
			}
			return usage("checks are listed as text or json, not %q", output)
		},
	}
	which.flags(c)
	c.Flags().StringVarP(&output, "output", "o", "text", "text or json")
	c.AddCommand(&cobra.Command{
		Use: "show ID", Short: "Show all there is to know of a check", Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("checks show takes the ID of one check")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			one := selection{checks: args}
			some, err := one.of(p.checks)
			if err != nil {
				return err
			}
			return p.show(some[0])
		},
	})
	return c
}

func (p *program) listText(some []*check.Check) error {
	w := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "CHECK\tDOMAIN\tSEVERITY\tSERVICE\tFRAMEWORKS")
	for _, c := range some {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", c.ID, c.Domain, c.Severity, c.Service(), strings.Join(c.Controls, " "))
	}
	return w.Flush()
}

func (p *program) listJSON(some []*check.Check) error {
	type listed struct {
		ID         string         `json:"id"`
		Title      string         `json:"title"`
		Domain     check.Domain   `json:"domain"`
		Severity   check.Severity `json:"severity"`
		Service    string         `json:"service"`
		Resource   string         `json:"resource"`
		Frameworks []string       `json:"frameworks"`
	}
	var all []listed
	for _, c := range some {
		all = append(all, listed{c.ID, c.Title, c.Domain, c.Severity, c.Service(), c.Resource, c.Controls})
	}
	e := json.NewEncoder(p.out)
	e.SetIndent("", "  ")
	return e.Encode(all)
}

func (p *program) show(c *check.Check) error {
	plan, err := collect.NewPlan(c.Needs())
	if err != nil {
		return err
	}
	fmt.Fprintf(p.out, "%s\n%s\n\nDomain      %s\nSeverity    %s\nResource    %s\nFrameworks  %s\nOperations  %s\n",
		c.ID, c.Title, c.Domain.Title(), c.Severity, c.Resource,
		strings.Join(c.Controls, " "), strings.Join(plan.Operations(), " "))
	for _, s := range c.Params {
		fmt.Fprintf(p.out, "Parameter   %s = %v: %s\n", s.Name(), s.Default(), s.Usage())
	}
	fmt.Fprintf(p.out, "\nWhat it looks at\n  %s\n\nWhy it matters\n  %s\n\nHow to fix it\n  %s\n\nReferences\n  %s\n",
		c.Logic, c.Rationale, c.Remedy, strings.Join(c.References, "\n  "))
	return nil
}

// permissions is the command that prints the least IAM policy.
func (p *program) permissions() *cobra.Command {
	var which selection
	c := &cobra.Command{
		Use: "permissions", Short: "Print the least IAM policy that the checks need", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			some, err := which.of(p.checks)
			if err != nil {
				return err
			}
			operations, err := scan.Operations(some)
			if err != nil {
				return err
			}
			e := json.NewEncoder(p.out)
			e.SetIndent("", "  ")
			return e.Encode(collect.Policy(operations))
		},
	}
	which.flags(c)
	return c
}
