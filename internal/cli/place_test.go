package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yourside/yourside/internal/config"
)

// repository makes the working directory one, below its root, with this file.
func repository(t *testing.T, text string) {
	t.Helper()
	root := t.TempDir()
	below := filepath.Join(root, "a", "b")
	for _, dir := range []string{below, filepath.Join(root, ".git")} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(root, config.Name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Chdir(below)
}

func TestWhatIsAboutTheAccountPointsToItsLineInTheRepository(t *testing.T) {
	for name, tc := range map[string]struct {
		file string
		line float64 // 0 stands for none
	}{
		"listed":  {"version: 1\naccounts:\n  - id: 999999999999\n  - name: demo\n    id: 111122223333\n", 5},
		"another": {"accounts:\n  - id: 999999999999\n", 0},
	} {
		t.Run(name, func(t *testing.T) {
			repository(t, tc.file)
			out, errs, exit := run(t, "demo", "-q", "-o", "sarif")
			if exit != exitOK {
				t.Fatalf("exit %d: %s", exit, errs)
			}
			seen := map[string]int{}
			for _, r := range results(t, out) {
				properties := r["properties"].(map[string]any)
				location := r["locations"].([]any)[0].(map[string]any)["physicalLocation"].(map[string]any)
				uri, line := location["artifactLocation"].(map[string]any)["uri"].(string), location["region"].(map[string]any)["startLine"]
				mode := properties["locationMode"].(string)
				seen[mode]++
				account := strings.HasSuffix(properties["arn"].(string), ":iam::111122223333:root")
				switch {
				case mode == "config" && (!account || uri != config.Name || line != tc.line):
				case mode == "synthetic" && (account && tc.line > 0 || !strings.HasPrefix(uri, "aws/") || line != 1.0):
				default:
					continue
				}
				t.Errorf("%s of %s is at %s:%v by %s", r["ruleId"], properties["arn"], uri, line, mode)
			}
			if seen["synthetic"] == 0 || (seen["config"] > 0) != (tc.line > 0) {
				t.Errorf("%v", seen)
			}
		})
	}
}

func results(t *testing.T, sarif string) []map[string]any {
	t.Helper()
	var log struct {
		Runs []struct{ Results []map[string]any }
	}
	if err := json.Unmarshal([]byte(sarif), &log); err != nil {
		t.Fatal(err)
	}
	return log.Runs[0].Results
}

func TestAMalformedFileIsAMistakeInTheCall(t *testing.T) {
	repository(t, "accounts:\n  - id: 12\n")
	out, errs, exit := run(t, "demo")
	if exit != exitUsage || out != "" || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, config.Name+": line 2: the id of an account") {
		t.Errorf("exit %d: %s%s", exit, errs, out)
	}
}
