package collect

import (
	"errors"
	"net/http"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
)

// Of "data" all is set, of "logs" nothing.
func TestWhatABucketHasNoSettingForIsARowWithoutIt(t *testing.T) {
	set := func(operation, body string) wire.Exchange {
		return exchange("s3:"+operation, "eu-west-1", `{"Bucket":"data"}`, 200, xml, body)
	}
	unset := func(operation, code string) wire.Exchange {
		return exchange("s3:"+operation, "us-east-1", `{"Bucket":"logs"}`, 404, xml, s3Error(code))
	}
	inv := replay(t, []inventory.Handle{
		inventory.S3PublicAccessBlocks, inventory.S3BucketEncryptions, inventory.S3BucketLoggings, inventory.S3OwnershipControls,
	},
		exchange("s3:ListBuckets", "us-east-1", `{"MaxBuckets":1000}`, 200, xml, twoBuckets),
		set("GetPublicAccessBlock", `<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>false</IgnorePublicAcls>
			<BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>`),
		unset("GetPublicAccessBlock", "NoSuchPublicAccessBlockConfiguration"),
		set("GetBucketEncryption", `<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm>
			<KMSMasterKeyID>alias/data</KMSMasterKeyID></ApplyServerSideEncryptionByDefault><BucketKeyEnabled>true</BucketKeyEnabled>
			<BlockedEncryptionTypes><EncryptionType>SSE-C</EncryptionType></BlockedEncryptionTypes></Rule></ServerSideEncryptionConfiguration>`),
		unset("GetBucketEncryption", "ServerSideEncryptionConfigurationNotFoundError"),
		set("GetBucketLogging", `<BucketLoggingStatus><LoggingEnabled><TargetBucket>logs</TargetBucket><TargetPrefix></TargetPrefix></LoggingEnabled></BucketLoggingStatus>`),
		exchange("s3:GetBucketLogging", "us-east-1", `{"Bucket":"logs"}`, 200, xml, `<BucketLoggingStatus/>`),
		set("GetBucketOwnershipControls", `<OwnershipControls><Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule></OwnershipControls>`),
		unset("GetBucketOwnershipControls", "OwnershipControlsNotFoundError"),
	)
	buckets := inventory.S3Buckets.Rows(inv)
	data, logs := buckets[0].Resource, buckets[1].Resource
	same := func(diff string) {
		if diff != "" {
			t.Error(diff)
		}
	}
	same(cmp.Diff([]inventory.S3PublicAccessBlock{
		{Resource: data, BlockPublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true}, {Resource: logs},
	}, inventory.S3PublicAccessBlocks.Rows(inv)))
	same(cmp.Diff([]inventory.S3BucketEncryption{
		{Resource: data, SSEAlgorithm: "aws:kms", KMSMasterKeyID: "alias/data", BlockedEncryptionTypes: []string{"SSE-C"}}, {Resource: logs},
	}, inventory.S3BucketEncryptions.Rows(inv)))
	same(cmp.Diff([]inventory.S3BucketLogging{{Resource: data, TargetBucket: "logs"}, {Resource: logs}}, inventory.S3BucketLoggings.Rows(inv)))
	same(cmp.Diff([]inventory.S3OwnershipControl{
		{Resource: data, ObjectOwnership: "BucketOwnerEnforced"}, {Resource: logs},
	}, inventory.S3OwnershipControls.Rows(inv)))
}

// A rule may say what is blocked and nothing else, and the other way round.
func TestARuleOfEncryptionMayLackEitherPart(t *testing.T) {
	for rule, want := range map[string]inventory.S3BucketEncryption{
		"<BlockedEncryptionTypes><EncryptionType>SSE-C</EncryptionType></BlockedEncryptionTypes>":                      {BlockedEncryptionTypes: []string{"SSE-C"}},
		"<ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault>": {SSEAlgorithm: "AES256"},
	} {
		inv := replay(t, []inventory.Handle{inventory.S3BucketEncryptions},
			exchange("s3:ListBuckets", "us-east-1", `{"MaxBuckets":1000}`, 200, xml,
				`<ListAllMyBucketsResult><Buckets><Bucket><Name>data</Name><BucketRegion>eu-west-1</BucketRegion></Bucket></Buckets></ListAllMyBucketsResult>`),
			exchange("s3:GetBucketEncryption", "eu-west-1", `{"Bucket":"data"}`, 200, xml,
				"<ServerSideEncryptionConfiguration><Rule>"+rule+"</Rule></ServerSideEncryptionConfiguration>"))
		rows := inventory.S3BucketEncryptions.Rows(inv)
		if len(rows) != 1 {
			t.Fatalf("%+v, gaps %+v", rows, inv.Gaps(inventory.S3BucketEncryptions))
		}
		want.Resource = rows[0].Resource
		if diff := cmp.Diff(want, rows[0]); diff != "" {
			t.Error(diff)
		}
	}
}

func TestAnAccountBlocksWhatItSaysAndWithoutASettingNothing(t *testing.T) {
	for name, tc := range map[string]struct {
		status int
		body   string
		want   inventory.S3PublicAccessBlock
	}{
		"set": {200, `<PublicAccessBlockConfiguration><BlockPublicAcls>false</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls>
			<BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>false</RestrictPublicBuckets></PublicAccessBlockConfiguration>`,
			inventory.S3PublicAccessBlock{IgnorePublicAcls: true, BlockPublicPolicy: true}},
		"not set": {404, `<ErrorResponse><Error><Code>NoSuchPublicAccessBlockConfiguration</Code><Message>m</Message></Error></ErrorResponse>`, inventory.S3PublicAccessBlock{}},
	} {
		t.Run(name, func(t *testing.T) {
			inv := replay(t, []inventory.Handle{inventory.S3AccountPublicAccessBlocks},
				exchange("s3control:GetPublicAccessBlock", "us-east-1", `{"AccountId":"123456789012"}`, tc.status, xml, tc.body))
			tc.want.Resource = checktest.Account.Resource()
			if diff := cmp.Diff([]inventory.S3PublicAccessBlock{tc.want}, inventory.S3AccountPublicAccessBlocks.Rows(inv)); diff != "" {
				t.Errorf("%s, gaps %+v", diff, inv.Gaps(inventory.S3AccountPublicAccessBlocks))
			}
		})
	}
}

// hosts keeps whom it is asked to call, and calls nobody.
type hosts struct{ called []string }

func (h *hosts) Do(r *http.Request) (*http.Response, error) {
	h.called = append(h.called, r.URL.Host+r.URL.Path)
	return nil, errors.New("nobody is called")
}

// A given endpoint has no names for each bucket and account.
func TestAGivenEndpointIsCalledByItsOwnName(t *testing.T) {
	for name, tc := range map[string]struct {
		endpoint *string
		want     []string
	}{
		"of AWS": {nil, []string{"data.s3.us-east-1.amazonaws.com/", "123456789012.s3-control.us-east-1.amazonaws.com/v20180820/configuration/publicAccessBlock"}},
		"given":  {aws.String("http://moto:5000"), []string{"moto:5000/data", "moto:5000/v20180820/configuration/publicAccessBlock"}},
	} {
		t.Run(name, func(t *testing.T) {
			var h hosts
			s := Session{Account: checktest.Account, Region: "us-east-1", Config: aws.Config{
				Region: "us-east-1", Credentials: credentials.NewStaticCredentialsProvider("K", "S", ""), BaseEndpoint: tc.endpoint,
				HTTPClient: &h, RetryMaxAttempts: 1,
			}}
			bucket := inventory.S3Bucket{Resource: s.Resource("AWS::S3::Bucket", "data", "")}
			if err := getBucketLogging(t.Context(), s, bucket, nil); err == nil {
				t.Error("somebody was called")
			}
			if err := getAccountPublicAccessBlock(t.Context(), s, nil); err == nil {
				t.Error("somebody was called")
			}
			if diff := cmp.Diff(tc.want, h.called); diff != "" {
				t.Error(diff)
			}
		})
	}
}
