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
	"github.com/yourside/yourside/report"
)

// list is the command that lists checks.
func (p *program) list() *cobra.Command {
	var which selection
	var output string
	c := &cobra.Command{
		Use: "checks", Short: "List the checks", Args: listArgs,
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

// listArgs knows that what comes after checks is show, or a check to show.
func listArgs(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage("checks takes flags only, not %q; checks show ID shows one", args[0])
	}
	return nil
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
		Operations []string       `json:"operations"`
	}
	var all []listed
	for _, c := range some {
		plan, err := collect.NewPlan(c.Needs())
		if err != nil {
			return err
		}
		all = append(all, listed{
			c.ID, c.Title, c.Domain, c.Severity, c.Service(), c.Resource,
			append([]string{}, c.Controls...), append([]string{}, plan.Operations()...),
		})
	}
	return p.indented(all)
}

func (p *program) show(c *check.Check) error {
	plan, err := collect.NewPlan(c.Needs())
	if err != nil {
		return err
	}
	return report.Style{}.Check(p.out, c, plan.Operations())
}

func (p *program) indented(document any) error {
	e := json.NewEncoder(p.out)
	e.SetIndent("", "  ")
	return e.Encode(document)
}

// permissions is the command that prints the least IAM policy.
func (p *program) permissions() *cobra.Command {
	var which selection
	c := &cobra.Command{
		Use: "permissions", Short: "Print the least IAM policy that the checks need", Args: noArgs, Annotations: byFile,
		Long: "Print the least IAM policy that the checks need, as JSON. That of all checks fits\n" +
			"into one managed policy, which may have 6,144 characters:\n\n" +
			"  yourside permissions > policy.json\n" +
			"  aws iam create-policy --policy-name yourside \\\n" +
			"    --policy-document file://policy.json",
		RunE: func(*cobra.Command, []string) error {
			some, err := which.of(p.checks)
			if err != nil {
				return err
			}
			operations, err := scan.Operations(some)
			if err != nil {
				return err
			}
			return p.indented(collect.Policy(operations))
		},
	}
	which.flags(c)
	return c
}
