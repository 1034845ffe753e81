package iam

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestSupportRoleExists(t *testing.T) {
	checktest.Run(t, SupportRoleExists, checktest.Cases{
		"role":                      checktest.Pass(inventory.IAMRoles.Of(inventory.IAMRole{Resource: checktest.In("", "AWS::IAM::Role", "help"), AttachedPolicies: support})),
		"user":                      checktest.Pass(inventory.IAMUsers.Of(inventory.IAMUser{Resource: checktest.In("", "AWS::IAM::User", "ann"), AttachedPolicies: support})),
		"group":                     checktest.Pass(helpers, inventory.IAMUsers.Of(inventory.IAMUser{Resource: checktest.In("", "AWS::IAM::User", "ann"), Groups: []string{"help"}})),
		"group without members":     checktest.Fail(helpers, inventory.IAMUsers.Of(inventory.IAMUser{Resource: checktest.In("", "AWS::IAM::User", "ann"), Groups: []string{"staff"}})),
		"nobody":                    checktest.Fail(inventory.IAMRoles.Of(inventory.IAMRole{Resource: checktest.In("", "AWS::IAM::Role", "other")})),
		"a policy of the same name": checktest.Fail(inventory.IAMRoles.Of(inventory.IAMRole{Resource: checktest.In("", "AWS::IAM::Role", "help"), AttachedPolicies: []string{"arn:aws:iam::123456789012:policy/AWSSupportAccess"}})),
		"nobody, roles unread":      checktest.Unknown(inventory.IAMRoles.Missing(checktest.Denied())),
	})
}

var support = []string{"arn:aws:iam::aws:policy/AWSSupportAccess"}

var helpers = inventory.IAMGroups.Of(inventory.IAMGroup{Resource: checktest.In("", "AWS::IAM::Group", "help"), AttachedPolicies: support})
