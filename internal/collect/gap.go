package collect

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"

	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
)

// reasons are the error codes that services give for the same few reasons.
// Names differ between protocols and services.
var reasons = map[string]inventory.Reason{
	"AccessDenied":                     inventory.Denied,
	"AccessDeniedException":            inventory.Denied,
	"UnauthorizedOperation":            inventory.Denied,
	"AuthorizationError":               inventory.Denied,
	"AllAccessDisabled":                inventory.Denied,
	"Forbidden":                        inventory.Denied,
	"OptInRequired":                    inventory.RegionOff,
	"AuthFailure":                      inventory.RegionOff,
	"UnrecognizedClientException":      inventory.RegionOff,
	"InvalidClientTokenId":             inventory.RegionOff,
	"UnknownOperationException":        inventory.Unsupported,
	"UnsupportedOperation":             inventory.Unsupported,
	"InvalidAction":                    inventory.Unsupported,
	"SubscriptionRequiredException":    inventory.Subscription,
	"NotSignedUp":                      inventory.Subscription,
	"ReportInProgress":                 inventory.NotReady,
	"NoSuchBucket":                     inventory.Gone,
	"NoSuchEntity":                     inventory.Gone,
	"NotFound":                         inventory.Gone,
	"NonExistentQueue":                 inventory.Gone,
	"QueueDoesNotExist":                inventory.Gone,
	"RepositoryNotFoundException":      inventory.Gone,
	"ImageNotFoundException":           inventory.Gone,
	"ResourceNotFoundException":        inventory.Gone,
	"LoadBalancerNotFound":             inventory.Gone,
	"ListenerNotFound":                 inventory.Gone,
	"TargetGroupNotFound":              inventory.Gone,
	"TrailNotFoundException":           inventory.Gone,
	"WAFNonexistentItemException":      inventory.Gone,
	"ResourceNotFound":                 inventory.Gone,
	"NotFoundException":                inventory.Gone,
	"InvalidSnapshot.NotFound":         inventory.Gone,
	"InvalidVolume.NotFound":           inventory.Gone,
	"InvalidInstanceID.NotFound":       inventory.Gone,
	"InvalidLaunchTemplateId.NotFound": inventory.Gone,
}

// ofQueues begins some codes of SQS, which keeps to those from before it spoke
// JSON.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
const ofQueues = "AWS.SimpleQueueService."

// errNotReady is that AWS was still preparing an answer when the wait ended.
var errNotReady = errors.New("AWS is not ready to answer")

// gapOf says what an error of a lister means for the table at this subject.
func gapOf(err error, subject inventory.Resource, operations []string) inventory.Gap {
	g := inventory.Gap{Subject: subject, Operation: operations[0]}
	if op, ok := errors.AsType[*smithy.OperationError](err); ok {
		g.Operation = wire.OperationOf(op.Service(), op.Operation())
	}
	g.Code, g.Message = said(err)
	g.Reason = reasonOf(err, g.Code, g.Message)
	// Only a detail can vanish; a list that says so is an error.
	if g.Reason == inventory.Gone && subject.Type == inventory.AccountType {
		g.Reason = inventory.Failed
	}
	return g
}

// said returns what AWS said, or what became of the call: without the ID of the
// request, so that it is the same in every scan.
func said(err error) (code, message string) {
	if api, ok := errors.AsType[smithy.APIError](err); ok {
		return api.ErrorCode(), strings.TrimSpace(api.ErrorMessage())
	}
	if notRecorded, ok := errors.AsType[*wire.NotRecordedError](err); ok {
		return "", notRecorded.Error()
	}
	if turnedOff, ok := errors.AsType[*wire.TurnedOffError](err); ok {
		return "", turnedOff.Error()
	}
	if expired, ok := errors.AsType[*wire.ExpiredError](err); ok {
		return "", expired.Error()
	}
	switch {
	case errors.Is(err, context.Canceled):
		return "", "the scan was stopped"
	case timedOut(err):
		return "", "no answer in time"
	}
	if answer, ok := errors.AsType[*smithyhttp.ResponseError](err); ok {
		return "", strings.TrimSpace(answer.Err.Error())
	}
	if op, ok := errors.AsType[*smithy.OperationError](err); ok {
		return "", strings.TrimSpace(op.Unwrap().Error())
	}
	return "", strings.TrimSpace(err.Error())
}

// reasonOf classifies an error. One that no call returned is the lister's own:
// about an answer that it could not make sense of.
func reasonOf(err error, code, message string) inventory.Reason {
	if r, ok := ownReason(err); ok {
		return r
	}
	status := wire.HTTPStatus(err)
	r, known := reasons[strings.TrimPrefix(code, ofQueues)]
	if !known && status == http.StatusForbidden {
		r, known = inventory.Denied, true
	}
	switch {
	case r == inventory.Denied && ofOrganization(message):
		return inventory.DeniedByOrganization
	case r == inventory.Denied && ofResource(message):
		return inventory.DeniedByResource
	case r == inventory.Gone && orNoAccess(message):
		return inventory.Denied
	case known:
		return r
	case status >= http.StatusInternalServerError:
		return inventory.ServerError
	case timedOut(err):
		return inventory.TimedOut
	case wire.IsNoHost(err):
		return inventory.Unsupported
	case wire.IsStranger(err):
		return inventory.Malformed
	}
	if _, ok := errors.AsType[*smithyhttp.RequestSendError](err); ok {
		return inventory.Unreachable
	}
	_, malformed := errors.AsType[*smithy.DeserializationError](err)
	if _, called := errors.AsType[*smithy.OperationError](err); malformed || !called {
		return inventory.Malformed
	}
	return inventory.Failed
}

// ownReason is of what happened on this side of the wire, or is told by more
// than an error code.
func ownReason(err error) (inventory.Reason, bool) {
	if _, ok := errors.AsType[*wire.NotRecordedError](err); ok {
		return inventory.NotRecorded, true
	}
	if _, ok := errors.AsType[*wire.TurnedOffError](err); ok {
		return inventory.TurnedOff, true
	}
	if _, ok := errors.AsType[*wire.LoopError](err); ok {
		return inventory.Malformed, true
	}
	if _, ok := errors.AsType[*wire.ExpiredError](err); ok {
		return inventory.Expired, true
	}
	switch {
	case errors.Is(err, context.Canceled):
		return inventory.Interrupted, true
	case errors.Is(err, errNotReady):
		return inventory.NotReady, true
	case wire.IsThrottle(err):
		return inventory.Throttled, true
	case wire.IsExpired(err):
		return inventory.Expired, true
	}
	return "", false
}

func timedOut(err error) bool {
	network, ok := errors.AsType[net.Error](err)
	return errors.Is(err, context.DeadlineExceeded) || ok && network.Timeout()
}

// orNoAccess reports whether the answer may as well be a refusal: SQS has one
// for a queue that is no more and for one that it does not show.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/troubleshooting-api-errors.html
func orNoAccess(message string) bool { return strings.Contains(message, "you do not have access") }

// ofOrganization reports whether the refusal names a policy of the
// organization, which no permission within the account outweighs.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
func ofOrganization(message string) bool {
	text := strings.ToLower(message)
	return strings.Contains(text, "service control policy") || strings.Contains(text, "resource control policy")
}

// ofResource reports whether the refusal names a Deny of the resource's policy.
func ofResource(message string) bool {
	return strings.Contains(strings.ToLower(message), "explicit deny in a resource-based policy")
}
