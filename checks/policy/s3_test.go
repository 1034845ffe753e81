package policy

import (
	"slices"
	"strings"
	"testing"
)

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
func TestExposureOfABucket(t *testing.T) {
	all := Block{BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true}
	off, none := &Block{}, []ACLGrant{}
	enforced, writer := "BucketOwnerEnforced", "ObjectWriter"
	acl := func(group, permission string) *[]ACLGrant { return &[]ACLGrant{{Group: group, Permission: permission}} }
	policy := func(statements string) *BucketPolicy {
		return &BucketPolicy{Document: document(t, strings.TrimSuffix(statements, ","))}
	}
	noPolicy := &BucketPolicy{}
	public := policy(everyoneReads)
	const orgOnly = `{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"ORG"}}}`
	for name, c := range map[string]struct {
		bucket Bucket
		want   Answer
		to     string
		by     string
		kept   string
		unread string
	}{
		"nothing public": {Bucket{AccountBlock: off, OwnBlock: off, Ownership: &writer, ACL: &none, Policy: noPolicy}, No, "", "", "", ""},
		"all blocked by the account, nothing else read": {Bucket{AccountBlock: &all}, No, "", "", LayerAccountBlock, ""},
		"all blocked by the bucket, nothing else read":  {Bucket{OwnBlock: &all}, No, "", "", LayerBucketBlock, ""},
		"each side blocks its half":                     {Bucket{AccountBlock: &Block{IgnorePublicAcls: true}, OwnBlock: &Block{RestrictPublicBuckets: true}, Policy: public}, No, "", "", LayerAccountBlock + "," + LayerBucketBlock, ""},
		"only what is new is blocked":                   {Bucket{AccountBlock: &Block{BlockPublicAcls: true, BlockPublicPolicy: true}, OwnBlock: off, Ownership: &enforced, Policy: public}, Yes, Anyone, LayerPolicy, LayerOwnership, ""},
		"a public policy":                               {Bucket{AccountBlock: off, OwnBlock: off, Ownership: &enforced, Policy: public}, Yes, Anyone, LayerPolicy, LayerOwnership, ""},
		"a public policy, an ACL not read":              {Bucket{AccountBlock: off, OwnBlock: off, Policy: public}, Yes, Anyone, LayerPolicy, "", ""},
		"a public policy, blocks not read":              {Bucket{Ownership: &enforced, Policy: public}, Unknown, Anyone, LayerPolicy, LayerOwnership, LayerAccountBlock + "," + LayerBucketBlock},
		"a public policy, the account's block not read": {Bucket{OwnBlock: off, Ownership: &enforced, Policy: public}, Unknown, Anyone, LayerPolicy, LayerOwnership, LayerAccountBlock},
		"a policy restricted":                           {Bucket{AccountBlock: off, OwnBlock: &Block{RestrictPublicBuckets: true}, Ownership: &enforced, Policy: public}, No, "", "", LayerOwnership + "," + LayerBucketBlock, ""},
		"a policy that S3 says is not public":           {Bucket{AccountBlock: off, OwnBlock: &Block{RestrictPublicBuckets: true}, Ownership: &enforced, Policy: &BucketPolicy{Document: public.Document, IsPublic: No}}, Yes, Anyone, LayerPolicy, LayerOwnership, ""},
		"a policy for our organization":                 {Bucket{AccountBlock: off, OwnBlock: off, Ownership: &enforced, Policy: policy(everyoneReads + orgOnly)}, No, "", "", LayerOwnership, ""},
		"no policy read":                                {Bucket{AccountBlock: off, OwnBlock: off, Ownership: &enforced}, Unknown, "", "", LayerOwnership, LayerPolicy},
		"a policy that S3 takes for public, denied":     {Bucket{AccountBlock: off, OwnBlock: &Block{RestrictPublicBuckets: true}, Ownership: &enforced, Policy: policy(everyoneReads + denyAllHTTP)}, No, "", "", LayerOwnership + "," + LayerBucketBlock, ""},
		"everyone lists by the ACL":                     {Bucket{AccountBlock: off, OwnBlock: off, Ownership: &writer, ACL: acl(allUsers, "READ"), Policy: noPolicy}, Yes, Anyone, LayerACL, "", ""},
		"everyone with an account by the ACL":           {Bucket{AccountBlock: off, OwnBlock: off, Ownership: &writer, ACL: acl(authenticated, "WRITE"), Policy: noPolicy}, Yes, AnyPrincipal, LayerACL, "", ""},
		"the log delivery group":                        {Bucket{AccountBlock: off, OwnBlock: off, Ownership: &writer, ACL: acl("http://acs.amazonaws.com/groups/s3/LogDelivery", "WRITE"), Policy: noPolicy}, No, "", "", "", ""},
		"an account by the ACL":                         {Bucket{AccountBlock: off, OwnBlock: off, Ownership: &writer, ACL: &[]ACLGrant{{Canonical: "c0ffee", Permission: "FULL_CONTROL"}}, Policy: noPolicy}, No, "", "", "", ""},
		"an ACL that ownership turns off":               {Bucket{AccountBlock: off, OwnBlock: off, Ownership: &enforced, ACL: acl(allUsers, "FULL_CONTROL"), Policy: noPolicy}, No, "", "", LayerOwnership, ""},
		"an ACL that the account ignores":               {Bucket{AccountBlock: &Block{IgnorePublicAcls: true}, OwnBlock: off, Ownership: &writer, ACL: acl(allUsers, "FULL_CONTROL"), Policy: noPolicy}, No, "", "", LayerAccountBlock, ""},
		"an ACL of new ones only":                       {Bucket{AccountBlock: &Block{BlockPublicAcls: true}, OwnBlock: off, Ownership: &writer, ACL: acl(allUsers, "READ"), Policy: noPolicy}, Yes, Anyone, LayerACL, "", ""},
		"an ACL, ownership not read":                    {Bucket{AccountBlock: off, OwnBlock: off, ACL: acl(allUsers, "READ"), Policy: noPolicy}, Unknown, Anyone, LayerACL, "", LayerOwnership},
		"an ACL, the account's block not read":          {Bucket{OwnBlock: off, Ownership: &writer, ACL: acl(allUsers, "READ"), Policy: noPolicy}, Unknown, Anyone, LayerACL, "", LayerAccountBlock},
		"an ACL that the policy denies":                 {Bucket{AccountBlock: off, OwnBlock: off, Ownership: &writer, ACL: acl(allUsers, "READ"), Policy: policy(orgOnly)}, No, "", "", "", ""},
		"an ACL, the policy not read":                   {Bucket{AccountBlock: off, OwnBlock: off, Ownership: &writer, ACL: acl(allUsers, "READ")}, Unknown, Anyone, LayerACL, "", LayerPolicy},
		"an ACL with a permission that is not known":    {Bucket{AccountBlock: off, OwnBlock: off, Ownership: &writer, ACL: acl(allUsers, "REPLICATE"), Policy: noPolicy}, Unknown, Anyone, LayerACL, "", ""},
		"nothing read":                                  {Bucket{}, Unknown, "", "", "", strings.Join([]string{LayerOwnership, LayerACL, LayerAccountBlock, LayerPolicy, LayerBucketBlock}, ",")},
	} {
		t.Run(name, func(t *testing.T) {
			c.bucket.Target = bucket
			e := c.bucket.Public()
			to := ""
			if len(e.Grants) > 0 {
				to = e.Grants[0].To
			}
			join := func(layers []string) string { return strings.Join(layers, ",") }
			if e.Answer != c.want || to != c.to || join(e.By) != c.by || join(e.Kept) != c.kept || join(e.Unread) != c.unread {
				t.Errorf("got %v to %q by %q, kept by %q, unread %q%s", e.Answer, to, e.By, e.Kept, e.Unread, explain(e.Result))
			}
		})
	}
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#acl-access-policy-permission-mapping
func TestWhatAnACLLetsEveryoneDo(t *testing.T) {
	writer := "ObjectWriter"
	for permission, want := range map[string][]string{
		"READ":         {"s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:ListBucketVersions"},
		"WRITE":        {"s3:PutObject"},
		"READ_ACP":     {"s3:GetBucketAcl"},
		"WRITE_ACP":    {"s3:PutBucketAcl"},
		"FULL_CONTROL": {"s3:GetBucketAcl", "s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:ListBucketVersions", "s3:PutBucketAcl", "s3:PutObject"},
	} {
		e := Bucket{
			Target: bucket, AccountBlock: &Block{}, OwnBlock: &Block{}, Ownership: &writer, Policy: &BucketPolicy{},
			ACL: &[]ACLGrant{{Group: allUsers, Permission: permission}},
		}.Public()
		if len(e.Grants) != 1 || !slices.Equal(e.Grants[0].Actions, want) || e.Grants[0].Sid != "ACL "+permission {
			t.Errorf("%s: got %v", permission, e.Grants)
		}
	}
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
func TestPublicAsS3UsesTheWord(t *testing.T) {
	put := func(principal, condition string) string {
		return `{"Principal":` + principal + `,"Resource":"*","Action":"s3:PutObject","Effect":"Allow","Condition":{` + condition + `}}`
	}
	for name, c := range map[string]struct {
		statements string
		want       Answer
	}{
		"Facebook":                             {put(`{"Federated":"graph.facebook.com"}`, ``), Yes},
		"everyone":                             {put(`"*"`, ``), Yes},
		"a VPC by a wildcard":                  {put(`"*"`, `"StringLike":{"aws:SourceVpc":"vpc-*"}`), Yes},
		"a fixed VPC":                          {put(`"*"`, `"StringEquals":{"aws:SourceVpc":"vpc-91237329"}`), No},
		"three grants, one of them public":     {put(`{"Service":"cloudtrail.amazonaws.com"}`, ``) + `,` + put(`{"AWS":"THEIRS"}`, ``) + `,` + put(`"*"`, ``), Yes},
		"the other two":                        {put(`{"Service":"cloudtrail.amazonaws.com"}`, ``) + `,` + put(`{"AWS":"THEIRS"}`, ``), No},
		"another's organization":               {put(`"*"`, `"StringEquals":{"aws:PrincipalOrgID":"o-other"}`), No},
		"a variable":                           {put(`"*"`, `"StringEquals":{"aws:PrincipalOrgID":"${aws:ResourceOrgID}"}`), Yes},
		"a range of /8":                        {put(`"*"`, `"IpAddress":{"aws:SourceIp":"16.0.0.0/8"}`), No},
		"a range of /7, which Public calls no": {put(`"*"`, `"IpAddress":{"aws:SourceIp":"16.0.0.0/7"}`), Yes},
		"a private range":                      {put(`"*"`, `"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}`), No},
		"a wide range of IPv6":                 {put(`"*"`, `"IpAddress":{"aws:SourceIp":"2001::/31"}`), Yes},
		"all but a range":                      {put(`"*"`, `"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}`), Yes},
		"a VPC, if any":                        {put(`"*"`, `"StringEqualsIfExists":{"aws:SourceVpc":"vpc-1"}`), Yes},
		"all values, of which there is none":   {put(`"*"`, `"ForAllValues:StringEquals":{"aws:SourceVpc":"vpc-1"}`), Yes},
		"a KMS key":                            {put(`"*"`, `"StringEquals":{"s3:x-amz-server-side-encryption-aws-kms-key-id":"arn:aws:kms:eu-west-1:OURS:key/k"}`), No},
		"access points of an account":          {put(`"*"`, `"ArnLike":{"s3:DataAccessPointArn":"arn:aws:s3:us-west-2:123456789012:accesspoint/*"}`), No},
		"access points of any account":         {put(`"*"`, `"ArnLike":{"s3:DataAccessPointArn":"arn:aws:s3:us-west-2:*:accesspoint/*"}`), Yes},
		"a role's sessions":                    {put(`"*"`, `"StringLike":{"aws:userid":"AROAEXAMPLE:*"}`), Unknown},
		"a key that S3 does not name":          {put(`"*"`, `"StringEquals":{"aws:SourceOrgID":"ORG"}`), Unknown},
		"a referer":                            {put(`"*"`, `"StringEquals":{"aws:Referer":"x"}`), Yes},
		"all but our organization denied":      {put(`"*"`, ``) + `,{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"ORG"}}}`, Unknown},
		"plain HTTP denied":                    {put(`"*"`, ``) + `,` + denyAllHTTP, Yes},
		"all but some":                         {`{"NotPrincipal":{"AWS":"OURS"},"Resource":"*","Action":"s3:PutObject","Effect":"Allow"}`, Yes},
	} {
		if got := document(t, c.statements).PublicToS3(bucket); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
