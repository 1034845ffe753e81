package organizations

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

const (
	rcpPerimeter = `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-1"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}}]}`
	rcpTLS       = `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"BoolIfExists":{"aws:SecureTransport":"false"}}}]}`
)

func TestRCPGuardrailsAttached(t *testing.T) {
	on := root(resourcePolicies)
	broken, own := checktest.In("", "AWS::Organizations::Policy", "p-broken"), checktest.In("", "AWS::Organizations::Policy", "p-own")
	checktest.Run(t, RCPGuardrailsAttached, checktest.Cases{
		"attached to the root":     checktest.Pass(ruled(on, resourcePolicies, rcpPerimeter, "r-1")...),
		"attached to nothing":      checktest.Fail(ruled(on, resourcePolicies, rcpPerimeter)...),
		"it asks for TLS only":     checktest.Fail(ruled(on, resourcePolicies, rcpTLS, "r-1")...),
		"it cannot be read":        checktest.Unknown(ruled(on, resourcePolicies, "{", "r-1")...).Says("the policy p-own cannot be read: line 1"),
		"unread, and not attached": checktest.Fail(ruled(on, resourcePolicies, "{")...),
		"one of two can be read": checktest.Pass(manages, on,
			inventory.OrganizationPolicies.Of(inventory.PolicySummary{Resource: broken, PolicyType: resourcePolicies}, inventory.PolicySummary{Resource: own, PolicyType: resourcePolicies}),
			inventory.OrganizationPolicyContents.Of(inventory.OrganizationPolicy{Resource: broken, Content: "{"}, inventory.OrganizationPolicy{Resource: own, Content: rcpPerimeter}),
			inventory.OrganizationPolicyTargets.Of(inventory.PolicyTargets{Resource: broken, Targets: []string{"r-1"}}, inventory.PolicyTargets{Resource: own, Targets: []string{"r-1"}})),
		"not enabled":              checktest.Fail(ruled(root(), resourcePolicies, rcpPerimeter, "r-1")...).Says("not enabled"),
		"only that of AWS":         checktest.Fail(manages, on, ofAWS(resourcePolicies)),
		"a service control policy": checktest.Fail(ruled(on, servicePolicies, rcpPerimeter, "r-1")...),
		"a member":                 checktest.NotApplicable(member),
		"in no organization":       checktest.NotApplicable(alone),
		"its content denied":       checktest.Unknown(append(ruled(on, resourcePolicies, "", "r-1"), inventory.OrganizationPolicyContents.Missing(checktest.Denied()))...),
	})
}
