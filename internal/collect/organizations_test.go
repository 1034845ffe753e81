package collect

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
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

const (
	ofShops = `{"Organization":{"Id":"o-a","MasterAccountId":"444455556666"}}`
	fullSCP = `{"Id":"p-FullAWSAccess","Name":"p-FullAWSAccess","AwsManaged":true,"Arn":"arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess"}`
	ownSCP  = `{"Id":"p-own","Name":"p-own","Arn":"arn:aws:organizations::444455556666:policy/o-a/service_control_policy/p-own"}`
)

var limits = []inventory.Handle{inventory.OrganizationParents, inventory.SCPAttachments, inventory.SCPs}

// asked is an exchange with Organizations.
func asked(operation, input, answer string) wire.Exchange {
	status := 200
	if strings.Contains(answer, "__type") {
		status = 400
	}
	return exchange("organizations:"+operation, "us-east-1", input, status, json11, answer)
}

// ofTarget lists the policies of one target.
func ofTarget(target, answer string) wire.Exchange {
	return asked("ListPoliciesForTarget", `{"Filter":"SERVICE_CONTROL_POLICY","TargetId":"`+target+`"}`, answer)
}

// A policy that two levels have is asked for once.
func TestTheServiceControlPoliciesOfAMemberAreThoseOfAllThatItLiesIn(t *testing.T) {
	inv := replay(t, limits,
		asked("DescribeOrganization", `{}`, ofShops),
		asked("ListParents", `{"ChildId":"123456789012"}`, `{"Parents":[{"Id":"ou-ab12-shops","Type":"ORGANIZATIONAL_UNIT"}]}`),
		asked("ListParents", `{"ChildId":"ou-ab12-shops"}`, `{"Parents":[{"Id":"r-ab12","Type":"ROOT"}]}`),
		ofTarget("123456789012", `{"Policies":[`+fullSCP+`]}`),
		ofTarget("ou-ab12-shops", `{"Policies":[],"NextToken":"more"}`),
		asked("ListPoliciesForTarget", `{"Filter":"SERVICE_CONTROL_POLICY","NextToken":"more","TargetId":"ou-ab12-shops"}`, `{"Policies":[`+ownSCP+`]}`),
		ofTarget("r-ab12", `{"Policies":[`+fullSCP+`,`+ownSCP+`]}`),
		asked("DescribePolicy", `{"PolicyId":"p-FullAWSAccess"}`, `{"Policy":{"PolicySummary":{"Name":"FullAWSAccess"},"Content":"{}"}}`),
		asked("DescribePolicy", `{"PolicyId":"p-own"}`, `{"Policy":{"PolicySummary":{"Name":"own"},"Content":"{\"Statement\":[]}"}}`),
	)
	got := map[string]string{}
	for _, p := range inventory.OrganizationParents.Rows(inv) {
		got[p.ARN] = p.Parent.ARN
		if p.Parent.Partition != "aws" || p.Parent.Account != "444455556666" {
			t.Errorf("%+v", p.Parent)
		}
	}
	const account, unit, root = "arn:aws:iam::123456789012:root",
		"arn:aws:organizations::444455556666:ou/o-a/ou-ab12-shops", "arn:aws:organizations::444455556666:root/o-a/r-ab12"
	if diff := cmp.Diff(map[string]string{account: unit, unit: root}, got); diff != "" {
		t.Errorf("parents: -want +got\n%s", diff)
	}
	has := map[string]string{}
	for _, a := range inventory.SCPAttachments.Rows(inv) {
		for _, p := range a.Policies {
			has[a.ARN] += iamName(p) + " "
		}
	}
	want := map[string]string{account: "p-FullAWSAccess ", unit: "p-own ", root: "p-FullAWSAccess p-own "}
	if diff := cmp.Diff(want, has); diff != "" {
		t.Errorf("attachments: -want +got\n%s", diff)
	}
	policies := inventory.SCPs.Rows(inv)
	if len(policies) != 2 {
		t.Errorf("%d policies were described, want 2", len(policies))
	}
	content := map[string]string{}
	for _, p := range policies {
		content[p.Name] = p.Content
		if p.Partition != "aws" {
			t.Errorf("%+v", p)
		}
	}
	if diff := cmp.Diff(map[string]string{"FullAWSAccess": "{}", "own": `{"Statement":[]}`}, content); diff != "" {
		t.Errorf("policies: -want +got\n%s", diff)
	}
	for _, table := range limits {
		if gaps := inv.Gaps(table); len(gaps) != 0 {
			t.Errorf("%s: gaps %+v", table.Name(), gaps)
		}
	}
}

func TestTheResourceControlPoliciesOfAMemberAreListedBesideTheOthers(t *testing.T) {
	const full = `{"Id":"p-RCPFullAWSAccess","Arn":"arn:aws:organizations::aws:policy/resource_control_policy/p-RCPFullAWSAccess"}`
	of := func(target, answer string) wire.Exchange {
		return asked("ListPoliciesForTarget", `{"Filter":"RESOURCE_CONTROL_POLICY","TargetId":"`+target+`"}`, answer)
	}
	inv := replay(t, []inventory.Handle{inventory.OrganizationParents, inventory.RCPAttachments, inventory.RCPs},
		asked("DescribeOrganization", `{}`, ofShops),
		asked("ListParents", `{"ChildId":"123456789012"}`, `{"Parents":[{"Id":"r-ab12","Type":"ROOT"}]}`),
		of("123456789012", `{"Policies":[`+full+`]}`), of("r-ab12", `{"Policies":[]}`),
		asked("DescribePolicy", `{"PolicyId":"p-RCPFullAWSAccess"}`, `{"Policy":{"PolicySummary":{"Name":"RCPFullAWSAccess"},"Content":"{}"}}`),
	)
	if rows, gaps := inventory.RCPAttachments.Rows(inv), inv.Gaps(inventory.RCPAttachments); len(rows) != 2 || len(gaps) != 0 {
		t.Errorf("attachments %+v, gaps %+v", rows, gaps)
	}
	policies := inventory.RCPs.Rows(inv)
	if len(policies) != 1 || policies[0].Name != "RCPFullAWSAccess" || policies[0].Content != "{}" {
		t.Errorf("policies %+v, gaps %+v", policies, inv.Gaps(inventory.RCPs))
	}
}

func TestAnOrganizationThatLiesInItselfIsAGap(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.OrganizationAccounts},
		asked("DescribeOrganization", `{}`, strings.ReplaceAll(ofShops, "444455556666", "123456789012")),
		asked("ListRoots", `{}`, `{"Roots":[{"Id":"r-ab12","Arn":"arn:aws:organizations::123456789012:root/o-a/r-ab12"}]}`),
		asked("ListAccountsForParent", `{"ParentId":"r-ab12"}`, `{"Accounts":[]}`),
		asked("ListOrganizationalUnitsForParent", `{"ParentId":"r-ab12"}`, `{"OrganizationalUnits":[{"Id":"r-ab12"}]}`))
	if gaps := inv.Gaps(inventory.OrganizationAccounts); len(gaps) != 1 || !strings.Contains(gaps[0].Message, "r-ab12 lies in itself") {
		t.Errorf("%+v", gaps)
	}
}

func TestWithoutAnOrganizationNobodyAdministersConfigForIt(t *testing.T) {
	plan := planOf(t, inventory.ConfigDelegatedAdministrators)
	inv := collected(plan, homeAnswered(plan.Operations(), asked("DescribeOrganization", `{}`, strings.ReplaceAll(ofShops, "444455556666", "123456789012")),
		asked("ListDelegatedAdministrators", `{"ServicePrincipal":"config.amazonaws.com"}`, `{"__type":"AWSOrganizationsNotInUseException","Message":"m"}`)))
	if rows, gaps := inventory.ConfigDelegatedAdministrators.Rows(inv), inv.Gaps(inventory.ConfigDelegatedAdministrators); len(rows)+len(gaps) > 0 {
		t.Errorf("rows %+v, gaps %+v", rows, gaps)
	}
}

// What applies to all below one is known of none if one may not be listed.
func TestAnOrganizationThatIsReadInPartIsAGap(t *testing.T) {
	refused := func(operation, input string) wire.Exchange {
		return asked(operation, input, `{"__type":"AccessDeniedException","Message":"m"}`)
	}
	managed := asked("DescribeOrganization", `{}`, strings.ReplaceAll(ofShops, "444455556666", "123456789012"))
	root := asked("ListRoots", `{}`, `{"Roots":[{"Id":"r-ab12","Arn":"arn:aws:organizations::123456789012:root/o-a/r-ab12"}]}`)
	accounts := asked("ListAccountsForParent", `{"ParentId":"r-ab12"}`, `{"Accounts":[]}`)
	for name, tc := range map[string]struct {
		table     inventory.Handle
		exchanges []wire.Exchange
	}{
		"roots":    {inventory.OrganizationRoots, []wire.Exchange{refused("ListRoots", `{}`)}},
		"accounts": {inventory.OrganizationAccounts, []wire.Exchange{root, refused("ListAccountsForParent", `{"ParentId":"r-ab12"}`)}},
		"units":    {inventory.OrganizationAccounts, []wire.Exchange{root, accounts, refused("ListOrganizationalUnitsForParent", `{"ParentId":"r-ab12"}`)}},
		"accounts of a unit": {inventory.OrganizationAccounts, []wire.Exchange{
			root, accounts, asked("ListOrganizationalUnitsForParent", `{"ParentId":"r-ab12"}`, `{"OrganizationalUnits":[{"Id":"ou-ab12-shops"}]}`),
			refused("ListAccountsForParent", `{"ParentId":"ou-ab12-shops"}`),
		}},
		"administrators": {inventory.ConfigDelegatedAdministrators, []wire.Exchange{refused("ListDelegatedAdministrators", `{"ServicePrincipal":"config.amazonaws.com"}`)}},
	} {
		t.Run(name, func(t *testing.T) {
			last := tc.exchanges[len(tc.exchanges)-1]
			inv := replay(t, []inventory.Handle{tc.table}, append(tc.exchanges, managed)...)
			gaps := inv.Gaps(tc.table)
			if len(gaps) != 1 || gaps[0].Reason != inventory.Denied || gaps[0].Operation != last.Operation {
				t.Errorf("%+v", gaps)
			}
		})
	}
}

func TestWhoIsNotLimitedByAnOrganizationIsNotAskedForItsPolicies(t *testing.T) {
	for name, organization := range map[string]string{
		"an account on its own":  `{"__type":"AWSOrganizationsNotInUseException","Message":"m"}`,
		"the management account": `{"Organization":{"Id":"o-a","MasterAccountId":"123456789012"}}`,
	} {
		t.Run(name, func(t *testing.T) {
			limits := append(slices.Clone(limits), inventory.RCPAttachments, inventory.RCPs)
			inv := replay(t, limits, asked("DescribeOrganization", `{}`, organization))
			for _, table := range limits {
				if gaps := inv.Gaps(table); len(gaps) != 0 {
					t.Errorf("%s was asked for: %+v", table.Name(), gaps)
				}
			}
		})
	}
}

func TestWhatAMemberMayNotAskOfItsOrganizationIsAGap(t *testing.T) {
	const refused = `{"__type":"AccessDeniedException","Message":"You don't have permissions to access this resource."}`
	unit := asked("ListParents", `{"ChildId":"123456789012"}`, `{"Parents":[{"Id":"ou-ab12-shops","Type":"ORGANIZATIONAL_UNIT"}]}`)
	for name, tc := range map[string]struct {
		exchanges []wire.Exchange
		table     inventory.Handle
		reason    inventory.Reason
	}{
		"where it lies": {[]wire.Exchange{asked("ListParents", `{"ChildId":"123456789012"}`, refused)}, inventory.OrganizationParents, inventory.Denied},
		"where its unit lies": {[]wire.Exchange{
			unit, asked("ListParents", `{"ChildId":"ou-ab12-shops"}`, refused),
		}, inventory.OrganizationParents, inventory.Denied},
		"a unit within itself": {[]wire.Exchange{
			unit, asked("ListParents", `{"ChildId":"ou-ab12-shops"}`, `{"Parents":[{"Id":"123456789012","Type":"ORGANIZATIONAL_UNIT"}]}`),
		}, inventory.OrganizationParents, inventory.Malformed},
		"without a parent": {[]wire.Exchange{
			asked("ListParents", `{"ChildId":"123456789012"}`, `{"Parents":[]}`),
		}, inventory.OrganizationParents, inventory.Malformed},
		"which policies": {[]wire.Exchange{
			asked("ListParents", `{"ChildId":"123456789012"}`, `{"Parents":[{"Id":"r-ab12","Type":"ROOT"}]}`),
			ofTarget("123456789012", refused), ofTarget("r-ab12", refused),
		}, inventory.SCPAttachments, inventory.Denied},
		"what a policy says": {[]wire.Exchange{
			asked("ListParents", `{"ChildId":"123456789012"}`, `{"Parents":[{"Id":"r-ab12","Type":"ROOT"}]}`),
			ofTarget("123456789012", `{"Policies":[`+ownSCP+`]}`), ofTarget("r-ab12", `{"Policies":[]}`),
			asked("DescribePolicy", `{"PolicyId":"p-own"}`, refused),
		}, inventory.SCPs, inventory.Denied},
		"a policy without content": {[]wire.Exchange{
			asked("ListParents", `{"ChildId":"123456789012"}`, `{"Parents":[{"Id":"r-ab12","Type":"ROOT"}]}`),
			ofTarget("123456789012", `{"Policies":[`+ownSCP+`]}`), ofTarget("r-ab12", `{"Policies":[]}`),
			asked("DescribePolicy", `{"PolicyId":"p-own"}`, `{"Policy":{}}`),
		}, inventory.SCPs, inventory.Malformed},
	} {
		t.Run(name, func(t *testing.T) {
			inv := replay(t, limits, append(tc.exchanges, asked("DescribeOrganization", `{}`, ofShops))...)
			gaps := inv.Gaps(tc.table)
			if len(gaps) == 0 || gaps[0].Reason != tc.reason {
				t.Errorf("gaps %+v, want one that is %s", gaps, tc.reason)
			}
		})
	}
}
