package elbv2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestAccessLogging(t *testing.T) {
	checktest.Run(t, AccessLogging, checktest.Cases{
		"good":                  checktest.Pass(balancer("application"), attribute("access_logs.s3.enabled", "true")),
		"bad":                   checktest.Fail(balancer("application"), attribute("access_logs.s3.enabled", "false")),
		"a value that is new":   checktest.Unknown(balancer("application"), attribute("access_logs.s3.enabled", "sometimes")),
		"no such attribute":     checktest.Unknown(balancer("application"), attribute("other", "true")),
		"denied":                checktest.Unknown(balancer("application"), inventory.ELBv2Attributes.Missing(checktest.Denied(resource))),
		"network load balancer": checktest.NotApplicable(balancer("network")),
	})
}

func balancer(kind string) inventory.Part {
	return inventory.ELBv2LoadBalancers.Of(inventory.ELBv2LoadBalancer{Resource: resource, LoadBalancerType: kind})
}

func attribute(key, value string) inventory.Part {
	return inventory.ELBv2Attributes.Of(inventory.ELBv2AttributeSet{Resource: resource, Attributes: map[string]string{key: value}})
}

var resource = checktest.Resource("AWS::ElasticLoadBalancingV2::LoadBalancer", "app")
