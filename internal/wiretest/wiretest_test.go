//go:build e2e

package wiretest

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/yourside/yourside/internal/wire"
)

func answer(operation string, status int, body string) wire.Exchange {
	return wire.Exchange{Operation: operation, Region: "us-east-1", Input: json.RawMessage(`{}`), Status: status, Body: body}
}

func volumes(of string) wire.Exchange {
	return answer("ec2:DescribeVolumes", 200,
		`<DescribeVolumesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><volumeSet><item>`+of+`</item></volumeSet></DescribeVolumesResponse>`)
}

func keyOf(metadata string) wire.Exchange {
	return answer("kms:DescribeKey", 200, `{"KeyMetadata":`+metadata+`}`)
}

func bucketError(fields string) wire.Exchange {
	return answer("s3:GetBucketEncryption", 404, `<Error>`+fields+`</Error>`)
}

func TestWhatAWSWouldNotAnswerIsFound(t *testing.T) {
	const role = `<GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:role/r</Arn></GetCallerIdentityResult>`
	for name, tc := range map[string]struct {
		exchange wire.Exchange
		says     string // empty if nothing is wrong
	}{
		"right, XML":  {volumes(`<volumeId>vol-1</volumeId><encrypted>true</encrypted><size>8</size><createTime>2026-01-31T09:00:00.000Z</createTime>`), ""},
		"right, JSON": {keyOf(`{"KeyId":"k","Enabled":true,"CreationDate":1652692351.0}`), ""},
		"right, an error in XML": {
			bucketError(`<Code>NoSuchBucket</Code><Message>m</Message>`), "",
		},
		"right, an error in JSON": {answer("kms:DescribeKey", 400, `{"__type":"NotFoundException","message":"m"}`), ""},
		"right, another case": {
			answer("ec2:DescribeVpcEndpoints", 200, `<DescribeVpcEndpointsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">`+
				`<vpcEndpointSet><item><state>available</state></item></vpcEndpointSet></DescribeVpcEndpointsResponse>`), "",
		},
		"no answer at all": {wire.Exchange{Operation: "kms:DescribeKey", Failure: "timed out"}, ""},

		"a misspelt field in XML":        {volumes(`<encrypt>true</encrypt>`), "volumeSet[0]/encrypt: is not in the model"},
		"a field in the wrong case":      {volumes(`<Encrypted>true</Encrypted>`), "volumeSet[0]/Encrypted: is not in the model"},
		"a misspelt field in JSON":       {keyOf(`{"KeyId":"k","Enable":true}`), "/KeyMetadata/Enable: is not in the model"},
		"a misspelt root":                {answer("ec2:DescribeVolumes", 200, `<DescribeVolumeResponse/>`), "the root is not DescribeVolumesResponse"},
		"a field that is there twice":    {volumes(`<size>8</size><size>9</size>`), "volumeSet[0]/size: occurs twice"},
		"a list's item by another name":  {answer("sts:GetCallerIdentity", 200, `<GetCallerIdentityResponse>`+role+`<Result/></GetCallerIdentityResponse>`), "/Result: is not in the model"},
		"no boolean in XML":              {volumes(`<encrypted>yes</encrypted>`), "'yes', not a boolean"},
		"no number in XML":               {volumes(`<size>large</size>`), "'large', not a integer"},
		"no time in XML":                 {volumes(`<createTime>1652692351</createTime>`), "'1652692351', not a timestamp"},
		"text for a structure in XML":    {volumes(`<attachmentSet>none</attachmentSet>`), "'none', not a list"},
		"a structure for text in XML":    {volumes(`<volumeId><id>vol-1</id></volumeId>`), "/volumeId/id: is not in the model"},
		"text for a boolean in JSON":     {keyOf(`{"KeyId":"k","Enabled":"true"}`), "'true', not a boolean"},
		"text for a time in JSON":        {keyOf(`{"KeyId":"k","CreationDate":"2026-01-31"}`), "'2026-01-31', not a timestamp"},
		"a list for a structure in JSON": {keyOf(`[]`), "/KeyMetadata: is not an object"},
		"a list for an error in JSON":    {answer("kms:DescribeKey", 400, `[]`), "/: is not an object"},
		"null in JSON":                   {keyOf(`{"KeyId":"k","Enabled":null}`), "/KeyMetadata/Enabled: is null"},
		"a value that is not listed":     {volumes(`<status>gone</status>`), "'gone', which the model does not list"},
		"an unknown error code":          {bucketError(`<Code>NoSuchEncryption</Code><Message>m</Message>`), "NoSuchEncryption is no documented error"},
		"an unknown error code in JSON":  {answer("kms:DescribeKey", 400, `{"__type":"NoSuchKey","message":"m"}`), "NoSuchKey is no documented error"},
		"an error of another operation":  {answer("kms:DescribeKey", 400, `{"__type":"AlreadyExistsException","message":"m"}`), "AlreadyExistsException is no documented error"},
		"an error without a message":     {bucketError(`<Code>NoSuchBucket</Code>`), "the error has no message"},
		"an error of another protocol":   {answer("ec2:DescribeVolumes", 403, `<Error><Code>UnauthorizedOperation</Code><Message>m</Message></Error>`), "is an error without Response/Errors/Error"},
		"a misspelt field of an error":   {bucketError(`<Code>NoSuchBucket</Code><Message>m</Message><Bucket>b</Bucket>`), "Error/Bucket: is not in the model"},
		"a page of something else":       {answer("ec2:DescribeVolumes", 200, `<html><body>Sign in</body></html>`), "the root is not DescribeVolumesResponse"},
		"a cut answer":                   {answer("kms:DescribeKey", 200, `{"KeyMetadata":{`), "cannot be read"},
		"no body":                        {answer("ec2:DescribeVolumes", 200, ``), "no body"},
		"no status":                      {answer("ec2:DescribeVolumes", 0, ``), "has the HTTP status 0"},
		"a misspelt operation":           {answer("ec2:DescribeVolume", 200, `<DescribeVolumeResponse/>`), "is no operation of AWS"},
		"a misspelt service":             {answer("ecc:DescribeVolumes", 200, `<DescribeVolumesResponse/>`), "is no operation of AWS"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, fragment := range []bool{false, true} {
				wrong, err := problems(tc.exchange, fragment)
				if err != nil {
					t.Fatal(err)
				}
				all := strings.Join(wrong, "\n")
				if tc.says == "" && all != "" || !strings.Contains(all, tc.says) {
					t.Errorf("as a fragment %t: %q, want %q", fragment, all, tc.says)
				}
			}
		})
	}
}

func TestOnlyARecordingMustBeWhole(t *testing.T) {
	for name, tc := range map[string]struct {
		exchange wire.Exchange
		says     string
	}{
		"a required member in JSON": {keyOf(`{"Enabled":true}`), "/KeyMetadata: has no KeyId, which is required"},
		"a required member in XML": {
			answer("iam:ListAccountAliases", 200, `<ListAccountAliasesResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">`+
				`<ListAccountAliasesResult><IsTruncated>false</IsTruncated></ListAccountAliasesResult></ListAccountAliasesResponse>`),
			"has no AccountAliases, which is required",
		},
		"the namespace": {answer("ec2:DescribeVolumes", 200, `<DescribeVolumesResponse/>`), "is not in the namespace http://ec2.amazonaws.com/doc/2016-11-15"},
	} {
		t.Run(name, func(t *testing.T) {
			whole, err := problems(tc.exchange, false)
			if err != nil {
				t.Fatal(err)
			}
			if all := strings.Join(whole, "\n"); !strings.Contains(all, tc.says) {
				t.Errorf("of a recording: %q, want %q", all, tc.says)
			}
			if part, err := problems(tc.exchange, true); err != nil || len(part) > 0 {
				t.Errorf("of a fragment: %q, %v", part, err)
			}
		})
	}
}
