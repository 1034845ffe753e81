package glacier

import (
	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// VaultPolicyNotPublic is the check glacier.vault-policy-not-public.
var VaultPolicyNotPublic = &check.Check{
	ID:        "glacier.vault-policy-not-public",
	Title:     "Glacier vault policies grant nothing to everyone",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Critical,
	Resource:  "AWS::Glacier::Vault",
	Logic:     "Works out whom the policy of each vault lets in. Fails if everyone, or everyone with an AWS account, can do something to it, by themselves or through an AWS service. Conditions count if they restrict who asks or from where; statements that deny count if nobody can get round them. A condition key that is not known here makes it UNKNOWN.",
	Rationale: "A vault holds archives that are kept for years because they matter. Whoever may retrieve them reads them, whoever may delete them destroys them.",
	Remedy:    "Name the accounts or roles that need the vault as principals in its access policy.",
	Fix: check.Fix{
		Console: "Amazon Glacier console, Vaults, the vault, its vault access policy, Edit: replace the principal of the statement that the finding names, or delete the statement.",
		CLI: `aws glacier get-vault-access-policy --account-id - --vault-name VAULT
# POLICY.json is {"Policy": "..."}: the new policy, as a string.
aws glacier set-vault-access-policy --account-id - --vault-name VAULT --policy file://POLICY.json`,
		Terraform: `resource "aws_glacier_vault" "VAULT" {
  name = "VAULT"
  access_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect = "Allow", Principal = { AWS = "PRINCIPAL_ARN" },
    Action = ["glacier:InitiateJob", "glacier:GetJobOutput"], Resource = "VAULT_ARN",
  }] })
}`,
		Breaks: "Other accounts that are not named can neither retrieve nor upload any more. Those of this account can if their own policies allow it.",
		Undo:   "Set the policy that get-vault-access-policy showed before.",
	},
	References: []string{"https://docs.aws.amazon.com/amazonglacier/latest/dev/vault-access-policy.html", "https://docs.aws.amazon.com/amazonglacier/latest/dev/access-control-resource-based.html"},
	Controls:   []string{"CIS-7.0/2.21"},
	Assess:     check.ForEach(inventory.GlacierVaultPolicies, access.NotPublic),
}
