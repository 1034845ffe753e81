package collect

import (
	"cmp"
	"slices"
	"time"

	"github.com/yourside/yourside/checks/inventory"
)

// DefaultRegions are those of the partition aws that are enabled in every
// account unless somebody turns them off.
// https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
var DefaultRegions = []string{
	"ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2",
	"ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1",
	"us-east-1", "us-east-2", "us-west-1", "us-west-2",
}

// Per is for what a table's operations are called once each.
type Per string

// What a table may be read for.
const (
	PerAccount   Per = "account"
	PerRegion    Per = "region"
	PerRow       Per = "row"       // of the parent
	PerReference Per = "reference" // that rows of the parent make
	PerListing   Per = "listing"   // of the parent, if it found anything
)

// A Step is how a plan reads one table.
type Step struct {
	Table      string
	Operations []string // the one that fills it first, then what has to come before
	Per        Per
	Parent     string // the table whose rows it is about, if any
	Some       string // which of them, in words that follow what a row is; empty for all
	// Chain are the operations that lead to the last answer, one after the other.
	Chain []string
	// Calls is how often each of its operations is called, by region, pages after
	// the first not counted.
	Calls map[string]int
}

// Steps returns what the plan does in an account of this inventory, parents
// before children. What is about the whole account is asked in the home region.
func (p Plan) Steps(home string, regions []string, inv *inventory.Inventory) []Step {
	chains := map[string][]string{}
	asked := map[string]bool{}
	var all []Step
	for _, c := range p.collectors {
		s := Step{Table: c.Table.Name(), Operations: c.Operations, Per: c.per(), Some: c.some, Calls: map[string]int{}}
		if c.Parent != nil {
			s.Parent = c.Parent.Name()
		}
		s.Chain = slices.Clone(chains[s.Parent])
		for _, operation := range slices.Backward(c.Operations) {
			s.Chain = append(s.Chain, operation)
		}
		chains[s.Table] = s.Chain
		for _, region := range c.asks(home, regions, inv, asked) {
			s.Calls[region]++
		}
		all = append(all, s)
	}
	return all
}

// Chain returns the operations of the longest chain: no call of it can be made
// before the one before it is answered. It is that of an account where there is
// something of everything.
func (p Plan) Chain() []string {
	var longest []string
	for _, s := range p.Steps("", nil, inventory.New(inventory.Account{}, time.Time{})) {
		if len(s.Chain) > len(longest) {
			longest = s.Chain
		}
	}
	return longest
}

// Without returns the plan without the tables that need one of these operations.
func (p Plan) Without(operations []string) Plan {
	var left Plan
	gone := map[string]bool{}
	for _, c := range p.collectors {
		lacks := func(operation string) bool { return slices.Contains(operations, operation) }
		if slices.ContainsFunc(c.Operations, lacks) || c.Parent != nil && gone[c.Parent.Name()] {
			gone[c.Table.Name()] = true
			continue
		}
		left.collectors = append(left.collectors, c)
	}
	return left
}

func (c Collector) per() Per {
	switch {
	case c.scope == wholeAccount:
		return PerAccount
	case c.scope == eachRegion:
		return PerRegion
	case c.scope == allRows:
		return PerListing
	case c.of != nil:
		return PerReference
	}
	return PerRow
}

// asks returns the regions that the collector asks in, one for each time that it
// does. It adds to what was asked and may be shared.
func (c Collector) asks(home string, regions []string, inv *inventory.Inventory, asked map[string]bool) []string {
	if c.Parent == nil {
		if c.scope == wholeAccount {
			return []string{cmp.Or(c.at, home)}
		}
		return regions
	}
	var in []string
	first := func(key string) bool {
		if asked[key] {
			return false
		}
		asked[key] = true
		return true
	}
	for _, row := range c.parents(inv) {
		if c.concerns != nil && !c.concerns(row) {
			continue
		}
		region := cmp.Or(row.Subject().Region, home)
		switch {
		case c.of != nil:
			for _, r := range c.of(row) {
				at := cmp.Or(r.Region, region)
				if first(c.Table.Name()+" "+r.Region+" "+r.ARN) && (c.about == nil || first(c.Operations[0]+" "+at+" "+c.about(r))) {
					in = append(in, at)
				}
			}
		case c.scope == allRows && !first(c.Table.Name()+" "+region):
		case c.about != nil && !first(c.Operations[0]+" "+region+" "+c.about(row)):
		case c.climbs:
			in = append(in, slices.Repeat([]string{region}, max(1, len(c.rows(inv))))...)
		default:
			in = append(in, region)
		}
	}
	return in
}
