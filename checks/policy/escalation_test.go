package policy

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The ways to more rights that a policy opens, by whom it is attached to. Those
// that are not certain end in a question mark.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html
func TestEscalations(t *testing.T) {
	allow := func(actions, resource, condition string) string {
		return `{"Effect":"Allow","Action":[` + actions + `],"Resource":` + resource + `,"Condition":{` + condition + `}}`
	}
	const (
		anything = `"*"`
		ownUser  = `"arn:aws:iam::*:user/${aws:username}"`
		pass     = `"iam:PassRole","ec2:RunInstances"`
	)
	for name, c := range map[string]struct {
		who, statements string
		want            []string
	}{
		"nothing":                            {"policy/p", allow(`"s3:*"`, anything, ``), nil},
		"everything, which leaves nothing":   {"policy/p", allow(`"*"`, anything, ``), nil},
		"reads of IAM":                       {"policy/p", allow(`"iam:Get*","iam:List*"`, anything, ``), nil},
		"a key for any user":                 {"policy/p", allow(`"iam:CreateAccessKey"`, anything, ``), []string{"create-access-key"}},
		"a key for oneself":                  {"policy/p", allow(`"iam:CreateAccessKey","iam:UpdateLoginProfile","iam:CreateLoginProfile","iam:ChangePassword"`, ownUser, ``), nil},
		"a key for oneself, of bob":          {"user/bob", allow(`"iam:CreateAccessKey"`, `"arn:aws:iam::OURS:user/bob"`, ``), nil},
		"a key for another":                  {"user/bob", allow(`"iam:CreateAccessKey"`, `"arn:aws:iam::OURS:user/ann"`, ``), []string{"create-access-key?"}},
		"a key for all but oneself":          {"user/bob", allow(`"iam:CreateAccessKey"`, anything, ``) + `,{"Effect":"Deny","Action":"iam:*","Resource":"arn:aws:iam::OURS:user/bob"}`, []string{"create-access-key"}},
		"a key for any user, all denied":     {"user/bob", allow(`"iam:CreateAccessKey"`, anything, ``) + `,{"Effect":"Deny","Action":"iam:*","Resource":"*"}`, nil},
		"a policy for oneself":               {"policy/p", allow(`"iam:PutUserPolicy","iam:AttachUserPolicy"`, ownUser, ``), []string{"attach-user-policy", "put-user-policy"}},
		"a policy for oneself, of a role":    {"role/r", allow(`"iam:PutUserPolicy"`, ownUser, ``), nil},
		"a policy for users, of a role":      {"role/r", allow(`"iam:PutUserPolicy"`, anything, ``), []string{"put-user-policy?"}},
		"a policy and a key for users":       {"role/r", allow(`"iam:PutUserPolicy","iam:CreateAccessKey"`, anything, ``), []string{"create-access-key", "put-user-policy"}},
		"a harmless policy for oneself":      {"policy/p", allow(`"iam:AttachUserPolicy"`, ownUser, `"ArnEquals":{"iam:PolicyARN":"arn:aws:iam::aws:policy/ReadOnlyAccess"}`), nil},
		"policies of a prefix for oneself":   {"policy/p", allow(`"iam:AttachUserPolicy"`, ownUser, `"ArnLike":{"iam:PolicyARN":"arn:aws:iam::aws:policy/*"}`), []string{"attach-user-policy"}},
		"any but administration":             {"policy/p", allow(`"iam:AttachUserPolicy"`, ownUser, `"ArnNotEquals":{"iam:PolicyARN":"arn:aws:iam::aws:policy/AdministratorAccess"}`), []string{"attach-user-policy"}},
		"a policy for those with a boundary": {"user/bob", allow(`"iam:PutUserPolicy"`, anything, `"ArnEquals":{"iam:PermissionsBoundary":"arn:aws:iam::OURS:policy/b"}`), nil},
		"a policy for a role, of a user":     {"user/bob", allow(`"iam:AttachRolePolicy"`, anything, ``), nil},
		"and assume it":                      {"user/bob", allow(`"iam:AttachRolePolicy","sts:AssumeRole"`, anything, ``), []string{"attach-role-policy"}},
		"and those have a boundary":          {"user/bob", allow(`"sts:AssumeRole"`, anything, ``) + `,` + allow(`"iam:AttachRolePolicy"`, anything, `"ArnEquals":{"iam:PermissionsBoundary":"arn:aws:iam::OURS:policy/b"}`), nil},
		"boundaries of roles":                {"user/bob", allow(`"iam:DeleteRolePermissionsBoundary","sts:AssumeRole"`, anything, ``), []string{"delete-role-permissions-boundary-assume-role"}},
		"a policy for its own role":          {"role/r", allow(`"iam:PutRolePolicy"`, `"arn:aws:iam::OURS:role/r"`, ``), []string{"put-role-policy"}},
		"a policy for another role":          {"role/r", allow(`"iam:PutRolePolicy"`, `"arn:aws:iam::OURS:role/x"`, ``), nil},
		"a policy for the role that has it":  {"policy/p", allow(`"iam:PutRolePolicy"`, anything, ``), []string{"put-role-policy"}},
		"trust of any role":                  {"user/bob", allow(`"iam:UpdateAssumeRolePolicy"`, anything, ``), []string{"update-assume-role-policy"}},
		"trust of one role":                  {"user/bob", allow(`"iam:UpdateAssumeRolePolicy"`, `"arn:aws:iam::OURS:role/x"`, ``), []string{"update-assume-role-policy?"}},
		"any group":                          {"user/bob", allow(`"iam:AddUserToGroup"`, anything, ``), []string{"add-user-to-group"}},
		"one group":                          {"user/bob", allow(`"iam:AddUserToGroup"`, `"arn:aws:iam::OURS:group/x"`, ``), []string{"add-user-to-group?"}},
		"a policy of its own":                {"user/bob", allow(`"iam:CreatePolicyVersion"`, `"arn:aws:iam::OURS:policy/p"`, ``), []string{"create-policy-version"}},
		"a policy of who knows":              {"user/bob", allow(`"iam:CreatePolicyVersion"`, `"arn:aws:iam::OURS:policy/x"`, ``), []string{"create-policy-version?"}},
		"its boundary, which it has not":     {"user/bob", allow(`"iam:DeleteUserPermissionsBoundary"`, anything, ``), nil},
		"all of IAM's writes":                {"user/bob", allow(`"iam:Put*"`, anything, ``), []string{"putany", "put-group-policy?", "put-user-policy"}},
		"an identity provider":               {"user/bob", allow(`"iam:UpdateSAMLProvider"`, anything, ``), []string{"update-samlprovider?"}},
		"permission sets":                    {"user/bob", allow(`"sso:*"`, anything, ``), []string{"attach-managed-policy-to-permission-set", "put-inline-policy-to-permission-set"}},
		"passing any role to an instance":    {"user/bob", allow(pass, anything, ``), []string{"pass-role-run-instances"}},
		"running, without passing":           {"user/bob", allow(`"ec2:RunInstances"`, anything, ``), nil},
		"passing, without running":           {"user/bob", allow(`"iam:PassRole"`, anything, ``), nil},
		"passing one role":                   {"user/bob", allow(`"ec2:RunInstances"`, anything, ``) + `,` + allow(`"iam:PassRole"`, `"arn:aws:iam::OURS:role/web"`, ``), []string{"pass-role-run-instances?"}},
		"passing to another service":         {"user/bob", allow(pass, anything, `"StringEqualsIfExists":{"iam:PassedToService":"lambda.amazonaws.com"}`), nil},
		"passing to that service":            {"user/bob", allow(pass, anything, `"StringEqualsIfExists":{"iam:PassedToService":"ec2.amazonaws.com"}`), []string{"pass-role-run-instances"}},
		"passing, of all but that service":   {"user/bob", allow(pass, anything, ``) + `,{"Effect":"Deny","Action":"iam:PassRole","Resource":"*","Condition":{"StringNotEquals":{"iam:PassedToService":"ecs-tasks.amazonaws.com"}}}`, nil},
		"functions of one's own name":        {"user/bob", allow(`"iam:PassRole"`, anything, ``) + `,` + allow(`"lambda:CreateFunction","lambda:InvokeFunction"`, `"arn:aws:lambda:eu-west-1:OURS:function:bob-*"`, ``), []string{"pass-role-create-function-invoke-function"}},
		"code of any function":               {"user/bob", allow(`"lambda:UpdateFunctionCode"`, `"arn:aws:lambda:*:OURS:function:*"`, ``), []string{"update-function-code"}},
		"code of anything":                   {"user/bob", allow(`"lambda:UpdateFunctionCode"`, `"arn:aws:lambda:*:OURS:*"`, ``), []string{"update-function-code"}},
		"code of one function":               {"user/bob", allow(`"lambda:UpdateFunctionCode"`, `"arn:aws:lambda:eu-west-1:OURS:function:web"`, ``), []string{"update-function-code?"}},
		"code of one function, perhaps":      {"user/bob", allow(`"lambda:UpdateFunctionCode"`, `"arn:aws:lambda:eu-west-1:OURS:function:web"`, `"StringEquals":{"acme:x":"y"}`), []string{"update-function-code?"}},
		"code of two, of which one denied":   {"user/bob", allow(`"lambda:UpdateFunctionCode"`, `["arn:aws:lambda:eu-west-1:OURS:function:web","arn:aws:lambda:eu-west-1:OURS:function:*"]`, ``) + `,{"Effect":"Deny","Action":"lambda:*","NotResource":"arn:aws:lambda:eu-west-1:OURS:function:web"}`, []string{"update-function-code?"}},
		"code of one function, and of all":   {"user/bob", allow(`"lambda:UpdateFunctionCode"`, `["arn:aws:lambda:eu-west-1:OURS:function:web","arn:aws:lambda:*:OURS:function:*"]`, ``), []string{"update-function-code"}},
		"commands on any instance":           {"user/bob", allow(`"ssm:SendCommand"`, anything, ``), []string{"send-command"}},
		"half of a path":                     {"user/bob", allow(`"ec2:ModifyInstanceAttribute","ec2:StopInstances"`, anything, ``), nil},
		"other case":                         {"user/bob", allow(`"IAM:PASSROLE","EC2:runinstances"`, anything, ``), []string{"pass-role-run-instances"}},
		"under a condition that is unknown":  {"user/bob", allow(`"iam:CreateAccessKey"`, anything, `"StringEquals":{"acme:x":"y"}`), []string{"create-access-key?"}},
		"with a second factor":               {"user/bob", allow(`"iam:CreateAccessKey"`, anything, `"Bool":{"aws:MultiFactorAuthPresent":"true"}`), []string{"create-access-key"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, ways(having(t, c.who, c.statements).Escalations(nil))); diff != "" {
				t.Errorf("- want, + got:\n%s", diff)
			}
		})
	}
}

func ways(all []Escalation) []string {
	var names []string
	for _, e := range all {
		name := e.Path
		if e.Answer == Unknown {
			name += "?"
		}
		names = append(names, name)
	}
	return names
}

// What there is in the account decides where the policy alone does not.
func TestEscalationsInAnAccount(t *testing.T) {
	trusts := func(principal string) *Document {
		action := "sts:AssumeRole"
		if strings.Contains(principal, "Federated") {
			action = "sts:AssumeRoleWithSAML"
		}
		return document(t, `{"Effect":"Allow","Principal":{`+principal+`},"Action":"`+action+`"}`)
	}
	trustsAny := func(pattern string) *Document {
		return document(t, `{"Effect":"Allow","Principal":{"AWS":"OURS"},"Action":"sts:AssumeRole","Condition":{"ArnLike":{"aws:PrincipalArn":"`+ourARN(pattern)+`"}}}`)
	}
	admin, plain := ourARN("role/admin"), ourARN("role/plain")
	there := func(roles ...Role) *Account { return &Account{Roles: roles, Management: No} }
	toEC2 := trusts(`"Service":"ec2.amazonaws.com"`)
	const passes = `{"Effect":"Allow","Action":["iam:PassRole","ec2:RunInstances"],"Resource":"*"}`
	for name, c := range map[string]struct {
		who, statements string
		account         *Account
		want            []string
		target          string
	}{
		"no role to pass":                      {"user/bob", passes, there(), nil, ""},
		"a harmless role to pass":              {"user/bob", passes, there(Role{plain, No, toEC2}), nil, ""},
		"a strong role to pass":                {"user/bob", passes, there(Role{plain, No, toEC2}, Role{admin, Yes, toEC2}), []string{"pass-role-run-instances"}, admin},
		"a strong role of another service":     {"user/bob", passes, there(Role{admin, Yes, trusts(`"Service":"lambda.amazonaws.com"`)}), nil, ""},
		"a role of unknown rights":             {"user/bob", passes, there(Role{admin, Unknown, toEC2}), []string{"pass-role-run-instances?"}, admin},
		"a strong role of unknown trust":       {"user/bob", passes, there(Role{admin, Yes, nil}), []string{"pass-role-run-instances?"}, admin},
		"a strong role, for our account":       {"user/bob", passes, there(Role{admin, Yes, document(t, `{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:SourceAccount":"OURS"}}}`)}), []string{"pass-role-run-instances"}, admin},
		"its own role to pass":                 {"role/r", passes, there(Role{ourARN("role/r"), Unknown, toEC2}), nil, ""},
		"a strong role, for a path in an org.": {"user/bob", passes, there(Role{admin, Yes, document(t, `{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"ForAnyValue:StringLike":{"aws:SourceOrgPaths":"ORG/r-1/*"}}}`)}), []string{"pass-role-run-instances?"}, admin},
		"only a harmless role may be passed":   {"user/bob", `{"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::OURS:role/plain"},{"Effect":"Allow","Action":"ec2:RunInstances","Resource":"*"}`, there(Role{plain, No, toEC2}, Role{admin, Yes, toEC2}), nil, ""},
		"a strong user":                        {"user/bob", `{"Effect":"Allow","Action":"iam:CreateAccessKey","Resource":"*"}`, &Account{Users: []Holder{{ourARN("user/bob"), Yes}, {ourARN("user/ann"), Yes}}}, []string{"create-access-key"}, ourARN("user/ann")},
		"no strong user but oneself":           {"user/bob", `{"Effect":"Allow","Action":"iam:CreateAccessKey","Resource":"*"}`, &Account{Users: []Holder{{ourARN("user/bob"), Yes}, {ourARN("user/ann"), No}}}, nil, ""},
		"a user of unknown rights":             {"user/bob", `{"Effect":"Allow","Action":"iam:CreateAccessKey","Resource":"*"}`, &Account{Users: []Holder{{ourARN("user/ann"), Unknown}}}, []string{"create-access-key?"}, ourARN("user/ann")},
		"a user of unknown rights, elsewhere":  {"user/bob", `{"Effect":"Allow","Action":"iam:CreateAccessKey","Resource":"arn:aws:iam::OURS:user/dev/*"}`, &Account{Users: []Holder{{ourARN("user/ann"), Unknown}}}, nil, ""},
		"a strong group":                       {"user/bob", `{"Effect":"Allow","Action":"iam:AddUserToGroup","Resource":"*"}`, &Account{Groups: []Holder{{ourARN("group/g"), Yes}}}, []string{"add-user-to-group"}, ourARN("group/g")},
		"a strong group, of a role":            {"role/r", `{"Effect":"Allow","Action":"iam:AddUserToGroup","Resource":"*"}`, &Account{Groups: []Holder{{ourARN("group/g"), Yes}}}, []string{"add-user-to-group?"}, ourARN("group/g")},
		"a weak group":                         {"user/bob", `{"Effect":"Allow","Action":"iam:AddUserToGroup","Resource":"*"}`, &Account{Groups: []Holder{{ourARN("group/g"), No}}}, nil, ""},
		"a role that names the user":           {"user/bob", `{"Effect":"Allow","Action":"iam:PutRolePolicy","Resource":"*"}`, there(Role{plain, No, trusts(`"AWS":"arn:aws:iam::OURS:user/bob"`)}), []string{"put-role-policy"}, plain},
		"a role that names another user":       {"user/bob", `{"Effect":"Allow","Action":"iam:PutRolePolicy","Resource":"*"}`, there(Role{plain, No, trusts(`"AWS":"arn:aws:iam::OURS:user/ann"`)}), nil, ""},
		"a role that names the account":        {"user/bob", `{"Effect":"Allow","Action":"iam:PutRolePolicy","Resource":"*"}`, there(Role{plain, No, trusts(`"AWS":"OURS"`)}), nil, ""},
		"and the user may assume it":           {"user/bob", `{"Effect":"Allow","Action":["iam:PutRolePolicy","sts:AssumeRole"],"Resource":"*"}`, there(Role{plain, No, trusts(`"AWS":"OURS"`)}), []string{"put-role-policy"}, plain},
		"a role for users of the account":      {"user/bob", `{"Effect":"Allow","Action":"iam:PutRolePolicy","Resource":"*"}`, there(Role{plain, No, trustsAny("user/*")}), nil, ""},
		"a role for roles of the account":      {"role/r", `{"Effect":"Allow","Action":"iam:PutRolePolicy","Resource":"arn:aws:iam::OURS:role/plain"}`, there(Role{plain, No, trustsAny("role/*")}), nil, ""},
		"and the role may assume it":           {"role/r", `{"Effect":"Allow","Action":["iam:PutRolePolicy","sts:AssumeRole"],"Resource":"arn:aws:iam::OURS:role/plain"}`, there(Role{plain, No, trustsAny("role/*")}), []string{"put-role-policy"}, plain},
		"a role for users, of a role":          {"role/r", `{"Effect":"Allow","Action":["iam:PutRolePolicy","sts:AssumeRole"],"Resource":"arn:aws:iam::OURS:role/plain"}`, there(Role{plain, No, document(t, `{"Effect":"Allow","Principal":{"AWS":"OURS"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:PrincipalType":"User"}}}`)}), nil, ""},
		"a role that names a service":          {"user/bob", `{"Effect":"Allow","Action":["iam:PutRolePolicy","sts:AssumeRole"],"Resource":"*"}`, there(Role{plain, No, toEC2}), nil, ""},
		"trust of a strong role":               {"user/bob", `{"Effect":"Allow","Action":"iam:UpdateAssumeRolePolicy","Resource":"*"}`, there(Role{admin, Yes, toEC2}), []string{"update-assume-role-policy"}, admin},
		"trust of weak roles":                  {"user/bob", `{"Effect":"Allow","Action":"iam:UpdateAssumeRolePolicy","Resource":"*"}`, there(Role{plain, No, toEC2}), nil, ""},
		"functions, but no role for them":      {"user/bob", `{"Effect":"Allow","Action":"lambda:UpdateFunctionCode","Resource":"*"}`, there(Role{admin, Yes, toEC2}), nil, ""},
		"functions, and a role for them":       {"user/bob", `{"Effect":"Allow","Action":"lambda:UpdateFunctionCode","Resource":"*"}`, there(Role{admin, Yes, trusts(`"Service":"lambda.amazonaws.com"`)}), []string{"update-function-code"}, admin},
		"permission sets elsewhere":            {"user/bob", `{"Effect":"Allow","Action":"sso:PutInlinePolicyToPermissionSet","Resource":"*"}`, there(), nil, ""},
		"permission sets here":                 {"user/bob", `{"Effect":"Allow","Action":"sso:PutInlinePolicyToPermissionSet","Resource":"*"}`, &Account{Management: Yes}, []string{"put-inline-policy-to-permission-set"}, ""},
		"permission sets who knows where":      {"user/bob", `{"Effect":"Allow","Action":"sso:PutInlinePolicyToPermissionSet","Resource":"*"}`, &Account{}, []string{"put-inline-policy-to-permission-set?"}, ""},
		"a provider that a strong role trusts": {"user/bob", `{"Effect":"Allow","Action":"iam:UpdateSAMLProvider","Resource":"*"}`, there(Role{admin, Yes, trusts(`"Federated":"arn:aws:iam::OURS:saml-provider/idp"`)}), []string{"update-samlprovider"}, admin},
		"a provider that none trusts":          {"user/bob", `{"Effect":"Allow","Action":"iam:UpdateSAMLProvider","Resource":"*"}`, there(Role{admin, Yes, toEC2}), nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			all := having(t, c.who, c.statements).Escalations(c.account)
			if diff := cmp.Diff(c.want, ways(all)); diff != "" {
				t.Fatalf("- want, + got:\n%s", diff)
			}
			for _, e := range all {
				if e.Target != c.target {
					t.Errorf("the target is %q, not %q", e.Target, c.target)
				}
				if (e.Answer == Unknown) != (e.Why != "") {
					t.Errorf("%v because %q", e.Answer, e.Why)
				}
			}
		})
	}
}

func TestAServiceInChinaHasEitherOfItsNames(t *testing.T) {
	const bob, admin = "arn:aws-cn:iam::111122223333:user/bob", "arn:aws-cn:iam::111122223333:role/admin"
	const passes = `{"Effect":"Allow","Action":["iam:PassRole","ec2:RunInstances"],"Resource":"*"}`
	for service, passes := range map[string]string{
		"ec2.amazonaws.com.cn": `{"Effect":"Allow","Action":"ec2:RunInstances","Resource":"*"},{"Effect":"Allow","Action":"iam:PassRole","Resource":"*","Condition":{"StringEquals":{"iam:PassedToService":"ec2.amazonaws.com.cn"}}}`,
		"ec2.amazonaws.com":    passes,
	} {
		trust := document(t, `{"Effect":"Allow","Principal":{"Service":"`+service+`"},"Action":"sts:AssumeRole"}`)
		p := Principal{ARN: bob, Policies: []Attachment{{Name: "p", Document: document(t, passes)}}}
		if got := ways(p.Escalations(&Account{Roles: []Role{{admin, Yes, trust}}})); !slices.Contains(got, "pass-role-run-instances") {
			t.Errorf("%s: %q", service, got)
		}
	}
	deny := func(service string) string {
		return `,{"Effect":"Deny","Action":"iam:PassRole","Resource":"*","Condition":{"ForAllValues:StringEquals":{"iam:PassedToService":"` + service + `"}}}`
	}
	p := Principal{ARN: bob, Policies: []Attachment{{Name: "p", Document: document(t, passes+deny("ec2.amazonaws.com")+deny("ec2.amazonaws.com.cn"))}}}
	if got := ways(p.Escalations(nil)); got != nil {
		t.Errorf("both denied: %q", got)
	}
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
func TestABoundaryHoldsWhatOneGivesOneself(t *testing.T) {
	boundary := &Attachment{Name: ourARN("policy/b"), Document: document(t, `{"Effect":"Allow","Action":["s3:*","iam:*User*","iam:*Group*"],"Resource":"*"}`)}
	bob := having(t, "user/bob", `{"Effect":"Allow","Action":["iam:PutUserPolicy","iam:PutGroupPolicy"],"Resource":"*"}`)
	bob.Groups = []string{ourARN("group/g")}
	if got := ways(bob.Escalations(nil)); !slices.Equal(got, []string{"put-group-policy", "put-user-policy"}) {
		t.Errorf("without one: %q", got)
	}
	bob.Boundary = boundary
	if got := ways(bob.Escalations(nil)); !slices.Equal(got, []string{"put-user-policy?"}) {
		t.Errorf("with one: %q", got)
	}
}

// It may assume itself, and would be as bounded then.
func TestAPolicyForOnesOwnRoleGainsNothingWithinItsBoundary(t *testing.T) {
	p := having(t, "role/r", `{"Effect":"Allow","Action":"*","Resource":"*"}`)
	p.Boundary = &Attachment{Name: ourARN("policy/b"), Document: document(t, `{"Effect":"Allow","Action":["s3:*","iam:PutRolePolicy","sts:AssumeRole"],"Resource":"*"}`)}
	there := &Account{Roles: []Role{{ourARN("role/r"), No, document(t, `{"Effect":"Allow","Principal":{"AWS":"OURS"},"Action":"sts:AssumeRole"}`)}}}
	if got := ways(p.Escalations(there)); got != nil {
		t.Errorf("%q", got)
	}
}

func TestABoundaryThatMayGoHoldsWhatItKeeps(t *testing.T) {
	const may = `{"Effect":"Allow","Action":["s3:*","iam:Delete*PermissionsBoundary"],"Resource":"*"}`
	for name, c := range map[string]struct {
		who, statements string
		want            []string
	}{
		"everything, of a user":      {"user/bob", `{"Effect":"Allow","Action":"*","Resource":"*"}`, []string{"delete-user-permissions-boundary"}},
		"everything, of a role":      {"role/r", `{"Effect":"Allow","Action":"*","Resource":"*"}`, []string{"delete-role-permissions-boundary-assume-role"}},
		"a way, of a role":           {"role/r", may + `,{"Effect":"Allow","Action":"iam:PutRolePolicy","Resource":"*"}`, []string{"delete-role-permissions-boundary-assume-role"}},
		"nothing, of a user":         {"user/bob", may, nil},
		"nothing, of a role":         {"role/r", may, nil},
		"what is of AWS's to change": {"role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef", `{"Effect":"Allow","Action":"*","Resource":"*"}`, nil},
	} {
		p := having(t, c.who, c.statements)
		p.Boundary = &Attachment{Name: ourARN("policy/b"), Document: document(t, may)}
		if got := ways(p.Escalations(&Account{Management: No})); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestWhatOnesBoundaryLetsOneGain(t *testing.T) {
	own := ourARN("policy/b")
	limit := document(t, `{"Effect":"Allow","Action":["s3:*","iam:CreatePolicyVersion"],"Resource":"*"}`)
	bob := having(t, "user/bob", `{"Effect":"Allow","Action":"iam:CreatePolicyVersion","Resource":"arn:aws:iam::OURS:policy/p"}`)
	bob.Boundary = &Attachment{Name: own, Document: limit}
	if got := ways(bob.Escalations(nil)); !slices.Equal(got, []string{"create-policy-version?"}) {
		t.Errorf("a version of its own policy, within a boundary: %q", got)
	}
	bounded := `"Resource":"*","Condition":{"ArnEquals":{"iam:PermissionsBoundary":"` + own + `"}}}`
	for actions, want := range map[string][]string{
		`["iam:PutUserPolicy"]`:                 nil,
		`["iam:PutRolePolicy"]`:                 nil,
		`["iam:DeleteRolePermissionsBoundary"]`: {"delete-role-permissions-boundary-assume-role?"},
	} {
		bob = having(t, "user/bob", `{"Effect":"Allow","Action":["sts:AssumeRole","iam:CreateLoginProfile"],"Resource":"*"},{"Effect":"Allow","Action":`+actions+`,`+bounded)
		bob.Boundary = &Attachment{Name: own, Document: document(t, `{"Effect":"Allow","Action":["iam:*","sts:*"],"Resource":"*"}`)}
		got := slices.DeleteFunc(ways(bob.Escalations(nil)), func(way string) bool { return way == "create-login-profile" })
		if !slices.Equal(got, want) {
			t.Errorf("%s on those with one's own boundary: %q", actions, got)
		}
	}
	bob = having(t, "user/bob", `{"Effect":"Allow","Action":"iam:PutUserPolicy","Resource":"*","Condition":{"ArnEquals":{"iam:PermissionsBoundary":"`+own+`"}}}`)
	bob.Boundary = &Attachment{Name: own, Document: document(t, `{"Effect":"Allow","Action":"*","Resource":"*"}`)}
	if got := ways(bob.Escalations(nil)); !slices.Equal(got, []string{"put-user-policy"}) {
		t.Errorf("within a boundary that bounds nothing: %q", got)
	}
}

func TestAnEscalationTellsItsSteps(t *testing.T) {
	all := having(t, "user/bob", `{"Sid":"Run","Effect":"Allow","Action":"ec2:RunInstances","Resource":"*"},{"Sid":"Pass","Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::*:role/*"}`).Escalations(nil)
	want := []Escalation{{
		Path: "pass-role-run-instances", Kind: "pass-role", Answer: Yes, Steps: []Decision{
			{Answer: Yes, Action: "ec2:RunInstances", Resource: "*", Policy: ourARN("policy/p"), Statement: 0, Sid: "Run"},
			{Answer: Yes, Action: "iam:PassRole", Resource: ourARN("role/*"), Policy: ourARN("policy/p"), Statement: 1, Sid: "Pass"},
		},
	}}
	if diff := cmp.Diff(want, all); diff != "" {
		t.Error(diff)
	}
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
func TestARoleThatOnlyAWSChangesOpensNoWay(t *testing.T) {
	const (
		ofIdentityCenter = "role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef"
		ofAService       = "role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX"
	)
	for name, c := range map[string]struct{ who, action, other string }{
		"its own policies":    {ofIdentityCenter, "iam:PutRolePolicy", "role/plain"},
		"another's policies":  {"user/bob", `iam:AttachRolePolicy","sts:AssumeRole`, ofIdentityCenter},
		"another's trust":     {"user/bob", "iam:UpdateAssumeRolePolicy", ofIdentityCenter},
		"a service's own one": {"user/bob", "iam:UpdateAssumeRolePolicy", ofAService},
	} {
		there := &Account{Roles: []Role{{ourARN(c.other), Yes, document(t, `{"Effect":"Allow","Principal":{"AWS":"OURS"},"Action":"sts:AssumeRole"}`)}}}
		p := having(t, c.who, `{"Effect":"Allow","Action":["`+c.action+`"],"Resource":"*"}`)
		if got := ways(p.Escalations(there)); got != nil {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestARoleThatNamesOneIsAssumedWithoutAPolicyToDoSo(t *testing.T) {
	bob := having(t, "user/bob", `{"Effect":"Allow","Action":"iam:PutRolePolicy","Resource":"*"}`)
	there := &Account{Roles: []Role{{ourARN("role/plain"), No, document(t, `{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::OURS:user/bob"},"Action":"sts:AssumeRole"}`)}}}
	if got := ways(bob.Escalations(there)); !slices.Equal(got, []string{"put-role-policy"}) {
		t.Errorf("%q", got)
	}
}

// What is asked after it has taken too long to ask is not known either.
func TestNoWayIsClosedForWantOfTime(t *testing.T) {
	bob := having(t, "user/bob", `{"Effect":"Allow","Action":"lambda:UpdateFunctionCode","Resource":"*"},`+tangle("", "lambda:UpdateFunctionCode", 8)+`,
		{"Effect":"Allow","Action":"iam:UpdateLoginProfile","Resource":"*","Condition":{"DateLessThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"}}},
		{"Effect":"Allow","Action":"iam:UpdateLoginProfile","Resource":"*"},
		{"Effect":"Allow","Action":"ssm:SendCommand","Resource":"arn:aws:ec2:eu-west-1:OURS:instance/i-1"}`)
	if got := ways(bob.Escalations(nil)); !slices.Equal(got, []string{"update-function-code?", "send-command?", "update-login-profile?"}) {
		t.Errorf("%q", got)
	}
}

// It has a policy in line, which has no versions.
func TestAVersionOfWhosePolicyIsNotKnown(t *testing.T) {
	bob := Principal{ARN: ourARN("user/bob"), Policies: []Attachment{{"inline", document(t, `{"Effect":"Allow","Action":"iam:CreatePolicyVersion","Resource":"*"}`)}}}
	if got := ways(bob.Escalations(nil)); !slices.Equal(got, []string{"create-policy-version?"}) {
		t.Errorf("%q", got)
	}
}

func TestAProviderThatOneMayChangeIsOfTheKindOfTheAction(t *testing.T) {
	for action, on := range map[string]string{
		"iam:UpdateSAMLProvider":                 ourARN("saml-provider/*"),
		"iam:AddClientIDToOpenIDConnectProvider": ourARN("oidc-provider/*"),
	} {
		all := having(t, "user/bob", `{"Effect":"Allow","Action":"`+action+`","Resource":"`+on+`"}`).Escalations(nil)
		if len(all) == 0 || all[0].Why != "which roles trust a provider is not known" || all[0].Steps[0].Resource != on {
			t.Errorf("%s: %+v", action, all)
		}
	}
}

// Taking a boundary away gives the rights that it keeps from a role, and no
// others.
func TestTheBoundaryOfARoleThatOneMayAssume(t *testing.T) {
	trust := document(t, `{"Effect":"Allow","Principal":{"AWS":"OURS"},"Action":"sts:AssumeRole"}`)
	const path = "delete-role-permissions-boundary-assume-role"
	for name, c := range map[string]struct {
		privileged, unbounded Answer
		want                  []string
	}{
		"that keeps rights from it":   {No, Yes, []string{path}},
		"that may":                    {No, Unknown, []string{path + "?"}},
		"that keeps none":             {No, No, nil},
		"which it has not":            {No, 0, nil},
		"of one that has them anyway": {Yes, Yes, nil},
	} {
		there := &Account{Roles: []Role{{ourARN("role/plain"), c.privileged, trust}}, Management: No}
		if c.unbounded != 0 {
			there.Unbounded = map[string]Answer{ourARN("role/plain"): c.unbounded}
		}
		bob := having(t, "user/bob", `{"Effect":"Allow","Action":["iam:DeleteRolePermissionsBoundary","sts:AssumeRole"],"Resource":"*"}`)
		if got := ways(bob.Escalations(there)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
}
