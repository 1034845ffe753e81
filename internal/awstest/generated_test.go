//go:build e2e

package awstest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"github.com/yourside/yourside/checks"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/internal/awstest"
	"github.com/yourside/yourside/internal/demo"
	"github.com/yourside/yourside/internal/scan"
	"github.com/yourside/yourside/internal/wire"
	"github.com/yourside/yourside/internal/wiretest"
)

var small = awstest.Size{
	Volumes: 50, Snapshots: 50, Instances: 50, Groups: 50, Buckets: 5, Keys: 50, Functions: 50, Databases: 50, Queues: 50,
	Topics: 50, Secrets: 50, Repositories: 50, LoadBalancers: 50, Roles: 5, Users: 5,
}

// scanned scans what the client answers for, with all checks.
func scanned(t *testing.T, client aws.HTTPClient) []check.Finding {
	t.Helper()
	operations, err := scan.Operations(checks.All())
	if err != nil {
		t.Fatal(err)
	}
	cfg := aws.Config{Region: "us-east-1", Credentials: credentials.NewStaticCredentialsProvider("AKID", "secret", "")}
	wire.Install(&cfg, wire.Options{Allowed: operations, Recorded: true, Client: client})
	s, err := scan.Begin(context.Background(), cfg, scan.Options{Checks: checks.All(), Now: time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	return slices.Collect(s.Findings(context.Background()))
}

// oneOfEach keeps an answer to each operation: all others are made in the same way.
type oneOfEach struct {
	next aws.HTTPClient

	mu        sync.Mutex
	seen      map[string]bool
	exchanges []wire.Exchange
}

// Do passes the request on.
func (o *oneOfEach) Do(request *http.Request) (*http.Response, error) {
	call, err := awstest.ReadCall(request)
	if err != nil {
		return nil, err
	}
	response, err := o.next.Do(request)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(response.Body)
	response.Body = io.NopCloser(bytes.NewReader(body))
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.seen[call.Operation] {
		o.seen[call.Operation] = true
		o.exchanges = append(o.exchanges, wire.Exchange{
			Operation: call.Operation, Region: call.Region, Input: json.RawMessage("{}"), Status: response.StatusCode,
			ContentType: response.Header.Get("Content-Type"), ErrorType: response.Header.Get("X-Amzn-Errortype"), Body: string(body),
		})
	}
	return response, err
}

// A generated account is only as good as its likeness to AWS.
func TestAGeneratedAccountAnswersAsAWSDoes(t *testing.T) {
	account, err := awstest.Generate(small)
	if err != nil {
		t.Fatal(err)
	}
	cloud := &awstest.Cloud{Account: account}
	one := &oneOfEach{next: cloud, seen: map[string]bool{}}
	for _, f := range scanned(t, one) {
		for _, g := range f.Gaps {
			t.Errorf("%s of %s: %+v", f.Check.ID, f.Resource.ARN, g)
		}
	}
	if _, _, again := cloud.Calls(); again > 0 {
		t.Errorf("%d calls were made again", again)
	}
	wiretest.Fragments(t, one.exchanges)
}

func TestPagesAreThoseOfWhatThereIs(t *testing.T) {
	account, err := awstest.Generate(awstest.Size{Volumes: 3000, Buckets: 2500, Roles: 2500})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for _, f := range scanned(t, &awstest.Cloud{Account: account}) {
		seen[f.Check.ID]++
	}
	if seen["ec2.volume-encrypted"] != 3000 || seen["s3.bucket-versioning"] != 2500 {
		t.Errorf("%d volumes, %d buckets", seen["ec2.volume-encrypted"], seen["s3.bucket-versioning"])
	}
}

// reader compares what is read off the wire with what the SDK says it sends.
type reader struct {
	t    *testing.T
	next aws.HTTPClient
	mu   sync.Mutex
	seen map[string]bool
}

// Do passes the request on.
func (r *reader) Do(request *http.Request) (*http.Response, error) {
	call, err := awstest.ReadCall(request)
	if want := awstest.OperationOf(request); err != nil || call.Operation != want {
		r.t.Errorf("%s is read as %q: %v", want, call.Operation, err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen[call.Operation] = true
	return r.next.Do(request)
}

func TestEveryCallIsReadOffTheWire(t *testing.T) {
	recording, err := demo.Recording()
	if err != nil {
		t.Fatal(err)
	}
	r := &reader{t: t, next: wire.NewReplayer(recording.Exchanges), seen: map[string]bool{}}
	scanned(t, r)
	for _, x := range recording.Exchanges {
		// Only who owns an instance of Identity Center is asked for what is in it.
		if !r.seen[x.Operation] && x.Operation != "ssoadmin:ListPermissionSets" {
			t.Errorf("%s was not called", x.Operation)
		}
	}
}
