package elb

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// AccessLogging is the check elb.access-logging.
var AccessLogging = &check.Check{
	ID:        "elb.access-logging",
	Title:     "Classic load balancers log access",
	Domain:    check.DetectiveControls,
	Severity:  check.Medium,
	Resource:  "AWS::ElasticLoadBalancing::LoadBalancer",
	Logic:     "Reads AccessLog.Enabled of each Classic Load Balancer. Passes if it is on.",
	Rationale: "Without access logs nobody can tell after an incident who sent which requests.",
	Remedy:    "Turn on access logs of the load balancer and give them an S3 bucket whose policy lets the log delivery service write.",
	Fix: check.Fix{
		Console: "EC2 console, Load Balancers, the load balancer, Attributes, Edit: turn on Access logs and name the bucket.",
		CLI: `# The bucket must be in the same Region, and its policy must let Elastic Load Balancing put objects.
aws s3api put-bucket-policy --bucket LOG_BUCKET --policy file://policy.json
aws elb modify-load-balancer-attributes --load-balancer-name NAME \
  --load-balancer-attributes 'AccessLog={Enabled=true,S3BucketName=LOG_BUCKET,EmitInterval=60}'`,
		Terraform: `resource "aws_elb" "web" {
  access_logs {
    bucket  = "LOG_BUCKET"
    enabled = true
  }
}`,
		Breaks: "Nothing: logs are written beside the traffic. The bucket fills, so give it a lifecycle rule.",
		Undo:   "aws elb modify-load-balancer-attributes --load-balancer-name NAME --load-balancer-attributes 'AccessLog={Enabled=false}'.",
	},
	References: []string{
		"https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-access-logs.html",
	},
	Controls: []string{"FSBP/ELB.5"},
	Assess:   check.ForEach(inventory.ELBLoadBalancers, accessLogging, inventory.ELBAttributes),
}

func accessLogging(e check.Env, b inventory.ELBLoadBalancer) check.Verdict {
	a := check.Detail(e, inventory.ELBAttributes, b.Resource)
	return check.PassIf(a.AccessLogEnabled, "logs access", "does not log access",
		check.Saw("AccessLogEnabled", a.AccessLogEnabled))
}
