package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs/truth.md")

var root = filepath.Join("..", "..")

func truths(t *testing.T) []truth {
	t.Helper()
	cases, err := load(os.DirFS(filepath.Join(root, where)))
	if err != nil {
		t.Fatal(err)
	}
	return cases
}

func TestEveryTruthHolds(t *testing.T) {
	for _, c := range truths(t) {
		t.Run(c.Check+"/"+c.Name, func(t *testing.T) {
			if err := c.judge(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestTheDocumentListsEveryTruth(t *testing.T) {
	name := filepath.Join(root, "docs", "truth.md")
	text := document(truths(t))
	if *update {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != text {
		t.Errorf("%s does not list what is there: `make generate` writes it", name)
	}
}

// A list that takes everything for true would be worth nothing.
func TestWhatIsNotTrueIsFound(t *testing.T) {
	const good = `check: ec2.volume-encrypted
why: w
source: https://example.com/
want: FAIL volume/vol-1 by Encrypted
-- ec2.volumes --
[{"arn": "arn:aws:ec2:us-east-1:123456789012:volume/vol-1", "Encrypted": false}]
`
	for name, tc := range map[string]struct {
		from, to      string
		parses, holds bool
	}{
		"as it is":               {"", "", true, true},
		"another status":         {"want: FAIL", "want: PASS", true, false},
		"another resource":       {"want: FAIL volume/vol-1", "want: FAIL volume/vol-2", true, false},
		"evidence of else":       {"by Encrypted", "by State", true, false},
		"another value":          {"false", "true", true, false},
		"a finding too many":     {"}]", "}, {\"arn\": \"arn:aws:ec2:us-east-1:123456789012:volume/vol-2\", \"Encrypted\": true}]", true, false},
		"a field too many":       {"\"Encrypted\"", "\"Encripted\"", true, false},
		"a table it reads not":   {"ec2.volumes", "ec2.instances", true, false},
		"no such check":          {"check: ec2.volume", "check: ec2.volumen", true, false},
		"no evidence":            {" by Encrypted", "", false, false},
		"no reason":              {"why: w\n", "", false, false},
		"a key that is not one":  {"why: w", "because: w", false, false},
		"rows that are not JSON": {"[{", "[", true, false},
		"a word for a status":    {"want: FAIL", "want: WRONG", false, false},
	} {
		t.Run(name, func(t *testing.T) {
			c, err := parse("case", []byte(replaceOnce(good, tc.from, tc.to)))
			if (err == nil) != tc.parses {
				t.Fatalf("parsing: %v", err)
			}
			if err != nil {
				return
			}
			if err := c.judge(); (err == nil) != tc.holds {
				t.Errorf("judging: %v", err)
			}
		})
	}
}

func replaceOnce(s, from, to string) string {
	if from == "" {
		return s
	}
	return strings.Replace(s, from, to, 1)
}
