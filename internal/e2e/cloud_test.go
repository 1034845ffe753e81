//go:build e2e && unix

package e2e

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/awstest"
	"github.com/yourside/yourside/report"
)

// small is an account with some of everything.
var small = awstest.Size{
	Volumes: 60, Snapshots: 18, Instances: 60, Groups: 60, Buckets: 12, Keys: 18, Functions: 18, Databases: 18, Queues: 18,
	Topics: 18, Secrets: 18, Repositories: 18, LoadBalancers: 18, Roles: 10, Users: 5,
}

// cloudOf is AWS with an account of a size, and what goes wrong there. Unlike
// the mock it keeps regions apart, and answers all that a scan asks.
func cloudOf(t *testing.T, size awstest.Size, faults ...awstest.Fault) *awstest.Cloud {
	t.Helper()
	account, err := awstest.Generate(size)
	if err != nil {
		t.Fatal(err)
	}
	return &awstest.Cloud{Account: account, Faults: faults}
}

// credentialsAt is the environment of somebody who is signed in there.
func credentialsAt(t *testing.T, cloud http.Handler) []string {
	t.Helper()
	server := httptest.NewServer(cloud)
	t.Cleanup(server.Close)
	return []string{
		"AWS_ENDPOINT_URL=" + server.URL, "AWS_REGION=us-east-1", "AWS_ACCESS_KEY_ID=" + keyID, "AWS_SECRET_ACCESS_KEY=" + secret,
	}
}

// A visit is a scan of a cloud.
type visit struct {
	outcome
	document
	undated string // the JSON, but for when it was
	took    time.Duration
}

// yoursideAfter runs the binary in a shell that does something first.
func yoursideAfter(t *testing.T, first string, env []string, args ...string) outcome {
	t.Helper()
	inner := command(t, env, args...)
	c := exec.CommandContext(t.Context(), "sh", slices.Concat([]string{"-c", first + `; exec "$@"`, "sh"}, inner.Args)...)
	var out, errs bytes.Buffer
	c.Dir, c.Env, c.Stdout, c.Stderr = inner.Dir, inner.Env, &out, &errs
	_ = c.Run() // its state says more
	return outcome{out.String(), errs.String(), c.ProcessState.ExitCode()}
}

// visits scans as fast as AWS allows.
func visits(t *testing.T, env []string, args ...string) visit {
	t.Helper()
	return visitsAfter(t, ":", env, args...)
}

// visitsAfter scans in a shell that does something first.
func visitsAfter(t *testing.T, first string, env []string, args ...string) (v visit) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report.json")
	began := time.Now()
	v.outcome = yoursideAfter(t, first, env, slices.Concat([]string{"scan", "--api-share", "1", "-o", "json=" + file}, args)...)
	v.took = time.Since(began)
	content, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(content, &v.document)
	}
	if err != nil {
		t.Fatalf("exit %d, %v: %s", v.exit, err, v.errs)
	}
	v.undated = undated(t, file)
	return v
}

// quietly is the scan that all others are held against.
var quietly struct {
	once sync.Once
	visit
}

// clean is the scan of the small account where nothing goes wrong.
func clean(t *testing.T) visit {
	t.Helper()
	quietly.once.Do(func() { quietly.visit = visits(t, credentialsAt(t, cloudOf(t, small))) })
	if v := quietly.visit; v.exit != 0 || !v.Scan.Complete || len(v.Findings) == 0 || len(v.Unassessed) > 0 {
		t.Fatalf("exit %d, %d unassessed: %s", v.exit, len(v.Unassessed), v.errs)
	}
	return quietly.visit
}

// subject is what a finding is about, and who says it.
func subject(f report.Finding) string { return f.Check + " " + f.Resource.ID + " " + f.Resource.Region }

// keeps fails the test for each verdict that the clean scan does not have, unless
// it is UNKNOWN, and for each that is gone, unless it is of the region. Why
// something was not read must be the reason, wherever that is said.
func (v visit) keeps(t *testing.T, clean visit, region string, reason inventory.Reason) {
	t.Helper()
	if v.exit != 3 || v.Outcome.ExitCode != 3 || v.Scan.Complete || len(v.Unassessed) == 0 {
		t.Errorf("exit %d, complete %v, %d unassessed: %s", v.exit, v.Scan.Complete, len(v.Unassessed), v.errs)
	}
	was, is := map[string]check.Status{}, map[string]check.Status{}
	for _, f := range clean.Findings {
		was[subject(f)] = f.Status
	}
	for _, f := range v.Findings {
		is[subject(f)] = f.Status
		if before, ok := was[subject(f)]; f.Status != check.StatusUnknown && (!ok || f.Status != before) {
			t.Errorf("%s is %s, was %s", subject(f), f.Status, before)
		}
	}
	for _, f := range clean.Findings {
		after, there := is[subject(f)]
		if elsewhere := region != "" && f.Resource.Region != "" && f.Resource.Region != region; elsewhere && after != f.Status {
			t.Errorf("%s was %s, is %s (there: %v)", subject(f), f.Status, after, there)
		}
	}
	for _, u := range v.Unassessed {
		if u.Reason != reason || region != "" && u.Region != region && u.Region != "" {
			t.Errorf("unassessed: %+v", u)
		}
	}
}
