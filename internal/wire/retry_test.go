package wire

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	retryer "github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

func listKeys(ctx context.Context, cfg aws.Config) error {
	_, err := kms.NewFromConfig(cfg).ListKeys(ctx, &kms.ListKeysInput{Limit: aws.Int32(2)})
	return err
}

func listBuckets(ctx context.Context, cfg aws.Config) error {
	_, err := s3.NewFromConfig(cfg).ListBuckets(ctx, &s3.ListBucketsInput{})
	return err
}

func ask(ctx context.Context, cfg aws.Config) error { return whoAmI(ctx, cfg) }

func TestAThrottleIsWaitedOut(t *testing.T) {
	const many = 12 // more than any failure is worth
	for name, tc := range map[string]struct {
		call            func(context.Context, aws.Config) error
		status          int
		kind, body, end string
	}{
		"in a query answer": {
			ask, 400, query, `<ErrorResponse><Error><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>`,
			`<GetCallerIdentityResponse><GetCallerIdentityResult/></GetCallerIdentityResponse>`,
		},
		"in a JSON answer": {listKeys, 400, jsonRPC, `{"__type":"ThrottlingException","message":"Rate exceeded"}`, `{}`},
		"with a namespace": {listKeys, 400, jsonRPC, `{"__type":"com.amazonaws.kms#ThrottlingException"}`, `{}`},
		"in an XML answer": {
			listBuckets, 503, restXML, `<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>`,
			`<ListAllMyBucketsResult/>`,
		},
		"by its status only": {listKeys, 429, "text/plain", "", `{}`},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				end := &wireEnd{answer: func(n int, _ *http.Request) (*http.Response, error) {
					if n <= many {
						return answer(tc.status, tc.kind, tc.body)
					}
					return answer(http.StatusOK, tc.kind, tc.end)
				}}
				if err := tc.call(t.Context(), config(through(end))); err != nil {
					t.Error(err)
				}
				if n := len(end.seen()); n != many+1 {
					t.Errorf("%d requests, want %d", n, many+1)
				}
			})
		})
	}
}

func TestAThrottleWithoutEndIsReportedInTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end := &wireEnd{answer: func(int, *http.Request) (*http.Response, error) {
			return answer(400, jsonRPC, `{"__type":"ThrottlingException"}`)
		}}
		began := time.Now()
		err := listKeys(t.Context(), config(through(end)))
		if !IsThrottle(err) {
			t.Errorf("%v", err)
		}
		if took := time.Since(began); took < patience || took > 3*patience {
			t.Errorf("gave up after %v", took)
		}
	})
}

// slow is an answer that did not come in time.
var errSlow = &net.OpError{Op: "read", Net: "tcp", Err: os.ErrDeadlineExceeded}

func TestWhatFailsIsTriedAsOftenAsItIsWorth(t *testing.T) {
	refusal := func(status int, code string) answers {
		return func(int, *http.Request) (*http.Response, error) {
			return answer(status, query, `<ErrorResponse><Error><Code>`+code+`</Code><Message>no</Message></Error></ErrorResponse>`)
		}
	}
	fails := func(err error) answers {
		return func(int, *http.Request) (*http.Response, error) { return nil, err }
	}
	body := func(r func() io.Reader) answers {
		return func(int, *http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(r())}, nil
		}
	}
	for name, tc := range map[string]struct {
		answer answers
		want   int
		says   string
	}{
		"AWS failed":               {refusal(500, "InternalFailure"), 4, "InternalFailure"},
		"AWS is not available":     {refusal(503, "ServiceUnavailable"), 4, "ServiceUnavailable"},
		"a gateway failed":         {func(int, *http.Request) (*http.Response, error) { return answer(502, "text/html", "<html>") }, 4, "502"},
		"AWS waited for a request": {refusal(400, "RequestTimeout"), 4, "RequestTimeout"},
		"denied":                   {refusal(403, "AccessDenied"), 1, "AccessDenied"},
		"expired":                  {refusal(403, "ExpiredToken"), 1, "ExpiredToken"},
		"a bad argument":           {refusal(400, "ValidationError"), 1, "ValidationError"},
		"no AWS":                   {func(int, *http.Request) (*http.Response, error) { return answer(200, "text/html", "<html><p>sign in") }, 1, `the answer is a document "html"`},
		"a broken connection":      {fails(&net.OpError{Op: "read", Net: "tcp", Err: os.NewSyscallError("read", syscall.ECONNRESET)}), 4, "read: connection reset by peer"},
		"a connection refused":     {fails(&net.OpError{Op: "dial", Net: "tcp", Addr: &net.TCPAddr{IP: net.IPv4(192, 0, 2, 1)}, Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}), 4, "dial: connect: connection refused"},
		"no such host":             {fails(&net.DNSError{Err: "no such host", Name: "sts.example", Server: "192.0.2.53:53", IsNotFound: true}), 4, "no such host: sts.example"},
		"no answer in time":        {fails(errSlow), 2, "no answer in time"},
		"half an answer": {body(func() io.Reader {
			return io.MultiReader(strings.NewReader("<Get"), iotest.ErrReader(io.ErrUnexpectedEOF))
		}), 4, "unexpected EOF"},
		"an answer cut in its first word": {func(int, *http.Request) (*http.Response, error) { return answer(200, query, "<GetCall") }, 4, "the answer is not XML: XML syntax error"},
		"a slow half of an answer":        {body(func() io.Reader { return io.MultiReader(strings.NewReader("<Get"), iotest.ErrReader(errSlow)) }), 2, "no answer in time"},
		"an answer without end":           {body(func() io.Reader { return zeros{} }), 1, "larger than 64 MiB"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				end := &wireEnd{answer: tc.answer}
				began := time.Now()
				err := whoAmI(t.Context(), config(through(end)))
				if err == nil || !strings.Contains(err.Error(), tc.says) {
					t.Errorf("%v, want %q", err, tc.says)
				}
				if n := len(end.seen()); n != tc.want {
					t.Errorf("%d requests, want %d", n, tc.want)
				}
				if took := time.Since(began); took > 2*time.Second {
					t.Errorf("the pauses took %v", took)
				}
			})
		})
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

// The clock of synctest begins in the year 2000, which is wrong enough.
func TestAWrongClockIsCorrected(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		now := time.Now().Add(3 * time.Hour).UTC()
		end := &wireEnd{answer: func(_ int, r *http.Request) (*http.Response, error) {
			out, err := identity()
			if signed := r.Header.Get("X-Amz-Date"); !strings.HasPrefix(signed, now.Format("20060102T1504")) {
				out, err = answer(403, query, `<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code><Message>Signature expired</Message></Error></ErrorResponse>`)
			}
			out.Header.Set("Date", now.Format(http.TimeFormat))
			return out, err
		}}
		if err := whoAmI(t.Context(), config(through(end))); err != nil {
			t.Error(err)
		}
		if n := len(end.seen()); n != 2 {
			t.Errorf("%d requests, want 2", n)
		}
	})
}

func TestASecondAttemptSendsTheWholeRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end := &wireEnd{answer: func(n int, _ *http.Request) (*http.Response, error) {
			switch n {
			case 1:
				return answer(500, jsonRPC, "")
			case 2:
				return nil, io.ErrUnexpectedEOF
			}
			return answer(200, jsonRPC, "{}")
		}}
		if err := listKeys(t.Context(), config(through(end))); err != nil {
			t.Fatal(err)
		}
		if seen := end.seen(); len(seen) != 3 {
			t.Errorf("%d requests", len(seen))
		}
		for _, r := range end.seen() {
			if r.body != `{"Limit":2}` {
				t.Errorf("the body is %q", r.body)
			}
			// All in one second, so that the signatures are of the same text.
			if got, want := r.header.Get("Authorization"), end.seen()[0].header.Get("Authorization"); got != want {
				t.Errorf("signed as %s, the first attempt as %s", got, want)
			}
		}
	})
}

func TestAnEndedContextEndsACallAtOnce(t *testing.T) {
	const soon = 3 * time.Second
	for name, tc := range map[string]struct {
		answer answers
		busy   bool // whether all turns are taken
	}{
		"while there is no answer": {answer: func(_ int, r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, &net.OpError{Op: "read", Err: errors.New("use of closed network connection")}
		}},
		"while it waits after a throttle": {answer: func(int, *http.Request) (*http.Response, error) {
			return answer(400, query, `<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>`)
		}},
		"while it waits for its turn": {busy: true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				time.AfterFunc(soon, cancel)
				end := &wireEnd{answer: tc.answer}
				o := through(end)
				if tc.busy {
					o.InFlight = 1
					end.answer = func(_ int, r *http.Request) (*http.Response, error) {
						<-r.Context().Done()
						return nil, r.Context().Err()
					}
				}
				cfg := config(o)
				if tc.busy {
					go func() { _ = whoAmI(ctx, cfg) }()
					synctest.Wait()
				}
				began := time.Now()
				err := whoAmI(ctx, cfg)
				if took := time.Since(began); took != soon {
					t.Errorf("returned after %v, want %v", took, soon)
				}
				if !errors.Is(err, context.Canceled) {
					t.Errorf("%v", err)
				}
			})
		})
	}
}

// What AWS said says more than that there was no time to ask once more.
func TestADeadlineAmongThrottlesLeavesWhatAWSSaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end := &wireEnd{answer: func(int, *http.Request) (*http.Response, error) {
			return answer(400, query, `<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>`)
		}}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		began := time.Now()
		err := whoAmI(ctx, config(through(end)))
		if api, ok := errors.AsType[smithy.APIError](err); !ok || api.ErrorCode() != "Throttling" {
			t.Errorf("%v", err)
		}
		if took := time.Since(began); took > time.Minute {
			t.Errorf("took %v", took)
		}
	})
}

func TestCredentialsThatCannotBeHadAreNotAskedForAgainAndAgain(t *testing.T) {
	refused := &smithyhttp.RequestSendError{Err: syscall.ECONNREFUSED}
	for name, err := range map[string]error{
		"by an operation": &smithy.OperationError{ServiceID: "ec2imds", OperationName: "GetMetadata", Err: refused},
		"by an endpoint":  &retryer.MaxAttemptsError{Attempt: 3, Err: refused},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				cfg := config(through(&wireEnd{}))
				asked := 0
				cfg.Credentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
					asked++
					return aws.Credentials{}, err
				})
				if err := whoAmI(t.Context(), cfg); !errors.Is(err, syscall.ECONNREFUSED) || asked != 1 {
					t.Errorf("asked %d times: %v", asked, err)
				}
			})
		})
	}
}

// A service that is not in a region has no name there, and that is all there is
// to say of it. A resolver that fails says nothing of the service.
func TestAHostThatDoesNotExistIsToldFromOneThatCannotBeFound(t *testing.T) {
	for name, tc := range map[string]struct {
		err  error
		want bool
	}{
		"there is none":        {&net.DNSError{Err: "no such host", Name: "kms.eu-west-9.amazonaws.com", IsNotFound: true}, true},
		"the resolver fails":   {&net.DNSError{Err: "server misbehaving", Name: "kms.eu-west-9.amazonaws.com", IsTemporary: true}, false},
		"it takes too long":    {errSlow, false},
		"nobody listens there": {reset, false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				end := &wireEnd{answer: func(int, *http.Request) (*http.Response, error) {
					return nil, &net.OpError{Op: "dial", Net: "tcp", Err: tc.err}
				}}
				journal := begun(t)
				live := listKeys(t.Context(), config(Options{Client: NewRecorder(end, journal)}))
				replayed := listKeys(t.Context(), replaying(t, journal))
				for how, err := range map[string]error{"live": live, "replayed": replayed} {
					if err == nil || IsNoHost(err) != tc.want {
						t.Errorf("%s: %v", how, err)
					}
				}
			})
		})
	}
	if IsNoHost(errors.New("another")) {
		t.Error("any error is that there is no host")
	}
}
