package cli

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
	"github.com/yourside/yourside/report"
)

// A cloud is AWS with an account of two buckets.
type cloud struct {
	*httptest.Server
	stalls  string // the call that is never answered
	stalled func() // told when it is there
	many    int    // how many more buckets there are
	account string // if it is another one
	expires string // the call before which the credentials run out
	lax     string // the call that says that a bucket keeps no versions
	meets   func(net.Conn, http.ConnState)
	denied  string // the call that is refused
	gone    string // the bucket that is not there any more

	mu    sync.Mutex
	asked []string
	once  sync.Once
}

// signedIn starts a cloud, and has credentials for it.
func signedIn(t *testing.T, c *cloud) *cloud {
	t.Helper()
	c.Server = httptest.NewUnstartedServer(c)
	c.Config.ConnState = c.meets
	c.Start()
	t.Cleanup(c.Close)
	signInAt(t, c.URL)
	return c
}

// signInAt has credentials for AWS at an endpoint.
func signInAt(t *testing.T, endpoint string) {
	t.Helper()
	nothing := filepath.Join(t.TempDir(), "none")
	for name, value := range map[string]string{
		"AWS_CONFIG_FILE": nothing, "AWS_SHARED_CREDENTIALS_FILE": nothing, "AWS_EC2_METADATA_DISABLED": "true",
		"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_ENDPOINT_URL": endpoint,
	} {
		t.Setenv(name, value)
	}
}

func (c *cloud) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	call := c.call(r)
	if c.stalls != "" && call == c.stalls {
		c.once.Do(c.stalled)
		<-r.Context().Done()
		return
	}
	c.answer(w, call)
}

// call returns what the request asks for.
func (c *cloud) call(r *http.Request) string {
	form, _ := io.ReadAll(r.Body) // what cannot be read is no call that is known
	call := strings.Trim(r.URL.Path, "/") + "?" + strings.Trim(r.URL.RawQuery, "=")
	for action := range strings.SplitSeq(string(form), "&") {
		if name, ok := strings.CutPrefix(action, "Action="); ok {
			call = name
		}
	}
	c.mu.Lock()
	c.asked = append(c.asked, call)
	c.mu.Unlock()
	return call
}

func (c *cloud) answer(w http.ResponseWriter, call string) {
	bucket := func(name string) string {
		if name == c.gone {
			return ""
		}
		return "<Bucket><Name>" + name + "</Name><BucketRegion>us-east-1</BucketRegion></Bucket>"
	}
	var more strings.Builder
	for n := range c.many {
		more.WriteString(bucket(fmt.Sprintf("data-%d", n)))
	}
	w.Header().Set("Content-Type", "text/xml")
	if c.expires != "" && call == c.expires {
		// What was not sent by then is not sent any more: the other bucket is first.
		for !slices.Contains(c.calls(), "data?versioning") {
			time.Sleep(time.Millisecond)
		}
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprint(w, `<Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>`)
		return
	}
	if c.denied != "" && call == c.denied {
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprint(w, `<Error><Code>AccessDenied</Code><Message>User: arn:aws:iam::123456789012:user/auditor is not authorized</Message></Error>`)
		return
	}
	if call == c.lax {
		fmt.Fprint(w, `<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>`)
		return
	}
	fmt.Fprint(w, map[string]string{
		"GetCallerIdentity": `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/auditor</Arn>` +
			`<Account>` + cmp.Or(c.account, "123456789012") + `</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
		"ListAccountAliases": `<ListAccountAliasesResponse><ListAccountAliasesResult><AccountAliases><member>acme&#x9b;2J</member>` +
			`</AccountAliases></ListAccountAliasesResult></ListAccountAliasesResponse>`,
		"DescribeRegions": `<DescribeRegionsResponse><regionInfo><item><regionName>us-east-1</regionName>` +
			`<optInStatus>opt-in-not-required</optInStatus></item></regionInfo></DescribeRegionsResponse>`,
		buckets:           `<ListAllMyBucketsResult><Buckets>` + bucket("data") + bucket("logs") + more.String() + `</Buckets></ListAllMyBucketsResult>`,
		"data?versioning": `<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>`,
		logs:              `<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>`,
	}[call])
}

const (
	buckets = "?max-buckets=1000&x-id=ListBuckets"
	logs    = "logs?versioning"
)

// A document is a JSON report with its findings.
type document struct {
	report.Report
	Findings []report.Finding `json:"findings"`
}

func reportIn(t *testing.T, file string) document {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, content)
}

func parse(t *testing.T, content []byte) (r document) {
	t.Helper()
	if err := json.Unmarshal(content, &r); err != nil {
		t.Fatalf("%v:\n%s", err, content)
	}
	return r
}

func (c *cloud) calls() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.asked)
}

const versioning = "s3.bucket-versioning"

func TestALiveScanSaysOnTheStandardOutputWhatItFoundAndNothingElse(t *testing.T) {
	signedIn(t, &cloud{})
	file := filepath.Join(t.TempDir(), "report.json")
	out, errs, exit := run(t, "scan", "--check", versioning, "-o", "json", "-o", "sarif="+file)
	var r document
	if err := json.Unmarshal([]byte(out), &r); err != nil || exit != exitOK || !r.Scan.Complete {
		t.Errorf("exit %d, %v: %s", exit, err, out)
	}
	for _, want := range []string{
		"scanning account 123456789012 (acme\uFFFD2J) as arn:aws:iam::123456789012:user/auditor in us-east-1 with 1 checks",
		" calls in ", "wrote " + file, "exit 0: everything was read",
	} {
		if !strings.Contains(errs, want) {
			t.Errorf("stderr does not say %q:\n%s", want, errs)
		}
	}
	if strings.ContainsAny(errs, "\r\x1b\u009b") {
		t.Errorf("progress or commands for a terminal, which this is not: %q", errs)
	}
	if _, errs, _ := run(t, "scan", "--check", versioning, "-o", "json", "-q"); errs != "" {
		t.Errorf("--quiet says %q", errs)
	}
}

// stopped scans the account while one call gets no answer, and until something
// ends the scan.
func stopped(t *testing.T, call string, end func(), args ...string) (r document, recording, errs string, exit int) {
	t.Helper()
	signedIn(t, &cloud{stalls: call, stalled: end})
	dir := t.TempDir()
	file, recording := filepath.Join(dir, "report.json"), filepath.Join(dir, "recording")
	began := time.Now()
	_, errs, exit = run(t, append([]string{"scan", "--check", versioning, "-o", "json=" + file, "--record", recording}, args...)...)
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("took %v", took)
	}
	if _, err := os.Stat(file); err == nil {
		r = reportIn(t, file)
	}
	leftovers(t, dir)
	return r, recording, errs, exit
}

// leftovers fails the test for every file that is not whole.
func leftovers(t *testing.T, dir string) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.tmp"))
	hidden, err2 := filepath.Glob(filepath.Join(dir, ".*.tmp"))
	if names = append(names, hidden...); len(names) > 0 || err != nil || err2 != nil {
		t.Errorf("left behind: %v, %v, %v", names, err, err2)
	}
}

// partial fails the test unless the report has one bucket judged, the other not,
// for this reason.
func partial(t *testing.T, r document, reason inventory.Reason) {
	t.Helper()
	if r.Scan.Complete || len(r.Findings) != 2 || len(r.Unassessed) != 1 {
		t.Fatalf("complete %v, findings %+v, unassessed %+v", r.Scan.Complete, r.Findings, r.Unassessed)
	}
	for _, f := range r.Findings {
		want := map[string]check.Status{"data": check.StatusPass, "logs": check.StatusUnknown}[f.Resource.Name]
		if f.Status != want {
			t.Errorf("%s is %s, want %s", f.Resource.Name, f.Status, want)
		}
	}
	if u := r.Unassessed[0]; u.Operation != "s3:GetBucketVersioning" || u.Reason != reason {
		t.Errorf("unassessed: %+v", u)
	}
}

func TestATimeoutLeavesAReportOfWhatWasRead(t *testing.T) {
	r, _, errs, exit := stopped(t, logs, func() {}, "--timeout", "1s")
	partial(t, r, inventory.TimedOut)
	if exit != exitIncomplete || r.Outcome.ExitCode != exit || r.Outcome.Interrupted {
		t.Errorf("exit %d, outcome %+v", exit, r.Outcome)
	}
	if !strings.Contains(errs, "exit 3: the --timeout passed: the report holds what was read until then") {
		t.Error(errs)
	}
}

func TestATimeoutBeforeAnythingWasReadIsALine(t *testing.T) {
	r, recording, errs, exit := stopped(t, "GetCallerIdentity", func() {}, "--timeout", "1s")
	if exit != exitIncomplete || errs != "yourside: the --timeout passed before anything was read\n" || len(r.Findings) > 0 {
		t.Errorf("exit %d: %s", exit, errs)
	}
	if _, err := os.Stat(recording); err == nil {
		t.Error("a directory was left for a recording that is none")
	}
}

func TestARecordingMixesWithNothing(t *testing.T) {
	c := signedIn(t, &cloud{})
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "mine"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, errs, exit := run(t, "scan", "--check", versioning, "--record", dir)
	if exit != exitUsage || errs != "yourside: --record: "+dir+" is not empty: name a new directory\n" {
		t.Errorf("exit %d: %s", exit, errs)
	}
	if asked := c.calls(); len(asked) > 0 {
		t.Errorf("AWS was asked before: %v", asked)
	}
}

// careless is a check that panics, with a text that somebody else wrote.
func careless() *check.Check {
	return &check.Check{
		ID: "acme.careless", Title: "t", Domain: check.DataProtection, Severity: check.Low, Resource: inventory.AccountType,
		Logic: "l", Rationale: "r", Remedy: "r",
		Assess: check.Exists(func(check.Env) check.Verdict { panic("no \x1b[2Jluck\nat all") }, inventory.Regions),
	}
}

func TestACheckThatPanicsIsALineThatNamesIt(t *testing.T) {
	signedIn(t, &cloud{})
	dir := t.TempDir()
	file, recording := filepath.Join(dir, "report.json"), filepath.Join(dir, "recording")
	var out, errs bytes.Buffer
	exit := Run([]string{"scan", "-q", "--check", "acme.careless", "-o", "json=" + file, "-o", "text", "--record", recording}, &out, &errs, []*check.Check{careless()})
	const want = "yourside: internal error, no report was written: the check acme.careless panicked: no \uFFFD[2Jluck; at all; please tell who made it\n"
	if exit != exitInternal || errs.String() != want {
		t.Errorf("exit %d: %s\nwant %s", exit, &errs, want)
	}
	// What AWS answered is not lost for it.
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 || entries[0].Name() != "recording" || out.Len() > 0 {
		t.Errorf("written: %v, %v, and on the standard output: %s", entries, err, &out)
	}
	if r, err := wire.Open(os.DirFS(recording)); err != nil || len(r.Exchanges) == 0 || r.Manifest.Unfinished == nil {
		t.Errorf("%+v, %v", r.Manifest, err)
	}
}

// beyondSignIn lets anyone sign in and list the buckets, and answers all else by
// itself.
func (c *cloud) beyondSignIn(answer http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		switch call := c.call(r); call {
		case "GetCallerIdentity", "ListAccountAliases", "DescribeRegions", buckets:
			c.answer(w, call)
		default:
			answer(w, r)
		}
	}
}

// unassessed fails the test unless nothing is known of all buckets, of each for
// the same reason, whether it was the first to be asked about or was not at all.
func unassessed(t *testing.T, out string, exit, buckets int, reason inventory.Reason) {
	t.Helper()
	r := parse(t, []byte(out))
	if exit != exitIncomplete || len(r.Findings) != buckets || len(r.Unassessed) != buckets {
		t.Fatalf("exit %d, %d findings, %d unassessed", exit, len(r.Findings), len(r.Unassessed))
	}
	for _, u := range r.Unassessed {
		if first := r.Unassessed[0]; u.Reason != reason || u.Code != first.Code || u.Message != first.Message {
			t.Errorf("unassessed: %+v, the first one: %+v", u, first)
		}
	}
}

func TestCredentialsThatExpireInAScanLeaveWhatWasReadAndNoStormOfCalls(t *testing.T) {
	c := signedIn(t, &cloud{many: 998})
	c.Config.Handler = c.beyondSignIn(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprint(w, "<Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>")
	})
	out, _, exit := run(t, "scan", "--check", versioning, "-o", "json")
	unassessed(t, out, exit, 1000, inventory.Expired)
	if n := len(c.calls()); n > 100 {
		t.Errorf("%d calls were made", n)
	}
}

func TestAServiceThatIsGivenUpIsALine(t *testing.T) {
	c := signedIn(t, &cloud{many: 98})
	c.Config.Handler = c.beyondSignIn(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) })
	began := time.Now()
	out, errs, exit := run(t, "scan", "--check", versioning, "-o", "json")
	if took := time.Since(began); took > 30*time.Second {
		t.Errorf("took %v", took)
	}
	unassessed(t, out, exit, 100, inventory.ServerError)
	const want = "s3 does not answer in us-east-1, so it is not asked any more: what it was not asked is UNKNOWN\n"
	if n := strings.Count(errs, want); n != 1 {
		t.Errorf("said %d times, want once:\n%s", n, errs)
	}
}

func TestManyScansInOneProcessLeaveNothingBehind(t *testing.T) {
	var open sync.Map
	signedIn(t, &cloud{meets: func(conn net.Conn, s http.ConnState) {
		open.Store(conn, s)
		if s == http.StateClosed {
			open.Delete(conn)
		}
	}})
	run(t, "scan", "--check", versioning, "-o", "json") // what is begun once in a process
	before := runtime.NumGoroutine()
	for range 50 {
		if _, errs, exit := run(t, "scan", "--check", versioning, "-o", "json"); exit != exitOK {
			t.Fatalf("exit %d: %s", exit, errs)
		}
	}
	left := func() (connections, goroutines int) {
		open.Range(func(any, any) bool { connections++; return true })
		return connections, runtime.NumGoroutine() - before
	}
	// The end of a connection is noticed a moment later.
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if connections, goroutines := left(); connections == 0 && goroutines <= 0 {
			return
		}
	}
	connections, goroutines := left()
	t.Errorf("%d connections and %d goroutines are left", connections, goroutines)
}
