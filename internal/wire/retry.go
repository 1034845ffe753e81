package wire

import (
	"context"
	"errors"
	"math/rand/v2"
	"net"
	"net/http"
	"time"

	retryer "github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

const (
	attempts     = 4 // where AWS fails or the connection breaks
	attemptsSlow = 2 // where there is no answer in time, which took long enough
	attemptsSkew = 2 // where the first one showed what time it is
	backoffFirst = 100 * time.Millisecond
	backoffMost  = 5 * time.Second
	patience     = 5 * time.Minute // with throttles, waiting for a turn aside
)

// retry is the only retry loop. A throttle is flow control: it slows the
// limiter down, and the call waits for another turn. Server errors and broken
// connections get a few attempts. Refusals are answers, and so is all that was
// recorded.
func retry(limits *limits, recorded bool) middleware.FinalizeMiddleware {
	return middleware.FinalizeMiddlewareFunc("YoursideRetry", func(
		ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
	) (out middleware.FinalizeOutput, meta middleware.Metadata, err error) {
		call, _ := callOf(ctx)
		tries := tries{limit: limits.of(call)}
		for {
			release, late := tries.limit.wait(ctx)
			if late != nil && (err == nil || errors.Is(late, context.Canceled)) {
				return out, meta, late
			}
			if late != nil {
				return out, meta, err // what AWS answered last says more
			}
			began := time.Now()
			out, meta, err = once(ctx, in, next)
			release()
			if err == nil || recorded || !tries.again(ctx, err) {
				return out, meta, err
			}
			tries.spent += time.Since(began)
		}
	})
}

// once sends the request, which may have been sent before; what is signed is a
// clone that the SDK makes.
func once(
	ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
) (middleware.FinalizeOutput, middleware.Metadata, error) {
	if request, ok := in.Request.(*smithyhttp.Request); ok {
		if err := request.RewindStream(); err != nil {
			return middleware.FinalizeOutput{}, middleware.Metadata{}, err
		}
	}
	return next.HandleFinalize(ctx, in)
}

// tries is what became of one call so far.
type tries struct {
	limit               *limit
	failures, throttles int
	spent               time.Duration
}

// again reports whether to try once more, and waits before that.
func (t *tries) again(ctx context.Context, err error) bool {
	if IsThrottle(err) {
		t.limit.slowDown()
		t.throttles++
		if t.spent > patience {
			return false
		}
		pause(ctx, t.throttles)
		return true
	}
	t.failures++
	if t.failures >= worth(err) {
		return false
	}
	pause(ctx, t.failures)
	return true
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
	if api, ok := errors.AsType[smithy.APIError](err); ok && throttleCodes[api.ErrorCode()] {
		return true
	}
	return HTTPStatus(err) == http.StatusTooManyRequests
}

// worth returns how often a call that met with this error is tried in all: more
// than once if it may well succeed a moment later.
func worth(err error) int {
	if errors.Is(err, context.Canceled) || errors.Is(err, errTooLarge) || ofCredentials(err) {
		return 1
	}
	// The clock of this machine is wrong: the SDK knows now by how much, and signs
	// the next attempt with the time of AWS.
	if skew, ok := errors.AsType[interface {
		error
		RetryableError() bool
	}](err); ok && skew.RetryableError() {
		return attemptsSkew
	}
	if HTTPStatus(err) >= http.StatusInternalServerError {
		return attempts
	}
	if api, ok := errors.AsType[smithy.APIError](err); ok {
		if api.ErrorCode() == "RequestTimeout" {
			return attempts
		}
		return 1
	}
	sent, ok := errors.AsType[*smithyhttp.RequestSendError](err)
	if !ok {
		return 1
	}
	if slow, ok := errors.AsType[net.Error](sent.Err); ok && slow.Timeout() {
		return attemptsSlow
	}
	return attempts
}

// ofCredentials reports whether this is an error of another operation: of one
// that was to bring the credentials to sign with, and was retried on its own.
func ofCredentials(err error) bool {
	_, other := errors.AsType[*smithy.OperationError](err)
	_, retried := errors.AsType[*retryer.MaxAttemptsError](err)
	return other || retried
}

// HTTPStatus returns the status that came with the error, or 0.
func HTTPStatus(err error) int {
	if response, ok := errors.AsType[*smithyhttp.ResponseError](err); ok {
		return response.HTTPStatusCode()
	}
	return 0
}
