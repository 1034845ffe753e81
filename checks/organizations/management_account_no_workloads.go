package organizations

import (
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// ManagementAccountNoWorkloads is the check organizations.management-account-no-workloads.
var ManagementAccountNoWorkloads = &check.Check{
	ID:        "organizations.management-account-no-workloads",
	Title:     "Management account hosts no workload resources",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  inventory.AccountType,
	Logic:     "The account that manages an organization has no EC2 instance that is not terminated, no Lambda function and no DB instance, in any region that is scanned. Containers and what else may run are not looked at. Functions of AWS Control Tower are not counted.",
	Rationale: "No service control policy limits the management account, and whoever takes it over has the whole organization. Each machine in it is a way to get there.",
	Remedy:    "Move what runs in the account to a member account, and delete what is left here.",
	Fix: check.Fix{
		Console: "In a member account, launch from images and snapshots that this one shares, and deploy functions and databases anew. Then delete here what nothing uses any more.",
		CLI:     "aws ec2 terminate-instances --instance-ids ID\naws lambda delete-function --function-name NAME\naws rds delete-db-instance --db-instance-identifier ID --final-db-snapshot-identifier NAME",
		Terraform: `# Apply the same resources with a provider that assumes a role in a member account:
provider "aws" {
  alias = "member"
  assume_role { role_arn = "arn:aws:iam::ACCOUNT_ID:role/ROLE" }
}`,
		Breaks: "Whatever depends on addresses, roles or keys of this account, until it is pointed at the new place.",
		Undo:   "Restore from the snapshots: keep them until all works.",
	},
	References: []string{"https://docs.aws.amazon.com/organizations/latest/userguide/orgs_best-practices_mgmt-acct.html"},
	Controls:   []string{"CIS-7.0/2.1.3"},
	Assess: check.ForEach(inventory.Organizations, managementAccountNoWorkloads,
		inventory.Instances, inventory.LambdaFunctions, inventory.DBInstances),
}

func managementAccountNoWorkloads(e check.Env, o inventory.Organization) check.Verdict {
	saw, other := notManaging(o)
	if other != nil {
		return *other
	}
	anywhere := e.Account.Resource()
	i, ok := check.Find(e, inventory.Instances, anywhere, func(i inventory.Instance) bool { return i.State != "terminated" })
	if ok {
		return check.Fail("runs the instance "+i.ARN, append(saw, check.SawOn(i.Resource, "State", i.State))...)
	}
	f, ok := check.Find(e, inventory.LambdaFunctions, anywhere, func(f inventory.LambdaFunction) bool {
		return !strings.HasPrefix(f.ID, "aws-controltower-")
	})
	if ok {
		return check.Fail("runs the function "+f.ARN, append(saw, check.SawOn(f.Resource, "ARN", f.ARN))...)
	}
	d, ok := check.Find(e, inventory.DBInstances, anywhere, func(inventory.DBInstance) bool { return true })
	if ok {
		return check.Fail("runs the database "+d.ARN, append(saw, check.SawOn(d.Resource, "ARN", d.ARN))...)
	}
	return check.Pass("runs no instances, functions and databases", append(saw, check.Saw("State", "of no instance is other than terminated"))...)
}
