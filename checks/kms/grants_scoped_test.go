package kms

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestGrantsScoped(t *testing.T) {
	r := checktest.Resource("AWS::KMS::Key", "k")
	grants := func(all ...inventory.KMSGrant) inventory.Part {
		return inventory.KMSGrants.Of(inventory.KMSGrantSet{Resource: r, Grants: all})
	}
	app := inventory.KMSGrant{GrantID: "g1", Grantee: "arn:aws:iam::123456789012:role/app", Operations: []string{"Decrypt"}}
	other := inventory.KMSGrant{GrantID: "g2", Grantee: "arn:aws:iam::999999999999:role/app", Operations: []string{"Decrypt"}}
	further, contextual := app, app
	further.Operations = []string{"Decrypt", "CreateGrant"}
	contextual.Operations, contextual.Constrained = further.Operations, true
	linked := func(account string) string {
		return "arn:aws:iam::" + account + ":role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"
	}
	checktest.Run(t, GrantsScoped, checktest.Cases{
		"none":                  checktest.Pass(key(), grants()),
		"a role's own":          checktest.Pass(key(), grants(app)),
		"another account's":     checktest.Fail(key(), grants(app, other)).Says("999999999999"),
		"a trusted account's":   checktest.Pass(key(), grants(other)).With("trusted-accounts", []string{"999999999999"}),
		"to grant others":       checktest.Fail(key(), grants(further)).Says("grant others"),
		"to grant in a context": checktest.Pass(key(), grants(contextual)),
		"a service's":           checktest.Pass(key(), grants(inventory.KMSGrant{GrantID: "g3", Grantee: "rds.amazonaws.com", Operations: []string{"CreateGrant"}})),
		"a service-linked role": checktest.Pass(key(), grants(inventory.KMSGrant{GrantID: "g6", Grantee: linked("123456789012"), Operations: further.Operations})),
		"another's linked role": checktest.Fail(key(), grants(inventory.KMSGrant{GrantID: "g7", Grantee: linked("999999999999"), Operations: []string{"Decrypt"}})),
		"a role named like one": checktest.Fail(key(), grants(inventory.KMSGrant{GrantID: "g8", Grantee: "arn:aws:iam::123456789012:role/x/aws-service-role/a", Operations: further.Operations})),
		"of AWS":                checktest.NotApplicable(key(ofAWS)),
		"the grants denied":     checktest.Unknown(key(), inventory.KMSGrants.Missing(checktest.Denied(r))),
		"neither row nor gap":   checktest.Unknown(key()),
		"a session of the role": checktest.Pass(key(), grants(inventory.KMSGrant{GrantID: "g4", Grantee: "arn:aws:sts::123456789012:assumed-role/app/s", Operations: []string{"Decrypt"}})),
		"another's session":     checktest.Fail(key(), grants(inventory.KMSGrant{GrantID: "g5", Grantee: "arn:aws:sts::999999999999:assumed-role/app/s", Operations: []string{"Decrypt"}})),
	})
}
