package organizations

import (
	"cmp"
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// RCPGuardrailsAttached is the check organizations.rcp-guardrails-attached.
var RCPGuardrailsAttached = &check.Check{
	ID:        "organizations.rcp-guardrails-attached",
	Title:     "Resource control policies are enabled and restrict outside principals",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  inventory.AccountType,
	Logic:     "Resource control policies are enabled on the root, and one of the organization that denies principals outside it, by a condition on aws:PrincipalOrgID, aws:PrincipalOrgPaths, aws:ResourceOrgID or aws:SourceOrgID, is attached to something. Asked of the account that manages an organization; others cannot see this.",
	Rationale: "One bucket policy that lets in the world undoes the care of all others. A resource control policy holds for every resource of every account, whatever its own policy says.",
	Remedy:    "In AWS Organizations, Policies, enable resource control policies, create one that denies principals whose aws:PrincipalOrgID is not yours and which are no AWS service, and attach it.",
	Fix: check.Fix{
		Console: "In AWS Organizations, Policies, enable resource control policies, create one that denies principals whose aws:PrincipalOrgID is not yours and which are no AWS service, and attach it.",
		CLI: `aws organizations enable-policy-type --root-id ROOT_ID --policy-type RESOURCE_CONTROL_POLICY
aws organizations create-policy --name perimeter --description "Ours alone" --type RESOURCE_CONTROL_POLICY --content file://rcp.json
aws organizations attach-policy --policy-id POLICY_ID --target-id TEST_ACCOUNT_ID`,
		Terraform: `resource "aws_organizations_policy" "perimeter" {
  name = "perimeter"
  type = "RESOURCE_CONTROL_POLICY"
  content = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = ["s3:*", "sqs:*", "kms:*", "secretsmanager:*"]
      Resource  = "*"
      Condition = {
        StringNotEqualsIfExists = { "aws:PrincipalOrgID" = "ORGANIZATION_ID" }
        BoolIfExists            = { "aws:PrincipalIsAWSService" = "false" }
      }
    }]
  })
}

resource "aws_organizations_policy_attachment" "perimeter" {
  policy_id = aws_organizations_policy.perimeter.id
  target_id = "TEST_ACCOUNT_ID"
}`,
		Breaks: "It shuts out partners and services that reach resources from outside: attach it to one test account first.",
		Undo:   "aws organizations detach-policy --policy-id POLICY_ID --target-id TARGET_ID.",
	},
	References: []string{"https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html", "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html"},
	Controls:   []string{"CIS-7.0/2.1.2"},
	Assess: check.ForEach(inventory.Organizations, rcpGuardrailsAttached, inventory.OrganizationRoots,
		inventory.OrganizationPolicies, inventory.OrganizationPolicyContents, inventory.OrganizationPolicyTargets),
}

func rcpGuardrailsAttached(e check.Env, o inventory.Organization) check.Verdict {
	saw, other := notManaging(o)
	if other != nil {
		return *other
	}
	if !enabled(e, &saw, resourcePolicies) {
		return check.Fail("has resource control policies not enabled", saw...)
	}
	unclear := ""
	p, ok := check.Find(e, inventory.OrganizationPolicies, e.Account.Resource(), func(p inventory.PolicySummary) bool {
		if !ofOwn(p, resourcePolicies, &saw) {
			return false
		}
		d, bad := content(e, p, &saw)
		if bad == "" && !shutsOut(d) || len(targets(e, p, &saw)) == 0 {
			return false
		}
		unclear = cmp.Or(unclear, bad)
		return bad == ""
	})
	if !ok && unclear != "" {
		return check.Unknown("may have a resource control policy that denies principals outside the organization: "+unclear, saw...)
	}
	return check.PassIf(ok, "shuts out principals of others by the resource control policy "+p.ID,
		"has no resource control policy that is attached and denies principals outside the organization", saw...)
}

// ofOrganization are the keys by which a policy tells its organization from others.
var ofOrganization = []string{"aws:principalorgid", "aws:principalorgpaths", "aws:resourceorgid", "aws:sourceorgid", "aws:sourceorgpaths"}

// shutsOut reports whether a policy denies something by the organization of who asks.
func shutsOut(d *policy.Document) bool {
	return slices.ContainsFunc(d.Statements, func(s policy.Statement) bool {
		return s.Effect == policy.Deny && slices.ContainsFunc(s.Conditions, func(c policy.Condition) bool {
			return slices.Contains(ofOrganization, strings.ToLower(c.Key))
		})
	})
}
