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
