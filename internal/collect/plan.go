package collect

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/yourside/yourside/checks/inventory"
)

// A Plan is the collectors that some tables need, parents before children.
type Plan struct{ collectors []Collector }

// NewPlan returns the plan that fills these tables. It fails if a table has no
// collector, which is an error of a check's author.
func NewPlan(needs []inventory.Handle) (Plan, error) {
	return newPlan(collectors(), needs)
}

func newPlan(all []Collector, needs []inventory.Handle) (Plan, error) {
	var p Plan
	var add func(h inventory.Handle) error
	add = func(h inventory.Handle) error {
		if slices.ContainsFunc(p.collectors, func(c Collector) bool { return c.Table.Name() == h.Name() }) {
			return nil
		}
		i := slices.IndexFunc(all, func(c Collector) bool { return c.Table.Name() == h.Name() })
		if i < 0 {
			return fmt.Errorf("no collector fills the table %s", h.Name())
		}
		if parent := all[i].Parent; parent != nil {
			if err := add(parent); err != nil {
				return err
			}
		}
		p.collectors = append(p.collectors, all[i])
		return nil
	}
	for _, h := range needs {
		if h.Name() == inventory.Regions.Name() {
			continue // every scan has it: it says where to look
		}
		if err := add(h); err != nil {
			return Plan{}, err
		}
	}
	return p, nil
}

// Operations returns the operations that the plan may call, sorted.
func (p Plan) Operations() []string {
	var all []string
	for _, c := range p.collectors {
		all = append(all, c.Operations...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Collect runs the whole plan at once: all regions, all tables, and the
// details of a row as soon as the row is there. What bounds it are the limits
// below, in wire. Whatever fails is a gap; the parts are always complete in
// the sense that they say what they lack.
func (p Plan) Collect(ctx context.Context, home Session, regions []string) []inventory.Part {
	r := &collection{ctx: ctx, plan: p, tables: map[string]*table{}}
	for _, c := range p.collectors {
		r.tables[c.Table.Name()] = &table{seen: map[inventory.Key]bool{}}
	}
	for _, c := range p.collectors {
		switch c.scope {
		case eachRegion:
			for _, region := range regions {
				r.start(c, home.In(region), nil, home.Account.In(region))
			}
		case wholeAccount:
			r.start(c, home, nil, home.Account.Resource())
		case eachRow: // started by the parent's rows
		}
	}
	r.running.Wait()
	var parts []inventory.Part
	for _, c := range p.collectors {
		t := r.tables[c.Table.Name()]
		parts = append(parts, c.part(t.rows, t.gaps))
	}
	return parts
}

// collection is one run of a plan.
type collection struct {
	ctx     context.Context
	plan    Plan
	tables  map[string]*table
	running sync.WaitGroup
}

type table struct {
	mu   sync.Mutex
	rows []inventory.Row
	gaps []inventory.Gap
	seen map[inventory.Key]bool
}

// first reports whether the table meets the resource for the first time.
func (t *table) first(r inventory.Resource) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.seen[r.Key()] {
		return false
	}
	t.seen[r.Key()] = true
	return true
}

func (r *collection) start(c Collector, s Session, parent inventory.Row, subject inventory.Resource) {
	r.running.Go(func() {
		err := r.ctx.Err()
		if err == nil {
			err = c.list(r.ctx, s, parent, func(row inventory.Row) { r.emit(c, s, row) })
		}
		if err != nil {
			r.miss(c, gapOf(err, subject, c.Operations))
		}
	})
}

// emit keeps a row and starts on its details.
func (r *collection) emit(c Collector, s Session, row inventory.Row) {
	t := r.tables[c.Table.Name()]
	about := row.Subject()
	if c.distinct && !t.first(about) {
		return
	}
	t.mu.Lock()
	t.rows = append(t.rows, row)
	t.mu.Unlock()
	for _, child := range r.children(c) {
		if child.of == nil {
			r.startOn(child, s, row)
			continue
		}
		for _, other := range child.of(row) {
			if r.tables[child.Table.Name()].first(other) {
				r.startOn(child, s, other)
			}
		}
	}
}

// startOn starts on the details of a row, in its region.
func (r *collection) startOn(c Collector, s Session, row inventory.Row) {
	about := row.Subject()
	if about.Region != "" && about.Region != s.Region {
		s = s.In(about.Region)
	}
	r.start(c, s, row, about)
}

// miss keeps a gap, which is one of all details below the table too.
func (r *collection) miss(c Collector, g inventory.Gap) {
	t := r.tables[c.Table.Name()]
	t.mu.Lock()
	t.gaps = append(t.gaps, g)
	t.mu.Unlock()
	for _, child := range r.children(c) {
		r.miss(child, g)
	}
}

func (r *collection) children(c Collector) []Collector {
	var all []Collector
	for _, child := range r.plan.collectors {
		if child.Parent != nil && child.Parent.Name() == c.Table.Name() {
			all = append(all, child)
		}
	}
	return all
}
