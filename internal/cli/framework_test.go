package cli

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestAScanByFrameworkRunsItsChecksAndSaysHowTheAccountStands(t *testing.T) {
	out, errs, exit := run(t, "demo", "--framework", "cis-5.0", "-o", "json", "-q")
	if exit != exitOK {
		t.Fatalf("exit %d: %s", exit, errs)
	}
	r := parse(t, []byte(out))
	if len(r.Frameworks) != 1 || r.Frameworks[0].ID != "cis-5.0" || len(r.Frameworks[0].Controls) != 63 {
		t.Fatalf("%d frameworks", len(r.Frameworks))
	}
	for _, f := range r.Findings {
		if !strings.Contains(strings.Join(f.Frameworks, " "), "CIS-5.0/") {
			t.Errorf("%s is no check of the framework", f.Check)
		}
	}
	if _, errs, exit := run(t, "demo", "--framework", "cis-5"); exit != exitUsage || !strings.Contains(errs, `there is no framework "cis-5"; did you mean "cis-5.0"?`) {
		t.Errorf("exit %d: %s", exit, errs)
	}
}

func TestFrameworksAreListedWithHowMuchOfThemIsChecked(t *testing.T) {
	out, _, _ := run(t, "frameworks", "-o", "json")
	var all []reach
	if err := json.Unmarshal([]byte(out), &all); err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		if n := f.Covered + f.Partly + f.NotYet + f.Manual; n == 0 || f.Name == "" {
			t.Errorf("%+v", f)
		}
	}
	text, _, _ := run(t, "frameworks")
	if !strings.Contains(text, "CIS AWS Foundations 7.0\n") || strings.Count(text, "\n") != len(all)+1 {
		t.Errorf("the list:\n%s", text)
	}
	shown, _, _ := run(t, "frameworks", "show", "cis-7.0")
	if !strings.Contains(shown, "6.1.1    checked  ec2.ebs-default-encryption ec2.volume-encrypted\n") {
		t.Errorf("the controls:\n%s", shown)
	}
	for _, args := range [][]string{{"show"}, {"show", "cis-0"}, {"cis-7.0"}, {"-o", "yaml"}} {
		if _, _, exit := run(t, append([]string{"frameworks"}, args...)...); exit != exitUsage {
			t.Errorf("%v: exit %d", args, exit)
		}
	}
}
