package wire

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const canary = "c4n4ry"

func TestSecretsAreRedacted(t *testing.T) {
	for name, tc := range map[string]struct{ body, want string }{
		"start-up scripts": { // ec2:DescribeLaunchTemplateVersions, ec2:DescribeSpotFleetRequests
			`<item><userData>` + canary + `</userData><imageId>ami-1</imageId></item><item><userData>` + canary + canary + `</userData></item>`,
			`<item><userData>redacted 6 bytes</userData><imageId>ami-1</imageId></item><item><userData>redacted 12 bytes</userData></item>`,
		},
		"one with lines": {
			"<userData>\n#!/bin/sh\n" + canary + "\n</userData>",
			`<userData>redacted 18 bytes</userData>`,
		},
		"none before one": {
			`<userData></userData><imageId>ami-1</imageId><userData/><userData>` + canary + `</userData>`,
			`<userData></userData><imageId>ami-1</imageId><userData/><userData>redacted 6 bytes</userData>`,
		},
		"one as CDATA": {`<userData><![CDATA[` + canary + `</x>]]></userData>`, `<userData>redacted 22 bytes</userData>`},
		"one cut off":  {`<a/><userData>` + canary, `<a/><userData>redacted 6 bytes`},
		"the secret of an OIDC client": { // elasticloadbalancingv2:DescribeListeners, DescribeRules
			`<AuthenticateOidcConfig><ClientId>a</ClientId><ClientSecret>` + canary + `</ClientSecret></AuthenticateOidcConfig>`,
			`<AuthenticateOidcConfig><ClientId>a</ClientId><ClientSecret>redacted 6 bytes</ClientSecret></AuthenticateOidcConfig>`,
		},
		"a header that a rule compares": { // elasticloadbalancingv2:DescribeRules
			`<HttpHeaderConfig><Values><member>` + canary + `</member><member>b</member></Values><HttpHeaderName>X-Origin</HttpHeaderName></HttpHeaderConfig>` +
				`<HostHeaderConfig><Values><member>example.com</member></Values></HostHeaderConfig>`,
			`<HttpHeaderConfig><Values><member>redacted 6 bytes</member><member>redacted 1 bytes</member></Values><HttpHeaderName>X-Origin</HttpHeaderName></HttpHeaderConfig>` +
				`<HostHeaderConfig><Values><member>example.com</member></Values></HostHeaderConfig>`,
		},
		"an expression for it": {
			`<HttpHeaderConfig><RegexValues><member>^` + canary + `$</member></RegexValues></HttpHeaderConfig>`,
			`<HttpHeaderConfig><RegexValues><member>redacted 8 bytes</member></RegexValues></HttpHeaderConfig>`,
		},
		"an argument that a rule compares": {
			`<QueryStringConfig><Values><member><Key>token</Key><Value>` + canary + `</Value></member></Values></QueryStringConfig><Tag><Value>blue</Value></Tag>`,
			`<QueryStringConfig><Values><member><Key>token</Key><Value>redacted 6 bytes</Value></member></Values></QueryStringConfig><Tag><Value>blue</Value></Tag>`,
		},
		"seeds of one-time passwords": { // iam:ListVirtualMFADevices
			`<member><Base32StringSeed>` + canary + `</Base32StringSeed><QRCodePNG>` + canary + `</QRCodePNG><SerialNumber>s</SerialNumber></member>` +
				`<member><Base32StringSeed></Base32StringSeed><Base32StringSeed>` + canary + `</Base32StringSeed></member>`,
			`<member><Base32StringSeed></Base32StringSeed><QRCodePNG></QRCodePNG><SerialNumber>s</SerialNumber></member>` +
				`<member><Base32StringSeed></Base32StringSeed><Base32StringSeed></Base32StringSeed></member>`,
		},
		"the next password of a database": { // rds:DescribeDBInstances
			`<PendingModifiedValues><MasterUserPassword>` + canary + `</MasterUserPassword><Port>5432</Port></PendingModifiedValues><MasterUsername>a</MasterUsername>`,
			`<PendingModifiedValues><MasterUserPassword>redacted 6 bytes</MasterUserPassword><Port>5432</Port></PendingModifiedValues><MasterUsername>a</MasterUsername>`,
		},
		"what a firewall compares": { // wafv2:GetWebACLForResource
			`{"ByteMatchStatement":{"SearchString":"` + canary + `","FieldToMatch":{}},"RegexMatchStatement":{"RegexString" : "^` + canary + `\"\\"}}`,
			`{"ByteMatchStatement":{"SearchString":"","FieldToMatch":{}},"RegexMatchStatement":{"RegexString" : "redacted 11 bytes"}}`,
		},
		"what functions are started with": { // lambda:ListFunctions
			`{"Functions":[{"FunctionName":"a","Environment":{"Variables":{"DB_PASSWORD":"` + canary + `}\"","URL":""}}},{"Environment":{"Variables":{}}}]}`,
			`{"Functions":[{"FunctionName":"a","Environment":{"Variables":{"DB_PASSWORD":"redacted 9 bytes","URL":""}}},{"Environment":{"Variables":{}}}]}`,
		},
		"header for an origin": {
			`<OriginCustomHeader><HeaderName>X-From</HeaderName><HeaderValue>` + canary + `</HeaderValue></OriginCustomHeader>`,
			`<OriginCustomHeader><HeaderName>X-From</HeaderName><HeaderValue>redacted 6 bytes</HeaderValue></OriginCustomHeader>`,
		},
		"variables of a stage": {
			`{"stageName":"prod","stageVariables":{"token":"` + canary + `"}}`,
			`{"stageName":"prod","stageVariables":{"token":"redacted 6 bytes"}}`,
		},
		"what RADIUS servers share": {
			`{"RadiusSettings":{"RadiusPort":1812,"SharedSecret":"` + canary + `"},"ShareNotes":"` + canary + `"}`,
			`{"RadiusSettings":{"RadiusPort":1812,"SharedSecret":"redacted 6 bytes"},"ShareNotes":"redacted 6 bytes"}`,
		},
		"whom Shield calls": {
			`{"EmergencyContactList":[{"EmailAddress":"` + canary + `","PhoneNumber":"` + canary + `]"},{"ContactNotes":"` + canary + `"}],"PhoneNumber":"all see it"}`,
			`{"EmergencyContactList":[{"EmailAddress":"redacted 6 bytes","PhoneNumber":"redacted 7 bytes"},{"ContactNotes":"redacted 6 bytes"}],"PhoneNumber":"all see it"}`,
		},
		"a header that a firewall adds": {
			`{"InsertHeaders":[{"Name":"a]","Value":"` + canary + `"},{"Name":"b","Value":"]` + canary + `"}],"ResponseHeaders":[{"Value":"all see it"}]}`,
			`{"InsertHeaders":[{"Name":"a]","Value":"redacted 6 bytes"},{"Name":"b","Value":"redacted 7 bytes"}],"ResponseHeaders":[{"Value":"all see it"}]}`,
		},
		"where patches come from": { // ssm:GetPatchBaseline
			`{"Sources":[{"Name":"a]","Products":["*","]"],"Configuration":"` + canary + `"},{"Configuration":"[main]\n` + canary + `","Products":[]}],"Configuration":"all see it"}`,
			`{"Sources":[{"Name":"a]","Products":["*","]"],"Configuration":"redacted 6 bytes"},{"Configuration":"redacted 14 bytes","Products":[]}],"Configuration":"all see it"}`,
		},
		"one of these cut off": {`{"Sources":[{"Products":["*"],"Configuration":"` + canary, `{"Sources":[{"Products":["*"],"Configuration":"redacted 6 bytes`},
		"who is to be called": { // account:GetContactInformation, account:GetAlternateContact
			`{"ContactInformation":{"City":"` + canary + `","CompanyName":" ","FullName":"} \"` + canary + `"}}` +
				`{"AlternateContact":{"AlternateContactType":"SECURITY","EmailAddress":"` + canary + `","Name":"` + canary + `"}}`,
			`{"ContactInformation":{"City":"redacted 6 bytes","CompanyName":" ","FullName":"redacted 10 bytes"}}` +
				`{"AlternateContact":{"AlternateContactType":"SECURITY","EmailAddress":"redacted 6 bytes","Name":"redacted 6 bytes"}}`,
		},
		"whose an account is": { // organizations:DescribeOrganization, organizations:ListDelegatedAdministrators
			`{"Organization":{"Id":"o-1","MasterAccountEmail":"` + canary + `"}}{"DelegatedAdministrators":[{"Id":"1","Email":"` + canary + `"}]}`,
			`{"Organization":{"Id":"o-1","MasterAccountEmail":"redacted 6 bytes"}}{"DelegatedAdministrators":[{"Id":"1","Email":"redacted 6 bytes"}]}`,
		},
		"text cut off": {`{"SearchString":"` + canary + `\`, `{"SearchString":"`},
		"why a call was refused": {
			`<Message>You are not authorized to perform this operation. Encoded authorization failure message: ` + canary + `_-x</Message>`,
			`<Message>You are not authorized to perform this operation. (encoded details redacted)</Message>`,
		},
		"nothing": {`<imageId>ami-1</imageId>{"Value":"v"}`, `<imageId>ami-1</imageId>{"Value":"v"}`},
		"no body": {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := Redact([]byte(tc.body))
			if diff := cmp.Diff(tc.want, string(got)); diff != "" {
				t.Errorf("- want, + got:\n%s", diff)
			}
			if again := Redact(got); !bytes.Equal(again, got) {
				t.Errorf("once more: %s", again)
			}
		})
	}
}

func TestAHugeSecretIsRedacted(t *testing.T) {
	script := strings.Repeat("A", 1<<20)
	got := Redact([]byte(`<userData>` + script + `</userData><imageId>ami-1</imageId>`))
	if want := `<userData>redacted 1048576 bytes</userData><imageId>ami-1</imageId>`; string(got) != want {
		t.Errorf("%.200s", got)
	}
}

// Whatever stands around a secret, it goes; and what was redacted stays as it is.
func FuzzRedact(f *testing.F) {
	f.Add("", "")
	f.Add("<item>", "</item>")
	f.Add(`<userData></userData>`, `<userData>`)
	f.Add(`{"SearchString":"\`, `"InsertHeaders":[{"Value":"`)
	f.Add(`{"Sources":[{"Products":["\`, `"Sources":[[{"Configuration":"`)
	f.Add(`<HttpHeaderConfig><member>`, `</HttpHeaderConfig><member>b</member>`)
	f.Add(`EncodedEncoded authorization failure message: a`, ` authorization failure message: b`)
	f.Fuzz(func(t *testing.T, before, after string) {
		if strings.Contains(before+after, canary) {
			return
		}
		for _, body := range []string{
			before + "<userData>" + canary + "</userData>" + after,
			before + "<ClientSecret>" + canary + after,
			`{"SearchString": "` + canary + `"` + after,
		} {
			got := Redact([]byte(body))
			if bytes.Contains(got, []byte(canary)) {
				t.Errorf("the secret is in %s", got)
			}
			if again := Redact(got); !bytes.Equal(again, got) {
				t.Errorf("\n%q, once more\n%q", got, again)
			}
		}
	})
}
