package ds

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestRadiusMFA(t *testing.T) {
	checktest.Run(t, RadiusMFA, checktest.Cases{
		"connected":                  checktest.Pass(directory("MicrosoftAD", "Active", "PAP", "Completed")),
		"a connector":                checktest.Pass(directory("ADConnector", "Active", "MS-CHAPv2", "Completed")),
		"none":                       checktest.Fail(directory("MicrosoftAD", "Active", "", "")),
		"a connector, none":          checktest.Fail(directory("ADConnector", "Impaired", "", "")),
		"a server that is not found": checktest.Fail(directory("MicrosoftAD", "Active", "MS-CHAPv2", "Failed")).Says("Failed"),
		"not yet":                    checktest.Fail(directory("MicrosoftAD", "Active", "MS-CHAPv2", "Creating")),
		"Simple AD":                  checktest.NotApplicable(directory("SimpleAD", "Active", "", "")),
		"shared by another account":  checktest.NotApplicable(directory("SharedMicrosoftAD", "Active", "", "")),
		"it is being made":           checktest.NotApplicable(directory("MicrosoftAD", "Creating", "", "")),
		"denied":                     checktest.Unknown(inventory.Directories.Missing(checktest.Denied())),
	})
}

func directory(kind, stage, protocol, status string) inventory.Part {
	return inventory.Directories.Of(inventory.Directory{
		Resource:      checktest.Resource("AWS::DirectoryService::MicrosoftAD", "d-1234567890"),
		DirectoryType: kind, Stage: stage, Protocol: protocol, RadiusStatus: status,
	})
}
