package iam

import (
	"fmt"
	"maps"
	"strings"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

// trusting is a role with a trust policy of these statements.
func trusting(statements ...string) inventory.Part {
	return inventory.IAMRoles.Of(roleOf("r", func(r *inventory.IAMRole) { r.AssumeRolePolicyDocument = document(statements...) }))
}

// assumes is a statement that lets a principal assume a role.
func assumedBy(principal string, condition ...string) string {
	return fmt.Sprintf(`{"Effect":"Allow","Principal":%s,"Action":"sts:AssumeRole","Condition":{%s}}`, principal, strings.Join(condition, ","))
}

func byAWS(principal string, condition ...string) string {
	return assumedBy(fmt.Sprintf(`{"AWS":%q}`, principal), condition...)
}

// trustCases are the cases of a check of trust policies: those of its own, and
// what holds of each.
func trustCases(bad string, own checktest.Cases) checktest.Cases {
	cases := checktest.Cases{
		"a service":           checktest.NotApplicable(trusting(assumedBy(`{"Service":"ec2.amazonaws.com"}`))),
		"bad":                 checktest.Fail(trusting(bad)).Says("statement 0"),
		"bad beside a good":   checktest.Fail(trusting(assumedBy(`{"Service":"ec2.amazonaws.com"}`), bad)).Says("statement 1"),
		"bad, and denied":     checktest.NotApplicable(trusting(bad, `{"Effect":"Deny","Principal":"*","Action":"sts:*"}`)),
		"linked to a service": checktest.NotApplicable(inventory.IAMRoles.Of(roleOf("X", serviceLinked, func(r *inventory.IAMRole) { r.AssumeRolePolicyDocument = document(bad) }))),
		"of Identity Center":  checktest.NotApplicable(inventory.IAMRoles.Of(roleOf("X", ofIdentityCenter, func(r *inventory.IAMRole) { r.AssumeRolePolicyDocument = document(bad) }))),
		"no policy":           checktest.Unknown(inventory.IAMRoles.Of(roleOf("r", func(r *inventory.IAMRole) { r.AssumeRolePolicyDocument = "" }))).Says("line 1, column 1"),
		"an unknown element":  checktest.Unknown(trusting(`{"Effect":"Allow","Principals":"*","Action":"sts:AssumeRole"}`)),
	}
	maps.Copy(cases, own)
	return cases
}
