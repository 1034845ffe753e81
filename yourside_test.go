package yourside_test

import (
	"os"
	"os/exec"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/yourside/yourside/"

// may lists what each package may import of ours; a trailing slash stands for
// all packages below. Only those in sdk may import the AWS SDK.
var (
	may = map[string][]string{
		"checks/inventory":       {},
		"checks/check":           {"checks/inventory"},
		"checks/check/checktest": {"checks/check", "checks/inventory"},
		"checks/internet":        {},
		"checks/logpattern":      {},
		"checks/trail":           {"checks/check", "checks/inventory"},
		"checks/policy":          {"checks/internet"},
		"checks/access":          {"checks/check", "checks/inventory", "checks/organization", "checks/policy"},
		"checks/identity":        {"checks/check", "checks/inventory", "checks/organization", "checks/policy"},
		"checks/organization":    {"checks/check", "checks/inventory", "checks/policy"},
		"checks/reach":           {"checks/check", "checks/internet", "checks/inventory"},
		"checks/reach/reachtest": {"checks/check/checktest", "checks/inventory"},
		"checks":                 {"checks/"},
		"report":                 {"checks/check", "checks/framework", "checks/inventory", "report/"},
		"checks/framework":       {},
		"internal/wire":          {},
		"internal/config":        {},
		"internal/schedule":      {},
		"internal/history":       {"checks/check", "checks/inventory", "report"},
		"internal/account":       {"checks/inventory"},
		"internal/collect":       {"checks/inventory", "internal/wire"},
		"internal/scan":          {"checks/check", "checks/inventory", "internal/account", "internal/collect", "internal/wire"},
	}
	sdk = []string{"internal/wire", "internal/account", "internal/collect", "internal/scan", "internal/cli", "internal/bench", "internal/awstest", "internal/truth"}
)

// Imports run one way: account, collect, inventory, checks, findings, report.
func TestImportsRunOneWay(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./...").CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		pkg := strings.TrimPrefix(words[0], module)
		allowed, bounded := may[pkg]
		if !bounded && strings.HasPrefix(pkg, "checks/") {
			allowed, bounded = []string{"checks/access", "checks/check", "checks/identity", "checks/internet", "checks/inventory",
				"checks/logpattern", "checks/policy", "checks/reach", "checks/trail"}, true
		}
		for _, path := range words[1:] {
			ours, ok := strings.CutPrefix(path, module)
			if ok && bounded && !slices.ContainsFunc(allowed, func(a string) bool {
				return ours == a || strings.HasSuffix(a, "/") && strings.HasPrefix(ours, a)
			}) {
				t.Errorf("%s imports %s", pkg, ours)
			}
			if strings.HasPrefix(path, "github.com/aws/") && !slices.Contains(sdk, pkg) {
				t.Errorf("%s imports %s", pkg, path)
			}
		}
	}
}

// deps are the packages that the binary holds.
func deps(t *testing.T) []string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", "./cmd/yourside").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(string(out))
}

// Templates call methods by name, so the linker would have to keep every
// method of every SDK client.
func TestNoTemplatesInTheBinary(t *testing.T) {
	if slices.Contains(deps(t), "html/template") {
		t.Error("the binary holds html/template")
	}
}

// Some versions of the SDK's clients build the schemas of all operations of the
// service at each start, which every command would wait for.
func TestFewClientsBuildSchemasAtEachStart(t *testing.T) {
	built := []string{"cloudwatch", "lambda", "signin", "sso", "ssooidc"}
	for _, pkg := range deps(t) {
		service, ok := strings.CutPrefix(strings.TrimSuffix(pkg, "/schemas"), "github.com/aws/aws-sdk-go-v2/service/")
		if ok && strings.HasSuffix(pkg, "/schemas") && !slices.Contains(built, service) {
			t.Errorf("the client of %s builds schemas: see ARCHITECTURE.md", service)
		}
	}
}

var direct = regexp.MustCompile(`(?m)^\t(\S+?)(?:/v\d+)? v\S+$`)

func TestEachDependencyHasItsReason(t *testing.T) {
	required, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	reasons, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range direct.FindAllSubmatch(required, -1) {
		module := string(m[1])
		if strings.HasPrefix(module, "github.com/aws/aws-sdk-go-v2/") {
			continue // one reason for all
		}
		if name := path.Base(module); !regexp.MustCompile(`(?m)^\|[^|]*\b` + regexp.QuoteMeta(name) + `\b[^|]*\| .`).Match(reasons) {
			t.Errorf("ARCHITECTURE.md does not say why %s is needed", module)
		}
	}
}

var (
	uses   = regexp.MustCompile(`uses:.*`)
	pinned = regexp.MustCompile(`^uses: [\w-]+/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`)
)

// A tag of somebody else may be moved, and then runs with our permissions.
func TestActionsOfOthersArePinned(t *testing.T) {
	workflow, err := os.ReadFile(".github/workflows/release.yml")
	if err != nil {
		t.Fatal(err)
	}
	for _, action := range uses.FindAllString(string(workflow), -1) {
		if !pinned.MatchString(action) {
			t.Errorf("%s is not pinned by a commit and the version that it is", action)
		}
	}
}
