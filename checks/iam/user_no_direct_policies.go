package iam

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// UserNoDirectPolicies is the check iam.user-no-direct-policies.
var UserNoDirectPolicies = &check.Check{
	ID:         "iam.user-no-direct-policies",
	Title:      "IAM users get permissions only through groups",
	Domain:     check.PrivilegeManagement,
	Severity:   check.Low,
	Resource:   "AWS::IAM::User",
	Logic:      "Passes when the user has neither attached nor inline policies of its own.",
	Rationale:  "Rights given user by user are seldom reviewed and stay when the user changes duties.",
	Remedy:     "Put the user into a group that has the policies, then detach and delete the user's own.",
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html"},
	Controls:   []string{"CIS-1.4/1.15", "CIS-1.5/1.15", "CIS-2.0/1.15", "CIS-3.0/1.15", "CIS-4.0/1.15", "CIS-5.0/1.14", "CIS-6.0/2.14", "CIS-7.0/2.13", "FSBP/IAM.2"},
	Assess:     check.ForEach(inventory.IAMUsers, userNoDirectPolicies),
}

func userNoDirectPolicies(_ check.Env, u inventory.IAMUser) check.Verdict {
	return check.PassIf(len(u.AttachedPolicies) == 0 && len(u.InlinePolicies) == 0,
		"has no policies of its own", "has policies of its own",
		check.Saw("AttachedPolicies", u.AttachedPolicies), check.Saw("InlinePolicies", namesOf(u.InlinePolicies)))
}

func namesOf(policies []inventory.IAMInlinePolicy) []string {
	var names []string
	for _, p := range policies {
		names = append(names, p.Name)
	}
	return names
}
