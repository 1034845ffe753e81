package wire

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

const (
	attempts     = 4 // for server errors, timeouts and resets
	backoffFirst = 100 * time.Millisecond
	backoffMost  = 5 * time.Second
	callDeadline = 5 * time.Minute // throttles are waited out until then
)

// retry is the only retry loop. A throttle is flow control: it slows the
// limiter down and is waited out until the call's deadline. Server errors and
// broken connections get a few attempts. Refusals are answers.
func retry(limits *limits) middleware.FinalizeMiddleware {
	return middleware.FinalizeMiddlewareFunc("YoursideRetry", func(
		ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
	) (out middleware.FinalizeOutput, meta middleware.Metadata, err error) {
		ctx, cancel := context.WithTimeout(ctx, callDeadline)
		defer cancel()
		call, _ := callOf(ctx)
		limit := limits.of(call)
		request, _ := in.Request.(*smithyhttp.Request)
		for failures, throttles := 0, 0; ; {
			release, waitErr := limit.wait(ctx)
			if waitErr != nil {
				if err == nil {
					err = waitErr
				}
				return out, meta, err
			}
			attempt := in
			if request != nil {
				r := request.Clone()
				if rewindErr := r.RewindStream(); rewindErr != nil {
					release()
					return out, meta, rewindErr
				}
				attempt.Request = r
			}
			out, meta, err = next.HandleFinalize(ctx, attempt)
			release()
			switch {
			case err == nil:
				return out, meta, nil
			case IsThrottle(err):
				limit.slowDown()
				throttles++
				pause(ctx, throttles)
			case passing(err) && failures+1 < attempts:
				failures++
				pause(ctx, failures)
			default:
				return out, meta, err
			}
			if ctx.Err() != nil {
				return out, meta, err
			}
		}
	})
}

// pause waits with full jitter, longer after every failure.
func pause(ctx context.Context, n int) {
	most := min(backoffFirst<<min(n, 10), backoffMost)
	t := time.NewTimer(rand.N(most))
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}

var throttleCodes = map[string]bool{
	"Throttling": true, "ThrottlingException": true, "ThrottledException": true, "RequestThrottled": true,
	"RequestThrottledException": true, "TooManyRequestsException": true, "RequestLimitExceeded": true,
	"BandwidthLimitExceeded": true, "LimitExceededException": true, "SlowDown": true, "PriorRequestNotComplete": true,
	"EC2ThrottledException": true,
}

// IsThrottle reports whether AWS asked for fewer calls.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
func IsThrottle(err error) bool {
	if api := smithy.APIError(nil); errors.As(err, &api) {
		return throttleCodes[api.ErrorCode()]
	}
	return false
}

// passing reports whether the same call may well succeed a moment later.
func passing(err error) bool {
	var recorded *failure
	if errors.As(err, &recorded) || errors.Is(err, context.Canceled) {
		return false
	}
	if status := HTTPStatus(err); status >= http.StatusInternalServerError {
		return true
	}
	if api := smithy.APIError(nil); errors.As(err, &api) {
		return api.ErrorCode() == "RequestTimeout" || api.ErrorCode() == "RequestTimeTooSkewed"
	}
	var sent *smithyhttp.RequestSendError
	return errors.As(err, &sent)
}

// HTTPStatus returns the status that came with the error, or 0.
func HTTPStatus(err error) int {
	var response *smithyhttp.ResponseError
	if errors.As(err, &response) {
		return response.HTTPStatusCode()
	}
	return 0
}
