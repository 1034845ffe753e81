package report

import (
	"regexp"
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

const (
	// foldFrom is how many findings that say the same become one entry.
	foldFrom = 3
	// regionsOfOne is of how many regions such an entry names resources.
	regionsOfOne = 3
)

// An entry is what the text says of findings of one check that say the same:
// one of them, or many, folded.
type entry struct {
	findings []Finding
	message  string
	quiet    bool // all come with the VPCs of regions that nobody uses
}

// fold groups the findings of one check by what they say. Those of quiet
// regions come last.
func fold(findings []Finding, quiet map[string]bool) []entry {
	type key struct {
		message, typ string
		quiet        bool
	}
	groups := map[key]*entry{}
	var order []*entry
	for _, f := range findings {
		k := key{shape(f.Message), f.Resource.Type, quiet[f.Resource.Region] && inEveryVPC[f.Resource.Type]}
		e := groups[k]
		if e == nil {
			e = &entry{message: f.Message, quiet: k.quiet}
			groups[k] = e
			order = append(order, e)
		}
		if e.message != f.Message {
			e.message = k.message
		}
		e.findings = append(e.findings, f)
	}
	var entries []entry
	for _, last := range []bool{false, true} {
		for _, e := range order {
			switch {
			case e.quiet != last:
			case len(e.findings) >= foldFrom:
				entries = append(entries, *e)
			default:
				for _, f := range e.findings {
					entries = append(entries, entry{findings: []Finding{f}, message: f.Message})
				}
			}
		}
	}
	return entries
}

var resourceID = regexp.MustCompile(`\b([a-z]+)-[0-9a-f]{8,17}\b`)

// shape returns the message without the IDs that differ between resources in
// the same state.
func shape(message string) string { return resourceID.ReplaceAllString(message, "$1-...") }

// inEveryVPC are the types that AWS makes with a VPC, and a VPC itself: a
// region that nobody uses has one of each, the default ones.
var inEveryVPC = map[string]bool{
	"AWS::EC2::VPC": true, "AWS::EC2::SecurityGroup": true, "AWS::EC2::NetworkAcl": true,
}

// quietRegions returns the regions where nothing was judged but a VPC with what
// comes with it, and where every resource could be listed.
func quietRegions(r *Report) map[string]bool {
	judges := map[string]string{}
	for _, c := range r.Checks {
		judges[c.ID] = c.Resource
	}
	type kind struct{ region, typ string }
	only := map[kind]string{}
	quiet, busy := map[string]bool{}, map[string]bool{}
	for f := range r.Findings {
		name, typ := f.Resource.Region, f.Resource.Type
		if f.Resource.isAccount() {
			// In the place of resources, a region is the gap of their list.
			busy[name] = busy[name] || judges[f.Check] != inventory.AccountType
			continue
		}
		if !inEveryVPC[typ] {
			// What no check applies to is AWS's own: its prefix lists, its keys.
			busy[name] = busy[name] || f.Status != check.StatusNotApplicable
			continue
		}
		id, seen := only[kind{name, typ}]
		busy[name] = busy[name] || seen && id != f.Resource.ID
		only[kind{name, typ}] = f.Resource.ID
		quiet[name] = true
	}
	for name := range quiet {
		quiet[name] = name != "" && !busy[name]
	}
	return quiet
}

func (e entry) write(p *page) {
	message := clean(e.message)
	f := e.findings[0]
	if len(e.findings) == 1 {
		p.item(6, regionally(f.Resource)+message)
		return
	}
	regions := e.regions()
	noun := f.Resource.kind()
	switch {
	case f.Resource.isAccount():
		p.item(6, plural(len(e.findings), "region")+": each "+message)
		p.item(10, p.list(regions, p.width-12))
	case e.quiet:
		p.item(6, plural(len(e.findings), noun)+" in otherwise unused regions: each "+message)
		p.item(10, p.list(regions, p.width-12))
	case len(regions) == 1:
		in := ""
		if regions[0] != global {
			in = " in " + regions[0]
		}
		p.item(6, plural(len(e.findings), noun)+in+": each "+message)
		p.item(10, p.list(e.labels(regions[0]), 2*p.width-32))
	default:
		p.item(6, plural(len(e.findings), noun)+" in "+plural(len(regions), "region")+": each "+message)
		e.writeRegions(p, regions)
	}
}

// writeRegions names some of the resources, region by region.
func (e entry) writeRegions(p *page, regions []string) {
	left := len(e.findings)
	for _, name := range regions[:min(regionsOfOne, len(regions))] {
		labels := e.labels(name)
		p.item(10, name+": "+p.list(labels, 2*p.width-36-len(name)))
		left -= len(labels)
	}
	if more := len(regions) - regionsOfOne; more > 0 {
		p.item(10, "and "+count(left)+" in "+plural(more, "more region"))
	}
}

// regionally returns where and what a single resource is.
func regionally(r *Resource) string {
	switch {
	case r.isAccount() && r.Region == "":
		return "the account "
	case r.isAccount():
		return region(r.Region) + ": "
	case r.Region == "":
		return shorten(r.label(), longName) + " "
	}
	return region(r.Region) + ": " + shorten(r.label(), longName) + " "
}

// regions returns the distinct regions of the findings, in order.
func (e entry) regions() []string {
	var names []string
	for _, f := range e.findings {
		names = append(names, region(f.Resource.Region))
	}
	return distinct(names)
}

// labels returns the names of the resources in one region.
func (e entry) labels(in string) []string {
	var names []string
	for _, f := range e.findings {
		if region(f.Resource.Region) == in {
			names = append(names, f.Resource.label())
		}
	}
	slices.SortFunc(names, strings.Compare)
	return names
}
