package ssm

import (
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

var here = checktest.Regions(checktest.Region)

func node(id string) inventory.Resource { return checktest.Resource("AWS::EC2::Instance", id) }

func managed(id, platform string, latest bool) inventory.Part {
	return inventory.ManagedInstances.Of(inventory.ManagedInstance{
		Resource: node(id), PingStatus: "Online", PlatformType: platform, IsLatestVersion: latest,
	})
}

func state(id, status string, n int) inventory.SSMCompliance {
	return inventory.SSMCompliance{Resource: node(id), Status: status, NonCompliantCount: n}
}
