//go:build e2e

// Package e2e runs the binary, as its user would, against a mock AWS that
// others wrote: moto, pinned in testdata/requirements.txt. What moto gets wrong
// is not judged here; the wire tests of collect hold what AWS documents.
package e2e

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/internal/collect"
	operations "github.com/yourside/yourside/internal/scan"
	"github.com/yourside/yourside/report"
)

// A document is a JSON report with its findings.
type document struct {
	report.Report
	Findings []report.Finding `json:"findings"`
}

// full scans the whole account and returns its report and recording.
func full(t *testing.T) (r document, file, recording string) {
	t.Helper()
	dir := t.TempDir()
	file, recording = filepath.Join(dir, "report.json"), filepath.Join(dir, "recording")
	if o := scan(t, "--record", recording, "-o", "json="+file); o.exit != 3 {
		t.Fatalf("exit %d: moto does not answer everything, so the scan must say that it is incomplete\n%s", o.exit, o.errs)
	}
	if err := json.Unmarshal(read(t, file), &r); err != nil {
		t.Fatal(err)
	}
	return r, file, recording
}

func TestFindingsAreWhatTheAccountIs(t *testing.T) {
	r, _, _ := full(t)
	const account = "arn:aws:iam::123456789012:root"
	for _, want := range []struct {
		check, on, region string
		status            check.Status
	}{
		{"ec2.volume-encrypted", "sealed volume", "us-east-1", check.StatusPass},
		{"ec2.volume-encrypted", "plain volume", "us-east-1", check.StatusFail},
		{"ec2.snapshot-encrypted", "kept snapshot", "us-east-1", check.StatusPass},
		{"ec2.snapshot-encrypted", "given snapshot", "us-east-1", check.StatusFail},
		{"ec2.snapshot-not-public", "kept snapshot", "us-east-1", check.StatusPass},
		{"ec2.ebs-default-encryption", account, "us-east-1", check.StatusPass},
		{"ec2.ebs-default-encryption", account, "eu-west-1", check.StatusFail},
		{"ec2.instance-imdsv2", "strict instance", "us-east-1", check.StatusPass},
		{"ec2.instance-imdsv2", "lax instance", "us-east-1", check.StatusFail},
		{"ec2.instance-sensitive-port-exposed", "lax instance", "us-east-1", check.StatusPass},

		{"s3.bucket-sse-enabled", "guarded bucket", "", check.StatusPass},
		{"s3.bucket-kms-encryption", "guarded bucket", "", check.StatusPass},
		{"s3.bucket-kms-encryption", "bare bucket", "", check.StatusFail},
		{"s3.bucket-versioning", "guarded bucket", "", check.StatusPass},
		{"s3.bucket-versioning", "bare bucket", "", check.StatusFail},
		{"s3.bucket-public-access-block", "guarded bucket", "", check.StatusPass},
		{"s3.bucket-public-access-block", "bare bucket", "", check.StatusFail},

		{"elb.listeners-tls", "plain classic", "us-east-1", check.StatusFail},
		{"elb.listeners-tls", "tls classic", "us-east-1", check.StatusPass},
		{"elbv2.alb-http-redirect", "forwarding balancer", "us-east-1", check.StatusFail},
		{"elbv2.alb-http-redirect", "redirecting balancer", "us-east-1", check.StatusPass},
		{"elbv2.listener-secure-protocol", "forwarding listener", "us-east-1", check.StatusFail},
		{"elbv2.listener-secure-protocol", "redirecting listener", "us-east-1", check.StatusPass},

		{"iam.user-console-mfa", "careful", "", check.StatusPass},
		{"iam.user-console-mfa", "careless", "", check.StatusFail},
		{"iam.user-no-direct-policies", "careful", "", check.StatusPass},
		{"iam.user-no-direct-policies", "careless", "", check.StatusFail},
		{"iam.administrator-access-limited", "careless", "", check.StatusFail},
		{"iam.admin-mfa", "careless", "", check.StatusFail},
		{"iam.policy-no-admin-attached", "policy/AdministratorAccess", "", check.StatusFail},
		{"iam.password-min-length", account, "", check.StatusFail},
		{"iam.root-no-access-keys", account, "", check.StatusPass},

		{"cloudtrail.multi-region-trail", account, "", check.StatusPass},
		{"cloudtrail.log-file-validation", "whole trail", "us-east-1", check.StatusPass},
		{"cloudtrail.log-file-validation", "part trail", "us-east-1", check.StatusFail},
		{"config.recorder-enabled", account, "us-east-1", check.StatusPass},
		{"config.recorder-enabled", account, "eu-west-1", check.StatusFail},

		{"kms.key-rotation-enabled", "turning key", "us-east-1", check.StatusPass},
		{"kms.key-rotation-enabled", "still key", "us-east-1", check.StatusFail},
		{"s3.bucket-not-public", "site", "", check.StatusFail},
		{"s3.bucket-not-public", "guarded bucket", "", check.StatusPass},
		{"s3.bucket-tls-only", "site", "", check.StatusFail},
		{"sqs.queue-not-public", "open queue", "us-east-1", check.StatusFail},
		{"sqs.queue-not-public", "own queue", "us-east-1", check.StatusPass},
		{"sns.topic-not-public", "open topic", "us-east-1", check.StatusFail},
		{"ecr.policy-not-public", "open images", "us-east-1", check.StatusFail},
		{"lambda.policy-not-public", "open function", "us-east-1", check.StatusFail},
		{"kms.key-not-public", "turning key", "us-east-1", check.StatusPass},
		{"cloudwatch.alarm-topic-subscribed", "watched alarm", "us-east-1", check.StatusPass},
		{"cloudwatch.alarm-actions-configured", "watched alarm", "us-east-1", check.StatusPass},
		{"cloudwatch.alarm-actions-configured", "silent alarm", "us-east-1", check.StatusFail},
		{"logs.group-retention", "long logs", "us-east-1", check.StatusPass},
		{"logs.group-retention", "short logs", "us-east-1", check.StatusFail},
		{"guardduty.enabled", account, "us-east-1", check.StatusPass},
		{"guardduty.enabled", account, "eu-west-1", check.StatusFail},
		{"vpc.sg-no-open-admin-ports", "open group", "us-east-1", check.StatusFail},
		{"vpc.sg-no-open-admin-ports", "office group", "us-east-1", check.StatusPass},
	} {
		id := want.on
		if named, ok := names[want.on]; ok {
			id = named
		}
		var got []check.Status
		for _, f := range r.Findings {
			if f.Check == want.check && strings.HasSuffix(f.Resource.ID, id) && f.Resource.Region == want.region {
				got = append(got, f.Status)
			}
		}
		if !slices.Equal(got, []check.Status{want.status}) {
			t.Errorf("%s of the %s (%s) in %q: %v, want one %s", want.check, want.on, id, want.region, got, want.status)
		}
	}
}

// What is asked of AWS, what the checks declare and what the policy permits
// are the same: nothing is missing in the policy, and nothing in it is idle. The
// account is in no organization, of whose policies a scan of the demo account
// asks.
func TestAScanCallsWhatThePermissionsNameAndNothingElse(t *testing.T) {
	_, _, recording := full(t)
	var called []string
	for _, x := range open(t, recording).Exchanges {
		called = append(called, x.Operation)
	}
	called = append(called, "organizations:DescribePolicy", "organizations:ListParents", "organizations:ListPoliciesForTarget")
	called = append(called, ofManager...)
	called = append(called, ofNothing...)
	called = append(called, ofEdge...)
	slices.Sort(called)
	called = slices.Compact(called)
	declared, err := operations.Operations(checks.All())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(declared, called); diff != "" {
		t.Errorf("operations, - declared, + called:\n%s", diff)
	}
	var policy collect.PolicyDocument
	if err := json.Unmarshal([]byte(yourside(t, nil, "permissions").out), &policy); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(collect.Policy(called), policy); diff != "" {
		t.Errorf("the policy, - of what was called, + as printed:\n%s", diff)
	}
}

// ofEdge are the operations about distributions, APIs and web ACLs, of which the
// account has none.
var ofEdge = []string{
	"apigateway:GetStages", "apigatewayv2:GetStages", "cloudfront:GetDistributionConfig", "s3:HeadBucket", "wafv2:GetRuleGroup", "wafv2:GetWebACL",
}

// ofManager are the operations that only the account that manages an organization
// is asked by.
var ofManager = []string{
	"iam:ListOrganizationsFeatures", "organizations:ListAccountsForParent", "organizations:ListDelegatedAdministrators",
	"organizations:ListOrganizationalUnitsForParent", "organizations:ListPolicies", "organizations:ListRoots",
	"organizations:ListTargetsForPolicy",
}

// ofNothing are the operations about what the mock's account does not have: a
// database would keep it from saying what it holds (see state).
var ofNothing = []string{
	"ecr:DescribeImageScanFindings", "eks:DescribeCluster", "opensearch:DescribeDomains", "rds:DescribeDBEngineVersions",
	"elasticbeanstalk:CheckDNSAvailability", "route53:ListResourceRecordSets", "sagemaker:DescribeDomain", "shield:DescribeDRTAccess",
	"shield:DescribeEmergencyContactSettings", "shield:ListProtections",
}

func TestAReplayIsTheSameReportAndNeedsNoCredentials(t *testing.T) {
	_, file, recording := full(t)
	again := filepath.Join(t.TempDir(), "report.json")
	o := yourside(t, nil, "scan", "--replay", recording, "-o", "json="+again)
	if o.exit != 3 {
		t.Fatalf("exit %d: %s", o.exit, o.errs)
	}
	if diff := cmp.Diff(string(read(t, file)), string(read(t, again))); diff != "" {
		t.Errorf("- live, + replayed:\n%s", diff)
	}
}

func TestARecordingHoldsNoSecrets(t *testing.T) {
	_, file, recording := full(t)
	files, err := filepath.Glob(filepath.Join(recording, "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%v: %v", files, err)
	}
	var all strings.Builder
	for _, name := range append(files, file) {
		all.Write(read(t, name))
	}
	for what, text := range map[string]string{
		"the access key's ID":   keyID,
		"the secret access key": secret,
		"the session token":     session,
		"a signature":           "AWS4-HMAC-SHA256 Credential=", // a policy of AWS has a condition on the first word
		"a signed address":      "X-Amz-Signature",
		"a security token":      "X-Amz-Security-Token",
		"a start-up script":     "cGFzc3dvcmQ9aHVudGVyMg==", // of the launch template
	} {
		if strings.Contains(all.String(), text) {
			t.Errorf("the recording or the report holds %s", what)
		}
	}
	if !strings.Contains(all.String(), "redacted 24 bytes") {
		t.Error("the recording does not show where the start-up script was")
	}
}

// The mock makes what every account has when it is first asked, so the state
// is compared around a second scan.
func TestAScanChangesNothing(t *testing.T) {
	full(t)
	before := state(t)
	full(t)
	if diff := cmp.Diff(before, state(t)); diff != "" {
		t.Errorf("the account, - before the scan, + after it:\n%s", diff)
	}
	declared, err := operations.Operations(checks.All())
	if err != nil {
		t.Fatal(err)
	}
	may := map[string]bool{http.MethodGet: true, http.MethodHead: true}
	for _, path := range []string{"Standards/get", "Status/batch/get", "Findings/list"} { // which read, by POST
		may[path] = true
	}
	for _, op := range declared {
		may[op[strings.Index(op, ":")+1:]] = true
	}
	for op := range front.operations() {
		if !may[op] {
			t.Errorf("the scan called %s", op)
		}
	}
}

// state is all that the mock holds, but for rules of security groups: it makes
// new objects of them for every answer.
func state(t *testing.T) map[string]map[string]any {
	t.Helper()
	answer, err := get(t.Context(), mock+"/moto-api/data.json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]map[string]any
	if err := json.Unmarshal(answer, &all); err != nil {
		t.Fatal(err)
	}
	for _, service := range []string{"ec2", "iam", "s3", "elb", "elbv2", "cloudtrail", "config", "kms"} {
		if len(all[service]) == 0 {
			t.Fatalf("the mock's account of itself lacks %s", service)
		}
	}
	delete(all["ec2"], "SecurityGroupRule")
	return all
}

func TestTheExitCodeSaysWhatWasFound(t *testing.T) {
	const versioning, volumes = "s3.bucket-versioning", "ec2.volume-encrypted"
	for name, tc := range map[string]struct {
		env  []string
		args []string
		deny string
		want int
		says string
	}{
		"findings, not gated":     {args: []string{"--check", versioning}, want: 0},
		"findings, gated":         {args: []string{"--check", versioning, "--fail-on", "medium"}, want: 1},
		"findings below the gate": {args: []string{"--check", versioning, "--fail-on", "high"}, want: 0},
		"findings, in CI":         {env: []string{"CI=true"}, args: []string{"--check", volumes}, want: 1},
		"no findings, gated":      {args: []string{"--check", "iam.root-no-access-keys", "--fail-on", "low"}, want: 0},
		"denied":                  {args: []string{"--check", volumes}, deny: "DescribeVolumes", want: 3},
		"denied, and findings":    {args: []string{"--check", volumes + "," + versioning, "--fail-on", "medium"}, deny: "DescribeVolumes", want: 1},
		"an unknown check":        {args: []string{"--check", "s3.bucket-versionin"}, want: 2, says: `did you mean "s3.bucket-versioning"?`},
		"no credentials":          {env: []string{"AWS_ACCESS_KEY_ID=", "AWS_SECRET_ACCESS_KEY=", "AWS_SESSION_TOKEN="}, want: 3, says: "no AWS credentials were found"},
		"no such endpoint":        {env: []string{"AWS_ENDPOINT_URL=http://127.0.0.1:1"}, want: 3, says: "AWS could not be reached"},
	} {
		t.Run(name, func(t *testing.T) {
			if tc.deny != "" {
				front.deny(t, tc.deny)
			}
			args := slices.Concat([]string{"scan"}, regions, tc.args)
			o := yourside(t, append(signedIn(), tc.env...), args...)
			if o.exit != tc.want {
				t.Errorf("exit %d, want %d\n%s", o.exit, tc.want, o.errs)
			}
			if !strings.Contains(o.errs, tc.says) {
				t.Errorf("stderr does not say %q:\n%s", tc.says, o.errs)
			}
		})
	}
}

func TestWhatIsDeniedIsUnknownAndTheRestIsJudged(t *testing.T) {
	front.deny(t, "DescribeVolumes")
	o := scan(t, "--check", "ec2.volume-encrypted,s3.bucket-versioning", "-o", "json")
	var r document
	if err := json.Unmarshal([]byte(o.out), &r); err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Findings {
		if (f.Check == "ec2.volume-encrypted") != (f.Status == check.StatusUnknown) {
			t.Errorf("%s of %s is %s", f.Check, f.Resource.ID, f.Status)
		}
	}
	if len(r.Unassessed) != 2 {
		t.Fatalf("unassessed: %+v", r.Unassessed)
	}
	for _, u := range r.Unassessed {
		if u.Operation != "ec2:DescribeVolumes" || u.Reason != "denied" {
			t.Errorf("unassessed: %+v", u)
		}
	}
}

func TestARoleIsTakenFirst(t *testing.T) {
	o := scan(t, "--role-arn", "arn:aws:iam::123456789012:role/service", "--external-id", "x", "--check", "s3.bucket-versioning", "-o", "json")
	if !strings.Contains(o.out, `"caller": "arn:aws:sts::123456789012:assumed-role/service/yourside"`) {
		t.Errorf("exit %d: %s\n%s", o.exit, o.errs, o.out)
	}
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return content
}
