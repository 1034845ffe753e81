package sns

import (
	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// TopicNotPublic is the check sns.topic-not-public.
var TopicNotPublic = &check.Check{
	ID:        "sns.topic-not-public",
	Title:     "SNS topic policies grant nothing to everyone",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Critical,
	Resource:  "AWS::SNS::Topic",
	Logic:     "Works out whom the policy of each topic lets in. Fails if everyone, or everyone with an AWS account, can do something to it, by themselves or through an AWS service. Conditions count if they restrict who asks or from where; statements that deny count if nobody can get round them. A condition key that is not known here makes it UNKNOWN.",
	Rationale: "Whoever may subscribe to a public topic reads all that is published, and whoever may publish feeds its subscribers.",
	Remedy:    "Name the accounts or roles that need the topic as principals. For a service that publishes, restrict aws:SourceArn and aws:SourceAccount.",
	Fix: check.Fix{
		Console: "Amazon SNS console, Topics, the topic, Edit, Access policy: replace the principal of the statement that the finding names, or delete the statement.",
		CLI: `aws sns get-topic-attributes --topic-arn TOPIC_ARN --query Attributes.Policy --output text > POLICY.json
# Edit POLICY.json, then:
aws sns set-topic-attributes --topic-arn TOPIC_ARN --attribute-name Policy \
  --attribute-value file://POLICY.json`,
		Terraform: `resource "aws_sns_topic_policy" "TOPIC" {
  arn = "TOPIC_ARN"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect = "Allow", Principal = { AWS = "PRINCIPAL_ARN" },
    Action = "sns:Publish", Resource = "TOPIC_ARN",
  }] })
}`,
		Breaks: "Publishers and new subscribers that are not named are turned away, services of AWS such as S3 or CloudWatch among them. Subscriptions that are confirmed stay: delete those that are not known.",
		Undo:   "Set the policy that was there before, from a copy of POLICY.json.",
	},
	References: []string{"https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html", "https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html"},
	Controls:   []string{"CIS-7.0/2.21", "FSBP/SNS.4"},
	Assess:     check.ForEach(inventory.SNSTopicPolicies, access.NotPublic),
}
