package cloudfront

import (
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// AccessLogging is the check cloudfront.access-logging.
var AccessLogging = &check.Check{
	ID:        "cloudfront.access-logging",
	Title:     "CloudFront distributions log requests",
	Domain:    check.DetectiveControls,
	Severity:  check.Medium,
	Resource:  "AWS::CloudFront::Distribution",
	Logic:     "Reads both ways in which a distribution logs requests: the older standard logging to a bucket, and a delivery of CloudWatch Logs whose source is the distribution. Passes if there is either. Real-time logs do not count, since they may be of a sample.",
	Rationale: "What CloudFront answers from its cache no log of the origin shows. Without access logs nobody can tell who asked for what.",
	Remedy:    "Turn on standard logging of the distribution.",
	Fix: check.Fix{
		Console: "CloudFront console, the distribution, Logging, Add under Access log destinations.",
		CLI: `aws logs put-delivery-source --region us-east-1 --name NAME --resource-arn DISTRIBUTION_ARN --log-type ACCESS_LOGS
aws logs put-delivery-destination --region us-east-1 --name NAME \
  --delivery-destination-configuration destinationResourceArn=BUCKET_ARN
aws logs create-delivery --region us-east-1 --delivery-source-name NAME --delivery-destination-arn DESTINATION_ARN`,
		Terraform: `resource "aws_cloudfront_distribution" "web" {
  logging_config {
    bucket = "BUCKET.s3.amazonaws.com"
  }
}`,
		Breaks: "Nothing: logs are written beside the traffic. The bucket fills, so give it a lifecycle rule.",
		Undo:   "aws logs delete-delivery --region us-east-1 --id DELIVERY_ID.",
	},
	References: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/AccessLogs.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html",
	},
	Controls: []string{"CIS-7.0/4.10", "FSBP/CloudFront.5"},
	Assess:   check.ForEach(inventory.CloudFrontDistributions, accessLogging, inventory.CloudFrontDistributionConfigs, inventory.CloudFrontLogDeliveries),
}

func accessLogging(e check.Env, d inventory.CloudFrontDistribution) check.Verdict {
	if c, ok := check.Peek(e, inventory.CloudFrontDistributionConfigs, d.Resource); ok && c.LoggingEnabled {
		return check.Pass("logs access to "+c.LoggingBucket, check.Saw("LoggingEnabled", true))
	}
	l, ok := check.Find(e, inventory.CloudFrontLogDeliveries, e.Account.Resource(), func(l inventory.CloudFrontLogDelivery) bool {
		return l.LogType == "ACCESS_LOGS" && slices.Contains(l.ResourceArns, d.ARN)
	})
	if ok {
		return check.Pass("delivers its access logs", check.SawOn(l.Resource, "LogType", l.LogType), check.SawOn(l.Resource, "ResourceArns", l.ResourceArns))
	}
	c := check.Detail(e, inventory.CloudFrontDistributionConfigs, d.Resource)
	return check.Fail("does not log access", check.Saw("LoggingEnabled", c.LoggingEnabled), check.Saw("LogType", ""), check.Saw("ResourceArns", []string{}))
}
