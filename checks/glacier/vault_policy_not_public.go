package glacier

import (
	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// VaultPolicyNotPublic is the check glacier.vault-policy-not-public.
var VaultPolicyNotPublic = &check.Check{
	ID:         "glacier.vault-policy-not-public",
	Title:      "Glacier vault policies grant nothing to everyone",
	Domain:     check.PrivilegeManagement,
	Severity:   check.Critical,
	Resource:   "AWS::Glacier::Vault",
	Logic:      "Works out whom the policy of each vault lets in. Fails if everyone, or everyone with an AWS account, can do something to it, by themselves or through an AWS service. Conditions count if they restrict who asks or from where; statements that deny count if nobody can get round them. A condition key that is not known here makes it UNKNOWN.",
	Rationale:  "A vault holds archives that are kept for years because they matter. Whoever may retrieve them reads them, whoever may delete them destroys them.",
	Remedy:     "Name the accounts or roles that need the vault as principals in its access policy.",
	References: []string{"https://docs.aws.amazon.com/amazonglacier/latest/dev/vault-access-policy.html", "https://docs.aws.amazon.com/amazonglacier/latest/dev/access-control-resource-based.html"},
	Controls:   []string{"CIS-7.0/2.21"},
	Assess:     check.ForEach(inventory.GlacierVaultPolicies, access.NotPublic),
}
