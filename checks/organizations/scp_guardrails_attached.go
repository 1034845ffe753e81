package organizations

import (
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// SCPGuardrailsAttached is the check organizations.scp-guardrails-attached.
var SCPGuardrailsAttached = &check.Check{
	ID:        "organizations.scp-guardrails-attached",
	Title:     "Every member account has a restrictive SCP beyond FullAWSAccess",
	Domain:    check.PrivilegeManagement,
	Severity:  check.High,
	Resource:  inventory.AccountType,
	Logic:     "Service control policies are enabled on the root, and each active member account has one of the organization that denies something, or allows less than everything: its own, or one of a unit that it lies in or of the root. Asked of the account that manages an organization; others cannot see this.",
	Rationale: "FullAWSAccess, with which every account begins, limits nothing. Without another policy an administrator of the account may leave the organization, stop its trails and use any region.",
	Remedy:    "In AWS Organizations, Policies, enable service control policies, create one that denies what no account should do, such as leaving the organization or stopping its trails, and attach it to the root or to units.",
	Fix: check.Fix{
		Console: "In AWS Organizations, Policies, enable service control policies, create one that denies what no account should do, such as leaving the organization or stopping its trails, and attach it to the root or to units.",
		CLI: `aws organizations enable-policy-type --root-id ROOT_ID --policy-type SERVICE_CONTROL_POLICY
aws organizations create-policy --name guardrails --description "What no account does" --type SERVICE_CONTROL_POLICY --content file://scp.json
aws organizations attach-policy --policy-id POLICY_ID --target-id ROOT_ID`,
		Terraform: `resource "aws_organizations_policy" "guardrails" {
  name = "guardrails"
  type = "SERVICE_CONTROL_POLICY"
  content = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Deny"
      Action   = ["organizations:LeaveOrganization", "cloudtrail:StopLogging", "cloudtrail:DeleteTrail"]
      Resource = "*"
    }]
  })
}

resource "aws_organizations_policy_attachment" "guardrails" {
  policy_id = aws_organizations_policy.guardrails.id
  target_id = "ROOT_ID"
}`,
		Breaks: "It takes rights away at once, also from what runs: attach it to a test account first, and look at service last accessed data.",
		Undo:   "aws organizations detach-policy --policy-id POLICY_ID --target-id ROOT_ID.",
	},
	References: []string{"https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html", "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples.html"},
	Controls:   []string{"CIS-7.0/2.1.2"},
	Assess: check.ForEach(inventory.Organizations, scpGuardrailsAttached, inventory.OrganizationRoots, inventory.OrganizationAccounts,
		inventory.OrganizationPolicies, inventory.OrganizationPolicyContents, inventory.OrganizationPolicyTargets),
}

func scpGuardrailsAttached(e check.Env, o inventory.Organization) check.Verdict {
	saw, other := notManaging(o)
	if other != nil {
		return *other
	}
	if !enabled(e, &saw, servicePolicies) {
		return check.Fail("has service control policies not enabled", saw...)
	}
	ruled, unclear := map[string]bool{}, map[string]string{} // by a policy that is attached
	for _, p := range check.Rows(e, inventory.OrganizationPolicies, e.Account.Resource()) {
		if !ofOwn(p, servicePolicies, &saw) {
			continue
		}
		d, bad := content(e, p, &saw)
		if bad == "" && !restricts(d) {
			continue
		}
		for _, t := range targets(e, p, &saw) {
			if bad != "" {
				unclear[t] = bad
			} else {
				ruled[t] = true
			}
		}
	}
	var free []string
	why := ""
	for _, a := range check.Rows(e, inventory.OrganizationAccounts, e.Account.Resource()) {
		within := append([]string{a.ID}, a.Within...)
		if a.ID == o.MasterAccountID || a.Status != "ACTIVE" || slices.ContainsFunc(within, func(id string) bool { return ruled[id] }) {
			continue
		}
		if i := slices.IndexFunc(within, func(id string) bool { return unclear[id] != "" }); i >= 0 {
			why = unclear[within[i]]
			continue
		}
		free = append(free, a.ID)
	}
	saw = append(saw, check.Saw("Within", free), check.Saw("Status", "ACTIVE"))
	if len(free) == 0 && why != "" {
		return check.Unknown("may have member accounts that no service control policy limits: "+why, saw...)
	}
	return check.PassIf(len(free) == 0, "limits every member account by a service control policy",
		"has member accounts that no service control policy limits: "+few(free), saw...)
}

// restricts reports whether a policy leaves less than everything.
func restricts(d *policy.Document) bool {
	all := slices.ContainsFunc(d.Statements, func(s policy.Statement) bool {
		return s.Effect == policy.Allow && slices.Contains(s.Action, "*") && slices.Contains(s.Resource, "*") && len(s.Conditions) == 0
	})
	return !all || slices.ContainsFunc(d.Statements, func(s policy.Statement) bool { return s.Effect == policy.Deny })
}
