//go:build unix

package policy

import (
	"testing"
	"time"

	"github.com/yourside/yourside/checks/check/checktest"
)

// slowest is far above what a question takes the processors on its own, since
// tests share their caches with others; the benchmarks tell the time.
const slowest = 300 * time.Millisecond

func TestNoPolicyTakesLong(t *testing.T) {
	for name, text := range tangles {
		t.Run(name, func(t *testing.T) {
			best := map[string]time.Duration{}
			for range 3 {
				for what, took := range timed(t, text) {
					if was, ok := best[what]; !ok || took < was {
						best[what] = took
					}
				}
			}
			for what, took := range best {
				if took > slowest {
					t.Errorf("%s takes %v", what, took)
				}
			}
		})
	}
}

func timed(t *testing.T, text string) map[string]time.Duration {
	t.Helper()
	var d *Document
	took := map[string]time.Duration{}
	took["Parse"] = checktest.Processor(t, func() {
		var err error
		if d, err = Parse(text); err != nil {
			t.Fatal(err)
		}
	})
	for what, ask := range questions(d) {
		took[what] = checktest.Processor(t, ask)
	}
	return took
}
