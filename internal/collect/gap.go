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
	"ExpiredToken":                     inventory.Expired,
	"ExpiredTokenException":            inventory.Expired,
	"RequestExpired":                   inventory.Expired,
	"UnknownOperationException":        inventory.Unsupported,
	"UnsupportedOperation":             inventory.Unsupported,
	"InvalidAction":                    inventory.Unsupported,
	"SubscriptionRequiredException":    inventory.Subscription,
	"NotSignedUp":                      inventory.Subscription,
	"ReportInProgress":                 inventory.NotReady,
	"NoSuchBucket":                     inventory.Gone,
	"NoSuchEntity":                     inventory.Gone,
	"LoadBalancerNotFound":             inventory.Gone,
	"ListenerNotFound":                 inventory.Gone,
	"TrailNotFoundException":           inventory.Gone,
	"NotFoundException":                inventory.Gone,
	"InvalidSnapshot.NotFound":         inventory.Gone,
	"InvalidVolume.NotFound":           inventory.Gone,
	"InvalidInstanceID.NotFound":       inventory.Gone,
	"InvalidLaunchTemplateId.NotFound": inventory.Gone,
}

// errNotReady is that AWS was still preparing an answer when the wait ended.
var errNotReady = errors.New("AWS is not ready to answer")

// gapOf says what an error of a lister means for the table at this subject. An
// error that no call returned is the lister's own: about an answer that it
// could not make sense of.
func gapOf(err error, subject inventory.Resource, operations []string) inventory.Gap {
	g := inventory.Gap{Subject: subject, Reason: inventory.Malformed, Message: err.Error()}
	if len(operations) > 0 {
		g.Operation = operations[0]
	}
	if op, ok := errors.AsType[*smithy.OperationError](err); ok {
		g.Operation = wire.OperationOf(op.Service(), op.Operation())
		g.Reason, g.Message = inventory.Failed, op.Unwrap().Error()
	}
	if answer, ok := errors.AsType[*smithyhttp.ResponseError](err); ok {
		g.Message = answer.Err.Error() // without the ID of the request
	}
	var (
		api         smithy.APIError
		notRecorded *wire.NotRecordedError
		turnedOff   *wire.TurnedOffError
		sent        *smithyhttp.RequestSendError
		malformed   *smithy.DeserializationError
		network     net.Error
	)
	switch {
	case errors.As(err, &notRecorded):
		g.Reason, g.Message = inventory.NotRecorded, notRecorded.Error()
	case errors.As(err, &turnedOff):
		g.Reason, g.Message = inventory.TurnedOff, turnedOff.Error()
	case errors.Is(err, context.Canceled):
		g.Reason, g.Message = inventory.Interrupted, "the scan was stopped"
	case errors.Is(err, errNotReady):
		g.Reason = inventory.NotReady
	case wire.IsThrottle(err):
		g.Reason = inventory.Throttled
	case errors.As(err, &api):
		g.Code, g.Message = api.ErrorCode(), api.ErrorMessage()
		if r, ok := reasons[g.Code]; ok {
			g.Reason = r
		} else if wire.HTTPStatus(err) == http.StatusForbidden {
			g.Reason = inventory.Denied
		}
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		g.Reason, g.Message = inventory.TimedOut, "no answer in time"
	case errors.As(err, &malformed):
		g.Reason = inventory.Malformed
	case errors.As(err, &sent):
		g.Reason = inventory.Unreachable
	}
	if g.Code == "" && errors.As(err, &api) {
		g.Code, g.Message = api.ErrorCode(), api.ErrorMessage()
	}
	// Only a detail can vanish; a list that says so is an error.
	if g.Reason == inventory.Gone && subject.Type == inventory.AccountType {
		g.Reason = inventory.Failed
	}
	g.Message = strings.TrimSpace(g.Message)
	return g
}
