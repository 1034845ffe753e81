package cloudfront

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestWAFAssociated(t *testing.T) {
	checktest.Run(t, WAFAssociated, checktest.Cases{
		"a web ACL":                  checktest.Pass(serving(webACL("arn:aws:wafv2:us-east-1:123456789012:global/webacl/site/1"))),
		"one of WAF Classic":         checktest.Pass(serving(webACL("473e64fd-f30b-4765-81a0-62ad96dd167a"))),
		"none":                       checktest.Fail(serving(webACL(""))),
		"of tenants":                 checktest.Unknown(serving(webACL("arn:aws:wafv2:us-east-1:123456789012:global/webacl/site/1"), tenants)),
		"of tenants, by itself none": checktest.Unknown(serving(webACL(""), tenants)),
	})
}

func webACL(id string) func(*inventory.CloudFrontDistribution) {
	return func(d *inventory.CloudFrontDistribution) { d.WebACLID = id }
}
