package cloudtrail

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/trail"
)

// OrganizationTrail is the check cloudtrail.organization-trail.
var OrganizationTrail = &check.Check{
	ID:        "cloudtrail.organization-trail",
	Title:     "CloudTrail: an organization trail covers every account",
	Domain:    check.DetectiveControls,
	Severity:  check.Medium,
	Resource:  inventory.AccountType,
	Logic:     "If the account is in an organization, a trail of the organization that covers all regions is logging now. Members see that trail too. An account on its own is not asked.",
	Rationale: "A trail of the organization covers every account, also new ones, and members cannot stop it.",
	Remedy:    "In the management account or its delegated administrator, create a trail of all regions for the organization and start logging.",
	Fix: check.Fix{
		Console: "CloudTrail console in the management account, Trails, Create trail: select Enable for all accounts in my organization.",
		CLI: `aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com
aws cloudtrail create-trail --name TRAIL --s3-bucket-name BUCKET --is-multi-region-trail --is-organization-trail --region HOME_REGION
aws cloudtrail start-logging --name TRAIL --region HOME_REGION`,
		Terraform: `resource "aws_cloudtrail" "organization" {
  name                  = "TRAIL"
  s3_bucket_name        = "BUCKET"
  is_organization_trail = true
  is_multi_region_trail = true
}`,
		Breaks: "Nothing in the member accounts. Trails that they have of their own become further copies, which are charged for.",
		Undo:   "aws cloudtrail delete-trail --name TRAIL in the management account removes it from all members. Files that were delivered stay in the bucket.",
	},
	References: []string{"https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html"},
	Controls:   []string{},
	Assess: check.ForEach(inventory.Organizations, organizationTrail,
		inventory.CloudTrails, inventory.CloudTrailStatuses),
}

func organizationTrail(e check.Env, o inventory.Organization) check.Verdict {
	member := check.Saw("Member", o.Member)
	if !o.Member {
		return check.NotApplicable("is not in an organization", member)
	}
	t, saw, ok := findTrail(e, func(t inventory.CloudTrail) (bool, []check.Evidence) {
		saw := check.SawOn(t.Resource, "IsOrganizationTrail", t.IsOrganizationTrail)
		if !t.IsOrganizationTrail {
			return false, []check.Evidence{saw}
		}
		ok, why := trail.LoggingEverywhere(e, t)
		return ok, append(why, saw)
	})
	saw = append(saw, member)
	if ok {
		return check.Pass("is covered by the organization's trail "+t.ARN, saw...)
	}
	return check.Fail("is in an organization without a trail that is logging in all regions", saw...)
}
