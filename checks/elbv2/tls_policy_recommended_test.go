package elbv2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestTLSPolicyRecommended(t *testing.T) {
	checktest.Run(t, TLSPolicyRecommended, checktest.Cases{
		"recommended": checktest.Pass(listeners(secured("HTTPS", "TLS13-1-2-Res-PQ-2025-09")), offered),
		"recommended, on a network load balancer": checktest.Pass(listeners(secured("TLS", "TLS13-1-3-2021-06"))),
		"recommended, API denied":                 checktest.Pass(listeners(secured("HTTPS", "TLS13-1-2-Res-2021-06")), inventory.ELBv2SSLPolicies.Missing(checktest.Denied())),
		"the default of the API":                  checktest.Fail(listeners(secured("HTTPS", "2016-08")), offered).Says("TLSv1"),
		"TLS 1.3 in the name, 1.0 in fact":        checktest.Fail(listeners(secured("TLS", "TLS13-1-0-2021-06")), offered).Says("TLSv1"),
		"TLS 1.2, weak ciphers":                   checktest.Fail(listeners(secured("HTTPS", "TLS13-1-2-2021-06")), offered),
		"known, not offered":                      checktest.Fail(listeners(secured("HTTPS", "TLS-1-1-2017-01")), offered),
		"TLS 1.3 only, not offered":               checktest.Pass(listeners(secured("HTTPS", "TLS13-1-3-RFC9151-FIPS-2023-07")), offered),
		"newer, but TLS 1.0":                      checktest.Fail(listeners(secured("HTTPS", "NEW-1-0-2027-01")), offered),
		"newer, TLS 1.3 only":                     checktest.Pass(listeners(secured("HTTPS", "NEW-1-3-2027-01")), offered),
		"newer, TLS 1.2":                          checktest.Unknown(listeners(secured("HTTPS", "NEW-1-2-2027-01")), offered),
		"newer, not offered":                      checktest.Unknown(listeners(secured("HTTPS", "TLS13-1-0-2028-01")), offered),
		"offered in another region only": checktest.Unknown(listeners(secured("HTTPS", "NEW-1-3-2027-01")),
			inventory.ELBv2SSLPolicies.Of(policy("eu-west-1", "NEW-1-3-2027-01", "TLSv1.3"))),
		"API denied": checktest.Unknown(listeners(secured("HTTPS", "2016-08")), inventory.ELBv2SSLPolicies.Missing(checktest.Denied())),
		"no TLS":     checktest.NotApplicable(listeners(listener("TCP", 443))),
	})
}

var offered = inventory.ELBv2SSLPolicies.Of(
	policy(checktest.Region, "2016-08", "TLSv1", "TLSv1.1", "TLSv1.2"),
	policy(checktest.Region, "TLS13-1-0-2021-06", "TLSv1.3", "TLSv1.2", "TLSv1.1", "TLSv1"),
	policy(checktest.Region, "TLS13-1-2-2021-06", "TLSv1.2", "TLSv1.3"),
	policy(checktest.Region, "NEW-1-0-2027-01", "TLSv1", "TLSv1.3"),
	policy(checktest.Region, "NEW-1-2-2027-01", "TLSv1.2", "TLSv1.3"),
	policy(checktest.Region, "NEW-1-3-2027-01", "TLSv1.3"),
)

func policy(region, name string, protocols ...string) inventory.ELBv2SSLPolicy {
	r := checktest.In(region, "AWS::ElasticLoadBalancingV2::SslPolicy", "ELBSecurityPolicy-"+name)
	r.ARN = r.ID
	return inventory.ELBv2SSLPolicy{Resource: r, SslProtocols: protocols}
}

func secured(protocol, policy string) inventory.ELBv2Listener {
	l := listener(protocol, 443)
	l.SslPolicy = "ELBSecurityPolicy-" + policy
	return l
}
