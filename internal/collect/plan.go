package collect

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
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

// Tables returns the names of the tables that the plan fills, parents first.
func (p Plan) Tables() []string {
	var all []string
	for _, c := range p.collectors {
		all = append(all, c.Table.Name())
	}
	return all
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
func (p Plan) Collect(ctx context.Context, home Session, scope Scope, progress *Progress) []inventory.Part {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	r := &collection{
		ctx: ctx, abandon: cancel, tables: map[string]*table{}, children: map[string][]Collector{}, progress: progress,
		lines: map[line]*queue{}, unsent: make(chan struct{}, mostUnsent),
	}
	progress.all.Store(int64(len(p.collectors)))
	for _, c := range p.collectors {
		r.tables[c.Table.Name()] = &table{seen: map[inventory.Key]bool{}}
		if c.Parent != nil {
			r.children[c.Parent.Name()] = append(r.children[c.Parent.Name()], c)
		}
	}
	home.shared = &answers{of: map[string]any{}}
	// Those that begin at once find the gates open, and go in as they come.
	longestFirst := slices.SortedStableFunc(slices.Values(p.collectors), func(a, b Collector) int {
		return cmp.Compare(r.rest(b), r.rest(a))
	})
	for _, c := range longestFirst {
		r.tables[c.Table.Name()].ctx = wire.WithRest(ctx, r.rest(c))
	}
	for _, c := range longestFirst {
		r.begin(c, home, scope) //nolint:contextcheck // a listing has that of its table
	}
	r.running.Wait()
	if defect := r.defect.Load(); defect != nil {
		panic(defect)
	}
	var parts []inventory.Part
	for _, c := range p.collectors {
		t := r.tables[c.Table.Name()]
		parts = append(parts, c.part(t.rows, t.gaps))
		t.rows = nil // a part has them in its own form
	}
	return parts
}

// A Progress is how many tables of a plan are done. It may be read while the
// plan runs.
type Progress struct{ done, all atomic.Int64 }

// Tables returns how many tables are done, of how many.
func (p *Progress) Tables() (done, all int) { return int(p.done.Load()), int(p.all.Load()) }

// collection is one run of a plan.
type collection struct {
	ctx      context.Context
	tables   map[string]*table
	children map[string][]Collector // by the name of the parent's table
	running  sync.WaitGroup
	progress *Progress

	mu    sync.Mutex
	lines map[line]*queue

	unsent  chan struct{} // a place for each listing that waits for the turn of its first call
	abandon func()
	defect  atomic.Pointer[Defect] // the first
}

// A Defect is a lister that panicked: an error of ours, whatever AWS answered.
type Defect struct {
	Table string
	Value any // what it panicked with
}

func (d *Defect) Error() string { return fmt.Sprintf("reading %s panicked: %v", d.Table, d.Value) }

// keepDefect ends the collection if a lister panics: what it knows is not to be
// relied on. The caller of Collect hears of it, as nobody would here.
func (r *collection) keepDefect(c Collector) {
	if value := recover(); value != nil {
		r.defect.CompareAndSwap(nil, &Defect{c.Table.Name(), value})
		r.abandon()
	}
}

type table struct {
	ctx  context.Context // of its calls
	mu   sync.Mutex
	rows []inventory.Row
	gaps []inventory.Gap
	seen map[inventory.Key]bool

	open atomic.Int64 // what may still add to it
}

// begin starts a table, unless the rows of another start it.
func (r *collection) begin(c Collector, home Session, scope Scope) {
	if c.Parent != nil {
		return
	}
	r.hold(c)
	defer r.release(c)
	if c.scope == wholeAccount {
		r.start(c, home, nil, home.Account.Resource())
		return
	}
	for _, region := range scope.Regions {
		r.start(c, home.In(region), nil, home.Account.In(region))
	}
	gaps := scope.Gaps
	if c.everywhere {
		gaps = slices.Concat(gaps, scope.Unseen)
	}
	for _, g := range gaps {
		g.Operation = cmp.Or(g.Operation, c.Operations[0])
		r.miss(c, g)
	}
}

// hold keeps a table, and those of details below it, from being done.
func (r *collection) hold(c Collector) {
	r.tables[c.Table.Name()].open.Add(1)
	for _, child := range r.children[c.Table.Name()] {
		r.hold(child)
	}
}

// release ends a hold.
func (r *collection) release(c Collector) {
	if r.tables[c.Table.Name()].open.Add(-1) == 0 {
		r.progress.done.Add(1)
	}
	for _, child := range r.children[c.Table.Name()] {
		r.release(child)
	}
}

// rest returns how many calls have to follow one of the table's, one after the
// other, if it finds anything.
func (r *collection) rest(c Collector) int {
	most := 0
	for _, child := range r.children[c.Table.Name()] {
		most = max(most, len(child.Operations)+r.rest(child))
	}
	return most + len(c.Operations) - 1
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

// mostUnsent is how many listings of tables that are not details wait for the turn
// of their first call: what one holds meanwhile is what takes memory in an account
// where nothing is. Those with the longest way to go begin first, so what a service
// of a low rate makes wait here is the last that there is.
const mostUnsent = 64

// start begins one listing of a table; what it fails to read is a gap of the
// subject.
func (r *collection) start(c Collector, s Session, parents []inventory.Row, subject inventory.Resource) {
	r.hold(c)
	sent := func() {}
	if parents == nil {
		r.unsent <- struct{}{}
		sent = sync.OnceFunc(func() { <-r.unsent })
	}
	r.running.Go(func() {
		defer sent()
		r.read(wire.WithSent(r.tables[c.Table.Name()].ctx, sent), c, s, parents, subject)
	})
}

// read is one listing of a table.
func (r *collection) read(ctx context.Context, c Collector, s Session, parents []inventory.Row, subject inventory.Resource) {
	defer r.release(c)
	defer r.keepDefect(c)
	var rows []inventory.Row
	err := r.ctx.Err()
	if err == nil {
		err = wire.Afresh(ctx, func(ctx context.Context) error {
			listed := keysOf(rows)                                   // before all was asked again
			return c.list(ctx, s, parents, func(row inventory.Row) { //nolint:contextcheck // details have that of their own table
				if !listed[row.Subject().Key()] && (!c.distinct || r.tables[c.Table.Name()].first(row.Subject())) {
					rows = append(rows, row)
					r.startDetails(c, s, row)
				}
			})
		}, stale)
	}
	if err != nil {
		r.miss(c, gapOf(err, subject, c.Operations))
	}
	r.keep(c, s, rows, subject) //nolint:contextcheck // as above: details have that of their own table
}

// A line is where the rows of a table in a region wait for their details to be
// read. Every call holds its request and the stack below it, even while it waits
// for its turn, so that to begin with all of a large account at once would take
// gigabytes. One of a line is enough to have a turn taken as soon as it comes.
type line struct{ table, region string }

type queue struct {
	waiting []inventory.Row
	served  int  // how many are being read
	asking  bool // one of them waits for the turn of its first call
}

// atOnce is how many of a line are read at the same time. The services that let
// more of their calls be under way have several lines, or a rate that is less.
const atOnce = 16

// next returns the first of those that wait, if it may be read.
func (q *queue) next() (inventory.Row, bool) {
	if q.asking || q.served == atOnce || len(q.waiting) == 0 {
		return nil, false
	}
	row := q.waiting[0]
	q.waiting = q.waiting[1:]
	q.asking = true
	q.served++
	return row, true
}

// startOn starts on the details of a row, in its region, when there is a place.
func (r *collection) startOn(c Collector, s Session, row inventory.Row) {
	if region := row.Subject().Region; region != "" && region != s.Region {
		s = s.In(region)
	}
	r.hold(c)
	r.mu.Lock()
	defer r.mu.Unlock()
	at := line{c.Table.Name(), s.Region}
	q := r.lines[at]
	if q == nil {
		q = &queue{}
		r.lines[at] = q
	}
	q.waiting = append(q.waiting, row)
	r.advance(c, s, q)
}

// advance starts on the next of a line. The caller holds the lock.
func (r *collection) advance(c Collector, s Session, q *queue) {
	if row, ok := q.next(); ok {
		r.running.Go(func() { r.serve(c, s, q, row) })
	}
}

// serve reads the details of a row, and of those that wait behind it as long as
// nobody else does.
func (r *collection) serve(c Collector, s Session, q *queue, row inventory.Row) {
	for ok := true; ok; {
		asking := true
		ctx := wire.WithSent(r.tables[c.Table.Name()].ctx, func() {
			r.mu.Lock()
			defer r.mu.Unlock()
			if asking {
				asking, q.asking = false, false
				r.advance(c, s, q)
			}
		})
		r.read(ctx, c, s, []inventory.Row{row}, row.Subject())
		r.mu.Lock()
		if q.served--; asking { // it made no call
			asking, q.asking = false, false
		}
		row, ok = q.next()
		r.mu.Unlock()
	}
}

func keysOf(rows []inventory.Row) map[inventory.Key]bool {
	if len(rows) == 0 {
		return nil // as before almost every listing
	}
	keys := map[inventory.Key]bool{}
	for _, row := range rows {
		keys[row.Subject().Key()] = true
	}
	return keys
}

// stale reports whether a call may have failed for what it goes on from: AWS
// refused it for none of the usual reasons.
func stale(err error) bool {
	code, message := said(err)
	return reasonOf(err, code, message) == inventory.Failed
}

// startDetails starts on the details of a row while its listing goes on.
func (r *collection) startDetails(c Collector, s Session, row inventory.Row) {
	for _, child := range r.children[c.Table.Name()] {
		switch {
		case child.scope == allRows: // has to wait for the others
		case child.concerns != nil && !child.concerns(row):
		case child.of == nil:
			r.startOn(child, s, row)
		default:
			for _, other := range child.of(row) {
				if r.tables[child.Table.Name()].first(other) {
					r.startOn(child, s, other)
				}
			}
		}
	}
}

// keep keeps the rows of a listing, and starts on what is asked of all of them.
func (r *collection) keep(c Collector, s Session, rows []inventory.Row, subject inventory.Resource) {
	if len(rows) == 0 {
		return
	}
	t := r.tables[c.Table.Name()]
	t.mu.Lock()
	t.rows = append(t.rows, rows...)
	t.mu.Unlock()
	for _, child := range r.children[c.Table.Name()] {
		if child.scope == allRows {
			r.start(child, s, rows, subject)
		}
	}
}

// miss keeps a gap, which is one of all details below the table too.
func (r *collection) miss(c Collector, g inventory.Gap) {
	t := r.tables[c.Table.Name()]
	t.mu.Lock()
	t.gaps = append(t.gaps, g)
	t.mu.Unlock()
	for _, child := range r.children[c.Table.Name()] {
		r.miss(child, g)
	}
}
