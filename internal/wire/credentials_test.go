package wire

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go"
)

// A wallet gives out a new session each time, or at its end an error.
type wallet struct {
	asked    atomic.Int64
	sessions int64 // how many there are
	lasts    time.Duration
}

func (w *wallet) Retrieve(context.Context) (aws.Credentials, error) {
	n := w.asked.Add(1)
	time.Sleep(100 * time.Millisecond) // calls go on meanwhile
	if n > w.sessions {
		return aws.Credentials{}, errors.New("sign in again")
	}
	c := aws.Credentials{AccessKeyID: "AKID", SecretAccessKey: "s", SessionToken: fmt.Sprintf("session-%d", n)}
	if w.lasts > 0 {
		c.CanExpire, c.Expires = true, time.Now().Add(w.lasts)
	}
	return c, nil
}

// expires refuses the first session after so many requests.
func expires(after int) answers {
	return func(n int, r *http.Request) (*http.Response, error) {
		time.Sleep(20 * time.Millisecond)
		if n > after && r.Header.Get("X-Amz-Security-Token") == "session-1" {
			return answer(400, jsonRPC, `{"__type":"ExpiredTokenException","message":"The security token included in the request is expired"}`)
		}
		return answer(200, jsonRPC, "{}")
	}
}

const session = 600 // calls

func TestCredentialsThatExpireInAScanAreRenewedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end, purse := &wireEnd{answer: expires(session / 2)}, &wallet{sessions: 2}
		cfg := signedBy(through(end), aws.NewCredentialsCache(purse))
		errs, _ := each(session, func(i int) error { return grants(t.Context(), cfg, i) })
		if slices.ContainsFunc(errs, failed) {
			t.Errorf("lost: %v", texts(errs))
		}
		if n := purse.asked.Load(); n != 2 {
			t.Errorf("credentials were asked for %d times, want 2", n)
		}
	})
}

// S3 answers HEAD without a body: that the token has expired is a bare 400.
func TestAHeadThatMayHaveExpiredIsTriedWithNewCredentials(t *testing.T) {
	for name, tc := range map[string]struct {
		sessions int64 // that there are
		region   string
		refused  string // the session that S3 refuses, all if empty
		asked    int64  // how often for credentials
		fine     bool
	}{
		"it had":                  {sessions: 2, refused: "session-1", asked: 2, fine: true},
		"it had not":              {sessions: 9, asked: 2},
		"there are no others":     {sessions: 1, asked: 2},
		"the bucket is elsewhere": {sessions: 9, region: "af-south-1", asked: 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				purse := &wallet{sessions: tc.sessions}
				end := &wireEnd{answer: func(_ int, r *http.Request) (*http.Response, error) {
					if r.Method != http.MethodHead || !strings.HasPrefix(r.Header.Get("X-Amz-Security-Token"), tc.refused) {
						out, err := answer(200, jsonRPC, "{}")
						out.Header.Set(requestID, "r")
						return out, err
					}
					out, err := answer(400, "application/xml", "")
					out.Header.Set(requestID, "r")
					if tc.region != "" {
						out.Header.Set(bucketRegion, tc.region)
					}
					return out, err
				}}
				cfg := signedBy(through(end), aws.NewCredentialsCache(purse))
				_, err := s3.NewFromConfig(cfg).HeadBucket(t.Context(), &s3.HeadBucketInput{Bucket: aws.String("b")})
				if (err == nil) != tc.fine || BucketRegion(err) != tc.region {
					t.Errorf("error %v, in region %q", err, BucketRegion(err))
				}
				if n := purse.asked.Load(); n != tc.asked {
					t.Errorf("credentials were asked for %d times, want %d", n, tc.asked)
				}
			})
		})
	}
}

func signedBy(o Options, p aws.CredentialsProvider) aws.Config {
	o.Allowed = operations
	cfg := aws.Config{Region: "eu-west-1", Credentials: p}
	Install(&cfg, o)
	return cfg
}

func TestCredentialsThatCannotBeRenewedEndTheScanAtOnce(t *testing.T) {
	static := aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: "AKID", SecretAccessKey: "s", SessionToken: "session-1"}, nil
	})
	for name, provider := range map[string]aws.CredentialsProvider{
		"the same again": static,
		"an error":       aws.NewCredentialsCache(&wallet{sessions: 1}),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				end := &wireEnd{answer: expires(session / 2)}
				cfg := signedBy(through(end), provider)
				errs, took := each(session, func(i int) error { return grants(t.Context(), cfg, i) })
				if n := len(end.seen()); n > session/2+inFlightPublished {
					t.Errorf("%d requests, the credentials lasted for %d", n, session/2)
				}
				// At 60 calls a second the rest would take another 5 s.
				if took > 6*time.Second {
					t.Errorf("took %v", took)
				}
				if lost := len(slices.DeleteFunc(slices.Clone(errs), func(err error) bool { return err == nil })); lost != session/2 {
					t.Errorf("%d calls were lost, want %d", lost, session/2)
				}
				for _, err := range errs {
					if api, ok := errors.AsType[smithy.APIError](err); err != nil && (!ok || api.ErrorCode() != "ExpiredTokenException") {
						t.Fatalf("%v", err)
					}
				}
				// A call that has its turn already is not signed in vain.
				if _, err := cfg.Credentials.Retrieve(t.Context()); !errors.As(err, new(*ExpiredError)) {
					t.Errorf("after the end: %v", err)
				}
			})
		})
	}
}

// Where the provider knows when its credentials end, AWS never says so.
func TestAProviderThatHasNoMoreIsNotAskedByEachCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end := &wireEnd{answer: func(int, *http.Request) (*http.Response, error) { return answer(200, jsonRPC, "{}") }}
		purse := &wallet{sessions: 1, lasts: 3 * time.Second}
		cfg := signedBy(through(end), aws.NewCredentialsCache(purse))
		errs, took := each(session, func(i int) error { return grants(t.Context(), cfg, i) })
		// Who asks just as the others are refused may not know of it yet.
		if n := purse.asked.Load(); n < 2 || n > 3 {
			t.Errorf("the provider was asked %d times, want 2, or 3 at most", n)
		}
		if took > 4*time.Second {
			t.Errorf("took %v", took)
		}
		want := "operation error KMS: ListGrants, "
		for _, err := range errs {
			if _, over := errors.AsType[*ExpiredError](err); err != nil && (!over || !strings.HasPrefix(err.Error(), want) || !strings.HasSuffix(err.Error(), "the credentials have expired and could not be renewed")) {
				t.Fatalf("%v", err)
			}
		}
		if !slices.ContainsFunc(errs, failed) {
			t.Error("nothing expired")
		}
	})
}

func TestCredentialsThatWereNeverThereAreNoExpiredOnes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cfg := signedBy(through(&wireEnd{}), &wallet{})
		if err := whoAmI(t.Context(), cfg); err == nil || errors.As(err, new(*ExpiredError)) || !strings.Contains(err.Error(), "sign in again") {
			t.Errorf("%v", err)
		}
	})
}

// EC2 says RequestExpired of both, and a wrong clock needs no new credentials.
func TestAWrongClockIsNoReasonToRenew(t *testing.T) {
	for name, by := range map[string]time.Duration{"an hour slow": time.Hour, "an hour fast": -time.Hour} {
		for _, code := range []string{"RequestExpired", "RequestTimeTooSkewed", "SignatureDoesNotMatch", "InvalidSignatureException", "AuthFailure"} {
			t.Run(name+", "+code, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					end := &wireEnd{answer: func(_ int, r *http.Request) (*http.Response, error) {
						now := time.Now().Add(by).UTC()
						out, err := answer(200, jsonRPC, "{}")
						if !strings.HasPrefix(r.Header.Get("X-Amz-Date"), now.Format("20060102T1504")) {
							out, err = answer(400, jsonRPC, `{"__type":"`+code+`","message":"the clock"}`)
						}
						out.Header.Set("Date", now.Format(http.TimeFormat))
						return out, err
					}}
					purse := &wallet{sessions: 9}
					cfg := signedBy(through(end), aws.NewCredentialsCache(purse))
					for i := range 5 {
						if err := grants(t.Context(), cfg, i); err != nil {
							t.Error(err)
						}
					}
					if n := purse.asked.Load(); n != 1 {
						t.Errorf("credentials were asked for %d times", n)
					}
					// The first call finds out for all of the service.
					if n := len(end.seen()); n != 6 {
						t.Errorf("%d requests for 5 calls, want 6", n)
					}
				})
			})
		}
	}
}

// Without the time of AWS nothing says that it is the clock.
func TestARequestThatExpiredAtATimeNobodyKnowsIsOneOfExpiredCredentials(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end, purse := &wireEnd{answer: func(_ int, r *http.Request) (*http.Response, error) {
			if r.Header.Get("X-Amz-Security-Token") == "session-1" {
				return answer(400, jsonRPC, `{"__type":"RequestExpired"}`)
			}
			return answer(200, jsonRPC, "{}")
		}}, &wallet{sessions: 2}
		if err := grants(t.Context(), signedBy(through(end), aws.NewCredentialsCache(purse)), 0); err != nil {
			t.Error(err)
		}
		if n := len(end.seen()); n != 2 {
			t.Errorf("%d requests, want 2: the old credentials are not to be tried again", n)
		}
	})
}

// A till has a second session for whoever finds the first one void, unless it is
// shut: then he waits as long as he has time.
type till struct{ void, shut atomic.Bool }

func (l *till) Invalidate() { l.void.Store(true) }

func (l *till) Retrieve(ctx context.Context) (aws.Credentials, error) {
	session := "session-1"
	if l.void.Load() {
		session = "session-2"
		if l.shut.Load() {
			<-ctx.Done()
			return aws.Credentials{}, ctx.Err()
		}
	}
	return aws.Credentials{AccessKeyID: "AKID", SecretAccessKey: "s", SessionToken: session}, nil
}

// That there were none for these says nothing of the calls that come later.
func TestCallsThatEndBeforeTheyHaveCredentialsEndNoOthers(t *testing.T) {
	for name, known := range map[string]bool{"as AWS says that the first have expired": false, "as the provider knows that they will": true} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var from till
				cfg := signedBy(through(&wireEnd{answer: expires(1)}), &from)
				if err := grants(t.Context(), cfg, 0); err != nil {
					t.Fatal(err)
				}
				from.shut.Store(true)
				from.void.Store(known)
				ctx, cancel := context.WithTimeout(t.Context(), time.Second)
				defer cancel()
				errs, _ := each(20, func(i int) error { return grants(ctx, cfg, i) })
				if slices.Contains(errs, nil) {
					t.Error("a call was signed without credentials")
				}
				from.shut.Store(false)
				if err := grants(t.Context(), cfg, 20); err != nil {
					t.Error(err)
				}
			})
		})
	}
}
