package iam

import "github.com/yourside/yourside/checks/check"

// PolicyNoFullCriticalService is the check iam.policy-no-full-critical-service.
var PolicyNoFullCriticalService = &check.Check{
	ID:        "iam.policy-no-full-critical-service",
	Title:     "IAM policies do not grant full CloudTrail or KMS access",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  "AWS::IAM::ManagedPolicy",
	Logic:     "Looks at every managed policy of the account, attached or not, and at the inline policies of each user, group and role. Passes if the policy allows neither all that can be done to every trail of the account nor all that can be done to every key. It is not all where it leaves out, or denies, one of: stopping, deleting and changing a trail and what it records; deleting, disabling and decrypting with a key and changing its policy. Policies that only limit others as a permissions boundary, and those of service-linked roles, are not judged. A service control policy may narrow what a policy allows.",
	Rationale: "Whoever controls the trails can act unseen, and whoever controls the keys can read, lock away or destroy whatever they protect. Both belong to few hands, and not to the same.",
	Remedy:    "Grant the actions that are used, on the trails or keys that they are used on, and leave stopping trails and deleting keys to an administrator's role.",
	Fix: check.Fix{
		Console: policyConsole + "Put the actions that are used in place of cloudtrail:* or kms:*.",
		CLI:     policyCLI,
		Terraform: `resource "aws_iam_policy" "POLICY" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect   = "Allow"
    Action   = ["cloudtrail:LookupEvents", "cloudtrail:Describe*", "cloudtrail:Get*", "cloudtrail:List*"]
    Resource = "*"
  }] })
}`,
		Breaks: "Whoever has the policy can neither set up nor change trails or keys with it any more. Pipelines that do need a role of their own.",
		Undo:   policyUndo,
	},
	References: []string{"https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html", "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html"},
	Controls:   []string{},
	Assess: ofWritten(judgement{
		judge: policyNoFullCriticalService,
		fine:  "grants full access neither to CloudTrail nor to KMS",
		broad: "grants full access to CloudTrail or KMS",
	}),
}

// criticalActions are what is asked for besides something that no policy
// mentions: full access has these.
var criticalActions = map[string][]string{
	"cloudtrail": {"StopLogging", "DeleteTrail", "UpdateTrail", "PutEventSelectors"},
	"kms":        {"ScheduleKeyDeletion", "DisableKey", "PutKeyPolicy", "Decrypt"},
}

func policyNoFullCriticalService(e check.Env, w written) ruling {
	return full(w, "cloudtrail", ours(e, "cloudtrail:*", "trail/*")).or(full(w, "kms", ours(e, "kms:*", "key/*")))
}

func full(w written, service, resource string) ruling {
	all := w.allows([]string{service + ":*"}, resource)
	for _, action := range criticalActions[service] {
		all = all.and(w.allows([]string{service + ":" + action}, resource))
	}
	return all
}
