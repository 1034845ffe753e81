package collect

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"

	"github.com/yourside/yourside/checks/inventory"
)

var kmsCollectors = []Collector{
	perRegion(inventory.KMSKeyList, listKeys, "kms:ListKeys"),
	perRow(inventory.KMSKeyList, inventory.KMSKeys, describeKey, "kms:DescribeKey"),
	perRow(inventory.KMSKeys, inventory.KMSRotations, getKeyRotationStatus, "kms:GetKeyRotationStatus"),
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
	return shared(s, "kms:DescribeKey "+id, func() (*types.KeyMetadata, error) {
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
		KeySpec: string(m.KeySpec), Origin: string(m.Origin), DeletionDate: aws.ToTime(m.DeletionDate),
	})
	return nil
}

func getKeyRotationStatus(ctx context.Context, s Session, k inventory.KMSKey, emit func(inventory.KMSRotation)) error {
	// Others cannot rotate by themselves, and the call refuses some of them.
	if k.KeyManager != string(types.KeyManagerTypeCustomer) || k.KeySpec != string(types.KeySpecSymmetricDefault) ||
		k.Origin != string(types.OriginTypeAwsKms) {
		return nil
	}
	out, err := kms.NewFromConfig(s.Config).GetKeyRotationStatus(ctx, &kms.GetKeyRotationStatusInput{KeyId: &k.ARN})
	if err != nil {
		return err
	}
	emit(inventory.KMSRotation{Resource: k.Resource, KeyRotationEnabled: out.KeyRotationEnabled})
	return nil
}
