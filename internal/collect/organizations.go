package collect

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/organizations/types"
	"github.com/aws/aws-sdk-go-v2/service/ssoadmin"

	"github.com/yourside/yourside/checks/inventory"
)

var organizationsCollectors = []Collector{
	perAccount(inventory.Organizations, describeOrganization, "organizations:DescribeOrganization"),
	perAccount(inventory.ConfigDelegatedAdministrators, listConfigAdministrators, "organizations:ListDelegatedAdministrators"),
	only("of a member that does not manage the organization", limited,
		perRow(inventory.Organizations, inventory.OrganizationParents, listParents, "organizations:ListParents")).climbing(),
	perReference(inventory.OrganizationParents, inventory.SCPAttachments, placesOf, listSCPs, "organizations:ListPoliciesForTarget"),
	perReference(inventory.SCPAttachments, inventory.SCPs, policiesOf, describePolicy, "organizations:DescribePolicy"),
	perReference(inventory.OrganizationParents, inventory.RCPAttachments, placesOf, listRCPs, "organizations:ListPoliciesForTarget"),
	perReference(inventory.RCPAttachments, inventory.RCPs, policiesOf, describePolicy, "organizations:DescribePolicy"),
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

// limited reports whether policies of the organization limit the account: they
// do not limit the one that manages it.
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
func limited(o inventory.Organization) bool {
	return o.Member && o.MasterAccountID != o.Account
}

// listParents goes up from the account to the root.
func listParents(ctx context.Context, s Session, o inventory.Organization, emit func(inventory.OrganizationParent)) error {
	child, id := o.Resource, o.Account
	for met := map[string]bool{}; !met[id]; {
		met[id] = true
		parent, err := parentOf(ctx, s, o, id)
		if err != nil {
			return err
		}
		emit(inventory.OrganizationParent{Resource: child, Parent: parent})
		if parent.Type == rootType {
			return nil
		}
		child, id = parent, parent.ID
	}
	return fmt.Errorf("%s lies in itself", id)
}

const (
	unitType = "AWS::Organizations::OrganizationalUnit"
	rootType = "AWS::Organizations::Root"
)

// parentOf returns the one thing that a child lies in.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html#awsorganizations-resources-for-iam-policies
func parentOf(ctx context.Context, s Session, o inventory.Organization, child string) (inventory.Resource, error) {
	pages := organizations.NewListParentsPaginator(organizations.NewFromConfig(s.Config),
		&organizations.ListParentsInput{ChildId: aws.String(child)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return inventory.Resource{}, err
		}
		for _, p := range page.Parents {
			id := aws.ToString(p.Id)
			r := inventory.Resource{Partition: o.Partition, Account: o.MasterAccountID, Type: unitType, ID: id}
			kind := "ou"
			if p.Type == types.ParentTypeRoot {
				kind, r.Type = "root", rootType
			}
			r.ARN = fmt.Sprintf("arn:%s:organizations::%s:%s/%s/%s", o.Partition, o.MasterAccountID, kind, o.OrganizationID, id)
			if id == "" || p.Type == "" {
				return inventory.Resource{}, &absentError{"Id or Type", child}
			}
			return r, nil
		}
	}
	return inventory.Resource{}, &absentError{"Parents", child}
}

// placesOf are the account or unit and what it lies in.
func placesOf(p inventory.OrganizationParent) []inventory.Resource {
	return []inventory.Resource{p.Resource, p.Parent}
}

func listSCPs(ctx context.Context, s Session, at inventory.Resource, emit func(inventory.PolicyAttachments)) error {
	return listAttachments(ctx, s, at, types.PolicyTypeServiceControlPolicy, emit)
}

func listRCPs(ctx context.Context, s Session, at inventory.Resource, emit func(inventory.PolicyAttachments)) error {
	return listAttachments(ctx, s, at, types.PolicyTypeResourceControlPolicy, emit)
}

func listAttachments(
	ctx context.Context, s Session, at inventory.Resource, kind types.PolicyType, emit func(inventory.PolicyAttachments),
) error {
	row := inventory.PolicyAttachments{Resource: at}
	pages := organizations.NewListPoliciesForTargetPaginator(organizations.NewFromConfig(s.Config),
		&organizations.ListPoliciesForTargetInput{TargetId: aws.String(at.ID), Filter: kind})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, p := range page.Policies {
			if aws.ToString(p.Arn) == "" || aws.ToString(p.Id) == "" {
				return &absentError{"Arn or Id", at.ID}
			}
			row.Policies = append(row.Policies, *p.Arn)
		}
	}
	emit(row)
	return nil
}

func policiesOf(a inventory.PolicyAttachments) []inventory.Resource {
	var all []inventory.Resource
	for _, arn := range a.Policies {
		r := inventory.Resource{Partition: a.Partition, Account: a.Account, Type: "AWS::Organizations::Policy", ID: iamName(arn), ARN: arn}
		all = append(all, r)
	}
	return all
}

func describePolicy(ctx context.Context, s Session, p inventory.Resource, emit func(inventory.OrganizationPolicy)) error {
	out, err := organizations.NewFromConfig(s.Config).DescribePolicy(ctx, &organizations.DescribePolicyInput{PolicyId: aws.String(p.ID)})
	if err != nil {
		return err
	}
	if out.Policy == nil || aws.ToString(out.Policy.Content) == "" {
		return &absentError{"Content", p.ID}
	}
	if summary := out.Policy.PolicySummary; summary != nil {
		p.Name = aws.ToString(summary.Name)
	}
	emit(inventory.OrganizationPolicy{Resource: p, Content: *out.Policy.Content})
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
			emit(inventory.SSOInstance{Resource: r, Status: string(i.Status), OwnerAccountID: aws.ToString(i.OwnerAccountId)})
		}
	}
	return nil
}
