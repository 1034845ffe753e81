package s3

import (
	"strings"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func bucket(name string) inventory.Resource {
	return checktest.Resource("AWS::S3::Bucket", name)
}

// policyOf is the policy of the bucket with these statements, in which BUCKET
// stands for its ARN.
func policyOf(name, statements string) inventory.Part {
	b := bucket(name)
	text := `{"Version":"2012-10-17","Statement":[` + strings.ReplaceAll(statements, "BUCKET", b.ARN) + `]}`
	return inventory.S3BucketPolicies.Of(inventory.ResourcePolicy{Resource: b, Policy: text})
}

func noPolicy(name string) inventory.Part {
	return inventory.S3BucketPolicies.Of(inventory.ResourcePolicy{Resource: bucket(name)})
}
