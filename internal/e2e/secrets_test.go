//go:build e2e

package e2e

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks"
	operations "github.com/yourside/yourside/internal/scan"
	"github.com/yourside/yourside/internal/wire"
)

// delicate are the fields of answers whose model or name says that they may
// hold a secret, with an answer that must be redacted. Where nothing needs to
// be, it says why.
var delicate = map[string]struct{ answer, harmless string }{
	"ResponseLaunchTemplateData.UserData":             {answer: `<userData>c4n4ry</userData>`},
	"SpotFleetLaunchSpecification.UserData":           {answer: `<userData>c4n4ry</userData>`},
	"AuthenticateOidcActionConfig.ClientSecret":       {answer: `<ClientSecret>c4n4ry</ClientSecret>`},
	"ByteMatchStatement.SearchString":                 {answer: `{"SearchString":"c4n4ry"}`},
	"Regex.RegexString":                               {answer: `{"RegexString":"c4n4ry"}`},
	"RegexMatchStatement.RegexString":                 {answer: `{"RegexString":"c4n4ry"}`},
	"CustomRequestHandling.InsertHeaders":             {answer: `{"InsertHeaders":[{"Value":"c4n4ry"}]}`},
	"OriginCustomHeader.HeaderValue":                  {answer: `<HeaderValue>c4n4ry</HeaderValue>`},
	"DistributionConfig.Comment":                      {harmless: "says what the distribution is for"},
	"DistributionSummary.Comment":                     {harmless: "says what the distribution is for"},
	"StringSchemaConfig.Comment":                      {harmless: "says what a parameter of tenants is for"},
	"Api.ApiKeySelectionExpression":                   {harmless: "is where requests have the key, not the key"},
	"RestApi.apiKeySource":                            {harmless: "is where requests have the key, not the key"},
	"VirtualMFADevice.Base32StringSeed":               {answer: `<Base32StringSeed>c4n4ry</Base32StringSeed>`},
	"VirtualMFADevice.QRCodePNG":                      {answer: `<QRCodePNG>c4n4ry</QRCodePNG>`},
	"AlternateContact.EmailAddress":                   {answer: `{"AlternateContact":{"EmailAddress":"c4n4ry"}}`},
	"AlternateContact.Name":                           {answer: `{"AlternateContact":{"Name":"c4n4ry"}}`},
	"AlternateContact.PhoneNumber":                    {answer: `{"AlternateContact":{"PhoneNumber":"c4n4ry"}}`},
	"AlternateContact.Title":                          {answer: `{"AlternateContact":{"Title":"c4n4ry"}}`},
	"ContactInformation.AddressLine1":                 {answer: `{"ContactInformation":{"AddressLine1":"c4n4ry"}}`},
	"ContactInformation.AddressLine2":                 {answer: `{"ContactInformation":{"AddressLine2":"c4n4ry"}}`},
	"ContactInformation.AddressLine3":                 {answer: `{"ContactInformation":{"AddressLine3":"c4n4ry"}}`},
	"ContactInformation.City":                         {answer: `{"ContactInformation":{"City":"c4n4ry"}}`},
	"ContactInformation.CompanyName":                  {answer: `{"ContactInformation":{"CompanyName":"c4n4ry"}}`},
	"ContactInformation.CountryCode":                  {answer: `{"ContactInformation":{"CountryCode":"c4n4ry"}}`},
	"ContactInformation.DistrictOrCounty":             {answer: `{"ContactInformation":{"DistrictOrCounty":"c4n4ry"}}`},
	"ContactInformation.FullName":                     {answer: `{"ContactInformation":{"FullName":"c4n4ry"}}`},
	"ContactInformation.PhoneNumber":                  {answer: `{"ContactInformation":{"PhoneNumber":"c4n4ry"}}`},
	"ContactInformation.PostalCode":                   {answer: `{"ContactInformation":{"PostalCode":"c4n4ry"}}`},
	"ContactInformation.StateOrRegion":                {answer: `{"ContactInformation":{"StateOrRegion":"c4n4ry"}}`},
	"ContactInformation.WebsiteUrl":                   {answer: `{"ContactInformation":{"WebsiteUrl":"c4n4ry"}}`},
	"RadiusSettings.SharedSecret":                     {answer: `{"RadiusSettings":{"SharedSecret":"c4n4ry"}}`},
	"DirectoryDescription.ShareNotes":                 {answer: `{"ShareNotes":"c4n4ry"}`},
	"IdentityProviderOAuthSetting.SecretArn":          {harmless: "an ARN"},
	"Account.Email":                                   {answer: `{"Email":"c4n4ry"}`},
	"Account.Name":                                    {harmless: "what the account is called"},
	"Cluster.MasterPasswordSecretArn":                 {harmless: "an ARN"},
	"Cluster.MasterPasswordSecretKmsKeyId":            {harmless: "the name of a key"},
	"ClusterPendingModifiedValues.MasterUserPassword": {answer: `<MasterUserPassword>c4n4ry</MasterUserPassword>`},
	"DBCluster.MasterUserSecret":                      {harmless: "where the password is kept"},
	"PatchSource.Configuration":                       {answer: `{"Sources":[{"Products":["*"],"Configuration":"c4n4ry"}]}`},
	"Organization.MasterAccountEmail":                 {answer: `{"MasterAccountEmail":"c4n4ry"}`},
	"DelegatedAdministrator.Email":                    {answer: `{"Email":"c4n4ry"}`},
	"DelegatedAdministrator.Name":                     {harmless: "what the account is called"},
	"EnvironmentResponse.Variables":                   {answer: `{"Environment":{"Variables":{"PASSWORD":"c4n4ry"}}}`},
	"EnvironmentError.Message":                        {harmless: "why the variables could not be decrypted"},
	"ImageConfigError.Message":                        {harmless: "why the configuration of an image was not applied"},
	"RuntimeVersionError.Message":                     {harmless: "why a runtime could not be had"},
	"ListSecretsResponse.SecretList":                  {harmless: "descriptions of secrets, without what they hold"},
	"SecretListEntry.SecretVersionsToStages":          {harmless: "IDs of versions"},
	"SecretListEntry.ExternalSecretRotationMetadata":  {harmless: "settings of a rotation"},
	"SecretListEntry.ExternalSecretRotationRoleArn":   {harmless: "an ARN"},
	"GetCredentialReportResponse.Content":             {harmless: "the credential report tells of ages, not of credentials"},
	"GetSAMLProviderResponse.PrivateKeyList":          {harmless: "IDs of keys, and since when they are"},
	"InstanceInformation.IPAddress":                   {harmless: "an address"},
	"ServerSideEncryptionByDefault.KMSMasterKeyID":    {harmless: "the name of a key"},
	"PendingModifiedValues.MasterUserPassword":        {answer: `<MasterUserPassword>c4n4ry</MasterUserPassword>`},
	"DBInstance.MasterUserSecret":                     {harmless: "where the password is kept"},
	"MasterUserSecret.SecretArn":                      {harmless: "an ARN"},
	"MasterUserSecret.SecretStatus":                   {harmless: "active or being changed"},
	"DBInstance.TdeCredentialArn":                     {harmless: "an ARN"},
	"DomainMembership.AuthSecretArn":                  {harmless: "an ARN"},
}

// secretive are the words for what a secret is, or is put into.
var secretive = regexp.MustCompile(`(?i)secret|credential|seed|qrcode|private_?key|access_?key|api_?key|user_?data|` +
	`search_?string|regex_?string|insert_?headers|presigned|password$|payload$`)

// folders are those of botocore's models that have other names than ours.
var folders = map[string]string{
	"elasticloadbalancing": "elb", "elasticloadbalancingv2": "elbv2", "configservice": "config", "ssoadmin": "sso-admin",
	"eventbridge": "events", "cloudwatchlogs": "logs", "cognitoidentityprovider": "cognito-idp", "directoryservice": "ds",
}

// The models of the APIs say what an answer may hold: a field that may be a
// secret is redacted, or somebody looked at it.
func TestEveryFieldThatMayBeASecretIsRedacted(t *testing.T) {
	declared, err := operations.Operations(checks.All())
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, op := range declared {
		service, name, _ := strings.Cut(op, ":")
		m := modelOf(t, service)
		operation, ok := m.Operations[name]
		if !ok {
			t.Fatalf("the model of %s has no %s", service, name)
		}
		m.walk(operation.Output.Shape, map[string]bool{}, found)
	}
	want := slices.Sorted(maps.Keys(delicate))
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(found))); diff != "" {
		t.Errorf("fields that may hold a secret, - known here, + in the models:\n%s", diff)
	}
	for field, d := range delicate {
		if d.harmless == "" && bytes.Contains(wire.Redact([]byte(d.answer)), []byte("c4n4ry")) {
			t.Errorf("%s is not redacted in %s", field, d.answer)
		}
	}
}

// A model is what botocore knows of a service.
type model struct {
	Operations map[string]struct{ Output reference }
	Shapes     map[string]struct {
		Type       string
		Sensitive  bool
		Members    map[string]reference
		Member     reference
		Key, Value reference
	}
}

type reference struct {
	Shape     string
	Sensitive bool
}

func modelOf(t *testing.T, service string) model {
	t.Helper()
	if folder, ok := folders[service]; ok {
		service = folder
	}
	all, err := filepath.Glob("../../.venv/lib/python3*/site-packages/botocore/data/" + service + "/*/service-2.json.gz")
	if err != nil || len(all) == 0 {
		t.Fatalf("no model of %s: %v", service, err)
	}
	f, err := os.Open(slices.Max(all)) // the folders are dates
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var m model
	if err := json.NewDecoder(z).Decode(&m); err != nil {
		t.Fatal(err)
	}
	return m
}

// walk adds what a shape holds, in all depths, that may be a secret.
func (m model) walk(name string, seen, found map[string]bool) {
	if name == "" || seen[name] {
		return
	}
	seen[name] = true
	shape := m.Shapes[name]
	for field, r := range shape.Members {
		inner := m.Shapes[r.Shape]
		named := secretive.MatchString(field) && inner.Type != "boolean"
		if r.Sensitive || inner.Sensitive || inner.Type == "blob" || named {
			found[name+"."+field] = true
		}
		m.walk(r.Shape, seen, found)
	}
	for _, r := range []reference{shape.Member, shape.Key, shape.Value} {
		m.walk(r.Shape, seen, found)
	}
}
