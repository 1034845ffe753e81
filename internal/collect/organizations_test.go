package collect

import (
	"testing"

	"github.com/yourside/yourside/checks/inventory"
)

func TestWhetherTheAccountIsInAnOrganization(t *testing.T) {
	describe := func(status int, body string) *inventory.Inventory {
		return replay(t, []inventory.Handle{inventory.Organizations},
			exchange("organizations:DescribeOrganization", "us-east-1", `{}`, status, json11, body))
	}
	inv := describe(400, `{"__type":"AWSOrganizationsNotInUseException","Message":"m"}`)
	if rows := inventory.Organizations.Rows(inv); len(rows) != 1 || rows[0].Member {
		t.Errorf("on its own: rows %+v, gaps %+v", rows, inv.Gaps(inventory.Organizations))
	}
	inv = describe(200, `{"Organization":{"Id":"o-a","MasterAccountId":"111122223333"}}`)
	if rows := inventory.Organizations.Rows(inv); len(rows) != 1 || !rows[0].Member || rows[0].MasterAccountID != "111122223333" {
		t.Errorf("member: rows %+v, gaps %+v", rows, inv.Gaps(inventory.Organizations))
	}
	inv = describe(400, `{"__type":"AccessDeniedException","Message":"m"}`)
	if gaps := inv.Gaps(inventory.Organizations); len(gaps) != 1 || gaps[0].Reason != inventory.Denied {
		t.Errorf("refused: %+v", gaps)
	}
	inv = describe(200, `{"Organization":{"Id":"o-a"}}`)
	if gaps := inv.Gaps(inventory.Organizations); len(gaps) != 1 || len(inventory.Organizations.Rows(inv)) != 0 {
		t.Errorf("incomplete: %+v", gaps)
	}
}

func TestInstancesOfIdentityCenterAreListedInEachRegion(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.SSOInstances},
		exchange("ssoadmin:ListInstances", "us-east-1", `{"MaxResults":100}`, 200, json11, `{"Instances":[]}`),
		exchange("ssoadmin:ListInstances", "eu-west-1", `{"MaxResults":100}`, 200, json11,
			`{"Instances":[{"InstanceArn":"arn:aws:sso:::instance/ssoins-1","Status":"ACTIVE","IdentityStoreId":"d-1"}]}`))
	rows := inventory.SSOInstances.Rows(inv)
	if len(rows) != 1 || rows[0].Region != "eu-west-1" || rows[0].ID != "ssoins-1" || rows[0].Status != "ACTIVE" {
		t.Errorf("rows %+v, gaps %+v", rows, inv.Gaps(inventory.SSOInstances))
	}
}
