package elb

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestListenersTLS(t *testing.T) {
	checktest.Run(t, ListenersTLS, checktest.Cases{
		"HTTPS":                 checktest.Pass(balancer(https)),
		"SSL on another port":   checktest.Pass(balancer(inventory.ELBListener{Protocol: "SSL", LoadBalancerPort: 8443})),
		"HTTP":                  checktest.Fail(balancer(plain)),
		"HTTP after HTTPS":      checktest.Fail(balancer(https, plain)).Says("port 80"),
		"HTTP on 443":           checktest.Fail(balancer(inventory.ELBListener{Protocol: "HTTP", LoadBalancerPort: 443})),
		"TCP":                   checktest.Fail(balancer(inventory.ELBListener{Protocol: "TCP", LoadBalancerPort: 3306})),
		"TCP passthrough":       checktest.NotApplicable(balancer(through)).Says("through"),
		"passthrough and HTTPS": checktest.Pass(balancer(https, through)).Says("through"),
		"passthrough and HTTP":  checktest.Fail(balancer(through, plain)),
		"no listener":           checktest.NotApplicable(balancer()),
		"a new protocol":        checktest.Unknown(balancer(inventory.ELBListener{Protocol: "QUIC", LoadBalancerPort: 443})),
	})
}

var (
	resource = checktest.Resource("AWS::ElasticLoadBalancing::LoadBalancer", "web")
	https    = inventory.ELBListener{
		Protocol: "HTTPS", LoadBalancerPort: 443, PolicyNames: []string{"sticky", "tls"},
		SSLCertificateID: "arn:aws:acm:us-east-1:123456789012:certificate/a",
	}
	plain   = inventory.ELBListener{Protocol: "HTTP", LoadBalancerPort: 80}
	through = inventory.ELBListener{Protocol: "TCP", LoadBalancerPort: 443}
)

func balancer(listeners ...inventory.ELBListener) inventory.Part {
	return inventory.ELBLoadBalancers.Of(inventory.ELBLoadBalancer{Resource: resource, ListenerDescriptions: listeners})
}
