package organizations

import (
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func of(master string) inventory.Part {
	return inventory.Organizations.Of(inventory.Organization{
		Resource: checktest.Account.Resource(), Member: master != "", OrganizationID: "o-1", MasterAccountID: master,
	})
}

var (
	manages = of(checktest.Account.ID)
	member  = of("999999999999")
	alone   = of("")
)

func account(id string) inventory.Resource {
	return checktest.In("", "AWS::Organizations::Account", id)
}

func in(id string, within ...string) inventory.OrganizationAccount {
	return inventory.OrganizationAccount{Resource: account(id), Status: "ACTIVE", Within: within}
}

func closed(a inventory.OrganizationAccount) inventory.OrganizationAccount {
	a.Status = "SUSPENDED"
	return a
}

func accounts(all ...inventory.OrganizationAccount) inventory.Part {
	return inventory.OrganizationAccounts.Of(all...)
}

func root(types ...string) inventory.Part {
	return inventory.OrganizationRoots.Of(inventory.OrganizationRoot{
		Resource: checktest.In("", "AWS::Organizations::Root", "r-1"), PolicyTypes: types,
	})
}

func ofAWS(kind string) inventory.Part {
	return inventory.OrganizationPolicies.Of(inventory.PolicySummary{
		Resource: checktest.In("", "AWS::Organizations::Policy", "p-full"), PolicyType: kind, AwsManaged: true,
	})
}

// ruled is an organization with one policy of its own.
func ruled(root inventory.Part, kind, content string, targets ...string) []inventory.Part {
	p := checktest.In("", "AWS::Organizations::Policy", "p-own")
	parts := []inventory.Part{
		manages, root, inventory.OrganizationPolicies.Of(inventory.PolicySummary{Resource: p, PolicyType: kind}),
		inventory.OrganizationPolicyTargets.Of(inventory.PolicyTargets{Resource: p, Targets: targets}),
	}
	if content != "" {
		parts = append(parts, inventory.OrganizationPolicyContents.Of(inventory.OrganizationPolicy{Resource: p, Content: content}))
	}
	return parts
}

func rootFeatureCases(t *testing.T, c *check.Check, feature string) {
	t.Helper()
	on := func(features ...string) inventory.Part {
		return inventory.OrganizationRootFeatures.Of(inventory.OrganizationRootFeature{
			Resource: checktest.Account.Resource(), EnabledFeatures: features,
		})
	}
	checktest.Run(t, c, checktest.Cases{
		"on":                 checktest.Pass(manages, on("Other", feature)),
		"another is on":      checktest.Fail(manages, on("Other")),
		"none is on":         checktest.Fail(manages, on()),
		"a member":           checktest.NotApplicable(member),
		"in no organization": checktest.NotApplicable(alone),
		"denied":             checktest.Unknown(manages, inventory.OrganizationRootFeatures.Missing(checktest.Denied())),
	})
}
