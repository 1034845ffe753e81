package policy

import (
	"strings"
	"testing"
)

func ourARN(resource string) string { return "arn:aws:iam::" + ours + ":" + resource }

// having is a principal with one policy.
func having(t testing.TB, resource, statements string) Principal {
	t.Helper()
	return Principal{
		ARN: ourARN(resource), Now: today, Organization: ourOrg,
		Policies: []Attachment{{Name: ourARN("policy/p"), Document: document(t, statements)}},
	}
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
func TestWhatAPrincipalMayDo(t *testing.T) {
	const bob = "user/bob"
	allow := func(rest string) string { return `{"Effect":"Allow",` + rest + `}` }
	for name, c := range map[string]struct {
		who, statements  string
		action, resource string
		want             Answer
	}{
		"all":                               {bob, allow(`"Action":"*","Resource":"*"`), "s3:GetObject", "arn:aws:s3:::b/x", Yes},
		"nothing":                           {bob, ``, "s3:GetObject", "arn:aws:s3:::b/x", No},
		"denied":                            {bob, allow(`"Action":"*","Resource":"*"`) + `,{"Effect":"Deny","Action":"s3:Get*","Resource":"*"}`, "s3:GetObject", "arn:aws:s3:::b/x", No},
		"denied elsewhere":                  {bob, allow(`"Action":"*","Resource":"*"`) + `,{"Effect":"Deny","Action":"s3:Get*","Resource":"arn:aws:s3:::c/*"}`, "s3:GetObject", "arn:aws:s3:::b/x", Yes},
		"logs, of the page on evaluation":   {bob, allow(`"Action":"s3:*","Resource":["arn:aws:s3:::carlossalazar/*","arn:aws:s3:::carlossalazar"]`) + `,{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::*log*"}`, "s3:PutObject", "arn:aws:s3:::carlossalazar-logs/x", No},
		"all but IAM":                       {bob, allow(`"NotAction":"iam:*","Resource":"*"`), "iam:CreateUser", ourARN("user/x"), No},
		"all but a bucket":                  {bob, allow(`"Action":"s3:*","NotResource":"arn:aws:s3:::c*"`), "s3:GetObject", "arn:aws:s3:::b/x", Yes},
		"one's own user":                    {bob, allow(`"Action":"iam:*AccessKey*","Resource":"arn:aws:iam::OURS:user/${aws:username}"`), "iam:CreateAccessKey", ourARN("user/bob"), Yes},
		"another user":                      {bob, allow(`"Action":"iam:*AccessKey*","Resource":"arn:aws:iam::OURS:user/${aws:username}"`), "iam:CreateAccessKey", ourARN("user/ann"), No},
		"a user's variable, of a role":      {"role/r", allow(`"Action":"iam:*AccessKey*","Resource":"arn:aws:iam::OURS:user/${aws:username}"`), "iam:CreateAccessKey", ourARN("user/r"), No},
		"a second factor, which one has":    {bob, allow(`"Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}`), "s3:GetObject", "arn:aws:s3:::b/x", Yes},
		"an office's address":               {bob, allow(`"Action":"s3:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}`), "s3:GetObject", "arn:aws:s3:::b/x", Yes},
		"an address as a string":            {bob, allow(`"Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:SourceIp":"203.0.113.7"}}`), "s3:GetObject", "arn:aws:s3:::b/x", Yes},
		"a range as a string":               {bob, allow(`"Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:SourceIp":["203.0.113.7/32","203.0.113.0/24"]}}`), "s3:GetObject", "arn:aws:s3:::b/x", No}, // no address is equal to one
		"a word as a string":                {bob, allow(`"Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:SourceIp":"office"}}`), "s3:GetObject", "arn:aws:s3:::b/x", No},
		"an endpoint":                       {bob, allow(`"Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:SourceVpce":"vpce-1"}}`), "s3:GetObject", "arn:aws:s3:::b/x", Yes},
		"an address that is denied":         {bob, allow(`"Action":"s3:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}`) + `,{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"203.0.0.0/16"}}}`, "s3:GetObject", "arn:aws:s3:::b/x", No},
		"no address and no endpoint":        {bob, allow(`"Action":"s3:*","Resource":"*"`) + `,{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"},"Null":{"aws:SourceVpce":"true"}}}`, "s3:GetObject", "arn:aws:s3:::b/x", Yes},
		"a region of one's choice":          {bob, allow(`"Action":"ec2:*","Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}`), "ec2:RunInstances", "arn:aws:ec2:eu-west-1:" + ours + ":instance/*", Yes},
		"a tag of one's own":                {bob, allow(`"Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"red"}}`), "s3:GetObject", "arn:aws:s3:::b/x", Unknown},
		"a tag of the resource":             {bob, allow(`"Action":"ec2:*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"red"}}`), "ec2:StopInstances", "arn:aws:ec2:eu-west-1:" + ours + ":instance/i-1", Unknown},
		"a time that is past":               {bob, allow(`"Action":"s3:*","Resource":"*","Condition":{"DateLessThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"}}`), "s3:GetObject", "arn:aws:s3:::b/x", No},
		"our organization":                  {bob, allow(`"Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"ORG"}}`), "s3:GetObject", "arn:aws:s3:::b/x", Yes},
		"another organization":              {bob, allow(`"Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-other"}}`), "s3:GetObject", "arn:aws:s3:::b/x", No},
		"our organization's resource":       {bob, allow(`"Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceOrgID":"ORG"}}`), "s3:GetObject", "arn:aws:s3:::b/x", Yes},
		"who knows whose organization's":    {bob, allow(`"Action":"sqs:*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceOrgID":"o-other"}}`), "sqs:SendMessage", "arn:aws:sqs:eu-west-1:" + theirs + ":q", Unknown},
		"a VPC, by its ARN":                 {bob, allow(`"Action":"s3:*","Resource":"*","Condition":{"ArnEquals":{"aws:SourceVpcArn":"arn:aws:ec2:eu-west-1:OURS:vpc/vpc-1"}}`), "s3:GetObject", "arn:aws:s3:::b/x", Unknown},
		"endpoints of our organization":     {bob, allow(`"Action":"s3:*","Resource":"*","Condition":{"ForAnyValue:StringLike":{"aws:VpceOrgPaths":"ORG/*"}}`), "s3:GetObject", "arn:aws:s3:::b/x", Unknown},
		"one perhaps, another for certain":  {bob, allow(`"Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"acme:x":"y"}}`) + `,` + allow(`"Action":"s3:GetObject","Resource":"*"`), "s3:GetObject", "arn:aws:s3:::b/x", Yes},
		"another account's resource":        {bob, allow(`"Action":"sqs:*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceAccount":"OURS"}}`), "sqs:SendMessage", "arn:aws:sqs:eu-west-1:" + theirs + ":q", No},
		"all users, where all are asked":    {bob, allow(`"Action":"iam:*","Resource":"arn:aws:iam::*:user/*"`), "iam:CreateAccessKey", ourARN("user/*"), Yes},
		"some users, where all are asked":   {bob, allow(`"Action":"iam:*","Resource":"arn:aws:iam::*:user/dev-*"`), "iam:CreateAccessKey", ourARN("user/*"), No},
		"all of KMS, where all is asked":    {bob, allow(`"Action":"kms:*","Resource":"*"`), "kms:*", "*", Yes},
		"reads of KMS, where all is asked":  {bob, allow(`"Action":["kms:Get*","kms:List*","kms:Describe*"],"Resource":"*"`), "kms:*", "*", No},
		"keys of an account":                {bob, allow(`"Action":"kms:Decrypt","Resource":"arn:aws:kms:*:OURS:key/*"`), "kms:Decrypt", "arn:aws:kms:*:" + ours + ":key/*", Yes},
		"any role":                          {bob, allow(`"Action":"sts:AssumeRole","Resource":"*"`), "sts:AssumeRole", "arn:aws:iam::*:role/*", Yes},
		"roles of a name":                   {bob, allow(`"Action":"sts:AssumeRole","Resource":"arn:aws:iam::*:role/audit"`), "sts:AssumeRole", "arn:aws:iam::*:role/*", No},
		"a key that nobody knows":           {bob, allow(`"Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"acme:x":"y"}}`), "s3:GetObject", "arn:aws:s3:::b/x", Unknown},
		"a user of a group":                 {"group/g", allow(`"Action":"iam:*LoginProfile","Resource":"arn:aws:iam::*:user/${aws:username}"`), "iam:UpdateLoginProfile", ourARN("user/ann"), No},
		"a boundary of the user's variable": {bob, allow(`"Action":"s3:*","Resource":"arn:aws:s3:::home/${aws:username}/*"`), "s3:GetObject", "arn:aws:s3:::home/bob/x", Yes},
	} {
		t.Run(name, func(t *testing.T) {
			if d := having(t, c.who, c.statements).Allows(c.action, c.resource); d.Answer != c.want {
				t.Errorf("got %v, want %v: %v", d.Answer, c.want, d)
			}
		})
	}
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
func TestLayersOfPolicies(t *testing.T) {
	all := `{"Effect":"Allow","Action":"*","Resource":"*"}`
	att := func(statements string) Attachment {
		return Attachment{Name: ourARN("policy/" + statements[:min(9, len(statements))]), Document: document(t, statements)}
	}
	unread := Attachment{Name: ourARN("policy/unread")}
	for name, c := range map[string]struct {
		policies []Attachment
		boundary *Attachment
		scps     [][]Attachment
		want     Answer
	}{
		"one of several policies":           {[]Attachment{att(`{"Effect":"Allow","Action":"sqs:*","Resource":"*"}`), att(all)}, nil, nil, Yes},
		"one of several denies":             {[]Attachment{att(all), att(`{"Effect":"Deny","Action":"s3:*","Resource":"*"}`)}, nil, nil, No},
		"a boundary that allows":            {[]Attachment{att(all)}, &Attachment{"b", document(t, `{"Effect":"Allow","Action":"s3:*","Resource":"*"}`)}, nil, Yes},
		"a boundary that does not":          {[]Attachment{att(all)}, &Attachment{"b", document(t, `{"Effect":"Allow","Action":"sqs:*","Resource":"*"}`)}, nil, No},
		"a boundary gives nothing":          {nil, &Attachment{"b", document(t, all)}, nil, No},
		"a boundary that denies":            {[]Attachment{att(all)}, &Attachment{"b", document(t, all+`,{"Effect":"Deny","Action":"s3:GetObject","Resource":"*"}`)}, nil, No},
		"a boundary under a condition":      {[]Attachment{att(all)}, &Attachment{"b", document(t, `{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}`)}, nil, Yes},
		"conditions that exclude another":   {[]Attachment{att(`{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}`)}, &Attachment{"b", document(t, `{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}`)}, nil, No},
		"levels that all allow":             {[]Attachment{att(all)}, nil, [][]Attachment{{att(all)}, {att(`{"Effect":"Allow","Action":"sqs:*","Resource":"*"}`), att(`{"Effect":"Allow","Action":"s3:*","Resource":"*"}`)}}, Yes},
		"a level that does not":             {[]Attachment{att(all)}, nil, [][]Attachment{{att(all)}, {att(`{"Effect":"Allow","Action":"sqs:*","Resource":"*"}`)}}, No},
		"a level that denies":               {[]Attachment{att(all)}, nil, [][]Attachment{{att(all), att(`{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":"eu-west-1"}}}`), att(`{"Effect":"Deny","Action":"s3:*","Resource":"*"}`)}}, No},
		"a level that denies other regions": {[]Attachment{att(all)}, nil, [][]Attachment{{att(all), att(`{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":"eu-west-1"}}}`)}}, Yes},
		"a level without policies":          {[]Attachment{att(all)}, nil, [][]Attachment{{}}, No},
		"a policy that was not read":        {[]Attachment{att(all), unread}, nil, nil, Unknown},
		"only one that was not read":        {[]Attachment{unread}, nil, nil, Unknown},
		"a boundary that was not read":      {[]Attachment{att(all)}, &unread, nil, Unknown},
		"none allowed, a boundary not read": {[]Attachment{att(`{"Effect":"Allow","Action":"sqs:*","Resource":"*"}`)}, &unread, nil, No},
		"a level that was not read":         {[]Attachment{att(all)}, nil, [][]Attachment{{unread}}, Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			p := Principal{ARN: ourARN("role/r"), Policies: c.policies, Boundary: c.boundary, SCPs: c.scps, Now: today}
			if d := p.Allows("s3:GetObject", "arn:aws:s3:::b/x"); d.Answer != c.want {
				t.Errorf("got %v, want %v: %v", d.Answer, c.want, d)
			}
		})
	}
}

func TestAGivenValueOfAKey(t *testing.T) {
	p := having(t, "user/bob", `{"Effect":"Allow","Action":"iam:PassRole","Resource":"*","Condition":{"StringLike":{"iam:PassedToService":"ec2.*"}}}`)
	for service, want := range map[string]Answer{"": Yes, "ec2.amazonaws.com": Yes, "lambda.amazonaws.com": No, "*": No} {
		if service != "" {
			p.Known = map[string]string{"iam:PassedToService": service}
		}
		if d := p.Allows("iam:PassRole", ourARN("role/*")); d.Answer != want {
			t.Errorf("to %q: %v, want %v", service, d.Answer, want)
		}
		p.Known = nil
	}
}

func TestADecisionNamesWhatAllows(t *testing.T) {
	p := having(t, "user/bob", `{"Sid":"Own","Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}`)
	const want = "s3:GetObject on arn:aws:s3:::b/x by statement 0 (Own) of arn:aws:iam::111122223333:policy/p; Bool aws:MultiFactorAuthPresent: is as the caller chooses"
	if got := p.Allows("s3:GetObject", "arn:aws:s3:::b/x").String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := p.Allows("sqs:SendMessage", "*").String(); got != "sqs:SendMessage on * is not allowed" {
		t.Errorf("got %s", got)
	}
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/getting-started-reduce-permissions.html
func TestAdministrators(t *testing.T) {
	for name, c := range map[string]struct {
		statements string
		want       Answer
	}{
		"AdministratorAccess":          {`{"Effect":"Allow","Action":"*","Resource":"*"}`, Yes},
		"written otherwise":            {`{"Effect":"Allow","Action":"*:*","Resource":["arn:aws:iam::OURS:user/x","*"]}`, Yes},
		"all but nothing":              {`{"Effect":"Allow","NotAction":[],"Resource":"*"}`, Yes},
		"all but billing":              {`{"Effect":"Allow","NotAction":"aws-portal:*","Resource":"*"}`, Yes},
		"with a second factor":         {`{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}`, Yes},
		"in two halves":                {`{"Effect":"Allow","Action":"iam:*","Resource":"*"},{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}`, Yes},
		"PowerUserAccess":              {`{"Effect":"Allow","NotAction":["iam:*","organizations:*","account:*"],"Resource":"*"},{"Effect":"Allow","Action":["iam:CreateServiceLinkedRole","iam:ListRoles"],"Resource":"*"}`, No},
		"IAMFullAccess":                {`{"Effect":"Allow","Action":"iam:*","Resource":"*"}`, No},
		"all of one service":           {`{"Effect":"Allow","Action":"s3:*","Resource":"*"}`, No},
		"everything on one bucket":     {`{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b/*"}`, No},
		"all but IAM, denied":          {`{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"iam:*","Resource":"*"}`, No},
		"some, denied":                 {`{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"cloudtrail:StopLogging","Resource":"*"}`, Yes},
		"all, denied":                  {`{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"*","Resource":"*"}`, No},
		"under a tag that is unknown":  {`{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/admin":"yes"}}}`, Unknown},
		"everything that one can read": {`{"Effect":"Allow","Action":["*:Get*","*:List*"],"Resource":"*"}`, No},
	} {
		for _, who := range []string{"user/bob", "role/r", "group/g", "policy/p"} {
			if got := having(t, who, c.statements).Administrator(); got.Answer != c.want {
				t.Errorf("%s, of %s: %v, want %v", name, strings.Split(who, "/")[0], got.Answer, c.want)
			}
		}
	}
}
