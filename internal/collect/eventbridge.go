package collect

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"

	"github.com/yourside/yourside/checks/inventory"
)

var eventbridgeCollectors = []Collector{
	perRegion(inventory.EventBuses, listEventBuses, "eventbridge:ListEventBuses"),
}

// listEventBuses follows the tokens itself, as the SDK has no paginator.
func listEventBuses(ctx context.Context, s Session, emit func(inventory.ResourcePolicy)) error {
	in := eventbridge.ListEventBusesInput{Limit: aws.Int32(100)}
	for {
		out, err := eventbridge.NewFromConfig(s.Config).ListEventBuses(ctx, &in)
		if err != nil {
			return err
		}
		for _, b := range out.EventBuses {
			name, arn := aws.ToString(b.Name), aws.ToString(b.Arn)
			if name == "" || arn == "" {
				return &absentError{"Name or Arn", name}
			}
			r := s.Resource("AWS::Events::EventBus", name, arn)
			r.Name = name
			emit(inventory.ResourcePolicy{Resource: r, Policy: aws.ToString(b.Policy)})
		}
		if aws.ToString(out.NextToken) == "" {
			return nil
		}
		in.NextToken = out.NextToken
	}
}
