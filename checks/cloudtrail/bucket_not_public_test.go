package cloudtrail

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestBucketNotPublic(t *testing.T) {
	logs := bucket("logs")
	policyOf := func(statements string) inventory.Part {
		return inventory.S3BucketPolicies.Of(inventory.ResourcePolicy{Resource: logs, Policy: `{"Version":"2012-10-17","Statement":[` + statements + `]}`})
	}
	public := `{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"` + logs.ARN + `/*"}`
	delivery := `{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:PutObject","Resource":"` + logs.ARN + `/*"}`
	with := func(trail inventory.CloudTrail, restricted bool, policy inventory.Part) []inventory.Part {
		return []inventory.Part{
			inventory.CloudTrails.Of(trail), buckets("logs"), policy,
			inventory.S3AccountPublicAccessBlocks.Of(inventory.S3PublicAccessBlock{Resource: checktest.Account.Resource()}),
			inventory.S3PublicAccessBlocks.Of(inventory.S3PublicAccessBlock{Resource: logs, RestrictPublicBuckets: restricted}),
			inventory.S3OwnershipControls.Of(inventory.S3OwnershipControl{Resource: logs, ObjectOwnership: "BucketOwnerEnforced"}),
			inventory.S3BucketACLs.Of(inventory.S3BucketACL{Resource: logs}),
		}
	}
	checktest.Run(t, BucketNotPublic, checktest.Cases{
		"CloudTrail alone":    checktest.Pass(with(everywhere, false, policyOf(delivery))...),
		"everyone reads":      checktest.Fail(with(everywhere, false, policyOf(public))...).Says("s3:GetObject"),
		"blocked":             checktest.Pass(with(everywhere, true, policyOf(public))...),
		"the policy denied":   checktest.Unknown(with(everywhere, false, inventory.S3BucketPolicies.Missing(checktest.Denied(logs)))...),
		"of another account":  checktest.Unknown(with(orgTrail, false, policyOf(delivery))...).Says("org-logs"),
		"the buckets denied":  checktest.Unknown(inventory.CloudTrails.Of(everywhere), inventory.S3Buckets.Missing(checktest.Denied())),
		"no trail, no bucket": checktest.None(inventory.CloudTrails.Empty()),
	})
}
