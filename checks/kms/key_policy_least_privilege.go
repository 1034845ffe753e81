package kms

import (
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// KeyPolicyLeastPrivilege is the check kms.key-policy-least-privilege.
var KeyPolicyLeastPrivilege = &check.Check{
	ID:        "kms.key-policy-least-privilege",
	Title:     "Key policies separate administration from use, without kms:* to users",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  "AWS::KMS::Key",
	Logic:     "Looks at each principal that the policy of a customer key names, as a principal or by aws:PrincipalArn, except whole accounts: their administrators decide who there may do what. Fails if the policy lets one of them both manage the key (its policy, its deletion) and decrypt with it, all its statements taken together.",
	Rationale: "Whoever manages a key and uses it can read the data and change who else may, without anybody in between.",
	Remedy:    "Give administrators the management actions and users the cryptographic ones, in statements of their own, as the default key policy of the console does.",
	Fix: check.Fix{
		Console: "KMS console, Customer managed keys, the key, Key policy: list administrators under Key administrators and users under Key users, nobody in both.",
		CLI: `aws kms get-key-policy --key-id KEY_ID --policy-name default --query Policy --output text > policy.json
# Split the statement: management for administrators, cryptographic operations for users.
aws kms put-key-policy --key-id KEY_ID --policy-name default --policy file://policy.json`,
		Terraform: `# Beside it a statement for administrators, without kms:Decrypt and kms:GenerateDataKey.
resource "aws_kms_key_policy" "key" {
  key_id = "KEY_ID"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow", Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = "*"
    Principal = { AWS = "USER_ROLE_ARN" }
  }] })
}`,
		Breaks: "A role that did both loses one of the two: deployments that also decrypt fail, or programs can no longer manage the key.",
		Undo:   "Put the policy of before again, from a copy of policy.json. That takes a principal who still has kms:PutKeyPolicy.",
	},
	References: []string{"https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html", "https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html"},
	Controls:   []string{},
	Assess:     check.ForEach(inventory.KMSKeys, ofCustomer(keyPolicyLeastPrivilege), inventory.KMSKeyPolicies),
}

// manages and uses are actions that stand for the two duties.
var (
	manages = []string{"kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"}
	uses    = []string{"kms:Decrypt", "kms:GenerateDataKey"}
)

func keyPolicyLeastPrivilege(e check.Env, p inventory.ResourcePolicy) check.Verdict {
	d, unread := access.Of(p)
	if unread != nil {
		return *unread
	}
	if d == nil {
		return check.Unknown("has no policy, though every key has one", check.Saw("Policy", ""))
	}
	var said []string
	unclear := ""
	for _, principal := range namedIn(d) {
		manager, user := mayAny(e, d, p, principal, manages), mayAny(e, d, p, principal, uses)
		switch {
		case manager == policy.Yes && user == policy.Yes:
			return check.Fail("lets "+principal+" both manage the key and use it", check.Saw("Policy", principal))
		case manager != policy.No && user != policy.No:
			unclear = principal
		}
		said = append(said, principal)
	}
	if unclear != "" {
		return check.Unknown("has a policy of which cannot be told what it lets "+unclear+" do", check.Saw("Policy", unclear))
	}
	return check.Pass("lets nobody both manage the key and use it", check.Saw("Policy", said))
}

// namedIn returns the users, roles and sessions that statements of the policy
// allow something, in order.
func namedIn(d *policy.Document) []string {
	var names []string
	for _, s := range d.Statements {
		if s.Effect != policy.Allow || s.Principal == nil {
			continue
		}
		for _, name := range slices.Concat(s.Principal.AWS, byCondition(s)) {
			whole := name == "*" || !strings.Contains(name, ":") || strings.HasSuffix(name, ":root")
			if !whole {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// byCondition returns the principals that a statement about everyone names by
// its condition, as AWS advises for roles that may be made anew.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
func byCondition(s policy.Statement) []string {
	var names []string
	for _, c := range s.Conditions {
		if !everyone(s) || !strings.EqualFold(c.Key, "aws:PrincipalArn") || strings.Contains(strings.ToLower(c.Operator), "not") {
			continue
		}
		for _, v := range c.Values {
			if !strings.ContainsAny(v, "*?$") {
				names = append(names, v)
			}
		}
	}
	return names
}

func everyone(s policy.Statement) bool {
	return s.Principal != nil && (s.Principal.Everyone || slices.Contains(s.Principal.AWS, "*"))
}

// mayAny asks whether the statements that are about the principal let it do one
// of the actions with the key.
func mayAny(e check.Env, d *policy.Document, p inventory.ResourcePolicy, principal string, actions []string) policy.Answer {
	about := &policy.Document{Version: d.Version}
	for _, s := range d.Statements {
		if concerns(s, principal) {
			s.Principal, s.NotPrincipal = nil, nil
			about.Statements = append(about.Statements, s)
		}
	}
	who := policy.Principal{ARN: principal, Policies: []policy.Attachment{{Name: "key policy", Document: about}}, Now: e.Now}
	answer := policy.No
	for _, action := range actions {
		switch who.Allows(action, p.ARN).Answer {
		case policy.Yes:
			return policy.Yes
		case policy.Unknown:
			answer = policy.Unknown
		case policy.No:
		}
	}
	return answer
}

// concerns reports whether a statement is about the principal by name; one that
// denies, also if it is about everyone.
func concerns(s policy.Statement, principal string) bool {
	if s.NotPrincipal != nil {
		return s.Effect == policy.Deny && !slices.Contains(s.NotPrincipal.AWS, principal)
	}
	if s.Principal == nil {
		return false
	}
	return slices.Contains(s.Principal.AWS, principal) || slices.Contains(byCondition(s), principal) ||
		s.Effect == policy.Deny && everyone(s)
}
