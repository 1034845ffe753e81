package cli

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/awstest"
)

// canaries are what no output may hold, in all places where AWS may put them.
const (
	canariesXML = `<userData>c4n4ry-script</userData><ClientSecret>c4n4ry-client</ClientSecret>` +
		`<HttpHeaderConfig><Values><member>c4n4ry-header</member></Values></HttpHeaderConfig>` +
		`<QueryStringConfig><Values><member><Value>c4n4ry-argument</Value></member></Values></QueryStringConfig>` +
		`<Base32StringSeed>c4n4ry-seed</Base32StringSeed><QRCodePNG>c4n4ry-code</QRCodePNG>` +
		`<MasterUserPassword>c4n4ry-database</MasterUserPassword>`
	canariesJSON = `"SearchString":"c4n4ry-search","RegexString":"c4n4ry-pattern","InsertHeaders":[{"Name":"n","Value":"c4n4ry-inserted"}],` +
		`"Environment":{"Variables":{"PASSWORD":"c4n4ry-variable"}},"ContactInformation":{"FullName":"c4n4ry-name"},` +
		`"AlternateContact":{"EmailAddress":"c4n4ry-mail"},"MasterAccountEmail":"c4n4ry-owner",`
	canaryError = "You are not authorized to perform this operation. Encoded authorization failure message: c4n4ry-encoded"
	canaryKey   = "c4n4rykey"
)

// A careless account has a canary in each answer, and in each function and
// launch template too.
type carelessAccount struct{ *awstest.Generated }

var begins = regexp.MustCompile(`^(?:<\?[^>]*\?>\s*)?<[^>?]+>`)

func (a carelessAccount) Answer(c awstest.Call) awstest.Answer {
	answer := a.Generated.Answer(c)
	switch body := answer.Body; {
	case c.Operation == "ec2:DescribeVolumes":
		answer.Status = http.StatusForbidden
		answer.Body = "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>" + canaryError + "</Message></Error></Errors></Response>"
	case c.Operation == "ec2:DescribeLaunchTemplateVersions":
		answer.Body = `<DescribeLaunchTemplateVersionsResponse><launchTemplateVersionSet><item><launchTemplateId>lt-1</launchTemplateId>` +
			`<launchTemplateName>web</launchTemplateName><versionNumber>1</versionNumber><defaultVersion>true</defaultVersion>` +
			`<launchTemplateData>` + canariesXML + `</launchTemplateData></item></launchTemplateVersionSet></DescribeLaunchTemplateVersionsResponse>`
	case strings.HasPrefix(body, "{"):
		body = strings.ReplaceAll(body, `{"FunctionName"`, `{"Environment":{"Variables":{"PASSWORD":"c4n4ry-variable"}},"FunctionName"`)
		answer.Body = "{" + canariesJSON + strings.TrimPrefix(body, "{")
		if strings.TrimSpace(body) == "{}" {
			answer.Body = "{" + strings.TrimSuffix(canariesJSON, ",") + "}"
		}
	default:
		answer.Body = begins.ReplaceAllString(body, "${0}"+strings.ReplaceAll(canariesXML, "$", "$$"))
	}
	return answer
}

// rows are all of a table.
func rows[R inventory.Row](t *inventory.Table[R]) (inventory.Handle, func(check.Env) any) {
	return t, func(e check.Env) any { return check.Rows(e, t, inventory.Resource{}) }
}

// talkative is a check that panics with all that it was given.
func talkative() *check.Check {
	var tables []inventory.Handle
	var all []func(check.Env) any
	add := func(t inventory.Handle, of func(check.Env) any) { tables, all = append(tables, t), append(all, of) }
	add(rows(inventory.LambdaFunctions))
	add(rows(inventory.LaunchTemplates))
	add(rows(inventory.SpotFleets))
	add(rows(inventory.ELBv2Listeners))
	add(rows(inventory.ELBv2ListenerRules))
	add(rows(inventory.IAMVirtualMFADevices))
	add(rows(inventory.AccountContacts))
	add(rows(inventory.Organizations))
	add(rows(inventory.DBInstances))
	return &check.Check{
		ID: "acme.talkative", Title: "t", Domain: check.DataProtection, Severity: check.Low, Resource: inventory.AccountType,
		Logic: "l", Rationale: "r", Remedy: "r",
		Assess: check.Exists(func(e check.Env) check.Verdict {
			var said []any
			for _, of := range all {
				said = append(said, of(e))
			}
			panic(fmt.Sprintf("%+v", said))
		}, tables...),
	}
}

// written is what there is in the files of a directory and below.
func written(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(filepath.Join(dir, name))
		all.Write(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

var canary = regexp.MustCompile(`c4n4ry[\w-]*`)

func TestNoSecretIsInAnyOutputWhateverHappens(t *testing.T) {
	account, err := awstest.Generate(awstest.Size{Functions: 3, Volumes: 3, Databases: 3, LoadBalancers: 3, Buckets: 1})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(&awstest.Cloud{Account: carelessAccount{account}})
	defer server.Close()
	signInAt(t, server.URL)
	t.Setenv("AWS_SECRET_ACCESS_KEY", canaryKey)
	t.Setenv("AWS_SESSION_TOKEN", canaryKey)
	t.Setenv("AWS_REGION", "us-east-1")
	for name, tc := range map[string]struct {
		args []string
		exit int
		says string // that it went as far as is meant
	}{
		"a scan":              {[]string{"scan", "-v", "--skip", "acme.talkative"}, exitIncomplete, "(encoded details redacted)"},
		"a check that panics": {[]string{"scan", "-v", "--check", "acme.talkative"}, exitInternal, "acme.talkative panicked: [[{"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			args := slices.Concat(tc.args, []string{
				"--region", "us-east-1", "--api-share", "1", "--record", filepath.Join(dir, "recording"),
				"-o", "text", "-o", "json=" + filepath.Join(dir, "json"), "-o", "sarif=" + filepath.Join(dir, "sarif"),
			})
			var out, errs bytes.Buffer
			exit := Run(args, &out, &errs, []*check.Check{talkative()})
			files := written(t, dir)
			all := out.String() + errs.String() + files
			if exit != tc.exit || !strings.Contains(all, tc.says) {
				t.Errorf("exit %d: %s", exit, &errs)
			}
			if found := canary.FindAllString(all, -1); len(found) > 0 {
				slices.Sort(found)
				t.Errorf("told: %v", slices.Compact(found))
			}
			if !strings.Contains(files, "redacted 14 bytes") {
				t.Error("the recording does not show where the secrets were")
			}
		})
	}
}
