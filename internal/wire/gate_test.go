package wire

import (
	"context"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// Forty calls that nothing follows wait when a chain of three begins. Behind
// them it would take 13 s with four places, and three of those would be idle at
// the end.
func TestWhatOthersHaveToFollowGoesFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end := &wireEnd{answer: func(int, *http.Request) (*http.Response, error) {
			time.Sleep(time.Second)
			return identity()
		}}
		cfg := config(Options{Recorded: true, InFlight: 4, Client: NewRecorder(end, nil)})
		began := time.Now()
		var all sync.WaitGroup
		for range 40 {
			all.Go(func() { _ = ask(t.Context(), cfg) })
		}
		synctest.Wait() // until they are under way, or wait
		for rest := range 3 {
			if err := ask(WithRest(t.Context(), 2-rest), cfg); err != nil {
				t.Error(err)
			}
		}
		all.Wait()
		if took := time.Since(began); took != 11*time.Second {
			t.Errorf("it took %v, and 43 calls at 4 places need no more than 11s", took)
		}
	})
}

func TestWhoComesFirstGoesFirstAmongEquals(t *testing.T) {
	g := newGate(1)
	here := g.ask(0)
	var waiting []*ticket
	for _, rest := range []int{0, 1, 0, 2, 1} {
		waiting = append(waiting, g.ask(rest))
	}
	for _, i := range []int{3, 1, 4, 0, 2} {
		g.leave(here)
		here = waiting[i]
		select {
		case <-here.in:
		default:
			t.Fatalf("number %d is not let in when it is its turn", i)
		}
	}
}

func TestWhoStopsWaitingIsNotLetInLater(t *testing.T) {
	g := newGate(1)
	here, gone, next := g.ask(0), g.ask(5), g.ask(0)
	g.leave(gone)
	g.leave(here)
	select {
	case <-gone.in:
		t.Error("it was let in after it had left")
	case <-next.in:
	default:
		t.Error("the next one was not let in")
	}
	if g.leave(next); g.free != 1 {
		t.Errorf("%d places are left of one", g.free)
	}
	if restOf(context.Background()) != 0 {
		t.Error("a call of which nothing is known goes before others")
	}
}
