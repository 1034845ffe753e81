package policy

import (
	"slices"
	"strings"
)

// everyone reports whether the element names everyone, by "*" or by
// {"AWS": "*"}, which mean the same.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous
func (p *Principals) everyone() bool {
	return p.Everyone || slices.Contains(p.AWS, "*")
}

// names reports whether an element names the caller. One of a whole account is
// not named by a principal of it: he can come as another.
func (p *Principals) names(c *caller) Answer {
	if p.everyone() {
		return Yes
	}
	switch c.kind {
	case service:
		return anyOf(p.Service, c.isService)
	case federated:
		return anyOf(p.Federated, c.isCalled)
	case canonical:
		return anyOf(p.CanonicalUser, c.isCalled)
	case anonymous:
		return No
	}
	a := anyOf(p.AWS, c.isPrincipal)
	if a == No && len(p.CanonicalUser) > 0 && !c.unnamed {
		return Unknown // whose account that is cannot be told from its ID
	}
	return a
}

func (c *caller) isCalled(name string) Answer { return answerOf(name == c.id) }

func (c *caller) isService(name string) Answer {
	if name == "*" {
		return Unknown // AWS does not say
	}
	return answerOf(c.id != "" && strings.EqualFold(name, c.id))
}

// accountDigits is how many digits the ID of an account has.
const accountDigits = 12

func isAccountID(text string) bool {
	return len(text) == accountDigits && digits(text) == accountDigits
}

// digits is with how many of them a text begins.
func digits(text string) int {
	n := 0
	for n < len(text) && '0' <= text[n] && text[n] <= '9' {
		n++
	}
	return n
}

// accountOf returns the account that a principal is of, and whether it names it
// as a whole, by its ID or by the ARN of its root.
func accountOf(principal string) (string, bool) {
	if isAccountID(principal) {
		return principal, true
	}
	a, ok := parseARN(principal)
	return a.account, ok && a.service == "iam" && a.resource == "root"
}

// isPrincipal reports whether what an AWS principal of a policy names is the
// caller.
func (c *caller) isPrincipal(name string) Answer {
	if strings.IndexByte(name, '*') >= 0 || strings.IndexByte(name, '?') >= 0 {
		return Unknown // AWS accepts no part of a name
	}
	if name != c.arn && !strings.Contains(name, c.account) {
		return No
	}
	if account, ok := accountOf(name); ok {
		return answerOf(account == c.account)
	}
	a, ok := parseARN(name)
	switch {
	case !ok:
		return No // the unique ID of a principal that is no more: nobody has it
	case name == c.arn:
		return Yes
	case c.arn == "" || a.account != c.account || c.kind != session:
		return No
	}
	// A session may be given any name.
	role := c.arn[strings.LastIndexByte(c.arn, '/')+1:]
	if strings.HasPrefix(a.resource, "assumed-role/"+role+"/") {
		return Unknown
	}
	return No
}

// spares reports whether NotPrincipal leaves the caller out of a statement.
// AWS tells to name the account beside its principals, and that without it the
// account may be denied, and they with it.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html#specifying-notprincipal
func (p *Principals) spares(c *caller) Answer {
	named := p.names(c)
	if p.everyone() || !c.signed() || named == Unknown {
		return named
	}
	var whole, one bool
	for _, a := range p.AWS {
		if a != c.arn && !strings.Contains(a, c.account) {
			continue
		}
		account, ok := accountOf(a)
		whole = whole || ok && account == c.account
		one = one || !ok && (a == c.arn || c.arn == "" && strings.Contains(a, ":"+c.account+":"))
	}
	switch {
	case whole && (one || c.kind == root):
		return Yes
	case whole || one:
		return Unknown
	}
	return No
}

// appliesTo reports whether a statement is about the caller.
func (s *Statement) appliesTo(c *caller) Answer {
	switch {
	case s.Principal != nil:
		return s.Principal.names(c)
	case s.NotPrincipal != nil:
		return s.NotPrincipal.spares(c).Not()
	}
	// A policy of an identity is about whom it is attached to. That of a
	// resource has to say whom it is about, or AWS refuses it.
	if c.self != nil {
		return Yes
	}
	return Unknown
}
