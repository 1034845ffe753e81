package iam

import (
	"github.com/yourside/yourside/checks/check"
)

// PolicyNoWildcardPassRole is the check iam.policy-no-wildcard-passrole.
var PolicyNoWildcardPassRole = &check.Check{
	ID:        "iam.policy-no-wildcard-passrole",
	Title:     "PassRole is limited by role ARN or passed-to service",
	Domain:    check.PrivilegeManagement,
	Severity:  check.High,
	Resource:  "AWS::IAM::ManagedPolicy",
	Logic:     "Looks at every managed policy of the account, attached or not, and at the inline policies of each user, group and role. Passes if the policy does not allow iam:PassRole on every role of the account to whatever service. It is limited by roles that Resource names, by a pattern of their names or paths or by their tags, and by services that iam:PassedToService names; one that matches all of them, or leaves out some, is no limit. Policies that only limit others as a permissions boundary, and those of service-linked roles, are not judged. A service control policy may narrow what a policy allows.",
	Rationale: "Whoever passes a role to a service that runs his code acts with that role's rights. If he may pass any role, he has the rights of the strongest.",
	Remedy:    "Name the roles in Resource, and the service in a condition on iam:PassedToService.",
	Fix: check.Fix{
		Console: policyConsole + "Put the ARNs of the roles in place of *, and add the condition.",
		CLI:     policyCLI,
		Terraform: `resource "aws_iam_policy" "POLICY" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Action    = "iam:PassRole"
    Resource  = "ROLE_ARN"
    Condition = { StringEquals = { "iam:PassedToService" = "SERVICE.amazonaws.com" } }
  }] })
}`,
		Breaks: "Whoever has the policy cannot create functions, instances or tasks with roles any more that it does not name. Those that run already keep their role.",
		Undo:   policyUndo,
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_PassedToService"},
	Controls:   []string{},
	Assess: ofWritten(judgement{
		judge: policyNoWildcardPassRole,
		fine:  "does not allow passing any role to any service",
		broad: "allows passing any role to any service",
	}),
}

// policyNoWildcardPassRole asks for a service that no policy mentions. Names
// of services end as the partition has it.
func policyNoWildcardPassRole(e check.Env, w written) ruling {
	w.Known = map[string]string{"iam:passedtoservice": "*.amazonaws.com"}
	r := w.allows([]string{"iam:PassRole"}, ours(e, "iam:", "role/*"))
	if e.Account.Partition != "aws-cn" {
		return r
	}
	w.Known = map[string]string{"iam:passedtoservice": "*.amazonaws.com.cn"}
	return r.or(w.allows([]string{"iam:PassRole"}, ours(e, "iam:", "role/*")))
}
