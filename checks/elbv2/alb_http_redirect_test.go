package elbv2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestALBHTTPRedirect(t *testing.T) {
	checktest.Run(t, ALBHTTPRedirect, checktest.Cases{
		"redirects":             checktest.Pass(balancer("application"), listeners(listener("HTTP", 80, toHTTPS), listener("HTTPS", 443, forward)), rules(listener("HTTP", 80), toHTTPS)),
		"forwards":              checktest.Fail(balancer("application"), listeners(listener("HTTP", 80, forward))),
		"redirects to HTTP":     checktest.Fail(balancer("application"), listeners(listener("HTTP", 80, sameProtocol))),
		"forwards under a rule": checktest.Fail(balancer("application"), listeners(listener("HTTP", 80, toHTTPS)), rules(listener("HTTP", 80), forward, toHTTPS)),
		"HTTPS only":            checktest.NotApplicable(balancer("application"), listeners(listener("HTTPS", 443, forward))),
		"no listener":           checktest.NotApplicable(balancer("application")),
		"a listener of another load balancer": checktest.NotApplicable(balancer("application"),
			listeners(inventory.ELBv2Listener{Resource: listener("HTTP", 80).Resource, LoadBalancerArn: "other", Protocol: "HTTP"})),
		"network load balancer":         checktest.NotApplicable(balancer("network")),
		"seen forwarding despite a gap": checktest.Fail(balancer("application"), listeners(listener("HTTP", 80, forward)), inventory.ELBv2Listeners.Missing(checktest.Denied(resource))),
		"listeners denied":              checktest.Unknown(balancer("application"), inventory.ELBv2Listeners.Missing(checktest.Denied(resource))),
	})
}
