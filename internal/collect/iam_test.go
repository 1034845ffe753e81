package collect

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
)

// iamAnswer is an answer of IAM, which wraps each in two elements.
func iamAnswer(operation, input, result string) wire.Exchange {
	return exchange("iam:"+operation, "us-east-1", input, 200, "text/xml", fmt.Sprintf(
		`<%[1]sResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><%[1]sResult>%[2]s</%[1]sResult></%[1]sResponse>`,
		operation, result))
}

func iamError(operation, input string, status int, code string) wire.Exchange {
	return exchange("iam:"+operation, "us-east-1", input, status, "text/xml",
		`<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>`+code+
			`</Code><Message>m</Message></Error></ErrorResponse>`)
}

func TestIAMUsersHaveNoRegionAndComeFromAllPages(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.IAMUsers},
		iamAnswer("GetAccountAuthorizationDetails", `{"Filter":["User"],"MaxItems":1000}`,
			`<IsTruncated>true</IsTruncated><Marker>more</Marker><UserDetailList><member>
			<UserName>ann</UserName><Arn>arn:aws:iam::111122223333:user/staff/ann</Arn>
			<GroupList><member>admins</member></GroupList>
			<AttachedManagedPolicies><member><PolicyName>P</PolicyName><PolicyArn>arn:aws:iam::aws:policy/P</PolicyArn></member></AttachedManagedPolicies>
			<UserPolicyList><member><PolicyName>own</PolicyName><PolicyDocument>%7B%22a%22%3A%20%22b+c%22%7D</PolicyDocument></member></UserPolicyList>
			<PermissionsBoundary><PermissionsBoundaryType>PermissionsBoundaryPolicy</PermissionsBoundaryType><PermissionsBoundaryArn>arn:aws:iam::111122223333:policy/fence</PermissionsBoundaryArn></PermissionsBoundary>
			</member></UserDetailList>`),
		iamAnswer("GetAccountAuthorizationDetails", `{"Filter":["User"],"Marker":"more","MaxItems":1000}`,
			`<IsTruncated>false</IsTruncated><UserDetailList><member>
			<UserName>bob</UserName><Arn>arn:aws:iam::111122223333:user/bob</Arn></member></UserDetailList>`),
	)
	rows := inventory.IAMUsers.Rows(inv)
	if len(rows) != 2 || len(inv.Gaps(inventory.IAMUsers)) != 0 {
		t.Fatalf("rows %+v, gaps %+v", rows, inv.Gaps(inventory.IAMUsers))
	}
	byID := map[string]inventory.IAMUser{rows[0].ID: rows[0], rows[1].ID: rows[1]}
	ann := byID["ann"]
	want := inventory.IAMUser{
		Resource: inventory.Resource{
			Partition: "aws", Account: checktest.Account.ID, Type: "AWS::IAM::User", ID: "ann", Name: "ann",
			ARN: "arn:aws:iam::111122223333:user/staff/ann",
		},
		AttachedPolicies:    []string{"arn:aws:iam::aws:policy/P"},
		InlinePolicies:      []inventory.IAMInlinePolicy{{Name: "own", Document: `{"a": "b+c"}`}},
		Groups:              []string{"admins"},
		PermissionsBoundary: "arn:aws:iam::111122223333:policy/fence",
	}
	if diff := cmp.Diff(want, ann); diff != "" {
		t.Error(diff)
	}
}

func TestIAMRolesHaveTheirTrustAndTheirPolicies(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.IAMRoles},
		iamAnswer("GetAccountAuthorizationDetails", `{"Filter":["Role"],"MaxItems":1000}`, `<IsTruncated>false</IsTruncated><RoleDetailList><member>
			<RoleName>app</RoleName><Arn>arn:aws:iam::111122223333:role/app</Arn><Path>/</Path>
			<AssumeRolePolicyDocument>%7B%22Statement%22%3A%5B%5D%7D</AssumeRolePolicyDocument>
			<RolePolicyList><member><PolicyName>own</PolicyName><PolicyDocument>%7B%7D</PolicyDocument></member></RolePolicyList>
			<InstanceProfileList><member><InstanceProfileName>app</InstanceProfileName><Arn>arn:aws:iam::111122223333:instance-profile/app</Arn></member></InstanceProfileList>
			<PermissionsBoundary><PermissionsBoundaryType>PermissionsBoundaryPolicy</PermissionsBoundaryType><PermissionsBoundaryArn>arn:aws:iam::111122223333:policy/fence</PermissionsBoundaryArn></PermissionsBoundary>
			</member></RoleDetailList>`))
	rows := inventory.IAMRoles.Rows(inv)
	if len(rows) != 1 {
		t.Fatalf("rows: %+v", rows)
	}
	want := inventory.IAMRole{
		Resource: rows[0].Resource, InlinePolicies: []inventory.IAMInlinePolicy{{Name: "own", Document: "{}"}},
		AssumeRolePolicyDocument: `{"Statement":[]}`, PermissionsBoundary: "arn:aws:iam::111122223333:policy/fence",
		InstanceProfiles: []string{"arn:aws:iam::111122223333:instance-profile/app"},
	}
	if diff := cmp.Diff(want, rows[0]); diff != "" {
		t.Error(diff)
	}
}

// Who parses it says what is wrong with it.
func TestAPolicyThatIsNotEncodedStaysAsItIs(t *testing.T) {
	for given, want := range map[string]string{"%7B%7D": "{}", `{"a":"100%"}`: `{"a":"100%"}`, "": ""} {
		if got := document(&given); got != want {
			t.Errorf("%q is %q, want %q", given, got, want)
		}
	}
}

func TestManagedPoliciesAreInTheVersionThatApplies(t *testing.T) {
	policy := func(name, attached, boundaries, versions string) string {
		return `<member><PolicyName>` + name + `</PolicyName><Arn>arn:aws:iam::aws:policy/` + name + `</Arn>
			<AttachmentCount>` + attached + `</AttachmentCount><PermissionsBoundaryUsageCount>` + boundaries + `</PermissionsBoundaryUsageCount>
			<PolicyVersionList>` + versions + `</PolicyVersionList></member>`
	}
	const old = `<member><VersionId>v1</VersionId><IsDefaultVersion>false</IsDefaultVersion><Document>%7B%22old%22%3A1%7D</Document></member>`
	const current = `<member><VersionId>v2</VersionId><IsDefaultVersion>true</IsDefaultVersion><Document>%7B%22new%22%3A1%7D</Document></member>`
	of := func(filter string, policies ...string) wire.Exchange {
		return iamAnswer("GetAccountAuthorizationDetails", `{"Filter":["`+filter+`"],"MaxItems":1000}`,
			`<IsTruncated>false</IsTruncated><Policies>`+strings.Join(policies, "")+`</Policies>`)
	}
	inv := replay(t, []inventory.Handle{inventory.IAMPolicies, inventory.IAMAWSPolicies},
		of("LocalManagedPolicy", policy("unused", "0", "0", old+current), policy("half", "1", "0", old)),
		of("AWSManagedPolicy", policy("unattached", "0", "0", current), policy("attached", "2", "0", current), policy("fence", "0", "1", current)))
	var got []string
	for _, p := range slices.Concat(inventory.IAMPolicies.Rows(inv), inventory.IAMAWSPolicies.Rows(inv)) {
		got = append(got, fmt.Sprintf("%s %s %d %d", p.ID, p.Document, p.AttachmentCount, p.PermissionsBoundaryUsageCount))
	}
	want := []string{`unused {"new":1} 0 0`, `attached {"new":1} 2 0`, `fence {"new":1} 0 1`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if gaps := inv.Gaps(inventory.IAMPolicies); len(gaps) != 1 || gaps[0].Reason != inventory.Malformed {
		t.Errorf("a policy without a version that applies is no gap: %+v", gaps)
	}
}

const reportHeader = "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation," +
	"mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region," +
	"access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date," +
	"access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated\n"

const reportRoot = "<root_account>,arn:aws:iam::123456789012:root,2020-01-02T03:04:05+00:00,not_supported,no_information,not_supported," +
	"not_supported,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A\n"

const reportAnn = "ann,arn:aws:iam::123456789012:user/ann,2021-01-02T03:04:05+00:00,true,2026-01-02T03:04:05+00:00,2025-01-02T03:04:05+00:00," +
	"N/A,false,true,2024-01-02T03:04:05+00:00,N/A,N/A,N/A,false,2023-01-02T03:04:05+00:00,2023-02-02T03:04:05+00:00,eu-west-1,s3,false,N/A,false,N/A\n"

func replayReport(t *testing.T, content string) *inventory.Inventory {
	t.Helper()
	return replay(t, []inventory.Handle{inventory.IAMCredentials},
		iamAnswer("GenerateCredentialReport", `{}`, `<State>COMPLETE</State>`),
		iamAnswer("GetCredentialReport", `{}`, `<ReportFormat>text/csv</ReportFormat><Content>`+
			base64.StdEncoding.EncodeToString([]byte(content))+`</Content>`))
}

func reportTime(year int, month time.Month) inventory.Moment {
	return inventory.Moment{At: time.Date(year, month, 2, 3, 4, 5, 0, time.UTC)}
}

func TestTheCredentialReportIsReadByColumnName(t *testing.T) {
	inv := replayReport(t, reportHeader+reportRoot+reportAnn)
	rows := map[string]inventory.IAMCredential{}
	for _, r := range inventory.IAMCredentials.Rows(inv) {
		rows[r.Type] = r
	}
	root := rows[inventory.AccountType]
	if !root.Root || root.ARN != checktest.Account.Resource().ARN || !root.MFAActive || root.PasswordEnabled ||
		root.PasswordLastChanged.Said != "not_supported" || len(root.AccessKeys) != 0 {
		t.Errorf("root: %+v", root)
	}
	ann := rows["AWS::IAM::User"]
	ann.Resource = inventory.Resource{ARN: ann.ARN, Region: ann.Region}
	want := inventory.IAMCredential{
		Resource: inventory.Resource{ARN: "arn:aws:iam::123456789012:user/ann"},
		Created:  reportTime(2021, 1).At, PasswordEnabled: true,
		PasswordLastUsed: reportTime(2026, 1), PasswordLastChanged: reportTime(2025, 1),
		AccessKeys: []inventory.AccessKey{
			{Number: 1, Active: true, LastRotated: reportTime(2024, 1), LastUsed: inventory.Moment{Said: "N/A"}},
			{Number: 2, LastRotated: reportTime(2023, 1), LastUsed: reportTime(2023, 2)},
		},
	}
	if diff := cmp.Diff(want, ann); diff != "" {
		t.Error(diff)
	}
}

func TestWhatTheCredentialReportDoesNotSayIsAGap(t *testing.T) {
	for name, tc := range map[string]struct{ content, names string }{
		"no rows":          {reportHeader, "no rows"},
		"not a table":      {reportHeader + "\"ann\n", `extraneous or missing "`},
		"no ARN":           {strings.ReplaceAll(reportHeader, ",arn,", ",name,") + reportAnn, "arn"},
		"a missing column": {strings.ReplaceAll(reportHeader, "mfa_active", "mfa") + reportAnn, "mfa_active"},
		"an unknown word":  {reportHeader + strings.Replace(reportAnn, "N/A,false,true", "N/A,perhaps,true", 1), `mfa_active: "perhaps"`},
		"made at no time":  {reportHeader + strings.Replace(reportAnn, "2021-01-02T03:04:05+00:00", "N/A", 1), `user_creation_time: "N/A"`},
		"no date":          {reportHeader + strings.Replace(reportAnn, "2026-01-02T03:04:05+00:00", "lately", 1), `password_last_used: "lately"`},
		"two of them": {
			reportHeader + strings.NewReplacer("2026-01-02T03:04:05+00:00", "lately", "N/A,false,true", "N/A,perhaps,true").Replace(reportAnn),
			`password_last_used: "lately"`,
		},
	} {
		inv := replayReport(t, tc.content)
		rows, gaps := inventory.IAMCredentials.Rows(inv), inv.Gaps(inventory.IAMCredentials)
		if len(rows) != 0 || len(gaps) != 1 || !strings.Contains(gaps[0].Message, tc.names) {
			t.Errorf("%s: rows %+v, gaps %+v; want it to name %s", name, rows, gaps, tc.names)
		}
	}
}

// The report that is there may be hours old, and no answer to this scan.
func TestAReportThatMayNotBeMadeOrReadIsAGap(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.IAMCredentials},
		iamError("GenerateCredentialReport", `{}`, 403, "AccessDenied"),
		iamAnswer("GetCredentialReport", `{}`, `<ReportFormat>text/csv</ReportFormat><Content>`+
			base64.StdEncoding.EncodeToString([]byte(reportHeader+reportRoot))+`</Content>`))
	gaps := inv.Gaps(inventory.IAMCredentials)
	if len(gaps) != 1 || gaps[0].Reason != inventory.Denied || gaps[0].Operation != "iam:GenerateCredentialReport" {
		t.Errorf("%+v", gaps)
	}
	inv = replay(t, []inventory.Handle{inventory.IAMCredentials},
		iamAnswer("GenerateCredentialReport", `{}`, `<State>COMPLETE</State>`),
		iamError("GetCredentialReport", `{}`, 403, "AccessDenied"))
	gaps = inv.Gaps(inventory.IAMCredentials)
	if len(gaps) != 1 || gaps[0].Reason != inventory.Denied || gaps[0].Operation != "iam:GetCredentialReport" {
		t.Errorf("%+v", gaps)
	}
}

func TestAReportThatIsNeverReadyIsAGap(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		started := time.Now()
		inv := replay(t, []inventory.Handle{inventory.IAMCredentials},
			iamAnswer("GenerateCredentialReport", `{}`, `<State>INPROGRESS</State>`))
		gaps := inv.Gaps(inventory.IAMCredentials)
		if len(gaps) != 1 || gaps[0].Reason != inventory.NotReady || time.Since(started) > 2*reportWait {
			t.Errorf("after %s: %+v", time.Since(started), gaps)
		}
	})
}

func TestNoPasswordPolicyIsAnAnswerAndARefusalIsNot(t *testing.T) {
	needs := []inventory.Handle{inventory.IAMPasswordPolicies}
	inv := replay(t, needs, iamError("GetAccountPasswordPolicy", `{}`, 404, "NoSuchEntity"))
	if rows := inventory.IAMPasswordPolicies.Rows(inv); len(rows) != 1 || rows[0].Set {
		t.Errorf("rows: %+v", rows)
	}
	inv = replay(t, needs, iamError("GetAccountPasswordPolicy", `{}`, 403, "AccessDenied"))
	gaps := inv.Gaps(inventory.IAMPasswordPolicies)
	if len(gaps) != 1 || gaps[0].Reason != inventory.Denied || len(inventory.IAMPasswordPolicies.Rows(inv)) != 0 {
		t.Errorf("gaps: %+v", gaps)
	}
	inv = replay(t, needs, iamAnswer("GetAccountPasswordPolicy", `{}`, `<PasswordPolicy>
		<MinimumPasswordLength>14</MinimumPasswordLength><RequireSymbols>true</RequireSymbols>
		<PasswordReusePrevention>24</PasswordReusePrevention></PasswordPolicy>`))
	rows := inventory.IAMPasswordPolicies.Rows(inv)
	if len(rows) != 1 || !rows[0].Set || rows[0].MinimumPasswordLength != 14 || !rows[0].RequireSymbols ||
		rows[0].RequireNumbers || rows[0].PasswordReusePrevention != 24 || rows[0].MaxPasswordAge != 0 {
		t.Errorf("rows: %+v", rows)
	}
}

func TestAnEmptyAccountSummaryIsAGap(t *testing.T) {
	needs := []inventory.Handle{inventory.IAMAccountSummaries}
	inv := replay(t, needs, iamAnswer("GetAccountSummary", `{}`, ``))
	if gaps := inv.Gaps(inventory.IAMAccountSummaries); len(gaps) != 1 {
		t.Errorf("gaps: %+v", gaps)
	}
	inv = replay(t, needs, iamAnswer("GetAccountSummary", `{}`,
		`<SummaryMap><entry><key>AccountMFAEnabled</key><value>1</value></entry></SummaryMap>`))
	if rows := inventory.IAMAccountSummaries.Rows(inv); len(rows) != 1 || rows[0].SummaryMap["AccountMFAEnabled"] != 1 {
		t.Errorf("rows: %+v", rows)
	}
}

func TestAPartitionWithoutThePolicyHasNoRowAndNoGap(t *testing.T) {
	input := `{"MaxItems":1000,"PolicyArn":"arn:aws:iam::aws:policy/AWSCloudShellFullAccess","PolicyUsageFilter":"PermissionsPolicy"}`
	inv := replay(t, []inventory.Handle{inventory.IAMPolicyEntities}, iamError("ListEntitiesForPolicy", input, 404, "NoSuchEntity"))
	if rows, gaps := inventory.IAMPolicyEntities.Rows(inv), inv.Gaps(inventory.IAMPolicyEntities); len(rows)+len(gaps) != 0 {
		t.Errorf("rows %+v, gaps %+v", rows, gaps)
	}
	inv = replay(t, []inventory.Handle{inventory.IAMPolicyEntities}, iamAnswer("ListEntitiesForPolicy", input,
		`<PolicyRoles><member><RoleName>ops</RoleName></member></PolicyRoles><IsTruncated>false</IsTruncated>`))
	if rows := inventory.IAMPolicyEntities.Rows(inv); len(rows) != 1 || len(rows[0].PolicyRoles) != 1 || rows[0].Region != "" {
		t.Errorf("rows: %+v", rows)
	}
}

func TestIdentityProviders(t *testing.T) {
	const arn = "arn:aws:iam::111122223333:saml-provider/idp"
	inv := replay(t, []inventory.Handle{inventory.IAMSAMLProviderDetails, inventory.IAMOIDCProviders},
		iamAnswer("ListSAMLProviders", `{}`, `<SAMLProviderList><member><Arn>`+arn+`</Arn>
			<ValidUntil>2032-05-09T16:27:11Z</ValidUntil></member></SAMLProviderList>`),
		iamAnswer("GetSAMLProvider", `{"SAMLProviderArn":"`+arn+`"}`, `<AssertionEncryptionMode>Required</AssertionEncryptionMode>`),
		iamAnswer("ListOpenIDConnectProviders", `{}`, `<OpenIDConnectProviderList><member>
			<Arn>arn:aws:iam::111122223333:oidc-provider/oidc.example.com/id/AB</Arn></member></OpenIDConnectProviderList>`))
	saml := inventory.IAMSAMLProviderDetails.Rows(inv)
	if len(saml) != 1 || saml[0].AssertionEncryptionMode != "Required" || saml[0].ID != "idp" {
		t.Errorf("SAML: %+v %+v", saml, inv.Gaps(inventory.IAMSAMLProviderDetails))
	}
	if oidc := inventory.IAMOIDCProviders.Rows(inv); len(oidc) != 1 || oidc[0].URL != "oidc.example.com/id/AB" {
		t.Errorf("OIDC: %+v", oidc)
	}
}

func TestMFADevicesAndCertificates(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.IAMVirtualMFADevices, inventory.IAMServerCertificates},
		iamAnswer("ListVirtualMFADevices", `{"AssignmentStatus":"Assigned","MaxItems":1000}`, `<IsTruncated>false</IsTruncated>
			<VirtualMFADevices><member><SerialNumber>arn:aws:iam::111122223333:mfa/root-account-mfa-device</SerialNumber>
			<User><Arn>arn:aws:iam::111122223333:root</Arn></User></member></VirtualMFADevices>`),
		iamAnswer("ListServerCertificates", `{"MaxItems":1000}`, `<IsTruncated>false</IsTruncated><ServerCertificateMetadataList>
			<member><ServerCertificateName>www</ServerCertificateName><Arn>arn:aws:iam::111122223333:server-certificate/www</Arn>
			<Expiration>2027-05-09T16:27:11Z</Expiration></member>
			<member><ServerCertificateName>odd</ServerCertificateName><Arn>arn:aws:iam::111122223333:server-certificate/odd</Arn></member>
			</ServerCertificateMetadataList>`))
	if rows := inventory.IAMVirtualMFADevices.Rows(inv); len(rows) != 1 || rows[0].UserARN != "arn:aws:iam::111122223333:root" {
		t.Errorf("devices: %+v", rows)
	}
	rows, gaps := inventory.IAMServerCertificates.Rows(inv), inv.Gaps(inventory.IAMServerCertificates)
	if len(rows) != 1 || rows[0].ID != "www" || rows[0].Expiration.Year() != 2027 || len(gaps) != 1 {
		t.Errorf("certificates: %+v, gaps %+v", rows, gaps)
	}
}
