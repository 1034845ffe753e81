package cloudfront

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// OriginFailover is the check cloudfront.origin-failover.
var OriginFailover = &check.Check{
	ID:        "cloudfront.origin-failover",
	Title:     "CloudFront origin groups provide failover",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Low,
	Resource:  "AWS::CloudFront::Distribution",
	Logic:     "Passes if some cache behavior sends requests to an origin group of two origins. A group that no behavior uses does not count.",
	Rationale: "If its only origin is down, the distribution answers what is not in its cache with errors.",
	Remedy:    "Make an origin group of the origin and a copy of it, in another Region if possible, and let the behaviors use it.",
	Fix: check.Fix{
		Console: "CloudFront console, the distribution, Origins, Create origin group; then Behaviors, Edit: choose the group.",
		CLI: `aws cloudfront get-distribution-config --id DISTRIBUTION_ID > config.json
# Add the group to OriginGroups in config.json, and set TargetOriginId of the behaviors to its Id.
# Take its ETag out, and keep what is under DistributionConfig.
aws cloudfront update-distribution --id DISTRIBUTION_ID --if-match ETAG --distribution-config file://config.json`,
		Terraform: `resource "aws_cloudfront_distribution" "web" {
  origin_group {
    origin_id = "GROUP"
    failover_criteria { status_codes = [500, 502, 503, 504] }
    member { origin_id = "PRIMARY" }
    member { origin_id = "SECONDARY" }
  }
}`,
		Breaks: "Behaviors that use a group allow only GET, HEAD and OPTIONS.",
		Undo:   "Set TargetOriginId of the behaviors to the origin again.",
	},
	References: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html",
		"https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-4",
	},
	Controls: []string{"FSBP/CloudFront.4"},
	Assess:   check.ForEach(inventory.CloudFrontDistributions, originFailover),
}

func originFailover(_ check.Env, d inventory.CloudFrontDistribution) check.Verdict {
	members := map[string][]string{}
	for _, g := range d.OriginGroups {
		members[g.ID] = g.Members
	}
	saw := []check.Evidence{check.Saw("OriginGroups", d.OriginGroups)}
	for _, b := range d.Behaviors {
		saw = append(saw, check.Saw("Behaviors["+b.PathPattern+"].TargetOriginID", b.TargetOriginID))
		if len(members[b.TargetOriginID]) >= 2 {
			return check.Pass("falls back to another origin at "+b.PathPattern, saw...)
		}
	}
	if len(d.OriginGroups) > 0 {
		return check.Fail("has an origin group that no behavior uses", saw...)
	}
	return check.Fail("has no origin group", saw...)
}
