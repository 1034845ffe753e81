package elbv2

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// AccessLogging is the check elbv2.access-logging.
var AccessLogging = &check.Check{
	ID:        "elbv2.access-logging",
	Title:     "ALBs log access",
	Domain:    check.DetectiveControls,
	Severity:  check.Medium,
	Resource:  "AWS::ElasticLoadBalancingV2::LoadBalancer",
	Logic:     "Reads the attribute access_logs.s3.enabled of each Application Load Balancer. Passes if it is true. Does not apply to Network and Gateway Load Balancers.",
	Rationale: "Without access logs nobody can tell after an incident who sent which requests.",
	Remedy:    "Turn on access logs of the load balancer and give them an S3 bucket whose policy lets the log delivery service write.",
	Fix: check.Fix{
		Console: "EC2 console, Load Balancers, the load balancer, Attributes, Edit: turn on Access logs and name the bucket.",
		CLI: `# The bucket must be in the same Region, use SSE-S3 and let logdelivery.elasticloadbalancing.amazonaws.com write.
aws s3api put-bucket-policy --bucket LOG_BUCKET --policy file://policy.json
aws elbv2 modify-load-balancer-attributes --load-balancer-arn LB_ARN \
  --attributes Key=access_logs.s3.enabled,Value=true Key=access_logs.s3.bucket,Value=LOG_BUCKET`,
		Terraform: `resource "aws_lb" "web" {
  access_logs {
    bucket  = "LOG_BUCKET"
    enabled = true
  }
}`,
		Breaks: "Nothing: logs are written beside the traffic. The bucket fills, so give it a lifecycle rule.",
		Undo:   "aws elbv2 modify-load-balancer-attributes --load-balancer-arn LB_ARN --attributes Key=access_logs.s3.enabled,Value=false.",
	},
	References: []string{
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html",
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html",
	},
	Controls: []string{"CIS-7.0/4.10", "FSBP/ELB.5"},
	Assess:   check.ForEach(inventory.ELBv2LoadBalancers, accessLogging, inventory.ELBv2Attributes),
}

func accessLogging(e check.Env, b inventory.ELBv2LoadBalancer) check.Verdict {
	if b.LoadBalancerType != "application" {
		return check.NotApplicable("is no application load balancer", check.Saw("LoadBalancerType", b.LoadBalancerType))
	}
	return judgeAttribute(e, b, "access_logs.s3.enabled", map[string]check.Verdict{
		"true":  check.Pass("logs access"),
		"false": check.Fail("does not log access"),
	})
}
