package cloudfront

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
)

func TestViewerTLSPolicy(t *testing.T) {
	checktest.Run(t, ViewerTLSPolicy, checktest.Cases{
		"2021":                          checktest.Pass(serving(viewers("TLSv1.2_2021"))),
		"2025":                          checktest.Pass(serving(viewers("TLSv1.2_2025"))),
		"TLS 1.3":                       checktest.Pass(serving(viewers("TLSv1.3_2025"))),
		"2019":                          checktest.Fail(serving(viewers("TLSv1.2_2019"))),
		"2018":                          checktest.Fail(serving(viewers("TLSv1.2_2018"))),
		"TLS 1.0":                       checktest.Fail(serving(viewers("TLSv1"))),
		"TLS 1.0 of 2016":               checktest.Fail(serving(viewers("TLSv1_2016"))),
		"TLS 1.1":                       checktest.Fail(serving(viewers("TLSv1.1_2016"))),
		"SSL 3":                         checktest.Fail(serving(viewers("SSLv3"))),
		"the certificate of CloudFront": checktest.Fail(serving(defaultCertificate)),
		"one that is new":               checktest.Pass(serving(viewers("TLSv1.3_2027"))),
		"of a version not known":        checktest.Unknown(serving(viewers("TLSv1.x_2021"))),
		"of a year not known":           checktest.Unknown(serving(viewers("TLSv1.2_next"))),
		"not known":                     checktest.Unknown(serving(viewers("QUICv2"))),
	})
}
