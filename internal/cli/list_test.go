package cli

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/yourside/yourside/checks"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// sparse is a check that has no more than a check must have.
var sparse = &check.Check{
	ID: "acme.account-scanned", Title: "Accounts are scanned", Domain: check.DetectiveControls, Severity: check.Low,
	Resource: inventory.AccountType, Logic: "Passes.", Rationale: "Who does not look does not see.", Remedy: "Scan.",
	Assess: check.Exists(func(check.Env) check.Verdict { return check.Pass("is scanned") }, inventory.Regions),
}

func runWith(t *testing.T, extra *check.Check, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if exit := Run(args, &out, &errs, []*check.Check{extra}); exit != exitOK {
		t.Fatalf("exit %d: %s", exit, errs.String())
	}
	return out.String()
}

func TestChecksAsJSONSayWhatAToolNeedsWithoutNulls(t *testing.T) {
	out := runWith(t, sparse, "checks", "-o", "json")
	var listed []map[string]any
	if err := json.Unmarshal([]byte(out), &listed); err != nil {
		t.Fatal(err)
	}
	if want := len(checks.All()) + 1; len(listed) != want {
		t.Errorf("%d checks, want %d", len(listed), want)
	}
	for _, c := range listed {
		for _, field := range []string{"id", "title", "domain", "severity", "service", "resource"} {
			if s, ok := c[field].(string); !ok || s == "" {
				t.Errorf("%s: %s is %v", c["id"], field, c[field])
			}
		}
		for _, field := range []string{"frameworks", "operations"} {
			if list, ok := c[field].([]any); !ok || len(list) == 0 && field == "operations" && c["id"] != sparse.ID {
				t.Errorf("%s: %s is %v", c["id"], field, c[field])
			}
		}
	}
}

func TestAllThereIsToKnowOfACheckFitsATerminal(t *testing.T) {
	for _, c := range checks.All() {
		out, errs, exit := run(t, "checks", "show", c.ID)
		if exit != exitOK {
			t.Fatalf("exit %d: %s", exit, errs)
		}
		code := c.Fix.CLI + "\n" + c.Fix.Terraform // which people copy, whole
		for line := range strings.Lines(out) {
			if n := len([]rune(strings.TrimSuffix(line, "\n"))); n > 80 && !strings.HasPrefix(line, "  https://") && !strings.Contains(code, strings.TrimSpace(line)) {
				t.Errorf("%s: a line of %d columns: %s", c.ID, n, line)
			}
		}
		words := strings.Join(strings.Fields(out), " ")
		for _, want := range append([]string{
			c.Title, "Domain " + c.Domain.Title(), "Severity " + c.Severity.String(), "Resource " + c.Resource, "Operations ",
			"What it looks at " + c.Logic, "Why it matters " + c.Rationale, "How to fix it " + c.Remedy,
		}, c.References...) {
			if !strings.Contains(words, strings.Join(strings.Fields(want), " ")) {
				t.Errorf("%s: no %q in\n%s", c.ID, want, out)
			}
		}
		for _, control := range c.Controls {
			if !strings.Contains(words, control) {
				t.Errorf("%s: no %s in\n%s", c.ID, control, out)
			}
		}
		for _, s := range c.Params {
			if !strings.Contains(words, "Parameter "+s.Name()+" (") || !strings.Contains(words, s.Usage()) {
				t.Errorf("%s: no parameter %s in\n%s", c.ID, s.Name(), out)
			}
		}
	}
}

func TestDefaultsOfParametersAreReadable(t *testing.T) {
	for id, want := range map[string]string{
		"iam.access-key-rotated":      "Parameter max-age-days (default 90): days after which",
		"ec2.snapshot-shared-trusted": "Parameter trusted-accounts (none unless set): ids of",
		"vpc.sg-no-open-any-port":     "Parameter tcp-ports (default 80, 443): TCP ports",
	} {
		if out, _, _ := run(t, "checks", "show", id); !strings.Contains(strings.Join(strings.Fields(out), " "), want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

func TestWhatACheckLacksIsLeftOut(t *testing.T) {
	out := runWith(t, sparse, "checks", "show", sparse.ID)
	for _, title := range []string{"Frameworks", "References", "Operations", "Parameter"} {
		if strings.Contains(out, title) {
			t.Errorf("%s is there:\n%s", title, out)
		}
	}
}

func TestMistakesInListingAreOneLineAndExitTwo(t *testing.T) {
	for name, tc := range map[string]struct {
		args []string
		says string
	}{
		"a misspelt check":     {[]string{"checks", "show", "ec2.volume-encryptd"}, `did you mean "ec2.volume-encrypted"?`},
		"no check":             {[]string{"checks", "show"}, "takes the ID of one check"},
		"two checks":           {[]string{"checks", "show", "a.b", "c.d"}, "takes the ID of one check"},
		"show left out":        {[]string{"checks", "ec2.volume-encrypted"}, "checks show ID"},
		"a misspelt format":    {[]string{"checks", "-o", "yaml"}, `not "yaml"`},
		"a policy of nothing":  {[]string{"permissions", "--domain", "data", "--service", "iam", "--severity", "critical"}, "no check is left"},
		"a policy of a file":   {[]string{"permissions", "policy.json"}, "takes flags only"},
		"a misspelt selection": {[]string{"permissions", "--service", "ec3"}, `did you mean "ec2"?`},
	} {
		t.Run(name, func(t *testing.T) {
			out, errs, exit := run(t, tc.args...)
			if exit != exitUsage || out != "" || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, tc.says) {
				t.Errorf("exit %d, want %d; stderr, which lacks %q or is no line:\n%s\nstdout:\n%s", exit, exitUsage, tc.says, errs, out)
			}
		})
	}
}

// IAM does not count white space.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
const managedPolicyLimit = 6144

func TestThePolicyOfAllChecksIsOneManagedPolicy(t *testing.T) {
	out, _, _ := run(t, "permissions")
	var policy struct {
		Version   string
		Statement []struct {
			Sid, Effect, Resource string
			Action                []string
		}
	}
	d := json.NewDecoder(strings.NewReader(out))
	d.DisallowUnknownFields()
	if err := d.Decode(&policy); err != nil {
		t.Fatal(err)
	}
	if n := len(strings.Join(strings.Fields(out), "")); n > managedPolicyLimit {
		t.Errorf("%d characters, over the %d of a managed policy: its help says that it fits", n, managedPolicyLimit)
	}
	if policy.Version != "2012-10-17" || len(policy.Statement) != 1 {
		t.Fatalf("%+v", policy)
	}
	s := policy.Statement[0]
	if !regexp.MustCompile(`^[A-Za-z0-9]+$`).MatchString(s.Sid) || s.Effect != "Allow" || s.Resource != "*" {
		t.Errorf("%+v", s)
	}
	for _, action := range s.Action {
		if !regexp.MustCompile(`^[a-z0-9-]+:(Get|BatchGet|List|Describe|GenerateCredentialReport$|CheckDNSAvailability$)[A-Za-z]*$`).MatchString(action) && action != "apigateway:GET" {
			t.Errorf("%s is no read action", action)
		}
	}
}
