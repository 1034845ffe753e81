package cloudfront

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
)

func TestViewerTLSPQC(t *testing.T) {
	checktest.Run(t, ViewerTLSPQC, checktest.Cases{
		"TLS 1.3":                       checktest.Pass(serving(viewers("TLSv1.3_2025"))),
		"TLS 1.2 of the same year":      checktest.Fail(serving(viewers("TLSv1.2_2025"))),
		"TLS 1.0":                       checktest.Fail(serving(viewers("TLSv1"))),
		"the certificate of CloudFront": checktest.Fail(serving(defaultCertificate)),
		"not known":                     checktest.Unknown(serving(viewers(""))),
	})
}
