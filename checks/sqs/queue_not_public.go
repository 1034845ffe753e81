package sqs

import (
	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// QueueNotPublic is the check sqs.queue-not-public.
var QueueNotPublic = &check.Check{
	ID:        "sqs.queue-not-public",
	Title:     "SQS queue policies grant nothing to everyone",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Critical,
	Resource:  "AWS::SQS::Queue",
	Logic:     "Works out whom the policy of each queue lets in. Fails if everyone, or everyone with an AWS account, can do something to it, by themselves or through an AWS service. Conditions count if they restrict who asks or from where; statements that deny count if nobody can get round them. A condition key that is not known here makes it UNKNOWN.",
	Rationale: "A public queue hands its messages to strangers, and takes theirs: whoever sends to it feeds the program behind it.",
	Remedy:    "Name the accounts or roles that need the queue as principals. For a service such as S3 or SNS, restrict aws:SourceArn and aws:SourceAccount.",
	Fix: check.Fix{
		Console: "Amazon SQS console, Queues, the queue, Edit, Access policy: replace the principal of the statement that the finding names, or delete the statement.",
		CLI: `aws sqs get-queue-attributes --queue-url QUEUE_URL --attribute-names Policy
# ATTRIBUTES.json is {"Policy": "..."}: the new policy, as a string.
aws sqs set-queue-attributes --queue-url QUEUE_URL --attributes file://ATTRIBUTES.json`,
		Terraform: `resource "aws_sqs_queue_policy" "QUEUE" {
  queue_url = "QUEUE_URL"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect = "Allow", Principal = { AWS = "PRINCIPAL_ARN" },
    Action = "sqs:SendMessage", Resource = "QUEUE_ARN",
  }] })
}`,
		Breaks: "Senders and readers that are not named are turned away: topics, buckets and rules that deliver to the queue, and programs of other accounts.",
		Undo:   "Set the policy that get-queue-attributes showed before.",
	},
	References: []string{"https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html", "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html"},
	Controls:   []string{"CIS-7.0/2.21", "FSBP/SQS.3"},
	Assess:     check.ForEach(inventory.SQSQueuePolicies, access.NotPublic).Narrowed(access.Limits...),
}
