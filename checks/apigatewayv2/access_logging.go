package apigatewayv2

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// AccessLogging is the check apigatewayv2.access-logging.
var AccessLogging = &check.Check{
	ID:        "apigatewayv2.access-logging",
	Title:     "API Gateway HTTP and WebSocket stages log access",
	Domain:    check.DetectiveControls,
	Severity:  check.Medium,
	Resource:  "AWS::ApiGatewayV2::Stage",
	Logic:     "Reads the access log settings of each stage of HTTP and WebSocket APIs. Passes if they have a destination.",
	Rationale: "Without access logs nobody can tell after an incident who sent which requests.",
	Remedy:    "Set a log group and a format as access log settings of the stage.",
	Fix: check.Fix{
		Console: "API Gateway console, the API, Logging, the stage, Edit: turn on Access logging and choose the log group.",
		CLI: `aws apigatewayv2 update-stage --api-id API_ID --stage-name STAGE \
  --access-log-settings '{"DestinationArn":"LOG_GROUP_ARN","Format":"$context.identity.sourceIp $context.requestTime $context.status $context.requestId"}'`,
		Terraform: `resource "aws_apigatewayv2_stage" "prod" {
  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.api.arn
    format          = "$context.identity.sourceIp $context.requestTime $context.status $context.requestId"
  }
}`,
		Breaks: "Nothing: logs are written beside the requests. Keep queries with secrets out of the format.",
		Undo:   "aws apigatewayv2 delete-access-log-settings --api-id API_ID --stage-name STAGE.",
	},
	References: []string{
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html",
		"https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html",
		"https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-9",
	},
	Controls: []string{"CIS-7.0/4.10", "FSBP/APIGateway.9"},
	Assess:   check.ForEach(inventory.APIStages, accessLogging),
}

func accessLogging(_ check.Env, s inventory.APIStage) check.Verdict {
	return check.PassIf(s.AccessLogsTo != "", "logs access", "does not log access", check.Saw("AccessLogsTo", s.AccessLogsTo))
}
