package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/framework"
	"github.com/yourside/yourside/report"
)

// complete tells shells what the values of the flags of a command may be.
func (p *program) complete(c *cobra.Command) {
	var ids, services, domains, severities, frameworks []string
	for _, of := range p.checks {
		ids, services = append(ids, of.ID+"\t"+of.Title), append(services, of.Service())
	}
	slices.Sort(services)
	services = slices.Compact(services)
	for _, d := range check.Domains {
		domains = append(domains, d.String()+"\t"+d.Title())
	}
	for _, s := range check.Severities {
		severities = append(severities, s.String())
	}
	for _, f := range framework.All() {
		frameworks = append(frameworks, f.ID+"\t"+f.Name+" "+f.Version)
	}
	for name, values := range map[string][]string{
		"check": ids, "skip": ids, "service": services, "domain": domains, "severity": severities, "framework": frameworks,
		"fail-on": append(severities, noGate), "output": names(report.Formats),
	} {
		// The outputs of a list are other ones, and only one at a time.
		if f := c.Flags().Lookup(name); f != nil && (name != "output" || f.Value.Type() == "stringSlice") {
			_ = c.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)) // fails for none but an unknown flag
		}
	}
	for _, sub := range c.Commands() {
		p.complete(sub)
	}
}
