package report

import (
	"maps"
	"regexp"
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

const (
	// foldFrom is how many findings that say the same become one entry.
	foldFrom = 3
	// regionsOfOne is of how many regions such an entry names resources.
	regionsOfOne = 3
)

// A folding is what the text says of the findings of one check and status. It
// keeps of them what is written, as there may be tens of thousands.
type folding struct {
	*Rule
	status  check.Status
	n       int
	entries map[alike]*entry
	order   [2][]*entry // as they came; those of quiet regions are the second
}

func newFolding(of *Rule, status check.Status) *folding {
	return &folding{Rule: of, status: status, entries: map[alike]*entry{}}
}

// write writes the entries, and how many findings are in none of them.
func (g *folding) write(p *page) {
	left := g.n
	for _, entry := range g.listed() {
		entry.write(p)
		left -= entry.n
	}
	if left > 0 {
		p.item(6, "and "+count(left)+" more")
	}
}

// alike is what findings share that are folded.
type alike struct {
	message, typ string
	quiet        bool
}

// An entry is what the text says of findings of one check that say the same.
type entry struct {
	first   []Finding // as many as are not folded
	n       int
	labels  map[string][]string // of the resources, by region
	message string
	quiet   bool // all come with the VPCs of regions that nobody uses
}

// add adds a finding. What would come after all that is written is counted.
func (g *folding) add(f Finding, quiet map[string]bool) {
	g.n++
	k := alike{shape(f.Message), f.Resource.Type, quiet[f.Resource.Region] && inEveryVPC[f.Resource.Type]}
	e := g.entries[k]
	if e == nil {
		part := &g.order[0]
		if k.quiet {
			part = &g.order[1]
		}
		if len(*part) == linesOfOne {
			return
		}
		e = &entry{message: f.Message, quiet: k.quiet, labels: map[string][]string{}}
		g.entries[k] = e
		*part = append(*part, e)
	}
	if e.message != f.Message {
		e.message = k.message
	}
	if e.n++; e.n < foldFrom {
		e.first = append(e.first, f)
	}
	name := region(f.Resource.Region)
	e.labels[name] = append(e.labels[name], f.Resource.label())
}

// listed returns the entries that are written; those of quiet regions come last.
func (g *folding) listed() []*entry {
	var all []*entry
	for _, e := range slices.Concat(g.order[0], g.order[1]) {
		if e.n >= foldFrom {
			all = append(all, e)
			continue
		}
		for _, f := range e.first {
			all = append(all, &entry{first: []Finding{f}, n: 1, message: f.Message})
		}
	}
	return all[:min(linesOfOne, len(all))]
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

// A use is what is known of the regions from the findings so far.
type use struct {
	only  map[kindIn]string // the resource, where there is one
	quiet map[string]bool   // has a VPC, or what comes with it
	busy  map[string]bool
}

type kindIn struct{ region, typ string }

// add notes what a finding says of its region; judges is the type of resource
// that its check is about.
func (u *use) add(f Finding, judges string) {
	name, typ := f.Resource.Region, f.Resource.Type
	if f.Resource.isAccount() {
		// In the place of resources, a region is the gap of their list.
		u.busy[name] = u.busy[name] || judges != inventory.AccountType
		return
	}
	if !inEveryVPC[typ] {
		// What no check applies to is AWS's own: its prefix lists, its keys.
		u.busy[name] = u.busy[name] || f.Status != check.StatusNotApplicable
		return
	}
	id, seen := u.only[kindIn{name, typ}]
	u.busy[name] = u.busy[name] || seen && id != f.Resource.ID
	u.only[kindIn{name, typ}] = f.Resource.ID
	u.quiet[name] = true
}

// unused returns the regions where nothing was judged but a VPC with what comes
// with it, and where every resource could be listed.
func (u *use) unused() map[string]bool {
	unused := map[string]bool{}
	for name := range u.quiet {
		unused[name] = name != "" && !u.busy[name]
	}
	return unused
}

func (e entry) write(p *page) {
	message := clean(e.message)
	f := e.first[0]
	if e.n == 1 {
		p.item(6, regionally(f.Resource)+message)
		return
	}
	regions := slices.Sorted(maps.Keys(e.labels))
	noun := f.Resource.kind()
	switch {
	case f.Resource.isAccount():
		p.item(6, plural(e.n, "region")+": each "+message)
		p.item(10, p.list(regions, p.width-12))
	case e.quiet:
		p.item(6, plural(e.n, noun)+" in otherwise unused regions: each "+message)
		p.item(10, p.list(regions, p.width-12))
	case len(regions) == 1:
		in := ""
		if regions[0] != global {
			in = " in " + regions[0]
		}
		p.item(6, plural(e.n, noun)+in+": each "+message)
		p.item(10, p.list(e.sorted(regions[0]), 2*p.width-32))
	default:
		p.item(6, plural(e.n, noun)+" in "+plural(len(regions), "region")+": each "+message)
		e.writeRegions(p, regions)
	}
}

// writeRegions names some of the resources, region by region.
func (e entry) writeRegions(p *page, regions []string) {
	left := e.n
	for _, name := range regions[:min(regionsOfOne, len(regions))] {
		labels := e.sorted(name)
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

// sorted returns the labels of the resources in one region.
func (e entry) sorted(in string) []string {
	return slices.Sorted(slices.Values(e.labels[in]))
}
