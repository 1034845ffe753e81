package report

import "slices"

// A worst keeps of all that is added the first so many in an order, so that a
// format which writes no more of a large account need not hold the rest.
type worst[T any] struct {
	most  int
	order func(a, b T) int
	n     int // how many were added
	kept  []T // at most twice as many as are returned
}

func (w *worst[T]) add(one T) {
	w.n++
	if w.kept = append(w.kept, one); len(w.kept) > 2*w.most {
		w.cut()
	}
}

// cut puts in order what is there, and lets go of the rest.
func (w *worst[T]) cut() {
	slices.SortStableFunc(w.kept, w.order)
	if len(w.kept) > w.most {
		clear(w.kept[w.most:])
		w.kept = w.kept[:w.most]
	}
}

// list returns what was kept, in order, and how many were left out.
func (w *worst[T]) list() (kept []T, left int) {
	w.cut()
	return w.kept, w.n - len(w.kept)
}
