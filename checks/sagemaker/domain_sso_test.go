package sagemaker

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestDomainSSO(t *testing.T) {
	r := checktest.Resource("AWS::SageMaker::Domain", "d-1")
	listed := inventory.SageMakerDomainList.Of(inventory.SageMakerDomainListEntry{Resource: r})
	domain := func(mode, status string) inventory.Part {
		return inventory.SageMakerDomains.Of(inventory.SageMakerDomain{Resource: r, AuthMode: mode, Status: status})
	}
	checktest.Run(t, DomainSSO, checktest.Cases{
		"SSO":             checktest.Pass(listed, domain("SSO", "InService")),
		"IAM":             checktest.Fail(listed, domain("IAM", "InService")),
		"IAM, not yet":    checktest.Fail(listed, domain("IAM", "Pending")),
		"it could not be": checktest.NotApplicable(listed, domain("IAM", "Failed")),
		"it is going":     checktest.NotApplicable(listed, domain("IAM", "Deleting")),
		// It could not be deleted, so it is still there.
		"it did not go":      checktest.Fail(listed, domain("IAM", "Delete_Failed")),
		"one of them denied": checktest.Unknown(listed, inventory.SageMakerDomains.Missing(checktest.Denied(r))),
		"denied":             checktest.Unknown(inventory.SageMakerDomainList.Missing(checktest.Denied())),
	})
}
