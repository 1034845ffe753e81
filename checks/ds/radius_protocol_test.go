package ds

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestRadiusProtocol(t *testing.T) {
	checktest.Run(t, RadiusProtocol, checktest.Cases{
		"MS-CHAPv2":                 checktest.Pass(directory("MicrosoftAD", "Active", "MS-CHAPv2", "Completed")),
		"PAP":                       checktest.Fail(directory("MicrosoftAD", "Active", "PAP", "Completed")).Says("speaks PAP"),
		"CHAP, by a connector":      checktest.Fail(directory("ADConnector", "Active", "CHAP", "Completed")),
		"MS-CHAPv1, not yet":        checktest.Fail(directory("MicrosoftAD", "Active", "MS-CHAPv1", "Creating")),
		"no server":                 checktest.NotApplicable(directory("MicrosoftAD", "Active", "", "")),
		"Simple AD":                 checktest.NotApplicable(directory("SimpleAD", "Active", "", "")),
		"shared by another account": checktest.NotApplicable(directory("SharedMicrosoftAD", "Active", "PAP", "Completed")),
		"it is being deleted":       checktest.NotApplicable(directory("MicrosoftAD", "Deleting", "PAP", "Completed")),
		"denied":                    checktest.Unknown(inventory.Directories.Missing(checktest.Denied())),
	})
}
