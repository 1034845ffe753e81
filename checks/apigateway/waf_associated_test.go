package apigateway

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestWAFAssociated(t *testing.T) {
	checktest.Run(t, WAFAssociated, checktest.Cases{
		"a web ACL": checktest.Pass(stage(nil, "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/site/1")),
		"none":      checktest.Fail(stage(nil, "")),
		"denied":    checktest.Unknown(inventory.RestAPIStages.Missing(checktest.Denied())),
		"no stage":  checktest.None(),
	})
}
