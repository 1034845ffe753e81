package elb

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestTLSPolicyStrong(t *testing.T) {
	checktest.Run(t, TLSPolicyStrong, checktest.Cases{
		"predefined, TLS 1.2":              checktest.Pass(balancer(https), policies(strong, "Protocol-TLSv1.2", "true", "Protocol-TLSv1", "false")),
		"predefined, by its reference":     checktest.Pass(balancer(https), policies(strong)),
		"custom, TLS 1.2 only":             checktest.Pass(balancer(https), policies("", "Protocol-TLSv1.2", "true", "Protocol-TLSv1.1", "false")),
		"custom, TLS 1.1 too":              checktest.Fail(balancer(https), policies("", "Protocol-TLSv1.2", "true", "Protocol-TLSv1.1", "true")).Says("TLSv1.1"),
		"custom, SSL 3":                    checktest.Fail(balancer(https), policies("", "Protocol-TLSv1.2", "true", "Protocol-SSLv3", "true")),
		"the default of 2016":              checktest.Fail(balancer(https), policies("ELBSecurityPolicy-2016-08", "Protocol-TLSv1.2", "true", "Protocol-TLSv1", "true")),
		"a newer policy without protocols": checktest.Unknown(balancer(https), policies("ELBSecurityPolicy-TLS-1-3-2027-01")),
		"no policy described":              checktest.Unknown(balancer(https), inventory.ELBPolicies.Of(inventory.ELBPolicySet{Resource: resource})),
		"one listener weak, one unknown": checktest.Fail(
			balancer(inventory.ELBListener{Protocol: "SSL", LoadBalancerPort: 8443}, https),
			policies("", "Protocol-TLSv1", "true")),
		"one listener good, one unknown": checktest.Unknown(
			balancer(https, inventory.ELBListener{Protocol: "SSL", LoadBalancerPort: 8443}),
			policies("", "Protocol-TLSv1.2", "true")),
		"policies denied": checktest.Unknown(balancer(https), inventory.ELBPolicies.Missing(checktest.Denied(resource))),
		"no TLS":          checktest.NotApplicable(balancer(plain)),
	})
}

const strong = "ELBSecurityPolicy-TLS-1-2-2017-01"

func policies(reference string, attributes ...string) inventory.Part {
	all := map[string]string{}
	if reference != "" {
		all["Reference-Security-Policy"] = reference
	}
	for i := 0; i < len(attributes); i += 2 {
		all[attributes[i]] = attributes[i+1]
	}
	return inventory.ELBPolicies.Of(inventory.ELBPolicySet{Resource: resource, PolicyDescriptions: []inventory.ELBPolicy{
		{PolicyName: "sticky", PolicyTypeName: "LBCookieStickinessPolicyType"},
		{PolicyName: "unused", PolicyTypeName: "SSLNegotiationPolicyType", PolicyAttributeDescriptions: map[string]string{"Protocol-SSLv3": "true"}},
		{PolicyName: "tls", PolicyTypeName: "SSLNegotiationPolicyType", PolicyAttributeDescriptions: all},
	}})
}
