package demo_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/yourside/yourside/checks"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/cli"
	"github.com/yourside/yourside/report"
)

// A document is a JSON report with its findings.
type document struct {
	report.Report
	Findings []report.Finding `json:"findings"`
}

// scanned returns the report of the demo, as its user gets it.
func scanned(t *testing.T) document {
	t.Helper()
	var out, errs bytes.Buffer
	if exit := cli.Run([]string{"demo", "-o", "json"}, &out, &errs, nil); exit != 0 {
		t.Fatalf("exit %d: %s", exit, &errs)
	}
	var r document
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// What AWS itself brings, such as its prefix lists and an empty default VPC in
// each region, is not counted.
func TestTheAccountIsOfRealisticSize(t *testing.T) {
	resources, regions := map[string]bool{}, map[string]bool{}
	r := scanned(t)
	for _, f := range r.Findings {
		ofAWS := strings.Contains(f.Resource.ID, ":aws:prefix-list/")
		if f.Resource.Type == inventory.AccountType || ofAWS {
			continue
		}
		resources[f.Resource.ID] = true
		if f.Resource.Type == "AWS::EC2::Instance" {
			regions[f.Resource.Region] = true
		}
	}
	if n := len(resources); n < 180 || n > 400 {
		t.Errorf("%d resources", n)
	}
	if len(regions) < 4 {
		t.Errorf("instances in %v only", regions)
	}
	if len(r.Scan.Regions) != 17 {
		t.Errorf("%d regions, not those that every account has", len(r.Scan.Regions))
	}
}

// oneVerdict are checks of something that an account has only one of.
var oneVerdict = []string{
	"account.contact-details-current",
	"account.security-contact-registered",
	"cloudtrail.management-events-read-write",
	"cloudtrail.multi-region-trail",
	"cloudtrail.organization-trail",
	"cloudwatch.alarm-cloudtrail-changes",
	"cloudwatch.alarm-config-changes",
	"cloudwatch.alarm-console-auth-failures",
	"cloudwatch.alarm-console-no-mfa",
	"cloudwatch.alarm-iam-policy-changes",
	"cloudwatch.alarm-kms-key-disable",
	"cloudwatch.alarm-nacl-changes",
	"cloudwatch.alarm-network-gateway-changes",
	"cloudwatch.alarm-organizations-changes",
	"cloudwatch.alarm-root-usage",
	"cloudwatch.alarm-route-table-changes",
	"cloudwatch.alarm-s3-policy-changes",
	"cloudwatch.alarm-security-group-changes",
	"cloudwatch.alarm-unauthorized-api-calls",
	"cloudwatch.alarm-vpc-changes",
	"config.org-aggregator",
	"iam.cloudshell-full-access-restricted", // one policy of AWS
	"iam.federation-in-use",
	"iam.member-root-credentials-absent",
	"iam.password-complexity",
	"iam.password-expiry",
	"iam.password-min-length",
	"iam.password-reuse-prevention",
	"iam.root-hardware-mfa",
	"iam.root-mfa-enabled",
	"iam.root-no-access-keys",
	"iam.root-not-used",
	"iam.support-role-exists",
	"organizations.accounts-organised-in-ous",
	"organizations.delegated-admins-trusted",
	"organizations.management-account-no-workloads",
	"organizations.rcp-guardrails-attached",
	"organizations.root-credentials-centralised",
	"organizations.root-sessions-enabled",
	"organizations.scp-guardrails-attached",
	"s3.account-public-access-block",
	"shield.advanced-subscribed",
	"shield.emergency-contacts",
	"shield.srt-access",
	"ssoadmin.organization-instance-in-use",
}

// ofManager are checks of what only the account that manages the organization has.
var ofManager = []string{
	"ssoadmin.permission-set-no-inline-admin",
	"ssoadmin.permission-set-session-duration",
}

// oneSided are other checks that an account cannot both pass and fail, and why.
var oneSided = map[string]string{
	"cloudtrail.s3-data-events-read":  "all trails fail, or one passes and the others need not",
	"cloudtrail.s3-data-events-write": "all trails fail, or one passes and the others need not",
	"s3.bucket-sse-enabled":           "AWS encrypts every bucket since 2023",
	"s3.bucket-min-tls-version":       "S3 speaks nothing older than what is asked for by default",
}

func TestEveryCheckPassesAndFailsSomewhere(t *testing.T) {
	seen := map[string][]check.Status{}
	for _, f := range scanned(t).Findings {
		seen[f.Check] = append(seen[f.Check], f.Status)
	}
	for _, c := range checks.All() {
		statuses := seen[c.ID]
		both := slices.Contains(statuses, check.StatusPass) && slices.Contains(statuses, check.StatusFail)
		why, excused := oneSided[c.ID]
		switch {
		case slices.Contains(ofManager, c.ID):
			if len(statuses) > 0 {
				t.Errorf("%s has verdicts in a member of the organization: %v", c.ID, statuses)
			}
		case len(statuses) == 0:
			t.Errorf("%s has no verdict", c.ID)
		case slices.Contains(oneVerdict, c.ID):
			if len(statuses) != 1 {
				t.Errorf("%s has more than one verdict: %v", c.ID, statuses)
			}
		case excused && both:
			t.Errorf("%s both passes and fails, though %s", c.ID, why)
		case !excused && !both:
			t.Errorf("%s does not both pass and fail: %v", c.ID, statuses)
		}
	}
	for _, id := range slices.Concat(oneVerdict, slices.Collect(maps.Keys(oneSided))) {
		if len(seen[id]) == 0 {
			t.Errorf("no check %s", id)
		}
	}
}

// One bucket refuses the scan, so that the demo shows what is not known. All
// else is answered.
func TestOnlyTheDeniedBucketIsNotRead(t *testing.T) {
	const bucket = "arn:aws:s3:::tidewater-larder-legal-hold"
	unassessed := scanned(t).Unassessed
	if len(unassessed) == 0 {
		t.Error("nothing is unknown")
	}
	for _, u := range unassessed {
		if u.Resource != bucket || u.Reason != inventory.DeniedByResource {
			t.Errorf("%s of %q in %s is not read: %s: %s", u.Operation, u.Resource, u.Region, u.Reason, u.Message)
		}
	}
}
