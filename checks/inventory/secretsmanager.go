package inventory

// Secrets holds every secret that is not scheduled for deletion:
// secretsmanager:ListSecrets. The values of secrets are never read.
var Secrets = NewTable[Secret]("secretsmanager.secrets")

// A Secret is a secret, without what it holds.
type Secret struct {
	Resource // AWS::SecretsManager::Secret
}

// SecretPolicies holds the policy of each secret:
// secretsmanager:GetResourcePolicy. A secret that has none has a row without a
// document.
var SecretPolicies = NewTable[ResourcePolicy]("secretsmanager.secret_policies")
