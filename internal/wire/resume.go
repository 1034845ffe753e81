package wire

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
)

// unlessTold asks AWS only what the scan before this one was not told for good.
// What it was told needs no turn: nobody is called.
func unlessTold(j *Journal, ask middleware.FinalizeMiddleware) middleware.FinalizeMiddleware {
	return middleware.FinalizeMiddlewareFunc("YoursideResume", func(
		ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
	) (middleware.FinalizeOutput, middleware.Metadata, error) {
		call, _ := callOf(ctx)
		if x, ok := j.take(call); ok {
			if out, meta, err := once(context.WithValue(ctx, toldKey{}, x), in, next); forGood(err) {
				if told, ok := ctx.Value(listingKey{}).(*atomic.Bool); ok {
					told.Store(true)
				}
				return out, meta, err
			}
		}
		return ask.HandleFinalize(ctx, in, next)
	})
}

type listingKey struct{}

// Afresh calls list, which makes calls that build on each other. If that fails
// for what the scan before this one was told, it is called once more, and since
// nothing is told twice, all is asked of AWS: the way to the next page of a
// list, or a report, may be gone after a while.
func Afresh(ctx context.Context, list func(context.Context) error, stale func(error) bool) error {
	var told atomic.Bool
	err := list(context.WithValue(ctx, listingKey{}, &told))
	if err == nil || !told.Load() || !stale(err) {
		return err
	}
	return list(ctx)
}

type toldKey struct{}

func toldEarlier(ctx context.Context) (Exchange, bool) {
	x, ok := ctx.Value(toldKey{}).(Exchange)
	return x, ok
}

// absences are the words in error codes that say that something is not there.
var absences = []string{"NoSuch", "NotFound", "NonExistent", "DoesNotExist"}

// forGood reports whether what AWS answered stands: it answered the question,
// or said that what it is about is not there. Any other error may be gone when
// it is asked again, with other credentials, permissions or luck.
func forGood(err error) bool {
	if err == nil {
		return true
	}
	api, ok := errors.AsType[smithy.APIError](err)
	return ok && slices.ContainsFunc(absences, func(word string) bool { return strings.Contains(api.ErrorCode(), word) })
}
