package inventory

// GlacierVaults holds every vault: glacier:ListVaults.
var GlacierVaults = NewTable[GlacierVault]("glacier.vaults")

// A GlacierVault is a container of archives.
type GlacierVault struct {
	Resource // AWS::Glacier::Vault
}

// GlacierVaultPolicies holds the access policy of each vault:
// glacier:GetVaultAccessPolicy. ResourceNotFoundException is the row without a
// document.
var GlacierVaultPolicies = NewTable[ResourcePolicy]("glacier.vault_policies")
