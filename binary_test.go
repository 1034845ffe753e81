package yourside_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks"
	"github.com/yourside/yourside/internal/scan"
)

// credentialOperations are what the SDK itself calls to obtain credentials.
// They are linked with its credential chain, and happen before the guard.
var credentialOperations = []string{
	"s3:CreateSession", // directory buckets, which a scan does not read
	"signin:CreateOAuth2Token",
	"sso:GetRoleCredentials",
	"ssooidc:CreateToken",
	"sts:AssumeRole",
	"sts:AssumeRoleWithWebIdentity",
}

var operationSymbol = regexp.MustCompile(`aws-sdk-go-v2/service/([a-z0-9]+)\.\(\*Client\)\.([A-Z][A-Za-z0-9]*)\n`)

// The linker keeps the operations that something may call. So the binary holds
// what the checks' tables declare and nothing else: no call that changes a
// resource is there at all, and no declared one is idle. Whatever makes the
// linker keep every method, such as a template package, fails here too.
func TestTheBinaryHoldsTheDeclaredOperationsOnly(t *testing.T) {
	t.Parallel()
	symbols, err := exec.CommandContext(t.Context(), "go", "tool", "nm", build(t, "./cmd/yourside")).Output()
	if err != nil {
		t.Fatal(err)
	}
	var linked []string
	for _, m := range operationSymbol.FindAllSubmatch(symbols, -1) {
		linked = append(linked, string(m[1])+":"+string(m[2]))
	}
	slices.Sort(linked)
	declared, err := scan.Operations(checks.All())
	if err != nil {
		t.Fatal(err)
	}
	want := slices.Sorted(slices.Values(slices.Concat(declared, credentialOperations)))
	if diff := cmp.Diff(want, linked); diff != "" {
		t.Errorf("operations, - declared, + linked:\n%s", diff)
	}
}

const sizeBudget = 50 << 20

// One service with all of its operations is more than ten megabytes.
func TestTheBinaryIsWithinItsBudget(t *testing.T) {
	t.Parallel()
	info, err := os.Stat(build(t, "./cmd/yourside", "-ldflags=-s -w"))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%.1f MB", float64(info.Size())/1e6)
	if info.Size() > sizeBudget {
		t.Errorf("the binary has %d bytes, the budget is %d", info.Size(), sizeBudget)
	}
}

// build builds a command and returns the path of its binary.
func build(t *testing.T, pkg string, flags ...string) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "yourside.exe")
	args := slices.Concat([]string{"build", "-o", binary}, flags, []string{pkg})
	if out, err := exec.CommandContext(t.Context(), "go", args...).CombinedOutput(); err != nil {
		t.Fatalf("building %s: %v\n%s", pkg, err, out)
	}
	return binary
}
