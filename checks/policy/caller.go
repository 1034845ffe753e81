package policy

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Target is the thing that a policy guards: a bucket, a key, a role.
type Target struct {
	ARN          string
	Account      string    // its owner; needed only where the ARN does not tell
	Organization string    // its owner's, o-…; empty if it is not known
	Region       string    // needed only where the ARN does not tell
	Now          time.Time // when the policy is judged; zero if that is not known
	// Known are condition keys whose value does not depend on who asks, such
	// as aws:ResourceTag/team or lambda:FunctionUrlAuthType.
	Known map[string]string
	// Controls are the resource control policies that apply, if they were read.
	Controls []*Document
}

func (t Target) account() string {
	if t.Account != "" {
		return t.Account
	}
	a, _ := parseARN(t.ARN)
	return a.account
}

func (t Target) partition() string {
	if a, ok := parseARN(t.ARN); ok && a.partition != "" {
		return a.partition
	}
	return "aws"
}

// The kinds of callers: what signs a request, if anything does.
type callerKind int

const (
	anonymous callerKind = iota + 1 // nothing
	user                            // a user's keys
	session                         // a role's session
	root                            // an account's root user
	service                         // an AWS service, for a resource of the account
	federated                       // a token of an identity provider
	canonical                       // an account known by its canonical user ID
)

// A caller is someone who asks, with all that is known of the requests that he
// can make. What he can choose is left open: see domain.
type caller struct {
	kind    callerKind
	account string // whose he is; of a service, whose resource it acts for
	inside  bool   // that account is the target's
	arn     string // of one certain principal; empty for any of the account
	id      string // the service, the provider or the canonical user ID; empty for any service
	// endpoint is whether he comes through a VPC endpoint of his, not over the
	// internet. No request has the keys of both.
	endpoint bool
	unnamed  bool // anyone: no policy names his account
	anywhere bool // any address will do, however few there are of its kind
	fresh    rune // a character that the policy does not use
	target   *Target
	has      map[string][]string // keys whose values are given, in lower case; none means that he lacks the key
	may      map[string][]string // values that he may have too
	// claims is which values the claims of a token may have, by name, that an
	// identity provider vouches with. Their keys are named after the provider.
	claims func(claim string) func(*caller) domain
	self   *Principal // he himself, where his policies are judged
}

// mark is a text that no policy spells out, for what the caller names himself.
func (c *caller) mark() string { return string(c.fresh) }

// home reports whether he is of an account that is known well.
func (c *caller) home() bool { return c.inside || c.self != nil }

// marks reports whether the caller can have made up the value.
func (c *caller) marks(value string) bool { return strings.Contains(value, c.mark()) }

func (c *caller) signed() bool {
	return c.kind == user || c.kind == session || c.kind == root
}

// arnOf is an ARN of the caller's account.
func (c *caller) arnOf(service, resource string) string {
	return "arn:" + c.target.partition() + ":" + service + "::" + c.account + ":" + resource
}

// anyARN is the shape of ARNs in the caller's account. Without a service it is
// of any.
func (c *caller) anyARN(service, resource string) []shape {
	g := exactly("arn:" + c.target.partition() + ":" + service)
	if service == "" {
		g = g.concat(star)
	}
	g = g.concat(beginning(":")).concat(beginning(":" + c.account + ":" + resource))
	return []shape{{glob: g, valid: c.owns}}
}

// owns reports whether an ARN is of the caller's account.
func (c *caller) owns(text string) bool {
	a, ok := parseARN(text)
	return ok && a.account == c.account
}

// lookup finds the value of a variable in the caller's requests: the one that
// it has to be. A value of the caller's choosing is not known.
func (c *caller) lookup(key string) (string, Answer) {
	d := c.domain(key)
	switch {
	case d.unknown || d.shapes != nil || len(d.values) > 1 || d.vague:
		return "", Unknown
	case len(d.values) == 1 && !d.absent:
		return d.values[0], Yes
	case len(d.values) == 0 && d.absent:
		return "", No
	}
	return "", Unknown
}

// domain is which values of a key the caller's requests may have.
func (c *caller) domain(key string) domain {
	d, given := c.own(key)
	if !given {
		d.values = append(slices.Clip(d.values), c.may[key]...)
	}
	return d
}

// own is the same without what his crowd may have too, and whether none of that
// counts since the values are given.
func (c *caller) own(key string) (d domain, given bool) {
	if v, ok := c.has[key]; ok {
		return domain{values: v, absent: len(v) == 0}, true
	}
	for k, v := range c.target.Known {
		if strings.EqualFold(k, key) {
			return domain{values: []string{v}}, true
		}
	}
	r, ok := ruleOf(key)
	switch {
	case !ok && c.claims != nil:
		return c.claim(key), true
	case !ok:
		return domain{unknown: true}, true
	case c.kind == canonical && r.Says == Who:
		return domain{unknown: true}, true // the account that the ID stands for is not known
	}
	return r.domain(c), false
}

// lacks reports whether no request of such callers has a key: what a service asks
// tells no network, and what a user asks not whom a service acts for.
func (c *caller) lacks(key string) bool {
	d, _ := c.own(key)
	return d.absent && len(d.values) == 0 && d.shapes == nil && !d.unknown
}

// claim is which values a claim of his token may have. Its key is named after
// the provider, and no token has those of another.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
func (c *caller) claim(key string) domain {
	of := max(strings.LastIndexByte(key, ':'), 0)
	provider := c.id
	if _, issuer, ok := strings.Cut(c.id, ":oidc-provider/"); ok {
		provider = issuer
	}
	switch {
	case strings.EqualFold(strings.TrimSuffix(key[:of], "/"), strings.TrimSuffix(provider, "/")):
		return c.claims(key[of+1:])(c)
	case strings.Contains(key[:of], "."):
		return lacking
	}
	return domain{unknown: true}
}

// A domain is which values a caller's requests may have of a condition key.
type domain struct {
	absent  bool     // they may lack it
	values  []string // they may have one of these
	shapes  []shape  // or a text of one of these shapes
	vague   bool     // what the policy's wildcards match might be the caller's, or might not
	doubted bool     // they may lack it, though it is not documented that they can
	unknown bool     // nothing is known of it
	address bool     // it is the address that the caller comes from
}

// A shape is a form of values that the caller chooses from, if they are valid:
// names that the policy spells out may be taken by others.
type shape struct {
	glob  glob
	valid func(value string) bool // nil for all
}

func like(globs ...glob) []shape {
	var all []shape
	for _, g := range globs {
		all = append(all, shape{glob: g})
	}
	return all
}

// beginning is the glob of all that begins with a text.
func beginning(text string) glob { return exactly(text).concat(star) }

// append puts what tells domains apart behind a text.
func (d domain) append(text []byte) []byte {
	for _, is := range []bool{d.absent, d.vague, d.doubted, d.unknown, d.address} {
		text = strconv.AppendBool(text, is)
	}
	for _, v := range d.values {
		text = strconv.AppendQuote(text, v)
	}
	for _, s := range d.shapes {
		text = strconv.AppendQuote(strconv.AppendBool(text, s.valid != nil), s.glob.String())
	}
	return text
}
