package cloudfront

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
)

func TestOriginHTTPS(t *testing.T) {
	checktest.Run(t, OriginHTTPS, checktest.Cases{
		"HTTPS only":                       checktest.Pass(serving(origins(custom("a", "https-only")))),
		"HTTP only":                        checktest.Fail(serving(origins(custom("a", "http-only")))),
		"as viewers, who may use HTTP":     checktest.Fail(serving(origins(custom("a", "match-viewer")), behaviors(over("*", "a", "allow-all")))),
		"as viewers, who are redirected":   checktest.Pass(serving(origins(custom("a", "match-viewer")), behaviors(over("*", "a", "redirect-to-https")))),
		"as viewers, some over HTTP":       checktest.Fail(serving(origins(custom("a", "match-viewer")), behaviors(over("/old", "a", "allow-all"), over("*", "a", "https-only")))).Says("/old"),
		"as viewers, HTTP goes elsewhere":  checktest.Pass(serving(origins(custom("a", "match-viewer"), bucket("b")), behaviors(over("/old", "b", "allow-all"), over("*", "a", "https-only")))),
		"as viewers, HTTP through a group": checktest.Fail(serving(origins(custom("a", "match-viewer"), bucket("b")), group("b", "a"), behaviors(over("*", "g", "allow-all")))),
		"one of two over HTTP":             checktest.Fail(serving(origins(custom("a", "https-only"), custom("b", "http-only")))),
		"a bucket":                         checktest.NotApplicable(serving(origins(bucket("a")))),
		"not said":                         checktest.Unknown(serving(origins(custom("a", "")))),
	})
}
