package elbv2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
)

func TestTLSPolicyPQC(t *testing.T) {
	checktest.Run(t, TLSPolicyPQC, checktest.Cases{
		"post-quantum":                  checktest.Pass(listeners(secured("HTTPS", "TLS13-1-2-Res-PQ-2025-09"))),
		"post-quantum and FIPS":         checktest.Pass(listeners(secured("TLS", "TLS13-1-3-FIPS-PQ-2025-09"))),
		"recommended, not post-quantum": checktest.Fail(listeners(secured("HTTPS", "TLS13-1-3-2021-06"))),
		"the default of the API":        checktest.Fail(listeners(secured("TLS", "2016-08"))),
		"newer":                         checktest.Unknown(listeners(secured("HTTPS", "TLS13-1-3-2028-01"))),
		"no TLS":                        checktest.NotApplicable(listeners(listener("TCP", 443))),
	})
}
