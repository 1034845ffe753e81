package eventbridge

import (
	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// BusNotPublic is the check eventbridge.bus-not-public.
var BusNotPublic = &check.Check{
	ID:         "eventbridge.bus-not-public",
	Title:      "EventBridge bus policies grant nothing to everyone",
	Domain:     check.PrivilegeManagement,
	Severity:   check.High,
	Resource:   "AWS::Events::EventBus",
	Logic:      "Works out whom the policy of each event bus lets in. Fails if everyone, or everyone with an AWS account, can do something to it, by themselves or through an AWS service. Conditions count if they restrict who asks or from where; statements that deny count if nobody can get round them. A condition key that is not known here makes it UNKNOWN.",
	Rationale:  "Whoever may put events on a bus triggers the rules behind it, with the content of his choice.",
	Remedy:     "Name the accounts that send events as principals, or restrict aws:PrincipalOrgID to your organization.",
	References: []string{"https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html", "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-bus-perms-manage.html"},
	Controls:   []string{"CIS-7.0/2.21"},
	Assess:     check.ForEach(inventory.EventBuses, access.NotPublic).Narrowed(access.Limits...),
}
