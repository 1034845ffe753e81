package elbv2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestTargetGroupEncrypted(t *testing.T) {
	checktest.Run(t, TargetGroupEncrypted, checktest.Cases{
		"HTTPS":           checktest.Pass(group("ip", "HTTPS", 8443)),
		"TLS":             checktest.Pass(group("instance", "TLS", 443)),
		"QUIC":            checktest.Pass(group("ip", "QUIC", 443)),
		"HTTP":            checktest.Fail(group("ip", "HTTP", 80)),
		"HTTP on 443":     checktest.Fail(group("ip", "HTTP", 443)),
		"TCP":             checktest.Fail(group("ip", "TCP", 5432)),
		"TCP passthrough": checktest.NotApplicable(group("ip", "TCP", 443)).Says("through"),
		"TCP and UDP":     checktest.Fail(group("ip", "TCP_UDP", 53)),
		"UDP":             checktest.NotApplicable(group("ip", "UDP", 53)),
		"GENEVE":          checktest.NotApplicable(group("ip", "GENEVE", 6081)),
		"function":        checktest.NotApplicable(group("lambda", "", 0)),
		"load balancer":   checktest.NotApplicable(group("alb", "TCP", 80)),
		"a new protocol":  checktest.Unknown(group("ip", "SCTP", 80)),
	})
}

func group(kind, protocol string, port int) inventory.Part {
	return inventory.ELBv2TargetGroups.Of(inventory.ELBv2TargetGroup{
		Resource: checktest.Resource("AWS::ElasticLoadBalancingV2::TargetGroup", "g"), TargetType: kind, Protocol: protocol, Port: port,
	})
}
