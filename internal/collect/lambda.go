package collect

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"

	"github.com/yourside/yourside/checks/inventory"
)

var lambdaCollectors = []Collector{
	perRegion(inventory.LambdaFunctions, listFunctions, "lambda:ListFunctions"),
	perRow(inventory.LambdaFunctions, inventory.LambdaPolicies, getFunctionPolicy, "lambda:GetPolicy"),
}

func listFunctions(ctx context.Context, s Session, emit func(inventory.LambdaFunction)) error {
	pages := lambda.NewListFunctionsPaginator(lambda.NewFromConfig(s.Config), &lambda.ListFunctionsInput{MaxItems: aws.Int32(50)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, f := range page.Functions {
			name, arn := aws.ToString(f.FunctionName), aws.ToString(f.FunctionArn)
			if name == "" || arn == "" {
				return &absentError{"FunctionName or FunctionArn", name}
			}
			r := s.Resource("AWS::Lambda::Function", name, arn)
			r.Name = name
			emit(inventory.LambdaFunction{Resource: r})
		}
	}
	return nil
}

func getFunctionPolicy(ctx context.Context, s Session, f inventory.LambdaFunction, emit func(inventory.ResourcePolicy)) error {
	row := inventory.ResourcePolicy{Resource: f.Resource}
	out, err := lambda.NewFromConfig(s.Config).GetPolicy(ctx, &lambda.GetPolicyInput{FunctionName: &f.ARN})
	if err != nil && !answered(err, "ResourceNotFoundException") {
		return err
	}
	if err == nil {
		row.Policy = aws.ToString(out.Policy)
	}
	emit(row)
	return nil
}
