package policy

import (
	"strings"
	"testing"
)

// Conditions on a grant to everyone. Who and where restrict; what the caller
// chooses does not.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
func TestPublicByCondition(t *testing.T) {
	cases := map[string]publicCase{}
	for name, c := range map[string]struct {
		condition string
		want      Answer
		to        string
	}{
		"our organization":                      {`"StringEquals":{"aws:PrincipalOrgID":"ORG"}`, No, ""},
		"our organization, in other case":       {`"StringEquals":{"AWS:principalorgid":"ORG"}`, No, ""},
		"another's organization":                {`"StringEquals":{"aws:PrincipalOrgID":"o-other"}`, No, ""},
		"our organization, if any":              {`"StringEqualsIfExists":{"aws:PrincipalOrgID":"ORG"}`, Yes, Anyone},
		"all values, of which there are none":   {`"ForAllValues:StringEquals":{"aws:PrincipalOrgID":"ORG"}`, Yes, Anyone},
		"any organization":                      {`"StringLike":{"aws:PrincipalOrgID":"o-*"}`, Yes, AnyPrincipal},
		"a star that is no wildcard":            {`"StringEquals":{"aws:PrincipalOrgID":"*"}`, No, ""},
		"an organization of odd letters":        {`"StringEquals":{"aws:PrincipalOrgID":"o-` + "\ue000" + `"}`, No, ""},
		"part of an organization's ID":          {`"StringLike":{"aws:PrincipalOrgID":"o-ours*"}`, Unknown, AnyPrincipal},
		"the organization of the resource":      {`"StringEquals":{"aws:PrincipalOrgID":"${aws:ResourceOrgID}"}`, No, ""},
		"an organization that it is not":        {`"StringNotEquals":{"aws:PrincipalOrgID":"o-other"}`, Yes, Anyone},
		"a path in our organization":            {`"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"ORG/r-ab12/*"}`, No, ""},
		"any path":                              {`"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-*/*"}`, Yes, AnyPrincipal},
		"all paths, of which there are none":    {`"ForAllValues:StringLike":{"aws:PrincipalOrgPaths":"ORG/*"}`, Yes, Anyone},
		"our account":                           {`"StringEquals":{"aws:PrincipalAccount":"OURS"}`, No, ""},
		"our account, to KMS":                   {`"StringEquals":{"kms:CallerAccount":"OURS"}`, No, ""},
		"nobody's account":                      {`"StringEquals":{"aws:PrincipalAccount":"anonymous"}`, Yes, Anyone},
		"the account of the resource":           {`"StringEquals":{"aws:PrincipalAccount":"${aws:ResourceAccount}"}`, No, ""},
		"our roles":                             {`"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::OURS:role/*"}`, No, ""},
		"a role of any account":                 {`"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/deploy"}`, Yes, AnyPrincipal},
		"a role of any account, as a string":    {`"StringEquals":{"aws:PrincipalArn":"arn:aws:iam::*:role/deploy"}`, No, ""},
		"any principal":                         {`"StringLike":{"aws:PrincipalArn":"*"}`, Yes, AnyPrincipal},
		"any principal, as an ARN":              {`"ArnLike":{"aws:PrincipalArn":"*"}`, Yes, AnyPrincipal},
		"a session, which has its role's ARN":   {`"ArnLike":{"aws:PrincipalArn":"arn:aws:sts::*:assumed-role/deploy/*"}`, No, ""},
		"any root user":                         {`"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:root"}`, Yes, AnyPrincipal},
		"a user's unique ID":                    {`"StringLike":{"aws:userid":"AIDACKCEVSQ6C2EXAMPLE"}`, No, ""},
		"a role's unique ID, any session":       {`"StringLike":{"aws:userid":"AROACKCEVSQ6C2EXAMPLE:*"}`, No, ""},
		"a name of a session, of any role":      {`"StringLike":{"aws:userid":"*:admin"}`, Yes, AnyPrincipal},
		"a user's name, which others have too":  {`"StringEquals":{"aws:username":"admin"}`, Yes, AnyPrincipal},
		"a user's name, of a role":              {`"StringEquals":{"aws:username":"deploy"},"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/deploy"}`, No, ""}, // which has none
		"a tag, which others may give":          {`"StringEquals":{"aws:PrincipalTag/team":"red"}`, Yes, AnyPrincipal},
		"a second factor, which others have":    {`"Bool":{"aws:MultiFactorAuthPresent":"true"}`, Yes, AnyPrincipal},
		"a recent second factor":                {`"NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}`, Yes, AnyPrincipal},
		"signed requests":                       {`"Null":{"aws:PrincipalArn":"false"}`, Yes, AnyPrincipal},
		"a type of principal":                   {`"StringEquals":{"aws:PrincipalType":"AssumedRole"}`, Yes, AnyPrincipal},
		"temporary credentials":                 {`"Null":{"aws:TokenIssueTime":"false"}`, Yes, AnyPrincipal},
		"no temporary credentials, of a user":   {`"Null":{"aws:TokenIssueTime":"true"},"StringLike":{"aws:username":"*"}`, Yes, AnyPrincipal},
		"no temporary credentials, of a role":   {`"Null":{"aws:TokenIssueTime":"true"},"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/*"}`, No, ""},
		"whom a service calls for":              {`"Bool":{"aws:ViaAWSService":"true"}`, Yes, AnyPrincipal},
		"whom Google vouched for":               {`"StringEquals":{"aws:FederatedProvider":"accounts.google.com"}`, Unknown, AnyPrincipal},
		"a source identity":                     {`"StringLike":{"aws:SourceIdentity":"Saanvi"}`, Yes, AnyPrincipal},
		"two tags at once":                      {`"ForAnyValue:StringEquals":{"aws:TagKeys":"a"},"ForAnyValue:StringLike":{"aws:TagKeys":"b*"}`, Yes, Anyone},
		"services of AWS":                       {`"Bool":{"aws:PrincipalIsAWSService":"true"}`, Yes, AnyService},
		"no services of AWS":                    {`"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}`, Yes, Anyone},
		"a service of AWS":                      {`"StringEquals":{"aws:PrincipalServiceName":"cloudtrail.amazonaws.com"}`, Yes, AnyService},
		"a service for our account":             {`"StringEquals":{"aws:SourceAccount":"OURS"}`, No, ""},
		"a service for any account":             {`"StringLike":{"aws:SourceAccount":"*"}`, Yes, AnyService},
		"a service for our account, if it says": {`"StringEqualsIfExists":{"aws:SourceAccount":"OURS"},"Bool":{"aws:PrincipalIsAWSService":"true"}`, Unknown, AnyService},
		"a service for our topic":               {`"ArnEquals":{"aws:SourceArn":"arn:aws:sns:eu-west-1:OURS:t"}`, No, ""},
		"a service for a topic of anyone":       {`"ArnLike":{"aws:SourceArn":"arn:aws:sns:eu-west-1:*:t"}`, Yes, AnyService},
		"a service for a bucket":                {`"ArnLike":{"aws:SourceArn":"arn:aws:s3:::mine"}`, No, ""},
		"a service for buckets of a prefix":     {`"ArnLike":{"aws:SourceArn":"arn:aws:s3:::mine-*"}`, Yes, AnyService},
		"a service for our organization":        {`"StringEquals":{"aws:SourceOrgID":"ORG"}`, No, ""},
		"the owner of the source, as SNS says":  {`"StringEquals":{"AWS:SourceOwner":"OURS"}`, No, ""},

		"a company's range":                     {`"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}`, No, ""},
		"a company's range, if any address":     {`"IpAddressIfExists":{"aws:SourceIp":"203.0.113.0/24"}`, Yes, Anyone}, // through a VPC endpoint there is none
		"the internet":                          {`"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}`, Yes, Anyone},
		"the internet in halves":                {`"IpAddress":{"aws:SourceIp":["0.0.0.0/1","128.0.0.0/1"]}`, Yes, Anyone},
		"the internet of IPv6":                  {`"IpAddress":{"aws:SourceIp":"2000::/3"}`, Yes, Anyone},
		"all but a company":                     {`"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}`, Yes, Anyone},
		"private ranges":                        {`"IpAddress":{"aws:SourceIp":["10.0.0.0/8","172.16.0.0/12"]}`, No, ""},
		"no range at all":                       {`"IpAddress":{"aws:SourceIp":"everywhere"}`, Unknown, Anyone},
		"a range under a string operator":       {`"StringEquals":{"aws:SourceIp":"0.0.0.0/0"}`, No, ""},
		"a star under a string operator":        {`"StringLike":{"aws:SourceIp":"*"}`, Yes, Anyone},
		"the internet but for a company":        {`"IpAddress":{"aws:SourceIp":"0.0.0.0/0"},"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}`, Yes, Anyone},
		"a company and a half, not the half":    {`"IpAddress":{"aws:SourceIp":["1.2.3.0/24","128.0.0.0/1"]},"NotIpAddress":{"aws:SourceIp":"128.0.0.0/1"}`, No, ""},
		"a VPC":                                 {`"StringEquals":{"aws:SourceVpc":"vpc-91237329"}`, No, ""},
		"any VPC":                               {`"StringLike":{"aws:SourceVpc":"vpc-*"}`, Yes, Anyone},
		"part of a VPC's ID":                    {`"StringLike":{"aws:SourceVpc":"vpc-9123*"}`, Unknown, Anyone},
		"an endpoint":                           {`"StringEquals":{"aws:SourceVpce":"vpce-1"}`, No, ""},
		"an endpoint, if any":                   {`"StringEqualsIfExists":{"aws:SourceVpce":"vpce-1"}`, Yes, Anyone},
		"endpoints of our account":              {`"StringEquals":{"aws:VpceAccount":"OURS"}`, No, ""},
		"endpoints of our organization":         {`"StringEquals":{"aws:VpceOrgID":"ORG"}`, No, ""},
		"a private address, which is not ours":  {`"IpAddress":{"aws:VpcSourceIp":"10.0.0.0/8"}`, Yes, Anyone},
		"an address and a VPC, which is no one": {`"IpAddress":{"aws:SourceIp":"0.0.0.0/0"},"StringLike":{"aws:SourceVpc":"*"}`, No, ""},

		"TLS":                                  {`"Bool":{"aws:SecureTransport":"true"}`, Yes, Anyone},
		"a referer, which the caller writes":   {`"StringLike":{"aws:Referer":"https://example.com/*"}`, Yes, Anyone},
		"a browser, which the caller writes":   {`"StringEquals":{"aws:UserAgent":"secret"}`, Yes, Anyone},
		"our account of the resource":          {`"StringEquals":{"aws:ResourceAccount":"OURS"}`, Yes, Anyone},
		"another account of the resource":      {`"StringEquals":{"aws:ResourceAccount":"THEIRS"}`, No, ""},
		"a tag of the resource":                {`"StringEquals":{"aws:ResourceTag/public":"yes"}`, Unknown, Anyone},
		"a tag of the object":                  {`"StringEquals":{"s3:ExistingObjectTag/public":"yes"}`, Yes, Anyone},
		"the region of the bucket":             {`"StringEquals":{"aws:RequestedRegion":"eu-west-1"}`, Yes, Anyone},
		"another region":                       {`"StringEquals":{"aws:RequestedRegion":"us-east-1"}`, No, ""},
		"a time that is past":                  {`"DateLessThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"}`, No, ""},
		"a time to come":                       {`"DateLessThan":{"aws:CurrentTime":"2030-01-01T00:00:00Z"}`, Yes, Anyone},
		"a time that never comes":              {`"DateLessThan":{"aws:CurrentTime":"9999-12-31T23:59:59Z"}`, Yes, Anyone},
		"a time to come, in seconds":           {`"NumericLessThan":{"aws:EpochTime":"1900000000"}`, Yes, Anyone},
		"a time that is past, in seconds":      {`"DateLessThan":{"aws:EpochTime":"1600000000"}`, No, ""},
		"a key of another's making":            {`"StringEquals":{"acme:Department":"x"}`, Unknown, Anyone},
		"an operator of another's making":      {`"StringAlike":{"aws:Referer":"x"}`, Unknown, Anyone},
		"such an operator, and no such key":    {`"StringAlike":{"s3:prefix":"x"}`, Unknown, Anyone},
		"a key that the action has not":        {`"StringEquals":{"s3:prefix":"home/"}`, No, ""},
		"no key that the action has not":       {`"StringNotEquals":{"s3:prefix":"home/"}`, Yes, Anyone},
		"a version of an object":               {`"StringEquals":{"s3:VersionId":"v1"}`, Yes, Anyone},
		"an access point of ours":              {`"StringEquals":{"s3:DataAccessPointAccount":"OURS"}`, No, ""},
		"access points of ours":                {`"ArnLike":{"s3:DataAccessPointArn":"arn:aws:s3:eu-west-1:OURS:accesspoint/*"}`, No, ""},
		"access points on the internet":        {`"StringEquals":{"s3:AccessPointNetworkOrigin":"Internet"}`, Yes, Anyone},
		"access points of whoever":             {`"ArnLike":{"s3:DataAccessPointArn":"arn:aws:s3:*:*:accesspoint/*"}`, Yes, AnyPrincipal},
		"no values":                            {`"StringEquals":{"aws:Referer":[]}`, No, ""},
		"who and what, of which who restricts": {`"StringEquals":{"aws:PrincipalOrgID":"ORG"},"StringLike":{"aws:Referer":"*"}`, No, ""},
		"one of several values is everyone":    {`"StringLike":{"aws:PrincipalArn":["arn:aws:iam::OURS:root","*"]}`, Yes, AnyPrincipal},
		"two wildcards that meet":              {`"StringLike":{"aws:Referer":"https://*"},"StringLikeIfExists":{"aws:Referer":"*.example.com"}`, Yes, Anyone},
		"two wildcards that never meet":        {`"StringLike":{"aws:Referer":"a*"},"StringLikeIfExists":{"aws:Referer":"b*"}`, No, ""},
	} {
		cases[name] = publicCase{
			bucket, `{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":{` + c.condition + `}}`, c.want, c.to,
		}
	}
	runPublic(t, cases)
}

// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
// https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
// https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
// https://docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html
func TestPublicByConditionOfAService(t *testing.T) {
	fileSystem := Target{ARN: "arn:aws:elasticfilesystem:eu-west-1:" + ours + ":file-system/fs-1", Now: today}
	domain := Target{ARN: "arn:aws:es:eu-west-1:" + ours + ":domain/d", Now: today}
	url := function
	url.Known = map[string]string{"lambda:FunctionUrlAuthType": "AWS_IAM"}
	allow := func(action, condition string) string {
		return `{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"` + action + `","Resource":"*","Condition":{` + condition + `}}`
	}
	runPublic(t, map[string]publicCase{
		"a key through a service, of our account":  {cmk, allow("kms:*", `"StringEquals":{"kms:CallerAccount":"OURS","kms:ViaService":"ec2.eu-west-1.amazonaws.com"}`), No, ""},
		"a key through a service, of anyone":       {cmk, allow("kms:Decrypt", `"StringEquals":{"kms:ViaService":"s3.eu-west-1.amazonaws.com"}`), Yes, AnyPrincipal},
		"a key for a context, which anyone sends":  {cmk, allow("kms:Decrypt", `"StringEquals":{"kms:EncryptionContext:aws:s3:arn":"x"}`), Yes, AnyPrincipal},
		"grants for resources of AWS":              {cmk, allow("kms:CreateGrant", `"Bool":{"kms:GrantIsForAWSResource":"true"}`), Yes, AnyPrincipal},
		"a function URL without sign-in":           {function, allow("lambda:InvokeFunctionUrl", `"StringEquals":{"lambda:FunctionUrlAuthType":"NONE"}`), Yes, Anyone},
		"a function URL that is set to sign-in":    {url, allow("lambda:InvokeFunctionUrl", `"StringEquals":{"lambda:FunctionUrlAuthType":"NONE"}`), No, ""},
		"a skill's secret token":                   {function, allow("lambda:InvokeFunction", `"StringEquals":{"lambda:EventSourceToken":"amzn1.ask.skill.1"}`), No, ""},
		"a token of odd letters":                   {function, allow("lambda:InvokeFunction", `"StringEquals":{"lambda:EventSourceToken":"`+"\ue000"+`"}`), No, ""},
		"a topic as SNS makes it":                  {topic, allow("SNS:Publish", `"StringEquals":{"AWS:SourceOwner":"OURS"}`), No, ""},
		"a queue of another region":                {queue, allow("sqs:SendMessage", `"StringEquals":{"aws:RequestedRegion":"us-east-1"}`), No, ""},
		"subscriptions of a company's mailboxes":   {topic, allow("sns:Subscribe", `"StringLike":{"sns:Endpoint":"*@example.com"}`), No, ""},
		"subscriptions of any mailbox":             {topic, allow("sns:Subscribe", `"StringEquals":{"sns:Protocol":"email"}`), Yes, AnyPrincipal},
		"subscriptions of any page":                {topic, allow("sns:Subscribe", `"StringLike":{"sns:Endpoint":"https://*"}`), Yes, AnyPrincipal},
		"a file system by its mount targets":       {fileSystem, allow("elasticfilesystem:ClientMount", `"Bool":{"elasticfilesystem:AccessedViaMountTarget":"true"}`), No, ""},
		"a file system with TLS":                   {fileSystem, allow("elasticfilesystem:ClientMount", `"Bool":{"aws:SecureTransport":"true"}`), Yes, Anyone},
		"a search domain":                          {domain, `{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"es:ESHttp*","Resource":"` + domain.ARN + `/*"}`, Yes, Anyone},
		"a search domain for an address":           {domain, strings.Replace(allow("es:*", `"IpAddress":{"aws:SourceIp":["203.0.113.7"]}`), `"*","Cond`, `"`+domain.ARN+`/*","Cond`, 1), No, ""},
		"an external ID, which is no secret":       {role, `{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"s3cr3t"}}}`, Yes, AnyPrincipal},
		"events of a source, which anyone can say": {bus, allow("events:PutEvents", `"ForAllValues:StringEquals":{"events:source":"com.example"}`), Yes, AnyPrincipal},
	})
}

// Each statement allows from an eighth of the addresses. Only what both allow is
// allowed from a large part of the internet.
func TestStatementsThatAllowAddressesAreTakenTogetherForWhatEachAllows(t *testing.T) {
	from := func(action, addresses string) string {
		return `{"Effect":"Allow","Principal":"*","Action":["s3:GetObject","` + action + `"],"Resource":"arn:aws:s3:::b/*","Condition":{"IpAddress":{"aws:SourceIp":"` + addresses + `"}}}`
	}
	one, other := from("s3:PutObject", "0.0.0.0/3"), from("s3:DeleteObject", "32.0.0.0/3")
	if r := document(t, one).Public(bucket); r.Answer != No {
		t.Errorf("one of them: %s", explain(r))
	}
	r := document(t, one+","+other).Public(bucket)
	for _, g := range r.Grants {
		if len(g.Actions) != 1 || g.Actions[0] != "s3:GetObject" || g.Statement != 0 {
			t.Errorf("public: %v", g)
		}
	}
	if r.Answer != Yes {
		t.Errorf("both: %s", explain(r))
	}
}
