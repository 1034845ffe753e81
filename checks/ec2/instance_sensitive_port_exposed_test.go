package ec2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
	rt "github.com/yourside/yourside/checks/reach/reachtest"
)

// What leads to an instance is tested with the package reach.
func TestInstanceSensitivePortExposed(t *testing.T) {
	given := func(changes ...func(*rt.Network)) []inventory.Part {
		return rt.Given(InstanceSensitivePortExposed.Needs(), changes...)
	}
	reached := func(changes ...func(*rt.Network)) checktest.Case { return checktest.Fail(given(changes...)...) }
	blocked := func(changes ...func(*rt.Network)) checktest.Case { return checktest.Pass(given(changes...)...) }
	state := func(s string) func(*rt.Network) { return func(n *rt.Network) { n.Instances[0].State = s } }
	port := func(from, to int) func(*rt.Network) {
		return func(n *rt.Network) {
			n.Rules = []inventory.SecurityGroupRule{rt.Rule("sgr-1", "sg-1", "tcp", from, to, "0.0.0.0/0")}
		}
	}
	checktest.Run(t, InstanceSensitivePortExposed, checktest.Cases{
		"reached at two ports": reached().Says(
			"is reached from the internet at TCP 22, 5432: 0.0.0.0/0 -> igw-1 -> acl-1 rule 100 -> sg-1 rule sgr-1 -> i-1 :22"),
		"an open group that nothing leads to": blocked(func(n *rt.Network) { n.Interfaces[0].PublicIPs = nil }).Says("eni-1 has no public address"),
		"a web server":                        blocked(port(443, 443)),
		"all ports":                           reached(port(0, 65535)).Says("at TCP 20-23, 88, 139, 389, 445, 464 and 20 more: "),
		"a port that is listed":               reached(port(8443, 8443)).With("ports", []int{8443}),
		"none is listed":                      blocked(port(22, 22)).With("ports", []int{8443}),
		"starting":                            reached(state("pending")),
		"stopped":                             checktest.NotApplicable(given(state("stopped"))...).Says("does not run"),
		"stopping":                            checktest.NotApplicable(given(state("stopping"))...),
		"terminated":                          checktest.NotApplicable(given(state("terminated"))...),
		"behind a load balancer": reached(rt.Forward("application", "HTTP", "instance",
			inventory.ELBv2Target{ID: "i-1", Port: 9200, State: "healthy"}), func(n *rt.Network) { n.Rules[0].FromPort, n.Rules[0].ToPort = 9200, 9200 }).
			Says("web :443 -> sg-1 rule sgr-1 -> i-1 :9200"),
	})
}
