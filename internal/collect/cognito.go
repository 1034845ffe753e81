package collect

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"github.com/yourside/yourside/checks/inventory"
)

var cognitoCollectors = []Collector{
	perRegion(inventory.CognitoUserPools, listUserPools, "cognitoidentityprovider:ListUserPools"),
	perRow(inventory.CognitoUserPools, inventory.CognitoWebACLs, getWebACLForUserPool, "wafv2:GetWebACLForResource"),
}

func listUserPools(ctx context.Context, s Session, emit func(inventory.CognitoUserPool)) error {
	pages := cognitoidentityprovider.NewListUserPoolsPaginator(cognitoidentityprovider.NewFromConfig(s.Config),
		&cognitoidentityprovider.ListUserPoolsInput{MaxResults: aws.Int32(60)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, p := range page.UserPools {
			id := aws.ToString(p.Id)
			if id == "" {
				return &absentError{"Id", aws.ToString(p.Name)}
			}
			r := s.Resource("AWS::Cognito::UserPool", id, s.ARN("cognito-idp", "userpool/"+id))
			r.Name = aws.ToString(p.Name)
			emit(inventory.CognitoUserPool{Resource: r})
		}
	}
	return nil
}

func getWebACLForUserPool(ctx context.Context, s Session, p inventory.CognitoUserPool, emit func(inventory.CognitoWebACL)) error {
	webACL, err := s.webACLFor(ctx, p.Resource)
	if err != nil {
		return err
	}
	emit(inventory.CognitoWebACL{Resource: p.Resource, WebACLArn: webACL})
	return nil
}
