package cloudfront

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// GeoRestriction is the check cloudfront.geo-restriction.
var GeoRestriction = &check.Check{
	ID:        "cloudfront.geo-restriction",
	Title:     "CloudFront geographic restrictions are considered",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Low,
	Resource:  "AWS::CloudFront::Distribution",
	Logic:     "Reads the geographic restriction. Passes if it is a list of allowed or of blocked countries. Does not apply to a distribution that only serves tenants. Rules of a web ACL by country do not count.",
	Rationale: "What is meant for a few countries draws attacks and licence trouble from all others.",
	Remedy:    "List the countries that the content is for. Accept the finding where it is for the whole world.",
	Fix: check.Fix{
		Console: "CloudFront console, the distribution, Security, CloudFront geographic restrictions, Edit.",
		CLI: `aws cloudfront get-distribution-config --id DISTRIBUTION_ID > config.json
# Set Restrictions.GeoRestriction in config.json: RestrictionType whitelist, Quantity and Items.
# Take its ETag out, and keep what is under DistributionConfig.
aws cloudfront update-distribution --id DISTRIBUTION_ID --if-match ETAG --distribution-config file://config.json`,
		Terraform: `resource "aws_cloudfront_distribution" "web" {
  restrictions {
    geo_restriction {
      restriction_type = "whitelist"
      locations        = ["CH", "DE"]
    }
  }
}`,
		Breaks: "Viewers in other countries, travelling customers among them, get status 403.",
		Undo:   "Set RestrictionType to none.",
	},
	References: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html",
	},
	Controls: []string{},
	Assess:   check.ForEach(inventory.CloudFrontDistributions, geoRestriction),
}

func geoRestriction(_ check.Env, d inventory.CloudFrontDistribution) check.Verdict {
	saw := []check.Evidence{check.Saw("GeoRestrictionType", d.GeoRestrictionType), check.Saw("ConnectionMode", d.ConnectionMode)}
	switch {
	case forTenants(d):
		return check.NotApplicable("serves tenants, which have restrictions of their own", saw...)
	case d.GeoRestrictionType == "":
		return check.Unknown("does not say which countries it serves", saw...)
	}
	return check.PassIf(d.GeoRestrictionType != "none", "restricts the countries that it serves", "serves every country", saw...)
}
