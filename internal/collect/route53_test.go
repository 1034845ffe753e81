package collect

import (
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
)

const (
	zonesXML = `<ListHostedZonesResponse><HostedZones>
<HostedZone><Id>/hostedzone/Z1</Id><Name>example.com.</Name></HostedZone>
<HostedZone><Id>/hostedzone/Z2</Id><Name>inside.example.com.</Name><Config><PrivateZone>true</PrivateZone></Config></HostedZone>
</HostedZones><IsTruncated>false</IsTruncated></ListHostedZonesResponse>`
	firstRecords = `<ListResourceRecordSetsResponse><ResourceRecordSets>
<ResourceRecordSet><Name>example.com.</Name><Type>MX</Type><ResourceRecords><ResourceRecord><Value>10 mail.example.com</Value></ResourceRecord></ResourceRecords></ResourceRecordSet>
<ResourceRecordSet><Name>example.com.</Name><Type>A</Type><SetIdentifier>blue</SetIdentifier><ResourceRecords><ResourceRecord><Value>52.1.2.3</Value></ResourceRecord></ResourceRecords></ResourceRecordSet>
</ResourceRecordSets><IsTruncated>true</IsTruncated><NextRecordName>example.com.</NextRecordName><NextRecordType>A</NextRecordType><NextRecordIdentifier>green</NextRecordIdentifier></ListResourceRecordSetsResponse>`
	moreRecords = `<ListResourceRecordSetsResponse><ResourceRecordSets>
<ResourceRecordSet><Name>\052.example.com.</Name><Type>CNAME</Type><ResourceRecords><ResourceRecord><Value>shop.us-east-1.elasticbeanstalk.com</Value></ResourceRecord></ResourceRecords></ResourceRecordSet>
<ResourceRecordSet><Name>old.example.com.</Name><Type>A</Type><AliasTarget><HostedZoneId>Z3</HostedZoneId><DNSName>s3-website-us-east-1.amazonaws.com.</DNSName></AliasTarget></ResourceRecordSet>
</ResourceRecordSets><IsTruncated>false</IsTruncated></ListResourceRecordSetsResponse>`
)

func ofZone() []wire.Exchange {
	return []wire.Exchange{
		answered200("route53:ListHostedZones", `{"MaxItems":100}`, xml, zonesXML),
		answered200("route53:ListResourceRecordSets", `{"HostedZoneId":"Z1","MaxItems":300}`, xml, firstRecords),
		answered200("route53:ListResourceRecordSets",
			`{"HostedZoneId":"Z1","MaxItems":300,"StartRecordIdentifier":"green","StartRecordName":"example.com.","StartRecordType":"A"}`, xml, moreRecords),
	}
}

// Nobody but a VPC asks a private zone, so its records are not read.
func TestRecordsOfPublicZonesThatLeadSomewhere(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.RecordSets}, ofZone()...)
	got := map[string]inventory.RecordSet{}
	for _, r := range inventory.RecordSets.Rows(inv) {
		got[r.ARN] = inventory.RecordSet{RecordName: r.RecordName, RecordType: r.RecordType, Values: r.Values, AliasOf: r.AliasOf}
	}
	const zone = "arn:aws:route53:::hostedzone/Z1/recordset/"
	want := map[string]inventory.RecordSet{
		zone + "example.com/A/blue":  {RecordName: "example.com", RecordType: "A", Values: []string{"52.1.2.3"}},
		zone + "*.example.com/CNAME": {RecordName: "*.example.com", RecordType: "CNAME", Values: []string{"shop.us-east-1.elasticbeanstalk.com"}},
		zone + "old.example.com/A":   {RecordName: "old.example.com", RecordType: "A", AliasOf: "s3-website-us-east-1.amazonaws.com."},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s, gaps %+v", diff, inv.Gaps(inventory.RecordSets))
	}
}

func TestWhatRecordsLeadToIsAskedAbout(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.RecordBuckets, inventory.RecordApps}, append(ofZone(),
		exchange("s3:HeadBucket", "us-east-1", `{"Bucket":"old.example.com"}`, 404, xml, ""),
		answered200("elasticbeanstalk:CheckDNSAvailability", `{"CNAMEPrefix":"shop"}`, "text/xml", queryAnswer("CheckDNSAvailability", "<Available>true</Available>")),
	)...)
	if rows := inventory.RecordBuckets.Rows(inv); len(rows) != 1 || rows[0].ID != "old.example.com" || rows[0].Exists {
		t.Errorf("%+v, gaps %+v", rows, inv.Gaps(inventory.RecordBuckets))
	}
	if rows := inventory.RecordApps.Rows(inv); len(rows) != 1 || rows[0].ID != "shop" || !rows[0].Available || rows[0].Region != "us-east-1" {
		t.Errorf("%+v, gaps %+v", rows, inv.Gaps(inventory.RecordApps))
	}
}

// counted answers, and counts the requests that have no answer but a status.
type counted struct {
	next aws.HTTPClient
	n    atomic.Int32
}

// Do answers the request.
func (c *counted) Do(r *http.Request) (*http.Response, error) {
	if r.Method == http.MethodHead {
		c.n.Add(1)
	}
	return c.next.Do(r)
}

// A website is often both what a record leads to and where a distribution gets
// content from. Each of the two is known by itself too.
func TestABucketThatSeveralThingsNameIsAskedAboutOnce(t *testing.T) {
	const origin = "old.example.com.s3.us-east-1.amazonaws.com"
	distributions := answered200("cloudfront:ListDistributions", `{"MaxItems":100}`, "text/xml",
		distributionsXML(distributionXML("E1", originXML(origin)+plainBehavior+ofTheirs)+
			distributionXML("E2", originXML("old.example.com.s3.amazonaws.com")+plainBehavior+ofTheirs), "<IsTruncated>false</IsTruncated>"))
	exchanges := append(ofZone(), distributions, exchange("s3:HeadBucket", "us-east-1", `{"Bucket":"old.example.com"}`, 404, xml, ""))
	conform(t, exchanges)
	origins, records := inventory.CloudFrontOriginBuckets, inventory.RecordBuckets
	for name, tc := range map[string]struct {
		needs            []inventory.Handle
		origins, records int
	}{
		"both":         {[]inventory.Handle{origins, records}, 2, 1}, // without a region it is that of the scan
		"only origins": {[]inventory.Handle{origins}, 2, 0},
		"only records": {[]inventory.Handle{records}, 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			plan, err := NewPlan(tc.needs)
			if err != nil {
				t.Fatal(err)
			}
			asked := &counted{next: wire.NewReplayer(exchanges)}
			cfg := aws.Config{Region: "us-east-1", Credentials: credentials.NewStaticCredentialsProvider("REPLAY", "REPLAY", "")}
			wire.Install(&cfg, wire.Options{Allowed: plan.Operations(), Recorded: true, Client: asked})
			inv := collected(plan, Session{Account: checktest.Account, Region: "us-east-1", Config: cfg})
			if rows := slices.Concat(origins.Rows(inv), records.Rows(inv)); len(origins.Rows(inv)) != tc.origins || len(records.Rows(inv)) != tc.records ||
				slices.ContainsFunc(rows, func(b inventory.NamedBucket) bool { return b.Exists }) {
				t.Errorf("%+v, gaps %+v", rows, inv.Gaps(records))
			}
			planned := 0
			for _, s := range plan.Steps("us-east-1", []string{"us-east-1"}, inv) {
				if slices.Contains(s.Operations, "s3:HeadBucket") {
					planned += s.Calls["us-east-1"]
				}
			}
			if n := asked.n.Load(); n != 1 || planned != 1 {
				t.Errorf("asked %d times, and planned %d", n, planned)
			}
		})
	}
}

func TestNamesOfRecordsAreAsPeopleWriteThem(t *testing.T) {
	for given, want := range map[string]string{`\052.example.com.`: "*.example.com", `a\100b.example.com`: "a@b.example.com", `\777.example.com.`: `\777.example.com`} {
		if got := recordName(given); got != want {
			t.Errorf("%s is %s, want %s", given, got, want)
		}
	}
}

// What a sign-in page says of a bucket is nothing that AWS said.
func TestABucketThatSomebodyElseAnswersAboutIsNotToldOf(t *testing.T) {
	const said = "what answered 404 is not AWS"
	stranger := exchange("s3:HeadBucket", "us-east-1", `{"Bucket":"old.example.com"}`, 0, "", "")
	stranger.Failure, stranger.FailureKind = said, "stranger"
	inv := replay(t, []inventory.Handle{inventory.RecordBuckets}, append(ofZone(), stranger)...)
	gaps := inv.Gaps(inventory.RecordBuckets)
	if len(inventory.RecordBuckets.Rows(inv)) > 0 || len(gaps) != 1 || gaps[0].Reason != inventory.Malformed || !strings.Contains(gaps[0].Message, said) {
		t.Errorf("%+v, gaps %+v", inventory.RecordBuckets.Rows(inv), gaps)
	}
}

func TestEnvironmentsAndAddressesAreListedInEachRegion(t *testing.T) {
	const environment = `<Environments><member><EnvironmentId>e-1</EnvironmentId><EnvironmentName>shop</EnvironmentName>
<EnvironmentArn>arn:aws:elasticbeanstalk:us-east-1:123456789012:environment/app/shop</EnvironmentArn><CNAME>shop.us-east-1.elasticbeanstalk.com</CNAME></member></Environments>`
	const address = `<DescribeAddressesResponse><addressesSet><item><publicIp>52.1.2.3</publicIp><allocationId>eipalloc-1</allocationId>
<associationId>eipassoc-1</associationId></item></addressesSet></DescribeAddressesResponse>`
	none := func(operation, body string) wire.Exchange {
		return exchange(operation, "eu-west-1", `{}`, 200, "text/xml", body)
	}
	environments := exchange("elasticbeanstalk:DescribeEnvironments", "us-east-1", `{"IncludeDeleted":false}`, 200, "text/xml", queryAnswer("DescribeEnvironments", environment))
	elsewhere := environments
	elsewhere.Region, elsewhere.Body = "eu-west-1", queryAnswer("DescribeEnvironments", "<Environments/>")
	inv := replay(t, []inventory.Handle{inventory.AppEnvironments, inventory.Addresses}, environments, elsewhere,
		answered200("ec2:DescribeAddresses", `{}`, "text/xml", address), none("ec2:DescribeAddresses", `<DescribeAddressesResponse/>`))
	if rows := inventory.AppEnvironments.Rows(inv); len(rows) != 1 || rows[0].CNAME != "shop.us-east-1.elasticbeanstalk.com" {
		t.Errorf("%+v, gaps %+v", rows, inv.Gaps(inventory.AppEnvironments))
	}
	rows := inventory.Addresses.Rows(inv)
	if len(rows) != 1 || rows[0].PublicIP != "52.1.2.3" || rows[0].AssociationID != "eipassoc-1" || rows[0].ARN != "arn:aws:ec2:us-east-1:123456789012:elastic-ip/eipalloc-1" {
		t.Errorf("%+v, gaps %+v", rows, inv.Gaps(inventory.Addresses))
	}
}
