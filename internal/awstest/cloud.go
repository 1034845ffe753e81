package awstest

import (
	"bytes"
	"context"
	"errors"
	"hash/maphash"
	"io"
	"maps"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// An Answer is what a service says to a call.
type Answer struct {
	Status      int
	ContentType string
	ErrorType   string // the header X-Amzn-Errortype
	Body        string
}

// A Cloud is AWS with one account: a client for tests within the process, and a
// server for those through the network.
type Cloud struct {
	Account interface{ Answer(Call) Answer }
	Latency time.Duration // of each call
	Limits  bool          // throttle calls beyond the rates that AWS publishes
	Slower  int           // divides these rates, as if others had the rest of them
	Faults  []Fault

	once    sync.Once
	limits  *limits
	mu      sync.Mutex
	asked   map[uint64]int // how often each call, by the hash of its key
	seed    maphash.Seed
	refused int
	calls   int
}

// Do answers a request within the process.
func (c *Cloud) Do(r *http.Request) (*http.Response, error) {
	call, err := ReadCall(r)
	if err != nil {
		return nil, err
	}
	time.Sleep(c.Latency)
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	n, attempt := c.count(call)
	if c.Limits && !c.limits.allow(call) {
		c.refuse()
		return Throttled(call.Operation).Response(call.Operation), nil
	}
	for _, f := range c.Faults {
		if f.strikes(call, n, attempt) {
			if f.Kind == Throttle {
				c.refuse()
			}
			return f.respond(r, call, c.Account.Answer(call))
		}
	}
	return c.Account.Answer(call).response(), nil
}

// count returns how many calls there were, and how many of them were this one.
func (c *Cloud) count(call Call) (all, same int) {
	c.once.Do(func() { c.limits, c.asked, c.seed = newLimits(c.Slower), map[uint64]int{}, maphash.MakeSeed() })
	key := maphash.String(c.seed, call.key())
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls++
	c.asked[key]++
	return c.calls, c.asked[key]
}

func (c *Cloud) refuse() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.refused++
}

// Calls returns how many calls there were, how many of them were throttled, and
// how many asked what was asked before, apart from those that were.
func (c *Cloud) Calls() (all, throttled, again int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.calls, c.refused, c.calls - len(c.asked) - c.refused
}

// Floor is the least time in which the calls that there were could be made
// within a share of the limits.
func (c *Cloud) Floor(share float64) time.Duration { return c.limits.floor(share) }

// ServeHTTP answers a request through the network.
func (c *Cloud) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	response, err := c.Do(r)
	if err != nil {
		reset(w, err)
		return
	}
	defer response.Body.Close()
	maps.Copy(w.Header(), response.Header)
	w.Header().Set("Content-Length", strconv.FormatInt(response.ContentLength, 10))
	w.WriteHeader(response.StatusCode)
	to := io.Writer(w)
	if f, ok := w.(http.Flusher); ok {
		to = flushed{w, f}
	}
	if _, err := io.Copy(to, response.Body); err != nil {
		panic(http.ErrAbortHandler) // ends the connection in the midst of the body
	}
}

// flushed writes what there is of a body at once.
type flushed struct {
	io.Writer
	http.Flusher
}

func (f flushed) Write(p []byte) (int, error) {
	n, err := f.Writer.Write(p)
	f.Flush()
	return n, err
}

// reset ends the connection without an answer, as a host does that is gone.
// What the server itself cannot make sense of is an error of the test.
func reset(w http.ResponseWriter, err error) {
	if network := (*net.OpError)(nil); !errors.As(err, &network) && !errors.Is(err, context.Canceled) {
		http.Error(w, err.Error(), http.StatusNotImplemented)
		return
	}
	hijacker, ok := w.(http.Hijacker)
	if !ok {
		panic(http.ErrAbortHandler)
	}
	connection, _, err := hijacker.Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := connection.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // without it the end would be a polite one
	}
	_ = connection.Close()
}

// requestID is the header by which an answer without a body is known for one of
// S3.
const requestID = "X-Amz-Request-Id"

func (a Answer) response() *http.Response {
	header := http.Header{"Content-Type": {a.ContentType}, requestID: {"r"}}
	if a.ErrorType != "" {
		header.Set("X-Amzn-Errortype", a.ErrorType)
	}
	return &http.Response{
		StatusCode: a.Status, Status: http.StatusText(a.Status), Header: header,
		ContentLength: int64(len(a.Body)), Body: io.NopCloser(bytes.NewReader([]byte(a.Body))),
	}
}
