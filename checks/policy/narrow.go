package policy

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"go4.org/netipx"
)

// A narrow grant is one to too few addresses to be to everyone, unless others
// add to it.
type narrow struct {
	statement *clause
	caller    *caller
	hit       hit
	from      []*netipx.IPSet
}

// joined are the grants to everyone that several statements make together, each
// from some addresses.
func (q *question) joined() []Grant {
	type what struct {
		kind  callerKind
		place int
	}
	byWhat := map[what][]narrow{}
	for _, n := range q.narrow {
		w := what{n.caller.kind, n.hit.place}
		byWhat[w] = append(byWhat[w], n)
	}
	found := tally{}
	var statements []int
	var first *clause
	for _, there := range byWhat {
		for actions, parts := range q.alike(there) {
			var sets []*netipx.IPSet
			for _, n := range parts {
				sets = append(sets, n.from...)
			}
			if len(sets) < 2 || !world(together(sets...)) {
				continue
			}
			for _, n := range parts {
				statements = append(statements, n.statement.Index)
				if first == nil || n.statement.Index < first.Index {
					first = n.statement
				}
			}
			found.add(q, to(parts[0].caller), []hit{{actions, parts[0].hit.place, Yes}})
		}
	}
	if first == nil {
		return nil
	}
	slices.Sort(statements)
	grants := found.grants(q, first)
	for i := range grants {
		list := strings.Trim(strings.ReplaceAll(fmt.Sprint(slices.Compact(statements)), " ", ", "), "[]")
		grants[i].Keys = []string{"aws:SourceIp: the ranges of statements " + list + " together are a large part of the internet"}
	}
	return grants
}

// alike sorts actions by which of the grants are of them.
func (q *question) alike(all []narrow) iter.Seq2[bitset, []narrow] {
	type group struct {
		actions bitset
		parts   []narrow
	}
	whole := newBits(len(q.actions))
	for i := range q.actions {
		whole.set(i)
	}
	groups := []group{{actions: whole}}
	for _, n := range all {
		for i, g := range groups {
			in, out := g.actions.and(n.hit.actions), g.actions.less(n.hit.actions)
			switch {
			case in.empty():
			case out.empty():
				groups[i].parts = append(groups[i].parts, n)
			default:
				groups[i].actions = out
				groups = append(groups, group{in, append(slices.Clone(g.parts), n)})
			}
		}
	}
	return func(yield func(bitset, []narrow) bool) {
		for _, g := range groups {
			if len(g.parts) > 0 && !yield(g.actions, g.parts) {
				return
			}
		}
	}
}
