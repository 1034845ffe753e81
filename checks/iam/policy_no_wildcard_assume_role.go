package iam

import "github.com/yourside/yourside/checks/check"

// PolicyNoWildcardAssumeRole is the check iam.policy-no-wildcard-assume-role.
var PolicyNoWildcardAssumeRole = &check.Check{
	ID:        "iam.policy-no-wildcard-assume-role",
	Title:     "IAM policies do not allow assuming any role",
	Domain:    check.PrivilegeManagement,
	Severity:  check.High,
	Resource:  "AWS::IAM::ManagedPolicy",
	Logic:     "Looks at every managed policy of the account, attached or not, and at the inline policies of each user, group and role. Passes if the policy does not allow sts:AssumeRole on every role of this account, or on every role of any account. One that names roles, by a pattern of their names or paths or by their tags, passes; a second factor or an external ID does not make it name any. Policies that only limit others as a permissions boundary, and those of service-linked roles, are not judged. A service control policy may narrow what a policy allows.",
	Rationale: "A role that trusts the account leaves it to such policies who may take it. One that allows every role opens those too that were made for others, today's and tomorrow's.",
	Remedy:    "Name in Resource the roles that are to be assumed.",
	Fix: check.Fix{
		Console: policyConsole + "Put the ARNs of the roles in place of *.",
		CLI:     policyCLI,
		Terraform: `resource "aws_iam_policy" "POLICY" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect   = "Allow"
    Action   = "sts:AssumeRole"
    Resource = ["ROLE_ARN"]
  }] })
}`,
		Breaks: "Whoever has the policy cannot switch to roles any more that it does not name, unless the trust policy of a role in the same account names the user or role itself.",
		Undo:   policyUndo,
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html"},
	Controls:   []string{},
	Assess: ofWritten(judgement{
		judge: policyNoWildcardAssumeRole,
		fine:  "does not allow assuming any role",
		broad: "allows assuming any role",
	}),
}

func policyNoWildcardAssumeRole(e check.Env, w written) ruling {
	return w.allows([]string{"sts:AssumeRole"}, ours(e, "iam:", "role/*"), "arn:"+e.Account.Partition+":iam::*:role/*")
}
