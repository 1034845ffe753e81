package glacier

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestVaultPolicyNotPublic(t *testing.T) {
	s := checktest.Shared{
		Check: VaultPolicyNotPublic, Table: inventory.GlacierVaultPolicies, Type: "AWS::Glacier::Vault",
		ARN: "arn:aws:glacier:us-east-1:123456789012:vaults/orders", Action: "glacier:InitiateJob",
	}
	s.Run(t, nil)
}
