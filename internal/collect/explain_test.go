package collect

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

// steps is the plan of what these tables need, by table.
func steps(t *testing.T, inv *inventory.Inventory, needs ...inventory.Handle) map[string]Step {
	t.Helper()
	plan := planOf(t, needs...)
	all := map[string]Step{}
	for _, s := range plan.Steps("us-east-1", []string{"eu-west-1", "us-east-1"}, inv) {
		all[s.Table] = s
	}
	return all
}

func TestAPlanSaysForWhatItAsksAndHowOften(t *testing.T) {
	in := func(region, id string) inventory.Resource {
		return inventory.Resource{Partition: "aws", Account: checktest.Account.ID, Region: region, ID: id, ARN: "arn:aws:x:" + region + ":123456789012:" + id}
	}
	key := func(region, id, manager, spec, origin string) inventory.KMSKey {
		return inventory.KMSKey{Resource: in(region, id), KeyManager: manager, KeySpec: spec, Origin: origin}
	}
	inv := inventory.New(checktest.Account, checktest.Now,
		inventory.KMSKeyList.Of(inventory.KMSKeyListEntry{Resource: in("eu-west-1", "own")}, inventory.KMSKeyListEntry{Resource: in("us-east-1", "signs")}),
		inventory.EBSDefaultKeys.Of(inventory.EBSDefaultKey{Resource: checktest.Account.In("us-east-1"), KmsKeyID: in("us-east-1", "signs").ARN}),
		inventory.Organizations.Of(inventory.Organization{Resource: checktest.Account.Resource(), Member: true, MasterAccountID: "444455556666"}),
		inventory.OrganizationParents.Of(inventory.OrganizationParent{Resource: in("", "unit")}, inventory.OrganizationParent{Resource: in("", "account")}),
		inventory.KMSKeys.Of(
			key("eu-west-1", "own", "CUSTOMER", "SYMMETRIC_DEFAULT", "AWS_KMS"), key("us-east-1", "of AWS", "AWS", "SYMMETRIC_DEFAULT", "AWS_KMS"),
			key("us-east-1", "imported", "CUSTOMER", "SYMMETRIC_DEFAULT", "EXTERNAL"), key("us-east-1", "signs", "CUSTOMER", "RSA_2048", "AWS_KMS"),
		),
		inventory.OpenSearchDomainList.Of(inventory.OpenSearchDomainListEntry{Resource: in("eu-west-1", "a")}, inventory.OpenSearchDomainListEntry{Resource: in("eu-west-1", "b")}, inventory.OpenSearchDomainListEntry{Resource: in("eu-west-1", "c")}),
		inventory.CloudWatchAlarms.Of(
			inventory.CloudWatchAlarm{Resource: in("us-east-1", "a"), ActionsEnabled: true, AlarmActions: []string{"arn:aws:sns:us-east-1:123456789012:topic"}},
			inventory.CloudWatchAlarm{Resource: in("us-east-1", "b"), ActionsEnabled: true, AlarmActions: []string{"arn:aws:sns:us-east-1:123456789012:topic"}},
		),
	)
	got := steps(t, inv, inventory.KMSRotations, inventory.KMSKeyPolicies, inventory.OpenSearchDomains, inventory.SNSSubscriptions, inventory.S3Buckets,
		inventory.EBSDefaultKeyDetails, inventory.OrganizationParents, inventory.Accelerators)
	type calls map[string]int
	step := func(per Per, parent inventory.Handle, some string, calls calls, chain ...string) Step {
		s := Step{Per: per, Some: some, Operations: chain[len(chain)-1:], Chain: chain, Calls: calls}
		if parent != nil {
			s.Parent = parent.Name()
		}
		return s
	}
	for table, want := range map[inventory.Handle]Step{
		inventory.S3Buckets:            step(PerAccount, nil, "", calls{"us-east-1": 1}, "s3:ListBuckets"),
		inventory.Accelerators:         step(PerAccount, nil, "", calls{"us-west-2": 1}, "globalaccelerator:ListAccelerators"), // which is where that answers
		inventory.CloudWatchAlarms:     step(PerRegion, nil, "", calls{"eu-west-1": 1, "us-east-1": 1}, "cloudwatch:DescribeAlarms"),
		inventory.KMSKeys:              step(PerRow, inventory.KMSKeyList, "", calls{"eu-west-1": 1, "us-east-1": 1}, "kms:ListKeys", "kms:DescribeKey"),
		inventory.KMSRotations:         step(PerRow, inventory.KMSKeys, "that AWS can rotate", calls{"eu-west-1": 1}, "kms:ListKeys", "kms:DescribeKey", "kms:GetKeyRotationStatus"),
		inventory.KMSKeyPolicies:       step(PerRow, inventory.KMSKeys, "of the customer", calls{"eu-west-1": 1, "us-east-1": 2}, "kms:ListKeys", "kms:DescribeKey", "kms:GetKeyPolicy"),
		inventory.OpenSearchDomains:    step(PerListing, inventory.OpenSearchDomainList, "", calls{"eu-west-1": 1}, "opensearch:ListDomainNames", "opensearch:DescribeDomains"),
		inventory.SNSSubscriptions:     step(PerReference, inventory.CloudWatchAlarms, "", calls{"us-east-1": 1}, "cloudwatch:DescribeAlarms", "sns:ListSubscriptionsByTopic"),
		inventory.EBSDefaultKeyDetails: step(PerRow, inventory.EBSDefaultKeys, "that is not AWS's own", calls{}, "ec2:GetEbsDefaultKmsKeyId", "kms:DescribeKey"), // the list of keys had it asked
		inventory.OrganizationParents: step(PerRow, inventory.Organizations, "of a member that does not manage the organization", calls{"us-east-1": 2}, // up to the root
			"organizations:DescribeOrganization", "organizations:ListParents"),
	} {
		want.Table = table.Name()
		if diff := cmp.Diff(want, got[table.Name()]); diff != "" {
			t.Error(diff)
		}
	}
}

func TestAPlanNamesItsTablesParentsFirstAndItsOperationsInOrder(t *testing.T) {
	plan := planOf(t, inventory.KMSRotations, inventory.EBSDefaultKeyDetails, inventory.S3Buckets)
	want := []string{"kms.key_list", "kms.keys", "kms.rotations", inventory.EBSDefaultKeys.Name(), inventory.EBSDefaultKeyDetails.Name(), "s3.buckets"}
	if diff := cmp.Diff(want, plan.Tables()); diff != "" {
		t.Error(diff)
	}
	want = []string{"ec2:GetEbsDefaultKmsKeyId", "kms:DescribeKey", "kms:GetKeyRotationStatus", "kms:ListKeys", "s3:ListBuckets"}
	if diff := cmp.Diff(want, plan.Operations()); diff != "" {
		t.Error(diff)
	}
}

func TestTheLongestChainOfAPlan(t *testing.T) {
	plan := planOf(t, inventory.S3Buckets, inventory.KMSRotations, inventory.OpenSearchDomains)
	if diff := cmp.Diff([]string{"kms:ListKeys", "kms:DescribeKey", "kms:GetKeyRotationStatus"}, plan.Chain()); diff != "" {
		t.Error(diff)
	}
}

// Details of what is not listed are not asked for.
func TestWhatNeedsAnOperationGoesWithIt(t *testing.T) {
	for operation, want := range map[string][]string{
		"kms:ListKeys":             {"s3.buckets"},
		"kms:DescribeKey":          {"s3.buckets", "kms.key_list"},
		"kms:GetKeyRotationStatus": {"s3.buckets", "kms.key_list", "kms.keys"},
		"ec2:DescribeVolumes":      {"s3.buckets", "kms.key_list", "kms.keys", "kms.rotations"},
	} {
		plan := planOf(t, inventory.S3Buckets, inventory.KMSRotations)
		var left []string
		for _, s := range plan.Without([]string{operation}).Steps("us-east-1", nil, inventory.New(checktest.Account, checktest.Now)) {
			left = append(left, s.Table)
		}
		slices.Sort(left)
		slices.Sort(want)
		if diff := cmp.Diff(want, left); diff != "" {
			t.Errorf("without %s: %s", operation, diff)
		}
	}
}
