package apigateway

import (
	"maps"
	"slices"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// ExecutionLogging is the check apigateway.execution-logging.
var ExecutionLogging = &check.Check{
	ID:        "apigateway.execution-logging",
	Title:     "API Gateway REST and WebSocket stages log execution",
	Domain:    check.DetectiveControls,
	Severity:  check.Medium,
	Resource:  "AWS::ApiGateway::Stage",
	Logic:     "Reads the logging level of each stage of REST and WebSocket APIs. Passes if it is ERROR or INFO for all methods or routes. Fails if it is off for all, or for one that has a level of its own. HTTP APIs have no execution logs.",
	Rationale: "Without execution logs nobody can tell why requests failed, or what somebody tried who was turned away.",
	Remedy:    "Give API Gateway a role for CloudWatch Logs, and set the level of the stage to ERROR.",
	Fix: check.Fix{
		Console: "API Gateway console, the API, Stages, the stage, Logs and tracing, Edit: choose Errors only.",
		CLI: `aws apigateway update-account --patch-operations op=replace,path=/cloudwatchRoleArn,value=ROLE_ARN
aws apigateway update-stage --rest-api-id API_ID --stage-name STAGE --patch-operations "op=replace,path=/*/*/logging/loglevel,value=ERROR"
# Of a WebSocket API:
aws apigatewayv2 update-stage --api-id API_ID --stage-name STAGE --default-route-settings LoggingLevel=ERROR`,
		Terraform: `resource "aws_api_gateway_method_settings" "all" {
  rest_api_id = aws_api_gateway_rest_api.api.id
  stage_name  = aws_api_gateway_stage.prod.stage_name
  method_path = "*/*"
  settings {
    logging_level = "ERROR"
  }
}`,
		Breaks: "Nothing: logs are written beside the requests. The level INFO with data tracing also logs bodies, secrets among them.",
		Undo:   "Set the level to OFF the same way.",
	},
	References: []string{
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html",
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html",
		"https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-1",
	},
	Controls: []string{"CIS-7.0/4.10", "FSBP/APIGateway.1"},
	Assess: check.Together(
		check.ForEach(inventory.RestAPIStages, restExecutionLogging),
		check.ForEach(inventory.APIStages, socketExecutionLogging),
	),
}

func restExecutionLogging(_ check.Env, s inventory.RestAPIStage) check.Verdict {
	return executionLogging(s.LoggingLevels["*/*"], s.LoggingLevels, check.Saw("LoggingLevels", s.LoggingLevels))
}

func socketExecutionLogging(_ check.Env, s inventory.APIStage) check.Verdict {
	saw := []check.Evidence{
		check.Saw("ProtocolType", s.ProtocolType), check.Saw("DefaultLogging", s.DefaultLogging), check.Saw("RouteLogging", s.RouteLogging),
	}
	if s.ProtocolType != "WEBSOCKET" {
		return check.NotApplicable("is of an HTTP API, which has no execution logs", saw...)
	}
	return executionLogging(s.DefaultLogging, s.RouteLogging, saw...)
}

// executionLogging judges a stage by its level and those of single methods.
func executionLogging(level string, own map[string]string, saw ...check.Evidence) check.Verdict {
	if !logs(level) {
		return check.Fail("does not log execution", saw...)
	}
	for _, name := range slices.Sorted(maps.Keys(own)) {
		if !logs(own[name]) {
			return check.Fail("does not log execution of "+name, saw...)
		}
	}
	return check.Pass("logs execution", saw...)
}

func logs(level string) bool { return level == "ERROR" || level == "INFO" }
