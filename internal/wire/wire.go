// Package wire is what lies between the collectors and AWS: one HTTP transport,
// a guard that lets only declared operations out, the limits and the retry loop,
// and the recording and replaying of exchanges.
package wire

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go/middleware"
)

// A Call is one operation with its arguments: what is guarded, limited,
// recorded and replayed.
type Call struct {
	Operation string // "ec2:DescribeVolumes"
	Region    string
	Input     string // the arguments as JSON, keys sorted, absent ones left out
}

func (c Call) compare(o Call) int {
	return cmp.Or(cmp.Compare(c.Operation, o.Operation), cmp.Compare(c.Region, o.Region), cmp.Compare(c.Input, o.Input))
}

// Options say how a scan talks to AWS.
type Options struct {
	Allowed []string // the operations that may be called
	// TurnedOff are operations that the user forbids, with the flag that says so.
	TurnedOff map[string]string
	// Once, if set, lets each operation be called a single time.
	Once     *Asked
	InFlight int // the most calls at a time; 0 for the usual number
	// Share is how much to take of what AWS allows, up to 1; 0 for the usual.
	Share float64
	// GaveUp, if set, is told when a service does not answer in the region of the
	// call any more, so that its other calls are not made.
	GaveUp func(Call)
	// Recorded says that the answers are those of a recording: nobody must be
	// spared, and a second attempt changes nothing.
	Recorded bool
	// Resumed, if set, is a recording whose answers are not asked for again.
	Resumed *Journal
	Client  aws.HTTPClient // NewTransport, a Recorder or a Replayer
}

// Install makes every client built from the configuration go through the
// guard, the limits and the retry loop. The SDK's own retries are off: they
// give up under throttling, which is flow control and not failure.
func Install(cfg *aws.Config, o Options) {
	allowed := map[string]bool{}
	for _, op := range o.Allowed {
		allowed[op] = true
	}
	limits, asked, credentials := newLimits(o), newPages(), newRenewal(cfg.Credentials)
	limits.over = credentials.over
	if cfg.Credentials != nil {
		cfg.Credentials = credentials
	}
	if tell := o.GaveUp; tell != nil {
		var one sync.Mutex
		o.GaveUp = func(c Call) {
			one.Lock()
			defer one.Unlock()
			tell(c)
		}
	}
	cfg.HTTPClient = o.Client
	cfg.Retryer = func() aws.Retryer { return aws.NopRetryer{} }
	cfg.APIOptions = append(cfg.APIOptions, func(stack *middleware.Stack) error {
		ask := retry(limits, credentials, clockOf(stack), o)
		if o.Resumed != nil {
			ask = unlessTold(o.Resumed, ask)
		}
		return errors.Join(
			addFirst(stack.Initialize, guard(allowed, asked, o)),
			stack.Deserialize.Add(recognise(), middleware.After),
			stack.Finalize.Add(homeOnly(cfg), middleware.After),
			stack.Finalize.Insert(ask, "Retry", middleware.Before),
		)
	})
}

// addFirst adds what comes before all else, once it is known which operation
// this is: some clients say so from the start, some by a step of their own.
func addFirst(step *middleware.InitializeStep, m middleware.InitializeMiddleware) error {
	const named = "RegisterServiceMetadata"
	if _, ok := step.Get(named); ok {
		return step.Insert(m, named, middleware.After)
	}
	return step.Add(m, middleware.Before)
}

// OperationOf returns an operation's name in reports and policies' sources:
// the SDK's package name, a colon and the operation.
func OperationOf(serviceID, operation string) string {
	return strings.ToLower(strings.ReplaceAll(serviceID, " ", "")) + ":" + operation
}

// A ForbiddenError is a call that the guard refused: an error of ours, since
// collectors declare what they call.
type ForbiddenError struct{ Operation string }

func (e *ForbiddenError) Error() string {
	return e.Operation + " is not an operation that this scan may call"
}

// A TurnedOffError is a call that the user forbids.
type TurnedOffError struct{ Operation, Flag string }

func (e *TurnedOffError) Error() string {
	return e.Operation + " was turned off by " + e.Flag
}

// guard refuses every operation that was not declared, before it is
// serialised, let alone signed. It also puts the Call into the context.
func guard(allowed map[string]bool, asked *pages, o Options) middleware.InitializeMiddleware {
	return middleware.InitializeMiddlewareFunc("YoursideGuard", func(
		ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
	) (middleware.InitializeOutput, middleware.Metadata, error) {
		op := OperationOf(awsmiddleware.GetServiceID(ctx), awsmiddleware.GetOperationName(ctx))
		if flag, off := o.TurnedOff[op]; off {
			return middleware.InitializeOutput{}, middleware.Metadata{}, &TurnedOffError{op, flag}
		}
		if !allowed[op] {
			return middleware.InitializeOutput{}, middleware.Metadata{}, &ForbiddenError{op}
		}
		if o.Once != nil && !o.Once.first(op) {
			return middleware.InitializeOutput{}, middleware.Metadata{}, &TurnedOffError{op, "asking once"}
		}
		input, err := canonical(in.Parameters)
		if err != nil {
			return middleware.InitializeOutput{}, middleware.Metadata{}, fmt.Errorf("%s: %w", op, err)
		}
		call := Call{op, awsmiddleware.GetRegion(ctx), input}
		if !asked.first(call) {
			return middleware.InitializeOutput{}, middleware.Metadata{}, &LoopError{op}
		}
		return next.HandleInitialize(withCall(ctx, call), in)
	})
}

type callKey struct{}

func withCall(ctx context.Context, c Call) context.Context {
	return context.WithValue(ctx, callKey{}, c)
}

func callOf(ctx context.Context) (Call, bool) {
	c, ok := ctx.Value(callKey{}).(Call)
	return c, ok
}

// canonical writes the arguments so that the same call always has the same
// text, whatever fields a later SDK adds.
func canonical(parameters any) (string, error) {
	raw, err := json.Marshal(parameters)
	if err != nil {
		return "", err
	}
	var fields map[string]any
	if err := json.Unmarshal(raw, &fields); err != nil {
		return "", err
	}
	withoutAbsent(fields)
	raw, err = json.Marshal(fields)
	return string(raw), err
}

// withoutAbsent takes the fields away that were not set, at any depth.
func withoutAbsent(v any) {
	switch v := v.(type) {
	case map[string]any:
		for name, field := range v {
			if field == nil || field == "" {
				delete(v, name)
				continue
			}
			withoutAbsent(field)
		}
	case []any:
		for _, element := range v {
			withoutAbsent(element)
		}
	}
}
