package collect

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
)

const xml = "application/xml"

// planOf is the plan of what these tables need.
func planOf(t *testing.T, needs ...inventory.Handle) Plan {
	t.Helper()
	plan, err := NewPlan(needs)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// replay collects the tables from exchanges through the real SDK clients.
func replay(t *testing.T, needs []inventory.Handle, exchanges ...wire.Exchange) *inventory.Inventory {
	t.Helper()
	plan := planOf(t, needs...)
	return collected(plan, homeOf(t, plan.Operations(), exchanges...))
}

func collected(plan Plan, home Session) *inventory.Inventory {
	parts := plan.Collect(context.Background(), home, Scope{Regions: []string{"us-east-1", "eu-west-1"}}, new(Progress))
	return inventory.New(checktest.Account, checktest.Now, parts...)
}

// homeOf returns a session that is answered as AWS would.
func homeOf(t *testing.T, operations []string, exchanges ...wire.Exchange) Session {
	t.Helper()
	conform(t, exchanges)
	return homeAnswered(operations, exchanges...)
}

// conform holds answers against the models of AWS. They are there in tests
// with the tag e2e only.
var conform = func(*testing.T, []wire.Exchange) {}

// homeAnswered returns a session whose answers need not be those of AWS.
func homeAnswered(operations []string, exchanges ...wire.Exchange) Session {
	cfg := aws.Config{Region: "us-east-1", Credentials: credentials.NewStaticCredentialsProvider("REPLAY", "REPLAY", "")}
	wire.Install(&cfg, wire.Options{Allowed: operations, Recorded: true, Client: wire.NewReplayer(exchanges)})
	return Session{Account: checktest.Account, Region: "us-east-1", Config: cfg}
}

func exchange(operation, region, input string, status int, contentType, body string) wire.Exchange {
	return wire.Exchange{
		Operation: operation, Region: region, Input: json.RawMessage(input),
		Status: status, ContentType: contentType, Body: body,
	}
}

const twoBuckets = `<ListAllMyBucketsResult><Buckets>
<Bucket><Name>data</Name><BucketRegion>eu-west-1</BucketRegion></Bucket>
<Bucket><Name>logs</Name><BucketRegion>us-east-1</BucketRegion></Bucket>
</Buckets></ListAllMyBucketsResult>`

func s3Error(code string) string {
	return "<Error><Code>" + code + "</Code><Message>m</Message></Error>"
}

func TestDetailsAreReadInTheRegionOfTheirBucketAndARefusalConcernsThatBucket(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.S3PublicAccessBlocks},
		exchange("s3:ListBuckets", "us-east-1", `{"MaxBuckets":1000}`, 200, xml, twoBuckets),
		exchange("s3:GetPublicAccessBlock", "eu-west-1", `{"Bucket":"data"}`, 404, xml, s3Error("NoSuchPublicAccessBlockConfiguration")),
		exchange("s3:GetPublicAccessBlock", "us-east-1", `{"Bucket":"logs"}`, 403, xml, s3Error("AccessDenied")),
	)
	rows := inventory.S3PublicAccessBlocks.Rows(inv)
	if len(rows) != 1 || rows[0].ID != "data" || rows[0].Region != "eu-west-1" || rows[0].BlockPublicAcls {
		t.Errorf("rows: %+v", rows)
	}
	gaps := inv.Gaps(inventory.S3PublicAccessBlocks)
	if len(gaps) != 1 {
		t.Fatalf("gaps: %+v", gaps)
	}
	want := inventory.Gap{
		Subject: gaps[0].Subject, Operation: "s3:GetPublicAccessBlock",
		Reason: inventory.Denied, Code: "AccessDenied", Message: "m",
	}
	if diff := cmp.Diff(want, gaps[0]); diff != "" || gaps[0].Subject.ID != "logs" {
		t.Error(diff, gaps[0].Subject)
	}
}

func TestARefusedListIsAGapOfItsDetailsToo(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.S3BucketEncryptions},
		exchange("s3:ListBuckets", "us-east-1", `{"MaxBuckets":1000}`, 403, xml, s3Error("AccessDenied")))
	for _, h := range []inventory.Handle{inventory.S3Buckets, inventory.S3BucketEncryptions} {
		gaps := inv.Gaps(h)
		if len(gaps) != 1 || gaps[0].Reason != inventory.Denied || gaps[0].Operation != "s3:ListBuckets" {
			t.Errorf("%s: %+v", h.Name(), gaps)
		}
	}
}

func TestABucketDeletedMeanwhileIsGone(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.S3BucketVersionings},
		exchange("s3:ListBuckets", "us-east-1", `{"MaxBuckets":1000}`, 200, xml, twoBuckets),
		exchange("s3:GetBucketVersioning", "eu-west-1", `{"Bucket":"data"}`, 404, xml, s3Error("NoSuchBucket")),
		exchange("s3:GetBucketVersioning", "us-east-1", `{"Bucket":"logs"}`, 200, xml,
			`<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>`),
	)
	if rows := inventory.S3BucketVersionings.Rows(inv); len(rows) != 1 || rows[0].Status != "Enabled" {
		t.Errorf("rows: %+v", rows)
	}
	if gaps := inv.Gaps(inventory.S3BucketVersionings); len(gaps) != 1 || gaps[0].Reason != inventory.Gone {
		t.Errorf("gaps: %+v", gaps)
	}
}

func TestWhatIsNotRecordedIsAGap(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.KMSKeyList})
	gaps := inv.Gaps(inventory.KMSKeyList)
	if len(gaps) != 2 || gaps[0].Reason != inventory.NotRecorded || gaps[0].Subject.Region != "eu-west-1" {
		t.Errorf("gaps: %+v", gaps)
	}
}

func TestAnAnswerThatIsNotOfAWSIsMalformed(t *testing.T) {
	const volumes, keys, buckets = "ec2:DescribeVolumes", "kms:ListKeys", "s3:ListBuckets"
	const page = `<!DOCTYPE html><html><body>Sign in</body></html>`
	for name, tc := range map[string]struct{ operation, input, contentType, body string }{
		"a page for XML":    {volumes, `{"MaxResults":500}`, "text/html", page},
		"a page for S3":     {buckets, `{"MaxBuckets":1000}`, "text/html", page},
		"another document":  {buckets, `{"MaxBuckets":1000}`, xml, `<ListBucketResult/>`},
		"another operation": {volumes, `{"MaxResults":500}`, ec2XML, ec2Answer("DescribeSnapshots", `<snapshotSet/>`)},
		"JSON for XML":      {volumes, `{"MaxResults":500}`, "application/json", `{"volumes":[]}`},
		"plain text":        {volumes, `{"MaxResults":500}`, "text/plain", `Bad gateway`},
		"nothing for XML":   {volumes, `{"MaxResults":500}`, ec2XML, ``},
		"nothing for S3":    {buckets, `{"MaxBuckets":1000}`, xml, "\n"},
		"nothing for JSON":  {keys, `{"Limit":1000}`, json11, ``},
		"cut XML":           {volumes, `{"MaxResults":500}`, ec2XML, `<DescribeVolumesResponse><volumeSet><item>`},
		"no boolean":        {volumes, `{"MaxResults":500}`, ec2XML, ec2Answer("DescribeVolumes", `<volumeSet><item><encrypted>perhaps</encrypted></item></volumeSet>`)},
		"cut JSON":          {keys, `{"Limit":1000}`, json11, `{"Keys":[{"KeyId":"a"`},
		"a list":            {keys, `{"Limit":1000}`, json11, `[]`},
		"a sign-in's page":  {keys, `{"Limit":1000}`, json11, `<html><body>Sign in</body></html>`},
	} {
		t.Run(name, func(t *testing.T) {
			table := map[string]inventory.Handle{volumes: inventory.Volumes, keys: inventory.KMSKeyList, buckets: inventory.S3Buckets}[tc.operation]
			plan := planOf(t, table)
			answer := exchange(tc.operation, "us-east-1", tc.input, 200, tc.contentType, tc.body)
			gaps := collected(plan, homeAnswered(plan.Operations(), answer)).Gaps(table)
			last := len(gaps) - 1 // the other region's is not recorded
			if last < 0 || gaps[last].Reason != inventory.Malformed || gaps[last].Operation != tc.operation || gaps[last].Message == "" {
				t.Errorf("gaps: %+v", gaps)
			}
		})
	}
}

func TestTheGuardRefusesUndeclaredOperations(t *testing.T) {
	sent := 0
	cfg := aws.Config{Region: "us-east-1", Credentials: credentials.NewStaticCredentialsProvider("A", "B", "")}
	wire.Install(&cfg, wire.Options{Allowed: []string{"s3:ListBuckets"}, Client: counter{&sent}})
	_, err := s3.NewFromConfig(cfg).DeleteBucket(context.Background(), &s3.DeleteBucketInput{Bucket: aws.String("data")})
	if err == nil || sent != 0 {
		t.Errorf("a DeleteBucket went out: %d requests, error %v", sent, err)
	}
}

// counter counts the requests that reach the transport.
type counter struct{ sent *int }

func (c counter) Do(*http.Request) (*http.Response, error) {
	*c.sent++
	return nil, errors.New("sent")
}

// A table that nobody fills would have no rows and no gap.
func TestATableWithoutACollectorIsNoPlan(t *testing.T) {
	orphan := inventory.NewTable[inventory.S3Bucket]("acme.orphans")
	if _, err := NewPlan([]inventory.Handle{inventory.S3Buckets, orphan}); err == nil || !strings.Contains(err.Error(), "acme.orphans") {
		t.Errorf("%v", err)
	}
	child := perRow(orphan, inventory.S3PublicAccessBlocks, getPublicAccessBlock, "s3:GetPublicAccessBlock")
	if _, err := newPlan([]Collector{child}, []inventory.Handle{inventory.S3PublicAccessBlocks}); err == nil {
		t.Error("details of what nobody lists are a plan")
	}
}
