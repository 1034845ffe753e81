package sagemaker

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// DomainSSO is the check sagemaker.domain-sso.
var DomainSSO = &check.Check{
	ID:        "sagemaker.domain-sso",
	Title:     "SageMaker Studio domains sign in through SSO",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  "AWS::SageMaker::Domain",
	Logic:     "Reads how people sign in to each domain of SageMaker Studio. Passes if its AuthMode is SSO, which is IAM Identity Center. Fails if it is IAM. Does not apply to a domain that could not be made or is being deleted.",
	Rationale: "With IAM, whoever may make a presigned URL opens the Studio of another user, with his role and files. With Identity Center each person signs in as himself, with the second factor of the organization.",
	Remedy:    "Make a domain whose AuthMode is SSO and move its users there: the mode of a domain cannot be changed.",
	Fix: check.Fix{
		Console: "SageMaker AI console, Admin configurations, Domains, Create domain, Set up for organizations: choose Sign in through IAM Identity Center. Move files from one home to the other, then delete the old domain.",
		CLI: `aws sagemaker create-domain --domain-name NAME --auth-mode SSO --vpc-id VPC_ID --subnet-ids SUBNET_ID \
  --default-user-settings ExecutionRole=ROLE_ARN`,
		Terraform: `resource "aws_sagemaker_domain" "studio" {
  domain_name = "NAME"
  auth_mode   = "SSO" # a change of it replaces the domain
  vpc_id      = "VPC_ID"
  subnet_ids  = ["SUBNET_ID"]
  default_user_settings {
    execution_role = "ROLE_ARN"
  }
}`,
		Breaks: "User profiles, spaces and apps do not move to another domain. What is in the homes of a domain is lost with it if nobody copies it before. It needs an instance of IAM Identity Center in the region.",
		Undo:   "Keep the old domain until all have moved; then delete the new one.",
	},
	References: []string{
		"https://docs.aws.amazon.com/sagemaker/latest/dg/onboard-custom.html",
		"https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateDomain.html",
		"https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeDomain.html",
	},
	Controls: []string{},
	Assess:   check.ForEach(inventory.SageMakerDomainList, domainSSO, inventory.SageMakerDomains),
}

func domainSSO(e check.Env, l inventory.SageMakerDomainListEntry) check.Verdict {
	d := check.Detail(e, inventory.SageMakerDomains, l.Resource)
	saw := []check.Evidence{check.Saw("AuthMode", d.AuthMode), check.Saw("Status", d.Status)}
	if d.Status == "Failed" || d.Status == "Deleting" {
		return check.NotApplicable("is not in use", saw...)
	}
	return check.PassIf(d.AuthMode == "SSO", "has people sign in through IAM Identity Center", "has people sign in by IAM", saw...)
}
