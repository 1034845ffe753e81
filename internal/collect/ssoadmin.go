package collect

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssoadmin"

	"github.com/yourside/yourside/checks/inventory"
)

// Permission sets are shown to who owns the instance: other accounts see the
// instance of their organization, and are refused what is in it.
var ssoadminCollectors = []Collector{
	only("of the account's own", ownInstance,
		perRow(inventory.SSOInstances, inventory.PermissionSets, listPermissionSets, "ssoadmin:ListPermissionSets")),
	perRow(inventory.PermissionSets, inventory.PermissionSetSessions, describePermissionSet, "ssoadmin:DescribePermissionSet"),
	perRow(inventory.PermissionSets, inventory.PermissionSetInlinePolicies, getPermissionSetPolicy, "ssoadmin:GetInlinePolicyForPermissionSet"),
	perRow(inventory.PermissionSets, inventory.PermissionSetManagedPolicies, listPermissionSetPolicies, "ssoadmin:ListManagedPoliciesInPermissionSet"),
}

func ownInstance(i inventory.SSOInstance) bool { return i.OwnerAccountID == i.Account }

func (s Session) sso() *ssoadmin.Client { return ssoadmin.NewFromConfig(s.Config) }

func listPermissionSets(ctx context.Context, s Session, i inventory.SSOInstance, emit func(inventory.PermissionSet)) error {
	pages := ssoadmin.NewListPermissionSetsPaginator(s.sso(), &ssoadmin.ListPermissionSetsInput{InstanceArn: &i.ARN, MaxResults: aws.Int32(100)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, arn := range page.PermissionSets {
			emit(inventory.PermissionSet{Resource: s.Resource("AWS::SSO::PermissionSet", arn[strings.LastIndex(arn, "/")+1:], arn), InstanceARN: i.ARN})
		}
	}
	return nil
}

func describePermissionSet(ctx context.Context, s Session, p inventory.PermissionSet, emit func(inventory.PermissionSetSession)) error {
	out, err := s.sso().DescribePermissionSet(ctx, &ssoadmin.DescribePermissionSetInput{InstanceArn: &p.InstanceARN, PermissionSetArn: &p.ARN})
	if err != nil {
		return err
	}
	if out.PermissionSet == nil || aws.ToString(out.PermissionSet.SessionDuration) == "" {
		return &absentError{"SessionDuration", p.ARN}
	}
	row := inventory.PermissionSetSession{Resource: p.Resource, SessionDuration: *out.PermissionSet.SessionDuration}
	row.Name = aws.ToString(out.PermissionSet.Name)
	emit(row)
	return nil
}

func getPermissionSetPolicy(ctx context.Context, s Session, p inventory.PermissionSet, emit func(inventory.ResourcePolicy)) error {
	out, err := s.sso().GetInlinePolicyForPermissionSet(ctx, &ssoadmin.GetInlinePolicyForPermissionSetInput{
		InstanceArn: &p.InstanceARN, PermissionSetArn: &p.ARN,
	})
	if err != nil {
		return err
	}
	emit(inventory.ResourcePolicy{Resource: p.Resource, Policy: aws.ToString(out.InlinePolicy)})
	return nil
}

func listPermissionSetPolicies(
	ctx context.Context, s Session, p inventory.PermissionSet, emit func(inventory.PermissionSetManagedPolicy),
) error {
	row := inventory.PermissionSetManagedPolicy{Resource: p.Resource}
	pages := ssoadmin.NewListManagedPoliciesInPermissionSetPaginator(s.sso(), &ssoadmin.ListManagedPoliciesInPermissionSetInput{
		InstanceArn: &p.InstanceARN, PermissionSetArn: &p.ARN, MaxResults: aws.Int32(100),
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, a := range page.AttachedManagedPolicies {
			if aws.ToString(a.Arn) == "" {
				return &absentError{"Arn", p.ARN}
			}
			row.Policies = append(row.Policies, *a.Arn)
		}
	}
	emit(row)
	return nil
}
