//go:build e2e

package e2e

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"sync"
	"testing"
)

// A memory answers what was asked before as it was answered, since the mock is
// slow. It also tells when so many calls have come.
type memory struct {
	mu      sync.Mutex
	answers map[string]*httptest.ResponseRecorder
	asked   map[string]int
	calls   int
	due     int
	then    func()
}

// remember has the front remember until the test ends.
func (p *proxy) remember(t *testing.T) *memory {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.memory = &memory{answers: map[string]*httptest.ResponseRecorder{}, asked: map[string]int{}}
	t.Cleanup(func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.memory = nil
	})
	return p.memory
}

// at has something done when so many calls have come from now on.
func (m *memory) at(calls int, then func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.calls, m.due, m.then = 0, calls, then
}

// forget returns which calls came, sorted, and begins anew.
func (m *memory) forget() (calls []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	calls = slices.Sorted(maps.Keys(m.asked))
	m.asked, m.calls, m.due = map[string]int{}, 0, 0
	return calls
}

// scope is the day, the region and the service in a signature.
var scope = regexp.MustCompile(`Credential=\w+/\d+/([\w-]+/[\w-]+)/`)

func (m *memory) serve(w http.ResponseWriter, r *http.Request, body string, mock http.Handler) {
	call := r.Method + " " + r.URL.RequestURI() + " " + r.Header.Get("X-Amz-Target") + " " + body
	if signed := scope.FindStringSubmatch(r.Header.Get("Authorization")); signed != nil {
		call = signed[1] + " " + call
	}
	m.mu.Lock()
	m.asked[call]++
	m.calls++
	if m.calls == m.due {
		m.then()
	}
	answer := m.answers[call]
	m.mu.Unlock()
	if answer == nil {
		answer = httptest.NewRecorder()
		mock.ServeHTTP(answer, r)
		m.mu.Lock()
		m.answers[call] = answer
		m.mu.Unlock()
	}
	maps.Copy(w.Header(), answer.Header())
	w.WriteHeader(answer.Code)
	_, _ = w.Write(answer.Body.Bytes()) // whoever asked may be gone
}
