package elbv2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestWAFAssociated(t *testing.T) {
	checktest.Run(t, WAFAssociated, checktest.Cases{
		"associated":            checktest.Pass(balancer("application"), webACL("arn:aws:wafv2:us-east-1:123456789012:regional/webacl/a/b")),
		"not associated":        checktest.Fail(balancer("application"), webACL("")),
		"denied":                checktest.Unknown(balancer("application"), inventory.ELBv2WebACLs.Missing(checktest.Denied(resource))),
		"gateway load balancer": checktest.NotApplicable(balancer("gateway")),
	})
}

func webACL(arn string) inventory.Part {
	return inventory.ELBv2WebACLs.Of(inventory.ELBv2WebACL{Resource: resource, WebACLArn: arn})
}
