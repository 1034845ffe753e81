package s3

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestBucketPolicyTrustedAccounts(t *testing.T) {
	to := func(principal, action, more string) inventory.Part {
		return policyOf("a", `{"Sid":"partner","Effect":"Allow","Principal":`+principal+`,"Action":"`+action+`","Resource":["BUCKET","BUCKET/*"]`+more+`}`)
	}
	const other = `{"AWS":"arn:aws:iam::999999999999:root"}`
	ours := inventory.Organizations.Of(inventory.Organization{Resource: checktest.Account.Resource(), Member: true, OrganizationID: "o-1234567890", MasterAccountID: "111111111111"})
	alone := inventory.Organizations.Of(inventory.Organization{Resource: checktest.Account.Resource()})
	inOrganization := `,"Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1234567890"}}`
	unread := inventory.Organizations.Missing(checktest.Denied())
	checktest.Run(t, BucketPolicyTrustedAccounts, checktest.Cases{
		"no policy":                  checktest.Pass(noPolicy("a")),
		"another account reads":      checktest.Pass(to(other, "s3:GetObject", "")),
		"another account controls":   checktest.Fail(to(other, "s3:PutBucketPolicy", ""), alone).Says("999999999999", "s3:PutBucketPolicy"),
		"another account does all":   checktest.Fail(to(other, "*", ""), unread),
		"this account controls":      checktest.Pass(to(`{"AWS":"arn:aws:iam::123456789012:role/admin"}`, "s3:*", "")),
		"a trusted account controls": checktest.Pass(to(other, "s3:PutBucketPolicy", "")).With("trusted-accounts", []string{"999999999999"}),
		"everyone controls":          checktest.Fail(to(`"*"`, "s3:PutBucketAcl", ""), alone),
		"its own organization":       checktest.Pass(to(`"*"`, "s3:PutBucketAcl", inOrganization), ours),
		"another's organization":     checktest.Fail(to(`"*"`, "s3:PutBucketAcl", inOrganization), alone).Says("o-1234567890"),
		"an organization, unread":    checktest.Unknown(to(`"*"`, "s3:PutBucketAcl", inOrganization), unread),
		"a canonical user":           checktest.Unknown(to(`{"CanonicalUser":"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"}`, "s3:PutBucketAcl", ""), alone),
		"not a policy":               checktest.Unknown(inventory.S3BucketPolicies.Of(inventory.ResourcePolicy{Resource: bucket("a"), Policy: "[]"})),
	})
}
