package iam

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

// document is a policy of these statements.
func document(statements ...string) string {
	return `{"Version":"2012-10-17","Statement":[` + strings.Join(statements, ",") + `]}`
}

// allow is a statement. Action and resource are each one, or several with
// spaces between; a condition is what is within its braces.
func allow(action, resource string, condition ...string) string {
	return statement("Allow", "Action", action, "Resource", resource, condition)
}

func deny(action, resource string, condition ...string) string {
	return statement("Deny", "Action", action, "Resource", resource, condition)
}

func statement(effect, does, action, on, resource string, condition []string) string {
	list := func(text string) string { return `["` + strings.Join(strings.Fields(text), `","`) + `"]` }
	return fmt.Sprintf(`{"Effect":%q,%q:%s,%q:%s,"Condition":{%s}}`, effect, does, list(action), on, list(resource), strings.Join(condition, ","))
}

func iamARN(resource string) string { return "arn:aws:iam::" + checktest.Account.ID + ":" + resource }

// policyOf is a managed policy of the account, attached to one.
func policyOf(name, text string, change ...func(*inventory.IAMPolicy)) inventory.IAMPolicy {
	p := inventory.IAMPolicy{Resource: checktest.In("", "AWS::IAM::ManagedPolicy", name), Document: text, AttachmentCount: 1}
	p.ARN = iamARN("policy/" + name)
	for _, f := range change {
		f(&p)
	}
	return p
}

// ofAWS is a managed policy of AWS.
func ofAWS(name, text string) inventory.IAMPolicy {
	p := policyOf(name, text)
	p.ARN = "arn:aws:iam::aws:policy/" + name
	return p
}

func used(attached, bounding int) func(*inventory.IAMPolicy) {
	return func(p *inventory.IAMPolicy) { p.AttachmentCount, p.PermissionsBoundaryUsageCount = attached, bounding }
}

func inlined(texts ...string) []inventory.IAMInlinePolicy {
	var all []inventory.IAMInlinePolicy
	for i, t := range texts {
		all = append(all, inventory.IAMInlinePolicy{Name: fmt.Sprintf("inline-%d", i), Document: t})
	}
	return all
}

func userOf(name string, change ...func(*inventory.IAMUser)) inventory.IAMUser {
	u := inventory.IAMUser{Resource: checktest.In("", "AWS::IAM::User", name)}
	for _, f := range change {
		f(&u)
	}
	return u
}

func groupOf(name string, change ...func(*inventory.IAMGroup)) inventory.IAMGroup {
	g := inventory.IAMGroup{Resource: checktest.In("", "AWS::IAM::Group", name)}
	for _, f := range change {
		f(&g)
	}
	return g
}

const trustsEC2 = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}`

func roleOf(name string, change ...func(*inventory.IAMRole)) inventory.IAMRole {
	r := inventory.IAMRole{Resource: checktest.In("", "AWS::IAM::Role", name), AssumeRolePolicyDocument: trustsEC2}
	for _, f := range change {
		f(&r)
	}
	return r
}

// serviceLinked makes a role one that is linked to a service.
func serviceLinked(r *inventory.IAMRole) {
	r.ARN = iamARN("role/aws-service-role/x.amazonaws.com/" + r.ID)
}

// ofIdentityCenter makes a role one of IAM Identity Center.
func ofIdentityCenter(r *inventory.IAMRole) {
	r.ARN = iamARN("role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_" + r.ID + "_0123456789abcdef")
}

func managed(text string) inventory.Part { return inventory.IAMPolicies.Of(policyOf("p", text)) }

func roleWith(texts ...string) inventory.Part {
	return inventory.IAMRoles.Of(roleOf("r", func(r *inventory.IAMRole) { r.InlinePolicies = inlined(texts...) }))
}

// writtenCases are the cases of a check of what the customer wrote: those of
// its own, and what holds of each. Broad is a statement that fails.
func writtenCases(broad string, own checktest.Cases) checktest.Cases {
	const narrow = `{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}`
	bad, good := document(broad), document(narrow)
	cases := checktest.Cases{
		"a narrow policy":             checktest.Pass(managed(good)),
		"a broad one":                 checktest.Fail(managed(bad)).Says("statement 0"),
		"broad in one statement":      checktest.Fail(managed(document(narrow, broad))).Says("statement 1"),
		"a single statement, no list": checktest.Fail(managed(`{"Version":"2012-10-17","Statement":` + broad + `}`)),
		"an older version":            checktest.Fail(managed(`{"Statement":[` + broad + `]}`)),
		"keys in another case":        checktest.Fail(managed(strings.NewReplacer(`"Action"`, `"action"`, `"Effect"`, `"EFFECT"`, `"Resource"`, `"resource"`, `"NotAction"`, `"notaction"`).Replace(bad))),
		"still encoded":               checktest.Fail(managed(strings.NewReplacer("{", "%7B", "}", "%7D", `"`, "%22", "*", "%2A").Replace(bad))),
		"not JSON":                    checktest.Unknown(managed(`{"Version":"2012-10-17","Statement":[}`)).Says("line 1, column 38"),
		"an unknown element":          checktest.Unknown(managed(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Actions":"*","Resource":"*"}]}`)),
		"no document":                 checktest.Unknown(managed("")),
		"only a boundary":             checktest.NotApplicable(inventory.IAMPolicies.Of(policyOf("p", bad, used(0, 2)))),
		"inline, of a user":           checktest.Fail(inventory.IAMUsers.Of(userOf("ann", func(u *inventory.IAMUser) { u.InlinePolicies = inlined(bad) }))).Says("inline-0", "statement 0"),
		"inline, of a group":          checktest.Fail(inventory.IAMGroups.Of(groupOf("g", func(g *inventory.IAMGroup) { g.InlinePolicies = inlined(bad) }))),
		"inline, of a role":           checktest.Fail(roleWith(bad)),
		"one of two inline":           checktest.Fail(roleWith(good, bad)).Says("inline-1"),
		"both inline are narrow":      checktest.Pass(roleWith(good, good)),
		"one inline is unreadable":    checktest.Unknown(roleWith(good, "{")).Says("inline-1", "line 1, column 2"),
		"broad beside an unreadable":  checktest.Fail(roleWith("{", bad)),
		"of Identity Center":          checktest.Fail(inventory.IAMRoles.Of(roleOf("Admin", ofIdentityCenter, func(r *inventory.IAMRole) { r.InlinePolicies = inlined(bad) }))),
		"linked to a service":         checktest.NotApplicable(inventory.IAMRoles.Of(roleOf("X", serviceLinked, func(r *inventory.IAMRole) { r.InlinePolicies = inlined(bad) }))),
		"without inline policies": checktest.Want([]check.Status{check.StatusNotApplicable, check.StatusNotApplicable, check.StatusNotApplicable},
			inventory.IAMUsers.Of(userOf("ann")), inventory.IAMGroups.Of(groupOf("g")), inventory.IAMRoles.Of(roleOf("r"))),
		"each by itself": checktest.Want([]check.Status{check.StatusPass, check.StatusFail, check.StatusFail},
			inventory.IAMPolicies.Of(policyOf("a", good), policyOf("b", bad)),
			inventory.IAMRoles.Of(roleOf("r", func(r *inventory.IAMRole) { r.InlinePolicies = inlined(bad) }))),
		"policies unread, roles read": checktest.Want([]check.Status{check.StatusFail, check.StatusUnknown},
			inventory.IAMPolicies.Missing(checktest.Denied()),
			inventory.IAMRoles.Of(roleOf("r", func(r *inventory.IAMRole) { r.InlinePolicies = inlined(bad) }))),
	}
	maps.Copy(cases, own)
	return cases
}

func runWritten(t *testing.T, c *check.Check, broad string, own checktest.Cases) {
	t.Helper()
	checktest.Run(t, c, writtenCases(broad, own))
}
