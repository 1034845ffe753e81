package policy

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// A tally is what a statement lets callers do, by whom they are.
type tally map[string]*sheet

// A sheet has the actions of the hits of each answer, and where those are.
type sheet struct {
	sure, perhaps     bitset
	sureAt, perhapsAt bitset // the places
}

func (t tally) add(q *question, to string, hits []hit) {
	if len(hits) == 0 {
		return
	}
	s := t[to]
	if s == nil {
		s = &sheet{newBits(len(q.actions)), newBits(len(q.actions)), newBits(len(q.arns)), newBits(len(q.arns))}
		t[to] = s
	}
	for _, h := range hits {
		actions, places := s.perhaps, s.perhapsAt
		if h.answer == Yes {
			actions, places = s.sure, s.sureAt
		}
		actions.add(h.actions)
		places.set(h.place)
	}
}

// grants are the grants of the statement, the widest first. What somebody is
// let do as part of everyone is not said again.
func (t tally) grants(q *question, s *clause) []Grant {
	var all []Grant
	sure, given := newBits(len(q.actions)), newBits(len(q.actions)) // before: for sure, and at all
	for _, to := range slices.SortedFunc(maps.Keys(t), wider) {
		sheet := t[to]
		for _, more := range []struct {
			answer          Answer
			actions, places bitset
		}{
			{Yes, sheet.sure.less(sure), sheet.sureAt},
			{Unknown, sheet.perhaps.less(sheet.sure).less(given), sheet.perhapsAt},
		} {
			if more.actions.empty() {
				continue
			}
			given.add(more.actions)
			all = append(all, Grant{
				Answer: more.answer, Statement: s.Index, Sid: s.Sid, To: to,
				Actions: q.names(more.actions), Resources: q.shown(more.places), Keys: s.keys(to),
			})
		}
		sure.add(sheet.sure)
	}
	return all
}

// wider sorts the widest first.
func wider(a, b string) int { return cmp.Or(cmp.Compare(width(a), width(b)), cmp.Compare(a, b)) }

// names are those of actions. Statements that allow the same share them.
func (q *question) names(actions bitset) []string {
	key := string(actions.append(nil))
	names, ok := q.lists[key]
	if !ok {
		for i := range actions.all() {
			names = append(names, q.actions[i].name)
		}
		names = slices.Clip(names)
		q.lists[key] = names
	}
	return names
}

// shown are places as people read them: a name of no importance is a *. Grants
// of the same places share them.
func (q *question) shown(places bitset) []string {
	key := string(places.append(nil))
	if all, ok := q.shows[key]; ok {
		return all
	}
	var all []string
	for i := range places.all() {
		if p := q.arns[i]; p != q.target.ARN {
			all = append(all, globOf(strings.ReplaceAll(p, string(q.fresh), "*")).String())
		}
	}
	slices.Sort(all)
	all = slices.Clip(widest(slices.Compact(all)))
	q.shows[key] = all
	return all
}

// widest leaves out what a name with a * after it includes. The names are in
// order.
func widest(places []string) []string {
	return slices.DeleteFunc(slices.Clone(places), func(p string) bool {
		_, found := slices.BinarySearch(places, p+"*")
		return found
	})
}

// keys tell of each condition what it comes to where the statement is a grant.
func (s *clause) keys(to string) []string {
	all, ok := s.told[to]
	if !ok {
		for _, a := range s.atoms {
			all = append(all, a.Operator+" "+a.Key+": "+s.comesTo(a, to))
		}
		if s.told == nil {
			s.told = map[string][]string{}
		}
		all = slices.Clip(all)
		s.told[to] = all
	}
	return all
}

func (s *clause) comesTo(a *atom, to string) string {
	claim := a.rule.Name == "" && s.Principal != nil && len(s.Principal.Federated) > 0
	switch {
	case a.op.base == "":
		return "the operator is not known"
	case claim:
		return "the provider vouches for " + shorten(a.Values)
	case a.rule.Name == "":
		return "the key is not known"
	case a.rule.Says == What:
		return "is about the resource, whoever asks"
	case a.rule.Says == How:
		return "is as the caller chooses"
	case to == Anyone || to == AnyPrincipal || to == AnyService:
		return "holds for whoever likes"
	}
	return "is held to " + shorten(a.Values)
}

// bound is the grant that a statement would be, and what keeps it from it.
func (q *question) bound(s *clause) Grant {
	g := Grant{Answer: No, Statement: s.Index, Sid: s.Sid, To: Anyone, Actions: slices.Concat(s.Action, notAll(s.NotAction))}
	for _, a := range s.atoms {
		if a.rule.Says == Who || a.rule.Says == Where {
			g.Keys = append(g.Keys, a.Operator+" "+a.Key+" restricts "+a.rule.Says+": "+shorten(a.Values))
		}
	}
	if len(g.Keys) == 0 {
		g.Keys = []string{"what it allows is denied, or its conditions cannot hold"}
	}
	return g
}

func notAll(actions []string) []string {
	var all []string
	for _, a := range actions {
		all = append(all, "all but "+a)
	}
	return all
}
