package kms

import (
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/access"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// GrantsScoped is the check kms.grants-scoped.
var GrantsScoped = &check.Check{
	ID:        "kms.grants-scoped",
	Title:     "KMS grants go to trusted accounts and pass on nothing without constraint",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  "AWS::KMS::Key",
	Logic:     "Reads the grants of each customer key. Fails if a grantee is of an account that is not trusted, or if a user or role may create further grants without any constraint. Grants to services of AWS do not count: AWS makes and retires them for the resources that use the key. A service-linked role, which only its service can be in, may create further ones too.",
	Rationale: "A grant works beside the key policy and is seen in no review of it. One that may create others lives on in them after it is revoked.",
	Remedy:    "Revoke the grant that the finding names. Create grants with the operations that are needed, for a grantee of your own, with an encryption context.",
	Fix: check.Fix{
		Console: "The console does not show grants. Find and revoke them with the CLI.",
		CLI: `aws kms list-grants --key-id KEY_ID
aws kms create-grant --key-id KEY_ID --grantee-principal ROLE_ARN --operations Decrypt --constraints 'EncryptionContextSubset={NAME=VALUE}'
aws kms revoke-grant --key-id KEY_ID --grant-id GRANT_ID`,
		Terraform: `resource "aws_kms_grant" "app" {
  key_id            = "KEY_ID"
  grantee_principal = "ROLE_ARN"
  operations        = ["Decrypt"]
  constraints {
    encryption_context_subset = { NAME = "VALUE" }
  }
}`,
		Breaks: "The grantee can no longer use the key by the grant, unless the key policy or IAM lets it. What a service made for a resource in use must not be revoked: the resource would lose its data.",
		Undo:   "A revoked grant does not come back: create it again with the operations that list-grants showed.",
	},
	References: []string{"https://docs.aws.amazon.com/kms/latest/developerguide/grants.html", "https://docs.aws.amazon.com/kms/latest/developerguide/grant-best-practices.html"},
	Controls:   []string{},
	Params:     []check.Setting{access.TrustedAccounts},
	Assess:     check.ForEach(inventory.KMSKeys, grantsScoped, inventory.KMSGrants),
}

func grantsScoped(e check.Env, k inventory.KMSKey) check.Verdict {
	manager := check.Saw("KeyManager", k.KeyManager)
	if k.KeyManager != customer {
		return check.NotApplicable("is managed by AWS", manager)
	}
	grants := check.Detail(e, inventory.KMSGrants, k.Resource).Grants
	saw := []check.Evidence{manager, check.Saw("Grants", len(grants))}
	for _, g := range grants {
		grant := check.Saw("Grants["+g.GrantID+"]", g)
		owner := accountOf(g.Grantee)
		switch {
		case owner == "": // a service, which acts for the resources of the account
		case owner != e.Account.ID && !slices.Contains(access.TrustedAccounts.Get(e), owner):
			return check.Fail("has a grant to "+g.Grantee+", whose account is not trusted", manager, grant)
		case slices.Contains(g.Operations, "CreateGrant") && !g.Constrained && !serviceLinked(g.Grantee):
			return check.Fail("has a grant that lets "+g.Grantee+" grant others what it may itself", manager, grant)
		}
	}
	return check.Pass("has no grant that is too wide", saw...)
}

// accountOf returns the account of a principal's ARN, or nothing for a service.
func accountOf(principal string) string {
	if parts := strings.SplitN(principal, ":", 6); len(parts) == 6 {
		return parts[4]
	}
	return ""
}

// serviceLinked reports whether a principal is a role that only a service of
// AWS can be in.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
func serviceLinked(principal string) bool {
	return strings.Contains(principal, ":role/aws-service-role/")
}
