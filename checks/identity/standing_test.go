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
