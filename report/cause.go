package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/yourside/yourside/checks/inventory"
)

// A cause is one reason why something was not assessed: an operation that was
// answered in one way, wherever that was and whichever checks it blinds.
type cause struct {
	operation string
	reason    inventory.Reason
	code      string

	message   string   // what AWS said, the first time
	regions   []string // distinct, in order
	resources []string
	checks    []string
}

// causes returns the distinct causes of what was not assessed, ordered by
// reason and operation.
func causes(all []Unassessed) []cause {
	type key struct {
		reason          inventory.Reason
		operation, code string
	}
	found := map[key]*cause{}
	for _, u := range all {
		k := key{u.Reason, u.Operation, u.Code}
		c := found[k]
		if c == nil {
			c = &cause{operation: u.Operation, reason: u.Reason, code: u.Code, message: u.Message}
			found[k] = c
		}
		c.regions = append(c.regions, u.Region)
		c.checks = append(c.checks, u.Check)
		if u.Resource != "" {
			c.resources = append(c.resources, u.Resource)
		}
	}
	var list []cause
	for _, c := range found {
		c.regions, c.resources, c.checks = distinct(c.regions), distinct(c.resources), distinct(c.checks)
		list = append(list, *c)
	}
	slices.SortFunc(list, func(a, b cause) int {
		return cmp.Or(cmp.Compare(a.reason, b.reason), cmp.Compare(a.operation, b.operation), cmp.Compare(a.code, b.code))
	})
	return list
}

// what returns what was asked for and where: "ec2:DescribeVolumes
// (UnauthorizedOperation) in 17 regions".
func (c cause) what() string {
	if c.reason == inventory.NotScanned {
		return "the account"
	}
	var b strings.Builder
	b.WriteString(cmp.Or(clean(c.operation), "no operation"))
	if c.code != "" {
		fmt.Fprintf(&b, " (%s)", clean(c.code))
	}
	if n := len(c.resources); n > 0 {
		b.WriteString(" of " + plural(n, "resource"))
	}
	if regional := slices.DeleteFunc(slices.Clone(c.regions), func(r string) bool { return r == "" }); len(regional) == 1 {
		b.WriteString(" in " + clean(regional[0]))
	} else if len(regional) > 1 {
		b.WriteString(" in " + plural(len(regional), "region"))
	}
	return b.String()
}

// advice returns what to do about a reason, or nothing if that depends on what
// AWS said.
func advice(r inventory.Reason) string {
	switch r {
	case inventory.Denied:
		return "`yourside permissions` prints the policy that allows it"
	case inventory.DeniedByOrganization:
		return "a policy of the organization forbids it; only its management account can change that"
	case inventory.DeniedByResource:
		return "the resource's own policy forbids it; only who may change that policy can allow it"
	case inventory.Throttled, inventory.TimedOut, inventory.NotReady, inventory.ServerError:
		return "scan again, later or with fewer checks"
	case inventory.Unreachable:
		return "check the network and the endpoint"
	case inventory.Expired:
		return "sign in again"
	case inventory.RegionOff:
		return "enable the region, or leave it out with --region"
	case inventory.Interrupted:
		return "let the scan run to its end"
	case inventory.NotRecorded:
		return "record again with these checks"
	case inventory.TurnedOff:
		return "a flag of this scan turned it off"
	case inventory.Unsupported, inventory.Subscription:
		return "the service is not to be had there"
	}
	return ""
}

func distinct(words []string) []string {
	slices.Sort(words)
	return slices.Compact(words)
}

// count returns a number with its thousands apart: "25,972".
func count(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
