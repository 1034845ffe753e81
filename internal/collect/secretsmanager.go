package collect

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"

	"github.com/yourside/yourside/checks/inventory"
)

var secretsmanagerCollectors = []Collector{
	perRegion(inventory.Secrets, listSecrets, "secretsmanager:ListSecrets"),
	perRow(inventory.Secrets, inventory.SecretPolicies, getSecretPolicy, "secretsmanager:GetResourcePolicy"),
}

func listSecrets(ctx context.Context, s Session, emit func(inventory.Secret)) error {
	pages := secretsmanager.NewListSecretsPaginator(secretsmanager.NewFromConfig(s.Config),
		&secretsmanager.ListSecretsInput{MaxResults: aws.Int32(100)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, entry := range page.SecretList {
			name, arn := aws.ToString(entry.Name), aws.ToString(entry.ARN)
			if name == "" || arn == "" {
				return &absentError{"Name or ARN", name}
			}
			r := s.Resource("AWS::SecretsManager::Secret", name, arn)
			r.Name = name
			emit(inventory.Secret{Resource: r})
		}
	}
	return nil
}

func getSecretPolicy(ctx context.Context, s Session, secret inventory.Secret, emit func(inventory.ResourcePolicy)) error {
	out, err := secretsmanager.NewFromConfig(s.Config).GetResourcePolicy(ctx,
		&secretsmanager.GetResourcePolicyInput{SecretId: &secret.ARN})
	if err != nil {
		return err
	}
	emit(inventory.ResourcePolicy{Resource: secret.Resource, Policy: aws.ToString(out.ResourcePolicy)})
	return nil
}
