package secretsmanager

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestPolicyNotPublic(t *testing.T) {
	s := checktest.Shared{
		Check: PolicyNotPublic, Table: inventory.SecretPolicies, Type: "AWS::SecretsManager::Secret",
		ARN: "arn:aws:secretsmanager:us-east-1:123456789012:secret:orders-a1b2c3", Action: "secretsmanager:GetSecretValue",
	}
	s.Run(t, nil)
}
