package shield

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestSRTAccess(t *testing.T) {
	role := func(arn string) inventory.Part {
		return inventory.ShieldResponders.Of(inventory.ShieldResponder{Resource: checktest.Account.Resource(), RoleArn: arn})
	}
	checktest.Run(t, SRTAccess, checktest.Cases{
		"a role":          checktest.Pass(subscription("ACTIVE"), role("arn:aws:iam::123456789012:role/srt")),
		"none":            checktest.Fail(subscription("ACTIVE"), role("")),
		"no subscription": checktest.NotApplicable(subscription("INACTIVE")),
		"not told of":     checktest.Unknown(subscription("ACTIVE"), inventory.ShieldResponders.Missing(checktest.Denied())),
		"denied":          checktest.Unknown(inventory.ShieldSubscriptions.Missing(checktest.Denied())),
	})
}
