package inspector2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func scans(ec2, ecr, lambda, code string) inventory.Part {
	return inventory.InspectorStates.Of(inventory.InspectorState{
		Resource: checktest.Account.In(checktest.Region), EC2: ec2, ECR: ecr, Lambda: lambda, LambdaCode: code,
	})
}

const (
	on       = "ENABLED"
	disabled = "DISABLED"
)

func TestEnabled(t *testing.T) {
	checktest.Run(t, Enabled, checktest.Cases{
		"all":                      checktest.Pass(scans(on, on, on, on)),
		"all that the region has":  checktest.Pass(scans(on, on, on, "")),
		"not ECR":                  checktest.Fail(scans(on, disabled, on, on)).Says("ecr"),
		"not yet":                  checktest.Fail(scans("ENABLING", on, on, on)),
		"nothing":                  checktest.Fail(scans(disabled, disabled, disabled, disabled)),
		"only instances are asked": checktest.Pass(scans(on, disabled, disabled, disabled)).With("kinds", []string{"ec2"}),
		"the region has none":      checktest.NotApplicable(scans("", "", "", "")),
		"a kind that is none":      checktest.Unknown(scans(on, on, on, on)).With("kinds", []string{"ec2", "s3"}),
		"denied":                   checktest.Unknown(inventory.InspectorStates.Missing(checktest.Denied(checktest.Account.In(checktest.Region)))),
	})
}
