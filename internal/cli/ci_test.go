package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestAlertsSayWhichRevisionCIWorksOn(t *testing.T) {
	recorded := recording(t)
	for name, tc := range map[string]struct {
		env  map[string]string
		want string
	}{
		"no CI":                 {map[string]string{"GITHUB_SHA": "c0ffee", "GITHUB_REPOSITORY": "org/repo", "GITHUB_SERVER_URL": "https://github.com"}, "[]"},
		"GitHub":                {map[string]string{"CI": "true", "GITHUB_SHA": "c0ffee", "GITHUB_REF_NAME": "main", "GITHUB_REPOSITORY": "org/repo", "GITHUB_SERVER_URL": "https://github.com"}, "[https://github.com/org/repo c0ffee main]"},
		"GitLab":                {map[string]string{"CI": "true", "CI_PROJECT_URL": "https://gitlab.com/org/repo", "CI_COMMIT_SHA": "c0ffee", "CI_COMMIT_REF_NAME": "main"}, "[https://gitlab.com/org/repo c0ffee main]"},
		"Jenkins, with a token": {map[string]string{"CI": "true", "GIT_URL": "https://user:token@git.example.com/repo.git?x=y", "GIT_COMMIT": "c0ffee"}, "[https://git.example.com/repo.git c0ffee ]"},
		"Jenkins, by SSH":       {map[string]string{"CI": "true", "GIT_URL": "git@example.com:repo.git"}, "[]"},
		"CI that says nothing":  {map[string]string{"CI": "true"}, "[]"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, variable := range []string{"CI", "GITHUB_SHA", "GITHUB_REF_NAME", "GITHUB_HEAD_REF", "GITHUB_REPOSITORY", "GITHUB_SERVER_URL", "GIT_URL", "GIT_COMMIT", "GIT_BRANCH", "CI_PROJECT_URL", "CI_COMMIT_SHA", "CI_COMMIT_REF_NAME"} {
				t.Setenv(variable, tc.env[variable])
			}
			out, errs, _ := run(t, "scan", "--replay", recorded, "--check", "s3.bucket-mfa-delete", "-o", "sarif")
			var log struct {
				Runs []struct {
					VersionControlProvenance []struct{ RepositoryURI, RevisionID, Branch string }
				}
			}
			if err := json.Unmarshal([]byte(out), &log); err != nil {
				t.Fatalf("%v: %s", err, errs)
			}
			got := "[]"
			for _, r := range log.Runs[0].VersionControlProvenance {
				got = fmt.Sprint([]string{r.RepositoryURI, r.RevisionID, r.Branch})
			}
			if got != tc.want {
				t.Errorf("got %s, want %s", got, tc.want)
			}
		})
	}
}

// Code scanning refuses a file of more than 20 runs.
func TestAlertsOfManyAccountsGoOnInAnotherFile(t *testing.T) {
	args := []string{"report"}
	for i := range 21 {
		args = append(args, reportFile(t, "r.json", "123456789012", fmt.Sprintf("1234567890%02d", i)))
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "all.sarif")
	if _, errs, exit := run(t, append(args, "-o", "sarif="+path)...); exit != exitOK || !strings.Contains(errs, "wrote "+filepath.Join(dir, "all-2.sarif")) {
		t.Fatalf("exit %d: %s", exit, errs)
	}
	var runs []int
	for _, name := range []string{"all.sarif", "all-2.sarif"} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		runs = append(runs, strings.Count(string(text), `"automationDetails"`))
	}
	if !slices.Equal(runs, []int{20, 1}) {
		t.Errorf("the files have %v runs", runs)
	}
	if out, errs, exit := run(t, append(args, "-o", "sarif")...); exit != exitUsage || out != "" || !strings.Contains(errs, "at most 20 accounts") {
		t.Errorf("exit %d: %s", exit, errs)
	}
}
