package secretsmanager

import (
	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// PolicyNotPublic is the check secretsmanager.policy-not-public.
var PolicyNotPublic = &check.Check{
	ID:        "secretsmanager.policy-not-public",
	Title:     "Secrets Manager secret policies grant nothing to everyone",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Critical,
	Resource:  "AWS::SecretsManager::Secret",
	Logic:     "Works out whom the policy of each secret lets in. Fails if everyone, or everyone with an AWS account, can do something to it, by themselves or through an AWS service. Conditions count if they restrict who asks or from where; statements that deny count if nobody can get round them. A condition key that is not known here makes it UNKNOWN.",
	Rationale: "Whoever may read a secret can sign in to what it protects. A public one is disclosed, and must be replaced wherever it is used.",
	Remedy:    "Name the roles that need the secret as principals, replace the secret, and put policies with BlockPublicPolicy from then on.",
	Fix: check.Fix{
		Console: "Secrets Manager console, Secrets, the secret, Resource permissions, Edit permissions: name the principals. Then Retrieve secret value, Edit, or Rotate secret immediately where rotation is on.",
		CLI: `aws secretsmanager get-resource-policy --secret-id SECRET --query ResourcePolicy --output text > POLICY.json
# Edit POLICY.json, put it, then replace the secret: rotate-secret, or put-secret-value.
aws secretsmanager put-resource-policy --secret-id SECRET --block-public-policy \
  --resource-policy file://POLICY.json`,
		Terraform: `resource "aws_secretsmanager_secret_policy" "SECRET" {
  secret_arn          = "SECRET_ARN"
  block_public_policy = true
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect = "Allow", Principal = { AWS = "ROLE_ARN" },
    Action = "secretsmanager:GetSecretValue", Resource = "*",
  }] })
}`,
		Breaks: "Programs of other accounts that are not named cannot read the secret any more. Once it is replaced, whatever keeps a copy of the old value fails.",
		Undo:   "Put the policy that was there before, from a copy of POLICY.json. The old value of the secret stays under AWSPREVIOUS until it is replaced again.",
	},
	References: []string{"https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html", "https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html"},
	Controls:   []string{"CIS-7.0/2.21"},
	Assess:     check.ForEach(inventory.SecretPolicies, access.NotPublic).Narrowed(access.Limits...),
}
