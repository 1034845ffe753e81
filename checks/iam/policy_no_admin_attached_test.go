package iam

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestPolicyNoAdminAttached(t *testing.T) {
	all := allow("*", "*")
	runWritten(t, PolicyNoAdminAttached, all, checktest.Cases{
		"of AWS":                             checktest.Fail(inventory.IAMAWSPolicies.Of(ofAWS("AdministratorAccess", document(all)))),
		"of AWS, only a boundary":            checktest.NotApplicable(inventory.IAMAWSPolicies.Of(func() inventory.IAMPolicy { p := ofAWS("AdministratorAccess", document(all)); used(0, 1)(&p); return p }())),
		"of AWS, all but IAM":                checktest.Pass(inventory.IAMAWSPolicies.Of(ofAWS("PowerUserAccess", document(statement("Allow", "NotAction", "iam:* organizations:* account:*", "Resource", "*", nil))))),
		"of AWS, for a service's role":       checktest.NotApplicable(inventory.IAMAWSPolicies.Of(ofAWS("aws-service-role/AWSSSOServiceRolePolicy", document(allow("iam:*", "*"))))),
		"attached to nobody":                 checktest.NotApplicable(inventory.IAMPolicies.Of(policyOf("p", document(all), used(0, 0)))),
		"attached, and a boundary":           checktest.Fail(inventory.IAMPolicies.Of(policyOf("p", document(all), used(1, 1)))),
		"a list of actions":                  checktest.Fail(managed(document(allow("s3:GetObject *", "arn:aws:s3:::b *")))),
		"of all services":                    checktest.Fail(managed(document(allow("*:*", "*")))),
		"all but nothing that is":            checktest.Fail(managed(document(statement("Allow", "NotAction", "acme:Nothing", "Resource", "*", nil)))),
		"all but IAM":                        checktest.Pass(managed(document(statement("Allow", "NotAction", "iam:*", "Resource", "*", nil)))),
		"all but one bucket":                 checktest.Fail(managed(document(statement("Allow", "Action", "*", "NotResource", "arn:aws:s3:::b", nil)))),
		"on one bucket":                      checktest.Pass(managed(document(allow("*", "arn:aws:s3:::b")))),
		"reads":                              checktest.Pass(managed(document(allow("*:Get* *:List*", "*")))),
		"IAM alone":                          checktest.Pass(managed(document(allow("iam:*", "*")))),
		"IAM denied":                         checktest.Pass(managed(document(all, deny("iam:*", "*")))),
		"all denied":                         checktest.Pass(managed(document(all, deny("*", "*")))),
		"a bucket denied":                    checktest.Fail(managed(document(all, deny("s3:*", "arn:aws:s3:::b")))),
		"with a second factor":               checktest.Fail(managed(document(allow("*", "*", `"Bool":{"aws:MultiFactorAuthPresent":"true"}`)))),
		"from the office":                    checktest.Fail(managed(document(allow("*", "*", `"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}`)))),
		"for whoever has a tag":              checktest.Unknown(managed(document(allow("*", "*", `"StringEquals":{"aws:PrincipalTag/team":"red"}`)))),
		"until last year":                    checktest.Pass(managed(document(allow("*", "*", `"DateLessThan":{"aws:CurrentTime":"2025-01-01T00:00:00Z"}`)))),
		"two policies that are all together": checktest.Pass(roleWith(document(allow("s3:*", "*")), document(statement("Allow", "NotAction", "s3:* iam:*", "Resource", "*", nil)))),
	})
}
