package iam

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// SAMLProviderValid is the check iam.saml-provider-valid.
var SAMLProviderValid = &check.Check{
	ID:        "iam.saml-provider-valid",
	Title:     "SAML provider metadata is unexpired and uses encrypted assertions",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  "AWS::IAM::SAMLProvider",
	Logic:     "Passes when the provider's metadata has not expired and it requires encrypted assertions. Merely allowing them fails.",
	Rationale: "Expired metadata ends everybody's sign-in. A plain assertion shows the user's attributes to whatever it passes through, the browser included.",
	Remedy:    "Upload fresh metadata, give the provider a private key, set its encryption mode to Required, and turn on encryption in the identity provider.",
	Fix: check.Fix{
		Console: "IAM console, Identity providers, the provider: replace the metadata, and under SAML encryption add the private key and require encryption.",
		CLI: `aws iam update-saml-provider --saml-provider-arn PROVIDER_ARN \
  --saml-metadata-document file://METADATA.xml --add-private-key file://KEY.pem \
  --assertion-encryption-mode Required`,
		Terraform: `# The private key and the encryption mode are set with the AWS CLI.
resource "aws_iam_saml_provider" "PROVIDER" {
  name                   = "PROVIDER"
  saml_metadata_document = file("METADATA.xml")
}`,
		Breaks: "Nobody can sign in through the provider as long as it sends assertions that are not encrypted for this key. Set the mode to Allowed, turn on encryption there, then set Required.",
		Undo:   "aws iam update-saml-provider --saml-provider-arn PROVIDER_ARN --assertion-encryption-mode Allowed",
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml.html", "https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetSAMLProvider.html"},
	Controls:   []string{},
	Assess:     check.ForEach(inventory.IAMSAMLProviders, samlProviderValid, inventory.IAMSAMLProviderDetails),
}

func samlProviderValid(e check.Env, p inventory.IAMSAMLProvider) check.Verdict {
	if p.ValidUntil.IsZero() {
		return check.Unknown("cannot be judged: IAM does not say when its metadata expires", check.Saw("ValidUntil", p.ValidUntil))
	}
	valid := check.Saw("ValidUntil", p.ValidUntil)
	if !e.Now.Before(p.ValidUntil) {
		return check.Fail("has expired metadata", valid)
	}
	mode := check.Detail(e, inventory.IAMSAMLProviderDetails, p.Resource).AssertionEncryptionMode
	return check.PassIf(mode == "Required", "is valid and requires encrypted assertions", "does not require encrypted assertions",
		valid, check.Saw("AssertionEncryptionMode", mode))
}
