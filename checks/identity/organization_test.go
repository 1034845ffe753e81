package identity_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/identity"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

func place(kind, id string) inventory.Resource {
	return inventory.Resource{Type: "AWS::Organizations::" + kind, ID: id, ARN: "arn:aws:organizations::444455556666:" + id}
}

var (
	root    = place("Root", "r-ab12")
	unit    = place("OrganizationalUnit", "ou-ab12-shops")
	account = checktest.Account.Resource()
	lies    = inventory.OrganizationParents.Of(
		inventory.OrganizationParent{Resource: account, Parent: unit}, inventory.OrganizationParent{Resource: unit, Parent: root})
)

// scp is a service control policy of some statements.
func scp(id string, statements ...string) inventory.OrganizationPolicy {
	r := inventory.Resource{Type: "AWS::Organizations::Policy", ID: id, ARN: "arn:aws:organizations::444455556666:policy/o-a/service_control_policy/" + id}
	return inventory.OrganizationPolicy{Resource: r, Content: `{"Version":"2012-10-17","Statement":[` + strings.Join(statements, ",") + `]}`}
}

// has attaches policies to a place.
func has(at inventory.Resource, policies ...inventory.OrganizationPolicy) inventory.Part {
	row := inventory.PolicyAttachments{Resource: at}
	for _, p := range policies {
		row.Policies = append(row.Policies, p.ARN)
	}
	return inventory.SCPAttachments.Of(row)
}

func TestServiceControlPoliciesLimitAnAdministratorAsFarAsTheyWereRead(t *testing.T) {
	full := scp("p-full", `{"Effect":"Allow","Action":"*","Resource":"*"}`)
	noIAM := scp("p-no-iam", `{"Effect":"Deny","Action":"iam:*","Resource":"*"}`)
	onlyS3 := scp("p-only-s3", `{"Effect":"Allow","Action":"s3:*","Resource":"*"}`)
	trails := scp("p-trails", `{"Effect":"Deny","Action":"cloudtrail:StopLogging","Resource":"*"}`)
	butOne := scp("p-but-one", `{"Effect":"Deny","Action":"iam:*","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/admin"}}}`)
	broken := scp("p-broken", `{"Effect":`)
	policies := inventory.SCPs.Of(full, noIAM, onlyS3, trails, butOne, broken)
	parts := func(all ...inventory.Part) []inventory.Part { return all }
	for name, tc := range map[string]struct {
		parts []inventory.Part
		want  policy.Answer
		says  string
	}{
		"none": {nil, policy.Yes, ""},
		"full access at each level": {
			parts(lies, policies, has(root, full), has(unit, full), has(account, full)), policy.Yes, ""},
		"denied at the root": {
			parts(lies, policies, has(root, full, noIAM), has(unit, full), has(account, full)), policy.No, "at r-ab12, denies an administrator's rights"},
		"denied at the account": {
			parts(lies, policies, has(root, full), has(unit, full), has(account, full, noIAM)), policy.No, "at 123456789012, denies"},
		"not allowed in the middle": {
			parts(lies, policies, has(root, full), has(unit, onlyS3), has(account, full)), policy.No, "no policy at ou-ab12-shops allows an administrator's rights"},
		"allowed by a neighbour at the same level": {
			parts(lies, policies, has(root, full), has(unit, onlyS3, full), has(account, full)), policy.Yes, ""},
		"a guard that leaves an administrator one": {
			parts(lies, policies, has(root, full, trails), has(unit, full), has(account, full)), policy.Yes, ""},
		"all but this role are denied": {
			parts(lies, policies, has(root, full, butOne), has(unit, full), has(account, full)), policy.Yes, ""},
		"a kind of policy that is not enabled": {
			parts(lies, policies, has(root), has(unit), has(account)), policy.Yes, ""},
		"policies that were not read": {
			parts(lies, inventory.SCPs.Missing(checktest.Denied()), has(root, full, noIAM), has(unit, full), has(account, full)), policy.Yes, ""},
		"what may allow was not read": {
			parts(lies, inventory.SCPs.Of(onlyS3), has(root, onlyS3, full)), policy.Yes, ""},
		"what denies was read": {
			parts(lies, inventory.SCPs.Of(noIAM), has(root, full, noIAM)), policy.No, "p-no-iam"},
		"one that cannot be parsed": {
			parts(lies, policies, has(root, broken)), policy.Yes, ""},
		"what lies above was not read": {
			parts(inventory.OrganizationParents.Missing(checktest.Denied()), policies, has(root, noIAM), has(account, full)), policy.Yes, ""},
	} {
		t.Run(name, func(t *testing.T) {
			all := standings(append(tc.parts, inventory.IAMRoles.Of(role("admin", "*", "*")))...)
			x := all.Of(arn("role/admin"))
			if x.Administrator.Answer != tc.want {
				t.Errorf("an administrator: %v, want %v", x.Administrator.Answer, tc.want)
			}
			if a := x.Unlimited().Administrator().Answer; a != policy.Yes {
				t.Errorf("by the account alone: %v, want yes", a)
			}
			if said := fmt.Sprint(all.Taken(x)); !strings.Contains(said, tc.says) || tc.says == "" && len(all.Taken(x)) > 0 {
				t.Errorf("says %s, want %q", said, tc.says)
			}
		})
	}
}

// The role may pass an administrator's, which is none under the policies.
func TestAWayThatAServiceControlPolicyClosesIsNamed(t *testing.T) {
	noPass := scp("p-no-pass", `{"Effect":"Deny","Action":"ec2:RunInstances","Resource":"*"}`, `{"Effect":"Allow","Action":"*","Resource":"*"}`)
	given := []inventory.Part{inventory.IAMRoles.Of(role("a", arn("role/b"), "iam:PassRole"), role("b", "*", "*"))}
	if a := standings(given...).Of(arn("role/a")).Privileged(); a != policy.Yes {
		t.Fatalf("without policies: %v, want yes", a)
	}
	all := standings(append(given, lies, inventory.SCPs.Of(noPass), has(account, noPass))...)
	x := all.Of(arn("role/a"))
	if a := x.Privileged(); a != policy.No {
		t.Errorf("where no instance may be run: %v, want no", a)
	}
	if said := fmt.Sprint(all.Taken(x)); !strings.Contains(said, "p-no-pass") || !strings.Contains(said, "denies the way pass-role-run-instances") {
		t.Errorf("says %s", said)
	}
}

// Each of two levels leaves the key of one administrator.
func TestAWayThatNoLevelClosesAloneIsTakenAwayByAllTogether(t *testing.T) {
	but := func(name string) inventory.OrganizationPolicy {
		return scp("p-"+name, `{"Effect":"Allow","Action":"*","Resource":"*"}`,
			`{"Effect":"Deny","Action":"iam:CreateAccessKey","Resource":"`+arn("user/"+name)+`"}`)
	}
	bob, carl := but("bob"), but("carl")
	given := []inventory.Part{inventory.IAMRoles.Of(role("keys", "*", "iam:CreateAccessKey")), inventory.IAMUsers.Of(administrator("bob"), administrator("carl"))}
	at := func(levels ...inventory.PolicyAttachments) identity.Standings {
		return standings(append(given, lies, inventory.SCPs.Of(bob, carl), inventory.SCPAttachments.Of(levels...))...)
	}
	above := inventory.PolicyAttachments{Resource: root, Policies: []string{bob.ARN}}
	if a := at(above).Of(arn("role/keys")).Privileged(); a != policy.Yes {
		t.Errorf("under one level: %v, want yes", a)
	}
	all := at(above, inventory.PolicyAttachments{Resource: account, Policies: []string{carl.ARN}})
	x := all.Of(arn("role/keys"))
	if a := x.Privileged(); a != policy.No {
		t.Errorf("under both levels: %v, want no", a)
	}
	want := []check.Evidence{{Field: "Content", Value: "the policies of all levels together take away the way create-access-key"}}
	if got := all.Taken(x); !reflect.DeepEqual(got, want) {
		t.Errorf("says %v", got)
	}
}
