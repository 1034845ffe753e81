package ec2

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// IMDSv2AccountDefault is the check ec2.imdsv2-account-default.
var IMDSv2AccountDefault = &check.Check{
	ID:        "ec2.imdsv2-account-default",
	Title:     "EC2 requires IMDSv2 by default in every Region",
	Domain:    check.InfrastructureProtection,
	Severity:  check.High,
	Resource:  inventory.AccountType,
	Logic:     "Looks at the account's instance metadata defaults in each Region. Passes if new instances require IMDSv2 by default, or if launches without it are refused.",
	Rationale: "Without a default, an instance answers IMDSv1 unless its AMI or whoever launches it says otherwise.",
	Remedy:    "Set the account default HttpTokens to required in each Region that is named, and then enforce it with HttpTokensEnforced.",
	Fix: check.Fix{
		Console: "EC2 console, Dashboard, Account attributes, Data protection and security, IMDS defaults, Manage: set Metadata version to V2 only (token required).",
		CLI: `aws ec2 modify-instance-metadata-defaults --http-tokens required --region REGION
aws ec2 modify-instance-metadata-defaults --http-tokens-enforced enabled --region REGION`,
		Terraform: `resource "aws_ec2_instance_metadata_defaults" "region" {
  http_tokens = "required"
}`,
		Breaks: "Software on new instances that calls IMDSv1 gets neither metadata nor credentials, and containers may need a hop limit of 2. Once it is enforced, launches that ask for IMDSv1 fail; instances that run do not change.",
		Undo:   "Set both options to no-preference with the same command.",
	},
	References: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html", "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetInstanceMetadataDefaults.html"},
	Controls:   []string{"CIS-2.0/5.6"},
	Assess:     check.ForEach(inventory.InstanceMetadataDefaults, imdsv2AccountDefault),
}

func imdsv2AccountDefault(_ check.Env, d inventory.InstanceMetadataDefault) check.Verdict {
	tokens, enforced := check.Saw("HTTPTokens", d.HTTPTokens), check.Saw("HTTPTokensEnforced", d.HTTPTokensEnforced)
	switch {
	case d.HTTPTokensEnforced == "enabled":
		return check.Pass("refuses launches without IMDSv2", enforced)
	case d.HTTPTokens == "required":
		return check.Pass("requires IMDSv2 by default, though a launch may say otherwise", tokens, enforced)
	}
	return check.Fail("does not require IMDSv2 of new instances by default", tokens, enforced)
}
