package iam

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestUserNoDirectPolicies(t *testing.T) {
	checktest.Run(t, UserNoDirectPolicies, checktest.Cases{
		"groups only": checktest.Pass(inventory.IAMUsers.Of(inventory.IAMUser{Resource: ann, Groups: []string{"staff"}})),
		"attached":    checktest.Fail(inventory.IAMUsers.Of(inventory.IAMUser{Resource: ann, AttachedPolicies: []string{"arn:aws:iam::aws:policy/ReadOnlyAccess"}})),
		"inline":      checktest.Fail(inventory.IAMUsers.Of(inventory.IAMUser{Resource: ann, InlinePolicies: []inventory.IAMInlinePolicy{{Name: "notes"}}})).Says("notes"),
		"no users":    checktest.None(),
	})
}

var ann = checktest.In("", "AWS::IAM::User", "ann")
