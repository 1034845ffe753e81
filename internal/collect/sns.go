package collect

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/yourside/yourside/checks/inventory"
)

var snsCollectors = []Collector{
	perRegion(inventory.SNSTopics, listTopics, "sns:ListTopics"),
	perRow(inventory.SNSTopics, inventory.SNSTopicPolicies, getTopicPolicy, "sns:GetTopicAttributes"),
	perReference(inventory.CloudWatchAlarms, inventory.SNSSubscriptions, topicsOf, listSubscriptions, "sns:ListSubscriptionsByTopic"),
}

func listTopics(ctx context.Context, s Session, emit func(inventory.SNSTopic)) error {
	pages := sns.NewListTopicsPaginator(sns.NewFromConfig(s.Config), &sns.ListTopicsInput{})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, t := range page.Topics {
			arn := aws.ToString(t.TopicArn)
			if arn == "" {
				return &absentError{"TopicArn", s.Region}
			}
			name := arn[strings.LastIndex(arn, ":")+1:]
			r := s.Resource("AWS::SNS::Topic", name, arn)
			r.Name = name
			emit(inventory.SNSTopic{Resource: r})
		}
	}
	return nil
}

func getTopicPolicy(ctx context.Context, s Session, t inventory.SNSTopic, emit func(inventory.ResourcePolicy)) error {
	out, err := sns.NewFromConfig(s.Config).GetTopicAttributes(ctx, &sns.GetTopicAttributesInput{TopicArn: &t.ARN})
	if err != nil {
		return err
	}
	// Every topic has a policy, if only the one that it was created with.
	policy, ok := out.Attributes["Policy"]
	if !ok {
		return &absentError{"attribute Policy", t.ARN}
	}
	emit(inventory.ResourcePolicy{Resource: t.Resource, Policy: policy})
	return nil
}

// topicsOf are the topics that an alarm tells when it goes off.
func topicsOf(a inventory.CloudWatchAlarm) []inventory.Resource { return a.Topics() }

// listSubscriptions counts those of a topic. One that was confirmed has an ARN;
// others have a word instead: that they are pending, or deleted.
// https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html
func listSubscriptions(ctx context.Context, s Session, topic inventory.Resource, emit func(inventory.SNSSubscription)) error {
	row := inventory.SNSSubscription{Resource: topic}
	pages := sns.NewListSubscriptionsByTopicPaginator(sns.NewFromConfig(s.Config), &sns.ListSubscriptionsByTopicInput{TopicArn: &topic.ARN})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil && answered(err, "NotFound") {
			emit(inventory.SNSSubscription{Resource: topic})
			return nil
		}
		if err != nil {
			return err
		}
		row.Exists = true
		for _, u := range page.Subscriptions {
			switch arn := aws.ToString(u.SubscriptionArn); {
			case strings.HasPrefix(arn, "arn:"):
				row.Confirmed++
			case arn == "PendingConfirmation":
				row.Pending++
			case arn == "":
				return &absentError{"SubscriptionArn", topic.ARN}
			}
		}
	}
	emit(row)
	return nil
}
