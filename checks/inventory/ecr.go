package inventory

// ECRRepositories holds every private repository: ecr:DescribeRepositories.
var ECRRepositories = NewTable[ECRRepository]("ecr.repositories")

// An ECRRepository is a private repository of container images.
type ECRRepository struct {
	Resource // AWS::ECR::Repository
}

// ECRRepositoryPolicies holds the policy of each repository:
// ecr:GetRepositoryPolicy. RepositoryPolicyNotFoundException is the row without
// a document.
var ECRRepositoryPolicies = NewTable[ResourcePolicy]("ecr.repository_policies")
