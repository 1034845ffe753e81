package elbv2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestHealthCheckEncrypted(t *testing.T) {
	checktest.Run(t, HealthCheckEncrypted, checktest.Cases{
		"HTTPS":                  checktest.Pass(health("ip", "HTTPS", true, "HTTPS")),
		"HTTPS of a plain group": checktest.Pass(health("ip", "TCP", true, "HTTPS")),
		"HTTP":                   checktest.Fail(health("ip", "HTTPS", true, "HTTP")),
		"TCP":                    checktest.Fail(health("instance", "TLS", true, "TCP")),
		"off":                    checktest.NotApplicable(health("ip", "HTTPS", false, "HTTP")),
		"function":               checktest.NotApplicable(health("lambda", "", true, "HTTP")),
		"load balancer":          checktest.NotApplicable(health("alb", "TCP", true, "HTTP")),
		"gateway":                checktest.NotApplicable(health("ip", "GENEVE", true, "TCP")),
		"a new protocol":         checktest.Unknown(health("ip", "HTTPS", true, "QUIC")),
	})
}

func health(kind, protocol string, enabled bool, healthProtocol string) inventory.Part {
	return inventory.ELBv2TargetGroups.Of(inventory.ELBv2TargetGroup{
		Resource: checktest.Resource("AWS::ElasticLoadBalancingV2::TargetGroup", "g"), TargetType: kind, Protocol: protocol,
		HealthCheckEnabled: enabled, HealthCheckProtocol: healthProtocol,
	})
}
