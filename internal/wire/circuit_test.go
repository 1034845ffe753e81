package wire

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/google/go-cmp/cmp"
)

// key is a call about one key.
func key(ctx context.Context, cfg aws.Config, n int) error {
	_, err := kms.NewFromConfig(cfg).DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: aws.String(fmt.Sprint(n))})
	return err
}

// versioning is a call about one bucket.
func versioning(ctx context.Context, cfg aws.Config, bucket string) error {
	_, err := s3.NewFromConfig(cfg).GetBucketVersioning(ctx, &s3.GetBucketVersioningInput{Bucket: &bucket})
	return err
}

func head(ctx context.Context, cfg aws.Config, bucket string) error {
	_, err := s3.NewFromConfig(cfg).HeadBucket(ctx, &s3.HeadBucketInput{Bucket: &bucket})
	return err
}

func encryption(ctx context.Context, cfg aws.Config, bucket string) error {
	_, err := s3.NewFromConfig(cfg).GetBucketEncryption(ctx, &s3.GetBucketEncryptionInput{Bucket: &bucket})
	return err
}

// silence is what a host answers that takes connections and never says a thing.
func silence(r *http.Request) (*http.Response, error) {
	select {
	case <-r.Context().Done():
		return nil, r.Context().Err()
	case <-time.After(30 * time.Second):
		return nil, errSlow
	}
}

// each makes the calls all at once, and returns what became of them, by number.
func each(n int, call func(i int) error) ([]error, time.Duration) {
	began := time.Now()
	errs := make([]error, n)
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { errs[i] = call(i) })
	}
	all.Wait()
	return errs, time.Since(began)
}

// texts returns the different things that errors say.
func texts(errs []error) []string {
	var all []string
	for _, err := range errs {
		all = append(all, fmt.Sprint(err))
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func TestAServiceThatNeverAnswersInARegionHoldsUpNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end := &wireEnd{answer: func(_ int, r *http.Request) (*http.Response, error) {
			if r.URL.Host == "kms.eu-west-1.amazonaws.com" {
				return silence(r)
			}
			return answer(200, jsonRPC, "{}")
		}}
		o := through(end)
		var gaveUp []string
		o.GaveUp = func(c Call) { gaveUp = append(gaveUp, c.Operation+" "+c.Region) }
		cfg := config(o)
		elsewhere := cfg.Copy()
		elsewhere.Region = "us-east-1"
		errs, took := each(1000, func(i int) error {
			if i%2 == 0 {
				return key(t.Context(), elsewhere, i)
			}
			return key(t.Context(), cfg, i)
		})
		if took > 35*time.Second {
			t.Errorf("took %v", took)
		}
		for i, err := range errs {
			if i%2 == 0 && err != nil {
				t.Fatalf("a call elsewhere: %v", err)
			}
			if i%2 == 1 && (err == nil || !strings.HasSuffix(err.Error(), "no answer in time")) {
				t.Fatalf("%v", err)
			}
		}
		if n := len(end.seen()); n > 500+2*inFlightPublished {
			t.Errorf("%d requests", n)
		}
		if want := []string{"kms:DescribeKey eu-west-1"}; !slices.Equal(gaveUp, want) {
			t.Errorf("gave up %q, want %q", gaveUp, want)
		}
	})
}

func TestFewCallsThatNobodyAnswersAreEachTriedTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end := &wireEnd{answer: func(_ int, r *http.Request) (*http.Response, error) { return silence(r) }}
		cfg := config(through(end))
		if _, took := each(5, func(i int) error { return key(t.Context(), cfg, i) }); took > 65*time.Second || len(end.seen()) != 10 {
			t.Errorf("%d requests in %v", len(end.seen()), took)
		}
	})
}

// Whether a call was the first to fail or was never sent, its gap is the same.
func TestAServiceThatAlwaysFailsIsGivenUpWithWhatItSaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end := &wireEnd{answer: func(int, *http.Request) (*http.Response, error) {
			time.Sleep(50 * time.Millisecond)
			return answer(500, jsonRPC, `{"__type":"KMSInternalException","message":"try again"}`)
		}}
		recording := begun(t)
		cfg := config(Options{Client: NewRecorder(end, recording)})
		errs, took := each(1000, func(i int) error { return key(t.Context(), cfg, i) })
		if took > 5*time.Second {
			t.Errorf("took %v", took)
		}
		want := []string{"operation error KMS: DescribeKey, https response error StatusCode: 500, RequestID: , KMSInternalException: try again"}
		if diff := cmp.Diff(want, texts(errs)); diff != "" {
			t.Error(diff)
		}
		if n := len(end.seen()); n < openAfter || n > openAfter+4*inFlightPublished {
			t.Errorf("%d requests", n)
		}
		// A replay of the recording knows of every call, sent or not.
		if n := len(kept(t, recording)); n != 1000 {
			t.Errorf("%d exchanges were recorded, want 1000", n)
		}
	})
}

func TestWhoWaitsForATurnAtAServiceThatIsGivenUpLeaves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end := &wireEnd{answer: func(int, *http.Request) (*http.Response, error) { return answer(500, jsonRPC, "{}") }}
		cfg := config(through(end))
		// 60 calls a second are let through, which would be 16 s.
		errs, took := each(1000, func(i int) error { return grants(t.Context(), cfg, i) })
		if took > 2*time.Second || slices.Contains(errs, nil) {
			t.Errorf("took %v", took)
		}
	})
}

func grants(ctx context.Context, cfg aws.Config, n int) error {
	_, err := kms.NewFromConfig(cfg).ListGrants(ctx, &kms.ListGrantsInput{KeyId: aws.String(fmt.Sprint(n))})
	return err
}

func TestABucketThatDoesNotAnswerSaysNothingOfOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end := &wireEnd{answer: func(_ int, r *http.Request) (*http.Response, error) {
			if strings.HasPrefix(r.URL.Host, "bad") {
				return silence(r)
			}
			return answer(200, restXML, "<VersioningConfiguration/>")
		}}
		cfg := config(through(end))
		errs, took := each(60, func(i int) error { // two buckets, and three things to ask of each
			bad := fmt.Sprintf("bad-%d", i%2)
			switch i % 3 {
			case 0:
				return versioning(t.Context(), cfg, bad)
			case 1:
				return head(t.Context(), cfg, bad)
			default:
				return encryption(t.Context(), cfg, bad)
			}
		})
		if took > 65*time.Second || slices.Contains(errs, nil) {
			t.Errorf("took %v: %v", took, texts(errs))
		}
		if errs, _ := each(100, func(i int) error { return versioning(t.Context(), cfg, fmt.Sprintf("good-%d", i)) }); slices.ContainsFunc(errs, failed) {
			t.Errorf("good buckets: %v", texts(errs))
		}
	})
}

func TestAllBucketsOfARegionThatDoesNotAnswerAreGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end := &wireEnd{answer: func(_ int, r *http.Request) (*http.Response, error) { return silence(r) }}
		cfg := config(through(end))
		if errs, took := each(1000, func(i int) error { return versioning(t.Context(), cfg, fmt.Sprintf("b-%d", i)) }); took > 65*time.Second || slices.Contains(errs, nil) {
			t.Errorf("took %v", took)
		}
	})
}

// That this side ended it is nothing to report of the account.
func TestACallThatIsStoppedAsTheServiceIsGivenUpMeetsWithWhatOthersMet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end := &wireEnd{answer: func(_ int, r *http.Request) (*http.Response, error) { return silence(r) }}
		cfg := config(through(end))
		go each(openAfter, func(i int) error { return key(t.Context(), cfg, i) })
		time.Sleep(10 * time.Second)
		began := time.Now()
		err := key(t.Context(), cfg, openAfter)
		if err == nil || !strings.HasSuffix(err.Error(), "no answer in time") {
			t.Errorf("%v", err)
		}
		if took := time.Since(began); took != 20*time.Second {
			t.Errorf("it waited %v, and the others failed after 20s", took)
		}
	})
}

func TestACallWhoseTurnComesAsTheServiceIsGivenUpIsNotSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end := &wireEnd{answer: func(int, *http.Request) (*http.Response, error) { return answer(500, jsonRPC, "{}") }}
		cfg := config(through(end))
		var sent int
		ctx := WithSent(t.Context(), func() { // it has its turn, and the others are faster
			each(20, func(i int) error { return key(t.Context(), cfg, i) })
			sent = len(end.seen())
		})
		if err := key(ctx, cfg, 20); HTTPStatus(err) != 500 {
			t.Errorf("%v", err)
		}
		if n := len(end.seen()); n != sent || n < openAfter {
			t.Errorf("%d requests, and %d when it had its turn", n, sent)
		}
	})
}

func failed(err error) bool { return err != nil }

func TestRefusalsAndThrottlesAreAnswers(t *testing.T) {
	for name, code := range map[string]string{"refusals": "AccessDeniedException", "throttles": "ThrottlingException", "slow down": "SlowDown"} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				status := 400
				if code == "SlowDown" {
					status = 503
				}
				end := &wireEnd{answer: func(n int, _ *http.Request) (*http.Response, error) {
					if code == "AccessDeniedException" || n <= 300 {
						return answer(status, jsonRPC, `{"__type":"`+code+`"}`)
					}
					return answer(200, jsonRPC, "{}")
				}}
				o := through(end)
				o.GaveUp = func(Call) { t.Error("given up") }
				cfg := config(o)
				each(100, func(i int) error { return key(t.Context(), cfg, i) })
				if n := len(end.seen()); n < 100 {
					t.Errorf("%d requests", n)
				}
			})
		})
	}
}

// One of twenty calls fails, in every way there is. None is lost, and the scan
// does not take much longer than the limits make it anyhow.
func TestFailuresAmongGoodAnswersLoseNothing(t *testing.T) {
	for name, fault := range map[string]func(*http.Request) (*http.Response, error){
		"500":   func(*http.Request) (*http.Response, error) { return answer(500, jsonRPC, "{}") },
		"503":   func(*http.Request) (*http.Response, error) { return answer(503, jsonRPC, "") },
		"reset": func(*http.Request) (*http.Response, error) { return nil, reset },
		"cut":   func(*http.Request) (*http.Response, error) { return answer(200, jsonRPC, `{"KeyMetadata":{"KeyId`) },
		"a broken connection in the body": func(*http.Request) (*http.Response, error) {
			return broken(io.ErrUnexpectedEOF)
		},
		"a trickle": func(*http.Request) (*http.Response, error) {
			time.Sleep(trickleAfter)
			return broken(errTrickle)
		},
		"silence": silence,
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var mu sync.Mutex
				random := rand.New(rand.NewPCG(1, 2))
				var faults atomic.Int64
				end := &wireEnd{answer: func(_ int, r *http.Request) (*http.Response, error) {
					mu.Lock()
					bad, latency := random.IntN(20) == 0, time.Duration(20+random.IntN(80))*time.Millisecond
					mu.Unlock()
					if bad {
						faults.Add(1)
						return fault(r)
					}
					time.Sleep(latency)
					return answer(200, jsonRPC, "{}")
				}}
				o := through(end)
				o.GaveUp = func(c Call) { t.Errorf("%s was given up", c.Operation) }
				cfg := config(o)
				const calls = 1000
				errs, took := each(calls, func(i int) error { return grants(t.Context(), cfg, i) })
				if slices.ContainsFunc(errs, failed) {
					t.Errorf("lost: %v", texts(errs))
				}
				allowed := published["kms"].rate * Share
				if clean := time.Duration(float64(calls) / allowed * float64(time.Second)); took > 2*clean && name != "silence" {
					t.Errorf("took %v, without faults %v", took, clean)
				}
				if faults.Load() < calls/40 {
					t.Errorf("only %d faults", faults.Load())
				}
			})
		})
	}
}

// Those that nobody answers all end long after the others, one after another.
func TestSilenceAmongGoodAnswersIsNoReasonToGiveUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end := &wireEnd{answer: func(n int, r *http.Request) (*http.Response, error) {
			if n%10 == 0 && n <= 400 {
				return silence(r)
			}
			time.Sleep(50 * time.Millisecond)
			return answer(200, jsonRPC, "{}")
		}}
		o := through(end)
		o.GaveUp = func(Call) { t.Error("given up") }
		cfg := config(o)
		if errs, _ := each(400, func(i int) error { return key(t.Context(), cfg, i) }); slices.ContainsFunc(errs, failed) {
			t.Errorf("lost: %v", texts(errs))
		}
	})
}

var reset = &net.OpError{Op: "read", Net: "tcp", Err: os.NewSyscallError("read", syscall.ECONNRESET)}

// broken is an answer that breaks off.
func broken(err error) (*http.Response, error) {
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {jsonRPC}},
		Body: io.NopCloser(io.MultiReader(strings.NewReader(`{"Grants":`), iotest.ErrReader(err))),
	}, nil
}

// What was under way when a service was given up may be answered after all.
func TestAServiceThatAnswersAgainIsAskedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end := &wireEnd{answer: func(n int, _ *http.Request) (*http.Response, error) {
			switch {
			case n == 1:
				time.Sleep(20 * time.Second)
			case time.Since(epoch) < 15*time.Second:
				return answer(500, jsonRPC, "{}")
			}
			return answer(200, jsonRPC, "{}")
		}}
		cfg := config(through(end))
		epoch = time.Now()
		go func() { _ = key(t.Context(), cfg, 0) }()
		synctest.Wait()
		each(100, func(i int) error { return key(t.Context(), cfg, i) })
		before := len(end.seen())
		if err := key(t.Context(), cfg, 100); err == nil || len(end.seen()) > before {
			t.Errorf("the service was not given up: %v", err)
		}
		time.Sleep(20 * time.Second)
		if err := key(t.Context(), cfg, 101); err != nil {
			t.Error(err)
		}
	})
}

var epoch time.Time
