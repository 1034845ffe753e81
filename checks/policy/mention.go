package policy

import (
	"iter"
	"slices"
	"strings"
)

// A mention is somebody whom a condition names: an account, an organization, a
// network, or the holder of something.
type mention struct {
	to, id string
	key    string // in lower case
	value  string // as the policy has it
	like   bool   // the value may have wildcards
}

// How the keys that say who or where name somebody.
var (
	accountKeys = []string{
		"aws:principalaccount", "kms:calleraccount", "aws:sourceaccount", "aws:sourceowner",
		"aws:vpceaccount", "s3:dataaccesspointaccount", "events:creatoraccount",
	}
	orgKeys = []string{
		"aws:principalorgid", "aws:principalorgpaths", "aws:sourceorgid", "aws:sourceorgpaths",
		"aws:vpceorgid", "aws:vpceorgpaths",
	}
	placeKeys = []string{
		"aws:sourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn", "aws:ec2instancesourcevpc",
	}
)

// mentions are those whom the conditions of a statement name: to whom one that
// allows is held, or whom one that denies spares.
func (s *clause) mentions() []mention {
	var all []mention
	seen := map[mention]bool{}
	for _, a := range s.atoms {
		if a.op.negated != (a.effect == Deny) || a.op.base == "null" || a.rule.Says != Who && a.rule.Says != Where {
			continue
		}
		for _, v := range a.values {
			t := mentionOf(a.key, v.text)
			t.like = a.op.base == "stringlike" || a.op.base == "arnlike"
			if t.to != "" && !seen[t] {
				seen[t] = true
				all = append(all, t)
			}
		}
	}
	return all
}

// mentions are those whom a statement that allows is held to, by its own
// conditions or by what other statements deny to all but them.
func (q *question) mentions(s *clause) []mention {
	all, spared := s.mentions(), q.denyAllBut()
	if len(spared) == 0 {
		return all
	}
	seen := map[mention]bool{}
	for _, t := range all {
		seen[t] = true
	}
	for _, t := range spared {
		if !seen[t] {
			seen[t] = true
			all = append(all, t)
		}
	}
	return all
}

// denyAllBut are those whom statements that deny spare.
func (q *question) denyAllBut() []mention {
	if q.spared != nil {
		return q.spared
	}
	q.spared = []mention{}
	for _, d := range q.denies {
		q.spared = append(q.spared, d.mentions()...)
		if d.NotPrincipal == nil {
			continue
		}
		for _, name := range d.NotPrincipal.AWS {
			// Of one principal, and not its account, AWS does not say that it is
			// spared, nor that it is not: see spares.
			if account, _ := accountOf(name); isAccountID(account) {
				q.spared = append(q.spared, mention{to: AnAccount, id: account, key: "aws:principalaccount", value: account})
			}
		}
		for _, name := range d.NotPrincipal.CanonicalUser {
			q.spared = append(q.spared, mention{to: ACanonicalUser, id: name, value: name})
		}
		for _, name := range d.NotPrincipal.Service {
			q.spared = append(q.spared, mention{to: AService, id: name, key: "aws:principalservicename", value: name})
		}
	}
	return q.spared
}

func mentionOf(key, value string) mention {
	t := mention{key: key, value: value, id: value}
	a, isARN := parseARN(value)
	switch {
	case strings.Trim(value, "*?") == "" || strings.Contains(value, "${"):
		return mention{}
	case slices.Contains(accountKeys, key):
		t.to = AnAccount
	case slices.Contains(orgKeys, key):
		t.to = AnOrganization
		t.id, _, _ = strings.Cut(value, "/")
	case slices.Contains(placeKeys, key):
		t.to = ANetwork
	case key == "aws:principalservicename" || key == "aws:principalservicenameslist":
		t.to = AService
	case key == "aws:principalisawsservice" || key == "elasticfilesystem:accessedviamounttarget":
		return mention{}
	case isARN && isAccountID(a.account):
		t.to, t.id = AnAccount, a.account
	default:
		t.to = AHolder
	}
	return t
}

// named are callers who are whom a mention is of. Whatever else the statement
// names of those who are not trusted, they may be too, and they may come from
// any network that it names.
func (q *question) named(t mention, outsiders crowd) iter.Seq[*caller] {
	return func(yield func(*caller) bool) {
		kinds := []callerKind{anonymous, user, session, root, service}
		var has map[string][]string
		switch t.to {
		case AnAccount, AService:
		case ACanonicalUser:
			kinds = []callerKind{canonical}
		default:
			has = map[string][]string{t.key: {q.instance(t)}}
		}
		for _, kind := range kinds {
			if kind == anonymous && !takesAnonymous[q.service] {
				continue
			}
			for _, endpoint := range []bool{false, true} {
				c := outsiders(kind, endpoint)
				if has != nil && c.lacks(t.key) {
					continue
				}
				c.has = has
				switch t.to {
				case AnAccount:
					c.account, c.unnamed = t.id, false
				case AService, ACanonicalUser:
					c.id = t.value
				}
				if !yield(c) {
					return
				}
			}
		}
	}
}

// instance is a value that is the mention's.
func (q *question) instance(t mention) string {
	if p, ok := prefix(t.value); ok && t.key == "aws:sourceip" {
		return p.Addr().String()
	}
	if t.like {
		return globOf(t.value).fill(string(q.fresh), q.fresh)
	}
	return t.value
}

// A crowd is callers of whom only some things are certain.
type crowd func(kind callerKind, endpoint bool) *caller

// outsiders are callers of no certain account, who may be any of those that
// mentions name and that are not trusted.
func (q *question) outsiders(all []mention) crowd {
	may := map[string][]string{}
	for _, t := range all {
		if t.to == ANetwork || t.to == AnOrganization && q.trust.trusts(q.target, t.to, t.id) != Yes {
			if t.key != "aws:sourceip" && t.key != "aws:sourcevpcarn" {
				may[t.key] = append(may[t.key], q.instance(t))
			}
		}
	}
	q.thin(may)
	return func(kind callerKind, endpoint bool) *caller {
		return &caller{
			kind: kind, account: q.account, unnamed: true, endpoint: endpoint, anywhere: true,
			fresh: q.fresh, target: q.target, may: may,
		}
	}
}
