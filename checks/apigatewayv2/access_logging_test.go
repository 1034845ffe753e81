package apigatewayv2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestAccessLogging(t *testing.T) {
	checktest.Run(t, AccessLogging, checktest.Cases{
		"logs":                            checktest.Pass(stage("HTTP", "arn:aws:logs:us-east-1:123456789012:log-group:api")),
		"does not log":                    checktest.Fail(stage("HTTP", "")),
		"a WebSocket API, execution only": checktest.Fail(stage("WEBSOCKET", "")),
		"denied":                          checktest.Unknown(inventory.APIStages.Missing(checktest.Denied())),
		"no stage":                        checktest.None(),
	})
}

func stage(protocol, to string) inventory.Part {
	return inventory.APIStages.Of(inventory.APIStage{
		Resource: checktest.Resource("AWS::ApiGatewayV2::Stage", "a/prod"), ProtocolType: protocol, AccessLogsTo: to, DefaultLogging: "INFO",
	})
}
