package scan

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/yourside/yourside/checks"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/account"
	"github.com/yourside/yourside/internal/awstest"
	"github.com/yourside/yourside/internal/collect"
	"github.com/yourside/yourside/internal/wire"
)

// A pretender answers some operations with the same page, and passes the others
// on.
type pretender struct {
	next aws.HTTPClient
	page string

	mu     sync.Mutex
	passes map[string]bool // operations that it has had its turn with
	told   map[string]bool // operations that it answers
}

// Do answers the request.
func (p *pretender) Do(request *http.Request) (*http.Response, error) {
	op := awstest.OperationOf(request)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.passes[op] || request.Method == http.MethodHead {
		return p.next.Do(request)
	}
	p.told[op] = true
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"text/html"}}, Request: request,
		ContentLength: int64(len(p.page)), Body: io.NopCloser(strings.NewReader(p.page)),
	}, nil
}

// missed are the operations of the gaps that checks meet.
func missed(inv *inventory.Inventory) map[string]bool {
	all := map[string]bool{}
	for _, c := range checks.All() {
		for _, table := range c.Needs() {
			for _, g := range inv.Gaps(table) {
				all[g.Operation] = true
			}
		}
	}
	return all
}

// A page that is no answer of AWS is none to any operation: not a list without
// entries, nor a setting that is off. Those that are asked first are answered so
// first, then those that are asked about what these list, and so on.
func TestAPageOfSomebodyElseIsNoAnswerToAnyOperation(t *testing.T) {
	recording := recorded(t)
	for name, page := range map[string]string{
		"HTML": "<!DOCTYPE html><html><body>Sign in</body></html>", "null": "null", "a list": "[]", "a text": `"welcome"`, "nothing": "",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := &pretender{next: wire.NewReplayer(recording.Exchanges), page: page, passes: map[string]bool{}}
			for _, op := range slices.Concat(account.Operations, collect.RegionOperations) {
				p.passes[op] = true
			}
			for more := true; more; more = len(p.told) > 0 {
				p.told = map[string]bool{}
				_, inv := collectFrom(t, recording.Manifest, checks.All(), p)
				gaps := missed(inv)
				for op := range p.told {
					if p.passes[op] = true; !gaps[op] {
						t.Errorf("%s answers %q, and there is no gap", op, page)
					}
				}
			}
		})
	}
}
