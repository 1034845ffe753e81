package report_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/cli"
	"github.com/yourside/yourside/report"
)

var update = flag.Bool("update", false, "write the golden files")

// golden compares what was written with a file, or writes that.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s, - as it was, + as it is (go test -update accepts it):\n%s", path, diff)
	}
}

// demo returns the JSON and the SARIF report of the recorded account.
func demo(t *testing.T) (asJSON, asSARIF []byte) {
	t.Helper()
	dir := t.TempDir()
	paths := []string{filepath.Join(dir, "report.json"), filepath.Join(dir, "report.sarif")}
	var out, errs bytes.Buffer
	cli.Run([]string{"demo", "-o", "json=" + paths[0], "-o", "sarif=" + paths[1]}, &out, &errs, nil)
	var files [2][]byte
	for i, path := range paths {
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatalf("%v\n%s", err, errs.String())
		}
		files[i] = file
	}
	return files[0], files[1]
}

// schema compiles a schema, with the formats of its strings as rules.
func schema(text []byte) (*jsonschema.Schema, error) {
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("schema.json", document); err != nil {
		return nil, err
	}
	return c.Compile("schema.json")
}

var (
	ofReports = sync.OnceValues(func() (*jsonschema.Schema, error) { return schema(report.Schema) })
	ofSARIF   = sync.OnceValues(func() (*jsonschema.Schema, error) {
		text, err := os.ReadFile(filepath.Join("testdata", "sarif-2.1.0.json"))
		if err != nil {
			return nil, err
		}
		return schema(text)
	})
)

func reportSchema(t *testing.T) *jsonschema.Schema { t.Helper(); return must(ofReports())(t) }
func sarifSchema(t *testing.T) *jsonschema.Schema  { t.Helper(); return must(ofSARIF())(t) }

func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// parse returns the document as the schema's validator takes it.
func parse(t *testing.T, document []byte) map[string]any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(document))
	if err != nil {
		t.Fatal(err)
	}
	return v.(map[string]any)
}

func TestTheReportOfTheDemoIsAsItsSchemasSay(t *testing.T) {
	asJSON, asSARIF := demo(t)
	document := parse(t, asJSON)
	if err := reportSchema(t).Validate(document); err != nil {
		t.Error(err)
	}
	if len(document["findings"].([]any)) < 100 || len(document["unassessed"].([]any)) == 0 {
		t.Error("the demo has too little in it for the schema to be tried")
	}
	if err := sarifSchema(t).Validate(parse(t, asSARIF)); err != nil {
		t.Error(err)
	}
}

// Whoever adds, renames or drops a field must look at the contract first.
func TestTheSchemaTakesNoOtherFields(t *testing.T) {
	asJSON := written(t, report.JSON, sample())
	contract := reportSchema(t)
	first := func(d map[string]any, list string) map[string]any { return d[list].([]any)[0].(map[string]any) }
	parts := map[string]func(map[string]any) map[string]any{
		"report":     func(d map[string]any) map[string]any { return d },
		"tool":       func(d map[string]any) map[string]any { return d["tool"].(map[string]any) },
		"scan":       func(d map[string]any) map[string]any { return d["scan"].(map[string]any) },
		"outcome":    func(d map[string]any) map[string]any { return d["outcome"].(map[string]any) },
		"coverage":   func(d map[string]any) map[string]any { return d["coverage"].(map[string]any) },
		"summary":    func(d map[string]any) map[string]any { return d["summary"].(map[string]any) },
		"finding":    func(d map[string]any) map[string]any { return first(d, "findings") },
		"resource":   func(d map[string]any) map[string]any { return first(d, "findings")["resource"].(map[string]any) },
		"unassessed": func(d map[string]any) map[string]any { return first(d, "unassessed") },
	}
	optional := map[string]bool{"scan alias": true, "scan api_share": true, "unassessed resource": true}
	for name, part := range parts {
		document := parse(t, asJSON)
		part(document)["extra"] = json.Number("1")
		if contract.Validate(document) == nil {
			t.Errorf("an extra field in %s is valid", name)
		}
		for field := range part(parse(t, asJSON)) {
			document := parse(t, asJSON)
			delete(part(document), field)
			if valid := contract.Validate(document) == nil; valid != optional[name+" "+field] {
				t.Errorf("%s without %s: valid is %t", name, field, valid)
			}
		}
	}
}

// The schema lists the reasons; a new one that it lacks would make reports
// that consumers refuse.
func TestTheSchemaHasEveryReason(t *testing.T) {
	contract := reportSchema(t)
	for _, reason := range reasons(t) {
		r := sample()
		r.Unassessed[0].Reason = reason
		if err := contract.Validate(parse(t, written(t, report.JSON, r))); err != nil {
			t.Errorf("%s: %v", reason, err)
		}
	}
}

// reasons returns the constants of the type, as its file declares them.
func reasons(t *testing.T) []inventory.Reason {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", "checks", "inventory", "gap.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var all []inventory.Reason
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if typ, ok := spec.Type.(*ast.Ident); ok && typ.Name == "Reason" {
			word, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, inventory.Reason(word))
		}
		return true
	})
	if len(all) < 10 {
		t.Fatalf("found only %d reasons: %v", len(all), all)
	}
	return all
}
