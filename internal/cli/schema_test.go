package cli

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"github.com/yourside/yourside/internal/config"
)

// An editor and a scan agree on a file.
func TestTheSchemaOfTheConfigurationTakesWhatAScanTakes(t *testing.T) {
	out, errs, exit := run(t, "config", "schema")
	if exit != exitOK {
		t.Fatalf("exit %d: %s", exit, errs)
	}
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("config.json", document); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("config.json")
	if err != nil {
		t.Fatal(err)
	}
	repository(t, "")
	for text, good := range map[string]bool{
		"version: 1\n": true, "version: 2\n": false, "fail-on: high\n": true, "fail-on: hgh\n": false, "fail-onn: high\n": false,
		"skip: [iam.root-hardware-mfa]\n": true, "skip: iam.root-hardware-mfa\n": true, "skip: [iam.root]\n": false, "new-only: true\n": true,
		"max-unknown: 3\n": true, "max-unknown: many\n": false, "api-share: 0.5\n": true, "output: [text]\n": true,
		"accounts:\n  - id: \"123456789012\"\n    name: shop\n": true, "accounts:\n  - name: shop\n": false, "severity: [critical, high]\n": true,
		"parameters:\n  iam.access-key-rotated:\n    max-age-days: 45\n": true, "parameters:\n  iam.access-key-rotated:\n    age: 45\n": false,
		"notify-webhook: https://example.com\n": false, "timeout: 10m\n": true,
	} {
		var value any
		if err := yaml.NewDecoder(bytes.NewReader([]byte(text))).Decode(&value); err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(value); (err == nil) != good {
			t.Errorf("%q: the schema says %v", text, err)
		}
		write(t, filepath.Join("..", "..", config.Name), text)
		if _, errs, exit := run(t, "scan", "--explain"); (exit == exitOK) != good {
			t.Errorf("%q: a scan exits with %d: %s", text, exit, errs)
		}
	}
}
