package wire

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

const (
	// openAfter is how many attempts in a row make a circuit open. At the rate at
	// which AWS fails at its worst among good answers they do not come together.
	openAfter = 12
	// openAbout is how many calls those must have been for, or buckets of S3: one
	// that is broken says nothing of the others.
	openAbout = 3
)

// errOpen is that a call is not worth waiting for a turn.
var errOpen = errors.New("the service does not answer in this region")

// A circuit opens when a service in a region does not answer any more: it fails
// or there is silence, call after call. From then on its calls meet at once with
// what the last one met with, so that the scan does not wait for each, and the
// report is the same whichever went first. Throttles and refusals are answers.
type circuit struct {
	mu       sync.Mutex
	answered time.Time       // when the last answer came
	failed   int             // attempts since
	about    map[string]bool // what these were for
	met      *met            // what calls meet with while it is open
	open     chan struct{}   // closed while it is open
	underWay map[*attempt]bool
}

func newCircuit() circuit {
	return circuit{about: map[string]bool{}, open: make(chan struct{}), underWay: map[*attempt]bool{}}
}

// begin begins an attempt, which ends with its context, unless the circuit has
// opened since the call had its turn.
func (c *circuit) begin(ctx context.Context) (context.Context, *attempt, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.met != nil {
		return ctx, nil, errOpen
	}
	a := &attempt{began: time.Now()}
	ctx, a.stop = context.WithCancel(context.WithValue(ctx, attemptKey{}, a))
	c.underWay[a] = true
	return ctx, a, nil
}

// end ends an attempt, and reports whether it was let be: not stopped because
// the circuit opened meanwhile.
func (c *circuit) end(a *attempt) bool {
	a.stop()
	c.mu.Lock()
	defer c.mu.Unlock()
	letBe := c.underWay[a]
	delete(c.underWay, a)
	return letBe
}

// opened is closed when the circuit opens.
func (c *circuit) opened() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.open
}

// alive reports whether AWS has answered since.
func (c *circuit) alive(since time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.answered.After(since)
}

// meets returns what calls meet with, if the circuit is open.
func (c *circuit) meets() *met {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.met
}

// answer notes that AWS answers. One that was given up may come back while
// earlier calls are still under way.
func (c *circuit) answer() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.answered = time.Now()
	c.failed = 0
	clear(c.about)
	if c.met != nil {
		c.met, c.open = nil, make(chan struct{})
	}
}

// fail notes what an attempt met with, and reports whether that opened the
// circuit. Of attempts that began before the last answer the answer says more:
// those that get none end long after it, one right after the other.
func (c *circuit) fail(call Call, a *attempt, with *met) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !a.began.After(c.answered) || c.met != nil {
		return false
	}
	c.failed++
	c.about[subjectOf(call)] = true
	if c.failed < openAfter || len(c.about) < openAbout {
		return false
	}
	c.met = with
	close(c.open)
	// What began earlier may only be slow. What took its place since then would
	// take as long again to fail.
	for other := range c.underWay {
		if other.began.After(a.began) {
			delete(c.underWay, other)
			other.stop()
		}
	}
	return true
}

// subjectOf returns what a call is about: the bucket, where each has a host of
// its own, and otherwise the call itself.
func subjectOf(c Call) string {
	var of struct{ Bucket string }
	if strings.HasPrefix(c.Operation, "s3:") && json.Unmarshal([]byte(c.Input), &of) == nil && of.Bucket != "" {
		return of.Bucket
	}
	return c.Operation + " " + c.Input
}

// met is what an attempt met with instead of a useful answer: a failure of AWS,
// or none at all.
type met struct {
	failure *failure
	status  int
	header  http.Header
	body    []byte
}

// metWith returns what an attempt without an answer met with, or nil if that was
// on this side.
func metWith(a *attempt, err error) *met {
	if a.failed != nil {
		return a.failed
	}
	sent, ok := errors.AsType[*smithyhttp.RequestSendError](err)
	if !ok || errors.Is(err, errTooLarge) || IsStranger(err) {
		return nil
	}
	return &met{failure: failureOf(sent.Err)}
}

// An attempt is one time that a call is sent.
type attempt struct {
	began   time.Time
	stop    func()
	key     string // of the credentials that it is signed with
	instead *met   // what it meets with, without being sent
	failed  *met   // what AWS failed with
}

type attemptKey struct{}

func withAttempt(ctx context.Context, a *attempt) context.Context {
	return context.WithValue(ctx, attemptKey{}, a)
}

func attemptOf(ctx context.Context) *attempt {
	a, ok := ctx.Value(attemptKey{}).(*attempt)
	if !ok {
		return &attempt{}
	}
	return a
}

// keep keeps a failure of AWS, which others may meet with too.
func (a *attempt) keep(r *smithyhttp.Response) error {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return &smithy.DeserializationError{Err: err}
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	a.failed = &met{status: r.StatusCode, header: r.Header, body: body}
	return nil
}

// do sends a request, unless it meets with something without that.
func do(client aws.HTTPClient, request *http.Request) (*http.Response, error) {
	m := attemptOf(request.Context()).instead
	switch {
	case m == nil:
		return client.Do(request)
	case m.failure != nil:
		return nil, m.failure
	}
	return &http.Response{
		StatusCode: m.status, Status: http.StatusText(m.status), Header: m.header.Clone(), Request: request,
		ContentLength: int64(len(m.body)), Body: io.NopCloser(bytes.NewReader(m.body)),
	}, nil
}
