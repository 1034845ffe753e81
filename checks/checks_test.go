package checks

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/check"
)

func TestTheSetIsValid(t *testing.T) {
	if err := check.Validate(All()); err != nil {
		t.Fatal(err)
	}
	for _, c := range All() {
		for _, r := range c.References {
			if !strings.HasPrefix(r, "https://docs.aws.amazon.com/") {
				t.Errorf("%s: the reference %q is no page of the AWS documentation", c.ID, r)
			}
		}
		if len(c.References) == 0 {
			t.Errorf("%s: no reference", c.ID)
		}
	}
}

// Whoever works in the console, with the AWS CLI or with Terraform finds his way,
// what it may break and how to go back.
func TestEachCheckSaysHowToFixItEachWay(t *testing.T) {
	for _, c := range All() {
		for _, way := range []struct{ name, text string }{
			{"Console", c.Fix.Console},
			{"CLI", c.Fix.CLI},
			{"Terraform", c.Fix.Terraform},
			{"Breaks", c.Fix.Breaks},
			{"Undo", c.Fix.Undo},
		} {
			if strings.TrimSpace(way.text) == "" {
				t.Errorf("%s: Fix.%s says nothing", c.ID, way.name)
			}
		}
		for line := range strings.Lines(c.Fix.CLI) {
			if !commandLine.MatchString(line) {
				t.Errorf("%s: Fix.CLI has a line that is no command of the AWS CLI, none going on and no comment: %q", c.ID, line)
			}
		}
		if wrong := misspelt(c.Fix.Terraform); wrong != "" {
			t.Errorf("%s: Fix.Terraform %s:\n%s", c.ID, wrong, c.Fix.Terraform)
		}
	}
}

// A title is what holds on PASS: it reads as a statement in a list, and in
// "new: ...". Why is for a developer who has never heard of it, in two or three
// sentences.
func TestEachCheckStatesWhatShallBeAndWhyInFewWords(t *testing.T) {
	for _, c := range All() {
		if wrong := untitled(c.Title); wrong != "" {
			t.Errorf("%s: the title %q %s", c.ID, c.Title, wrong)
		}
		words, sentences := len(strings.Fields(c.Rationale)), len(endOfSentence.FindAllString(c.Rationale, -1))
		if words < 10 || words > 45 || sentences < 1 || sentences > 3 || !strings.HasSuffix(c.Rationale, ".") {
			t.Errorf("%s: why is %d words in %d sentences: %q", c.ID, words, sentences, c.Rationale)
		}
		for name, text := range map[string]string{"Logic": c.Logic, "Remedy": c.Remedy, "Fix.Console": c.Fix.Console, "Fix.Breaks": c.Fix.Breaks, "Fix.Undo": c.Fix.Undo} {
			if strings.Contains(text, "Aws ") || strings.Contains(text, "  ") || strings.TrimSpace(text) != text {
				t.Errorf("%s: %s has a slip of the pen: %q", c.ID, name, text)
			}
		}
	}
}

// untitled says why a title is none.
func untitled(title string) string {
	words := strings.Fields(title)
	switch {
	case len(words) < 3 || len(words) > 12:
		return "has too few or too many words"
	case strings.ContainsAny(title[len(title)-1:], ".?!"):
		return "is a sentence or a question"
	case orders.MatchString(title):
		return "tells somebody to do it"
	case defects.MatchString(title):
		return "says what is wrong, not what shall be"
	}
	return ""
}

func TestATitleThatSaysWhatIsWrongIsFound(t *testing.T) {
	for _, title := range []string{
		"Ensure buckets are encrypted", "Check that keys rotate", "Buckets should be encrypted", "Are all buckets encrypted?", "Buckets are encrypted.",
		"Buckets", "Bucket is not encrypted", "Unencrypted volumes in use", "Security group open to the world", "MFA is missing for root",
	} {
		if untitled(title) == "" {
			t.Errorf("%q passes", title)
		}
	}
}

var (
	endOfSentence = regexp.MustCompile(`[.?!:](?: |$)`)
	orders        = regexp.MustCompile(`(?i)^(?:ensure|check|verify|make|enable|use|detect|find|avoid|do) |\b(?:should|must be|shall|needs? to)\b`)
	defects       = regexp.MustCompile(`(?i)^(?:unencrypted|unused|public) |\b(?:missing|lacks?|exposed|open to the (?:world|internet)|(?:is|are) not (?:encrypted|enabled|set|used|on|configured))\b`)

	commandLine  = regexp.MustCompile(`^(aws |#|  )`)
	terraformTop = regexp.MustCompile(`^(?:(?:resource|data) "aws_[a-z0-9_]+" "[A-Za-z0-9_]+"|provider "[a-z]+") \{(?:.*\})?$`)
	// terraformIn is a line within a block: an argument, a block, a value of a
	// list or map, an end, or a comment.
	terraformIn     = regexp.MustCompile(`^ +(?:"?[\w:./-]+"? += \S|[a-z0-9_]+(?: "[^"]+")? \{|["{}\[\]()]|[a-z0-9_.]+,?$|#)`)
	terraformString = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
	sentence        = regexp.MustCompile(`^# [A-Z].*[.:]$`)
)

// misspelt says what keeps a text from being Terraform that can be pasted: blocks
// with their arguments, or comments that say why there is none.
func misspelt(text string) string {
	open, blocks, heredoc := 0, 0, ""
	for line := range strings.SplitSeq(text, "\n") {
		code := terraformString.ReplaceAllString(line, `""`)
		if heredoc != "" {
			if strings.TrimSpace(line) == heredoc {
				heredoc = ""
			}
			continue
		}
		if _, end, ok := strings.Cut(code, "<<"); ok {
			heredoc = strings.TrimPrefix(end, "-")
		}
		code, _, _ = strings.Cut(code, "#")
		switch {
		case strings.TrimSpace(line) == "":
		case open == 0 && strings.HasPrefix(line, "#"):
		case open == 0 && !terraformTop.MatchString(line):
			return "begins no block with " + line
		case open == 0:
			blocks++
		case line != "}" && !terraformIn.MatchString(line):
			return "has neither argument nor block in the line " + line
		}
		if strings.Contains(code, `"`) && strings.Count(code, `"`)%2 != 0 {
			return "has a string without an end in the line " + line
		}
		for _, pair := range []string{"{}", "[]", "()"} {
			open += strings.Count(code, pair[:1]) - strings.Count(code, pair[1:])
		}
		if open < 0 {
			return "closes what is not open with the line " + line
		}
	}
	if open > 0 || heredoc != "" {
		return "does not close all that it opens"
	}
	if first, _, _ := strings.Cut(text, "\n"); blocks == 0 && !sentence.MatchString(first) {
		return "has no block, and no sentence that says why"
	}
	return ""
}

func TestWhatIsNoTerraformIsFound(t *testing.T) {
	for text, says := range map[string]string{
		"resource \"aws_x\" \"A\" {\n  b = true\n}": "",
		"# There is none.":                          "",
		"# aws_x":                                   "no sentence",
		"b = true":                                  "begins no block",
		"resource \"aws_x\" \"A\" {\n  b = {\n    c = 1\n}":                     "does not close",
		"resource \"aws_x\" \"A\" {\n  b = true\n}\n}":                          "begins no block",
		"resource \"aws_x\" \"A\" {\n  b = \"x\n}":                              "without an end",
		"resource \"aws_x\" {\n  b = true\n}":                                   "begins no block",
		"resource \"aws_x\" \"A\" {\n  Set b to true\n}":                        "neither argument nor block",
		"resource \"aws_x\" \"A\" {\n  b = <<-EOT\n    { \"\n  EOT\n  c = 1\n}": "",
	} {
		if wrong := misspelt(text); says == "" && wrong != "" || !strings.Contains(wrong, says) {
			t.Errorf("%q: %q, want %q", text, wrong, says)
		}
	}
}

// catalogue.tsv holds the ids, domains and severities as they were agreed on:
// changing one changes what users gate on, and dropping one silences it.
func TestChecksAreAsInTheCatalogue(t *testing.T) {
	var got, want []string
	for _, c := range All() {
		got = append(got, strings.Join([]string{c.ID, c.Domain.String(), c.Severity.String()}, " "))
	}
	for _, row := range rows(t) {
		want = append(want, strings.Join(row[:3], " "))
	}
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("- catalogue.tsv, + the checks:\n%s", diff)
	}
}

func rows(t *testing.T) [][]string {
	t.Helper()
	f, err := os.Open("catalogue.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma = '\t'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

func TestChecksOfProwlerAreKnownByTheirNames(t *testing.T) {
	name := regexp.MustCompile(`^[a-z0-9]+(_[a-z0-9]+)+$`)
	all := Prowler()
	for id, names := range all {
		for _, n := range names {
			if !name.MatchString(n) {
				t.Errorf("%s: %q is no name", id, n)
			}
		}
	}
	if got := all["s3.bucket-no-public-write"]; !slices.Equal(got, []string{"s3_bucket_policy_public_write_access", "s3_bucket_public_write_acl"}) || len(all) < 100 {
		t.Errorf("%v, and %d in all", got, len(all))
	}
}

// runsCases is what a table of cases is run by, its own or one that several checks share.
var runsCases = regexp.MustCompile(`checktest\.Run\(|checktest\.Shared\{|Cases`)

// Whoever reads an ID in a report finds its code without a search.
func TestACheckIsInTheFileOfItsNameWithItsCasesBeside(t *testing.T) {
	for _, c := range All() {
		service, claim, _ := strings.Cut(c.ID, ".")
		file := filepath.Join(service, strings.ReplaceAll(claim, "-", "_"))
		for _, suffix := range []string{".go", "_test.go"} {
			if _, err := os.Stat(file + suffix); err != nil {
				t.Errorf("%s: %v", c.ID, err)
			}
		}
		code, err := os.ReadFile(file + ".go")
		if err == nil && !strings.Contains(string(code), `"`+c.ID+`"`) {
			t.Errorf("%s.go does not hold the check %s", file, c.ID)
		}
		cases, err := os.ReadFile(file + "_test.go")
		if err == nil && !runsCases.Match(cases) {
			t.Errorf("%s_test.go runs no cases", file)
		}
	}
}

// A check that is written and not listed would never run.
func TestEveryCheckThatIsWrittenIsListed(t *testing.T) {
	files, err := filepath.Glob("*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	literal := regexp.MustCompile(`(?m)^\tID: +"([a-z0-9.-]+)",$`)
	var written []string
	for _, file := range files {
		code, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(file, "_test.go") || strings.HasPrefix(file, "check"+string(filepath.Separator)) {
			continue
		}
		for _, m := range literal.FindAllSubmatch(code, -1) {
			written = append(written, string(m[1]))
		}
	}
	var listed []string
	for _, c := range All() {
		listed = append(listed, c.ID)
	}
	slices.Sort(written)
	slices.Sort(listed)
	if diff := cmp.Diff(written, listed); diff != "" {
		t.Errorf("- written, + listed:\n%s", diff)
	}
}
