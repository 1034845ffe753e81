package policy

import (
	"strings"
	"testing"
)

func TestEveryConditionKeyHasItsSource(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range Keys() {
		lower := strings.ToLower(k.Name)
		switch {
		case seen[lower]:
			t.Errorf("%s is there twice", k.Name)
		case !strings.Contains(k.Name, ":") || strings.ContainsAny(k.Name, "*$ "):
			t.Errorf("%q is no name of a key", k.Name)
		case k.Says != Who && k.Says != Where && k.Says != How && k.Says != What:
			t.Errorf("%s says %q", k.Name, k.Says)
		case !strings.HasPrefix(k.Source, "https://docs.aws.amazon.com/"):
			t.Errorf("%s: the source %q is no page of the AWS documentation", k.Name, k.Source)
		case k.domain == nil:
			t.Errorf("%s has no values", k.Name)
		}
		seen[lower] = true
		for p := range strings.FieldsSeq(k.actions) {
			service, _, ok := strings.Cut(p, ":")
			if !ok || service != strings.Split(lower, ":")[0] && service != "sts" {
				t.Errorf("%s is said to be of %s", k.Name, p)
			}
		}
	}
	if len(seen) < 130 {
		t.Errorf("there are %d keys", len(seen))
	}
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html lists them all.
func TestEveryGlobalConditionKeyIsKnown(t *testing.T) {
	for name := range strings.FieldsSeq(`
		aws:PrincipalArn aws:PrincipalAccount aws:PrincipalOrgPaths aws:PrincipalOrgID aws:PrincipalTag/team
		aws:PrincipalIsAWSService aws:PrincipalServiceName aws:PrincipalServiceNamesList aws:PrincipalType aws:userid aws:username
		aws:AssumedRoot aws:FederatedProvider aws:TokenIssueTime aws:SignInSessionArn aws:MultiFactorAuthAge
		aws:MultiFactorAuthPresent aws:ChatbotSourceArn aws:Ec2InstanceSourceVpc aws:Ec2InstanceSourcePrivateIPv4
		aws:SourceIdentity ec2:RoleDelivery ec2:SourceInstanceArn glue:RoleAssumedBy glue:CredentialIssuingService
		codebuild:BuildArn codebuild:ProjectArn lambda:SourceFunctionArn ssm:SourceInstanceArn identitystore:UserId
		aws:SourceIp aws:SourceVpc aws:SourceVpcArn aws:SourceVpce aws:VpceAccount aws:VpceOrgID aws:VpceOrgPaths aws:VpcSourceIp
		aws:ResourceAccount aws:ResourceOrgID aws:ResourceOrgPaths aws:ResourceTag/team
		aws:CalledVia aws:CalledViaFirst aws:CalledViaLast aws:CalledViaAWSMCP aws:ViaAWSService aws:ViaAWSMCPService
		aws:CurrentTime aws:EpochTime aws:referer aws:RequestedRegion aws:RequestTag/team aws:TagKeys aws:SecureTransport
		aws:SourceAccount aws:SourceArn aws:SourceOrgID aws:SourceOrgPaths aws:UserAgent aws:IsMcpServiceAction`) {
		if _, ok := KeyOf(name); !ok {
			t.Errorf("%s is not known", name)
		}
	}
}

func TestAKeyIsFoundInAnyCaseAndByItsPrefix(t *testing.T) {
	for name, want := range map[string]string{
		"AWS:SOURCEIP": "aws:SourceIp", "aws:principaltag/Cost/Center": "aws:PrincipalTag/", "kms:EncryptionContext:aws:s3:arn": "kms:EncryptionContext:",
		"aws:NoSuchKey": "", "aws:PrincipalTag": "", "s3:": "", "acme:x/y": "",
	} {
		if got, _ := KeyOf(name); got.Name != want {
			t.Errorf("%s is %q, want %q", name, got.Name, want)
		}
	}
}

func TestActionsHaveLevels(t *testing.T) {
	for action, want := range map[string]Level{
		"s3:GetObject": LevelRead, "S3:listbucket": LevelList, "s3:PutObject": LevelWrite, "s3:PutBucketPolicy": LevelPermissions,
		"sqs:TagQueue": LevelTagging, "kms:CreateGrant": LevelPermissions, "s3:NoSuchAction": LevelUnknown,
	} {
		if got := LevelOf(action); got != want {
			t.Errorf("%s is %q, want %q", action, got, want)
		}
	}
	for service, list := range actionLists {
		seen := map[string]bool{}
		for _, a := range list {
			if seen[a.lower] || !strings.HasPrefix(a.lower, service+":") || !a.self && !a.part || actionLevels[a.lower] == LevelUnknown {
				t.Errorf("%s is there twice or is incomplete", a.name)
			}
			seen[a.lower] = true
		}
	}
}
