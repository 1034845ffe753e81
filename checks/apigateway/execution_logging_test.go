package apigateway

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestExecutionLogging(t *testing.T) {
	checktest.Run(t, ExecutionLogging, checktest.Cases{
		"errors":                       checktest.Pass(stage(map[string]string{"*/*": "ERROR"}, "")),
		"all":                          checktest.Pass(stage(map[string]string{"*/*": "INFO", "~1pets/GET": "ERROR"}, "")),
		"off":                          checktest.Fail(stage(map[string]string{"*/*": "OFF"}, "")),
		"never set":                    checktest.Fail(stage(nil, "")),
		"off for one method":           checktest.Fail(stage(map[string]string{"*/*": "INFO", "~1pets/GET": "OFF"}, "")).Says("~1pets/GET"),
		"on for one method only":       checktest.Fail(stage(map[string]string{"~1pets/GET": "INFO"}, "")),
		"a WebSocket API":              checktest.Pass(ofAPI("WEBSOCKET", "ERROR", nil)),
		"a WebSocket API, off":         checktest.Fail(ofAPI("WEBSOCKET", "", nil)),
		"a WebSocket API, a route off": checktest.Fail(ofAPI("WEBSOCKET", "INFO", map[string]string{"$connect": "OFF"})).Says("$connect"),
		"an HTTP API":                  checktest.NotApplicable(ofAPI("HTTP", "", nil)),
	})
}

func stage(levels map[string]string, webACL string) inventory.Part {
	return inventory.RestAPIStages.Of(inventory.RestAPIStage{
		Resource: checktest.Resource("AWS::ApiGateway::Stage", "a/prod"), LoggingLevels: levels, WebACLArn: webACL,
	})
}

func ofAPI(protocol, level string, routes map[string]string) inventory.Part {
	return inventory.APIStages.Of(inventory.APIStage{
		Resource: checktest.Resource("AWS::ApiGatewayV2::Stage", "b/prod"), ProtocolType: protocol, DefaultLogging: level, RouteLogging: routes,
	})
}
