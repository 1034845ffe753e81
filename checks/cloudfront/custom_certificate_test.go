package cloudfront

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
)

func TestCustomCertificate(t *testing.T) {
	checktest.Run(t, CustomCertificate, checktest.Cases{
		"its own":              checktest.Pass(serving(viewers("TLSv1.2_2021"))),
		"that of CloudFront":   checktest.Fail(serving(defaultCertificate)),
		"of tenants":           checktest.NotApplicable(serving(defaultCertificate, tenants)),
		"its own, for tenants": checktest.Pass(serving(viewers("TLSv1.2_2021"), tenants)),
	})
}
