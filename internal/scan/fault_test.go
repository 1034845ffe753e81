package scan_test

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"github.com/yourside/yourside/checks"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/awstest"
	"github.com/yourside/yourside/internal/scan"
	"github.com/yourside/yourside/internal/wire"
)

// few is an account with some of everything.
var few = awstest.Size{
	Volumes: 60, Snapshots: 60, Instances: 60, Groups: 60, Buckets: 12, Keys: 60, Functions: 60, Databases: 60, Queues: 60,
	Topics: 60, Secrets: 60, Repositories: 60, LoadBalancers: 60, Roles: 10, Users: 5,
}

// A visit is a scan of a cloud, and how long it took.
type visit struct {
	findings         []check.Finding
	took             time.Duration
	calls, throttled int
	again            int
	floor            time.Duration // of the calls within our share of the limits
}

// visits scans the cloud through the transport of a scan, on a clock that
// stands still while anything is reckoned: minutes of waiting take no time.
func visits(t *testing.T, size awstest.Size, faults ...awstest.Fault) visit {
	t.Helper()
	return visitsCloud(t, size, &awstest.Cloud{Faults: faults})
}

// visitsCloud has the account put into the cloud.
func visitsCloud(t *testing.T, size awstest.Size, cloud *awstest.Cloud) (v visit) {
	t.Helper()
	account, err := awstest.Generate(size)
	if err != nil {
		t.Fatal(err)
	}
	operations, err := scan.Operations(checks.All())
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		cloud.Account, cloud.Latency, cloud.Limits = account, 100*time.Millisecond, true
		network := awstest.Serve(cloud)
		defer network.Close()
		client := wire.NewTransport(nil)
		transport := client.Transport.(*wire.Patient) //nolint:forcetypeassert // it is a test's
		transport.DialContext, transport.Proxy = network.DialContext, nil
		defer transport.CloseIdleConnections()
		cfg := aws.Config{
			Region: "us-east-1", Credentials: credentials.NewStaticCredentialsProvider("AKID", "secret", ""),
			BaseEndpoint: aws.String("http://aws.test"),
		}
		wire.Install(&cfg, wire.Options{Allowed: operations, Client: wire.NewRecorder(client, nil)})
		began := time.Now()
		s, err := scan.Begin(context.Background(), cfg, scan.Options{Checks: checks.All(), Now: began})
		if err != nil {
			t.Fatal(err)
		}
		v.findings, v.took = slices.Collect(s.Findings(context.Background())), time.Since(began)
		v.calls, v.throttled, v.again = cloud.Calls()
		v.floor = cloud.Floor(0.6)
	})
	return v
}

// sameBut fails the test for each verdict that is not as in the clean scan, but
// for those that are UNKNOWN and rest on a call that the fault concerns.
func sameBut(t *testing.T, clean, faulty visit, reason inventory.Reason, concerns func(inventory.Gap) bool) {
	t.Helper()
	before, after, struck := bySubject(clean.findings), bySubject(faulty.findings), 0
	for at, f := range after {
		was, had := before[at]
		if f.Status == check.StatusUnknown && len(f.Gaps) > 0 {
			struck++
			for _, g := range f.Gaps {
				if !concerns(g) || g.Reason != reason {
					t.Errorf("%s of %s: %+v", f.Check.ID, f.Resource.ARN, g)
				}
			}
			continue
		}
		if !had || f.Status != was.Status || f.Message != was.Message && !strings.Contains(f.Message, "region") {
			t.Errorf("%s of %s: %s %q, was %s %q", f.Check.ID, f.Resource.ARN, f.Status, f.Message, was.Status, was.Message)
		}
	}
	if reason != "" && struck == 0 {
		t.Error("nothing became UNKNOWN")
	}
	for at, was := range before {
		f, still := after[at]
		if !still && reason == "" {
			t.Errorf("%s of %s (%s) is gone: %+v", was.Check.ID, was.Resource.ARN, was.Status, f)
		}
	}
}

func same(t *testing.T, clean, faulty visit) {
	t.Helper()
	sameBut(t, clean, faulty, "", func(inventory.Gap) bool { return false })
	if len(clean.findings) != len(faulty.findings) {
		t.Errorf("%d findings, not %d", len(faulty.findings), len(clean.findings))
	}
}

func TestFaultsThatPassChangeNothing(t *testing.T) {
	clean := visits(t, few)
	if clean.again > 0 {
		t.Errorf("%d calls were made again", clean.again)
	}
	for name, faults := range map[string][]awstest.Fault{
		"a third is throttled":              {{Kind: awstest.Throttle, Share: 0.3}},
		"a tenth is throttled at first":     {{Kind: awstest.Throttle, Share: 0.1, First: 1}},
		"a twentieth fails":                 {{Kind: awstest.ServerFailure, Share: 0.05}},
		"a twentieth meets a proxy":         {{Kind: awstest.Unavailable, Share: 0.05}},
		"a twentieth is reset":              {{Kind: awstest.Reset, Share: 0.05}},
		"a twentieth is cut off":            {{Kind: awstest.Cut, Share: 0.05}},
		"some of each":                      {{Kind: awstest.ServerFailure, Share: 0.02}, {Kind: awstest.Reset, Share: 0.04}, {Kind: awstest.Cut, Share: 0.06}, {Kind: awstest.Throttle, Share: 0.1}},
		"a call in a hundred never answers": {{Kind: awstest.Silence, Share: 0.01, First: 1}},
		"a call in a hundred stalls":        {{Kind: awstest.StallBody, Share: 0.01, First: 1}},
		"a call in a hundred drips":         {{Kind: awstest.Drip, Share: 0.01, First: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			faulty := visits(t, few, faults...)
			same(t, clean, faulty)
			// A call that is not answered takes a minute; and whoever is throttled
			// slows down, whatever for.
			if most := 2*clean.took + 65*time.Second; faulty.took > most {
				t.Errorf("took %v, and %v without", faulty.took, clean.took)
			}
		})
	}
}

func TestFaultsThatStayAreUnknownWithTheirReasonAndNothingElseIs(t *testing.T) {
	clean := visits(t, few)
	inRegion := func(region string) func(inventory.Gap) bool {
		return func(g inventory.Gap) bool { return g.Subject.Region == region || g.Subject.Region == "" }
	}
	anything := func(inventory.Gap) bool { return true } // one set of credentials is for all
	ofService := func(service string) func(inventory.Gap) bool {
		return func(g inventory.Gap) bool { return strings.HasPrefix(g.Operation, service+":") }
	}
	for name, c := range map[string]struct {
		fault    awstest.Fault
		reason   inventory.Reason
		concerns func(inventory.Gap) bool
		extra    time.Duration // that it may take
	}{
		"a region is forbidden":         {awstest.Fault{Kind: awstest.DenyByOrganization, Region: "eu-west-1"}, inventory.DeniedByOrganization, inRegion("eu-west-1"), 0},
		"a region never answers":        {awstest.Fault{Kind: awstest.Silence, Region: "eu-west-1"}, inventory.TimedOut, inRegion("eu-west-1"), 65 * time.Second},
		"a region is reset":             {awstest.Fault{Kind: awstest.Reset, Region: "eu-west-1"}, inventory.Unreachable, inRegion("eu-west-1"), 65 * time.Second},
		"a service fails":               {awstest.Fault{Kind: awstest.ServerFailure, Operation: "kms:*"}, inventory.ServerError, ofService("kms"), 60 * time.Second},
		"a detail fails":                {awstest.Fault{Kind: awstest.ServerFailure, Operation: "kms:GetKeyRotationStatus"}, inventory.ServerError, ofService("kms"), 60 * time.Second},
		"a page of a hotel":             {awstest.Fault{Kind: awstest.SignIn, Operation: "s3:*"}, inventory.Malformed, ofService("s3"), 0},
		"half of XML":                   {awstest.Fault{Kind: awstest.Truncate, Operation: "ec2:DescribeVolumes"}, inventory.Malformed, ofService("ec2"), 0},
		"half of JSON":                  {awstest.Fault{Kind: awstest.Truncate, Operation: "lambda:ListFunctions"}, inventory.Malformed, ofService("lambda"), 0},
		"half of the credential report": {awstest.Fault{Kind: awstest.Truncate, Operation: "iam:GetCredentialReport"}, inventory.Malformed, ofService("iam"), 0},
		"a token that has expired":      {awstest.Fault{Kind: awstest.Expire, Operation: "s3:Get*"}, inventory.Expired, anything, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			faulty := visits(t, few, c.fault)
			sameBut(t, clean, faulty, c.reason, c.concerns)
			if most := clean.took + 3*time.Second + c.extra; faulty.took > most {
				t.Errorf("took %v, and %v without", faulty.took, clean.took)
			}
		})
	}
}

// A resource may be deleted between the list and the question about it.
func TestWhatIsDeletedMeanwhileIsNoFindingAndNoGap(t *testing.T) {
	clean := visits(t, few)
	snapshot := ""
	for _, f := range clean.findings {
		if f.Check.ID == "ec2.snapshot-not-public" {
			snapshot = f.Resource.ID
			break
		}
	}
	gone := visits(t, few, awstest.Fault{Kind: awstest.Vanish, About: snapshot})
	before, after := bySubject(clean.findings), bySubject(gone.findings)
	for at, was := range before {
		f, still := after[at]
		if !still && was.Resource.ID != snapshot || still && f.Status != was.Status {
			t.Errorf("%s of %s: %s, was %s", was.Check.ID, was.Resource.ARN, f.Status, was.Status)
		}
	}
	for at, f := range after {
		if _, ok := before[at]; !ok {
			t.Errorf("%s of %s: %s", f.Check.ID, f.Resource.ARN, f.Status)
		}
	}
}

func TestTheSameAccountHasTheSameFindingsWhateverTheOrder(t *testing.T) {
	first := visits(t, few, awstest.Fault{Kind: awstest.Deny, Operation: "ec2:DescribeSnapshotAttribute", Share: 0.5})
	for i := range 3 {
		next := visits(t, few, awstest.Fault{Kind: awstest.Deny, Operation: "ec2:DescribeSnapshotAttribute", Share: 0.5},
			awstest.Fault{Kind: awstest.Throttle, Share: 0.1 * float64(1+i)})
		if !reflect.DeepEqual(fmt.Sprint(first.findings), fmt.Sprint(next.findings)) {
			t.Error("the findings are others")
		}
	}
}

// Rates are what a large account is bound by. Within our share of them nothing
// is lost, next to nothing throttled, and no time wasted.
func TestALargeAccountTakesAsLongAsTheLimitsOfAWSSay(t *testing.T) {
	v := visits(t, awstest.Size{
		Volumes: 2000, Snapshots: 2000, Instances: 800, Groups: 500, Buckets: 200, Keys: 500, Functions: 700, Databases: 300,
		Roles: 500, Users: 20,
	})
	if ratio := v.took.Seconds() / v.floor.Seconds(); ratio > 1.1 {
		t.Errorf("it took %v, %.2f of the floor", v.took, ratio)
	}
	if v.again > 0 || v.throttled > v.calls/50 {
		t.Errorf("of %d calls %d were made again and %d throttled", v.calls, v.again, v.throttled)
	}
	for _, f := range v.findings {
		for _, g := range f.Gaps {
			t.Errorf("%s of %s: %+v", f.Check.ID, f.Resource.ARN, g)
		}
	}
}

// Others may use the account too, so that less is left of what AWS allows.
func TestAnAccountThatAllowsLessThanPublishedIsReadWhole(t *testing.T) {
	v := visitsCloud(t, few, &awstest.Cloud{Slower: 4})
	if ratio := v.took.Seconds() / v.floor.Seconds(); ratio > 1.1 {
		t.Errorf("it took %v, %.2f of the floor %v", v.took, ratio, v.floor)
	}
	same(t, visits(t, few), v)
}
