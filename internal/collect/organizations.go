package collect

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/ssoadmin"

	"github.com/yourside/yourside/checks/inventory"
)

var organizationsCollectors = []Collector{
	perAccount(inventory.Organizations, describeOrganization, "organizations:DescribeOrganization"),
	perAccount(inventory.ConfigDelegatedAdministrators, listConfigAdministrators, "organizations:ListDelegatedAdministrators"),
	perRegion(inventory.SSOInstances, listSSOInstances, "ssoadmin:ListInstances").inAll(),
}

func describeOrganization(ctx context.Context, s Session, emit func(inventory.Organization)) error {
	row := inventory.Organization{Resource: s.Account.Resource()}
	out, err := organizations.NewFromConfig(s.Config).DescribeOrganization(ctx, &organizations.DescribeOrganizationInput{})
	if err != nil && answered(err, "AWSOrganizationsNotInUseException") {
		emit(row)
		return nil
	}
	if err != nil {
		return err
	}
	o := out.Organization
	if o == nil || aws.ToString(o.Id) == "" || aws.ToString(o.MasterAccountId) == "" {
		return &absentError{"Id or MasterAccountId", s.Account.ID}
	}
	row.Member, row.OrganizationID, row.MasterAccountID = true, *o.Id, *o.MasterAccountId
	emit(row)
	return nil
}

func listConfigAdministrators(ctx context.Context, s Session, emit func(inventory.ConfigDelegatedAdministrator)) error {
	pages := organizations.NewListDelegatedAdministratorsPaginator(organizations.NewFromConfig(s.Config),
		&organizations.ListDelegatedAdministratorsInput{ServicePrincipal: aws.String("config.amazonaws.com")})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil && answered(err, "AWSOrganizationsNotInUseException") {
			return nil
		}
		if err != nil {
			return err
		}
		for _, a := range page.DelegatedAdministrators {
			r := s.Account.Resource()
			r.Type, r.ID, r.ARN, r.Name = "AWS::Organizations::Account", aws.ToString(a.Id), aws.ToString(a.Arn), aws.ToString(a.Name)
			emit(inventory.ConfigDelegatedAdministrator{Resource: r})
		}
	}
	return nil
}

func listSSOInstances(ctx context.Context, s Session, emit func(inventory.SSOInstance)) error {
	pages := ssoadmin.NewListInstancesPaginator(ssoadmin.NewFromConfig(s.Config),
		&ssoadmin.ListInstancesInput{MaxResults: aws.Int32(100)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, i := range page.Instances {
			arn := aws.ToString(i.InstanceArn)
			r := s.Resource("AWS::SSO::Instance", iamName(arn), arn)
			r.Name = aws.ToString(i.Name)
			emit(inventory.SSOInstance{Resource: r, Status: string(i.Status)})
		}
	}
	return nil
}
