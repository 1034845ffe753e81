package ecr

import (
	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// PolicyNotPublic is the check ecr.policy-not-public.
var PolicyNotPublic = &check.Check{
	ID:        "ecr.policy-not-public",
	Title:     "ECR repository policies grant nothing to everyone",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Critical,
	Resource:  "AWS::ECR::Repository",
	Logic:     "Works out whom the policy of each private repository lets in. Fails if everyone, or everyone with an AWS account, can do something to it, by themselves or through an AWS service. Conditions count if they restrict who asks or from where; statements that deny count if nobody can get round them. A condition key that is not known here makes it UNKNOWN.",
	Rationale: "Images hold code, configuration and often forgotten secrets. Whoever may push to a repository runs code wherever its images are deployed.",
	Remedy:    "Name the accounts or roles that pull or push as principals. Publish what is meant for all in Amazon ECR Public.",
	Fix: check.Fix{
		Console: "Amazon ECR console, Repositories, the repository, Permissions, Edit: replace the principal of the statement that the finding names, or delete the statement.",
		CLI: `aws ecr get-repository-policy --repository-name REPOSITORY --query policyText --output text > POLICY.json
# Edit POLICY.json, then:
aws ecr set-repository-policy --repository-name REPOSITORY --policy-text file://POLICY.json`,
		Terraform: `resource "aws_ecr_repository_policy" "REPOSITORY" {
  repository = "REPOSITORY"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Principal = { AWS = "PRINCIPAL_ARN" }
    Action    = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
  }] })
}`,
		Breaks: "Clusters and builds of other accounts that are not named can neither pull nor push any more. Those of this account go on if their own policies allow it.",
		Undo:   "Set the policy that was there before, from a copy of POLICY.json.",
	},
	References: []string{"https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html", "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html"},
	Controls:   []string{"CIS-7.0/2.21"},
	Assess:     check.ForEach(inventory.ECRRepositoryPolicies, access.NotPublic).Narrowed(access.Limits...),
}
