package wire

import (
	"context"
	"errors"
	"math/rand/v2"
	"net"
	"net/http"
	"sync/atomic"
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
	renewals     = 2 // of the credentials of one call: the new ones last
	backoffFirst = 100 * time.Millisecond
	backoffMost  = 5 * time.Second
	patience     = 5 * time.Minute // with throttles, waiting for a turn aside
)

// retry is the only retry loop. A throttle is flow control: it slows the
// limiter down, and the call waits for another turn. Server errors and broken
// connections get a few attempts. Refusals are answers, and so is all that was
// recorded.
func retry(limits *limits, credentials *renewal, clock func(*atomic.Int64), o Options) middleware.FinalizeMiddleware {
	return middleware.FinalizeMiddlewareFunc("YoursideRetry", func(
		ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
	) (out middleware.FinalizeOutput, meta middleware.Metadata, err error) {
		call, _ := callOf(ctx)
		tries := tries{call: call, limit: limits.of(call), credentials: credentials}
		clock(&tries.limit.host.skew)
		for {
			if over := credentials.ended(); over != nil {
				return out, meta, over
			}
			if m := tries.limit.host.circuit.meets(); m != nil {
				return once(withAttempt(ctx, &attempt{instead: m}), in, next)
			}
			release, late := tries.limit.wait(ctx)
			if errors.Is(late, errOpen) {
				continue
			}
			if late != nil && (err == nil || errors.Is(late, context.Canceled)) {
				return out, meta, late
			}
			if late != nil {
				return out, meta, err // what AWS answered last says more
			}
			Sent(ctx)
			got, about, failed := tries.send(ctx, in, next, o)
			release()
			if errors.Is(failed, errOpen) {
				continue
			}
			out, meta, err = got, about, failed
			if err == nil || o.Recorded || !tries.again(ctx, err) {
				return out, meta, err
			}
			tries.spent += time.Since(tries.began)
		}
	})
}

// send sends the call, and notes what became of it before another one takes its
// place.
func (t *tries) send(
	ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler, o Options,
) (middleware.FinalizeOutput, middleware.Metadata, error) {
	circuit := &t.limit.host.circuit
	attempt, a, err := circuit.begin(ctx)
	if err != nil {
		return middleware.FinalizeOutput{}, middleware.Metadata{}, err
	}
	t.began = a.began
	out, meta, err := once(attempt, in, next)
	t.key = a.key
	if letBe := circuit.end(a); !letBe && err != nil {
		return out, meta, errOpen
	}
	if o.Recorded {
		return out, meta, err
	}
	if answered(err) {
		circuit.answer()
	} else if m := metWith(a, err); m != nil && circuit.fail(t.call, a, m) && o.GaveUp != nil {
		o.GaveUp(t.call)
	}
	return out, meta, err
}

// answered reports whether AWS said something, be it no.
func answered(err error) bool {
	status := HTTPStatus(err)
	return err == nil || IsThrottle(err) || status > 0 && status < http.StatusInternalServerError
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
	call                Call
	limit               *limit
	credentials         *renewal
	failures, throttles int
	renewals            int
	spent               time.Duration
	began               time.Time // the last one
	key                 string    // of the credentials that it was signed with
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
	most := worth(err)
	if IsExpired(err) && (most == 1 || t.failures > 0) {
		t.renewals++
		return t.renewals <= renewals && t.credentials.renew(ctx, t.key, err)
	}
	if isSilent(err) && t.renewals == 0 {
		t.renewals++
		return t.credentials.renew(ctx, t.key, err)
	}
	t.failures++
	if most == attemptsSlow && t.limit.host.circuit.alive(t.began) {
		most = attempts // others were answered meanwhile
	}
	if t.failures >= most {
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
	_, strange := errors.AsType[*strangeError](err)
	if errors.Is(err, context.Canceled) || errors.Is(err, errTooLarge) || strange || IsStranger(err) || ofCredentials(err) {
		return 1
	}
	// The clock of this machine is wrong: the SDK knows now by how much, and signs
	// the next attempt with the time of AWS.
	if skew, ok := errors.AsType[interface {
		error
		RetryableError() bool
	}](err); ok && skew.RetryableError() || isClock(err) {
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
	if _, malformed := errors.AsType[*smithy.DeserializationError](err); malformed {
		return attempts // it may have broken off in the middle
	}
	sent, ok := errors.AsType[*smithyhttp.RequestSendError](err)
	if !ok {
		return 1
	}
	if slow, ok := errors.AsType[net.Error](sent.Err); ok && slow.Timeout() && !errors.Is(err, errTrickle) {
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

// bucketRegion is the header in which S3 says where a bucket is.
const bucketRegion = "X-Amz-Bucket-Region"

// BucketRegion returns the region that a bucket is in by S3's answer to a call
// that was sent to another one.
func BucketRegion(err error) string {
	if response, ok := errors.AsType[*smithyhttp.ResponseError](err); ok {
		return response.HTTPResponse().Header.Get(bucketRegion)
	}
	return ""
}

// clockOf returns what sets where a call reads and notes how wrong the clock of
// this machine is. By itself each client finds out anew, and each call has its own.
func clockOf(stack *middleware.Stack) func(skew *atomic.Int64) {
	m, _ := stack.Finalize.Get("Retry")
	attempt, ok := m.(*retryer.Attempt)
	if !ok {
		return func(*atomic.Int64) {}
	}
	return func(skew *atomic.Int64) { attempt.ClientSkew = skew }
}

type sentKey struct{}

// WithSent returns a context for calls, of which it is told when each goes out:
// that it waits for its turn no longer. The one that is told may be called more
// than once for a call.
func WithSent(ctx context.Context, sent func()) context.Context {
	return context.WithValue(ctx, sentKey{}, sent)
}

// Sent tells who made the context (WithSent) that a call waits no longer.
func Sent(ctx context.Context) {
	if sent, ok := ctx.Value(sentKey{}).(func()); ok {
		sent()
	}
}
