package ssm

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestDefaultHostManagement(t *testing.T) {
	is := func(status, value string) inventory.Part {
		return inventory.SSMHostManagement.Of(inventory.SSMServiceSetting{Resource: checktest.Account.In(checktest.Region), Status: status, SettingValue: value})
	}
	checktest.Run(t, DefaultHostManagement, checktest.Cases{
		"a role":                checktest.Pass(is("Customized", "service-role/AWSSystemsManagerDefaultEC2InstanceManagementRole")),
		"as AWS begins":         checktest.Fail(is("Default", "$None")),
		"nothing":               checktest.Fail(is("Customized", "")),
		"a role that is not on": checktest.Fail(is("PendingUpdate", "role")),
	})
}
