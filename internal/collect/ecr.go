package collect

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecr"

	"github.com/yourside/yourside/checks/inventory"
)

var ecrCollectors = []Collector{
	perRegion(inventory.ECRRepositories, describeRepositories, "ecr:DescribeRepositories"),
	perRow(inventory.ECRRepositories, inventory.ECRRepositoryPolicies, getRepositoryPolicy, "ecr:GetRepositoryPolicy"),
}

func describeRepositories(ctx context.Context, s Session, emit func(inventory.ECRRepository)) error {
	pages := ecr.NewDescribeRepositoriesPaginator(ecr.NewFromConfig(s.Config),
		&ecr.DescribeRepositoriesInput{MaxResults: aws.Int32(1000)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, repository := range page.Repositories {
			name, arn := aws.ToString(repository.RepositoryName), aws.ToString(repository.RepositoryArn)
			if name == "" || arn == "" {
				return &absentError{"RepositoryName or RepositoryArn", name}
			}
			r := s.Resource("AWS::ECR::Repository", name, arn)
			r.Name = name
			emit(inventory.ECRRepository{Resource: r})
		}
	}
	return nil
}

func getRepositoryPolicy(ctx context.Context, s Session, r inventory.ECRRepository, emit func(inventory.ResourcePolicy)) error {
	row := inventory.ResourcePolicy{Resource: r.Resource}
	out, err := ecr.NewFromConfig(s.Config).GetRepositoryPolicy(ctx, &ecr.GetRepositoryPolicyInput{RepositoryName: &r.ID})
	if err != nil && !answered(err, "RepositoryPolicyNotFoundException") {
		return err
	}
	if err == nil {
		row.Policy = aws.ToString(out.PolicyText)
	}
	emit(row)
	return nil
}
