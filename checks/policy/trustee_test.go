package policy

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Who may assume a role, as "id trusted external-id mfa", with a + for a whole
// account.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user_externalid.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
func TestTrustees(t *testing.T) {
	assume := func(principal, condition string) string {
		return `{"Effect":"Allow","Principal":{"AWS":` + principal + `},"Action":"sts:AssumeRole","Condition":{` + condition + `}}`
	}
	for name, c := range map[string]struct {
		statements string
		want       []string
	}{
		"our account":                      {assume(`"OURS"`, ``), []string{"111122223333+ yes no no"}},
		"a role of ours":                   {assume(`"arn:aws:iam::OURS:role/x"`, ``), []string{"111122223333 yes no no"}},
		"our account, but for a role":      {assume(`"OURS"`, `"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::OURS:role/x"}`), []string{"111122223333+ yes no no"}},
		"our account by a role's name":     {assume(`"OURS"`, `"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::OURS:role/x-*"}`), []string{"111122223333 yes no no"}},
		"our account, any role of it":      {assume(`"OURS"`, `"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::OURS:role/*"}`), []string{"111122223333+ yes no no"}},
		"our account, others denied":       {assume(`"OURS"`, ``) + `,{"Effect":"Deny","Principal":"*","Action":"sts:*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::OURS:role/x"}}}`, []string{"111122223333 yes no no"}},
		"everyone who is a role of ours":   {assume(`"*"`, `"StringEquals":{"aws:PrincipalAccount":"OURS"},"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/x"}`), []string{"111122223333 yes no no"}},
		"a third party":                    {assume(`"arn:aws:iam::THEIRS:root"`, ``), []string{"777788889999+ no no no"}},
		"with an external ID":              {assume(`"THEIRS"`, `"StringEquals":{"sts:ExternalId":"12345"}`), []string{"777788889999+ no yes no"}},
		"with any external ID":             {assume(`"THEIRS"`, `"StringLike":{"sts:ExternalId":"*"}`), []string{"777788889999+ no no no"}},
		"with an external ID, if any":      {assume(`"THEIRS"`, `"StringEqualsIfExists":{"sts:ExternalId":"12345"}`), []string{"777788889999+ no no no"}},
		"with another external ID":         {assume(`"THEIRS"`, `"StringNotEquals":{"sts:ExternalId":"12345"}`), []string{"777788889999+ no no no"}},
		"an external ID of none":           {assume(`"THEIRS"`, `"Null":{"sts:ExternalId":"false"}`), []string{"777788889999+ no no no"}},
		"none without one, by a Deny":      {assume(`"THEIRS"`, ``) + `,{"Effect":"Deny","Principal":"*","Action":"sts:*","Condition":{"Null":{"sts:ExternalId":"true"}}}`, []string{"777788889999+ no no no"}},
		"all others denied":                {assume(`"THEIRS"`, ``) + `,{"Effect":"Deny","Principal":"*","Action":"sts:*","Condition":{"StringNotEquals":{"sts:ExternalId":"12345"}}}`, []string{"777788889999+ no yes no"}},
		"with external IDs of a prefix":    {assume(`"THEIRS"`, `"StringLike":{"sts:ExternalId":"acme-*"}`), []string{"777788889999+ no yes no"}},
		"with a second factor":             {assume(`"OURS"`, `"Bool":{"aws:MultiFactorAuthPresent":"true"}`), []string{"111122223333+ yes no yes"}},
		"with a second factor, if said":    {assume(`"OURS"`, `"BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}`), []string{"111122223333+ yes no no"}}, // long-term keys do not say
		"with a fresh second factor":       {assume(`"OURS"`, `"NumericLessThan":{"aws:MultiFactorAuthAge":"300"}`), []string{"111122223333+ yes no yes"}},
		"a second factor that is there":    {assume(`"OURS"`, `"Null":{"aws:MultiFactorAuthPresent":"false"}`), []string{"111122223333+ yes no no"}}, // but may be false
		"no second factor denied":          {assume(`"OURS"`, ``) + `,{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}`, []string{"111122223333+ yes no yes"}},
		"everyone":                         {assume(`"*"`, ``), []string{"+ no no no"}},
		"everyone with an external ID":     {assume(`"*"`, `"StringEquals":{"sts:ExternalId":"x"}`), []string{"+ no yes no"}},
		"services for everyone":            {assume(`"*"`, `"Bool":{"aws:PrincipalIsAWSService":"true"}`), nil},
		"everyone of our organization":     {assume(`"*"`, `"StringEquals":{"aws:PrincipalOrgID":"ORG"}`), []string{ourOrg + "+ yes no no"}},
		"accounts by a condition":          {assume(`"*"`, `"StringEquals":{"aws:PrincipalAccount":["PARTNER","THEIRS"]}`), []string{"444455556666+ yes no no", "777788889999+ no no no"}},
		"accounts by a denial of others":   {assume(`"*"`, ``) + `,{"Effect":"Deny","Principal":"*","Action":"sts:*","Condition":{"StringNotEquals":{"aws:PrincipalAccount":["OURS","THEIRS"]}}}`, []string{"111122223333+ yes no no", "777788889999+ no no no"}},
		"a role by a denial of others":     {assume(`"*"`, ``) + `,{"Effect":"Deny","Principal":"*","Action":"sts:*","Condition":{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::THEIRS:role/x"}}}`, []string{"777788889999 no no no"}},
		"a role by a condition":            {assume(`"*"`, `"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::THEIRS:role/x"}`), []string{"777788889999 no no no"}},
		"a trusted account":                {assume(`"PARTNER"`, ``), []string{"444455556666+ yes no no"}},
		"a principal that is no more":      {assume(`"AROACKCEVSQ6C2EXAMPLE"`, ``), nil},
		"a service":                        {`{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}`, nil},
		"only to tag sessions":             {`{"Effect":"Allow","Principal":{"AWS":"THEIRS"},"Action":"sts:TagSession"}`, nil},
		"with a session name of the user":  {assume(`"OURS"`, `"StringLike":{"sts:RoleSessionName":"${aws:username}"}`), []string{"111122223333+ yes unknown unknown"}},
		"with a condition that is unknown": {assume(`"THEIRS"`, `"StringEquals":{"acme:x":"y"}`), []string{"777788889999+ no unknown unknown"}},
		"denied again":                     {assume(`"THEIRS"`, ``) + `,{"Effect":"Deny","Principal":{"AWS":"THEIRS"},"Action":"sts:AssumeRole"}`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, x := range document(t, c.statements).Trustees(role, trust) {
				whole := ""
				if x.Whole {
					whole = "+"
				}
				got = append(got, fmt.Sprintf("%s%s %v %v %v", x.ID, whole, x.Trusted, x.ExternalID, x.MFA))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("- want, + got:\n%s", diff)
			}
		})
	}
}

func TestATrustedPrincipalIsNotItsAccount(t *testing.T) {
	const theirRole = "arn:aws:iam::" + theirs + ":role/x"
	all := document(t, `{"Effect":"Allow","Principal":{"AWS":["`+theirRole+`","THEIRS"]},"Action":"sts:AssumeRole"}`).
		Trustees(role, Trust{Principals: []string{theirRole}})
	if len(all) != 2 || all[0].Trusted != Yes || all[1].Trusted != No {
		t.Errorf("got %+v", all)
	}
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
// https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
func TestFederationsOfOIDC(t *testing.T) {
	const github, eks = "token.actions.githubusercontent.com", "oidc.eks.eu-west-1.amazonaws.com/id/ABC"
	trusts := func(issuer, condition string) string {
		return `{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::OURS:oidc-provider/` + issuer + `"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{` + condition + `}}`
	}
	sub := func(operator, pattern string) string {
		return trusts(github, `"StringEqualsIgnoreCase":{"`+github+`:aud":"sts.amazonaws.com"},"`+operator+`":{"`+github+`:sub":"`+pattern+`"}`)
	}
	for name, c := range map[string]struct {
		statements        string
		open              Answer
		subject, audience string
	}{
		"a branch":                       {sub("StringEquals", "repo:acme/app:ref:refs/heads/main"), No, Fixed, Fixed},
		"a repository":                   {sub("StringLike", "repo:acme/app:*"), No, Fixed, Fixed},
		"a repository by immutable ID":   {sub("StringLike", "repo:acme@12/app@34:*"), No, Fixed, Fixed},
		"an organization":                {sub("StringLike", "repo:acme/*"), No, Wide, Fixed},
		"an organization but for one":    {trusts(github, `"StringEquals":{"`+github+`:aud":"sts.amazonaws.com"},"StringLike":{"`+github+`:sub":"repo:acme/*"},"StringNotEquals":{"`+github+`:sub":"repo:acme/x:ref:refs/heads/main"}`), No, Wide, Fixed},
		"repositories of a prefix":       {sub("StringLike", "repo:acme/app*"), No, Wide, Fixed},
		"organizations of a prefix":      {sub("StringLike", "repo:acme*"), Yes, Wide, Fixed},
		"every repository":               {sub("StringLike", "repo:*"), Yes, Wide, Fixed},
		"everything":                     {sub("StringLike", "*"), Yes, Free, Fixed},
		"a branch of any repository":     {sub("StringLike", "*:ref:refs/heads/main"), Yes, Wide, Fixed},
		"any organization's repository":  {sub("StringLike", "repo:*/app:*"), Yes, Wide, Fixed},
		"a star that is no wildcard":     {sub("StringEquals", "repo:acme/*"), No, Fixed, Fixed},
		"an environment, of anybody":     {sub("StringEquals", "environment:production"), Yes, Wide, Fixed},
		"a workflow and any repository":  {sub("StringLike", "workflow:deploy:*"), Yes, Wide, Fixed},
		"a workflow and a repository":    {sub("StringLike", "workflow:deploy:repo:acme/app:*"), No, Fixed, Fixed},
		"an environment of an owner":     {sub("StringEquals", "repository_owner:acme:environment:production"), No, Fixed, Fixed},
		"one of several is open":         {trusts(github, `"StringLike":{"`+github+`:sub":["repo:acme/app:*","repo:*"]}`), Yes, Wide, Free},
		"no subject":                     {trusts(github, `"StringEquals":{"`+github+`:aud":"sts.amazonaws.com"}`), Yes, Free, Fixed},
		"no condition":                   {trusts(github, ``), Yes, Free, Free},
		"an audience only in part":       {trusts(github, `"StringLike":{"`+github+`:aud":"sts.*","`+github+`:sub":"repo:acme/app:*"}`), No, Fixed, Wide},
		"all values, but there is one":   {trusts(github, `"ForAllValues:StringEquals":{"`+github+`:sub":"repo:acme/app:ref:refs/heads/main"}`), No, Fixed, Free},
		"all but a subject":              {trusts(github, `"StringNotEquals":{"`+github+`:sub":"repo:acme/app:pull_request"}`), Yes, Free, Free},
		"a repository by its claim":      {trusts(github, `"StringEquals":{"`+github+`:repository":"acme/app"}`), No, Free, Free},
		"a workflow that others can use": {trusts(github, `"StringLike":{"`+github+`:job_workflow_ref":"acme/app/.github/workflows/x.yml@*"}`), Unknown, Free, Free},
		"an environment of any":          {trusts(github, `"StringEquals":{"`+github+`:environment":"production"}`), Yes, Free, Free},
		"a service account of a cluster": {trusts(eks, `"StringEquals":{"`+eks+`:sub":"system:serviceaccount:default:app","`+eks+`:aud":"sts.amazonaws.com"}`), No, Fixed, Fixed},
		"accounts of a namespace":        {trusts(eks, `"StringLike":{"`+eks+`:sub":"system:serviceaccount:default:*"}`), No, Fixed, Free},
		"any account, by a star":         {trusts(eks, `"StringLike":{"`+eks+`:sub":"system:serviceaccount:*"}`), No, Wide, Free},
		"all values of another cluster":  {trusts(eks, `"ForAllValues:StringLike":{"oidc.eks.eu-west-1.amazonaws.com/id/XYZ:sub":"system:serviceaccount:default:app"}`), Unknown, Free, Free},
		"an issuer that ends in a slash": {trusts("acme.auth0.com/", `"StringEquals":{"acme.auth0.com/:aud":"app","acme.auth0.com/:sub":"ad|acme|ann"}`), No, Fixed, Fixed},
		"an account of any namespace":    {trusts(eks, `"StringLike":{"`+eks+`:sub":"system:serviceaccount:*:app"}`), No, Wide, Free},
		"accounts of some namespaces":    {trusts(eks, `"StringLike":{"`+eks+`:sub":"system:serviceaccount:dev-*:app"}`), No, Wide, Free},
		"any account of a cluster":       {trusts(eks, `"StringEquals":{"`+eks+`:aud":"sts.amazonaws.com"}`), Unknown, Free, Fixed},
		"a workspace of Terraform":       {trusts("app.terraform.io", `"StringLike":{"app.terraform.io:sub":"organization:acme:project:*:workspace:w:run_phase:*"}`), No, Fixed, Free},
		"any organization of Terraform":  {trusts("app.terraform.io", `"StringLike":{"app.terraform.io:sub":"organization:*:project:p:*"}`), Yes, Wide, Free},
		"a group of GitLab":              {trusts("gitlab.com", `"StringLike":{"gitlab.com:sub":"project_path:acme/*:ref_type:branch:ref:main"}`), No, Fixed, Free},
		"a pool of Cognito":              {`{"Effect":"Allow","Principal":{"Federated":"cognito-identity.amazonaws.com"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"cognito-identity.amazonaws.com:aud":"eu-west-1:1-2"},"ForAnyValue:StringLike":{"cognito-identity.amazonaws.com:amr":"authenticated"}}}`, No, Free, Fixed},
		"any pool of Cognito":            {`{"Effect":"Allow","Principal":{"Federated":"cognito-identity.amazonaws.com"},"Action":"sts:AssumeRoleWithWebIdentity"}`, Yes, Free, Free},
		"an app of Facebook":             {`{"Effect":"Allow","Principal":{"Federated":"graph.facebook.com"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"graph.facebook.com:app_id":"123"}}}`, No, Free, Fixed},
	} {
		t.Run(name, func(t *testing.T) {
			all := document(t, c.statements).Federations(role)
			if len(all) != 1 {
				t.Fatalf("got %+v", all)
			}
			f := all[0]
			if f.Open != c.open || f.Subject.Scope != c.subject || f.Audience.Scope != c.audience {
				t.Errorf("got open %v, subject %s, audience %s", f.Open, f.Subject.Scope, f.Audience.Scope)
			}
		})
	}
}

func TestAFederationTellsItsConditions(t *testing.T) {
	const github = "token.actions.githubusercontent.com"
	got := document(t, `{"Sid":"CI","Effect":"Allow","Principal":{"Federated":["arn:aws:iam::OURS:oidc-provider/`+github+`","arn:aws:iam::OURS:saml-provider/idp"]},
		"Action":"sts:AssumeRoleWith*","Condition":{"StringLikeIfExists":{"`+github+`:sub":["repo:acme/a:*","repo:acme/b:*"]}}}`).Federations(role)
	want := []Federation{
		{
			Sid: "CI", Provider: "arn:aws:iam::" + ours + ":oidc-provider/" + github, Issuer: github, Open: No, Required: github + ":sub",
			Subject:  Claim{Key: github + ":sub", Scope: Fixed, Values: []string{"repo:acme/a:*", "repo:acme/b:*"}},
			Audience: Claim{Key: github + ":aud", Scope: Free},
		},
		{
			Sid: "CI", Provider: "arn:aws:iam::" + ours + ":saml-provider/idp", SAML: true, Open: No, Required: "saml:aud",
			Audience: Claim{Key: "saml:aud", Scope: Free},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml
func TestFederationsOfSAML(t *testing.T) {
	for condition, want := range map[string]string{
		``: Free,
		`"StringEquals":{"SAML:aud":"https://signin.aws.amazon.com/saml"}`:                                                  Fixed,
		`"StringEquals":{"saml:aud":["https://signin.aws.amazon.com/saml","https://eu-west-1.signin.aws.amazon.com/saml"]}`: Fixed,
		`"StringEquals":{"SAML:aud":"https://signin.amazonaws.cn/saml"}`:                                                    Fixed,
		`"StringLike":{"SAML:aud":"https://*.signin.aws.amazon.com/saml"}`:                                                  Wide,
		`"StringLike":{"SAML:aud":"*"}`:                                                                                     Free,
		`"StringEqualsIfExists":{"SAML:aud":"https://signin.aws.amazon.com/saml"}`:                                          Fixed,
		`"StringEquals":{"SAML:iss":"https://idp.example.com"}`:                                                             Unclear,
		`"StringEquals":{"SAML:aud":"https://signin.aws.amazon.com/saml","SAML:sub_type":"persistent"}`:                     Fixed,
		`"StringNotEquals":{"SAML:aud":"https://evil.example.com"}`:                                                         Free,
	} {
		all := document(t, `{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::OURS:saml-provider/idp"},"Action":"sts:AssumeRoleWithSAML","Condition":{`+condition+`}}`).Federations(role)
		if len(all) != 1 || all[0].Audience.Scope != want {
			t.Errorf("%s: got %+v, want %s", condition, all, want)
		}
	}
}

func TestWhoIsLetInByNothingIsNoFederation(t *testing.T) {
	withoutClaim := func(claim string) string {
		return `{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::OURS:oidc-provider/gitlab.com"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"Null":{"gitlab.com:` + claim + `":"true"}}}`
	}
	for claim, want := range map[string]int{"sub": 0, "aud": 0, "email": 1} { // every token has the first two
		if all := document(t, withoutClaim(claim)).Federations(role); len(all) != want {
			t.Errorf("without %s: got %+v", claim, all)
		}
	}
	if all := document(t, `{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::OURS:saml-provider/idp"},"Action":"sts:TagSession"},
		{"Effect":"Deny","Principal":{"Federated":"graph.facebook.com"},"Action":"sts:*"}`).Federations(role); len(all) > 0 {
		t.Errorf("got %+v", all)
	}
}
