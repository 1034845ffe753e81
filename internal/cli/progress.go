package cli

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/yourside/yourside/internal/scan"
	"github.com/yourside/yourside/internal/wire"
)

// A teller says on the standard error how a scan goes.
type teller struct {
	w     io.Writer
	quiet bool
	live  bool // whether somebody watches, and a line may be rewritten
}

func newTeller(w io.Writer, quiet bool) teller {
	_, live := watched(w)
	return teller{w, quiet, live && obeys() && !quiet}
}

func (t teller) line(format string, args ...any) {
	if !t.quiet {
		fmt.Fprintln(t.w, printable(fmt.Sprintf(format, args...)))
	}
}

// manyRegions is from how many regions on they are counted and not named.
const manyRegions = 4

// begin says what is scanned, with the name of the account if it may be named.
func (t teller) begin(s *scan.Scan, named bool, checks int, accepted string) {
	name := s.Identity.ID
	if s.Identity.Alias != "" && named {
		name += " (" + s.Identity.Alias + ")"
	}
	where := strings.Join(s.Regions, ", ")
	if len(s.Regions) >= manyRegions || len(s.Regions) == 0 {
		where = fmt.Sprintf("%d regions", len(s.Regions))
	}
	t.line("scanning account %s as %s in %s with %d checks%s", name, s.Identity.ARN, where, checks, accepted)
}

// gaveUp says why the scan does not ask for the rest.
func (t teller) gaveUp(c wire.Call) {
	service, _, _ := strings.Cut(c.Operation, ":")
	t.line("%s does not answer in %s, so it is not asked any more: what it was not asked is UNKNOWN", service, c.Region)
}

// lineWidth is what fits on every terminal.
const lineWidth = 79

// watch rewrites one line while the scan runs, and clears it when it is told to
// stop.
func (t teller) watch(s *scan.Scan, calls *calls) (stop func()) {
	if !t.live {
		return func() {}
	}
	end, ended := make(chan struct{}), make(chan struct{})
	began := time.Now()
	go func() {
		defer close(ended)
		tick := time.NewTicker(200 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-end:
				fmt.Fprintf(t.w, "\r%*s\r", lineWidth, "")
				return
			case <-tick.C:
				done, all := s.Tables()
				fmt.Fprintf(t.w, "\r%-*s", lineWidth, fmt.Sprintf("%d of %d tables, %d calls, %d regions, %.0f s",
					done, all, calls.n.Load(), len(s.Regions), time.Since(began).Seconds()))
			}
		}
	}()
	return func() { close(end); <-ended }
}

// calls counts the requests that pass to the next client.
type calls struct {
	next aws.HTTPClient
	n    atomic.Int64
}

// Do sends the request.
func (c *calls) Do(r *http.Request) (*http.Response, error) {
	c.n.Add(1)
	return c.next.Do(r)
}
