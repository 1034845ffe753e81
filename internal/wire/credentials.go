package wire

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// expiredCodes are how services say that the credentials of a call have expired.
var expiredCodes = map[string]bool{
	"ExpiredToken": true, "ExpiredTokenException": true, "RequestExpired": true, "TokenRefreshRequired": true,
}

// IsExpired reports whether AWS refused the call as its credentials have expired.
func IsExpired(err error) bool {
	api, ok := errors.AsType[smithy.APIError](err)
	return ok && expiredCodes[api.ErrorCode()]
}

// isSilent reports whether the answer may be that the credentials have expired:
// one to HEAD has no body that would say so, only the status. S3 has it for calls
// that were signed for another region than the bucket's too, but names that region.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
func isSilent(err error) bool {
	api, ok := errors.AsType[smithy.APIError](err)
	return ok && HTTPStatus(err) == http.StatusBadRequest && api.ErrorCode() == "BadRequest" && BucketRegion(err) == ""
}

// isClock reports whether what has expired is rather the time of the request, by
// the clock of this machine: EC2 has one code for both, and does not say which.
func isClock(err error) bool {
	api, ok := errors.AsType[smithy.APIError](err)
	response, responded := errors.AsType[*smithyhttp.ResponseError](err)
	if !ok || api.ErrorCode() != "RequestExpired" || !responded {
		return false
	}
	theirs, err := http.ParseTime(response.HTTPResponse().Header.Get("Date"))
	return err == nil && time.Since(theirs).Abs() > clockWrong
}

// clockWrong is how far a clock may be off before AWS minds: a little less.
const clockWrong = 4 * time.Minute

// An ExpiredError is that the credentials have expired and there are no others:
// what is left of the scan cannot be asked.
type ExpiredError struct{ answer error }

func (e *ExpiredError) Error() string { return "the credentials have expired and could not be renewed" }

// Unwrap returns what AWS answered to the call that it was first noticed at, if
// it was by an answer. All others are as that one.
func (e *ExpiredError) Unwrap() error { return e.answer }

// A renewal gives out the credentials of a scan. Those that AWS says have
// expired it renews, once for all calls that hear of it. If that fails, or AWS
// knows better than the provider, who gives out the same again, it is over.
type renewal struct {
	provider aws.CredentialsProvider
	over     chan struct{} // closed when there are no more credentials

	renewing chan struct{} // held by the call that renews; others wait for it
	mu       sync.Mutex
	key      string // of those given out last
	why      error
}

func newRenewal(p aws.CredentialsProvider) *renewal {
	return &renewal{provider: p, over: make(chan struct{}), renewing: make(chan struct{}, 1)}
}

// ended returns why there are no more credentials, if there are none.
func (r *renewal) ended() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.why
}

func (r *renewal) last() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.key
}

func (r *renewal) end(answer error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.why == nil {
		r.why = &ExpiredError{answer}
		close(r.over)
	}
}

// Retrieve returns the credentials to sign a call with.
func (r *renewal) Retrieve(ctx context.Context) (aws.Credentials, error) {
	if err := r.ended(); err != nil {
		return aws.Credentials{}, err
	}
	c, err := r.provider.Retrieve(ctx)
	if err != nil {
		// Signing in says itself what is wrong. Later each call would try in vain.
		if r.last() == "" || ctx.Err() != nil {
			return c, err
		}
		// A call that renews them knows what AWS said.
		select {
		case r.renewing <- struct{}{}:
			r.end(nil)
			<-r.renewing
		case <-ctx.Done():
			return c, ctx.Err()
		}
		return c, r.ended()
	}
	r.note(c)
	attemptOf(ctx).key = keyOf(c)
	return c, nil
}

func (r *renewal) note(c aws.Credentials) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.key = keyOf(c)
}

func keyOf(c aws.Credentials) string { return c.AccessKeyID + " " + c.SessionToken }

// renew reports whether there are other credentials than those with the key,
// with which AWS answered that they have expired. If it only may have meant that,
// and there are no others, nothing is over.
func (r *renewal) renew(ctx context.Context, key string, answer error) bool {
	select {
	case r.renewing <- struct{}{}:
	case <-ctx.Done():
		return false
	}
	defer func() { <-r.renewing }()
	if r.ended() != nil {
		return false
	}
	if r.last() != key {
		return true // somebody else was here before
	}
	if cache, ok := r.provider.(interface{ Invalidate() }); ok {
		cache.Invalidate()
	}
	c, err := r.provider.Retrieve(ctx)
	if ctx.Err() != nil {
		return false
	}
	if err != nil || keyOf(c) == key {
		if IsExpired(answer) {
			r.end(answer)
		}
		return false
	}
	r.note(c)
	return true
}
