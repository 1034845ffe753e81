package collect

import (
	"cmp"
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"

	"github.com/yourside/yourside/checks/inventory"
)

var kmsCollectors = []Collector{
	perRegion(inventory.KMSKeyList, listKeys, "kms:ListKeys"),
	sharing(func(k inventory.KMSKeyListEntry) string { return k.ARN },
		perRow(inventory.KMSKeyList, inventory.KMSKeys, describeKey, "kms:DescribeKey")),
	only("that AWS can rotate", rotatable,
		perRow(inventory.KMSKeys, inventory.KMSRotations, getKeyRotationStatus, "kms:GetKeyRotationStatus")),
	only("of the customer", ofCustomer,
		perRow(inventory.KMSKeys, inventory.KMSKeyPolicies, getKeyPolicy, "kms:GetKeyPolicy")),
	only("of the customer", ofCustomer,
		perRow(inventory.KMSKeys, inventory.KMSGrants, listGrants, "kms:ListGrants")),
}

func listKeys(ctx context.Context, s Session, emit func(inventory.KMSKeyListEntry)) error {
	pages := kms.NewListKeysPaginator(kms.NewFromConfig(s.Config), &kms.ListKeysInput{Limit: aws.Int32(1000)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, k := range page.Keys {
			r := s.Resource("AWS::KMS::Key", aws.ToString(k.KeyId), aws.ToString(k.KeyArn))
			emit(inventory.KMSKeyListEntry{Resource: r})
		}
	}
	return nil
}

// keyMetadata describes a key, which a list, and a setting that names it, may
// both ask for.
func (s Session) keyMetadata(ctx context.Context, id string) (*types.KeyMetadata, error) {
	return shared(ctx, s, "kms:DescribeKey "+id, func() (*types.KeyMetadata, error) {
		out, err := kms.NewFromConfig(s.Config).DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: &id})
		if err == nil && out.KeyMetadata == nil {
			err = &absentError{"KeyMetadata", id}
		}
		if err != nil {
			return nil, err
		}
		return out.KeyMetadata, nil
	})
}

func describeKey(ctx context.Context, s Session, k inventory.KMSKeyListEntry, emit func(inventory.KMSKey)) error {
	m, err := s.keyMetadata(ctx, k.ARN)
	if err != nil {
		return err
	}
	emit(inventory.KMSKey{
		Resource: k.Resource, KeyManager: string(m.KeyManager), KeyState: string(m.KeyState),
		KeySpec: string(m.KeySpec), Origin: string(m.Origin), DeletionDate: dateOf(m.DeletionDate),
	})
	return nil
}

// ofCustomer reports whether the key is one whose policy and grants are the
// customer's.
func ofCustomer(k inventory.KMSKey) bool { return k.KeyManager == string(types.KeyManagerTypeCustomer) }

// rotatable reports whether the key can be rotated by AWS. Others cannot, and
// the call refuses some of them.
func rotatable(k inventory.KMSKey) bool {
	return ofCustomer(k) && k.KeySpec == string(types.KeySpecSymmetricDefault) && k.Origin == string(types.OriginTypeAwsKms)
}

func getKeyRotationStatus(ctx context.Context, s Session, k inventory.KMSKey, emit func(inventory.KMSRotation)) error {
	out, err := kms.NewFromConfig(s.Config).GetKeyRotationStatus(ctx, &kms.GetKeyRotationStatusInput{KeyId: &k.ARN})
	if err != nil {
		return err
	}
	emit(inventory.KMSRotation{Resource: k.Resource, KeyRotationEnabled: out.KeyRotationEnabled})
	return nil
}

func getKeyPolicy(ctx context.Context, s Session, k inventory.KMSKey, emit func(inventory.ResourcePolicy)) error {
	out, err := kms.NewFromConfig(s.Config).GetKeyPolicy(ctx, &kms.GetKeyPolicyInput{KeyId: &k.ARN, PolicyName: aws.String("default")})
	if err != nil {
		return err
	}
	if aws.ToString(out.Policy) == "" {
		return &absentError{"Policy", k.ARN}
	}
	emit(inventory.ResourcePolicy{Resource: k.Resource, Policy: *out.Policy})
	return nil
}

func listGrants(ctx context.Context, s Session, k inventory.KMSKey, emit func(inventory.KMSGrantSet)) error {
	pages := kms.NewListGrantsPaginator(kms.NewFromConfig(s.Config), &kms.ListGrantsInput{KeyId: &k.ARN, Limit: aws.Int32(100)})
	row := inventory.KMSGrantSet{Resource: k.Resource}
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, g := range page.Grants {
			grant, err := kmsGrant(k, g)
			if err != nil {
				return err
			}
			row.Grants = append(row.Grants, grant)
		}
	}
	emit(row)
	return nil
}

func kmsGrant(k inventory.KMSKey, g types.GrantListEntry) (inventory.KMSGrant, error) {
	grant := inventory.KMSGrant{
		GrantID:        aws.ToString(g.GrantId),
		Grantee:        cmp.Or(aws.ToString(g.GranteePrincipal), aws.ToString(g.GranteeServicePrincipal)),
		IssuingAccount: aws.ToString(g.IssuingAccount),
		Constrained:    constrains(g.Constraints),
	}
	if grant.GrantID == "" || grant.Grantee == "" {
		return grant, &absentError{"GrantId or grantee of a grant", k.ARN}
	}
	for _, o := range g.Operations {
		grant.Operations = append(grant.Operations, string(o))
	}
	return grant, nil
}

// constrains reports whether constraints demand anything: an empty context is
// part of every other.
func constrains(c *types.GrantConstraints) bool {
	return c != nil && (len(c.EncryptionContextEquals) > 0 || len(c.EncryptionContextSubset) > 0 || aws.ToString(c.SourceArn) != "")
}
