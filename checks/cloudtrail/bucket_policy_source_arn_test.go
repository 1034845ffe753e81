package cloudtrail

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestBucketPolicySourceARN(t *testing.T) {
	logs := bucket("logs")
	delivery := func(condition string) inventory.Part {
		return inventory.S3BucketPolicies.Of(inventory.ResourcePolicy{Resource: logs, Policy: `{"Version":"2012-10-17","Statement":[
{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:PutObject","Resource":"` + logs.ARN + `/AWSLogs/123456789012/*"` + condition + `}]}`})
	}
	trail := inventory.CloudTrails.Of(everywhere)
	checktest.Run(t, BucketPolicySourceARN, checktest.Cases{
		"the trail's ARN":         checktest.Pass(trail, buckets("logs"), delivery(`,"Condition":{"StringEquals":{"aws:SourceArn":"arn:aws:cloudtrail:us-east-1:123456789012:trail/main","s3:x-amz-acl":"bucket-owner-full-control"}}`)),
		"the account":             checktest.Pass(trail, buckets("logs"), delivery(`,"Condition":{"StringEquals":{"aws:SourceAccount":"123456789012"}}`)),
		"the ACL only":            checktest.Fail(trail, buckets("logs"), delivery(`,"Condition":{"StringEquals":{"s3:x-amz-acl":"bucket-owner-full-control"}}`)).Says("cloudtrail.amazonaws.com"),
		"trails of any account":   checktest.Fail(trail, buckets("logs"), delivery(`,"Condition":{"StringLike":{"aws:SourceArn":"arn:aws:cloudtrail:*"}}`)),
		"no condition":            checktest.Fail(trail, buckets("logs"), delivery("")),
		"a key that is not known": checktest.Unknown(trail, buckets("logs"), delivery(`,"Condition":{"StringEquals":{"cloudtrail:NewKey":"x"}}`)).Says("whose trails"),
		"no policy":               checktest.Pass(trail, buckets("logs"), inventory.S3BucketPolicies.Of(inventory.ResourcePolicy{Resource: logs})),
		"not a policy":            checktest.Unknown(trail, buckets("logs"), inventory.S3BucketPolicies.Of(inventory.ResourcePolicy{Resource: logs, Policy: "x"})),
		"the policy denied":       checktest.Unknown(trail, buckets("logs"), inventory.S3BucketPolicies.Missing(checktest.Denied(logs))),
		"of another account":      checktest.Unknown(inventory.CloudTrails.Of(orgTrail), buckets("logs")),
	})
}
