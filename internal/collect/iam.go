package collect

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/yourside/yourside/checks/inventory"
)

// The three lists of identities are one operation with one filter value each:
// a scan that needs only one of them reads only that one.
var iamCollectors = []Collector{
	perAccount(inventory.IAMUsers, listIAMUsers, "iam:GetAccountAuthorizationDetails"),
	perAccount(inventory.IAMGroups, listIAMGroups, "iam:GetAccountAuthorizationDetails"),
	perAccount(inventory.IAMRoles, listIAMRoles, "iam:GetAccountAuthorizationDetails"),
	perAccount(inventory.IAMPolicies, listIAMPolicies, "iam:GetAccountAuthorizationDetails"),
	perAccount(inventory.IAMAWSPolicies, listIAMAWSPolicies, "iam:GetAccountAuthorizationDetails"),
	perAccount(inventory.IAMPolicyEntities, listCloudShellEntities, "iam:ListEntitiesForPolicy"),
	perAccount(inventory.IAMCredentials, getCredentialReport, "iam:GetCredentialReport", "iam:GenerateCredentialReport"),
	perAccount(inventory.IAMAccountSummaries, getAccountSummary, "iam:GetAccountSummary"),
	perAccount(inventory.IAMPasswordPolicies, getAccountPasswordPolicy, "iam:GetAccountPasswordPolicy"),
	perAccount(inventory.IAMVirtualMFADevices, listVirtualMFADevices, "iam:ListVirtualMFADevices"),
	perAccount(inventory.IAMServerCertificates, listServerCertificates, "iam:ListServerCertificates"),
	perAccount(inventory.IAMSAMLProviders, listSAMLProviders, "iam:ListSAMLProviders"),
	perRow(inventory.IAMSAMLProviders, inventory.IAMSAMLProviderDetails, getSAMLProvider, "iam:GetSAMLProvider"),
	perAccount(inventory.IAMOIDCProviders, listOIDCProviders, "iam:ListOpenIDConnectProviders"),
}

const iamPageSize = 1000

// iamResource returns a resource of IAM, which has no region.
func (s Session) iamResource(cfnType, id, arn string) inventory.Resource {
	r := s.Resource(cfnType, id, arn)
	r.Region, r.Name = "", id
	return r
}

// iamName returns the last part of an ARN of IAM, behind any path.
func iamName(arn string) string {
	return arn[strings.LastIndex(arn, "/")+1:]
}

func authorizationDetails(
	ctx context.Context, s Session, filter types.EntityType, take func(*iam.GetAccountAuthorizationDetailsOutput),
) error {
	pages := iam.NewGetAccountAuthorizationDetailsPaginator(iam.NewFromConfig(s.Config),
		&iam.GetAccountAuthorizationDetailsInput{Filter: []types.EntityType{filter}, MaxItems: aws.Int32(iamPageSize)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		take(page)
	}
	return nil
}

func listIAMUsers(ctx context.Context, s Session, emit func(inventory.IAMUser)) error {
	return authorizationDetails(ctx, s, types.EntityTypeUser, func(page *iam.GetAccountAuthorizationDetailsOutput) {
		for _, u := range page.UserDetailList {
			emit(inventory.IAMUser{
				Resource:            s.iamResource("AWS::IAM::User", aws.ToString(u.UserName), aws.ToString(u.Arn)),
				AttachedPolicies:    policyARNs(u.AttachedManagedPolicies),
				InlinePolicies:      inlinePolicies(u.UserPolicyList),
				Groups:              u.GroupList,
				PermissionsBoundary: boundaryARN(u.PermissionsBoundary),
			})
		}
	})
}

func listIAMGroups(ctx context.Context, s Session, emit func(inventory.IAMGroup)) error {
	return authorizationDetails(ctx, s, types.EntityTypeGroup, func(page *iam.GetAccountAuthorizationDetailsOutput) {
		for _, g := range page.GroupDetailList {
			emit(inventory.IAMGroup{
				Resource:         s.iamResource("AWS::IAM::Group", aws.ToString(g.GroupName), aws.ToString(g.Arn)),
				AttachedPolicies: policyARNs(g.AttachedManagedPolicies),
				InlinePolicies:   inlinePolicies(g.GroupPolicyList),
			})
		}
	})
}

func listIAMRoles(ctx context.Context, s Session, emit func(inventory.IAMRole)) error {
	return authorizationDetails(ctx, s, types.EntityTypeRole, func(page *iam.GetAccountAuthorizationDetailsOutput) {
		for _, r := range page.RoleDetailList {
			row := inventory.IAMRole{
				Resource:                 s.iamResource("AWS::IAM::Role", aws.ToString(r.RoleName), aws.ToString(r.Arn)),
				AttachedPolicies:         policyARNs(r.AttachedManagedPolicies),
				InlinePolicies:           inlinePolicies(r.RolePolicyList),
				AssumeRolePolicyDocument: document(r.AssumeRolePolicyDocument),
				PermissionsBoundary:      boundaryARN(r.PermissionsBoundary),
			}
			for _, p := range r.InstanceProfileList {
				row.InstanceProfiles = append(row.InstanceProfiles, aws.ToString(p.Arn))
			}
			emit(row)
		}
	})
}

func listIAMPolicies(ctx context.Context, s Session, emit func(inventory.IAMPolicy)) error {
	return managedPolicies(ctx, s, types.EntityTypeLocalManagedPolicy, emit)
}

// listIAMAWSPolicies keeps those that say anything about the account.
func listIAMAWSPolicies(ctx context.Context, s Session, emit func(inventory.IAMPolicy)) error {
	return managedPolicies(ctx, s, types.EntityTypeAWSManagedPolicy, func(p inventory.IAMPolicy) {
		if p.AttachmentCount+p.PermissionsBoundaryUsageCount > 0 {
			emit(p)
		}
	})
}

func managedPolicies(ctx context.Context, s Session, filter types.EntityType, emit func(inventory.IAMPolicy)) error {
	var failed []error
	err := authorizationDetails(ctx, s, filter, func(page *iam.GetAccountAuthorizationDetailsOutput) {
		for _, p := range page.Policies {
			row := inventory.IAMPolicy{
				Resource:                      s.iamResource("AWS::IAM::ManagedPolicy", aws.ToString(p.PolicyName), aws.ToString(p.Arn)),
				AttachmentCount:               int(aws.ToInt32(p.AttachmentCount)),
				PermissionsBoundaryUsageCount: int(aws.ToInt32(p.PermissionsBoundaryUsageCount)),
			}
			for _, v := range p.PolicyVersionList {
				if v.IsDefaultVersion {
					row.Document = document(v.Document)
				}
			}
			if row.Document == "" || p.AttachmentCount == nil {
				failed = append(failed, &absentError{"default version or AttachmentCount", row.ARN})
				continue
			}
			emit(row)
		}
	})
	return errors.Join(append(failed, err)...)
}

func inlinePolicies(details []types.PolicyDetail) []inventory.IAMInlinePolicy {
	var all []inventory.IAMInlinePolicy
	for _, p := range details {
		all = append(all, inventory.IAMInlinePolicy{Name: aws.ToString(p.PolicyName), Document: document(p.PolicyDocument)})
	}
	return all
}

// document decodes a policy, which IAM encodes as a part of a URL. One that
// cannot be decoded stays as it is, for who parses it to say so.
func document(encoded *string) string {
	plain, err := url.PathUnescape(aws.ToString(encoded))
	if err != nil {
		return aws.ToString(encoded)
	}
	return plain
}

func boundaryARN(b *types.AttachedPermissionsBoundary) string {
	if b == nil {
		return ""
	}
	return aws.ToString(b.PermissionsBoundaryArn)
}

func policyARNs(attached []types.AttachedPolicy) []string {
	var arns []string
	for _, p := range attached {
		arns = append(arns, aws.ToString(p.PolicyArn))
	}
	return arns
}

func listCloudShellEntities(ctx context.Context, s Session, emit func(inventory.IAMPolicyEntity)) error {
	arn := "arn:" + s.Account.Partition + ":iam::aws:policy/AWSCloudShellFullAccess"
	row := inventory.IAMPolicyEntity{Resource: s.iamResource("AWS::IAM::ManagedPolicy", iamName(arn), arn)}
	pages := iam.NewListEntitiesForPolicyPaginator(iam.NewFromConfig(s.Config), &iam.ListEntitiesForPolicyInput{
		PolicyArn: &arn, PolicyUsageFilter: types.PolicyUsageTypePermissionsPolicy, MaxItems: aws.Int32(iamPageSize),
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil && answered(err, "NoSuchEntity") {
			return nil // the partition has no such policy
		}
		if err != nil {
			return err
		}
		for _, u := range page.PolicyUsers {
			row.PolicyUsers = append(row.PolicyUsers, aws.ToString(u.UserName))
		}
		for _, g := range page.PolicyGroups {
			row.PolicyGroups = append(row.PolicyGroups, aws.ToString(g.GroupName))
		}
		for _, r := range page.PolicyRoles {
			row.PolicyRoles = append(row.PolicyRoles, aws.ToString(r.RoleName))
		}
	}
	emit(row)
	return nil
}

const (
	reportWait = 60 * time.Second
	reportStep = time.Second
)

func getCredentialReport(ctx context.Context, s Session, emit func(inventory.IAMCredential)) error {
	client := iam.NewFromConfig(s.Config)
	if err := generateCredentialReport(ctx, client); err != nil {
		return err
	}
	out, err := client.GetCredentialReport(ctx, &iam.GetCredentialReportInput{})
	if err != nil {
		return err
	}
	return readCredentialReport(s, out.Content, emit)
}

// generateCredentialReport returns when there is a report. AWS makes one at
// most every four hours and answers COMPLETE at once until then.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
func generateCredentialReport(ctx context.Context, client *iam.Client) error {
	for waited := time.Duration(0); waited <= reportWait; waited += reportStep {
		out, err := client.GenerateCredentialReport(ctx, &iam.GenerateCredentialReportInput{})
		if err != nil {
			return err
		}
		if out.State == types.ReportStateTypeComplete {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(reportStep):
		}
	}
	return fmt.Errorf("the credential report took more than %s: %w", reportWait, errNotReady)
}

// readCredentialReport emits the rows that it understands and returns an error
// about the others. Columns are found by their names: AWS adds to them.
func readCredentialReport(s Session, report []byte, emit func(inventory.IAMCredential)) error {
	records, err := csv.NewReader(bytes.NewReader(report)).ReadAll()
	if err != nil {
		return fmt.Errorf("the credential report: %w", err)
	}
	if len(records) < 2 {
		return errors.New("the credential report has no rows; it always has one about root")
	}
	var failed []error
	for _, record := range records[1:] {
		r := reportRow{header: records[0], record: record}
		row := r.credential(s)
		if r.err != nil {
			failed = append(failed, fmt.Errorf("the credential report about %s: %w", row.ARN, r.err))
			continue
		}
		emit(row)
	}
	return errors.Join(failed...)
}

// A reportRow reads the fields of one row and keeps the first error.
type reportRow struct {
	header, record []string
	err            error
}

func (r *reportRow) credential(s Session) inventory.IAMCredential {
	user := r.text("user")
	row := inventory.IAMCredential{
		Resource:            s.iamResource("AWS::IAM::User", user, r.text("arn")),
		Root:                user == "<root_account>",
		PasswordLastUsed:    r.moment("password_last_used"),
		PasswordLastChanged: r.moment("password_last_changed"),
		MFAActive:           r.flag("mfa_active"),
	}
	created := r.moment("user_creation_time")
	if created.Said != "" {
		r.fail("user_creation_time", created.Said)
	}
	row.Created = created.At
	if row.Root {
		row.Resource = s.Account.Resource()
	}
	if !row.Root || r.text("password_enabled") != "not_supported" {
		row.PasswordEnabled = r.flag("password_enabled")
	}
	for n := 1; n <= 2; n++ {
		if key := r.accessKey(n); key.Active || key.LastRotated.Said == "" {
			row.AccessKeys = append(row.AccessKeys, key)
		}
	}
	return row
}

func (r *reportRow) accessKey(n int) inventory.AccessKey {
	prefix := fmt.Sprintf("access_key_%d_", n)
	return inventory.AccessKey{
		Number:      n,
		Active:      r.flag(prefix + "active"),
		LastRotated: r.moment(prefix + "last_rotated"),
		LastUsed:    r.moment(prefix + "last_used_date"),
	}
}

func (r *reportRow) text(column string) string {
	i := slices.Index(r.header, column)
	if i < 0 {
		r.fail(column, "no such column")
		return ""
	}
	return r.record[i]
}

func (r *reportRow) flag(column string) bool {
	text := r.text(column)
	switch strings.ToLower(text) {
	case "true":
		return true
	case "false":
	default:
		r.fail(column, text)
	}
	return false
}

func (r *reportRow) moment(column string) inventory.Moment {
	text := r.text(column)
	switch text {
	case "N/A", "no_information", "not_supported":
		return inventory.Moment{Said: text}
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		r.fail(column, text)
		return inventory.Moment{Said: text}
	}
	return inventory.Moment{At: at.UTC()}
}

func (r *reportRow) fail(column, text string) {
	if r.err == nil {
		r.err = fmt.Errorf("%s: %q", column, text)
	}
}

func getAccountSummary(ctx context.Context, s Session, emit func(inventory.IAMAccountSummary)) error {
	out, err := iam.NewFromConfig(s.Config).GetAccountSummary(ctx, &iam.GetAccountSummaryInput{})
	if err != nil {
		return err
	}
	if len(out.SummaryMap) == 0 {
		return errors.New("the account summary is empty")
	}
	row := inventory.IAMAccountSummary{Resource: s.Account.Resource(), SummaryMap: map[string]int{}}
	for name, n := range out.SummaryMap {
		row.SummaryMap[name] = int(n)
	}
	emit(row)
	return nil
}

func getAccountPasswordPolicy(ctx context.Context, s Session, emit func(inventory.IAMPasswordPolicy)) error {
	row := inventory.IAMPasswordPolicy{Resource: s.Account.Resource()}
	out, err := iam.NewFromConfig(s.Config).GetAccountPasswordPolicy(ctx, &iam.GetAccountPasswordPolicyInput{})
	if err != nil && answered(err, "NoSuchEntity") {
		emit(row)
		return nil
	}
	if err != nil {
		return err
	}
	p := out.PasswordPolicy
	if p == nil || p.MinimumPasswordLength == nil {
		return errors.New("the password policy has no minimum length")
	}
	row.Set = true
	row.MinimumPasswordLength = int(*p.MinimumPasswordLength)
	row.RequireUppercaseCharacters, row.RequireLowercaseCharacters = p.RequireUppercaseCharacters, p.RequireLowercaseCharacters
	row.RequireNumbers, row.RequireSymbols = p.RequireNumbers, p.RequireSymbols
	row.ExpirePasswords, row.MaxPasswordAge = p.ExpirePasswords, int(aws.ToInt32(p.MaxPasswordAge))
	row.PasswordReusePrevention = int(aws.ToInt32(p.PasswordReusePrevention))
	emit(row)
	return nil
}

func listVirtualMFADevices(ctx context.Context, s Session, emit func(inventory.IAMVirtualMFADevice)) error {
	pages := iam.NewListVirtualMFADevicesPaginator(iam.NewFromConfig(s.Config), &iam.ListVirtualMFADevicesInput{
		AssignmentStatus: types.AssignmentStatusTypeAssigned, MaxItems: aws.Int32(iamPageSize),
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, d := range page.VirtualMFADevices {
			arn := aws.ToString(d.SerialNumber)
			row := inventory.IAMVirtualMFADevice{Resource: s.iamResource("AWS::IAM::VirtualMFADevice", iamName(arn), arn)}
			if d.User != nil {
				row.UserARN = aws.ToString(d.User.Arn)
			}
			emit(row)
		}
	}
	return nil
}

func listServerCertificates(ctx context.Context, s Session, emit func(inventory.IAMServerCertificate)) error {
	pages := iam.NewListServerCertificatesPaginator(iam.NewFromConfig(s.Config),
		&iam.ListServerCertificatesInput{MaxItems: aws.Int32(iamPageSize)})
	var failed []error
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return errors.Join(append(failed, err)...)
		}
		for _, c := range page.ServerCertificateMetadataList {
			arn := aws.ToString(c.Arn)
			if c.Expiration == nil {
				failed = append(failed, fmt.Errorf("%s has no expiration", arn))
				continue
			}
			emit(inventory.IAMServerCertificate{
				Resource:   s.iamResource("AWS::IAM::ServerCertificate", aws.ToString(c.ServerCertificateName), arn),
				Expiration: *c.Expiration,
			})
		}
	}
	return errors.Join(failed...)
}

func listSAMLProviders(ctx context.Context, s Session, emit func(inventory.IAMSAMLProvider)) error {
	out, err := iam.NewFromConfig(s.Config).ListSAMLProviders(ctx, &iam.ListSAMLProvidersInput{})
	if err != nil {
		return err
	}
	for _, p := range out.SAMLProviderList {
		arn := aws.ToString(p.Arn)
		emit(inventory.IAMSAMLProvider{
			Resource: s.iamResource("AWS::IAM::SAMLProvider", iamName(arn), arn), ValidUntil: aws.ToTime(p.ValidUntil),
		})
	}
	return nil
}

func getSAMLProvider(ctx context.Context, s Session, p inventory.IAMSAMLProvider, emit func(inventory.IAMSAMLProviderDetail)) error {
	out, err := iam.NewFromConfig(s.Config).GetSAMLProvider(ctx, &iam.GetSAMLProviderInput{SAMLProviderArn: &p.ARN})
	if err != nil {
		return err
	}
	emit(inventory.IAMSAMLProviderDetail{Resource: p.Resource, AssertionEncryptionMode: string(out.AssertionEncryptionMode)})
	return nil
}

func listOIDCProviders(ctx context.Context, s Session, emit func(inventory.IAMOIDCProvider)) error {
	out, err := iam.NewFromConfig(s.Config).ListOpenIDConnectProviders(ctx, &iam.ListOpenIDConnectProvidersInput{})
	if err != nil {
		return err
	}
	for _, p := range out.OpenIDConnectProviderList {
		arn := aws.ToString(p.Arn)
		_, url, found := strings.Cut(arn, ":oidc-provider/")
		if !found {
			return fmt.Errorf("%q is no ARN of an OIDC provider", arn)
		}
		emit(inventory.IAMOIDCProvider{Resource: s.iamResource("AWS::IAM::OIDCProvider", url, arn), URL: url})
	}
	return nil
}
