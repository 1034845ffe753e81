package eventbridge

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestBusNotPublic(t *testing.T) {
	s := checktest.Shared{
		Check: BusNotPublic, Table: inventory.EventBuses, Type: "AWS::Events::EventBus",
		ARN: "arn:aws:events:us-east-1:123456789012:event-bus/orders", Action: "events:PutEvents",
	}
	s.Run(t, nil)
}
