package cloudfront

import (
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// SecurityHeaders is the check cloudfront.security-headers.
var SecurityHeaders = &check.Check{
	ID:        "cloudfront.security-headers",
	Title:     "CloudFront responses carry HSTS and security headers",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Low,
	Resource:  "AWS::CloudFront::Distribution",
	Logic:     "Reads the response headers policy of each cache behavior. Passes if each adds the headers of the parameter headers, Strict-Transport-Security with a max-age above 0. A behavior that lacks them and has a function is UNKNOWN, since that may add them. What origins send cannot be seen.",
	Rationale: "These headers have browsers refuse plain HTTP, frames of other sites and guessed content types, which many attacks on people who are signed in need.",
	Remedy:    "Set a response headers policy with the headers on each behavior, such as the managed SecurityHeadersPolicy. Accept the finding where the origin sends them.",
	Fix: check.Fix{
		Console: "CloudFront console, the distribution, Behaviors, Edit: choose SecurityHeadersPolicy under Response headers policy.",
		CLI: `aws cloudfront get-distribution-config --id DISTRIBUTION_ID > config.json
# Set ResponseHeadersPolicyId of each behavior in config.json: 67f7725c-6f97-4210-82d7-5512b31e9d03 is SecurityHeadersPolicy.
# Take its ETag out, and keep what is under DistributionConfig.
aws cloudfront update-distribution --id DISTRIBUTION_ID --if-match ETAG --distribution-config file://config.json`,
		Terraform: `resource "aws_cloudfront_distribution" "web" {
  default_cache_behavior {
    response_headers_policy_id = data.aws_cloudfront_response_headers_policy.security.id
  }
}`,
		Breaks: "Pages can no longer be framed by other sites, and browsers stay on HTTPS for the max-age, on all of the domain.",
		Undo:   "Set ResponseHeadersPolicyId to an empty text. Browsers forget HSTS only after its max-age.",
	},
	References: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html",
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html",
	},
	Controls: []string{},
	Params:   []check.Setting{headers},
	Assess:   check.ForEach(inventory.CloudFrontDistributions, securityHeaders, inventory.CloudFrontResponseHeadersPolicies),
}

func securityHeaders(e check.Env, d inventory.CloudFrontDistribution) check.Verdict {
	saw := []check.Evidence{}
	for _, b := range d.Behaviors {
		at := "Behaviors[" + b.PathPattern + "]."
		saw = append(saw, check.Saw(at+"ResponseHeadersPolicyID", b.ResponseHeadersPolicyID), check.Saw(at+"Functions", b.Functions))
	}
	var unknown []string
	for _, b := range d.Behaviors {
		lacking := headers.Get(e)
		if b.ResponseHeadersPolicyID != "" {
			p, ok := check.Find(e, inventory.CloudFrontResponseHeadersPolicies, e.Account.Resource(), func(p inventory.CloudFrontResponseHeadersPolicy) bool {
				return p.ID == b.ResponseHeadersPolicyID
			})
			if !ok {
				return check.Unknown("has a response headers policy that is not listed: "+b.ResponseHeadersPolicyID, saw...)
			}
			saw = append(saw, check.SawOn(p.Resource, "ID", p.ID), check.SawOn(p.Resource, "Headers", p.Headers))
			lacking = slices.DeleteFunc(slices.Clone(lacking), func(h string) bool { return slices.Contains(p.Headers, strings.ToLower(h)) })
		}
		switch {
		case len(lacking) == 0:
		case len(b.Functions) > 0:
			unknown = append(unknown, b.PathPattern)
		default:
			return check.Fail("does not add "+strings.Join(lacking, ", ")+" to responses at "+b.PathPattern, saw...)
		}
	}
	if len(unknown) > 0 {
		return check.Unknown("may have a function add the headers at "+strings.Join(unknown, ", "), saw...)
	}
	return check.Pass("adds security headers to its responses", saw...)
}

var headers = check.NewParam("headers", []string{"strict-transport-security", "x-content-type-options", "x-frame-options"},
	"headers that each response must have")
