package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/yourside/yourside/checks/check"
)

// selection is which checks a command is about.
type selection struct{ checks, domains, services, severities []string }

func (s *selection) flags(c *cobra.Command) {
	f := c.Flags()
	f.StringSliceVar(&s.checks, "check", nil, "only these checks, by ID")
	f.StringSliceVar(&s.domains, "domain", nil, "only these domains: data, privilege, infrastructure, detective")
	f.StringSliceVar(&s.services, "service", nil, "only the checks of these services: ec2, s3, iam, ...")
	f.StringSliceVar(&s.severities, "severity", nil, "only these severities: critical, high, medium, low")
}

// of returns the selected checks, ordered by ID.
func (s *selection) of(all []*check.Check) ([]*check.Check, error) {
	var ids, services, domains, severities []string
	for _, c := range all {
		ids, services = append(ids, c.ID), append(services, c.Service())
	}
	for _, d := range check.Domains {
		domains = append(domains, d.String())
	}
	for _, v := range check.Severities {
		severities = append(severities, v.String())
	}
	for _, w := range []struct {
		what          string
		wanted, known []string
	}{
		{"check", s.checks, ids}, {"domain", s.domains, domains},
		{"service", s.services, services}, {"severity", s.severities, severities},
	} {
		for _, name := range w.wanted {
			if !slices.Contains(w.known, name) {
				return nil, usage("there is no %s %q; did you mean %q?", w.what, name, nearest(name, w.known))
			}
		}
	}
	chosen := func(wanted []string, have string) bool { return len(wanted) == 0 || slices.Contains(wanted, have) }
	var some []*check.Check
	for _, c := range all {
		if chosen(s.checks, c.ID) && chosen(s.domains, c.Domain.String()) &&
			chosen(s.services, c.Service()) && chosen(s.severities, c.Severity.String()) {
			some = append(some, c)
		}
	}
	if len(some) == 0 {
		return nil, usage("no check matches all of --check, --domain, --service and --severity")
	}
	slices.SortFunc(some, func(a, b *check.Check) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	return some, nil
}

// nearest returns the known name that takes the fewest edits to reach.
func nearest(name string, known []string) string {
	best, least := "", 1<<30
	for _, k := range known {
		if d := distance(name, k); d < least {
			best, least = k, d
		}
	}
	return best
}

// distance is the Levenshtein distance of two strings.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
