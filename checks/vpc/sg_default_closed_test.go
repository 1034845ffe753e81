package vpc

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestSGDefaultClosed(t *testing.T) {
	checktest.Run(t, SGDefaultClosed, checktest.Cases{
		"no rules":         checktest.Pass(inventory.SecurityGroups.Of(group("sg-1", "default"))),
		"as AWS makes it":  checktest.Fail(inventory.SecurityGroups.Of(group("sg-1", "default")), rules(rule("sgr-1", "-1", -1, -1), outbound(from4("0.0.0.0/0", rule("sgr-2", "-1", -1, -1))))).Says("sgr-1, sgr-2"),
		"outbound only":    checktest.Fail(inventory.SecurityGroups.Of(group("sg-1", "default")), rules(outbound(from4("0.0.0.0/0", rule("sgr-1", "-1", -1, -1))))),
		"rules of another": checktest.Pass(inventory.SecurityGroups.Of(group("sg-2", "default")), rules(rule("sgr-1", "-1", -1, -1))),
		"not default":      checktest.NotApplicable(webGroup, rules(rule("sgr-1", "-1", -1, -1))),
	})
}
