package config

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestRecorderServiceRole(t *testing.T) {
	role := func(arn string) inventory.Part {
		r := recorderIn(checktest.Region, everyType)
		r.RoleARN = arn
		return inventory.ConfigRecorders.Of(r)
	}
	checktest.Run(t, RecorderServiceRole, checktest.Cases{
		"service-linked":          checktest.Pass(here, role("arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig")),
		"in another partition":    checktest.Pass(here, role("arn:aws-cn:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig")),
		"a role of the same name": checktest.Fail(here, role("arn:aws:iam::123456789012:role/AWSServiceRoleForConfig")),
		"no recorder":             checktest.NotApplicable(here),
	})
}
