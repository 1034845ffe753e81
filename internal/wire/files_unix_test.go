//go:build unix

package wire

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

const fewFiles = "YOURSIDE_TEST_FEW_FILES"

// With 64 open files a scan of many hosts is slower, and completes. The limit is
// of a process, so this is one of its own.
func TestFewOpenFilesAreEnough(t *testing.T) {
	if os.Getenv(fewFiles) != "" {
		askManyHosts(t)
		return
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), program, "-test.run=^TestFewOpenFilesAreEnough$", "-test.v")
	c.Env = append(os.Environ(), fewFiles+"=1")
	if out, err := c.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func askManyHosts(t *testing.T) {
	const hosts, each = 100, 3
	var now, most atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if n := now.Add(1); n > most.Load() {
			most.Store(n)
		}
		time.Sleep(5 * time.Millisecond)
		now.Add(-1)
		w.Header().Set("Content-Type", jsonRPC)
		_, _ = io.WriteString(w, "{}")
	}))
	defer server.Close()
	// The server's end of each connection is one of these too.
	limit := syscall.Rlimit{Cur: 64, Max: 64}
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		t.Fatal(err)
	}
	client := NewTransport(nil)
	client.Transport.(*Patient).DialContext = dialTo(server.Listener.Addr().String())
	cfg := configAt("http://example:80", Options{Client: NewRecorder(client, nil), Share: 1})
	var all sync.WaitGroup
	for h := range hosts {
		at := cfg.Copy()
		at.Region = fmt.Sprintf("eu-west-%d", h)
		at.BaseEndpoint = aws.String(fmt.Sprintf("http://host-%d.example:80", h))
		for range each {
			all.Go(func() {
				if err := listKeys(t.Context(), at); err != nil {
					t.Error(err)
				}
			})
		}
	}
	all.Wait()
	if n := most.Load(); n > fewConnections {
		t.Errorf("%d calls were under way", n)
	}
}
