package cloudfront

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestSNI(t *testing.T) {
	checktest.Run(t, SNI, checktest.Cases{
		"SNI":                           checktest.Pass(serving(supports("sni-only"))),
		"addresses of its own":          checktest.Fail(serving(supports("vip"))),
		"static addresses":              checktest.Fail(serving(supports("static-ip"))),
		"the certificate of CloudFront": checktest.NotApplicable(serving(defaultCertificate)),
		"not said":                      checktest.Unknown(serving(supports(""))),
	})
}

func supports(method string) func(*inventory.CloudFrontDistribution) {
	return func(d *inventory.CloudFrontDistribution) {
		d.ViewerCertificate = inventory.CloudFrontViewerCertificate{SSLSupportMethod: method, MinimumProtocolVersion: "TLSv1.2_2021"}
	}
}
