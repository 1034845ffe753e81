package elbv2

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// judgeAttribute gives the verdict for the attribute's value. AWS returns each
// attribute that a type of load balancer has, so none, or a value that it did
// not have when this was written, is no reason to fail.
func judgeAttribute(e check.Env, b inventory.ELBv2LoadBalancer, key string, verdicts map[string]check.Verdict) check.Verdict {
	value, ok := check.Detail(e, inventory.ELBv2Attributes, b.Resource).Attributes[key]
	v, known := verdicts[value]
	switch {
	case !ok:
		v = check.Unknown("has no attribute " + key)
	case !known:
		v = check.Unknown("has an unknown value of the attribute " + key)
	}
	v.Evidence = []check.Evidence{
		check.Saw("LoadBalancerType", b.LoadBalancerType), check.Saw("Attributes["+key+"]", value),
	}
	return v
}
