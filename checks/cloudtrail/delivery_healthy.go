package cloudtrail

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// DeliveryHealthy is the check cloudtrail.delivery-healthy.
var DeliveryHealthy = &check.Check{
	ID:        "cloudtrail.delivery-healthy",
	Title:     "CloudTrail log delivery has no recent errors",
	Domain:    check.DetectiveControls,
	Severity:  check.High,
	Resource:  "AWS::CloudTrail::Trail",
	Logic:     "The last delivery of each trail that is logging had no error: to the bucket, of the digest if validation is on, to CloudWatch Logs if it names a log group.",
	Rationale: "A trail that cannot deliver looks switched on while its events are lost.",
	Remedy:    "Read the error with GetTrailStatus. Repair the bucket, its policy, the KMS key policy or the CloudWatch Logs role that it points to.",
	Fix: check.Fix{
		Console: "CloudTrail console, Trails, the trail: the error is above the details. Correct what it names, such as the policy of the bucket in the S3 console.",
		CLI: `aws cloudtrail get-trail-status --name TRAIL --region HOME_REGION
aws s3api get-bucket-policy --bucket BUCKET --query Policy --output text
aws s3api put-bucket-policy --bucket BUCKET --policy file://policy.json`,
		Terraform: `resource "aws_s3_bucket_policy" "trail" {
  bucket = "BUCKET"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow", Action = ["s3:GetBucketAcl", "s3:PutObject"]
    Principal = { Service = "cloudtrail.amazonaws.com" }
    Resource  = ["arn:aws:s3:::BUCKET", "arn:aws:s3:::BUCKET/AWSLogs/*"]
    Condition = { StringEquals = { "aws:SourceArn" = "TRAIL_ARN" } }
  }] })
}`,
		Breaks: "Nothing, if the other statements of the policy are kept: a policy is replaced as a whole. Events that were held back arrive late.",
		Undo:   "Put the policy of before again; save it before it is replaced.",
	},
	References: []string{"https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html", "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html"},
	Controls:   []string{},
	Assess:     check.ForEach(inventory.CloudTrails, deliveryHealthy, inventory.CloudTrailStatuses),
}

func deliveryHealthy(e check.Env, t inventory.CloudTrail) check.Verdict {
	s := check.Detail(e, inventory.CloudTrailStatuses, t.Resource)
	saw := []check.Evidence{check.Saw("IsLogging", s.IsLogging)}
	if !s.IsLogging {
		return check.NotApplicable("is not logging, so it delivers nothing", saw...)
	}
	saw = append(saw, check.Saw("LatestDeliveryError", s.LatestDeliveryError))
	if s.LatestDeliveryError != "" {
		return check.Fail("failed to deliver to its bucket: "+s.LatestDeliveryError, saw...)
	}
	saw = append(saw, check.Saw("LogFileValidationEnabled", t.LogFileValidationEnabled),
		check.Saw("LatestDigestDeliveryError", s.LatestDigestDeliveryError))
	if t.LogFileValidationEnabled && s.LatestDigestDeliveryError != "" {
		return check.Fail("failed to deliver its digest: "+s.LatestDigestDeliveryError, saw...)
	}
	saw = append(saw, check.Saw("CloudWatchLogsLogGroupArn", t.CloudWatchLogsLogGroupArn),
		check.Saw("LatestCloudWatchLogsDeliveryError", s.LatestCloudWatchLogsDeliveryError))
	if t.CloudWatchLogsLogGroupArn != "" && s.LatestCloudWatchLogsDeliveryError != "" {
		return check.Fail("failed to deliver to CloudWatch Logs: "+s.LatestCloudWatchLogsDeliveryError, saw...)
	}
	return check.Pass("delivers without errors", saw...)
}
