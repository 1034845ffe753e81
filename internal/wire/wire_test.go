package wire

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go/middleware"
)

// What the tests call: one operation of each protocol.
var operations = []string{"sts:GetCallerIdentity", "kms:ListKeys", "kms:DescribeKey", "kms:ListGrants", "s3:ListBuckets", "s3:HeadBucket", "s3:GetBucketVersioning", "s3:GetBucketEncryption"}

const (
	query   = "text/xml"
	restXML = "application/xml"
	jsonRPC = "application/x-amz-json-1.1"
)

// answers are what comes to the nth request, counted from 1.
type answers func(n int, r *http.Request) (*http.Response, error)

// A wireEnd stands for AWS and the network before it.
type wireEnd struct {
	answer answers

	mu       sync.Mutex
	requests []sent
}

type sent struct {
	at     time.Time
	host   string
	body   string
	header http.Header
}

func (w *wireEnd) Do(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
	}
	w.mu.Lock()
	w.requests = append(w.requests, sent{time.Now(), r.URL.Host, string(body), r.Header})
	n := len(w.requests)
	w.mu.Unlock()
	return w.answer(n, r)
}

func (w *wireEnd) seen() []sent {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.requests)
}

func answer(status int, kind, body string) (*http.Response, error) {
	return &http.Response{
		StatusCode: status, Header: http.Header{"Content-Type": {kind}},
		Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)),
	}, nil
}

// identity is a good answer to sts:GetCallerIdentity.
func identity() (*http.Response, error) {
	return answer(http.StatusOK, query, `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account>`+
		`</GetCallerIdentityResult><ResponseMetadata><RequestId>01234567-89ab</RequestId></ResponseMetadata></GetCallerIdentityResponse>`)
}

// config is that of a scan which may call the operations of the tests.
func config(o Options) aws.Config {
	cfg := aws.Config{Region: "eu-west-1", Credentials: credentials.NewStaticCredentialsProvider("AKIDEXAMPLE", "secret", "token")}
	if o.Allowed == nil {
		o.Allowed = operations
	}
	Install(&cfg, o)
	return cfg
}

// configAt is that of a scan of a given endpoint.
func configAt(endpoint string, o Options) aws.Config {
	cfg := aws.Config{Region: "eu-west-1", Credentials: credentials.NewStaticCredentialsProvider("AKIDEXAMPLE", "secret", "token"), BaseEndpoint: &endpoint}
	o.Allowed = operations
	Install(&cfg, o)
	return cfg
}

// through connects to the end as a scan does that makes no recording.
func through(end *wireEnd) Options { return Options{Client: NewRecorder(end, nil)} }

func whoAmI(ctx context.Context, cfg aws.Config, more ...func(*sts.Options)) error {
	_, err := sts.NewFromConfig(cfg).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{}, more...)
	return err
}

func TestAnOperationNobodyDeclaredIsRefusedBeforeItIsSent(t *testing.T) {
	end := &wireEnd{answer: func(int, *http.Request) (*http.Response, error) { return identity() }}
	o := through(end)
	o.Allowed = []string{"sts:GetCallerIdentity"}
	cfg := config(o)
	// Were it serialised, let alone signed, these would be other errors.
	cfg.Credentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{}, errors.New("nobody should ask for credentials")
	})
	for name, call := range map[string]func() error{
		"s3:DeleteBucket": func() error {
			_, err := s3.NewFromConfig(cfg).DeleteBucket(t.Context(), &s3.DeleteBucketInput{})
			return err
		},
		"kms:ScheduleKeyDeletion": func() error {
			_, err := kms.NewFromConfig(cfg).ScheduleKeyDeletion(t.Context(), &kms.ScheduleKeyDeletionInput{})
			return err
		},
		"sts:AssumeRole": func() error {
			_, err := sts.NewFromConfig(cfg).AssumeRole(t.Context(), &sts.AssumeRoleInput{
				RoleArn: aws.String("arn:aws:iam::123456789012:role/admin"), RoleSessionName: aws.String("x"),
			})
			return err
		},
		"sts:GetSessionToken": func() error { // and whoever asks for retries
			_, err := sts.NewFromConfig(cfg).GetSessionToken(t.Context(), &sts.GetSessionTokenInput{}, func(o *sts.Options) {
				o.RetryMaxAttempts = 10
				o.Retryer = nil
			})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			forbidden, ok := errors.AsType[*ForbiddenError](call())
			if !ok || forbidden.Operation != name {
				t.Errorf("%v, want that %s is forbidden", forbidden, name)
			}
		})
	}
	if n := len(end.seen()); n > 0 {
		t.Errorf("%d requests were sent", n)
	}
}

func TestAnOperationThatIsTurnedOffNamesTheFlag(t *testing.T) {
	end := &wireEnd{answer: func(int, *http.Request) (*http.Response, error) { return identity() }}
	o := through(end)
	o.TurnedOff = map[string]string{"sts:GetCallerIdentity": "--no-identity"}
	err := whoAmI(t.Context(), config(o))
	off, ok := errors.AsType[*TurnedOffError](err)
	if !ok || off.Flag != "--no-identity" || !strings.Contains(err.Error(), "sts:GetCallerIdentity was turned off by --no-identity") {
		t.Errorf("%v", err)
	}
	if n := len(end.seen()); n > 0 {
		t.Errorf("%d requests were sent", n)
	}
}

// Whatever a caller does to its own client, a request without a guard's mark
// does not leave.
func TestACallThatGoesRoundTheGuardIsNotSent(t *testing.T) {
	end := &wireEnd{answer: func(int, *http.Request) (*http.Response, error) { return identity() }}
	for name, client := range map[string]aws.HTTPClient{"recorder": NewRecorder(end, nil), "replayer": NewReplayer(nil)} {
		t.Run(name, func(t *testing.T) {
			err := whoAmI(t.Context(), config(Options{Client: client, Recorded: true}), func(o *sts.Options) {
				o.APIOptions = append(o.APIOptions, func(s *middleware.Stack) error {
					_, err := s.Initialize.Remove("YoursideGuard")
					return err
				})
			})
			if err == nil || !strings.Contains(err.Error(), "that no guard has seen") {
				t.Errorf("%v", err)
			}
		})
	}
	if n := len(end.seen()); n > 0 {
		t.Errorf("%d requests were sent", n)
	}
}

func TestEveryRequestIsSignedOnItsOwn(t *testing.T) {
	end := &wireEnd{answer: func(n int, _ *http.Request) (*http.Response, error) {
		if n == 1 {
			return answer(http.StatusInternalServerError, query, "")
		}
		return identity()
	}}
	if err := whoAmI(t.Context(), config(through(end))); err != nil {
		t.Fatal(err)
	}
	for _, r := range end.seen() {
		if got := r.header["Authorization"]; len(got) != 1 || !strings.HasPrefix(got[0], "AWS4-HMAC-SHA256 ") {
			t.Errorf("Authorization: %q", got)
		}
	}
}

// The doctor asks for one of each, whatever the collectors would ask.
func TestEachOperationIsAskedOnceIfThatIsAllThatIsWanted(t *testing.T) {
	end := &wireEnd{answer: func(int, *http.Request) (*http.Response, error) { return answer(200, jsonRPC, "{}") }}
	o := through(end)
	o.Once = new(Asked)
	cfg := config(o)
	for i := range 3 {
		_, again := errors.AsType[*TurnedOffError](key(t.Context(), cfg, i))
		if again != (i > 0) {
			t.Errorf("time %d: turned off %v", i+1, again)
		}
	}
	if err := grants(t.Context(), cfg, 0); err != nil {
		t.Error(err)
	}
	if got, want := o.Once.Operations(), []string{"kms:DescribeKey", "kms:ListGrants"}; !slices.Equal(got, want) || len(end.seen()) != 2 {
		t.Errorf("asked for %q in %d requests, want %q", got, len(end.seen()), want)
	}
}
