package collect

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/yourside/yourside/checks/inventory"
)

var sqsCollectors = []Collector{
	perRegion(inventory.SQSQueues, listQueues, "sqs:ListQueues"),
	perRow(inventory.SQSQueues, inventory.SQSQueuePolicies, getQueuePolicy, "sqs:GetQueueAttributes"),
}

func listQueues(ctx context.Context, s Session, emit func(inventory.SQSQueue)) error {
	// Without MaxResults the answer is cut at a thousand and says nothing of it.
	// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html
	pages := sqs.NewListQueuesPaginator(sqs.NewFromConfig(s.Config), &sqs.ListQueuesInput{MaxResults: aws.Int32(1000)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, u := range page.QueueUrls {
			name, err := queueName(u)
			if err != nil {
				return err
			}
			r := s.Resource("AWS::SQS::Queue", name, s.ARN("sqs", name))
			r.Name = name
			emit(inventory.SQSQueue{Resource: r, URL: u})
		}
	}
	return nil
}

// queueName returns the last part of a queue's URL, behind the account.
func queueName(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", fmt.Errorf("the URL of a queue: %w", err)
	}
	_, name, _ := strings.Cut(strings.TrimPrefix(u.Path, "/"), "/")
	if name == "" {
		return "", fmt.Errorf("%q is no URL of a queue", address)
	}
	return name, nil
}

func getQueuePolicy(ctx context.Context, s Session, q inventory.SQSQueue, emit func(inventory.ResourcePolicy)) error {
	out, err := sqs.NewFromConfig(s.Config).GetQueueAttributes(ctx, &sqs.GetQueueAttributesInput{
		QueueUrl: &q.URL, AttributeNames: []types.QueueAttributeName{types.QueueAttributeNamePolicy},
	})
	if err != nil {
		return err
	}
	emit(inventory.ResourcePolicy{Resource: q.Resource, Policy: out.Attributes[string(types.QueueAttributeNamePolicy)]})
	return nil
}
