package iam

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestCloudShellFullAccessRestricted(t *testing.T) {
	checktest.Run(t, CloudShellFullAccessRestricted, checktest.Cases{
		"nobody":                          checktest.Pass(cloudShell(inventory.IAMPolicyEntity{})),
		"user":                            checktest.Fail(cloudShell(inventory.IAMPolicyEntity{PolicyUsers: []string{"ann"}})).Says("ann"),
		"group":                           checktest.Fail(cloudShell(inventory.IAMPolicyEntity{PolicyGroups: []string{"staff"}})),
		"role":                            checktest.Fail(cloudShell(inventory.IAMPolicyEntity{PolicyRoles: []string{"shell"}})),
		"no such policy in the partition": checktest.None(),
	})
}

func cloudShell(p inventory.IAMPolicyEntity) inventory.Part {
	p.Resource = checktest.In("", "AWS::IAM::ManagedPolicy", "AWSCloudShellFullAccess")
	p.ARN = "arn:aws:iam::aws:policy/AWSCloudShellFullAccess"
	return inventory.IAMPolicyEntities.Of(p)
}
