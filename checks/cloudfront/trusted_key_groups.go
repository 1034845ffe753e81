package cloudfront

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// TrustedKeyGroups is the check cloudfront.trusted-key-groups.
var TrustedKeyGroups = &check.Check{
	ID:        "cloudfront.trusted-key-groups",
	Title:     "CloudFront signed content uses key groups, not root key pairs",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  "AWS::CloudFront::Distribution",
	Logic:     "Looks at each cache behavior. Fails if one trusts signers, that is accounts whose root user made a key pair; passes if those that ask for signatures trust key groups. Does not apply to a distribution that asks for none.",
	Rationale: "Key pairs of CloudFront can only be made and replaced by the root user, so they are kept for years, and the root user signs in for them.",
	Remedy:    "Upload a public key, put it into a key group, let the behavior trust the group, sign with its key, and then remove the trusted signers.",
	Fix: check.Fix{
		Console: "CloudFront console, Public keys and Key groups: make both; then the distribution, Behaviors, Edit: choose Trusted key groups under Restrict viewer access.",
		CLI: `aws cloudfront create-public-key --public-key-config file://key.json
aws cloudfront create-key-group --key-group-config Name=NAME,Items=KEY_ID
# Set TrustedKeyGroups of the behavior, and TrustedSigners to Enabled false, in config.json.
aws cloudfront update-distribution --id DISTRIBUTION_ID --if-match ETAG --distribution-config file://config.json`,
		Terraform: `resource "aws_cloudfront_distribution" "web" {
  default_cache_behavior {
    trusted_key_groups = [aws_cloudfront_key_group.signers.id]
  }
}`,
		Breaks: "URLs and cookies that were signed with the old key pair are refused once its signer is removed.",
		Undo:   "Add the trusted signer to the behavior again.",
	},
	References: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html",
		"https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-17",
	},
	Controls: []string{"FSBP/CloudFront.17"},
	Assess:   check.ForEach(inventory.CloudFrontDistributions, trustedKeyGroups),
}

func trustedKeyGroups(_ check.Env, d inventory.CloudFrontDistribution) check.Verdict {
	saw := []check.Evidence{}
	groups := false
	for _, b := range d.Behaviors {
		at := "Behaviors[" + b.PathPattern + "]."
		saw = append(saw, check.Saw(at+"TrustedSigners", b.TrustedSigners), check.Saw(at+"TrustedKeyGroups", b.TrustedKeyGroups))
		groups = groups || b.TrustedKeyGroups
		if b.TrustedSigners {
			return check.Fail("trusts key pairs of root users at "+b.PathPattern, saw...)
		}
	}
	if !groups {
		return check.NotApplicable("asks for no signed URLs or cookies", saw...)
	}
	return check.Pass("trusts key groups only", saw...)
}
