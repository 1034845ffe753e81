//go:build e2e && unix

package e2e

import (
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/awstest"
)

const lost = "eu-west-1"

func TestARegionThatCannotBeAskedIsUnknownAndTheOthersAreJudged(t *testing.T) {
	t.Parallel()
	without := clean(t)
	elsewhere := &internet{unreachable: func(host string) bool { return strings.Contains(host, lost) }}
	for name, c := range map[string]struct {
		env    []string
		args   []string
		reason inventory.Reason
		extra  time.Duration
	}{
		"the organization forbids it": {
			credentialsAt(t, cloudOf(t, small, awstest.Fault{Kind: awstest.DenyByOrganization, Region: lost})), nil, inventory.DeniedByOrganization, 3 * time.Second,
		},
		"its endpoint accepts and never answers": {
			credentialsAt(t, cloudOf(t, small, awstest.Fault{Kind: awstest.Silence, Region: lost})), []string{"--timeout", "8s"}, inventory.TimedOut, 8 * time.Second,
		},
		"its hosts cannot be reached": {
			elsewhere.behind(t, cloudOf(t, small)), nil, inventory.Unreachable, 8 * time.Second,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := visits(t, c.env, c.args...)
			v.keeps(t, without, lost, c.reason)
			if v.took > without.took+c.extra {
				t.Errorf("it took %v, and %v without", v.took, without.took)
			}
		})
	}
}

// No policy of an organization can forbid to ask who one is.
func TestAnAccountWhereTheOrganizationForbidsAllIsUnknownAtOnce(t *testing.T) {
	t.Parallel()
	forbidden := awstest.Fault{Kind: awstest.DenyByOrganization}
	var all []awstest.Fault
	for _, pattern := range []string{"[^s]*", "s[^t]*"} {
		forbidden.Operation = pattern
		all = append(all, forbidden)
	}
	v := visits(t, credentialsAt(t, cloudOf(t, small, all...)))
	v.keeps(t, visit{}, "", inventory.DeniedByOrganization)
	if v.Summary.Statuses["UNKNOWN"] != len(v.Findings) || len(v.Findings) < len(v.Scan.Checks) || v.took > 3*time.Second {
		t.Errorf("after %v: %v", v.took, v.Summary.Statuses)
	}
}

func TestATokenThatExpiresLeavesWhatWasReadAndNoStormOfCalls(t *testing.T) {
	t.Parallel()
	const after, underWay = 500, 20
	cloud := cloudOf(t, small, awstest.Fault{Kind: awstest.Expire, After: after})
	v := visits(t, credentialsAt(t, cloud), "-o", "text", "--concurrency", strconv.Itoa(underWay))
	v.keeps(t, clean(t), "", inventory.Expired)
	if v.Summary.Statuses["PASS"] == 0 {
		t.Error("nothing of what was read before is judged")
	}
	if calls, _, _ := cloud.Calls(); calls > after+underWay {
		t.Errorf("%d calls, %d before it expired: more than were under way then", calls, after)
	}
	if !strings.Contains(v.out, "expired") {
		t.Errorf("the text does not say that credentials expired:\n%s", v.out)
	}
}

// expiring is AWS where the first session ends after so many calls.
func expiring(cloud *awstest.Cloud, after int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		calls, _, _ := cloud.Calls()
		first := strings.Contains(r.Header.Get("Authorization"), "Credential=ASIA1/")
		c, err := awstest.ReadCall(r)
		if err != nil || !first || calls < after {
			cloud.ServeHTTP(w, r)
			return
		}
		expired := awstest.Expired(c.Operation).Response(c.Operation)
		defer expired.Body.Close()
		maps.Copy(w.Header(), expired.Header)
		w.WriteHeader(expired.StatusCode)
		_, _ = io.Copy(w, expired.Body)
	}
}

func TestATokenThatIsRenewedChangesNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	counter, config := filepath.Join(dir, "sessions"), filepath.Join(dir, "config")
	script := filepath.Join(dir, "renew")
	err := os.WriteFile(script, fmt.Appendf(nil, `#!/bin/sh
echo >>%[1]s
n=$(wc -l <%[1]s)
echo '{"Version":1,"AccessKeyId":"ASIA'$((n))'","SecretAccessKey":"s","SessionToken":"t","Expiration":"2099-01-01T00:00:00Z"}'
`, counter), 0o700)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(config, []byte("[default]\nregion = us-east-1\ncredential_process = "+script+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	env := slices.DeleteFunc(credentialsAt(t, expiring(cloudOf(t, small), 700)), func(v string) bool { return strings.Contains(v, "KEY") })
	v := visits(t, append(env, "AWS_CONFIG_FILE="+config, "PATH="+os.Getenv("PATH")))
	if v.exit != 0 || v.undated != clean(t).undated {
		t.Errorf("exit %d, another report: %+v\n%s", v.exit, v.Unassessed, v.errs)
	}
	if sessions := strings.Count(string(read(t, counter)), "\n"); sessions != 2 {
		t.Errorf("%d sessions were begun, want 2", sessions)
	}
}

// shuffled answers in an order of its own each time.
func shuffled(cloud http.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(rand.N(50 * time.Millisecond))
		cloud.ServeHTTP(w, r)
	}
}

// Neither what passes nor how little there is of a machine changes a byte of
// the report, but for when it was.
func TestTheReportIsTheSameHoweverTheScanWent(t *testing.T) {
	t.Parallel()
	without := clean(t)
	var mixed []awstest.Fault
	for i, kind := range []awstest.Kind{awstest.ServerFailure, awstest.Unavailable, awstest.Reset, awstest.Cut, awstest.Throttle} {
		mixed = append(mixed, awstest.Fault{Kind: kind, Share: 0.01 * float64(i+1)}) // a hundredth more each
	}
	for name, c := range map[string]struct {
		first string
		env   []string
	}{
		"one call in twenty fails":    {":", credentialsAt(t, cloudOf(t, small, mixed...))},
		"one call in a hundred drips": {":", credentialsAt(t, cloudOf(t, small, awstest.Fault{Kind: awstest.Drip, Share: 0.01, First: 1}))},
		"on one processor":            {":", append(credentialsAt(t, shuffled(cloudOf(t, small))), "GOMAXPROCS=1")},
		"on two processors":           {":", append(credentialsAt(t, shuffled(cloudOf(t, small))), "GOMAXPROCS=2")},
		"few files may be open":       {"ulimit -n 64", new(internet).behind(t, shuffled(cloudOf(t, small)))},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := visitsAfter(t, c.first, c.env)
			if v.exit != 0 || v.undated != without.undated {
				t.Errorf("exit %d, another report: %+v\n%s", v.exit, v.Unassessed, v.errs)
			}
			if most := 2*without.took + 10*time.Second; v.took > most {
				t.Errorf("it took %v, and %v without", v.took, without.took)
			}
		})
	}
}

// A few thousand resources fit where memory is scarce.
func TestAScanGetsOnWithLittleMemory(t *testing.T) {
	t.Parallel()
	env := credentialsAt(t, cloudOf(t, awstest.Size{Volumes: 3000, Instances: 1500, Groups: 500, Roles: 20, Users: 5}))
	usual, scarce := visits(t, env), visits(t, append(env, "GOMEMLIMIT=128MiB"))
	if scarce.exit != 0 || scarce.undated != usual.undated {
		t.Errorf("exit %d, another report: %+v\n%s", scarce.exit, scarce.Unassessed, scarce.errs)
	}
	if most := 2*usual.took + 10*time.Second; scarce.took > most {
		t.Errorf("it took %v, and %v without", scarce.took, usual.took)
	}
}

var ofAWS = regexp.MustCompile(`^[a-z0-9.-]+\.amazonaws\.com:443$`)

// lookup is how Go tells of a name that is looked up.
const lookup = "LookupOrder("

func TestAScanTalksToAWSAndToNobodyElse(t *testing.T) {
	t.Parallel()
	i := new(internet)
	v := visits(t, i.behind(t, cloudOf(t, small)))
	if v.exit != 0 || v.undated != clean(t).undated {
		t.Errorf("exit %d, another report: %+v\n%s", v.exit, v.Unassessed, v.errs)
	}
	asked := i.hosts()
	if len(asked) < len(v.Scan.Regions) {
		t.Errorf("few hosts were asked: %v", asked)
	}
	for _, host := range asked {
		if !ofAWS.MatchString(host) {
			t.Errorf("%s was asked", host)
		}
	}
	if strings.Contains(v.errs, lookup) {
		t.Errorf("names were looked up:\n%s", v.errs)
	}
}

func TestWhatNeedsNoAWSTalksToNobody(t *testing.T) {
	t.Parallel()
	i := new(internet)
	env := i.behind(t, cloudOf(t, small))
	for _, args := range []string{"demo", "checks", "checks show ec2.volume-encrypted", "permissions", "version", "scan --explain", "scan --replay nothing"} {
		if o := yourside(t, env, strings.Fields(args)...); strings.Contains(o.errs, lookup) {
			t.Errorf("%s: names were looked up:\n%s", args, o.errs)
		}
	}
	if asked := i.hosts(); len(asked) > 0 {
		t.Errorf("asked: %v", asked)
	}
}
