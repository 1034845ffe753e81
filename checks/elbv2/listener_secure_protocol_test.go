package elbv2

import (
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestListenerSecureProtocol(t *testing.T) {
	checktest.Run(t, ListenerSecureProtocol, checktest.Cases{
		"HTTPS":                          checktest.Pass(listeners(listener("HTTPS", 443))),
		"TLS on a network load balancer": checktest.Pass(listeners(listener("TLS", 8883))),
		"QUIC":                           checktest.Pass(listeners(listener("QUIC", 443))),
		"HTTP that forwards":             checktest.Fail(listeners(listener("HTTP", 80, forward))),
		"HTTP on 443":                    checktest.Fail(listeners(listener("HTTP", 443, forward))),
		"HTTP that redirects":            checktest.Pass(listeners(listener("HTTP", 80, toHTTPS)), rules(listener("HTTP", 80), toHTTPS)),
		"HTTP that redirects to HTTP":    checktest.Fail(listeners(listener("HTTP", 80, sameProtocol))),
		"HTTP with a rule that forwards": checktest.Fail(listeners(listener("HTTP", 80, toHTTPS)), rules(listener("HTTP", 80), forward, toHTTPS)),
		"rules denied":                   checktest.Unknown(listeners(listener("HTTP", 80, toHTTPS)), inventory.ELBv2ListenerRules.Missing(checktest.Denied(listener("HTTP", 80).Resource))),
		"rules denied, but not needed":   checktest.Fail(listeners(listener("HTTP", 80, forward)), inventory.ELBv2ListenerRules.Missing(checktest.Denied())),
		"TCP":                            checktest.Fail(listeners(listener("TCP", 80))),
		"TCP passthrough":                checktest.NotApplicable(listeners(listener("TCP", 443))).Says("through"),
		"UDP":                            checktest.NotApplicable(listeners(listener("UDP", 53))),
		"gateway":                        checktest.NotApplicable(listeners(listener("GENEVE", 6081))),
		"a new protocol":                 checktest.Unknown(listeners(listener("SCTP", 80))),
		"every listener is judged": checktest.Want([]check.Status{check.StatusPass, check.StatusFail},
			listeners(listener("HTTPS", 443), listener("TCP", 80))),
	})
}

var (
	forward      = inventory.ELBv2Action{Type: "forward"}
	toHTTPS      = inventory.ELBv2Action{Type: "redirect", RedirectProtocol: "HTTPS"}
	sameProtocol = inventory.ELBv2Action{Type: "redirect", RedirectProtocol: "#{protocol}"}
)

func listener(protocol string, port int, actions ...inventory.ELBv2Action) inventory.ELBv2Listener {
	return inventory.ELBv2Listener{
		Resource: checktest.Resource("AWS::ElasticLoadBalancingV2::Listener", protocol), LoadBalancerArn: resource.ARN,
		Protocol: protocol, Port: port, DefaultActions: actions,
	}
}

func listeners(rows ...inventory.ELBv2Listener) inventory.Part {
	return inventory.ELBv2Listeners.Of(rows...)
}

func rules(l inventory.ELBv2Listener, actions ...inventory.ELBv2Action) inventory.Part {
	row := inventory.ELBv2ListenerRuleSet{Resource: l.Resource}
	for _, a := range actions {
		row.Rules = append(row.Rules, inventory.ELBv2Rule{RuleArn: "rule", Actions: []inventory.ELBv2Action{a}})
	}
	return inventory.ELBv2ListenerRules.Of(row)
}
