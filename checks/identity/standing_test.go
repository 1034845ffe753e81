package identity_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/identity"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

const toEC2 = `{"Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}`

func arn(resource string) string { return "arn:aws:iam::" + checktest.Account.ID + ":" + resource }

// role is a role that EC2 may use, and that may do the actions on a resource.
func role(name, on string, actions ...string) inventory.IAMRole {
	return inventory.IAMRole{
		Resource: checktest.In("", "AWS::IAM::Role", name), AssumeRolePolicyDocument: toEC2,
		InlinePolicies: []inventory.IAMInlinePolicy{{Name: "own", Document: fmt.Sprintf(
			`{"Statement":[{"Effect":"Allow","Action":["%s"],"Resource":%q},{"Effect":"Allow","Action":"ec2:RunInstances","Resource":"*"}]}`,
			strings.Join(actions, `","`), on)}},
	}
}

// administrator is a user who may do everything.
func administrator(name string) inventory.IAMUser {
	return inventory.IAMUser{
		Resource:       checktest.In("", "AWS::IAM::User", name),
		InlinePolicies: []inventory.IAMInlinePolicy{{Name: "all", Document: `{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`}},
	}
}

// standings evaluates a check that gives the standings away.
func standings(parts ...inventory.Part) identity.Standings {
	var all identity.Standings
	c := &check.Check{ID: "test.standings", Assess: check.Whole(func(e check.Env) check.Verdict {
		all = identity.All(e)
		return check.Pass("is fine")
	}, identity.StandingTables...).Narrowed(identity.Limits...)}
	for range check.Evaluate([]*check.Check{c}, inventory.New(checktest.Account, checktest.Now, parts...), nil) {
	}
	return all
}

// Each may pass the next one, and the last is an administrator.
func TestWaysLeadOverOthersToAnAdministrator(t *testing.T) {
	all := standings(inventory.IAMRoles.Of(
		role("a", arn("role/b"), "iam:PassRole"), role("b", arn("role/c"), "iam:PassRole"), role("c", arn("role/d"), "iam:PassRole"),
		role("d", "*", "*"), role("e", arn("role/f"), "iam:PassRole"), role("f", arn("role/e"), "iam:PassRole")))
	for name, want := range map[string]string{"a": "b", "b": "c", "c": "d", "d": "", "e": "", "f": ""} {
		s := all.Of(arn("role/" + name))
		w, ok := s.Way(policy.Yes)
		if want != "" {
			want = arn("role/" + want)
		}
		if ok != (want != "") || w.Target != want {
			t.Errorf("%s leads to %q, want %q", name, w.Target, want)
		}
	}
	if a := all.Of(arn("role/e")).Privileged(); a != policy.No {
		t.Errorf("two roles that lead to each other alone: %v, want no", a)
	}
}

func TestAWayOverOneThatIsNotKnownIsNotKnown(t *testing.T) {
	unclear := role("c", "*", "s3:GetObject")
	unclear.AttachedPolicies = []string{"arn:aws:iam::aws:policy/Unread"}
	all := standings(inventory.IAMRoles.Of(role("a", arn("role/b"), "iam:PassRole"), role("b", arn("role/c"), "iam:PassRole"), unclear))
	for _, name := range []string{"a", "b", "c"} {
		if got := all.Of(arn("role/" + name)).Privileged(); got != policy.Unknown {
			t.Errorf("%s: %v, want unknown", name, got)
		}
	}
}

// The role may change permission sets, which is not known to lead anywhere, as
// is the other way at first: it leads over one that has to be worked out too.
func TestAWayThatIsCertainIsFoundWhereAnotherIsNotKnown(t *testing.T) {
	both := role("a", "*", "sso:*")
	both.InlinePolicies = append(both.InlinePolicies, role("a", arn("role/b"), "iam:PassRole").InlinePolicies[0])
	both.InlinePolicies[1].Name = "pass"
	all := standings(inventory.Organizations.Missing(checktest.Denied()),
		inventory.IAMRoles.Of(both, role("b", arn("role/c"), "iam:PassRole"), role("c", "*", "*")))
	if got := all.Of(arn("role/a")).Privileged(); got != policy.Yes {
		t.Errorf("%v, want yes", got)
	}
}

// field is what of evidence is about a field.
func field(all []check.Evidence, resource, name string) []any {
	var values []any
	for _, e := range all {
		if e.Resource == resource && e.Field == name {
			values = append(values, e.Value)
		}
	}
	return values
}

func TestTheProofOfAWayNamesWhatGivesTheOtherItsRights(t *testing.T) {
	admins := inventory.IAMGroup{Resource: checktest.In("", "AWS::IAM::Group", "admins"), InlinePolicies: administrator("any").InlinePolicies}
	bob := inventory.IAMUser{Resource: checktest.In("", "AWS::IAM::User", "bob"), Groups: []string{"admins"}}
	all := standings(inventory.IAMUsers.Of(bob), inventory.IAMGroups.Of(admins), inventory.IAMRoles.Of(
		role("keys", "*", "iam:CreateAccessKey"), role("a", arn("role/b"), "iam:PassRole"), role("b", arn("role/c"), "iam:PassRole"), role("c", "*", "*")))
	proof := func(name string) []check.Evidence {
		x := all.Of(arn("role/" + name))
		w, ok := x.Way(policy.Yes)
		if !ok {
			t.Fatalf("%s has no way", name)
		}
		return all.Proof(x, w)
	}
	for _, c := range []struct{ of, resource, field, says string }{
		{"keys", arn("role/keys"), "InlinePolicies[own].Document", "iam:CreateAccessKey"},
		{"keys", bob.ARN, "Groups", "admins"},
		{"keys", admins.ARN, "InlinePolicies[all].Document", "* on * by statement 0 of all of the group admins"},
		{"b", arn("role/c"), "InlinePolicies[own].Document", "* on * by statement 0"},
		{"a", arn("role/b"), "InlinePolicies[own].Document", "iam:PassRole on " + arn("role/c")},
	} {
		if got := fmt.Sprint(field(proof(c.of), c.resource, c.field)); !strings.Contains(got, c.says) {
			t.Errorf("of %s, %s of %s says %s, want %q", c.of, c.field, c.resource, got, c.says)
		}
	}
	// The first has fields of this name already, so they are named.
	if got := field(proof("keys"), bob.ARN, "AttachedPolicies"); got != nil {
		t.Errorf("the proof repeats %v", got)
	}
}
