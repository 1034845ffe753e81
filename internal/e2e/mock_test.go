//go:build e2e

package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	_ "github.com/yourside/yourside" // what the binary holds, so that its change is one of the tests
	"github.com/yourside/yourside/internal/wire"
)

const (
	python       = "../../.venv/bin/python"
	server       = "../../testdata/e2e/mock.py"
	populate     = "../../testdata/e2e/populate.py"
	requirements = "../../testdata/requirements.txt"

	keyID   = "AKIAI44QH8DHBEXAMPLE"
	secret  = "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY"
	session = "IQoJb3JpZ2luX2VjEXAMPLETOKEN"
)

// What all tests share: the binary, the account and a view of the traffic.
var (
	binary string
	names  map[string]string // what the account calls the things in it
	mock   string            // the address of the mock AWS
	front  *proxy            // what the binary talks to
)

// environment returns what is set where the tests run, without what whoever
// runs them has set for AWS.
func environment() []string {
	return slices.DeleteFunc(os.Environ(), func(variable string) bool { return strings.HasPrefix(variable, "AWS_") })
}

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	dir, err := os.MkdirTemp("", "yourside-e2e-")
	if err != nil {
		return fail(err)
	}
	defer os.RemoveAll(dir)
	binary = filepath.Join(dir, "yourside.exe")
	if out, err := exec.CommandContext(ctx, "go", "build", "-o", binary, "../../cmd/yourside").CombinedOutput(); err != nil {
		return fail(fmt.Errorf("building: %w\n%s", err, out))
	}
	stop, err := startMock(ctx)
	if err != nil {
		return fail(err)
	}
	defer stop()
	if err := fill(ctx); err != nil {
		return fail(err)
	}
	target, err := url.Parse(mock)
	if err != nil {
		return fail(err)
	}
	front = newProxy(target)
	defer front.Close()
	return m.Run()
}

func fail(err error) int {
	fmt.Fprintln(os.Stderr, err)
	return 1
}

// startMock starts a mock AWS and waits until it answers.
func startMock(ctx context.Context) (stop func(), err error) {
	if _, err := os.Stat(python); err != nil {
		return nil, fmt.Errorf("no mock of AWS, `make test` installs it: %w", err)
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	address := l.Addr().String()
	_, port, _ := net.SplitHostPort(address)
	if err := l.Close(); err != nil {
		return nil, err
	}
	var log bytes.Buffer
	cmd := exec.CommandContext(ctx, python, server, port)
	cmd.Env = append(environment(), "MOTO_IAM_LOAD_MANAGED_POLICIES=true", "MOTO_EC2_LOAD_DEFAULT_AMIS=false")
	cmd.Stdout, cmd.Stderr = &log, &log
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	stop = func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}
	mock = "http://" + address
	for range 300 {
		if _, err := get(ctx, mock+"/moto-api/"); err == nil {
			return stop, nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	stop()
	return nil, fmt.Errorf("the mock of AWS does not answer:\n%s", &log)
}

func get(ctx context.Context, address string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return nil, err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	return io.ReadAll(answer.Body)
}

// fill makes the account of populate.py.
func fill(ctx context.Context) error {
	script := exec.CommandContext(ctx, python, populate, mock)
	script.Env = append(environment(), "AWS_ACCESS_KEY_ID=populate", "AWS_SECRET_ACCESS_KEY=populate")
	script.Stderr = os.Stderr
	out, err := script.Output()
	if err != nil {
		return fmt.Errorf("populating the account: %w", err)
	}
	return json.Unmarshal(out, &names)
}

// A proxy passes requests on to the mock. It keeps which operations came by,
// denies some, and lets others wait for ever.
type proxy struct {
	*httptest.Server

	mu      sync.Mutex
	calls   int
	seen    map[string]bool
	denied  map[string]bool
	stalled map[string]chan struct{} // told when such a call is there
	memory  *memory                  // if a test has one
}

// standIns are what Systems Manager says of an account that does not use it. The
// mock fails at these, and a service that fails call after call is given up.
var standIns = map[string]string{
	"AmazonSSM.DescribeInstanceInformation":     `{"InstanceInformationList":[]}`,
	"AmazonSSM.GetServiceSetting":               `{"ServiceSetting":{"SettingId":"/ssm/managed-instance/default-ec2-instance-management-role","SettingValue":"$None","Status":"Default"}}`,
	"AmazonSSM.ListAssociations":                `{"Associations":[]}`,
	"AmazonSSM.ListResourceComplianceSummaries": `{"ResourceComplianceSummaryItems":[]}`,
}

func newProxy(target *url.URL) *proxy {
	p := &proxy{seen: map[string]bool{}, denied: map[string]bool{}, stalled: map[string]chan struct{}{}}
	mock := httputil.NewSingleHostReverseProxy(target)
	mock.ErrorLog = log.New(io.Discard, "", 0) // a scan that is interrupted hangs up on its calls
	next := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if answer, ok := standIns[r.Header.Get("X-Amz-Target")]; ok {
			w.Header().Set("Content-Type", "application/x-amz-json-1.1")
			fmt.Fprint(w, answer)
			return
		}
		mock.ServeHTTP(w, r)
	})
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		operation := operationOf(r, string(body))
		if p.stalls(operation) {
			<-r.Context().Done()
			return
		}
		switch admitted, memory := p.admit(operation); {
		case admitted && memory != nil && operation != "GenerateCredentialReport": // which is asked until it is done
			memory.serve(w, r, string(body), next)
			return
		case admitted:
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/xml")
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprint(w, `<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>not you</Message></Error></Errors></Response>`)
	}))
	return p
}

func (p *proxy) admit(operation string) (bool, *memory) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.calls++
	p.seen[operation] = true
	return !p.denied[operation], p.memory
}

// count returns how many calls came by.
func (p *proxy) count() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.calls
}

// operations returns the names of those that came by.
func (p *proxy) operations() map[string]bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return maps.Clone(p.seen)
}

// deny refuses the operation until the test ends.
func (p *proxy) deny(t *testing.T, operation string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.denied[operation] = true
	t.Cleanup(func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(p.denied, operation)
	})
}

// stall never answers the operation until the test ends. What it returns is
// told of each such call.
func (p *proxy) stall(t *testing.T, operation string) <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	there := make(chan struct{}, 100)
	p.stalled[operation] = there
	t.Cleanup(func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(p.stalled, operation)
	})
	return there
}

func (p *proxy) stalls(operation string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	there, ok := p.stalled[operation]
	if ok {
		there <- struct{}{}
	}
	return ok
}

// operationOf returns an operation's name by what the protocols of AWS say on
// the wire, or the method of a REST call.
func operationOf(r *http.Request, body string) string {
	if target := r.Header.Get("X-Amz-Target"); target != "" {
		return target[strings.LastIndex(target, ".")+1:]
	}
	if form, err := url.ParseQuery(body); err == nil && form.Get("Action") != "" {
		return form.Get("Action")
	}
	if name := strings.TrimPrefix(r.URL.Path, "/"); r.Method == http.MethodPost && name != "" {
		return strings.ToUpper(name[:1]) + name[1:]
	}
	return r.Method
}

// An outcome is what the binary did.
type outcome struct {
	out, errs string
	exit      int
}

// yourside runs the binary to its end.
func yourside(t *testing.T, env []string, args ...string) outcome {
	t.Helper()
	// What a test reads is what it depends on; before the tests that would not be noticed.
	read(t, populate)
	read(t, requirements)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	var out, errs bytes.Buffer
	c := exec.CommandContext(ctx, binary, args...)
	c.Dir = t.TempDir()
	c.Env = append([]string{"HOME=" + c.Dir, "AWS_EC2_METADATA_DISABLED=true"}, env...)
	c.Stdout, c.Stderr = &out, &errs
	err := c.Run()
	if failed := (*exec.ExitError)(nil); err != nil && !errors.As(err, &failed) {
		t.Fatal(err)
	}
	return outcome{out.String(), errs.String(), c.ProcessState.ExitCode()}
}

// command is the binary with nothing of this process's environment.
func command(t *testing.T, env []string, args ...string) *exec.Cmd {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(cancel)
	c := exec.CommandContext(ctx, binary, args...)
	c.Dir = t.TempDir()
	c.Env = append([]string{"HOME=" + c.Dir, "AWS_EC2_METADATA_DISABLED=true"}, env...)
	return c
}

// signedIn is the environment of somebody with credentials for the mock.
func signedIn() []string {
	return []string{
		"AWS_ENDPOINT_URL=" + front.URL, "AWS_ACCESS_KEY_ID=" + keyID,
		"AWS_SECRET_ACCESS_KEY=" + secret, "AWS_SESSION_TOKEN=" + session,
	}
}

// regions are those that the account of populate.py uses.
var regions = []string{"--region", "us-east-1,eu-west-1"}

func scan(t *testing.T, args ...string) outcome {
	t.Helper()
	return yourside(t, signedIn(), append(append([]string{"scan"}, regions...), args...)...)
}

// open opens the recording in a directory.
func open(t *testing.T, dir string) wire.Recording {
	t.Helper()
	r, err := wire.Open(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	return r
}
