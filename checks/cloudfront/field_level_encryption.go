package cloudfront

import (
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// FieldLevelEncryption is the check cloudfront.field-level-encryption.
var FieldLevelEncryption = &check.Check{
	ID:        "cloudfront.field-level-encryption",
	Title:     "CloudFront sensitive form fields use field-level encryption",
	Domain:    check.DataProtection,
	Severity:  check.Low,
	Resource:  "AWS::CloudFront::Distribution",
	Logic:     "Looks at each cache behavior that allows POST, the only method whose fields CloudFront encrypts. Passes if each has a field-level encryption configuration. Does not apply to a distribution where none allows POST. Whether a form has sensitive fields cannot be seen.",
	Rationale: "Card numbers and the like pass in the clear through each server behind CloudFront. Encrypted at the edge they are read only by who has the private key.",
	Remedy:    "Make a field-level encryption profile with the public key and the names of the fields, and set its configuration on the behavior. Accept the finding for forms that hold nothing sensitive.",
	Fix: check.Fix{
		Console: "CloudFront console, Public keys and Field-level encryption: make key, profile and configuration; then the distribution, Behaviors, Edit: choose it.",
		CLI: `aws cloudfront create-public-key --public-key-config file://key.json
aws cloudfront create-field-level-encryption-profile --field-level-encryption-profile-config file://profile.json
aws cloudfront create-field-level-encryption-config --field-level-encryption-config file://encryption.json
# Set FieldLevelEncryptionId of the behavior in config.json.
aws cloudfront update-distribution --id DISTRIBUTION_ID --if-match ETAG --distribution-config file://config.json`,
		Terraform: `resource "aws_cloudfront_distribution" "web" {
  default_cache_behavior {
    field_level_encryption_id = aws_cloudfront_field_level_encryption_config.forms.id
  }
}`,
		Breaks: "The application gets ciphertext in these fields, and must decrypt it. Viewers must use HTTPS.",
		Undo:   "Set FieldLevelEncryptionId to an empty text.",
	},
	References: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/field-level-encryption.html",
	},
	Controls: []string{},
	Assess:   check.ForEach(inventory.CloudFrontDistributions, fieldLevelEncryption),
}

func fieldLevelEncryption(_ check.Env, d inventory.CloudFrontDistribution) check.Verdict {
	saw := []check.Evidence{}
	takes := false
	for _, b := range d.Behaviors {
		at := "Behaviors[" + b.PathPattern + "]."
		saw = append(saw, check.Saw(at+"AllowedMethods", b.AllowedMethods), check.Saw(at+"FieldLevelEncryptionID", b.FieldLevelEncryptionID))
		if !slices.Contains(b.AllowedMethods, "POST") {
			continue
		}
		takes = true
		if b.FieldLevelEncryptionID == "" {
			return check.Fail("takes forms at "+b.PathPattern+" without field-level encryption", saw...)
		}
	}
	if !takes {
		return check.NotApplicable("takes no forms", saw...)
	}
	return check.Pass("encrypts fields of the forms that it takes", saw...)
}
