package organizations

import (
	"testing"
)

func TestRootCredentialsCentralised(t *testing.T) {
	rootFeatureCases(t, RootCredentialsCentralised, "RootCredentialsManagement")
}
