package wafv2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestWebACLLogging(t *testing.T) {
	checktest.Run(t, WebACLLogging, checktest.Cases{
		"logs":                    checktest.Pass(listed(regionalACL), logs(regionalACL)),
		"does not log":            checktest.Fail(listed(regionalACL)),
		"another one logs":        checktest.Fail(listed(regionalACL), logs(checktest.Resource("AWS::WAFv2::WebACL", "other"))),
		"of CloudFront, logs":     checktest.Pass(inventory.WAFGlobalWebACLList.Of(inventory.WAFWebACLRef{Resource: globalACL}), inventory.WAFGlobalLoggings.Of(inventory.WAFLogging{Resource: globalACL, LogDestinationConfigs: []string{"arn:l"}})),
		"of CloudFront, does not": checktest.Fail(inventory.WAFGlobalWebACLList.Of(inventory.WAFWebACLRef{Resource: globalACL})),
		"logging denied":          checktest.Unknown(listed(regionalACL), inventory.WAFLoggings.Missing(checktest.Denied())),
	})
}

func listed(r inventory.Resource) inventory.Part {
	return inventory.WAFWebACLList.Of(inventory.WAFWebACLRef{Resource: r})
}

func logs(r inventory.Resource) inventory.Part {
	return inventory.WAFLoggings.Of(inventory.WAFLogging{Resource: r, LogDestinationConfigs: []string{"arn:aws:s3:::aws-waf-logs-a"}})
}
