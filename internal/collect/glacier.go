package collect

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/glacier"

	"github.com/yourside/yourside/checks/inventory"
)

var glacierCollectors = []Collector{
	perRegion(inventory.GlacierVaults, listVaults, "glacier:ListVaults"),
	perRow(inventory.GlacierVaults, inventory.GlacierVaultPolicies, getVaultAccessPolicy, "glacier:GetVaultAccessPolicy"),
}

// ownAccount is how a caller of Glacier names its own account.
const ownAccount = "-"

func listVaults(ctx context.Context, s Session, emit func(inventory.GlacierVault)) error {
	pages := glacier.NewListVaultsPaginator(glacier.NewFromConfig(s.Config), &glacier.ListVaultsInput{AccountId: aws.String(ownAccount)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, v := range page.VaultList {
			name, arn := aws.ToString(v.VaultName), aws.ToString(v.VaultARN)
			if name == "" || arn == "" {
				return &absentError{"VaultName or VaultARN", name}
			}
			r := s.Resource("AWS::Glacier::Vault", name, arn)
			r.Name = name
			emit(inventory.GlacierVault{Resource: r})
		}
	}
	return nil
}

func getVaultAccessPolicy(ctx context.Context, s Session, v inventory.GlacierVault, emit func(inventory.ResourcePolicy)) error {
	row := inventory.ResourcePolicy{Resource: v.Resource}
	out, err := glacier.NewFromConfig(s.Config).GetVaultAccessPolicy(ctx,
		&glacier.GetVaultAccessPolicyInput{AccountId: aws.String(ownAccount), VaultName: &v.ID})
	if err != nil && !answered(err, "ResourceNotFoundException") {
		return err
	}
	if err == nil && out.Policy != nil {
		row.Policy = aws.ToString(out.Policy.Policy)
	}
	emit(row)
	return nil
}
