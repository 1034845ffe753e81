package collect

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/apigateway"
	"github.com/aws/aws-sdk-go-v2/service/apigatewayv2"

	"github.com/yourside/yourside/checks/inventory"
)

var apigatewayCollectors = []Collector{
	perRegion(inventory.RestAPIs, getRestAPIs, "apigateway:GetRestApis"),
	perRow(inventory.RestAPIs, inventory.RestAPIStages, getRestAPIStages, "apigateway:GetStages"),
	perRegion(inventory.APIs, getAPIs, "apigatewayv2:GetApis"),
	perRow(inventory.APIs, inventory.APIStages, getAPIStages, "apigatewayv2:GetStages"),
}

// apiResource returns what has an ARN of API Gateway, which names no account.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html
func (s Session) apiResource(cfnType, id, path, name string) inventory.Resource {
	r := s.Resource(cfnType, id, "arn:"+s.Account.Partition+":apigateway:"+s.Region+"::/"+path)
	r.Name = name
	return r
}

func getRestAPIs(ctx context.Context, s Session, emit func(inventory.RestAPI)) error {
	pages := apigateway.NewGetRestApisPaginator(apigateway.NewFromConfig(s.Config), &apigateway.GetRestApisInput{Limit: aws.Int32(500)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, a := range page.Items {
			id := aws.ToString(a.Id)
			if id == "" {
				return &absentError{"Id of an API", aws.ToString(a.Name)}
			}
			emit(inventory.RestAPI{Resource: s.apiResource("AWS::ApiGateway::RestApi", id, "restapis/"+id, aws.ToString(a.Name))})
		}
	}
	return nil
}

func getRestAPIStages(ctx context.Context, s Session, a inventory.RestAPI, emit func(inventory.RestAPIStage)) error {
	out, err := apigateway.NewFromConfig(s.Config).GetStages(ctx, &apigateway.GetStagesInput{RestApiId: &a.ID})
	if err != nil {
		return err
	}
	for _, stage := range out.Item {
		name := aws.ToString(stage.StageName)
		if name == "" {
			return &absentError{"StageName", a.ARN}
		}
		row := inventory.RestAPIStage{
			Resource:  s.apiResource("AWS::ApiGateway::Stage", a.ID+"/"+name, "restapis/"+a.ID+"/stages/"+name, a.Name+"/"+name),
			WebACLArn: aws.ToString(stage.WebAclArn), LoggingLevels: map[string]string{},
		}
		for method, settings := range stage.MethodSettings {
			row.LoggingLevels[method] = aws.ToString(settings.LoggingLevel)
		}
		emit(row)
	}
	return nil
}

// getAPIs follows the tokens itself, as the SDK has no paginator.
func getAPIs(ctx context.Context, s Session, emit func(inventory.API)) error {
	in := apigatewayv2.GetApisInput{MaxResults: aws.String("100")}
	for {
		out, err := apigatewayv2.NewFromConfig(s.Config).GetApis(ctx, &in)
		if err != nil {
			return err
		}
		for _, a := range out.Items {
			id := aws.ToString(a.ApiId)
			if id == "" || a.ProtocolType == "" {
				return &absentError{"ApiId or ProtocolType", aws.ToString(a.Name)}
			}
			emit(inventory.API{
				Resource:     s.apiResource("AWS::ApiGatewayV2::Api", id, "apis/"+id, aws.ToString(a.Name)),
				ProtocolType: string(a.ProtocolType),
			})
		}
		if aws.ToString(out.NextToken) == "" {
			return nil
		}
		in.NextToken = out.NextToken
	}
}

func getAPIStages(ctx context.Context, s Session, a inventory.API, emit func(inventory.APIStage)) error {
	in := apigatewayv2.GetStagesInput{ApiId: &a.ID, MaxResults: aws.String("100")}
	for {
		out, err := apigatewayv2.NewFromConfig(s.Config).GetStages(ctx, &in)
		if err != nil {
			return err
		}
		for _, stage := range out.Items {
			name := aws.ToString(stage.StageName)
			if name == "" {
				return &absentError{"StageName", a.ARN}
			}
			row := inventory.APIStage{
				Resource:     s.apiResource("AWS::ApiGatewayV2::Stage", a.ID+"/"+name, "apis/"+a.ID+"/stages/"+name, a.Name+"/"+name),
				ProtocolType: a.ProtocolType, RouteLogging: map[string]string{},
			}
			if l := stage.AccessLogSettings; l != nil {
				row.AccessLogsTo = aws.ToString(l.DestinationArn)
			}
			if d := stage.DefaultRouteSettings; d != nil {
				row.DefaultLogging = string(d.LoggingLevel)
			}
			for route, settings := range stage.RouteSettings {
				if settings.LoggingLevel != "" {
					row.RouteLogging[route] = string(settings.LoggingLevel)
				}
			}
			emit(row)
		}
		if aws.ToString(out.NextToken) == "" {
			return nil
		}
		in.NextToken = out.NextToken
	}
}
