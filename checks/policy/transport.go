package policy

import (
	"maps"
	"slices"
	"strings"
)

// TLSOnly asks whether the policy denies plain HTTP to all: to every principal,
// for every action or every one of those given, on the target and on all that
// is part of it. An Allow that needs TLS does not do that: whom another policy
// allows more may do without. The grants of a No are requests that nothing
// denies.
func (d *Document) TLSOnly(t Target, actions ...string) Result {
	return d.Denied(t, map[string]string{"aws:SecureTransport": "false", "s3:TlsVersion": ""}, actions...)
}

// tlsVersions are those that S3 tells apart, from the oldest.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
var tlsVersions = []string{"1.0", "1.1", "1.2", "1.3"}

// MinTLS returns the oldest version of TLS that the policy does not deny to
// all, and whether that is certain; none if it denies all. S3 itself refuses
// those before 1.2.
func (d *Document) MinTLS(t Target) (version string, certain bool) {
	certain = true
	for _, v := range tlsVersions {
		switch d.Denied(t, map[string]string{"aws:SecureTransport": "true", "s3:TlsVersion": v}).Answer {
		case No:
			return v, certain
		case Unknown:
			certain = false
		}
	}
	return "", certain
}

// Denied asks whether the policy denies every request for one of the actions,
// or for any, that has the given values of condition keys, whoever makes it and
// whatever other policies allow. An empty value is a request without the key; a
// * in one stands for any value.
func (d *Document) Denied(t Target, given map[string]string, actions ...string) Result {
	if d == nil {
		return Result{Answer: Unknown}
	}
	q := newQuestion(d, &t)
	everything := clauseOf(&Statement{
		Index: -1, Effect: Allow, Principal: &Principals{Everyone: true}, Action: []string{"*"}, Resource: []string{"*"},
	}, version2012, "")
	q.ask(actions)
	has := map[string][]string{}
	for key, v := range given {
		key = strings.ToLower(key)
		has[key] = nil
		if v != "" {
			has[key] = []string{strings.ReplaceAll(v, "*", string(q.fresh))}
		}
	}
	callers := q.all()
	for _, c := range callers {
		c.has = has
	}
	found := tally{}
	for c := range q.distinct(slices.Values(callers)) {
		found.add(q, who(c), q.try(everything, c))
	}
	r := Result{Answer: Yes, Grants: found.grants(q, everything)}
	for _, g := range r.Grants {
		r.Answer = r.Answer.And(g.Answer.Not())
	}
	return r
}

// ask narrows the question to some actions. Without any, it is about all that
// the service has or will have.
func (q *question) ask(actions []string) {
	if len(actions) == 0 {
		q.actions = append(q.actions, action{
			name: q.service + ":*", lower: q.service + ":" + string(q.fresh), self: true, part: true,
		})
		return
	}
	all := q.actions
	q.actions = nil
	for _, name := range actions {
		g := globOf(strings.ToLower(name))
		matched := slices.DeleteFunc(slices.Clone(all), func(a action) bool { return !g.match(a.lower) })
		if len(matched) == 0 {
			matched = []action{{name: name, lower: strings.ToLower(name), self: true, part: true}}
		}
		q.actions = append(q.actions, matched...)
	}
}

// all are callers of every kind: outsiders, those of the target's account, and
// those whom the policy names.
func (q *question) all() []*caller {
	var all []*caller
	anybody := q.anybody()
	for _, kind := range []callerKind{anonymous, user, session, root, service} {
		for _, endpoint := range []bool{false, true} {
			c := anybody(kind, endpoint)
			inside := anybody(kind, endpoint)
			inside.account, inside.unnamed, inside.inside = q.target.account(), false, true
			all = append(all, c)
			if kind != anonymous {
				all = append(all, inside)
			}
		}
	}
	for _, d := range q.denies {
		if d.NotPrincipal == nil {
			continue
		}
		for _, name := range d.NotPrincipal.AWS {
			all = append(all, q.ours(q.as(name, anybody))...)
		}
		for _, name := range d.NotPrincipal.Service {
			c := anybody(service, false)
			c.id = name
			all = append(all, c)
		}
	}
	return all
}

// anybody are callers who may have any value that the policy names of a key
// that says who or where.
func (q *question) anybody() crowd {
	may, through := map[string][]string{}, map[string][]string{}
	for _, d := range q.clauses() {
		for _, m := range d.mentions() {
			if m.to != ANetwork {
				may[m.key] = append(may[m.key], q.instance(m))
			} else if m.key != "aws:sourceip" {
				through[m.key] = append(through[m.key], q.instance(m))
			}
		}
	}
	maps.Copy(through, may) // no key is of both
	return func(kind callerKind, endpoint bool) *caller {
		c := &caller{
			kind: kind, account: q.account, unnamed: true, endpoint: endpoint, anywhere: true,
			fresh: q.fresh, target: q.target, may: may,
		}
		if endpoint {
			c.may = through
		}
		return c
	}
}

func who(c *caller) string {
	if c.inside {
		return "principals of the account"
	}
	return to(c)
}
