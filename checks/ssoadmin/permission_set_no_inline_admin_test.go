package ssoadmin

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

const (
	everything = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`
	objects    = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}`
	allButOne  = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"iam:*","Resource":"*"}]}`
)

var set = checktest.Resource("AWS::SSO::PermissionSet", "ps-1")

func permissionSet(inline string, managed ...string) []inventory.Part {
	for i, name := range managed {
		managed[i] = "arn:aws:iam::aws:policy/" + name
	}
	return []inventory.Part{
		inventory.PermissionSets.Of(inventory.PermissionSet{Resource: set, InstanceARN: "arn:aws:sso:::instance/ssoins-1"}),
		inventory.PermissionSetInlinePolicies.Of(inventory.ResourcePolicy{Resource: set, Policy: inline}),
		inventory.PermissionSetManagedPolicies.Of(inventory.PermissionSetManagedPolicy{Resource: set, Policies: managed}),
	}
}

func TestPermissionSetNoInlineAdmin(t *testing.T) {
	one := permissionSet("")[:1]
	checktest.Run(t, PermissionSetNoInlineAdmin, checktest.Cases{
		"reads only":                     checktest.Pass(permissionSet("", "ReadOnlyAccess")...),
		"AdministratorAccess":            checktest.Fail(permissionSet("", "ReadOnlyAccess", "AdministratorAccess")...),
		"AdministratorAccess of Amplify": checktest.Pass(permissionSet("", "AdministratorAccess-Amplify")...),
		"everything inline":              checktest.Fail(permissionSet(everything)...),
		"one service inline":             checktest.Pass(permissionSet(objects)...),
		"everything but IAM":             checktest.Pass(permissionSet(allButOne)...),
		"inline that is no policy":       checktest.Unknown(permissionSet("{")...).Says("has an inline policy that cannot be read"),
		"perhaps everything inline":      checktest.Unknown(permissionSet(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"acme:x":"y"}}}]}`)...).Says("may let its holder do everything"),
		"inline denied, AdministratorAccess": checktest.Fail(append(permissionSet("", "AdministratorAccess")[:1],
			inventory.PermissionSetManagedPolicies.Of(inventory.PermissionSetManagedPolicy{Resource: set, Policies: []string{"arn:aws:iam::aws:policy/AdministratorAccess"}}),
			inventory.PermissionSetInlinePolicies.Missing(checktest.Denied(set)))...),
		"managed denied, everything inline": checktest.Fail(append(one,
			inventory.PermissionSetInlinePolicies.Of(inventory.ResourcePolicy{Resource: set, Policy: everything}),
			inventory.PermissionSetManagedPolicies.Missing(checktest.Denied(set)))...),
		"no permission set": checktest.None(),
	})
}
