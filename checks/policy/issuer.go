package policy

import (
	"fmt"
	"slices"
	"strings"
)

// An issuer vouches for whoever has an account with it.
type issuer struct {
	name string
	// required is the claim that a trust policy has to name, or AWS refuses
	// it; for the first ones AWS documents none.
	// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
	required string
	// owned are the claims that tell whose token it is: in those, a stranger
	// has only what is his.
	owned []string
}

var issuers = []issuer{
	{"accounts.google.com", "", []string{"aud", "sub", "oaud", "email"}},
	{"graph.facebook.com", "", []string{"app_id", "id"}},
	{"www.amazon.com", "", []string{"app_id", "user_id"}},
	{"cognito-identity.amazonaws.com", "aud", []string{"aud", "sub"}},
	// https://aws.amazon.com/about-aws/whats-new/2026/01/aws-sts-supports-validation-identity-provider-claims/
	{"token.actions.githubusercontent.com", "sub", []string{"sub", "repository", "repository_id", "actor", "actor_id", "enterprise_id"}},
	{"vstoken.actions.githubusercontent.com", "sub", []string{"sub"}},
	{"oidc-configuration.audit-log.githubusercontent.com", "sub", []string{"sub"}},
	{"gitlab.com", "sub", []string{"sub"}},
	{"app.terraform.io", "sub", []string{"sub"}},
	{"agent.buildkite.com", "sub", []string{"sub"}},
	{"oidc.codefresh.io", "sub", []string{"sub"}},
	{"studio.datachain.ai/api", "sub", []string{"sub"}},
	{"scalr.io", "sub", []string{"sub"}},
	{"tokens.cloud.shisho.dev", "sub", []string{"sub"}},
	{"proidc.upbound.io", "sub", []string{"sub"}},
	{"api.pulumi.com/oidc", "aud", []string{"aud", "sub"}},
	{"sandboxes.cloud", "aud", []string{"aud", "sub"}},
	{"oidc.vercel.com", "aud", []string{"aud", "sub"}},
	{"sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d", "", []string{"sub"}},
}

// issuerOf finds an issuer by its URL. One that is not known may vouch for
// whomever its owner likes.
func issuerOf(url string) issuer {
	url = strings.TrimSuffix(strings.ToLower(url), "/")
	for _, i := range issuers {
		if i.name == url {
			return i
		}
	}
	return issuer{}
}

// claimName is what an issuer calls a claim.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
func claimName(issuer, usual string) string {
	other := map[string]string{
		"graph.facebook.com sub": "id", "graph.facebook.com aud": "app_id",
		"www.amazon.com sub": "user_id", "www.amazon.com aud": "app_id",
	}
	if name, ok := other[issuer+" "+usual]; ok {
		return name
	}
	return usual
}

// open asks whether a stranger may assume the role. Of an issuer that is not
// known nothing more can be said than that he may not, for want of what the
// policy names.
func (q *question) open(s *clause, provider string, i issuer) Answer {
	a := q.with(s, provider, i.claims, nil)
	if i.name == "" && a == Yes {
		return Unknown
	}
	return a
}

// claims are those of a token that the issuer gives a stranger.
func (i issuer) claims(claim string) func(*caller) domain {
	owned := i.owned
	if i.name == "" {
		owned = []string{"sub"}
	}
	switch {
	case claim == "sub" && strings.HasSuffix(i.name, "actions.githubusercontent.com"):
		return ownSubject
	case slices.Contains(owned, claim):
		return ownClaim
	case claim == "job_workflow_ref":
		return notKnown // others can call a workflow, if they can see it
	}
	return anyClaims(claim)
}

// ownSubject is a subject of GitHub that the stranger's repository can have.
// Besides his own name, it may begin with what anybody may call his, since each
// repository chooses the claims that its subject is made of.
// https://docs.github.com/en/actions/reference/security/oidc
func ownSubject(c *caller) domain {
	d := ownClaim(c)
	d.shapes = append(d.shapes, shape{glob: star, valid: func(value string) bool {
		claims := strings.Split(value, ":")
		if !slices.Contains(freeClaims, claims[0]) {
			return false
		}
		for n, claim := range claims[:len(claims)-1] {
			if slices.Contains(ownerClaims, claim) && !c.marks(claims[n+1]) {
				return false
			}
		}
		return true
	}})
	return d
}

// freeClaims are the claims of GitHub that a workflow gives any value it likes,
// ownerClaims those that tell whose it is.
var (
	freeClaims  = []string{"environment", "workflow", "ref", "ref_type", "head_ref", "base_ref", "event_name", "context"}
	ownerClaims = []string{
		"repo", "repository", "repository_id", "repository_owner", "repository_owner_id", "actor", "actor_id",
		"enterprise", "enterprise_id", "workflow_ref", "job_workflow_ref",
	}
)

// ownClaim is a subject, an audience or a name that is the stranger's own. What
// comes first in it, behind a word and a colon, is his name.
func ownClaim(c *caller) domain {
	his := func(value string) bool {
		name := value
		if _, after, ok := strings.Cut(value, ":"); ok {
			name = after
		}
		name, _, _ = strings.Cut(strings.ReplaceAll(name, ":", "/"), "/")
		return c.marks(name)
	}
	shapes := []shape{{glob: star, valid: his}}
	for _, form := range []string{"repo:%s/", "project_path:%s/", "organization:%s:"} {
		shapes = append(shapes, shape{glob: beginning(fmt.Sprintf(form, c.mark()))})
	}
	return domain{shapes: shapes}
}
