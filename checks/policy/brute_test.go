package policy

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// A concrete request of an outsider, evaluated statement by statement as AWS
// says, with nothing of the search.
type concrete struct {
	signed, service  bool
	action, resource string
	keys             map[string][]string
}

// values are enough for the conditions in pieces; none is a request without the
// key.
var values = map[string][][]string{
	"aws:securetransport":        {{"true"}, {"false"}},
	"aws:referer":                {nil, {"a"}, {"ab"}, {"b"}, {"zb"}, {"zz"}, {"abc"}},
	"aws:tagkeys":                {nil, {"a"}, {"z"}},
	"aws:multifactorauthpresent": {nil, {"true"}},
	"s3:max-keys":                {{"5"}, {"50"}},
}

func randomRequest(r *rand.Rand) concrete {
	c := concrete{keys: map[string][]string{}}
	c.action = []string{"s3:GetObject", "s3:ListBucket", "s3:PutObject", "s3:GetBucketAcl", "s3:DeleteObject", "s3:GetObjectTagging", "s3:DeleteBucket"}[r.IntN(7)]
	c.resource = "arn:aws:s3:::b"
	if strings.Contains(c.action, "Object") {
		c.resource += []string{"/x", "/a", "/abc", "/a/b", "/abcd", "/a/c"}[r.IntN(6)]
	}
	for _, key := range slices.Sorted(maps.Keys(values)) { // so that a seed is always the same requests
		c.keys[key] = values[key][r.IntN(len(values[key]))]
	}
	if c.action != "s3:ListBucket" {
		c.keys["s3:max-keys"] = nil
	}
	switch r.IntN(4) {
	case 0: // nobody
		c.keys["aws:multifactorauthpresent"] = nil
	case 1:
		c.service = true
		c.keys["aws:multifactorauthpresent"] = nil
		c.keys["aws:principalisawsservice"] = []string{"true"}
		c.keys["aws:sourcearn"] = []string{"arn:aws:sns:eu-west-1:999999999999:t"}
	default:
		c.signed = true
		c.keys["aws:principalisawsservice"] = []string{"false"}
		c.keys["aws:principalarn"] = []string{"arn:aws:iam::999999999999:role/" + []string{"a", "z"}[r.IntN(2)]}
		if r.IntN(2) == 0 {
			c.keys["aws:username"] = []string{[]string{"a", "z"}[r.IntN(2)]}
			c.keys["aws:principalarn"] = []string{"arn:aws:iam::999999999999:user/a"}
		}
		if r.IntN(2) == 0 {
			c.keys["aws:principalorgid"] = []string{"o-zz"}
			c.keys["aws:principalorgpaths"] = []string{"o-zz/r-1/"}
		}
	}
	switch {
	case c.service:
	case r.IntN(2) == 0:
		c.keys["aws:sourceip"] = []string{[]string{"1.1.1.1", "198.51.100.1"}[r.IntN(2)]}
	default:
		c.keys["aws:sourcevpce"], c.keys["aws:sourcevpc"] = []string{"vpce-zz"}, []string{"vpc-zz"}
	}
	return c
}

// allows evaluates a document. Unknown is what a condition leaves open.
func (c concrete) allows(d *Document) Answer {
	allowed, denied := No, No
	for i := range d.Statements {
		s := clauseOf(&d.Statements[i], d.Version, "")
		applies := c.is(&s.Statement).And(answerOf(s.does(strings.ToLower(c.action)))).And(s.on(c.resource, c.lookup))
		for _, a := range s.atoms {
			if a.key == "acme:x" {
				applies = applies.And(Unknown)
				continue
			}
			applies = applies.And(a.evaluate(c.keys[a.key], c.lookup))
		}
		if s.Effect == Allow {
			allowed = allowed.Or(applies)
		} else {
			denied = denied.Or(applies)
		}
	}
	return allowed.And(denied.Not())
}

func (c concrete) lookup(key string) (string, Answer) {
	if v := c.keys[key]; len(v) == 1 {
		return v[0], Yes
	}
	return "", No
}

// is reports whether a statement is about the caller, who is nobody that
// policies name.
func (c concrete) is(s **Statement) Answer {
	p := (*s).Principal
	switch {
	case p == nil:
		return Yes // NotPrincipal in pieces names our account only
	case p.everyone():
		return Yes
	case len(p.AWS) == 1 && strings.Contains(p.AWS[0], "*") && c.signed:
		return Unknown
	}
	return No
}

// Whatever request of an outsider the policy allows, it is not said to be
// private; and of a policy that is said to be public there is such a request.
func TestPublicIsAsTryingRequestsFinds(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for range rounds / 2 {
		statements := randomPolicy(r)
		d := document(t, strings.Join(statements, ","))
		got := d.Public(bucket).Answer
		best := No
		for range 4000 {
			best = best.Or(randomRequest(r).allows(d))
			if best == Yes {
				break
			}
		}
		if got == No && best == Yes || got == Yes && best == No {
			t.Fatalf("said to be %v, found to be %v:\n%s", got, best, strings.Join(statements, ",\n"))
		}
	}
}
