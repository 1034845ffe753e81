package cloudfront

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestSecurityHeaders(t *testing.T) {
	checktest.Run(t, SecurityHeaders, checktest.Cases{
		"all":                          checktest.Pass(serving(behaviors(adds("*", "P1"))), headersPolicy("strict-transport-security", "x-content-type-options", "x-frame-options")),
		"no policy":                    checktest.Fail(serving(behaviors(adds("*", "")))).Says("strict-transport-security"),
		"no HSTS":                      checktest.Fail(serving(behaviors(adds("*", "P1"))), headersPolicy("x-content-type-options", "x-frame-options")),
		"a path without":               checktest.Fail(serving(behaviors(adds("/api", ""), adds("*", "P1"))), headersPolicy("strict-transport-security", "x-content-type-options", "x-frame-options")).Says("/api"),
		"a function may add them":      checktest.Unknown(serving(behaviors(adds("*", "", "arn:aws:cloudfront::123456789012:function/f")))),
		"a function, and a path fails": checktest.Fail(serving(behaviors(adds("/api", "", "arn:aws:cloudfront::123456789012:function/f"), adds("*", "")))),
		"fewer asked for":              checktest.Pass(serving(behaviors(adds("*", "P1"))), headersPolicy("x-frame-options")).With("headers", []string{"X-Frame-Options"}),
		"policies denied":              checktest.Unknown(serving(behaviors(adds("*", "P1"))), inventory.CloudFrontResponseHeadersPolicies.Missing(checktest.Denied())),
		"a policy that is not listed":  checktest.Unknown(serving(behaviors(adds("*", "P1")))),
	})
}

func adds(path, policy string, functions ...string) inventory.CloudFrontBehavior {
	b := behavior(path, "a")
	b.ResponseHeadersPolicyID, b.Functions = policy, functions
	return b
}

func headersPolicy(names ...string) inventory.Part {
	return inventory.CloudFrontResponseHeadersPolicies.Of(inventory.CloudFrontResponseHeadersPolicy{
		Resource: checktest.In("", "AWS::CloudFront::ResponseHeadersPolicy", "P1"), Headers: names,
	})
}
