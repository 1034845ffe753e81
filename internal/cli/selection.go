package cli

import (
	"cmp"
	"slices"

	"github.com/spf13/cobra"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/framework"
	"github.com/yourside/yourside/internal/config"
)

// selection is which checks a command is about.
type selection struct{ checks, skip, domains, services, severities, frameworks []string }

func (s *selection) flags(c *cobra.Command) {
	f := c.Flags()
	f.StringSliceVar(&s.checks, "check", nil, "only these checks, by ID")
	f.StringSliceVar(&s.skip, "skip", nil, "all but these checks, by ID")
	f.StringSliceVar(&s.domains, "domain", nil, "only these: data, privilege, infrastructure, detective")
	f.StringSliceVar(&s.services, "service", nil, "only the checks of these services: ec2, s3, iam, ...")
	f.StringSliceVar(&s.severities, "severity", nil, "only these severities: critical, high, medium, low")
	f.StringSliceVar(&s.frameworks, "framework", nil, "only the checks of these frameworks: cis-7.0, ...")
}

// given reports whether the user selected anything.
func (s *selection) given() bool {
	return len(s.checks)+len(s.skip)+len(s.domains)+len(s.services)+len(s.severities)+len(s.frameworks) > 0
}

// of returns the selected checks, ordered by ID.
func (s *selection) of(all []*check.Check) ([]*check.Check, error) {
	if err := s.known(all); err != nil {
		return nil, err
	}
	chosen := func(wanted []string, have string) bool { return len(wanted) == 0 || slices.Contains(wanted, have) }
	serves := func(c *check.Check) bool {
		return len(s.frameworks) == 0 || slices.ContainsFunc(s.against(), func(f framework.Framework) bool { return f.Serves(c.ID) })
	}
	var some []*check.Check
	for _, c := range all {
		if chosen(s.checks, c.ID) && chosen(s.domains, c.Domain.String()) && chosen(s.services, c.Service()) &&
			chosen(s.severities, c.Severity.String()) && serves(c) && !slices.Contains(s.skip, c.ID) {
			some = append(some, c)
		}
	}
	if len(some) == 0 {
		return nil, usage("no check is left: none matches all of --check, --skip, --domain, --service, --severity and --framework")
	}
	slices.SortFunc(some, func(a, b *check.Check) int { return cmp.Compare(a.ID, b.ID) })
	return some, nil
}

// against returns the frameworks that the selection names.
func (s *selection) against() []framework.Framework {
	var all []framework.Framework
	for _, id := range s.frameworks {
		if f, ok := framework.Find(id); ok {
			all = append(all, f)
		}
	}
	return all
}

// known reports the first name that is none.
func (s *selection) known(all []*check.Check) error {
	var ids, services, domains, severities, frameworks []string
	for _, c := range all {
		ids, services = append(ids, c.ID), append(services, c.Service())
	}
	for _, d := range check.Domains {
		domains = append(domains, d.String())
	}
	for _, v := range check.Severities {
		severities = append(severities, v.String())
	}
	for _, f := range framework.All() {
		frameworks = append(frameworks, f.ID)
	}
	for _, w := range []struct {
		what          string
		wanted, known []string
	}{
		{"check", s.checks, ids}, {"check", s.skip, ids}, {"domain", s.domains, domains},
		{"service", s.services, services}, {"severity", s.severities, severities},
		{"framework", s.frameworks, frameworks},
	} {
		for _, name := range w.wanted {
			if !slices.Contains(w.known, name) {
				return usage("there is no %s %q; did you mean %q?", w.what, name, nearest(name, w.known))
			}
		}
	}
	return nil
}

// nearest returns the known name that was perhaps meant.
func nearest(name string, known []string) string { return config.Nearest(name, known) }
