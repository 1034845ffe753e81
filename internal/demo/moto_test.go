package demo_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	correction = regexp.MustCompile(`(?m)^@fix\("([^"]+)"\)\ndef (\w+)\(`)
	quoted     = regexp.MustCompile("`([^`]+)`")
	wireTest   = regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	motoPinned = regexp.MustCompile(`(?m)^moto\S*==(\S+)$`)
)

// A remark is a line of MOTO.md about one operation.
type remark struct {
	pages string          // of the API reference
	done  map[string]bool // what is done about it
}

// What is done about moto, MOTO.md says, with the page of AWS that tells why;
// and what it says is done.
func TestMOTOSaysWhatIsDoneAboutMoto(t *testing.T) {
	const sources = "../../testdata/demo/"
	text := content(t, sources+"MOTO.md")
	remarks := remarksOf(t, text)
	todo := func(operation, what string, pages ...string) {
		said, ok := remarks[operation]
		if !ok || !said.done[what] {
			t.Errorf("MOTO.md does not say that %s is for %s", what, operation)
			return
		}
		said.done[what] = false
		for _, page := range pages {
			if !strings.Contains(said.pages, "("+page+")") {
				t.Errorf("MOTO.md does not name %s with %s", page, operation)
			}
		}
	}
	for _, fix := range correction.FindAllStringSubmatch(content(t, sources+"tidy.py"), -1) {
		todo(fix[1], fix[2])
	}
	for operation, by := range handwritten(t, sources) {
		for file, pages := range by {
			todo(operation, "handwritten/"+file, pages...)
		}
	}
	tests := testsOf(t, "../collect/*_test.go")
	for operation, said := range remarks {
		for what, left := range said.done {
			if left && !tests[what] {
				t.Errorf("MOTO.md says that %s is for %s, which is not so", what, operation)
			}
		}
	}
	pin := motoPinned.FindStringSubmatch(content(t, "../../testdata/requirements.txt"))
	if pin == nil || !strings.Contains(text, "moto "+pin[1]+".") {
		t.Errorf("MOTO.md is not about the moto that is installed: %q", pin)
	}
}

func remarksOf(t *testing.T, text string) map[string]remark {
	t.Helper()
	all := map[string]remark{}
	for line := range strings.Lines(text) {
		cells := strings.Split(strings.TrimSpace(line), " | ")
		if !strings.HasPrefix(line, "| `") {
			continue
		}
		if len(cells) != 4 || !strings.Contains(cells[2], "](https://docs.aws.amazon.com/") {
			t.Errorf("not a remark with a page of AWS: %s", line)
			continue
		}
		r := remark{cells[2], map[string]bool{}}
		for _, what := range quoted.FindAllStringSubmatch(cells[3], -1) {
			r.done[what[1]] = true
		}
		all[quoted.FindStringSubmatch(cells[0])[1]] = r
	}
	return all
}

// handwritten returns the pages that answers written by hand name, by operation and file.
func handwritten(t *testing.T, sources string) map[string]map[string][]string {
	t.Helper()
	files, err := filepath.Glob(sources + "handwritten/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("%v: %v", files, err)
	}
	all := map[string]map[string][]string{}
	for _, name := range files {
		var answers []struct{ Why, Doc, Operation string }
		if err := json.Unmarshal([]byte(content(t, name)), &answers); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, a := range answers {
			if a.Why == "" {
				t.Errorf("%s does not say why %s is written by hand", name, a.Operation)
			}
			if all[a.Operation] == nil {
				all[a.Operation] = map[string][]string{}
			}
			file := filepath.Base(name)
			all[a.Operation][file] = append(all[a.Operation][file], a.Doc)
		}
	}
	return all
}

func testsOf(t *testing.T, pattern string) map[string]bool {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]bool{}
	for _, name := range files {
		for _, test := range wireTest.FindAllStringSubmatch(content(t, name), -1) {
			all[test[1]] = true
		}
	}
	return all
}

func content(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
