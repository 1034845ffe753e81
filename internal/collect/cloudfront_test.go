package collect

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
)

func ofCloudFront(cfnType, id, arn, name string) inventory.Resource {
	return inventory.Resource{Partition: "aws", Account: checktest.Account.ID, Type: cfnType, ID: id, ARN: arn, Name: name}
}

// distributionXML is one distribution of a list, with what a row needs besides.
func distributionXML(id, fields string) string {
	return "<DistributionSummary><Id>" + id + "</Id><ARN>arn:aws:cloudfront::123456789012:distribution/" + id + "</ARN><Status>Deployed</Status>" +
		"<LastModifiedTime>2026-01-01T00:00:00Z</LastModifiedTime><DomainName>" + id + ".cloudfront.net</DomainName><Comment/><PriceClass>PriceClass_All</PriceClass>" +
		"<Enabled>true</Enabled><HttpVersion>http2</HttpVersion><IsIPV6Enabled>true</IsIPV6Enabled><Staging>false</Staging><CustomErrorResponses><Quantity>0</Quantity></CustomErrorResponses>" +
		"<Restrictions><GeoRestriction><RestrictionType>none</RestrictionType><Quantity>0</Quantity></GeoRestriction></Restrictions>" + fields + "</DistributionSummary>"
}

func distributionsXML(distributions, more string) string {
	return `<DistributionList xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Marker/>` + more +
		"<MaxItems>100</MaxItems><Quantity>1</Quantity><Items>" + distributions + "</Items></DistributionList>"
}

const (
	plainBehavior = `<DefaultCacheBehavior><TargetOriginId>bucket</TargetOriginId><ViewerProtocolPolicy>redirect-to-https</ViewerProtocolPolicy></DefaultCacheBehavior>` +
		`<CacheBehaviors><Quantity>0</Quantity></CacheBehaviors><Aliases><Quantity>0</Quantity></Aliases><WebACLId/>`
	ofTheirs = `<ViewerCertificate><CloudFrontDefaultCertificate>true</CloudFrontDefaultCertificate><MinimumProtocolVersion>TLSv1</MinimumProtocolVersion></ViewerCertificate>`
)

func originXML(domain string) string {
	return `<Origins><Quantity>1</Quantity><Items><Origin><Id>bucket</Id><DomainName>` + domain + `</DomainName><S3OriginConfig><OriginAccessIdentity/></S3OriginConfig></Origin></Items></Origins>`
}

func TestDistributionsOfAllPagesSayWhereTheyGetContentAndHow(t *testing.T) {
	first := distributionXML("E1", `<Aliases><Quantity>1</Quantity><Items><CNAME>www.example.com</CNAME></Items></Aliases>
<Origins><Quantity>3</Quantity><Items>
<Origin><Id>bucket</Id><DomainName>site.s3.eu-west-1.amazonaws.com</DomainName><OriginAccessControlId>C1</OriginAccessControlId><S3OriginConfig><OriginAccessIdentity/></S3OriginConfig></Origin>
<Origin><Id>api</Id><DomainName>api.example.com</DomainName><CustomOriginConfig><HTTPPort>80</HTTPPort><HTTPSPort>443</HTTPSPort><OriginProtocolPolicy>match-viewer</OriginProtocolPolicy>
<OriginSslProtocols><Quantity>2</Quantity><Items><SslProtocol>TLSv1.1</SslProtocol><SslProtocol>TLSv1.2</SslProtocol></Items></OriginSslProtocols></CustomOriginConfig></Origin>
<Origin><Id>inside</Id><DomainName>internal.example.com</DomainName><VpcOriginConfig><VpcOriginId>vo_1</VpcOriginId></VpcOriginConfig></Origin>
</Items></Origins>
<OriginGroups><Quantity>1</Quantity><Items><OriginGroup><Id>both</Id><FailoverCriteria><StatusCodes><Quantity>1</Quantity><Items><StatusCode>500</StatusCode></Items></StatusCodes></FailoverCriteria>
<Members><Quantity>2</Quantity><Items><OriginGroupMember><OriginId>bucket</OriginId></OriginGroupMember><OriginGroupMember><OriginId>api</OriginId></OriginGroupMember></Items></Members></OriginGroup></Items></OriginGroups>
<DefaultCacheBehavior><TargetOriginId>both</TargetOriginId><ViewerProtocolPolicy>https-only</ViewerProtocolPolicy><TrustedKeyGroups><Enabled>true</Enabled><Quantity>1</Quantity><Items><KeyGroup>k</KeyGroup></Items></TrustedKeyGroups></DefaultCacheBehavior>
<CacheBehaviors><Quantity>1</Quantity><Items><CacheBehavior><PathPattern>/api</PathPattern><TargetOriginId>api</TargetOriginId><ViewerProtocolPolicy>allow-all</ViewerProtocolPolicy>
<AllowedMethods><Quantity>2</Quantity><Items><Method>GET</Method><Method>POST</Method></Items></AllowedMethods>
<TrustedSigners><Enabled>true</Enabled><Quantity>1</Quantity><Items><AwsAccountNumber>self</AwsAccountNumber></Items></TrustedSigners>
<FunctionAssociations><Quantity>2</Quantity><Items><FunctionAssociation><FunctionARN>arn:f</FunctionARN><EventType>viewer-response</EventType></FunctionAssociation></Items></FunctionAssociations>
<LambdaFunctionAssociations><Quantity>1</Quantity><Items><LambdaFunctionAssociation><LambdaFunctionARN>arn:l</LambdaFunctionARN><EventType>origin-request</EventType></LambdaFunctionAssociation></Items></LambdaFunctionAssociations>
<ResponseHeadersPolicyId>P1</ResponseHeadersPolicyId><FieldLevelEncryptionId>F1</FieldLevelEncryptionId></CacheBehavior></Items></CacheBehaviors>
<ViewerCertificate><ACMCertificateArn>arn:c</ACMCertificateArn><SSLSupportMethod>sni-only</SSLSupportMethod><MinimumProtocolVersion>TLSv1.2_2021</MinimumProtocolVersion></ViewerCertificate>
<WebACLId>arn:w</WebACLId><ConnectionMode>tenant-only</ConnectionMode>`)
	third := distributionXML("E3", strings.Replace(originXML("site.s3.amazonaws.com"), "<OriginAccessIdentity/>", "<OriginAccessIdentity>origin-access-identity/cloudfront/I</OriginAccessIdentity>", 1)+
		strings.Replace(plainBehavior, "</DefaultCacheBehavior>", `<AllowedMethods><Quantity>1</Quantity><Items><Method>GET</Method></Items></AllowedMethods>
<TrustedSigners><Enabled>true</Enabled><Quantity>1</Quantity><Items><AwsAccountNumber>self</AwsAccountNumber></Items></TrustedSigners>
<FunctionAssociations><Quantity>1</Quantity><Items><FunctionAssociation><FunctionARN>arn:f</FunctionARN><EventType>viewer-response</EventType></FunctionAssociation></Items></FunctionAssociations>
<LambdaFunctionAssociations><Quantity>1</Quantity><Items><LambdaFunctionAssociation><LambdaFunctionARN>arn:l</LambdaFunctionARN><EventType>origin-response</EventType></LambdaFunctionAssociation></Items></LambdaFunctionAssociations>
<ResponseHeadersPolicyId>P1</ResponseHeadersPolicyId><FieldLevelEncryptionId>F1</FieldLevelEncryptionId></DefaultCacheBehavior>`, 1)+ofTheirs)
	second := distributionXML("E2", originXML("site.s3.amazonaws.com")+plainBehavior+ofTheirs)
	inv := replay(t, []inventory.Handle{inventory.CloudFrontDistributions},
		exchange("cloudfront:ListDistributions", "us-east-1", `{"MaxItems":100}`, 200, "text/xml",
			distributionsXML(first, "<IsTruncated>true</IsTruncated><NextMarker>E1</NextMarker>")),
		exchange("cloudfront:ListDistributions", "us-east-1", `{"Marker":"E1","MaxItems":100}`, 200, "text/xml",
			distributionsXML(second+third, "<IsTruncated>false</IsTruncated>")),
	)
	const kind = "AWS::CloudFront::Distribution"
	want := []inventory.CloudFrontDistribution{
		{
			Resource:       ofCloudFront(kind, "E1", "arn:aws:cloudfront::123456789012:distribution/E1", "www.example.com"),
			ConnectionMode: "tenant-only", DomainName: "E1.cloudfront.net", WebACLID: "arn:w", GeoRestrictionType: "none",
			Origins: []inventory.CloudFrontOrigin{
				{ID: "bucket", DomainName: "site.s3.eu-west-1.amazonaws.com", Kind: "s3", OriginAccessControlID: "C1"},
				{ID: "api", DomainName: "api.example.com", Kind: "custom", ProtocolPolicy: "match-viewer", SslProtocols: []string{"TLSv1.1", "TLSv1.2"}},
				{ID: "inside", DomainName: "internal.example.com", Kind: "vpc"},
			},
			OriginGroups: []inventory.CloudFrontOriginGroup{{ID: "both", Members: []string{"bucket", "api"}}},
			Behaviors: []inventory.CloudFrontBehavior{
				{
					PathPattern: "/api", TargetOriginID: "api", ViewerProtocolPolicy: "allow-all", AllowedMethods: []string{"GET", "POST"},
					TrustedSigners: true, FieldLevelEncryptionID: "F1", ResponseHeadersPolicyID: "P1", Functions: []string{"arn:f"},
				},
				{PathPattern: "*", TargetOriginID: "both", ViewerProtocolPolicy: "https-only", TrustedKeyGroups: true},
			},
			ViewerCertificate: inventory.CloudFrontViewerCertificate{MinimumProtocolVersion: "TLSv1.2_2021", SSLSupportMethod: "sni-only"},
		},
		{
			Resource:       ofCloudFront(kind, "E2", "arn:aws:cloudfront::123456789012:distribution/E2", "E2.cloudfront.net"),
			ConnectionMode: "direct", DomainName: "E2.cloudfront.net", GeoRestrictionType: "none",
			Origins:           []inventory.CloudFrontOrigin{{ID: "bucket", DomainName: "site.s3.amazonaws.com", Kind: "s3"}},
			Behaviors:         []inventory.CloudFrontBehavior{{PathPattern: "*", TargetOriginID: "bucket", ViewerProtocolPolicy: "redirect-to-https"}},
			ViewerCertificate: inventory.CloudFrontViewerCertificate{CloudFrontDefaultCertificate: true, MinimumProtocolVersion: "TLSv1"},
		},
		{
			Resource:       ofCloudFront(kind, "E3", "arn:aws:cloudfront::123456789012:distribution/E3", "E3.cloudfront.net"),
			ConnectionMode: "direct", DomainName: "E3.cloudfront.net", GeoRestrictionType: "none",
			Origins: []inventory.CloudFrontOrigin{{ID: "bucket", DomainName: "site.s3.amazonaws.com", Kind: "s3", OriginAccessIdentity: "origin-access-identity/cloudfront/I"}},
			Behaviors: []inventory.CloudFrontBehavior{{
				PathPattern: "*", TargetOriginID: "bucket", ViewerProtocolPolicy: "redirect-to-https", AllowedMethods: []string{"GET"},
				TrustedSigners: true, FieldLevelEncryptionID: "F1", ResponseHeadersPolicyID: "P1", Functions: []string{"arn:f", "arn:l"},
			}},
			ViewerCertificate: inventory.CloudFrontViewerCertificate{CloudFrontDefaultCertificate: true, MinimumProtocolVersion: "TLSv1"},
		},
	}
	if diff := cmp.Diff(want, inventory.CloudFrontDistributions.Rows(inv)); diff != "" {
		t.Error(diff)
	}
	if gaps := inv.Gaps(inventory.CloudFrontDistributions); len(gaps) > 0 {
		t.Errorf("gaps: %+v", gaps)
	}
}

// S3 answers for buckets of others too: in another region by a redirection, and
// without saying which by a refusal.
func TestABucketThatIsAnOriginExistsUnlessS3SaysNot(t *testing.T) {
	for name, tc := range map[string]struct {
		status       int
		region       string
		exists, seen bool
	}{
		"there": {200, "eu-west-1", true, true}, "gone": {404, "", false, true}, "refused": {403, "us-west-2", false, false},
		"in another region": {301, "us-west-2", true, true}, "in a region that wants its own signature": {400, "af-south-1", true, true},
		"not understood": {400, "", false, false},
	} {
		t.Run(name, func(t *testing.T) {
			head := exchange("s3:HeadBucket", "eu-west-1", `{"Bucket":"site.example"}`, tc.status, xml, "")
			head.BucketRegion = tc.region
			inv := replay(t, []inventory.Handle{inventory.CloudFrontOriginBuckets},
				exchange("cloudfront:ListDistributions", "us-east-1", `{"MaxItems":100}`, 200, "text/xml",
					distributionsXML(distributionXML("E1", originXML("site.example.s3.eu-west-1.amazonaws.com")+plainBehavior+ofTheirs), "<IsTruncated>false</IsTruncated>")),
				head,
			)
			rows, gaps := inventory.CloudFrontOriginBuckets.Rows(inv), inv.Gaps(inventory.CloudFrontOriginBuckets)
			if tc.seen && (len(rows) != 1 || rows[0].Exists != tc.exists || rows[0].ID != "site.example" || len(gaps) > 0) {
				t.Errorf("rows %+v, gaps %+v", rows, gaps)
			}
			if !tc.seen && (len(rows) > 0 || len(gaps) != 1 || gaps[0].Reason != map[int]inventory.Reason{403: inventory.Denied, 400: inventory.Failed}[tc.status] || gaps[0].Subject.ID != "site.example") {
				t.Errorf("rows %+v, gaps %+v", rows, gaps)
			}
		})
	}
}

func deliveries(home string) []wire.Exchange {
	return []wire.Exchange{
		exchange("cloudwatchlogs:DescribeDeliverySources", home, `{}`, 200, "application/x-amz-json-1.1",
			`{"deliverySources":[{"name":"site","arn":"arn:s","service":"cloudfront","logType":"ACCESS_LOGS","resourceArns":["arn:aws:cloudfront::123456789012:distribution/E1"]},`+
				`{"name":"idle","arn":"arn:i","service":"cloudfront","logType":"ACCESS_LOGS","resourceArns":["arn:aws:cloudfront::123456789012:distribution/E2"]},`+
				`{"name":"other","arn":"arn:o","service":"bedrock","logType":"APPLICATION_LOGS","resourceArns":["arn:k"]}]}`),
		exchange("cloudwatchlogs:DescribeDeliveries", home, `{}`, 200, "application/x-amz-json-1.1",
			`{"deliveries":[{"id":"1","arn":"arn:aws:logs:us-east-1:123456789012:delivery:1","deliverySourceName":"site"},{"id":"2","arn":"arn:aws:logs:us-east-1:123456789012:delivery:2","deliverySourceName":"other"}]}`),
	}
}

// A source without a delivery logs nothing.
func TestLogsOfCloudFrontAreDeliveredInItsRegion(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.CloudFrontLogDeliveries}, deliveries("us-east-1")...)
	want := []inventory.CloudFrontLogDelivery{{
		Resource: inventory.Resource{
			Partition: "aws", Account: checktest.Account.ID, Region: "us-east-1", Type: "AWS::Logs::Delivery",
			ID: "1", ARN: "arn:aws:logs:us-east-1:123456789012:delivery:1",
		},
		LogType: "ACCESS_LOGS", ResourceArns: []string{"arn:aws:cloudfront::123456789012:distribution/E1"},
	}}
	if diff := cmp.Diff(want, inventory.CloudFrontLogDeliveries.Rows(inv)); diff != "" {
		t.Error(diff)
	}
	plan := planOf(t, inventory.CloudFrontLogDeliveries)
	home := homeAnswered(plan.Operations(), deliveries("us-east-1")...).In("eu-west-1")
	if rows := inventory.CloudFrontLogDeliveries.Rows(collected(plan, home)); len(rows) != 1 {
		t.Errorf("from another home region: %+v", rows)
	}
}

func TestDeliveriesThatMayNotBeListedAreAGap(t *testing.T) {
	refused := jsonError("cloudwatchlogs:DescribeDeliveries", `{}`, "AccessDeniedException")
	inv := replay(t, []inventory.Handle{inventory.CloudFrontLogDeliveries}, deliveries("us-east-1")[0], refused)
	if gaps := inv.Gaps(inventory.CloudFrontLogDeliveries); len(gaps) != 1 || gaps[0].Operation != refused.Operation || gaps[0].Reason != inventory.Denied {
		t.Errorf("%+v", gaps)
	}
}

func TestADistributionLogsWhereItsConfigurationSays(t *testing.T) {
	config := func(fields string) wire.Exchange {
		return answered200("cloudfront:GetDistributionConfig", `{"Id":"E1"}`, "text/xml",
			`<DistributionConfig xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/">`+fields+`</DistributionConfig>`)
	}
	for fields, want := range map[string]inventory.CloudFrontDistributionConfig{
		"<DefaultRootObject>index.html</DefaultRootObject>": {DefaultRootObject: "index.html"},
		"<Logging><Enabled>true</Enabled><IncludeCookies>false</IncludeCookies><Bucket>logs.s3.amazonaws.com</Bucket><Prefix></Prefix></Logging>": {
			LoggingEnabled: true, LoggingBucket: "logs.s3.amazonaws.com",
		},
	} {
		plan := planOf(t, inventory.CloudFrontDistributionConfigs)
		inv := collected(plan, homeAnswered(plan.Operations(), config(fields), answered200("cloudfront:ListDistributions", `{"MaxItems":100}`, "text/xml",
			distributionsXML(distributionXML("E1", originXML("a.s3.amazonaws.com")+plainBehavior+ofTheirs), ""))))
		rows := inventory.CloudFrontDistributionConfigs.Rows(inv)
		if len(rows) != 1 {
			t.Fatalf("%+v, gaps %+v", rows, inv.Gaps(inventory.CloudFrontDistributionConfigs))
		}
		want.Resource = rows[0].Resource
		if diff := cmp.Diff(want, rows[0]); diff != "" {
			t.Error(diff)
		}
	}
}

func TestResponseHeadersPoliciesNameWhatTheyAdd(t *testing.T) {
	policy := func(id, config string) string {
		return `<ResponseHeadersPolicySummary><Type>custom</Type><ResponseHeadersPolicy><Id>` + id + `</Id><LastModifiedTime>2026-01-01T00:00:00Z</LastModifiedTime>` +
			`<ResponseHeadersPolicyConfig><Name>` + id + `</Name>` + config + `</ResponseHeadersPolicyConfig></ResponseHeadersPolicy></ResponseHeadersPolicySummary>`
	}
	hsts := func(age string) string {
		return `<SecurityHeadersConfig><StrictTransportSecurity><Override>true</Override><AccessControlMaxAgeSec>` + age + `</AccessControlMaxAgeSec></StrictTransportSecurity>` +
			`<FrameOptions><Override>true</Override><FrameOption>DENY</FrameOption></FrameOptions></SecurityHeadersConfig>`
	}
	page := func(policies, more string) string {
		return `<ResponseHeadersPolicyList xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/">` + more + `<MaxItems>100</MaxItems><Quantity>1</Quantity><Items>` + policies + `</Items></ResponseHeadersPolicyList>`
	}
	inv := replay(t, []inventory.Handle{inventory.CloudFrontResponseHeadersPolicies},
		exchange("cloudfront:ListResponseHeadersPolicies", "us-east-1", `{"MaxItems":100}`, 200, "text/xml",
			page(policy("P1", hsts("31536000")), "<NextMarker>P1</NextMarker>")),
		exchange("cloudfront:ListResponseHeadersPolicies", "us-east-1", `{"Marker":"P1","MaxItems":100}`, 200, "text/xml",
			page(policy("P2", hsts("0")+`<CustomHeadersConfig><Quantity>1</Quantity><Items><ResponseHeadersPolicyCustomHeader><Header>Permissions-Policy</Header><Value>x</Value><Override>true</Override></ResponseHeadersPolicyCustomHeader></Items></CustomHeadersConfig>`), "")),
	)
	got := map[string][]string{}
	for _, p := range inventory.CloudFrontResponseHeadersPolicies.Rows(inv) {
		got[p.ID] = p.Headers
	}
	want := map[string][]string{
		"P1": {"strict-transport-security", "x-frame-options"},
		"P2": {"permissions-policy", "x-frame-options"}, // a max-age of 0 has browsers forget
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
