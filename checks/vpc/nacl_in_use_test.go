package vpc

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestNACLInUse(t *testing.T) {
	checktest.Run(t, NACLInUse, checktest.Cases{
		"serves a subnet": checktest.Pass(inventory.NetworkACLs.Of(inventory.NetworkACL{Resource: checktest.Resource("AWS::EC2::NetworkAcl", "acl-1"), Associations: []string{"subnet-1"}})),
		"serves none":     checktest.Fail(acl()),
		"default":         checktest.NotApplicable(inventory.NetworkACLs.Of(inventory.NetworkACL{Resource: checktest.Resource("AWS::EC2::NetworkAcl", "acl-1"), IsDefault: true})),
	})
}
