package iam

import (
	"fmt"
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
)

func TestOIDCTrustConditionsScoped(t *testing.T) {
	const (
		github = "token.actions.githubusercontent.com"
		eks    = "oidc.eks.eu-west-1.amazonaws.com/id/ABC"
	)
	oidc := func(issuer, condition string) string {
		return fmt.Sprintf(`{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::123456789012:oidc-provider/%s"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{%s}}`, issuer, condition)
	}
	aud := func(issuer string) string {
		return `"StringEqualsIgnoreCase":{"` + issuer + `:aud":"sts.amazonaws.com"}`
	}
	sub := func(issuer, operator, subject string) string {
		return oidc(issuer, aud(issuer)+`,"`+operator+`":{"`+issuer+`:sub":"`+subject+`"}`)
	}
	of := func(operator, subject string) string { return sub(github, operator, subject) }
	claim := func(key, value string) string {
		return oidc(github, aud(github)+`,"StringEquals":{"`+github+`:`+key+`":"`+value+`"}`)
	}
	checktest.Run(t, OIDCTrustConditionsScoped, trustCases(oidc(github, ""), checktest.Cases{
		"a branch of a repository":      checktest.Pass(trusting(of("StringEquals", "repo:acme/app:ref:refs/heads/main"))).Says("sub is fixed: repo:acme/app:ref:refs/heads/main"),
		"a repository":                  checktest.Pass(trusting(of("StringLike", "repo:acme/app:*"))),
		"an organization":               checktest.Fail(trusting(of("StringLike", "repo:acme/*"))).Says("sub is wide: repo:acme/*"),
		"an organization, approved":     checktest.Pass(trusting(of("StringLike", "repo:acme/*"))).With("approved-subjects", []string{"repo:acme/*"}),
		"another, approved":             checktest.Fail(trusting(of("StringLike", "repo:acme/*"))).With("approved-subjects", []string{"repo:acm*"}),
		"repositories of a prefix":      checktest.Fail(trusting(of("StringLike", "repo:acme/app*"))),
		"every repository":              checktest.Fail(trusting(of("StringLike", "repo:*"))),
		"every repository, approved":    checktest.Fail(trusting(of("StringLike", "repo:*"))).With("approved-subjects", []string{"repo:*"}),
		"organizations of a prefix":     checktest.Fail(trusting(of("StringLike", "repo:acme*"))),
		"any organization's":            checktest.Fail(trusting(of("StringLike", "repo:*/app:*"))),
		"a branch of any":               checktest.Fail(trusting(of("StringLike", "*:ref:refs/heads/main"))),
		"an environment by its subject": checktest.Fail(trusting(of("StringEquals", "environment:production"))).Says("sub is wide"),
		"a workflow by its subject":     checktest.Fail(trusting(of("StringLike", "workflow:deploy:*"))),
		"a star that is no wildcard":    checktest.Pass(trusting(of("StringEquals", "repo:acme/*"))),
		"all but one":                   checktest.Fail(trusting(of("StringNotEquals", "repo:acme/app:pull_request"))),
		"no subject":                    checktest.Fail(trusting(oidc(github, aud(github)))),
		"no audience":                   checktest.Fail(trusting(oidc(github, `"StringEquals":{"`+github+`:sub":"repo:acme/app:ref:refs/heads/main"}`))).Says("aud is free"),
		"any audience":                  checktest.Fail(trusting(oidc(github, `"StringLike":{"`+github+`:aud":"*","`+github+`:sub":"repo:acme/app:*"}`))),
		"a repository by its claim":     checktest.Pass(trusting(claim("repository", "acme/app"))),
		"a repository by its ID":        checktest.Pass(trusting(claim("repository_id", "12345"))),
		"an environment of any":         checktest.Fail(trusting(claim("environment", "production"))),
		"a workflow that others call":   checktest.Fail(trusting(claim("job_workflow_ref", "acme/app/.github/workflows/x.yml@refs/heads/main"))),
		"keys in other case":            checktest.Pass(trusting(oidc(github, `"StringEquals":{"Token.Actions.GithubUserContent.com:AUD":"sts.amazonaws.com","token.actions.githubusercontent.com:SUB":"repo:acme/app:ref:refs/heads/main"}`))),
		"a project of GitLab":           checktest.Pass(trusting(oidc("gitlab.com", `"StringLike":{"gitlab.com:sub":"project_path:acme/app:*"},"StringEquals":{"gitlab.com:aud":"https://gitlab.com"}`))),
		"any project of GitLab":         checktest.Fail(trusting(oidc("gitlab.com", `"StringLike":{"gitlab.com:sub":"project_path:*"},"StringEquals":{"gitlab.com:aud":"https://gitlab.com"}`))),
		"a workspace of Terraform":      checktest.Pass(trusting(oidc("app.terraform.io", `"StringLike":{"app.terraform.io:sub":"organization:acme:project:p:workspace:w:run_phase:*"},"StringEquals":{"app.terraform.io:aud":"aws.workload.identity"}`))),
		"any organization's workspace":  checktest.Fail(trusting(oidc("app.terraform.io", `"StringLike":{"app.terraform.io:sub":"organization:*:workspace:w:*"},"StringEquals":{"app.terraform.io:aud":"aws.workload.identity"}`))),
		"a service account":             checktest.Pass(trusting(sub(eks, "StringEquals", "system:serviceaccount:default:app"))),
		"those of a namespace":          checktest.Pass(trusting(sub(eks, "StringLike", "system:serviceaccount:default:*"))),
		"one of any namespace":          checktest.Fail(trusting(sub(eks, "StringLike", "system:serviceaccount:*:app"))),
		"any service account":           checktest.Fail(trusting(oidc(eks, aud(eks)))),
		"a pool of Cognito":             checktest.Pass(trusting(`{"Effect":"Allow","Principal":{"Federated":"cognito-identity.amazonaws.com"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"cognito-identity.amazonaws.com:aud":"eu-west-1:1-2"},"ForAnyValue:StringLike":{"cognito-identity.amazonaws.com:amr":"authenticated"}}}`)),
		"any pool of Cognito":           checktest.Fail(trusting(`{"Effect":"Allow","Principal":{"Federated":"cognito-identity.amazonaws.com"},"Action":"sts:AssumeRoleWithWebIdentity"}`)),
		"an app of Google":              checktest.Pass(trusting(`{"Effect":"Allow","Principal":{"Federated":"accounts.google.com"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"accounts.google.com:aud":"66677788899900pro0"}}}`)),
		"a subject by a denial":         checktest.Unknown(trusting(oidc(github, aud(github)), `{"Effect":"Deny","Principal":"*","Action":"sts:*","Condition":{"StringNotLike":{"`+github+`:sub":"repo:acme/app:*"}}}`)),
		"by an unknown operator":        checktest.Unknown(trusting(oidc(github, `"StringMatches":{"`+github+`:sub":"repo:acme/app:*"},`+aud(github)))),
		"by another provider's keys":    checktest.NotApplicable(trusting(oidc(github, `"StringEquals":{"gitlab.com:aud":"https://gitlab.com","gitlab.com:sub":"project_path:acme/app:ref_type:branch:ref:main"}`))),
		"but for another's subject":     checktest.Fail(trusting(oidc(github, aud(github)+`,"StringNotEquals":{"gitlab.com:sub":"project_path:acme/app:ref_type:branch:ref:main"}`))),
		"by a key of no provider":       checktest.Unknown(trusting(oidc(eks, `"StringEquals":{"acme:sub":"x"}`))),
		"a SAML provider":               checktest.NotApplicable(trusting(`{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::123456789012:saml-provider/idp"},"Action":"sts:AssumeRoleWithSAML"}`)),
		"one statement of two":          checktest.Fail(trusting(of("StringLike", "repo:acme/app:*"), oidc(github, aud(github)))).Says("statement 1"),
	}))
}
