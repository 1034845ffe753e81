package secretsmanager

import (
	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// PolicyNotPublic is the check secretsmanager.policy-not-public.
var PolicyNotPublic = &check.Check{
	ID:         "secretsmanager.policy-not-public",
	Title:      "Secrets Manager secret policies grant nothing to everyone",
	Domain:     check.PrivilegeManagement,
	Severity:   check.Critical,
	Resource:   "AWS::SecretsManager::Secret",
	Logic:      "Works out whom the policy of each secret lets in. Fails if everyone, or everyone with an AWS account, can do something to it, by themselves or through an AWS service. Conditions count if they restrict who asks or from where; statements that deny count if nobody can get round them. A condition key that is not known here makes it UNKNOWN.",
	Rationale:  "Whoever may read a secret is whoever it lets in. A public one is disclosed, and must be replaced wherever it is used.",
	Remedy:     "Name the roles that need the secret as principals, replace the secret, and put policies with BlockPublicPolicy from then on.",
	References: []string{"https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html", "https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html"},
	Controls:   []string{"CIS-7.0/2.21"},
	Assess:     check.ForEach(inventory.SecretPolicies, access.NotPublic).Narrowed(access.Limits...),
}
