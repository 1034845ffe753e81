package cloudfront

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestGeoRestriction(t *testing.T) {
	checktest.Run(t, GeoRestriction, checktest.Cases{
		"allowed countries": checktest.Pass(serving(countries("whitelist"))),
		"blocked countries": checktest.Pass(serving(countries("blacklist"))),
		"every country":     checktest.Fail(serving(countries("none"))),
		"not said":          checktest.Unknown(serving(countries(""))),
		"of tenants":        checktest.NotApplicable(serving(countries("none"), tenants)),
	})
}

func countries(kind string) func(*inventory.CloudFrontDistribution) {
	return func(d *inventory.CloudFrontDistribution) { d.GeoRestrictionType = kind }
}
