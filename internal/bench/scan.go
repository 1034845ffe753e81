//go:build unix

package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"github.com/yourside/yourside/checks"
	"github.com/yourside/yourside/internal/awstest"
	"github.com/yourside/yourside/internal/demo"
	"github.com/yourside/yourside/internal/scan"
	"github.com/yourside/yourside/internal/wire"
	"github.com/yourside/yourside/report"
)

// A measure is what one scan of the demo account took.
type measure struct {
	Wall     time.Duration
	Calls    int
	InFlight int      // how many calls might be under way at a time
	Chain    int      // how many are made one after the other at least
	Repeated []string // operations and regions that were asked the same thing again
}

// large is an account of a hundred thousand resources.
var large = awstest.Size{
	Volumes: 15_000, Snapshots: 20_000, Instances: 8_000, Groups: 5_000, Buckets: 2_000, Keys: 5_000, Functions: 7_000, Databases: 3_000,
	Queues: 1_000, Topics: 1_000, Secrets: 1_000, Repositories: 500, LoadBalancers: 2_000, Roles: 5_000, Users: 200,
}

// begin begins a scan with all checks of what the client answers for.
func begin(ctx context.Context, home string, o wire.Options, regions []string, now time.Time) (*scan.Scan, error) {
	all := checks.All()
	var err error
	if o.Allowed, err = scan.Operations(all); err != nil {
		return nil, err
	}
	cfg := aws.Config{Region: home, Credentials: credentials.NewStaticCredentialsProvider("BENCH", "BENCH", "")}
	wire.Install(&cfg, o)
	return scan.Begin(ctx, cfg, scan.Options{Regions: regions, Checks: all, Now: now})
}

// scanGenerated scans a generated account with all checks, whose calls take the
// latency, and writes the JSON report to nowhere. An account that is hurried
// throttles nobody, and is asked without regard to the rates of AWS.
func scanGenerated(ctx context.Context, size awstest.Size, latency time.Duration, hurried bool) (measure, error) {
	account, err := awstest.Generate(size)
	if err != nil {
		return measure{}, err
	}
	plan, err := scan.PlanOf(checks.All())
	if err != nil {
		return measure{}, err
	}
	cloud := &awstest.Cloud{Account: account, Latency: latency, Limits: !hurried}
	began := time.Now()
	s, err := begin(ctx, "us-east-1", wire.Options{Recorded: hurried, Client: wire.NewRecorder(cloud, nil)}, nil, began)
	if err != nil {
		return measure{}, err
	}
	r := report.New(report.Tool{Name: "yourside"}, report.Scan{Account: s.Identity.ID}, checks.All(), s.Findings(ctx))
	if err := report.JSON(io.Discard, []*report.Report{r}); err != nil {
		return measure{}, err
	}
	// It signs in first. The account is a member of an organization, whose policies
	// are the longest way to go, whatever else there is.
	m := measure{Wall: time.Since(began), InFlight: wire.InFlight, Chain: 1 + len(plan.Chain())}
	calls, throttled, again := cloud.Calls()
	m.Calls, m.Repeated = calls, make([]string, throttled+again)
	return m, nil
}

// demoUnits is how many units of its organization the demo account is below: the
// parent of each is asked for after the one before.
const demoUnits = 1

// scanDemo scans the demo account with all checks. Every call takes the
// latency, and so many may be under way at a time; 0 stands for the usual number.
func scanDemo(ctx context.Context, latency time.Duration, inFlight int) (measure, error) {
	recording, err := demo.Recording()
	if err != nil {
		return measure{}, err
	}
	plan, err := scan.PlanOf(checks.All())
	if err != nil {
		return measure{}, err
	}
	far := &distant{next: wire.NewReplayer(recording.Exchanges), latency: latency, asked: map[string]int{}}
	began := time.Now()
	m := recording.Manifest
	s, err := begin(ctx, m.Home, wire.Options{InFlight: inFlight, Recorded: true, Client: far}, m.Regions, m.Started)
	if err != nil {
		return measure{}, err
	}
	for range s.Findings(ctx) { // to judge is part of a scan
	}
	far.m.Wall, far.m.InFlight = time.Since(began), cmp.Or(inFlight, wire.InFlight)
	far.m.Chain = 1 + len(plan.Chain()) + demoUnits // it signs in first
	slices.Sort(far.m.Repeated)
	return far.m, nil
}

// distant is a client some way from what answers it, that counts what it is
// asked.
type distant struct {
	next    aws.HTTPClient
	latency time.Duration

	mu    sync.Mutex
	m     measure
	asked map[string]int
}

// Do answers the request, later.
func (d *distant) Do(r *http.Request) (*http.Response, error) {
	if err := d.count(r); err != nil {
		return nil, err
	}
	select {
	case <-time.After(d.latency):
		return d.next.Do(r)
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
}

// count tells calls apart by their operation, region and all that is sent but
// for headers, which hold a signature. The next client does not read the body.
func (d *distant) count(r *http.Request) error {
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return err
		}
	}
	ctx := r.Context()
	call := fmt.Sprintf("%s in %s",
		wire.OperationOf(awsmiddleware.GetServiceID(ctx), awsmiddleware.GetOperationName(ctx)), awsmiddleware.GetRegion(ctx))
	key := fmt.Sprintf("%s %s %s %s", call, r.Method, r.URL, body)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.m.Calls++
	if d.asked[key]++; d.asked[key] > 1 {
		d.m.Repeated = append(d.m.Repeated, call)
	}
	return nil
}
