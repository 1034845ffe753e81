package sns

import (
	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// TopicNotPublic is the check sns.topic-not-public.
var TopicNotPublic = &check.Check{
	ID:         "sns.topic-not-public",
	Title:      "SNS topic policies grant nothing to everyone",
	Domain:     check.PrivilegeManagement,
	Severity:   check.Critical,
	Resource:   "AWS::SNS::Topic",
	Logic:      "Works out whom the policy of each topic lets in. Fails if everyone, or everyone with an AWS account, can do something to it, by themselves or through an AWS service. Conditions count if they restrict who asks or from where; statements that deny count if nobody can get round them. A condition key that is not known here makes it UNKNOWN.",
	Rationale:  "Whoever may subscribe to a public topic reads all that is published, and whoever may publish feeds its subscribers.",
	Remedy:     "Name the accounts or roles that need the topic as principals. For a service that publishes, restrict aws:SourceArn and aws:SourceAccount.",
	References: []string{"https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html", "https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html"},
	Controls:   []string{"CIS-7.0/2.21", "FSBP/SNS.4"},
	Assess:     check.ForEach(inventory.SNSTopicPolicies, access.NotPublic),
}
