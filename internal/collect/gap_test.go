package collect

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/aws/smithy-go"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
)

// Services word the same few reasons differently. Each has advice of its own,
// so none may be taken for another.
func TestWhyAnAnswerIsMissing(t *testing.T) {
	const volumes, keys, buckets = "ec2:DescribeVolumes", "kms:ListKeys", "s3:ListBuckets"
	const scp = "User: arn:aws:sts::123456789012:assumed-role/audit/a is not authorized to perform: it with an explicit deny in a service control policy"
	const own = "User: arn:aws:sts::123456789012:assumed-role/audit/a is not authorized to perform: it with an explicit deny in a resource-based policy"
	const rcp = "User: arn:aws:sts::123456789012:assumed-role/audit/a is not authorized to perform: it with an explicit deny in a resource control policy"
	const html = "<html><body>Service Unavailable</body></html>"
	ec2Error := func(code, message string) string {
		return "<Response><Errors><Error><Code>" + code + "</Code><Message>" + message + "</Message></Error></Errors><RequestID>r</RequestID></Response>"
	}
	jsonCode := func(code, message string) string { return `{"__type":"` + code + `","message":"` + message + `"}` }
	type answer struct {
		operation string
		status    int
		body      string
	}
	for name, tc := range map[string]struct {
		answer answer
		want   inventory.Reason
		code   string
	}{
		"denied, EC2":              {answer{volumes, 403, ec2Error("UnauthorizedOperation", "You are not authorized")}, inventory.Denied, "UnauthorizedOperation"},
		"denied, JSON":             {answer{keys, 400, jsonCode("AccessDeniedException", "no")}, inventory.Denied, "AccessDeniedException"},
		"denied, S3":               {answer{buckets, 403, s3Error("AccessDenied")}, inventory.Denied, "AccessDenied"},
		"denied, by another code":  {answer{keys, 403, jsonCode("NotAuthorized", "no")}, inventory.Denied, "NotAuthorized"},
		"denied by an SCP, EC2":    {answer{volumes, 403, ec2Error("UnauthorizedOperation", scp)}, inventory.DeniedByOrganization, "UnauthorizedOperation"},
		"denied by an SCP, JSON":   {answer{keys, 400, jsonCode("AccessDeniedException", scp)}, inventory.DeniedByOrganization, "AccessDeniedException"},
		"denied by its own policy": {answer{buckets, 403, "<Error><Code>AccessDenied</Code><Message>" + own + "</Message></Error>"}, inventory.DeniedByResource, "AccessDenied"},
		"denied by an RCP, S3":     {answer{buckets, 403, "<Error><Code>AccessDenied</Code><Message>" + rcp + "</Message></Error>"}, inventory.DeniedByOrganization, "AccessDenied"},
		"throttled, EC2":           {answer{volumes, 503, ec2Error("RequestLimitExceeded", "slow")}, inventory.Throttled, "RequestLimitExceeded"},
		"throttled, JSON":          {answer{keys, 400, jsonCode("ThrottlingException", "slow")}, inventory.Throttled, "ThrottlingException"},
		"throttled, S3":            {answer{buckets, 503, s3Error("SlowDown")}, inventory.Throttled, "SlowDown"},
		"an error of AWS, EC2":     {answer{volumes, 500, ec2Error("InternalError", "m")}, inventory.ServerError, "InternalError"},
		"an error of AWS, JSON":    {answer{keys, 500, jsonCode("KMSInternalException", "m")}, inventory.ServerError, "KMSInternalException"},
		"an error of a proxy":      {answer{keys, 503, html}, inventory.ServerError, ""},
		"the region is off":        {answer{volumes, 401, ec2Error("AuthFailure", "m")}, inventory.RegionOff, "AuthFailure"},
		"the region is off, JSON":  {answer{keys, 400, jsonCode("UnrecognizedClientException", "m")}, inventory.RegionOff, "UnrecognizedClientException"},
		"no subscription":          {answer{keys, 400, jsonCode("SubscriptionRequiredException", "m")}, inventory.Subscription, "SubscriptionRequiredException"},
		"credentials that ran out": {answer{volumes, 400, ec2Error("RequestExpired", "m")}, inventory.Expired, "RequestExpired"},
		"no such operation there":  {answer{keys, 400, jsonCode("UnknownOperationException", "m")}, inventory.Unsupported, "UnknownOperationException"},
		"another error":            {answer{keys, 400, jsonCode("ValidationException", "m")}, inventory.Failed, "ValidationException"},
		"a list that is not there": {answer{buckets, 404, s3Error("NoSuchBucket")}, inventory.Failed, "NoSuchBucket"},
	} {
		t.Run(name, func(t *testing.T) {
			x := exchange(tc.answer.operation, "us-east-1", inputOf[tc.answer.operation], tc.answer.status, "", tc.answer.body)
			g := gapFrom(t, x)
			if g.Reason != tc.want || g.Code != tc.code && tc.code != "" || g.Operation != tc.answer.operation || g.Message == "" {
				t.Errorf("%+v", g)
			}
		})
	}
	for kind, want := range map[string]inventory.Reason{
		"timeout": inventory.TimedOut, "no-host": inventory.Unsupported, "": inventory.Unreachable,
	} {
		x := wire.Exchange{
			Operation: keys, Region: "us-east-1", Input: json.RawMessage(inputOf[keys]), Failure: "it broke", FailureKind: kind,
		}
		if g := gapFrom(t, x); g.Reason != want || g.Operation != keys || g.Message == "" {
			t.Errorf("%q: %+v", kind, g)
		}
	}
}

// What happened on this side of the wire is no answer of AWS.
func TestWhyNothingWasAsked(t *testing.T) {
	for want, err := range map[inventory.Reason]error{
		inventory.NotRecorded: &wire.NotRecordedError{}, inventory.TurnedOff: &wire.TurnedOffError{Operation: "iam:X", Flag: "--no-x"},
		inventory.Malformed: &wire.LoopError{}, inventory.Expired: &wire.ExpiredError{}, inventory.NotReady: errNotReady,
		inventory.Interrupted: context.Canceled, inventory.TimedOut: context.DeadlineExceeded,
	} {
		call := &smithy.OperationError{ServiceID: "IAM", OperationName: "GetX", Err: err}
		g := gapOf(call, checktest.Account.Resource(), []string{"iam:ListX", "iam:GetX"})
		if g.Reason != want || g.Operation != "iam:GetX" || g.Message == "" || g.Code != "" {
			t.Errorf("%v: %+v", err, g)
		}
	}
}

var inputOf = map[string]string{
	"ec2:DescribeVolumes": `{"MaxResults":500}`, "kms:ListKeys": `{"Limit":1000}`, "s3:ListBuckets": `{"MaxBuckets":1000}`,
}

// gapFrom returns the gap that an answer leaves in the table that it is for.
func gapFrom(t *testing.T, x wire.Exchange) inventory.Gap {
	t.Helper()
	table := map[string]inventory.Handle{
		"ec2:DescribeVolumes": inventory.Volumes, "kms:ListKeys": inventory.KMSKeyList, "s3:ListBuckets": inventory.S3Buckets,
	}[x.Operation]
	plan := planOf(t, table)
	gaps := collected(plan, homeAnswered(plan.Operations(), x)).Gaps(table)
	if len(gaps) == 0 {
		t.Fatal("no gap")
	}
	return gaps[len(gaps)-1] // the other region's is not recorded
}
