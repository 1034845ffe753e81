package wire

import (
	"container/heap"
	"context"
	"sync"
)

// A gate lets so many calls be under way. Of those that wait, the one goes first
// that most others have to follow, one after the other: the scan ends no sooner
// than its longest chain. Among equals it is who came first.
type gate struct {
	mu      sync.Mutex
	free    int
	waiting queue
	came    int
}

func newGate(places int) *gate { return &gate{free: places} }

// A ticket is held by who waits, or is let in.
type ticket struct {
	in         chan struct{} // closed when the holder is let in
	rest, came int
	at         int // in the queue; -1 once let in
}

// ask asks for a place.
func (g *gate) ask(rest int) *ticket {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.came++
	t := &ticket{in: make(chan struct{}), rest: rest, came: g.came, at: -1}
	if g.free > 0 {
		g.free--
		close(t.in)
		return t
	}
	heap.Push(&g.waiting, t)
	return t
}

// leave gives up the ticket, and the place if it has one.
func (g *gate) leave(t *ticket) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if t.at >= 0 {
		heap.Remove(&g.waiting, t.at)
		return
	}
	if len(g.waiting) == 0 {
		g.free++
		return
	}
	close(heap.Pop(&g.waiting).(*ticket).in)
}

// queue is a heap, the first to go at its top.
type queue []*ticket

func (q queue) Len() int { return len(q) }

func (q queue) Less(i, j int) bool {
	if q[i].rest != q[j].rest {
		return q[i].rest > q[j].rest
	}
	return q[i].came < q[j].came
}

func (q queue) Swap(i, j int) {
	q[i], q[j] = q[j], q[i]
	q[i].at, q[j].at = i, j
}

// Push is of heap.Interface.
func (q *queue) Push(x any) {
	t := x.(*ticket)
	t.at = len(*q)
	*q = append(*q, t)
}

// Pop is of heap.Interface.
func (q *queue) Pop() any {
	last := len(*q) - 1
	t := (*q)[last]
	t.at = -1
	*q = (*q)[:last]
	return t
}

type restKey struct{}

// WithRest returns a context for calls that so many others have to follow, one
// after the other. The longer that chain is, the sooner they go out.
func WithRest(ctx context.Context, rest int) context.Context {
	return context.WithValue(ctx, restKey{}, rest)
}

func restOf(ctx context.Context) int {
	rest, _ := ctx.Value(restKey{}).(int)
	return rest
}
