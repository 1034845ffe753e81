package eventbridge

import (
	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// BusNotPublic is the check eventbridge.bus-not-public.
var BusNotPublic = &check.Check{
	ID:        "eventbridge.bus-not-public",
	Title:     "EventBridge bus policies grant nothing to everyone",
	Domain:    check.PrivilegeManagement,
	Severity:  check.High,
	Resource:  "AWS::Events::EventBus",
	Logic:     "Works out whom the policy of each event bus lets in. Fails if everyone, or everyone with an AWS account, can do something to it, by themselves or through an AWS service. Conditions count if they restrict who asks or from where; statements that deny count if nobody can get round them. A condition key that is not known here makes it UNKNOWN.",
	Rationale: "Whoever may put events on a bus triggers the rules behind it, with the content of his choice.",
	Remedy:    "Name the accounts that send events as principals, or restrict aws:PrincipalOrgID to your organization.",
	Fix: check.Fix{
		Console: "Amazon EventBridge console, Event buses, the bus, Manage permissions: replace the principal of the statement that the finding names, or delete the statement.",
		CLI: `aws events describe-event-bus --name BUS --query Policy --output text > POLICY.json
# Edit POLICY.json, then:
aws events put-permission --event-bus-name BUS --policy file://POLICY.json
# Or without the statement: aws events remove-permission --event-bus-name BUS --statement-id STATEMENT_ID`,
		Terraform: `resource "aws_cloudwatch_event_bus_policy" "BUS" {
  event_bus_name = "BUS"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Sid = "STATEMENT_ID", Effect = "Allow", Principal = { AWS = "ACCOUNT_ID" },
    Action = "events:PutEvents", Resource = "BUS_ARN",
  }] })
}`,
		Breaks: "Accounts that are not named cannot send events any more. What this account sends goes on arriving if its own policies allow it.",
		Undo:   "Put the policy that was there before, from a copy of POLICY.json.",
	},
	References: []string{"https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html", "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-permissions-manage.html"},
	Controls:   []string{"CIS-7.0/2.21"},
	Assess:     check.ForEach(inventory.EventBuses, access.NotPublic).Narrowed(access.Limits...),
}
