package s3

import (
	"slices"
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

const (
	everybody     = "http://acs.amazonaws.com/groups/global/AllUsers"
	withAnAccount = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
	readAll       = `{"Sid":"site","Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"BUCKET/*"}`
)

// layers is a bucket with nothing blocked, ACLs in effect, no grants and no
// policy, but for the parts that are given in their place.
func layers(parts ...inventory.Part) []inventory.Part {
	account, own := inventory.S3PublicAccessBlock{Resource: checktest.Account.Resource()}, inventory.S3PublicAccessBlock{Resource: bucket("a")}
	all := []inventory.Part{
		inventory.S3Buckets.Of(inventory.S3Bucket{Resource: bucket("a")}),
		inventory.S3AccountPublicAccessBlocks.Of(account), inventory.S3PublicAccessBlocks.Of(own),
		ownership("ObjectWriter"), acl(), noPolicy("a"),
	}
	return append(slices.DeleteFunc(all, func(p inventory.Part) bool {
		return slices.ContainsFunc(parts, func(o inventory.Part) bool { return o.Table().Name() == p.Table().Name() })
	}), parts...)
}

func ownership(o string) inventory.Part {
	return inventory.S3OwnershipControls.Of(inventory.S3OwnershipControl{Resource: bucket("a"), ObjectOwnership: o})
}

func acl(grants ...inventory.S3Grant) inventory.Part {
	return inventory.S3BucketACLs.Of(inventory.S3BucketACL{Resource: bucket("a"), Grants: append([]inventory.S3Grant{{Grantee: "owner", Permission: "FULL_CONTROL"}}, grants...)})
}

func accountBlocks(b inventory.S3PublicAccessBlock) inventory.Part {
	b.Resource = checktest.Account.Resource()
	return inventory.S3AccountPublicAccessBlocks.Of(b)
}

func bucketBlocks(b inventory.S3PublicAccessBlock) inventory.Part {
	b.Resource = bucket("a")
	return inventory.S3PublicAccessBlocks.Of(b)
}

// A resource control policy denies what an ACL grants too.
func TestBucketNotPublicUnderResourceControlPolicies(t *testing.T) {
	everyone := acl(inventory.S3Grant{Grantee: "http://acs.amazonaws.com/groups/global/AllUsers", Permission: "READ"})
	site := policyOf("a", readAll)
	noRead := `{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"*"}`
	checktest.Run(t, BucketNotPublic, checktest.Cases{
		"by policy":             checktest.Pass(checktest.UnderRCP(checktest.OursOnly("s3"), layers(site)...)...).Says("0 (Ours)", "r-ab12", "lets nobody from outside read from it, by resource control policies of its organization"),
		"by ACL":                checktest.Pass(checktest.UnderRCP(checktest.OursOnly("s3"), layers(everyone)...)...).Says("0 (Ours)"),
		"reading alone, by ACL": checktest.Fail(checktest.UnderRCP(noRead, layers(everyone)...)...),
		"reading, by policy":    checktest.Pass(checktest.UnderRCP(noRead, layers(site)...)...),
		"reading alone, where all may write too": checktest.Pass(checktest.UnderRCP(noRead, layers(policyOf("a", readAll+`,{"Effect":"Allow","Principal":"*","Action":"s3:PutObject","Resource":"BUCKET/*"}`))...)...).
			Says("statement 0 of the resource control policy perimeter"),
		"of another bucket":      checktest.Fail(checktest.UnderRCP(`{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::other*"}`, layers(site)...)...),
		"what AWS attaches only": checktest.Fail(checktest.UnderRCP(``, layers(site)...)...),
	})
}

func TestBucketNotPublic(t *testing.T) {
	restricted := inventory.S3PublicAccessBlock{RestrictPublicBuckets: true}
	ignored := inventory.S3PublicAccessBlock{IgnorePublicAcls: true}
	newOnly := inventory.S3PublicAccessBlock{BlockPublicAcls: true, BlockPublicPolicy: true}
	everything := inventory.S3PublicAccessBlock{BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true}
	denied := func(t inventory.Handle) inventory.Part { return t.Missing(checktest.Denied(bucket("a"))) }
	all := everybodyMay("READ")
	checktest.Run(t, BucketNotPublic, checktest.Cases{
		"closed":                    checktest.Pass(layers()...),
		"a public policy":           checktest.Fail(layers(policyOf("a", readAll))...).Says("Policy [statement 0 (site)", "s3:GetObject", "the bucket policy"),
		"restricted by the account": checktest.Pass(layers(policyOf("a", readAll), accountBlocks(restricted))...).Says("the account's Block Public Access"),
		"restricted by the bucket":  checktest.Pass(layers(policyOf("a", readAll), bucketBlocks(restricted))...).Says("the bucket's Block Public Access"),
		"a public policy for a bucket that all may list":  checktest.Fail(layers(policyOf("a", readAll), all)...).Says("by the ACL and the bucket policy"),
		"a public policy, where all may write by the ACL": checktest.Fail(layers(policyOf("a", readAll), everybodyMay("WRITE"))...).Says("read from it by the bucket policy: "),
		"everyone writes, and the ACL is denied":          checktest.Unknown(layers(policyOf("a", `{"Effect":"Allow","Principal":"*","Action":"s3:PutObject","Resource":"BUCKET/*"}`), denied(inventory.S3BucketACLs))...),
		"only new ones are blocked":                       checktest.Fail(layers(policyOf("a", readAll), accountBlocks(newOnly), bucketBlocks(newOnly))...),
		"everyone by the ACL":                             checktest.Fail(layers(all)...).Says("the ACL"),
		"who has an account, by ACL":                      checktest.Fail(layers(acl(inventory.S3Grant{Grantee: withAnAccount, Permission: "READ"}))...),
		"an ACL that is off":                              checktest.Pass(layers(all, ownership("BucketOwnerEnforced"))...).Says("object ownership"),
		"an ACL that is ignored":                          checktest.Pass(layers(all, bucketBlocks(ignored))...),
		"an ACL for logs":                                 checktest.Pass(layers(acl(inventory.S3Grant{Grantee: "http://acs.amazonaws.com/groups/s3/LogDelivery", Permission: "WRITE"}))...),
		"another account by the ACL":                      checktest.Pass(layers(acl(inventory.S3Grant{Grantee: "other", Permission: "READ"}))...),
		"writing only":                                    checktest.Pass(layers(everybodyMay("WRITE"))...),
		"the ACL denied by policy":                        checktest.Pass(layers(all, policyOf("a", `{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["BUCKET","BUCKET/*"],"Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-1234567890"}}}`))...),
		"an organization":                                 checktest.Pass(layers(policyOf("a", `{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"BUCKET/*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1234567890"}}}`))...),
		"a CDN":                                           checktest.Pass(layers(policyOf("a", `{"Effect":"Allow","Principal":{"Service":"cloudfront.amazonaws.com"},"Action":"s3:GetObject","Resource":"BUCKET/*","Condition":{"StringEquals":{"AWS:SourceArn":"arn:aws:cloudfront::123456789012:distribution/E1"}}}`))...),
		"a Referer, which is claimed":                     checktest.Fail(layers(policyOf("a", `{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"BUCKET/*","Condition":{"StringLike":{"aws:Referer":"https://example.com/*"}}}`))...),
		"a key that is not known":                         checktest.Unknown(layers(policyOf("a", `{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"BUCKET/*","Condition":{"StringEquals":{"s3:NewKey":"x"}}}`))...),
		"not a policy":                                    checktest.Unknown(layers(inventory.S3BucketPolicies.Of(inventory.ResourcePolicy{Resource: bucket("a"), Policy: "{"}))...),
		"the policy denied":                               checktest.Unknown(layers(denied(inventory.S3BucketPolicies))...),
		"the policy denied, but restricted":               checktest.Pass(layers(denied(inventory.S3BucketPolicies), accountBlocks(everything))...),
		"the policy denied, but an ACL":                   checktest.Unknown(layers(denied(inventory.S3BucketPolicies), all)...),
		"the ACL denied":                                  checktest.Unknown(layers(denied(inventory.S3BucketACLs))...),
		"the ACL denied, but off":                         checktest.Pass(layers(denied(inventory.S3BucketACLs), ownership("BucketOwnerEnforced"))...),
		"the account's blocks denied, nothing to block":   checktest.Pass(layers(inventory.S3AccountPublicAccessBlocks.Missing(checktest.Denied()))...),
		"the account's blocks denied, a public policy":    checktest.Unknown(layers(inventory.S3AccountPublicAccessBlocks.Missing(checktest.Denied()), policyOf("a", readAll))...),
		"a public policy, the ACL denied":                 checktest.Fail(layers(policyOf("a", readAll), denied(inventory.S3BucketACLs))...),
		"one of two": checktest.Want([]check.Status{check.StatusPass, check.StatusUnknown}, append(layers(),
			inventory.S3Buckets.Of(inventory.S3Bucket{Resource: bucket("b")}), inventory.S3BucketPolicies.Missing(checktest.Denied(bucket("b"))),
			inventory.S3BucketACLs.Missing(checktest.Denied(bucket("b"))), inventory.S3OwnershipControls.Missing(checktest.Denied(bucket("b"))),
			inventory.S3PublicAccessBlocks.Missing(checktest.Denied(bucket("b"))))...),
	})
}

func everybodyMay(permission string) inventory.Part {
	return acl(inventory.S3Grant{Grantee: everybody, Permission: permission})
}
