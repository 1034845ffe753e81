package kms

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestKeyPolicyTrustedAccounts(t *testing.T) {
	to := func(principal, more string) inventory.Part {
		return keyPolicy(toAccount + `,{"Effect":"Allow","Principal":` + principal + `,"Action":"kms:Decrypt","Resource":"*"` + more + `}`)
	}
	const other = `{"AWS":"arn:aws:iam::999999999999:role/app"}`
	ours := inventory.Organizations.Of(inventory.Organization{Resource: checktest.Account.Resource(), Member: true, OrganizationID: "o-ours", MasterAccountID: "444455556666"})
	alone := inventory.Organizations.Of(inventory.Organization{Resource: checktest.Account.Resource()})
	checktest.Run(t, KeyPolicyTrustedAccounts, checktest.Cases{
		"the account itself":     checktest.Pass(key(), keyPolicy(toAccount)),
		"another account's role": checktest.Fail(key(), to(other, "")).Says("999999999999"),
		"a trusted account":      checktest.Pass(key(), to(other, "")).With("trusted-accounts", []string{"999999999999"}),
		"everyone":               checktest.Fail(key(), to(`"*"`, ""), alone),
		"a service":              checktest.Pass(key(), to(`{"Service":"cloudtrail.amazonaws.com"}`, "")),
		"an organization, alone": checktest.Fail(key(), to(`"*"`, `,"Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1234567890"}}`), alone),
		"an organization, unread": checktest.Unknown(key(), to(`"*"`, `,"Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1234567890"}}`),
			inventory.Organizations.Missing(checktest.Denied())),
		"everyone, where the organization keeps others out": checktest.Pass(checktest.UnderRCP(checktest.OursOnly("kms"), key(), to(`"*"`, ""), ours)...).Says("perimeter", "0 (Ours)"),
		"of AWS": checktest.NotApplicable(key(ofAWS)),
	})
}
