package collect

import (
	"context"
	"testing"

	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
)

var shieldTables = []inventory.Handle{inventory.ShieldProtections, inventory.ShieldContacts, inventory.ShieldResponders}

func TestWhatShieldAdvancedProtects(t *testing.T) {
	inv := replay(t, shieldTables,
		answered200("shield:GetSubscriptionState", `{}`, json11, `{"SubscriptionState":"ACTIVE"}`),
		answered200("shield:ListProtections", `{"MaxResults":100}`, json11, `{"Protections":[{"Id":"p-1","Name":"shop",
			"ProtectionArn":"arn:aws:shield::123456789012:protection/p-1","ResourceArn":"arn:aws:cloudfront::123456789012:distribution/E1"}],"NextToken":"more"}`),
		answered200("shield:ListProtections", `{"MaxResults":100,"NextToken":"more"}`, json11, `{"Protections":[{"Id":"p-2",
			"ProtectionArn":"arn:aws:shield::123456789012:protection/p-2","ResourceArn":"arn:aws:ec2:us-east-1:123456789012:eip-allocation/eipalloc-1"}]}`),
		answered200("shield:DescribeEmergencyContactSettings", `{}`, json11, `{"EmergencyContactList":[{"EmailAddress":"a@example.com"},{"EmailAddress":"b@example.com"}]}`),
		jsonError("shield:DescribeDRTAccess", `{}`, "ResourceNotFoundException"),
	)
	rows := inventory.ShieldProtections.Rows(inv)
	if len(rows) != 2 || rows[0].ResourceArn != "arn:aws:cloudfront::123456789012:distribution/E1" || rows[0].Region != "" {
		t.Errorf("%+v", rows)
	}
	if rows := inventory.ShieldContacts.Rows(inv); len(rows) != 1 || rows[0].Contacts != 2 || rows[0].Type != inventory.AccountType {
		t.Errorf("%+v", rows)
	}
	if rows := inventory.ShieldResponders.Rows(inv); len(rows) != 1 || rows[0].RoleArn != "" {
		t.Errorf("%+v", rows)
	}
}

func TestNobodyIsToldOfAnAttackWhereNobodyIsNamed(t *testing.T) {
	inv := replay(t, shieldTables,
		answered200("shield:GetSubscriptionState", `{}`, json11, `{"SubscriptionState":"ACTIVE"}`),
		answered200("shield:ListProtections", `{"MaxResults":100}`, json11, `{"Protections":[]}`),
		jsonError("shield:DescribeEmergencyContactSettings", `{}`, "ResourceNotFoundException"),
		answered200("shield:DescribeDRTAccess", `{}`, json11, `{"RoleArn":"arn:aws:iam::123456789012:role/drt"}`),
	)
	if rows := inventory.ShieldContacts.Rows(inv); len(rows) != 1 || rows[0].Contacts != 0 {
		t.Errorf("%+v, gaps %+v", rows, inv.Gaps(inventory.ShieldContacts))
	}
	if rows := inventory.ShieldResponders.Rows(inv); len(rows) != 1 || rows[0].RoleArn != "arn:aws:iam::123456789012:role/drt" {
		t.Errorf("%+v", rows)
	}
}

// An account without a subscription is asked nothing more: it would be refused.
func TestWithoutASubscriptionShieldIsAskedNothingMore(t *testing.T) {
	inv := replay(t, shieldTables, answered200("shield:GetSubscriptionState", `{}`, json11, `{"SubscriptionState":"INACTIVE"}`))
	for _, table := range shieldTables {
		if gaps := inv.Gaps(table); len(gaps) > 0 {
			t.Errorf("%s: %+v", table.Name(), gaps)
		}
	}
}

func TestAcceleratorsAreListedWhereTheirServiceIs(t *testing.T) {
	plan := planOf(t, inventory.Accelerators, inventory.ShieldSubscriptions)
	exchanges := []wire.Exchange{
		exchange("globalaccelerator:ListAccelerators", "us-west-2", `{"MaxResults":100}`, 200, json11, `{"Accelerators":[{"Name":"web",
			"AcceleratorArn":"arn:aws:globalaccelerator::123456789012:accelerator/a-1","DnsName":"a1.awsglobalaccelerator.com",
			"IpSets":[{"IpAddresses":["75.2.1.1","99.83.1.1"]}]}]}`),
		answered200("shield:GetSubscriptionState", `{}`, json11, `{"SubscriptionState":"INACTIVE"}`),
	}
	inv := collected(plan, homeOf(t, plan.Operations(), exchanges...))
	rows := inventory.Accelerators.Rows(inv)
	if len(rows) != 1 || rows[0].ID != "a-1" || rows[0].Region != "" || len(rows[0].IPAddresses) != 2 {
		t.Errorf("%+v, gaps %+v", rows, inv.Gaps(inventory.Accelerators))
	}
	elsewhere := homeOf(t, plan.Operations())
	elsewhere.Account.Partition = "aws-us-gov"
	parts := plan.Collect(context.Background(), elsewhere, Scope{Regions: []string{"us-gov-west-1"}}, new(Progress))
	for _, p := range parts {
		if len(p.Gaps()) > 0 {
			t.Errorf("%s in another partition: %+v", p.Table().Name(), p.Gaps())
		}
	}
}
