package iam

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestAdministratorAccessLimited(t *testing.T) {
	checktest.Run(t, AdministratorAccessLimited, checktest.Cases{
		"nobody":                    checktest.Pass(inventory.IAMUsers.Of(inventory.IAMUser{Resource: checktest.In("", "AWS::IAM::User", "ann")})),
		"user":                      checktest.Fail(inventory.IAMUsers.Of(inventory.IAMUser{Resource: checktest.In("", "AWS::IAM::User", "ann"), AttachedPolicies: administrator})),
		"group":                     checktest.Fail(inventory.IAMGroups.Of(inventory.IAMGroup{Resource: checktest.In("", "AWS::IAM::Group", "staff"), AttachedPolicies: administrator})),
		"role":                      checktest.Fail(administrators),
		"approved role":             checktest.Pass(administrators).With("approved", []string{"arn:aws:iam::123456789012:role/admin"}),
		"approved by pattern":       checktest.Pass(administrators).With("approved", []string{"arn:aws:iam::*:role/adm*"}),
		"another is approved":       checktest.Fail(administrators).With("approved", []string{"arn:aws:iam::123456789012:role/adm"}),
		"a policy of the same name": checktest.Pass(inventory.IAMRoles.Of(inventory.IAMRole{Resource: checktest.In("", "AWS::IAM::Role", "admin"), AttachedPolicies: []string{"arn:aws:iam::123456789012:policy/AdministratorAccess"}})),
	})
}

var administrator = []string{"arn:aws:iam::aws:policy/AdministratorAccess"}

var administrators = inventory.IAMRoles.Of(inventory.IAMRole{Resource: checktest.In("", "AWS::IAM::Role", "admin"), AttachedPolicies: administrator})
