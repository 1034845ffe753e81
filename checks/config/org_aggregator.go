package config

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// OrgAggregator is the check config.org-aggregator.
var OrgAggregator = &check.Check{
	ID:        "config.org-aggregator",
	Title:     "Config: an organization aggregator covers all Regions",
	Domain:    check.DetectiveControls,
	Severity:  check.Medium,
	Resource:  inventory.AccountType,
	Logic:     "An aggregator of the account gathers from the whole organization and all regions. Where none is seen, the verdict is UNKNOWN if one may be in an account that cannot be seen from here: the management account or a delegated administrator of Config. An account on its own is not asked.",
	Rationale: "Only an aggregator of the organization shows the configuration of every account and region in one place, also of new ones.",
	Remedy:    "In the management account or a delegated administrator of Config, create an aggregator of the organization with AllAwsRegions.",
	Fix: check.Fix{
		Console: "AWS Config console, Aggregators, Create aggregator: choose Add my organization and all Regions, future ones included.",
		CLI: `aws organizations enable-aws-service-access --service-principal config.amazonaws.com
# The role needs the policy AWSConfigRoleForOrganizations.
aws configservice put-configuration-aggregator --configuration-aggregator-name NAME \
  --organization-aggregation-source RoleArn=ROLE_ARN,AllAwsRegions=true --region REGION`,
		Terraform: `resource "aws_config_configuration_aggregator" "organization" {
  name = "NAME"
  organization_aggregation_source {
    role_arn    = "ROLE_ARN"
    all_regions = true
  }
}`,
		Breaks: "Nothing: an aggregator only reads, and only what Config records in each account. Its account sees the configuration of all others.",
		Undo:   "aws configservice delete-configuration-aggregator --configuration-aggregator-name NAME --region REGION.",
	},
	References: []string{"https://docs.aws.amazon.com/config/latest/developerguide/aggregate-data.html", "https://docs.aws.amazon.com/config/latest/APIReference/API_OrganizationAggregationSource.html"},
	Controls:   []string{},
	Assess: check.ForEach(inventory.Organizations, orgAggregator,
		inventory.ConfigAggregators, inventory.ConfigDelegatedAdministrators),
}

func orgAggregator(e check.Env, o inventory.Organization) check.Verdict {
	saw := []check.Evidence{check.Saw("Member", o.Member)}
	if !o.Member {
		return check.NotApplicable("is not in an organization", saw...)
	}
	a, ok := check.Find(e, inventory.ConfigAggregators, e.Account.Resource(), func(a inventory.ConfigAggregator) bool {
		saw = append(saw, check.SawOn(a.Resource, "Organization", a.Organization),
			check.SawOn(a.Resource, "AllAwsRegions", a.AllAwsRegions))
		return a.Organization && a.AllAwsRegions
	})
	if ok {
		return check.Pass("gathers the configuration of the organization in "+a.ARN, saw...)
	}
	saw = append(saw, check.Saw("MasterAccountID", o.MasterAccountID))
	if o.MasterAccountID != e.Account.ID {
		return check.Unknown("has no aggregator of all regions itself; the organization may have one elsewhere", saw...)
	}
	admin, ok := check.Find(e, inventory.ConfigDelegatedAdministrators, e.Account.Resource(),
		func(inventory.ConfigDelegatedAdministrator) bool { return true })
	if ok {
		return check.Unknown("has no aggregator of all regions itself; the delegated administrator "+admin.ID+" may have one", saw...)
	}
	return check.Fail("has no aggregator of the organization that covers all regions", saw...)
}
