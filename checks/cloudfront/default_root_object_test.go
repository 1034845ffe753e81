package cloudfront

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestDefaultRootObject(t *testing.T) {
	checktest.Run(t, DefaultRootObject, checktest.Cases{
		"set":                   checktest.Pass(serving(origins(bucket("a"))), config(false, "index.html")),
		"not set":               checktest.Fail(serving(origins(bucket("a"))), config(false, "")),
		"a bucket among others": checktest.Fail(serving(origins(custom("b", "https-only"), bucket("a"))), config(false, "")),
		"custom origin":         checktest.NotApplicable(serving(origins(custom("a", "https-only"))), config(false, "")),
		"custom origin, denied": checktest.NotApplicable(serving(origins(custom("a", "https-only"))), inventory.CloudFrontDistributionConfigs.Missing(checktest.Denied(site))),
		"configuration denied":  checktest.Unknown(serving(origins(bucket("a"))), inventory.CloudFrontDistributionConfigs.Missing(checktest.Denied(site))),
	})
}
