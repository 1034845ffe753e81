package checktest

import "github.com/yourside/yourside/checks/inventory"

// UnderRCP adds to what a case gives that the account has a resource control
// policy of these statements, beside the one of AWS that allows all.
func UnderRCP(statements string, parts ...inventory.Part) []inventory.Part {
	root := inventory.Resource{Type: "AWS::Organizations::Root", ID: "r-ab12", ARN: "arn:aws:organizations::444455556666:root/o-ours/r-ab12"}
	rcp := inventory.Resource{
		Type: "AWS::Organizations::Policy", ID: "p-own", Name: "perimeter",
		ARN: "arn:aws:organizations::444455556666:policy/o-ours/resource_control_policy/p-own",
	}
	full := rcp
	full.ID, full.Name, full.ARN = "p-RCPFullAWSAccess", "RCPFullAWSAccess", "arn:aws:organizations::aws:policy/resource_control_policy/p-RCPFullAWSAccess"
	return append(parts,
		inventory.OrganizationParents.Of(inventory.OrganizationParent{Resource: Account.Resource(), Parent: root}),
		inventory.RCPAttachments.Of(
			inventory.PolicyAttachments{Resource: Account.Resource(), Policies: []string{full.ARN}},
			inventory.PolicyAttachments{Resource: root, Policies: []string{full.ARN, rcp.ARN}}),
		inventory.RCPs.Of(
			inventory.OrganizationPolicy{Resource: full, Content: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}`},
			inventory.OrganizationPolicy{Resource: rcp, Content: `{"Version":"2012-10-17","Statement":[` + statements + `]}`}))
}

// OursOnly are statements of a resource control policy that keep everyone out of
// a service who is not of the organization o-ours, or a service for it.
func OursOnly(service string) string {
	return `{"Sid":"Ours","Effect":"Deny","Principal":"*","Action":"` + service + `:*","Resource":"*","Condition":{` +
		`"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-ours"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}},` +
		`{"Sid":"ForOurs","Effect":"Deny","Principal":"*","Action":"` + service + `:*","Resource":"*","Condition":{` +
		`"StringNotEqualsIfExists":{"aws:SourceOrgID":"o-ours"},"Bool":{"aws:PrincipalIsAWSService":"true"}}}`
}
