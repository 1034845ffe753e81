package scan

import (
	"net/http"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/account"
	"github.com/yourside/yourside/internal/collect"
	"github.com/yourside/yourside/internal/demo"
	"github.com/yourside/yourside/internal/wire"
)

// A call is an operation in a region.
type call struct{ operation, region string }

// counter answers from a recording some way off, and counts what it is asked.
type counter struct {
	next    aws.HTTPClient
	latency time.Duration

	mu    sync.Mutex
	calls map[call]int
}

// Do answers the request.
func (c *counter) Do(r *http.Request) (*http.Response, error) {
	ctx := r.Context()
	operation := wire.OperationOf(awsmiddleware.GetServiceID(ctx), awsmiddleware.GetOperationName(ctx))
	c.mu.Lock()
	c.calls[call{operation, awsmiddleware.GetRegion(ctx)}]++
	c.mu.Unlock()
	time.Sleep(c.latency)
	return c.next.Do(r)
}

// collected is what a scan of a recording did.
type collected struct {
	scan  *Scan
	inv   *inventory.Inventory
	calls map[call]int
	took  time.Duration
}

func collectAll(t *testing.T, recording wire.Recording, some []*check.Check, latency time.Duration) collected {
	t.Helper()
	c := &counter{next: wire.NewReplayer(recording.Exchanges), latency: latency, calls: map[call]int{}}
	began := time.Now()
	s, inv := collectFrom(t, recording.Manifest, some, c)
	return collected{s, inv, c.calls, time.Since(began)}
}

// collectFrom collects what the checks need from a client that answers for the
// recorded account.
func collectFrom(t *testing.T, m wire.Manifest, some []*check.Check, client aws.HTTPClient) (*Scan, *inventory.Inventory) {
	t.Helper()
	operations, err := Operations(some)
	if err != nil {
		t.Fatal(err)
	}
	cfg := aws.Config{Region: m.Home, Credentials: credentials.NewStaticCredentialsProvider("REPLAY", "REPLAY", "")}
	wire.Install(&cfg, wire.Options{Allowed: operations, Recorded: true, InFlight: 10_000, Client: client})
	s, err := Begin(t.Context(), cfg, Options{Checks: some, Now: m.Started})
	if err != nil {
		t.Fatal(err)
	}
	parts := s.plan.Collect(t.Context(), s.home, s.scope, &s.progress)
	return s, inventory.New(s.Identity.Account, s.now, parts...)
}

// planned is what the plan says of an account with this inventory, and how long
// its chain of calls is. Every scan signs in first.
func planned(s *Scan, inv *inventory.Inventory) (calls map[call]int, chain int) {
	calls = map[call]int{}
	for _, operation := range slices.Concat(account.Operations, collect.RegionOperations) {
		calls[call{operation, s.home.Region}]++
	}
	for _, step := range s.plan.Steps(s.home.Region, s.Regions, inv) {
		for region, n := range step.Calls {
			for _, operation := range step.Operations {
				calls[call{operation, region}] += n
			}
			chain = max(chain, len(step.Chain))
		}
	}
	return calls, 1 + chain
}

// emptied is the recording of an account where nothing is: each region answers as
// one of the demo account does that is not used.
func emptied(t *testing.T, recording wire.Recording) wire.Recording {
	t.Helper()
	const unused = "ap-northeast-1"
	without := map[string]string{
		"s3:ListBuckets":            `<ListAllMyBucketsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Buckets/></ListAllMyBucketsResult>`,
		"iam:ListSAMLProviders":     `<ListSAMLProvidersResponse><ListSAMLProvidersResult/></ListSAMLProvidersResponse>`,
		"cloudtrail:DescribeTrails": `{"trailList":[]}`,
		"cloudfront:ListDistributions": `<DistributionList xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Marker></Marker>` +
			`<MaxItems>100</MaxItems><IsTruncated>false</IsTruncated><Quantity>0</Quantity></DistributionList>`,
		"route53:ListHostedZones":     `<ListHostedZonesResponse><HostedZones/><IsTruncated>false</IsTruncated></ListHostedZonesResponse>`,
		"shield:GetSubscriptionState": `{"SubscriptionState":"INACTIVE"}`,
	}
	const alone = `{"__type":"AWSOrganizationsNotInUseException","Message":"Your account is not a member of an organization."}`
	answers := map[string]wire.Exchange{}
	for _, x := range recording.Exchanges {
		if x.Region == unused {
			answers[x.Operation] = x
		}
	}
	empty := wire.Recording{Manifest: recording.Manifest}
	for _, x := range recording.Exchanges {
		if of, regional := answers[x.Operation]; regional {
			of.Region = x.Region
			x = of
		}
		if body, ok := without[x.Operation]; ok {
			x.Body = body
		}
		if x.Operation == "organizations:DescribeOrganization" {
			x.Status, x.Body = http.StatusBadRequest, alone
		}
		empty.Exchanges = append(empty.Exchanges, x)
	}
	return empty
}

func recorded(t *testing.T) wire.Recording {
	t.Helper()
	recording, err := demo.Recording()
	if err != nil {
		t.Fatal(err)
	}
	return recording
}

func difference(t *testing.T, want, got map[call]int) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(call{})); diff != "" {
		t.Errorf("calls, - planned, + made:\n%s", diff)
	}
}

// No list of the demo account has a second page, which would be a call more than
// planned.
func TestAScanMakesTheCallsThatItsPlanSaysOfWhatThereIs(t *testing.T) {
	did := collectAll(t, recorded(t), checks.All(), 0)
	want, _ := planned(did.scan, did.inv)
	difference(t, want, did.calls)
}

func TestAScanOfAnAccountWhereNothingIsMakesTheCallsThatItsPlanSaysAndTakesItsChain(t *testing.T) {
	recording := emptied(t, recorded(t))
	synctest.Test(t, func(t *testing.T) {
		did := collectAll(t, recording, checks.All(), time.Second)
		want, chain := planned(did.scan, inventory.New(inventory.Account{}, time.Time{}))
		difference(t, want, did.calls)
		if took := int(did.took / time.Second); took != chain {
			t.Errorf("it takes as long as %d calls, one after the other; planned are %d", took, chain)
		}
		if !slices.Equal(did.scan.Regions, collect.DefaultRegions) {
			t.Errorf("the regions are %v, and those that a plan assumes %v", did.scan.Regions, collect.DefaultRegions)
		}
	})
}

// What other checks need is not asked, and neither is what a row rules out.
func TestAScanOfOneCheckMakesTheCallsOfItsTablesAndNoOther(t *testing.T) {
	recording := recorded(t)
	whole := collectAll(t, recording, checks.All(), 0)
	for _, c := range checks.All() {
		t.Run(c.ID, func(t *testing.T) {
			t.Parallel()
			did := collectAll(t, recording, []*check.Check{c}, 0)
			want, _ := planned(did.scan, whole.inv)
			difference(t, want, did.calls)
		})
	}
}
