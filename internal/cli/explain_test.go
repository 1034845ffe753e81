package cli

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks"
	"github.com/yourside/yourside/internal/collect"
	"github.com/yourside/yourside/report"
)

// explained is what --explain says, as JSON.
func explained(t *testing.T, args ...string) report.CallPlan {
	t.Helper()
	out, errs, exit := run(t, append([]string{"scan", "--explain", "-o", "json"}, args...)...)
	if exit != exitOK || errs != "" {
		t.Fatalf("exit %d: %s", exit, errs)
	}
	var plan report.CallPlan
	if err := json.Unmarshal([]byte(out), &plan); err != nil {
		t.Fatal(err)
	}
	return plan
}

// A plan must cost nothing, and be there before there are credentials.
func TestExplainAsksForNothingAndNeedsNoCredentials(t *testing.T) {
	aws := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("it asked %s %s", r.Method, r.URL)
	}))
	defer aws.Close()
	t.Setenv("AWS_ENDPOINT_URL", aws.URL)
	t.Setenv("AWS_CONFIG_FILE", filepath.Join(t.TempDir(), "none"))
	if plan := explained(t, "--profile", "missing"); plan.Checks != len(checks.All()) {
		t.Errorf("%d checks", plan.Checks)
	}
}

func TestWhatIsExplainedIsWhatIsPermittedAndAddsUp(t *testing.T) {
	for name, args := range map[string][]string{
		"all checks":  nil,
		"one service": {"--service", "kms"},
		"one check":   {"--check", "elbv2.listener-certificate-expiry"},
		"no tables":   {"--check", sparse.ID},
	} {
		t.Run(name, func(t *testing.T) {
			var plan report.CallPlan
			if err := json.Unmarshal([]byte(runWith(t, sparse, append([]string{"scan", "--explain", "-o", "json"}, args...)...)), &plan); err != nil {
				t.Fatal(err)
			}
			operations, ofTables, ofLimits := plan.SignIn, plan.Calls.SignIn, 0
			for _, table := range plan.Tables {
				operations = append(operations, table.Operations...)
				ofTables += table.Calls
			}
			for _, l := range plan.Limits {
				ofLimits += l.Calls
			}
			if ofTables != plan.Calls.Empty || ofLimits != plan.Calls.Empty {
				t.Errorf("the tables have %d calls, the limits %d, and together they are %d", ofTables, ofLimits, plan.Calls.Empty)
			}
			slices.Sort(operations)
			policy, err := json.MarshalIndent(collect.Policy(slices.Compact(operations)), "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(runWith(t, sparse, append([]string{"permissions"}, args...)...), string(policy)+"\n"); diff != "" {
				t.Errorf("- permitted, + explained:\n%s", diff)
			}
		})
	}
}

func TestAnExplanationFitsATerminalAndSaysWhatIsUnknownInWords(t *testing.T) {
	for name, tc := range map[string]struct {
		args []string
		says []string
	}{
		"all checks": {nil, []string{
			"The 17 regions are assumed", "For each bucket, of s3.buckets", "1 + 1 for each origin bucket + 7 for each bucket", "1 for each key that AWS can rotate",
			"1 for each region with any instance", "elbv2.listener_rules", "cloudwatchlogs:DescribeDeliverySources, cloudwatchlogs:DescribeDeliveries.",
			"10,000 of lambda.functions",
		}},
		"one check in one region": {[]string{"--check", "s3.bucket-versioning", "--region", "eu-west-1"}, []string{
			"1 check: 2 tables, read by 2 operations.", "once a region: 0 in each of 1", "1 + 1 for each bucket",
			"2 calls x 150 ms", "Where there is something, 3: sts:GetCallerIdentity, s3:ListBuckets, s3:GetBucketVersioning.",
		}},
		"a region twice": {[]string{"--check", "ec2.volume-encrypted", "--region", "eu-west-1,eu-west-1"}, []string{
			"once a region: 1 in each of 1", "together 4",
		}},
		"a table that nothing can grow": {[]string{"--check", "ec2.volume-encrypted"}, []string{"once a region: 1 in each of 17"}},
		"many at a time":                {[]string{"--concurrency", "1000"}, []string{"1000 may be under way", "x 150 ms / 1000"}},
		"no credential report": {[]string{"--service", "iam", "--no-credential-report"}, []string{
			"Turned off: iam:GenerateCredentialReport, iam:GetCredentialReport.", "2 calls x 150 ms",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			out, errs, exit := run(t, append([]string{"scan", "--explain"}, tc.args...)...)
			if exit != exitOK || errs != "" {
				t.Fatalf("exit %d: %s", exit, errs)
			}
			for line := range strings.Lines(out) {
				if n := len(strings.TrimSuffix(line, "\n")); n > 80 {
					t.Errorf("a line of %d columns: %s", n, line)
				}
			}
			words := strings.Join(strings.Fields(out), " ")
			for _, want := range tc.says {
				if !strings.Contains(words, want) {
					t.Errorf("no %q in\n%s", want, out)
				}
			}
		})
	}
}

func TestALimitIsOneOfEachRegionAndATableSaysHowManyChecksNeedIt(t *testing.T) {
	plan := explained(t, "--check", "kms.key-rotation-enabled,kms.key-not-public", "--region", "eu-west-1,eu-west-2")
	need := map[string]int{}
	for _, table := range plan.Tables {
		need[table.Table] = table.Checks
	}
	if diff := cmp.Diff(map[string]int{"kms.key_list": 2, "kms.keys": 2, "kms.key_policies": 1, "kms.rotations": 1,
		"organizations.organization": 1, "organizations.parents": 1, "organizations.rcp_attachments": 1, "organizations.rcps": 1}, need); diff != "" {
		t.Error(diff)
	}
	i := slices.IndexFunc(plan.Limits, func(l report.PlannedLimit) bool { return l.Limit == "kms:ListKeys" })
	if i < 0 || plan.Limits[i].Calls != 2 || plan.Limits[i].InOne != 1 {
		t.Errorf("%+v", plan.Limits)
	}
}

func TestTheLeastTimeIsThatOfItsLargestTerm(t *testing.T) {
	chain := []string{"sts:GetCallerIdentity", "iam:ListUsers", "iam:GetUser"}
	const s = 0.15 // a call
	for name, tc := range map[string]struct {
		calls, ofIAM int
		want         report.PlannedFloor
	}{
		"few calls":            {4, 17, report.PlannedFloor{ChainTime: 3 * s, CallsTime: 4 * s / 2, Limit: "iam", Seconds: 3 * s}},
		"many calls at a time": {60, 17, report.PlannedFloor{ChainTime: 3 * s, CallsTime: 60 * s / 2, Limit: "iam", Seconds: 60 * s / 2}},
		"many calls of one limit": {60, 98, report.PlannedFloor{
			ChainTime: 3 * s, CallsTime: 60 * s / 2, Limit: "iam", LimitTime: 8, Seconds: 8,
		}},
		"a limit that is not felt": {4, 0, report.PlannedFloor{ChainTime: 3 * s, CallsTime: 4 * s / 2, Limit: "sts", Seconds: 3 * s}},
	} {
		t.Run(name, func(t *testing.T) {
			got := floor(&report.CallPlan{
				Calls: report.PlannedCalls{Empty: tc.calls},
				Tables: []report.PlannedTable{
					{Calls: 1, Chain: chain[:2]}, {Calls: 1, Chain: chain}, {Calls: 0, Chain: slices.Concat(chain, chain)},
				},
				Limits: []report.PlannedLimit{
					{Limit: "sts", PerSecond: 1, Burst: 2, InOne: 1}, {Limit: "iam", PerSecond: 10, Burst: 18, InOne: tc.ofIAM},
				},
			}, 2)
			tc.want.RoundTrip, tc.want.InFlight, tc.want.Chain = s, 2, chain
			near := cmp.Comparer(func(a, b float64) bool { return a-b < 1e-9 && b-a < 1e-9 })
			if diff := cmp.Diff(tc.want, got, near); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhatIsTurnedOffIsNotExplained(t *testing.T) {
	for _, table := range explained(t, "--no-credential-report").Tables {
		if table.Table == "iam.credentials" {
			t.Errorf("%+v", table)
		}
	}
	if off := explained(t, "--service", "s3", "--no-credential-report").TurnedOff; len(off) > 0 {
		t.Errorf("%v is turned off, and nothing of it would be asked", off)
	}
}

func TestAnExplanationGoesWhereTheOutputsSay(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plan.json")
	out, errs, exit := run(t, "scan", "--explain", "--service", "s3", "-o", "text,json="+path)
	if exit != exitOK || !strings.Contains(out, "s3.buckets") || !strings.Contains(errs, "wrote "+path) {
		t.Errorf("exit %d, stderr: %s, stdout: %s", exit, errs, out)
	}
	plan, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(plan), `"empty_account"`) {
		t.Error(err, string(plan))
	}
}

func TestMistakesInExplainingAreOneLineAndExitTwo(t *testing.T) {
	for name, tc := range map[string]struct {
		args []string
		says string
	}{
		"a format of findings": {[]string{"-o", "sarif"}, "text or json"},
		"a recording":          {[]string{"--replay", "evidence"}, "--explain asks for nothing"},
		"to be recorded":       {[]string{"--record", "evidence"}, "--explain asks for nothing"},
		"to be gone on with":   {[]string{"--resume", "evidence"}, "--explain asks for nothing"},
		"a misspelt check":     {[]string{"--check", "s3.bucket-versionin"}, "did you mean"},
	} {
		t.Run(name, func(t *testing.T) {
			out, errs, exit := run(t, append([]string{"scan", "--explain"}, tc.args...)...)
			if exit != exitUsage || out != "" || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, tc.says) {
				t.Errorf("exit %d, stderr: %s, stdout: %s", exit, errs, out)
			}
		})
	}
}
