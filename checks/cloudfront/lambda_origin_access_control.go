package cloudfront

import (
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// LambdaOriginAccessControl is the check cloudfront.lambda-origin-access-control.
var LambdaOriginAccessControl = &check.Check{
	ID:        "cloudfront.lambda-origin-access-control",
	Title:     "CloudFront Lambda URL origins use origin access control",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  "AWS::CloudFront::Distribution",
	Logic:     "Looks at each origin that is the URL of a Lambda function. Passes if each has an origin access control that signs requests. Does not apply to a distribution without one.",
	Rationale: "Without it the function must take requests from everyone, and whoever finds its URL goes round the cache and the web ACL.",
	Remedy:    "Make an origin access control of type lambda that signs always, set it on the origin, let CloudFront invoke the function for this distribution, and set the authentication of the URL to AWS_IAM.",
	Fix: check.Fix{
		Console: "CloudFront console, Origin access, Create; then the distribution, Origins, Edit: choose it.",
		CLI: `aws cloudfront create-origin-access-control --origin-access-control-config Name=NAME,SigningProtocol=sigv4,SigningBehavior=always,OriginAccessControlOriginType=lambda
aws lambda add-permission --function-name FUNCTION --statement-id cloudfront --action lambda:InvokeFunctionUrl \
  --principal cloudfront.amazonaws.com --source-arn DISTRIBUTION_ARN
aws lambda add-permission --function-name FUNCTION --statement-id cloudfront-invoke --action lambda:InvokeFunction \
  --principal cloudfront.amazonaws.com --source-arn DISTRIBUTION_ARN --invoked-via-function-url
# Set OriginAccessControlId of the origin in config.json.
aws cloudfront update-distribution --id DISTRIBUTION_ID --if-match ETAG --distribution-config file://config.json
aws lambda update-function-url-config --function-name FUNCTION --auth-type AWS_IAM`,
		Terraform: `resource "aws_cloudfront_origin_access_control" "function" {
  name                              = "NAME"
  origin_access_control_origin_type = "lambda"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_lambda_permission" "cloudfront" {
  statement_id  = "cloudfront"
  action        = "lambda:InvokeFunctionUrl"
  function_name = "FUNCTION"
  principal     = "cloudfront.amazonaws.com"
  source_arn    = "DISTRIBUTION_ARN"
}

resource "aws_lambda_function_url" "function" {
  function_name      = "FUNCTION"
  authorization_type = "AWS_IAM"
}`,
		Breaks: "Once the URL asks for AWS_IAM, clients that call it without CloudFront are refused. Those that send POST or PUT must send the hash of the body.",
		Undo:   "Take the origin access control off the origin, and set the authentication of the URL to NONE.",
	},
	References: []string{
		"https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html",
		"https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-16",
	},
	Controls: []string{"FSBP/CloudFront.16"},
	Assess:   check.ForEach(inventory.CloudFrontDistributions, lambdaOriginAccessControl, inventory.CloudFrontOriginAccessControls),
}

func lambdaOriginAccessControl(e check.Env, d inventory.CloudFrontDistribution) check.Verdict {
	return accessControlled(e, d, isFunctionURL, "has no function URL as an origin")
}

// isFunctionURL goes by the host name of function URLs.
// https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html
func isFunctionURL(o inventory.CloudFrontOrigin) bool {
	host := strings.ToLower(o.DomainName)
	return strings.Contains(host, ".lambda-url.") && strings.Contains(host, ".on.")
}
