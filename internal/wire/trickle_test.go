package wire

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// A pipe is an answer that comes bit by bit.
type pipe struct {
	pieces int // of how many bytes each, and then the end
	size   int
	every  time.Duration
	closed chan struct{}
}

func (p *pipe) Read(b []byte) (int, error) {
	if p.pieces == 0 {
		return 0, io.EOF
	}
	p.pieces--
	select {
	case <-time.After(p.every):
		return min(p.size, len(b)), nil
	case <-p.closed:
		return 0, errors.New("read on a closed body")
	}
}

func (p *pipe) Close() error { close(p.closed); return nil }

func TestAnAnswerThatTricklesIsCutShort(t *testing.T) {
	const forever = 1 << 30
	for name, tc := range map[string]struct {
		pipe pipe
		took time.Duration // until it was cut; 0 for one that comes in full
	}{
		"a byte a second":           {pipe{pieces: forever, size: 1, every: time.Second}, trickleAfter},
		"nothing":                   {pipe{pieces: 1, every: time.Hour}, trickleAfter},
		"a page, and then nothing":  {pipe{pieces: forever, size: 1 << 20, every: 2 * time.Minute}, trickleAfter},
		"slow, and it ends in time": {pipe{pieces: 2, size: 1, every: time.Second}, 0},
		"a slow line":               {pipe{pieces: 100, size: 100, every: time.Second}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := tc.pipe
				p.closed = make(chan struct{})
				b := watched(&p)
				began := time.Now()
				_, err := io.Copy(io.Discard, b)
				took := time.Since(began)
				if tc.took == 0 && err != nil || tc.took > 0 && (!errors.Is(err, errTrickle) || took != tc.took) {
					t.Errorf("%v after %v", err, took)
				}
			})
		})
	}
}

func TestAnAnswerThatTricklesIsAskedForAgain(t *testing.T) {
	var asked atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", jsonRPC)
		if asked.Add(1) > 1 {
			_, _ = io.WriteString(w, "{}")
			return
		}
		for r.Context().Err() == nil {
			_, _ = io.WriteString(w, " ")
			w.(http.Flusher).Flush()
			time.Sleep(100 * time.Millisecond)
		}
	}))
	defer server.Close()
	cfg := configAt(server.URL, Options{Client: NewRecorder(NewTransport(nil), nil)})
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if err := listKeys(ctx, cfg); err != nil || asked.Load() != 2 {
		t.Errorf("asked %d times: %v", asked.Load(), err)
	}
}
