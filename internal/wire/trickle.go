package wire

import (
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// trickleAfter is how long an answer may dawdle once it has begun. AWS sends
	// pages as they are, so these are connections that are about to break.
	trickleAfter = 3 * time.Second
	trickleLeast = 64 // bytes a second
)

// errTrickle is an answer that began and comes too slowly to end.
var errTrickle error = &failure{text: "no answer in time", kind: timeout}

// A Patient is a transport whose answers break when they trickle. Without it one
// would take as long as an attempt may, which is the whole scan of others.
type Patient struct{ *http.Transport }

// RoundTrip sends the request.
func (p *Patient) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := p.Transport.RoundTrip(r)
	if err == nil {
		response.Body = watched(response.Body)
	}
	return response, err
}

// A body is one that is closed when it trickles, which ends the read that waits.
type body struct {
	io.ReadCloser
	came atomic.Int64 // bytes, since the last look
	slow atomic.Bool

	mu    sync.Mutex
	watch *time.Timer
}

func watched(of io.ReadCloser) *body {
	b := &body{ReadCloser: of}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.watch = time.AfterFunc(trickleAfter, b.look)
	return b
}

func (b *body) look() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.came.Swap(0) >= int64(trickleLeast*trickleAfter/time.Second) {
		b.watch.Reset(trickleAfter)
		return
	}
	b.slow.Store(true)
	_ = b.ReadCloser.Close() // the read that waits says what is wrong
}

// Read reads what came.
func (b *body) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.came.Add(int64(n))
	if err != nil && err != io.EOF && b.slow.Load() {
		err = errTrickle
	}
	return n, err
}

// Close ends the watch too.
func (b *body) Close() error {
	b.watch.Stop()
	return b.ReadCloser.Close()
}
