package policy

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Whom a grant is to.
const (
	Anyone         = "anyone"                    // anyone, even without credentials of AWS
	AnyPrincipal   = "any AWS principal"         // whoever has an AWS account
	AnyService     = "any AWS service"           // a service, on behalf of whoever has an AWS account
	AnAccount      = "account"                   // the principals of an account, or one of them
	AnOrganization = "organization"              // the accounts of an organization
	ACanonicalUser = "canonical user"            // an account, by the ID that S3 knows it by
	AService       = "service"                   // a service of AWS, on behalf of whoever has an AWS account
	AProvider      = "identity provider"         // those whom a provider vouches for
	ANetwork       = "network"                   // whoever comes from a VPC, an endpoint or an address
	AHolder        = "holder of"                 // whoever has something that tells no account: a bucket, an endpoint
	Deleted        = "principal that is no more" // nobody: the principal was deleted
)

// A Grant is something that a policy lets somebody do.
type Grant struct {
	Answer    Answer // Yes, or Unknown if he may be let
	Statement int    // the index of the statement that allows it
	Sid       string
	To        string   // whom: Anyone, AnAccount, ...
	ID        string   // which: the account, the service, ...; empty for anyone
	Principal string   // as the policy names him, where it names one
	Actions   []string // in order
	Resources []string // ARNs or patterns of what it is about; none for the target itself
	// Keys tell of each condition of the statement what it comes to:
	// "StringLike aws:Referer: any, as the caller chooses it".
	Keys []string
}

// String is the grant as evidence in one line.
func (g Grant) String() string {
	var b strings.Builder
	who := strings.TrimSuffix(g.To+" "+g.ID, " ")
	switch {
	case g.Statement < 0:
		b.WriteString(map[Answer]string{Yes: "nothing", Unknown: "perhaps nothing", No: "something"}[g.Answer] + " denies ")
		b.WriteString(who + " " + shorten(g.Actions))
	default:
		fmt.Fprintf(&b, "statement %d", g.Statement)
		if g.Sid != "" {
			fmt.Fprintf(&b, " (%s)", g.Sid)
		}
		b.WriteString(map[Answer]string{Yes: " lets ", Unknown: " may let ", No: " does not let "}[g.Answer])
		b.WriteString(who + " do " + shorten(g.Actions))
	}
	if len(g.Resources) > 0 {
		b.WriteString(" on " + shorten(g.Resources))
	}
	if len(g.Keys) > 0 {
		b.WriteString("; " + strings.Join(g.Keys, "; "))
	}
	return b.String()
}

// shorten lists no more than four.
func shorten(names []string) string {
	if len(names) <= 4 {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:3], ", "), len(names)-3)
}

// A Result is the answer to a question, with what makes it so.
type Result struct {
	Answer Answer
	Grants []Grant // the grants that make it Yes, and those that may
	// Bound are the grants to everyone that conditions or other statements
	// keep from being one.
	Bound []Grant
}

// Only is the result for those grants that keep accepts.
func (r Result) Only(keep func(Grant) bool) Result {
	only := Result{Answer: No, Bound: r.Bound}
	for _, g := range r.Grants {
		if keep(g) {
			only.add(g)
		}
	}
	return only
}

// Of is the result for actions of these levels.
func (r Result) Of(levels ...Level) Result {
	only := Result{Answer: No, Bound: r.Bound}
	for _, g := range r.Grants {
		g.Actions = slices.DeleteFunc(slices.Clone(g.Actions), func(a string) bool {
			return !slices.Contains(levels, LevelOf(a))
		})
		if len(g.Actions) > 0 {
			only.add(g)
		}
	}
	return only
}

func (r *Result) add(g Grant) {
	r.Answer = r.Answer.Or(g.Answer)
	r.Grants = append(r.Grants, g)
}

// sorted puts grants in the order of statements, the sure ones first.
func sorted(grants []Grant) []Grant {
	slices.SortStableFunc(grants, func(a, b Grant) int {
		if a.Statement != b.Statement {
			return cmp.Compare(a.Statement, b.Statement)
		}
		return cmp.Or(cmp.Compare(a.Answer, b.Answer), cmp.Compare(width(a.To), width(b.To)), cmp.Compare(a.To, b.To),
			cmp.Compare(a.ID, b.ID), slices.Compare(a.Actions, b.Actions))
	})
	return grants
}

// widestFirst are those who are everyone, from the widest.
var widestFirst = []string{Anyone, AnyPrincipal, AnyService}

// width is 0 for the widest.
func width(to string) int {
	if i := slices.Index(widestFirst, to); i >= 0 {
		return i
	}
	return len(widestFirst)
}
