package policy

import (
	"iter"
	"slices"
	"strconv"
)

// Public asks whether everyone, or everyone with an AWS account, can do
// something to the target: by the policy, by himself or through an AWS service.
// Conditions that hold for whoever likes do not keep a grant from being public,
// nor do statements that deny what he can avoid.
//
// Of no document, which stands for one that could not be read, every answer is
// Unknown.
func (d *Document) Public(t Target) Result {
	if d == nil {
		return Result{Answer: Unknown}
	}
	q := newQuestion(d, &t)
	r := q.public()
	q.vouched(&r)
	r.Grants = sorted(r.Grants)
	return r
}

// vouched adds what the policy of a bucket grants to strangers by a provider of
// identities that serves everybody: S3 takes them for everyone. Of roles, see
// Federations.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#public-bucket-policies
func (q *question) vouched(r *Result) {
	if q.service != "s3" {
		return
	}
	for _, s := range q.allows {
		if s.Principal == nil {
			continue
		}
		for _, name := range s.Principal.Federated {
			i := issuerOf(name)
			if i.name == "" {
				continue
			}
			found := tally{}
			found.add(q, AProvider, q.try(s, &caller{
				kind: federated, id: name, account: q.account, unnamed: true, fresh: q.fresh, target: q.target, claims: i.claims,
			}))
			for _, g := range found.grants(q, s) {
				g.ID, g.Principal = name, name
				r.add(g)
			}
		}
	}
}

func (q *question) public() Result {
	r := Result{Answer: No}
	callers := q.everyone()
	for _, s := range q.allows {
		found := tally{}
		for _, c := range callers {
			found.add(q, to(c), q.try(s, c))
		}
		grants := found.grants(q, s)
		for _, g := range grants {
			r.add(g)
		}
		if len(grants) == 0 && s.toEveryone() {
			r.Bound = append(r.Bound, q.bound(s))
		}
	}
	for _, g := range q.joined() {
		r.add(g)
	}
	r.Grants = sorted(r.Grants)
	return r
}

// toEveryone reports whether a statement, but for its conditions, is about
// everyone, or about all but some.
func (s *Statement) toEveryone() bool {
	return s.NotPrincipal != nil || s.Principal != nil && s.Principal.everyone()
}

// everyone are the callers that anyone can be.
func (q *question) everyone() []*caller {
	var all []*caller
	for _, kind := range []callerKind{anonymous, user, session, root, service} {
		if kind == anonymous && !takesAnonymous[q.service] {
			continue
		}
		for _, endpoint := range []bool{false, true} {
			all = append(all, &caller{
				kind: kind, account: q.account, unnamed: true, endpoint: endpoint, fresh: q.fresh, target: q.target,
			})
		}
	}
	return slices.Collect(q.distinct(slices.Values(all)))
}

// takesAnonymous are the services that answer requests without a signature.
// AWS names S3 as one; the others say so where they describe their policies.
var takesAnonymous = map[string]bool{
	"s3":                true, // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
	"sqs":               true, // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html
	"lambda":            true, // function URLs: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
	"es":                true, // https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html
	"elasticfilesystem": true, // https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
}

// distinct leaves out callers whom the policy cannot tell from one before.
func (q *question) distinct(callers iter.Seq[*caller]) iter.Seq[*caller] {
	return func(yield func(*caller) bool) {
		seen := map[string]bool{}
		for c := range callers {
			if sign := q.signature(c, q.allows); !seen[sign] {
				seen[sign] = true
				if !yield(c) {
					return
				}
			}
		}
	}
}

// signature is all that statements that allow, and those that deny, can tell of
// a caller, among those of a crowd. A policy may name a thousand accounts of
// which it says the same.
func (q *question) signature(c *caller, allows []*clause) string {
	b := q.text[:0]
	b = strconv.AppendBool(append(b, to(c)...), c.inside)
	if q.varies {
		b = strconv.AppendBool(append(b, ' ', byte(c.kind)), c.endpoint)
		for _, text := range []string{c.account, c.arn, c.id} {
			b = append(append(b, ' '), text...)
		}
	}
	for _, clauses := range [][]*clause{allows, q.denies} {
		for _, s := range clauses {
			if s.NotPrincipal != nil || !s.toEveryone() {
				b = append(b, byte(s.appliesTo(c)))
			}
		}
	}
	for _, key := range q.keys {
		d, given := c.own(key)
		b = append(append(b, '\n'), key...)
		if len(d.values) == 1 && len(d.shapes) == 0 && !q.varies {
			b = q.told(b, key, d.values[0], allows)
			d.values = nil
		}
		b = d.append(b)
		if !given && len(c.may[key]) > 0 {
			// A crowd shares what its callers may be: whether one may be it tells all.
			b = append(b, '+')
		}
	}
	q.text = b
	return string(b)
}

// told puts what conditions say of a value of a key behind a text.
func (q *question) told(text []byte, key, value string, allows []*clause) []byte {
	which := key + "\n" + value
	said, ok := q.said[which]
	if !ok {
		said = string(tell(nil, key, value, q.denies))
		q.said[which] = said
	}
	return append(append(tell(text, key, value, allows), said...), '=')
}

// tell is what those of some statements say.
func tell(text []byte, key, value string, clauses []*clause) []byte {
	values := []string{value}
	for _, s := range clauses {
		for _, a := range s.atoms {
			if a.key == key {
				text = append(text, byte(a.evaluate(values, nil)))
			}
		}
	}
	return text
}

func to(c *caller) string {
	switch c.kind {
	case anonymous:
		return Anyone
	case service:
		return AnyService
	}
	return AnyPrincipal
}
