package cloudfront

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
)

func TestViewerHTTPS(t *testing.T) {
	checktest.Run(t, ViewerHTTPS, checktest.Cases{
		"redirects":           checktest.Pass(serving(behaviors(over("*", "a", "redirect-to-https")))),
		"HTTPS only":          checktest.Pass(serving(behaviors(over("*", "a", "https-only")))),
		"HTTP":                checktest.Fail(serving(behaviors(over("*", "a", "allow-all")))),
		"HTTP at a path only": checktest.Fail(serving(behaviors(over("/feed", "a", "allow-all"), over("*", "a", "https-only")))).Says("/feed"),
	})
}
