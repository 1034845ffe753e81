package cloudfront

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestOriginTLSProtocols(t *testing.T) {
	checktest.Run(t, OriginTLSProtocols, checktest.Cases{
		"TLS 1.2":                 checktest.Pass(serving(origins(protocols("https-only", "TLSv1.2")))),
		"TLS 1.0 too":             checktest.Fail(serving(origins(protocols("https-only", "TLSv1", "TLSv1.2")))),
		"TLS 1.1 too, as viewers": checktest.Fail(serving(origins(protocols("match-viewer", "TLSv1.1", "TLSv1.2")))),
		"SSL 3":                   checktest.Fail(serving(origins(protocols("https-only", "SSLv3")))).Says("SSLv3"),
		"over HTTP only":          checktest.NotApplicable(serving(origins(protocols("http-only", "SSLv3", "TLSv1")))),
		"a bucket":                checktest.NotApplicable(serving(origins(bucket("a")))),
		"not said":                checktest.Unknown(serving(origins(protocols("https-only")))),
	})
}

func protocols(policy string, all ...string) inventory.CloudFrontOrigin {
	o := custom("a", policy)
	o.SslProtocols = all
	return o
}
