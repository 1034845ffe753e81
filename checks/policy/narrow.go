package policy

import (
	"fmt"
	"slices"
	"strings"

	"go4.org/netipx"
)

// A narrow grant is one to too few addresses to be to everyone, unless others
// add to it.
type narrow struct {
	statement *clause
	caller    *caller
	action    string // the first of the hit's
	hit       hit
	from      *netipx.IPSet
}

// joined are the grants to everyone that several statements make together, each
// from some addresses.
func (q *question) joined() []Grant {
	type what struct {
		kind   callerKind
		action string
		place  string
	}
	byWhat := map[what][]narrow{}
	for _, n := range q.narrow {
		w := what{n.caller.kind, n.action, n.hit.place}
		byWhat[w] = append(byWhat[w], n)
	}
	found := tally{}
	var statements []int
	var first *clause
	for _, parts := range byWhat {
		var sets []*netipx.IPSet
		for _, n := range parts {
			sets = append(sets, n.from)
		}
		if len(parts) < 2 || !world(together(sets...)) {
			continue
		}
		for _, n := range parts {
			statements = append(statements, n.statement.Index)
			if first == nil || n.statement.Index < first.Index {
				first = n.statement
			}
		}
		found.add(q, to(parts[0].caller), []hit{parts[0].hit})
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
