package collect

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

const restJSON = "application/json"

func ofAPIGateway(cfnType, id, path, name string) inventory.Resource {
	return inventory.Resource{
		Partition: "aws", Account: checktest.Account.ID, Region: "us-east-1", Type: cfnType, ID: id, Name: name,
		ARN: "arn:aws:apigateway:us-east-1::/" + path,
	}
}

func TestStagesOfRESTAPIsSayWhatTheyLogOfEachMethod(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.RestAPIStages},
		exchange("apigateway:GetRestApis", "us-east-1", `{"Limit":500}`, 200, restJSON, `{"item":[{"id":"abc","name":"shop"}]}`),
		exchange("apigateway:GetRestApis", "eu-west-1", `{"Limit":500}`, 200, restJSON, `{}`),
		exchange("apigateway:GetStages", "us-east-1", `{"RestApiId":"abc"}`, 200, restJSON,
			`{"item":[{"stageName":"prod","webAclArn":"arn:w","methodSettings":{"*/*":{"loggingLevel":"INFO"},"~1pets/GET":{"metricsEnabled":true}}}]}`),
	)
	want := []inventory.RestAPIStage{{
		Resource:      ofAPIGateway("AWS::ApiGateway::Stage", "abc/prod", "restapis/abc/stages/prod", "shop/prod"),
		LoggingLevels: map[string]string{"*/*": "INFO", "~1pets/GET": ""}, WebACLArn: "arn:w",
	}}
	if diff := cmp.Diff(want, inventory.RestAPIStages.Rows(inv)); diff != "" {
		t.Error(diff)
	}
}

func TestStagesOfHTTPAndWebSocketAPIsOfAllPagesAreRead(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.APIStages},
		exchange("apigatewayv2:GetApis", "us-east-1", `{"MaxResults":"100"}`, 200, restJSON,
			`{"items":[{"apiId":"h","name":"shop","protocolType":"HTTP","routeSelectionExpression":"x"}],"nextToken":"more"}`),
		exchange("apigatewayv2:GetApis", "us-east-1", `{"MaxResults":"100","NextToken":"more"}`, 200, restJSON,
			`{"items":[{"apiId":"w","name":"chat","protocolType":"WEBSOCKET","routeSelectionExpression":"x"}]}`),
		exchange("apigatewayv2:GetApis", "eu-west-1", `{"MaxResults":"100"}`, 200, restJSON, `{"items":[]}`),
		exchange("apigatewayv2:GetStages", "us-east-1", `{"ApiId":"h","MaxResults":"100"}`, 200, restJSON,
			`{"items":[{"stageName":"$default","accessLogSettings":{"destinationArn":"arn:l","format":"$context.requestId"}}]}`),
		exchange("apigatewayv2:GetStages", "us-east-1", `{"ApiId":"w","MaxResults":"100"}`, 200, restJSON,
			`{"items":[{"stageName":"prod","defaultRouteSettings":{"loggingLevel":"ERROR"},"routeSettings":{"$connect":{"loggingLevel":"OFF"},"send":{"dataTraceEnabled":true}}}],"nextToken":"more"}`),
		exchange("apigatewayv2:GetStages", "us-east-1", `{"ApiId":"w","MaxResults":"100","NextToken":"more"}`, 200, restJSON, `{"items":[{"stageName":"test"}]}`),
	)
	const kind = "AWS::ApiGatewayV2::Stage"
	want := []inventory.APIStage{
		{Resource: ofAPIGateway(kind, "h/$default", "apis/h/stages/$default", "shop/$default"), ProtocolType: "HTTP", AccessLogsTo: "arn:l", RouteLogging: map[string]string{}},
		{Resource: ofAPIGateway(kind, "w/prod", "apis/w/stages/prod", "chat/prod"), ProtocolType: "WEBSOCKET", DefaultLogging: "ERROR", RouteLogging: map[string]string{"$connect": "OFF"}},
		{Resource: ofAPIGateway(kind, "w/test", "apis/w/stages/test", "chat/test"), ProtocolType: "WEBSOCKET", RouteLogging: map[string]string{}},
	}
	if diff := cmp.Diff(want, inventory.APIStages.Rows(inv)); diff != "" {
		t.Error(diff)
	}
}
