package iam

import "github.com/yourside/yourside/checks/check"

// mfaFix is how a user gets a second factor, whatever it is demanded for.
var mfaFix = check.Fix{
	Console: "IAM console, Users, the user, Security credentials, Assign MFA device. Passkeys and security keys can only be registered here.",
	CLI: `aws iam create-virtual-mfa-device --virtual-mfa-device-name USER \
  --bootstrap-method QRCodePNG --outfile QR.png
aws iam enable-mfa-device --user-name USER --serial-number MFA_ARN \
  --authentication-code1 CODE --authentication-code2 NEXT_CODE`,
	Terraform: `# Terraform creates a virtual device; aws iam enable-mfa-device gives it to the user.
resource "aws_iam_virtual_mfa_device" "USER" {
  virtual_mfa_device_name = "USER"
}`,
	Breaks: "The user cannot sign in to the console without the device. Access keys go on working without it, unless a policy demands aws:MultiFactorAuthPresent.",
	Undo:   "aws iam deactivate-mfa-device --user-name USER --serial-number MFA_ARN",
}

// What is the same for several checks: of identity policies, of their attachment,
// of trust policies, of the password policy and of the root user.
const (
	policyConsole = "IAM console, Policies, the policy, Edit, JSON; an inline policy is under Permissions of its user, group or role. "
	policyCLI     = `aws iam create-policy-version --policy-arn POLICY_ARN --set-as-default \
  --policy-document file://POLICY.json
# An inline policy of a role; put-user-policy and put-group-policy do the same for users and groups:
aws iam put-role-policy --role-name ROLE --policy-name POLICY --policy-document file://POLICY.json`
	policyUndo = "aws iam set-default-policy-version makes the former version the default again. An inline policy has no versions: keep a copy of it and put that back."

	trustConsole = "IAM console, Roles, the role, Trust relationships, Edit trust policy. "
	trustCLI     = `aws iam get-role --role-name ROLE --query Role.AssumeRolePolicyDocument --output json > TRUST.json
# Keep a copy, edit TRUST.json, then:
aws iam update-assume-role-policy --role-name ROLE --policy-document file://TRUST.json`
	trustUndo = "aws iam update-assume-role-policy with the copy of the former trust policy."

	detachTerraform = `resource "aws_iam_role_policy_attachments_exclusive" "ROLE" {
  role_name   = "ROLE"
  policy_arns = ["NARROWER_POLICY_ARN"] # all that it is to have: the others are detached
}`

	passwordUndo = "aws iam update-account-password-policy with what get-account-password-policy showed before. aws iam delete-account-password-policy goes back to the default policy of AWS."

	rootMFACLI = `# The root user's MFA can only be set in the console.
# A member account needs none without root credentials: see iam.member-root-credentials-absent.`
	rootMFATerraform = `# Terraform cannot register MFA of the root user. Of member accounts, it can let the root credentials be deleted:
resource "aws_iam_organizations_features" "ORGANIZATION" {
  enabled_features = ["RootCredentialsManagement", "RootSessions"]
}`
	rootMFABreaks = "Root cannot sign in without the device. Register a second one, as root may have up to eight, and keep it elsewhere."
)
