package iam

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// CloudShellFullAccessRestricted is the check iam.cloudshell-full-access-restricted.
var CloudShellFullAccessRestricted = &check.Check{
	ID:        "iam.cloudshell-full-access-restricted",
	Title:     "AWSCloudShellFullAccess is attached to no principal",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  "AWS::IAM::ManagedPolicy",
	Logic:     "Passes when the AWS managed policy AWSCloudShellFullAccess is attached to no user, group or role.",
	Rationale: "CloudShell with full access moves files in and out of an environment with internet access, past what watches the company's machines.",
	Remedy:    "Detach the policy. Give those who need CloudShell a policy without the file transfer actions.",
	Fix: check.Fix{
		Console: "IAM console, Policies, AWSCloudShellFullAccess, Entities attached: select the users, groups and roles, Detach.",
		CLI: `aws iam list-entities-for-policy --policy-arn arn:aws:iam::aws:policy/AWSCloudShellFullAccess
aws iam detach-role-policy --role-name ROLE --policy-arn arn:aws:iam::aws:policy/AWSCloudShellFullAccess
# Users and groups alike: detach-user-policy, detach-group-policy.`,
		Terraform: detachTerraform,
		Breaks:    "Those who had it cannot open CloudShell until another policy allows it. Without cloudshell:GetFileUploadUrls and cloudshell:GetFileDownloadUrls, they can open it but neither upload nor download.",
		Undo:      "aws iam attach-role-policy --role-name ROLE --policy-arn arn:aws:iam::aws:policy/AWSCloudShellFullAccess",
	},
	References: []string{"https://docs.aws.amazon.com/cloudshell/latest/userguide/sec-auth-with-identities.html", "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCloudShellFullAccess.html"},
	Controls:   []string{"CIS-2.0/1.22", "CIS-3.0/1.22", "CIS-4.0/1.22", "CIS-5.0/1.21", "CIS-6.0/2.21", "CIS-7.0/2.20", "FSBP/IAM.27"},
	Assess:     check.ForEach(inventory.IAMPolicyEntities, cloudShellFullAccessRestricted),
}

func cloudShellFullAccessRestricted(_ check.Env, p inventory.IAMPolicyEntity) check.Verdict {
	return check.PassIf(len(p.PolicyUsers)+len(p.PolicyGroups)+len(p.PolicyRoles) == 0,
		"is attached to nobody", "is attached to somebody",
		check.Saw("PolicyUsers", p.PolicyUsers), check.Saw("PolicyGroups", p.PolicyGroups), check.Saw("PolicyRoles", p.PolicyRoles))
}
