package collect

import (
	"context"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/organizations/types"

	"github.com/yourside/yourside/checks/inventory"
)

var organizationWideCollectors = []Collector{
	ofManager(perRow(inventory.Organizations, inventory.OrganizationRoots, listRoots, "organizations:ListRoots")),
	perRow(inventory.OrganizationRoots, inventory.OrganizationAccounts, listAccounts,
		"organizations:ListAccountsForParent", "organizations:ListOrganizationalUnitsForParent"),
	ofManager(perRow(inventory.Organizations, inventory.OrganizationPolicies, listPolicies, "organizations:ListPolicies")),
	ownPolicies(perRow(inventory.OrganizationPolicies, inventory.OrganizationPolicyContents, getContent, "organizations:DescribePolicy")),
	ownPolicies(perRow(inventory.OrganizationPolicies, inventory.OrganizationPolicyTargets, listTargets, "organizations:ListTargetsForPolicy")),
	ofManager(perRow(inventory.Organizations, inventory.OrganizationAdministrators, listAdministrators, "organizations:ListDelegatedAdministrators")),
	ofManager(perRow(inventory.Organizations, inventory.OrganizationRootFeatures, listOrganizationsFeatures, "iam:ListOrganizationsFeatures")),
}

func ofManager(c Collector) Collector {
	return only("of the account that manages the organization", inventory.Organization.Manages, c)
}

func ownPolicies(c Collector) Collector {
	return only("that are not of AWS", func(p inventory.PolicySummary) bool { return !p.AwsManaged }, c)
}

func (s Session) organizations() *organizations.Client { return organizations.NewFromConfig(s.Config) }

// global returns a resource that lies in no region.
func (s Session) global(cfnType, id, arn string) inventory.Resource {
	r := s.Resource(cfnType, id, arn)
	r.Region = ""
	return r
}

func listRoots(ctx context.Context, s Session, _ inventory.Organization, emit func(inventory.OrganizationRoot)) error {
	pages := organizations.NewListRootsPaginator(s.organizations(), &organizations.ListRootsInput{})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, r := range page.Roots {
			if aws.ToString(r.Id) == "" || aws.ToString(r.Arn) == "" {
				return &absentError{"Id or Arn", s.Account.ID}
			}
			row := inventory.OrganizationRoot{Resource: s.global(rootType, *r.Id, *r.Arn)}
			for _, p := range r.PolicyTypes {
				if p.Status == types.PolicyTypeStatusEnabled {
					row.PolicyTypes = append(row.PolicyTypes, string(p.Type))
				}
			}
			emit(row)
		}
	}
	return nil
}

// listAccounts goes down from the root. Units are nested five deep at most.
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
func listAccounts(ctx context.Context, s Session, root inventory.OrganizationRoot, emit func(inventory.OrganizationAccount)) error {
	met := map[string]bool{}
	for left := [][]string{{root.ID}}; len(left) > 0; left = left[1:] {
		within := left[0]
		at := within[len(within)-1]
		if met[at] {
			return fmt.Errorf("%s lies in itself", at)
		}
		met[at] = true
		if err := listAccountsOf(ctx, s, within, emit); err != nil {
			return err
		}
		units, err := unitsOf(ctx, s, at)
		if err != nil {
			return err
		}
		for _, u := range units {
			left = append(left, append(slices.Clone(within), u))
		}
	}
	return nil
}

func listAccountsOf(ctx context.Context, s Session, within []string, emit func(inventory.OrganizationAccount)) error {
	pages := organizations.NewListAccountsForParentPaginator(s.organizations(),
		&organizations.ListAccountsForParentInput{ParentId: &within[len(within)-1]})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, a := range page.Accounts {
			if aws.ToString(a.Id) == "" || aws.ToString(a.Arn) == "" || a.Status == "" {
				return &absentError{"Id, Arn or Status", within[len(within)-1]}
			}
			row := inventory.OrganizationAccount{
				Resource: s.global("AWS::Organizations::Account", *a.Id, *a.Arn), Status: string(a.Status), Within: within,
			}
			row.Name = aws.ToString(a.Name)
			emit(row)
		}
	}
	return nil
}

func unitsOf(ctx context.Context, s Session, at string) ([]string, error) {
	var all []string
	pages := organizations.NewListOrganizationalUnitsForParentPaginator(s.organizations(),
		&organizations.ListOrganizationalUnitsForParentInput{ParentId: &at})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		for _, u := range page.OrganizationalUnits {
			if aws.ToString(u.Id) == "" {
				return nil, &absentError{"Id", at}
			}
			all = append(all, *u.Id)
		}
	}
	return all, nil
}

func listPolicies(ctx context.Context, s Session, _ inventory.Organization, emit func(inventory.PolicySummary)) error {
	for _, kind := range []types.PolicyType{types.PolicyTypeServiceControlPolicy, types.PolicyTypeResourceControlPolicy} {
		pages := organizations.NewListPoliciesPaginator(s.organizations(), &organizations.ListPoliciesInput{Filter: kind})
		for pages.HasMorePages() {
			page, err := pages.NextPage(ctx)
			if err != nil {
				return err
			}
			for _, p := range page.Policies {
				if aws.ToString(p.Id) == "" || aws.ToString(p.Arn) == "" {
					return &absentError{"Id or Arn", string(kind)}
				}
				row := inventory.PolicySummary{
					Resource: s.global("AWS::Organizations::Policy", *p.Id, *p.Arn), PolicyType: string(kind), AwsManaged: p.AwsManaged,
				}
				row.Name = aws.ToString(p.Name)
				emit(row)
			}
		}
	}
	return nil
}

func getContent(ctx context.Context, s Session, p inventory.PolicySummary, emit func(inventory.OrganizationPolicy)) error {
	return describePolicy(ctx, s, p.Resource, emit)
}

func listTargets(ctx context.Context, s Session, p inventory.PolicySummary, emit func(inventory.PolicyTargets)) error {
	row := inventory.PolicyTargets{Resource: p.Resource}
	pages := organizations.NewListTargetsForPolicyPaginator(s.organizations(), &organizations.ListTargetsForPolicyInput{PolicyId: &p.ID})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, t := range page.Targets {
			if aws.ToString(t.TargetId) == "" {
				return &absentError{"TargetId", p.ID}
			}
			row.Targets = append(row.Targets, *t.TargetId)
		}
	}
	emit(row)
	return nil
}

func listAdministrators(ctx context.Context, s Session, _ inventory.Organization, emit func(inventory.OrganizationAdministrator)) error {
	pages := organizations.NewListDelegatedAdministratorsPaginator(s.organizations(), &organizations.ListDelegatedAdministratorsInput{})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, a := range page.DelegatedAdministrators {
			if aws.ToString(a.Id) == "" || aws.ToString(a.Arn) == "" {
				return &absentError{"Id or Arn", s.Account.ID}
			}
			row := inventory.OrganizationAdministrator{Resource: s.global("AWS::Organizations::Account", *a.Id, *a.Arn)}
			row.Name = aws.ToString(a.Name)
			emit(row)
		}
	}
	return nil
}

func listOrganizationsFeatures(ctx context.Context, s Session, o inventory.Organization, emit func(inventory.OrganizationRootFeature)) error {
	row := inventory.OrganizationRootFeature{Resource: o.Resource}
	out, err := iam.NewFromConfig(s.Config).ListOrganizationsFeatures(ctx, &iam.ListOrganizationsFeaturesInput{})
	if err != nil && answered(err, "ServiceAccessNotEnabledException") {
		emit(row)
		return nil
	}
	if err != nil {
		return err
	}
	for _, f := range out.EnabledFeatures {
		row.EnabledFeatures = append(row.EnabledFeatures, string(f))
	}
	emit(row)
	return nil
}
