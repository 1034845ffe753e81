package iam

import (
	"time"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// RootNotUsed is the check iam.root-not-used.
var RootNotUsed = &check.Check{
	ID:        "iam.root-not-used",
	Title:     "Root user has not signed in or called APIs recently",
	Domain:    check.PrivilegeManagement,
	Severity:  check.High,
	Resource:  inventory.AccountType,
	Logic:     "Passes when the credential report shows no use of root's password or access keys within the given days.",
	Rationale: "Work done as root is bound by no policy and names no person. Everyday use also exposes the one identity that cannot be limited.",
	Remedy:    "Give daily work to roles or users with the rights it needs, and keep root for the few tasks that require it.",
	Fix: check.Fix{
		Console: "CloudTrail console, Event history, User name root: shows what root was used for. Then IAM Identity Center console, or IAM console, Roles, Create role, for that work.",
		CLI: `aws cloudtrail lookup-events --lookup-attributes AttributeKey=Username,AttributeValue=root
aws iam create-role --role-name ROLE --assume-role-policy-document file://TRUST.json
aws iam attach-role-policy --role-name ROLE --policy-arn POLICY_ARN`,
		Terraform: `# Terraform cannot keep root from being used. It creates the role that the work is done with:
resource "aws_iam_role" "ROLE" {
  name               = "ROLE"
  assume_role_policy = file("TRUST.json")
}`,
		Breaks: "Nothing: root stays as it is. The check fails until the last use lies far enough back.",
		Undo:   "Nothing to undo on root. The role can be deleted with aws iam delete-role once its policies are detached.",
	},
	References: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html", "https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-tasks.html"},
	Controls:   []string{"CIS-1.4/1.7", "CIS-1.5/1.7", "CIS-2.0/1.7", "CIS-3.0/1.7", "CIS-4.0/1.7", "CIS-5.0/1.6", "CIS-6.0/2.6", "CIS-7.0/2.7"},
	Params:     []check.Setting{rootIdle},
	Assess:     check.Whole(rootNotUsed, inventory.IAMCredentials),
}

var rootIdle = check.NewParam("idle-days", 30, "days within which root must not have been used")

func rootNotUsed(e check.Env) check.Verdict {
	c, ok := check.Lookup(e, inventory.IAMCredentials, e.Account.Resource())
	if !ok {
		return check.Unknown("cannot be judged: the credential report has no row of the root user")
	}
	since := e.Now.Add(-time.Duration(rootIdle.Get(e)) * day)
	saw := []check.Evidence{check.Saw("PasswordLastUsed", sawMoment(c.PasswordLastUsed)), check.Saw("AccessKeys", c.AccessKeys)}
	if c.PasswordLastUsed.At.After(since) {
		return check.Fail("had its root user signed in recently", saw...)
	}
	for _, k := range c.AccessKeys {
		if k.LastUsed.At.After(since) {
			return check.Fail("had a root access key used recently", saw...)
		}
	}
	if c.PasswordLastUsed.Said == "not_supported" {
		return check.Unknown("cannot be judged: the credential report does not say when root last signed in", saw...)
	}
	return check.Pass("has not had its root user in use recently", saw...)
}
