package wire

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"golang.org/x/time/rate"
)

// together runs so many calls at once, and returns how long all took.
func together(n int, call func()) time.Duration {
	began := time.Now()
	var all sync.WaitGroup
	for range n {
		all.Go(call)
	}
	all.Wait()
	return time.Since(began)
}

// near reports whether a time is as it should be, but for rounding.
func near(got, want time.Duration) bool { return (got - want).Abs() < 20*time.Millisecond }

func describeKey(ctx context.Context, cfg aws.Config) error {
	_, err := kms.NewFromConfig(cfg).DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: aws.String("k")})
	return err
}

func TestThePaceIsThatOfTheServiceInItsRegion(t *testing.T) {
	elsewhere := func(cfg aws.Config) aws.Config { cfg.Region = "us-east-1"; return cfg }
	for name, tc := range map[string]struct {
		first  int // calls of sts:GetCallerIdentity, begun before
		n      int
		call   func(context.Context, aws.Config) error
		at     func(aws.Config) aws.Config
		option Options
		want   time.Duration
	}{
		"a burst":                       {n: startBurst, call: ask, want: 0},
		"more than a burst":             {n: startBurst + 3*startRate, call: ask, want: 3 * time.Second},
		"as AWS publishes it":           {n: 120 + 60, call: listBuckets, want: time.Second / 2},
		"of one operation, if it is so": {n: 1200, call: describeKey, want: 0},
		"beside a busy service":         {first: 100, n: startBurst, call: listKeys, want: 0},
		"beside a busy region":          {first: 100, n: startBurst, call: ask, at: elsewhere, want: 0},
		"of a recording":                {n: 1000, call: ask, option: Options{Recorded: true}, want: 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				end := &wireEnd{answer: func(_ int, r *http.Request) (*http.Response, error) {
					if r.Header.Get("Content-Type") == jsonRPC {
						return answer(200, jsonRPC, "{}")
					}
					return answer(200, "", "<x/>")
				}}
				tc.option.Client = NewRecorder(end, nil)
				cfg := config(tc.option)
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				for range tc.first {
					go func() { _ = ask(ctx, cfg) }()
				}
				synctest.Wait()
				if tc.at != nil {
					cfg = tc.at(cfg)
				}
				if took := together(tc.n, func() { _ = tc.call(ctx, cfg) }); !near(took, tc.want) {
					t.Errorf("%d calls took %v, want %v", tc.n, took, tc.want)
				}
			})
		})
	}
}

func TestARegionThatDoesNotAnswerHoldsUpNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		var waiting atomic.Int64
		end := &wireEnd{answer: func(_ int, r *http.Request) (*http.Response, error) {
			if r.URL.Host == "kms.eu-west-1.amazonaws.com" {
				waiting.Add(1)
				<-r.Context().Done()
				return nil, r.Context().Err()
			}
			return answer(200, jsonRPC, "{}")
		}}
		o := through(end)
		o.InFlight = inFlightPublished + 1
		cfg := config(o)
		for range 200 {
			go func() { _ = listKeys(ctx, cfg) }()
		}
		synctest.Wait()
		if n := waiting.Load(); n != inFlightPublished {
			t.Errorf("%d calls wait at one region, want %d", n, inFlightPublished)
		}
		cfg.Region = "us-east-1"
		if took := together(50, func() {
			if err := listKeys(ctx, cfg); err != nil {
				t.Error(err)
			}
		}); took != 0 {
			t.Errorf("the other region took %v", took)
		}
		cancel()
	})
}

func TestNoMoreCallsThanAskedForAreUnderWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var now, most atomic.Int64
		end := &wireEnd{answer: func(int, *http.Request) (*http.Response, error) {
			most.Store(max(most.Load(), now.Add(1)))
			time.Sleep(time.Second)
			now.Add(-1)
			return answer(200, jsonRPC, "{}")
		}}
		o := through(end)
		o.InFlight = 5
		cfg := config(o)
		if took := together(20, func() { _ = listKeys(t.Context(), cfg) }); took != 4*time.Second || most.Load() != 5 {
			t.Errorf("20 calls of a second took %v, %d at a time", took, most.Load())
		}
	})
}

// The server allows less than we begin with, and nobody knows.
func TestCallsThatWaitSlowDownToo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const allowed, calls = 4, 200
		server := rate.NewLimiter(allowed, allowed)
		var throttled atomic.Int64
		end := &wireEnd{answer: func(int, *http.Request) (*http.Response, error) {
			if !server.Allow() {
				throttled.Add(1)
				return answer(400, query, `<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>`)
			}
			return identity()
		}}
		cfg := config(through(end))
		took := together(calls, func() {
			if err := whoAmI(t.Context(), cfg); err != nil {
				t.Error(err)
			}
		})
		if floor := calls / allowed * time.Second; took > floor*3/2 {
			t.Errorf("took %v, the server would have allowed %v", took, floor)
		}
		if n := throttled.Load(); n > calls/2 {
			t.Errorf("%d throttles for %d calls", n, calls)
		}
	})
}

// pace returns how many calls a second the limit lets through now.
func pace(t *testing.T, l *limit) float64 {
	t.Helper()
	for l.bucket.Tokens() >= 1 {
		pass(t, l)
	}
	pass(t, l)
	began := time.Now()
	pass(t, l)
	return float64(time.Second) / float64(time.Since(began))
}

func pass(t *testing.T, l *limit) {
	t.Helper()
	release, err := l.wait(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	release()
}

func about(got, want float64) bool { return got > want*0.95 && got < want*1.05 }

func TestThrottlesOfOneBurstSlowDownOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimits(Options{}).of(Call{Operation: "sts:GetCallerIdentity", Region: "eu-west-1"})
		for range 10 {
			l.slowDown()
			time.Sleep(slowDownAtMost / 11)
		}
		if got := pace(t, l); !about(got, startRate*slowDownBy) {
			t.Errorf("%.1f calls a second after a burst of throttles, want %.1f", got, startRate*slowDownBy)
		}
		time.Sleep(slowDownAtMost)
		l.slowDown()
		if n := l.bucket.Tokens(); n >= 1 {
			t.Errorf("%.1f calls may still go out at once after a throttle", n)
		}
		if got := pace(t, l); !about(got, startRate*slowDownBy*slowDownBy) {
			t.Errorf("%.1f calls a second after another throttle", got)
		}
		for range 100 {
			time.Sleep(slowDownAtMost)
			l.slowDown()
		}
		if got := pace(t, l); !about(got, slowest) {
			t.Errorf("%.2f calls a second at the slowest, want %.2f", got, slowest)
		}
	})
}

func TestThePaceGrowsAgainWhileNothingIsThrottled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimits(Options{}).of(Call{Operation: "sts:GetCallerIdentity", Region: "eu-west-1"})
		l.slowDown()
		slow := pace(t, l)
		time.Sleep(speedUpAfter)
		if got := pace(t, l); !about(got, slow+speedUpBy) {
			t.Errorf("%.1f calls a second after a second, %.1f before", got, slow)
		}
		for range 30 {
			time.Sleep(speedUpAfter)
			pass(t, l)
		}
		if got := pace(t, l); !about(got, startRate*fastestOfStart) {
			t.Errorf("%.1f calls a second at the fastest, want %d", got, startRate*fastestOfStart)
		}
	})
}

func TestThePaceIsNotPushedBeforeAThrottleWasSeen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimits(Options{}).of(Call{Operation: "sts:GetCallerIdentity", Region: "eu-west-1"})
		for range 30 {
			time.Sleep(speedUpAfter)
			pass(t, l)
		}
		if got := pace(t, l); !about(got, startRate) {
			t.Errorf("%.1f calls a second, want %d", got, startRate)
		}
	})
}

func TestWhoWaitsForATurnLeavesWhenTheScanEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimits(Options{}).of(Call{Operation: "sts:GetCallerIdentity", Region: "eu-west-1"})
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(950*time.Millisecond, cancel)
		var left atomic.Int64
		took := together(1000, func() {
			release, err := l.wait(ctx)
			if err == nil {
				release()
				return
			}
			if !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
			left.Add(1)
		})
		if took != 950*time.Millisecond || left.Load() != 1000-startBurst-startRate+1 {
			t.Errorf("%d left after %v", left.Load(), took)
		}
		if len(l.first) > 0 || l.places[0].free != inFlightUnknown || l.places[1].free != InFlight {
			t.Errorf("of the places %d, %d and %d are left", 1-len(l.first), l.places[0].free, l.places[1].free)
		}
	})
}

func TestWhoLeavesGivesBackThePlaceItHad(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		all := newLimits(Options{InFlight: 1})
		release, err := all.of(Call{Operation: "sts:GetCallerIdentity", Region: "eu-west-1"}).wait(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		other := all.of(Call{Operation: "sts:GetCallerIdentity", Region: "us-east-1"})
		if _, err := other.wait(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("a second call went out: %v", err)
		}
		release()
		if of, all := other.places[0].free, other.places[1].free; of != inFlightUnknown || all != 1 {
			t.Errorf("of the places %d and %d are left", of, all)
		}
	})
}

func TestWhatIsTakenIsNoMoreThanTheShareOfWhatAWSPublishes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimits(Options{Share: 0.5}).of(Call{Operation: "ec2:DescribeVolumes", Region: "eu-west-1"})
		l.slowDown()
		for range 30 {
			time.Sleep(speedUpAfter)
			pass(t, l)
		}
		if got := pace(t, l); !about(got, 10) {
			t.Errorf("%.1f calls a second of 20", got)
		}
	})
}

func TestWhoMakesACallIsToldWhenItGoesOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end := &wireEnd{answer: func(int, *http.Request) (*http.Response, error) {
			time.Sleep(time.Second)
			return answer(200, jsonRPC, "{}")
		}}
		o := through(end)
		o.InFlight = 1
		cfg := config(o)
		began := time.Now()
		go func() { _ = listKeys(t.Context(), cfg) }()
		synctest.Wait()
		var out time.Duration
		if err := listKeys(WithSent(t.Context(), func() { out = time.Since(began) }), cfg); err != nil {
			t.Fatal(err)
		}
		if out != time.Second {
			t.Errorf("it was told after %v, when the first call had its answer after a second", out)
		}
	})
}
