package ssm

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestPatchBaselineApprovalDelay(t *testing.T) {
	r := checktest.Resource("AWS::SSM::PatchBaseline", "pb-1")
	baseline := inventory.SSMPatchBaselines.Of(inventory.SSMPatchBaseline{Resource: r})
	rules := func(os string, all ...inventory.SSMPatchRule) inventory.Part {
		return inventory.SSMPatchRules.Of(inventory.SSMPatchRuleSet{Resource: r, OperatingSystem: os, ApprovalRules: all})
	}
	after := func(days int, severities ...string) inventory.SSMPatchRule {
		return inventory.SSMPatchRule{ApproveAfterDays: days, Severities: severities}
	}
	until := inventory.SSMPatchRule{ApproveUntilDate: "2024-01-01", Severities: []string{"Critical"}}
	checktest.Run(t, PatchBaselineApprovalDelay, checktest.Cases{
		"a week":                       checktest.Pass(baseline, rules("AMAZON_LINUX_2023", after(7, "Critical", "Important"))),
		"a day more":                   checktest.Fail(baseline, rules("AMAZON_LINUX_2023", after(8, "Critical"))),
		"a day more, and that is fine": checktest.Pass(baseline, rules("AMAZON_LINUX_2023", after(8, "Critical"))).With("max-days", 14),
		"all severities":               checktest.Pass(baseline, rules("WINDOWS", after(0))),
		"a star":                       checktest.Pass(baseline, rules("WINDOWS", after(3, "*"))),
		"low ones at once":             checktest.Fail(baseline, rules("WINDOWS", after(0, "Low"), after(30, "Critical"))).Says("after 30 days"),
		"low ones only":                checktest.Fail(baseline, rules("WINDOWS", after(0, "Low"))).Says("no critical"),
		"critical ones sooner":         checktest.Pass(baseline, rules("WINDOWS", after(30), after(2, "Critical"))),
		"until a day":                  checktest.Fail(baseline, rules("WINDOWS", until)),
		"no rules":                     checktest.Fail(baseline, rules("WINDOWS")),
		"priorities":                   checktest.Pass(baseline, rules("UBUNTU", after(7, "Required"))),
		"rules denied":                 checktest.Unknown(baseline, inventory.SSMPatchRules.Missing(checktest.Denied(r))),
	})
}
