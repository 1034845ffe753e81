package policy

import (
	"slices"
	"strings"
)

// How far a trust policy narrows a claim of those whom a provider vouches for.
const (
	Free    = "free"    // not at all: any value will do
	Wide    = "wide"    // to a pattern that leaves open who it is, such as all of an organization's repositories
	Fixed   = "fixed"   // to values of one's own
	Unclear = "unclear" // that cannot be told
)

// A Claim is what a trust policy demands of one claim.
type Claim struct {
	Key    string // the condition key: token.actions.githubusercontent.com:sub
	Scope  string // Free, Wide, Fixed or Unclear
	Values []string
}

// A Federation is the trust of a role in an identity provider.
type Federation struct {
	Statement int
	Sid       string
	Provider  string // as the policy names it
	Issuer    string // of OIDC: its URL without https://
	SAML      bool
	// Open is whether the role lets in strangers: anyone with an account at
	// the provider, of those that serve everybody.
	Open Answer
	// Required is the condition key that AWS demands of new trust policies
	// for this issuer; empty if it demands none.
	Required string
	Subject  Claim // of OIDC
	Audience Claim
}

// Federations returns whom a role's trust policy lets assume it with a token of
// an identity provider.
func (d *Document) Federations(role Target) []Federation {
	q := newQuestion(d, &role)
	var all []Federation
	for _, s := range q.allows {
		if s.Principal == nil {
			continue
		}
		for _, provider := range s.Principal.Federated {
			if f, ok := q.federation(s, provider); ok {
				all = append(all, f)
			}
		}
	}
	return all
}

func (q *question) federation(s *clause, provider string) (Federation, bool) {
	f := Federation{Statement: s.Index, Sid: s.Sid, Provider: provider, Open: No}
	_, name, _ := strings.Cut(provider, ":saml-provider/")
	f.SAML = name != ""
	if f.SAML {
		if q.with(s, provider, anyClaims, nil) == No {
			return f, false
		}
		f.Required = "saml:aud"
		f.Audience = q.claim(s, provider, f.Required, noWildcard)
		return f, true
	}
	if _, issuer, ok := strings.Cut(provider, ":oidc-provider/"); ok {
		f.Issuer = issuer
	} else {
		f.Issuer = provider
	}
	if q.with(s, provider, anyClaims, nil) == No {
		return f, false
	}
	known := issuerOf(f.Issuer)
	if known.required != "" {
		f.Required = f.Issuer + ":" + known.required
	}
	f.Subject = q.claim(s, provider, f.Issuer+":"+claimName(f.Issuer, "sub"), fixedSubject)
	f.Audience = q.claim(s, provider, f.Issuer+":"+claimName(f.Issuer, "aud"), noWildcard)
	f.Open = q.open(s, provider, known)
	if f.Open == Yes && f.Subject.Scope == Fixed {
		f.Subject.Scope = Wide // to what strangers have too
	}
	return f, true
}

// anyClaims: a token always has a subject and an audience.
func anyClaims(claim string) func(*caller) domain {
	if claim == "sub" || claim == "aud" {
		return sent
	}
	return chosen
}

// with asks whether somebody with such claims may assume the role.
func (q *question) with(s *clause, provider string, claims func(string) func(*caller) domain, has map[string][]string) Answer {
	c := &caller{
		kind: federated, id: provider, account: q.account, unnamed: true, anywhere: true,
		fresh: q.fresh, target: q.target, claims: claims, has: has,
	}
	return q.assumes(q.try(s, c))
}

// claim says how far the statement narrows a claim, of which fixed tells
// whether a pattern pins it.
func (q *question) claim(s *clause, provider, key string, fixed func(value string) bool) Claim {
	c := Claim{Key: key, Scope: Wide}
	key = strings.ToLower(key)
	switch q.with(s, provider, anyClaims, map[string][]string{key: {string(q.fresh)}}) {
	case Yes:
		return Claim{Key: c.Key, Scope: Free}
	case Unknown:
		c.Scope = Unclear
	}
	for _, a := range s.atoms {
		if a.key != key || a.op.negated {
			continue
		}
		c.Values = append(c.Values, a.Values...)
		// Without Like, a * is a character like others.
		loose := func(v string) bool { return a.op.base == "stringlike" && !fixed(v) }
		if c.Scope == Wide && !slices.ContainsFunc(a.Values, loose) {
			c.Scope = Fixed
		}
	}
	return c
}

func noWildcard(v string) bool { return !strings.ContainsAny(v, "*?") }

// fixedSubject reports whether the pattern of a subject tells whose it is: its
// wildcards come only after the name and, at GitHub, after the repository's, in
// a cluster, after the namespace's.
// https://docs.github.com/en/actions/reference/security/oidc
// https://github.com/aws/aws-eks-best-practices/blob/master/content/security/docs/iam.md
func fixedSubject(v string) bool {
	before, _, wild := strings.Cut(strings.ReplaceAll(v, "?", "*"), "*")
	if !wild {
		return true
	}
	if repo, ok := strings.CutPrefix(before, "repo:"); ok {
		owner, rest, _ := strings.Cut(repo, "/")
		name, _, ended := strings.Cut(rest, ":")
		return owner != "" && name != "" && ended
	}
	if account, ok := strings.CutPrefix(before, "system:serviceaccount:"); ok {
		namespace, _, ended := strings.Cut(account, ":")
		return namespace != "" && ended
	}
	_, name, _ := strings.Cut(before, ":")
	return strings.ContainsAny(name, ":/")
}
