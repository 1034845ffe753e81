package policy

import (
	"slices"
	"strings"
	"unicode/utf8"

	"go4.org/netipx"
)

// A question is asked about what a resource policy lets callers do.
type question struct {
	target  *Target
	trust   *Trust
	service string
	allows  []*clause
	denies  []*clause
	actions []action

	fresh     rune                 // a character that is not in the policy
	account   string               // an account that is not in the policy
	steps     int                  // how much has been tried
	most      int                  // how much may be: see patience
	crossed   map[string]crossed   // see cross
	narrow    []narrow             // grants that addresses narrow
	met       map[*caller]*met     // what was found of callers
	coverages map[string]*coverage // see covered
	index     index                // of the actions; see matched
	wanted    map[string]int       // see wants
	lists     map[string][]string  // see names
	shows     map[string][]string  // see shown
	said      map[string]string    // by the statements that deny; see told
	atPlace   [][]byte             // see deniedAt
	scratch   []byte               // of groundOf
	at        map[string][]int     // see places
	arns      []string             // of the places, by their numbers
	marks     []uint64             // of those, see shingles
	numbers   map[string]int       // of the places, by their ARNs
	sorts     []*class             // see classes
	where     map[*atom]place      // of conditions on the caller's address
	meet      map[[2]*netipx.IPSet]*netipx.IPSet
	spared    []mention // see denyAllBut
	text      []byte    // room for a signature
	keys      []string  // the condition keys of the policy, in lower case
	varies    bool      // it has variables
}

// patience is how many steps a question may take: some milliseconds. Policies
// that people write take less than a hundredth of it; of one that takes more,
// what was not tried is Unknown.
const patience = 22_000

func (q *question) tired() bool { return q.steps > q.most }

func newQuestion(d *Document, t *Target) *question {
	q := &question{
		target: t, service: t.service(), account: "999999999999", fresh: '\ue000', most: patience,
		crossed: map[string]crossed{}, met: map[*caller]*met{}, coverages: map[string]*coverage{},
		wanted: map[string]int{}, lists: map[string][]string{}, shows: map[string][]string{},
		said: map[string]string{}, at: map[string][]int{}, numbers: map[string]int{},
		where: map[*atom]place{}, meet: map[[2]*netipx.IPSet]*netipx.IPSet{},
	}
	for _, c := range clausesOf(d, "") {
		if c.Effect == Allow {
			q.allows = append(q.allows, c)
		} else {
			q.denies = append(q.denies, c)
		}
	}
	for _, control := range t.Controls {
		for _, c := range clausesOf(control, "a resource control policy") {
			if c.Effect == Deny {
				q.denies = append(q.denies, c)
			}
		}
	}
	for i, d := range q.denies {
		d.number = i
	}
	q.invent()
	q.actions = q.probes()
	for _, c := range q.clauses() {
		q.varies = q.varies || slices.ContainsFunc(c.texts(), func(t string) bool { return strings.Contains(t, "${") })
		for _, a := range c.atoms {
			q.keys = append(q.keys, a.key)
		}
	}
	slices.Sort(q.keys)
	q.keys = slices.Compact(q.keys)
	return q
}

func (q *question) clauses() []*clause { return slices.Concat(q.allows, q.denies) }

// invent finds a character and an account that no statement mentions.
func (q *question) invent() {
	accounts, letters := map[string]bool{q.target.account(): true}, map[rune]bool{}
	for _, c := range q.clauses() {
		for _, text := range c.texts() {
			for i := 0; i < len(text); i++ {
				for n := digits(text[i:]); n >= accountDigits; n-- {
					accounts[text[i:i+accountDigits]] = true
					i++
				}
			}
			if !isASCII(text) {
				for _, r := range text {
					letters[r] = true
				}
			}
		}
	}
	for letters[q.fresh] {
		q.fresh++
	}
	for accounts[q.account] {
		q.account = before(q.account)
	}
}

// before is the account one below.
func before(account string) string {
	b := []byte(account)
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] > '0' {
			b[i]--
			break
		}
		b[i] = '9'
	}
	return string(b)
}

func isASCII(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}

// texts are the names, patterns and values in a statement.
func (s *Statement) texts() []string {
	all := slices.Concat(s.Resource, s.NotResource)
	for _, p := range []*Principals{s.Principal, s.NotPrincipal} {
		if p != nil {
			all = slices.Concat(all, p.AWS, p.Federated, p.Service, p.CanonicalUser)
		}
	}
	for _, c := range s.Conditions {
		all = append(all, c.Values...)
	}
	return all
}

// probes are the actions to ask about: those of the service that are known,
// and what the policy names beside them.
func (q *question) probes() []action {
	all := slices.Clone(actionLists[q.service])
	listed := indexOf(all)
	known := map[string]bool{}
	for _, a := range all {
		known[a.lower] = true
	}
	for _, c := range q.clauses() {
		texts := slices.Concat(c.Action, c.NotAction)
		for i, g := range slices.Concat(c.actions, c.notActions) {
			text := texts[i]
			probe := action{name: text, lower: g.fill(string(q.fresh), q.fresh), self: true, part: true}
			if known[probe.lower] || !strings.HasPrefix(probe.lower, q.service+":") {
				continue
			}
			if g.wild() && listed.matches(g) {
				continue
			}
			known[probe.lower] = true
			all = append(all, probe)
		}
	}
	slices.SortFunc(all, func(a, b action) int { return strings.Compare(a.name, b.name) })
	return all
}

// parts is the shape of the ARNs of the parts of a target: the objects of a
// bucket, the versions of a function.
func (t *Target) parts() glob {
	a, _ := parseARN(t.ARN)
	bus, isBus := strings.CutPrefix(a.resource, "event-bus/")
	switch {
	case isBus && bus == "default":
		return beginning(strings.Replace(t.ARN, ":event-bus/default", ":rule/", 1))
	case isBus:
		return beginning(strings.Replace(t.ARN, ":event-bus/", ":rule/", 1) + "/")
	case a.service == "lambda":
		return beginning(t.ARN + ":")
	case strings.HasPrefix(a.resource, "accesspoint/"):
		return beginning(t.ARN + "/object/")
	}
	return beginning(t.ARN + "/")
}

// places are where to ask about a statement: at the target, and then at parts
// that its patterns match, and those that statements which deny leave out.
func (q *question) places(s *clause) []int {
	key := listed(s.Resource)
	if places, ok := q.at[key]; ok {
		return places
	}
	globs := []glob{q.target.parts()}
	for _, c := range append([]*clause{s}, q.denies...) {
		patterns := c.notOnThem
		if c == s {
			patterns = c.resources
		}
		if len(patterns) == 0 {
			continue
		}
		var with globSet
		with.add(globs...)
		for i := range patterns {
			loose := patterns[i].whole.loose()
			for _, g := range globs {
				if len(with.globs) > mostGlobs {
					break // the rest would be cut off below
				}
				crossed, _ := q.cross(g, loose)
				with.add(crossed...)
			}
		}
		if globs = with.globs; len(globs) > mostGlobs || q.tired() {
			globs = globs[:min(len(globs), mostGlobs)]
			break
		}
	}
	places := []int{q.placeAt(q.target.ARN)}
	mark := string(q.fresh)
	for _, text := range []string{mark, "", mark + mark + mark} {
		for _, g := range globs {
			if place := q.placeAt(g.fill(text, q.fresh)); !slices.Contains(places, place) {
				places = append(places, place)
				q.steps++
			}
		}
	}
	q.at[key] = places
	return places
}

// placeAt numbers the places of the question by their ARNs.
func (q *question) placeAt(arn string) int {
	n, ok := q.numbers[arn]
	if !ok {
		n = len(q.arns)
		q.numbers[arn] = n
		q.arns, q.marks = append(q.arns, arn), append(q.marks, shingles(arn))
	}
	return n
}

// loose is the pattern with * for each of its variables.
func (p pattern) loose() glob {
	var g joint
	for _, part := range p.parts {
		if part.variable != "" {
			g.add(star...)
		}
		g.add(part.glob...)
	}
	return g.glob()
}
