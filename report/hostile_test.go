package report_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	source "github.com/yuin/goldmark/text"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/report"
)

// bait is what one format or another takes for more than text, besides what is
// hostile to all.
var bait = map[string]string{
	"a formula":             "=cmd|' /C calc'!A0",
	"a formula with a plus": "+1+1",
	"a formula, negative":   "-1+cmd()",
	"a formula with an at":  "@SUM(1+1)",
	"a formula after a tab": "\t=1+1",
	"a formula, full width": "\uff1d1+1",
	"a formula in a cell":   "a;=1+1;@x,=2",
	"a formula after space": " =1+1",
	"the end of a script":   "</script><script>alert(1)</script>",
	"the end of details":    "</summary></details></code></p><img src=x onerror=alert(1)>",
	"a comment":             "<!-- --> ]]> <![CDATA[ <?x ?>",
	"an entity":             "&lt;b&gt;&#64;&xxe;",
	"a table":               "a | b \\| c ||",
	"backticks":             "` `` ``` ````` `",
	"a fence":               "```\n~~~\n```",
	"backticks alone":       "`````",
	"mentions":              "@octocat @org/team #1 GH-1 org/repo#2 user@example.com www.example.com",
	"blocks":                "# a\n> b\n- c\n1. d\n---\n    e\n<div>\n",
	"not of XML":            "\x01\x0b\ufffe\uffff\x7f",
	"a template":            "${{ secrets.TOKEN }} {{7*7}} %s %d",
	"a command of a runner": "::error file=a::b\n##[error]c",
}

// A reader of a format fails if the output is not what the format's own parser
// takes, or if it took a name for more than text.
type formatReader func(t *testing.T, out []byte, r *report.Report)

// readers has one for every format, so that none comes without.
var readers = map[string]formatReader{
	"text": func(*testing.T, []byte, *report.Report) {}, // printable, as all are
	"json": func(t *testing.T, out []byte, r *report.Report) {
		if got := all(read(t, out)); len(got) != len(all(r)) {
			t.Errorf("%d findings", len(got))
		}
	},
	"html":     readHTML,
	"jsonl":    readJSONL,
	"csv":      readCSV,
	"junit":    readJUnit,
	"markdown": readMarkdown,
	"sarif": func(t *testing.T, out []byte, r *report.Report) {
		if results := logOf(t, out).Results; len(results) != r.Failing(check.Low, false) {
			t.Errorf("%d results", len(results))
		}
	},
	"gitlab": readGitLab,
	"ocsf":   readOCSF,
	"asff":   readASFF,
}

// Every string that AWS returns, with all that any format could stumble over, is
// written in every format and read by that format's own parser.
func TestWhatStrangersNameIsTextInEachFormat(t *testing.T) {
	values := maps.Clone(hostile)
	maps.Copy(values, bait)
	for _, f := range report.Formats {
		reader := readers[f.Name]
		if reader == nil {
			t.Errorf("%s has no reader here", f.Name)
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			for _, name := range slices.Sorted(maps.Keys(values)) {
				t.Run(name, func(t *testing.T) {
					for _, r := range reportsOf(values[name]) {
						out := written(t, f.Write, r)
						if f.Name == "csv" {
							out = bytes.ReplaceAll(out, []byte("\r\n"), []byte("\n"))
						}
						printable(t, out)
						reader(t, out, r)
					}
				})
			}
		})
	}
}

// reportsOf returns reports in which everything that others name has this name;
// of a long one there is a small report alone, as each format takes its time.
func reportsOf(name string) []*report.Report {
	all := []*report.Report{filledWith(name, name, name, name)}
	if len(name) < 1000 {
		all = append(all, named(name))
	}
	return all
}

func readJSONL(t *testing.T, out []byte, r *report.Report) {
	t.Helper()
	kinds := map[string]int{}
	var order []string
	for line := range bytes.Lines(out) {
		var entry struct {
			Kind    string
			ScanID  string `json:"scan_id"`
			Account string
			Scan    report.Scan
		}
		if err := json.Unmarshal(line, &entry); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		if kinds[entry.Kind]++; kinds[entry.Kind] == 1 {
			order = append(order, entry.Kind)
		}
		if entry.ScanID+entry.Scan.ID != r.Scan.ID || entry.Account+entry.Scan.Account != account {
			t.Errorf("the line does not say which scan it is of: %s", line)
		}
	}
	if kinds["scan"] != 1 || kinds["finding"] != len(all(r)) || kinds["unassessed"] != len(r.Unassessed) || order[0] != "scan" {
		t.Errorf("%v in the order %v", kinds, order)
	}
}

// cellsOf reads a table, and returns its rows by the names of the head.
func cellsOf(t *testing.T, out []byte) []map[string]string {
	t.Helper()
	lines, err := csv.NewReader(bytes.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, cell := range line {
			row[lines[0][i]] = cell
		}
		rows = append(rows, row)
	}
	return rows
}

func readCSV(t *testing.T, out []byte, r *report.Report) {
	t.Helper()
	rows := cellsOf(t, out)
	want := len(all(r)) + len(r.Unassessed)
	for _, s := range r.Frameworks {
		want += len(s.Controls)
	}
	if len(rows) != want {
		t.Errorf("%d rows, want %d", len(rows), want)
	}
	for _, row := range rows {
		for name, cell := range row {
			for part := range strings.SplitSeq(cell, ";") { // which separates cells in some languages
				if strings.ContainsAny(part, "=+-@") && strings.IndexAny(part, "=+-@\uff1d") == 0 {
					t.Errorf("%s is a formula: %q", name, cell)
				}
			}
			if strings.IndexAny(strings.TrimLeft(cell, " "), "=+-@\t\r\uff1d\uff0b\uff0d\uff20") == 0 {
				t.Errorf("%s is a formula: %q", name, cell)
			}
		}
	}
}

// A junitFile is what consumers read of it.
type junitFile struct {
	Suites []struct {
		Name     string `xml:"name,attr"`
		Tests    int    `xml:"tests,attr"`
		Failures int    `xml:"failures,attr"`
		Errors   int    `xml:"errors,attr"`
		Skipped  int    `xml:"skipped,attr"`
		Cases    []struct {
			Class   string       `xml:"classname,attr"`
			Name    string       `xml:"name,attr"`
			Failure *junitResult `xml:"failure"`
			Error   *junitResult `xml:"error"`
			Skipped *junitResult `xml:"skipped"`
		} `xml:"testcase"`
	} `xml:"testsuite"`
}

type junitResult struct {
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

func readJUnit(t *testing.T, out []byte, r *report.Report) {
	t.Helper()
	known := []string{"testsuites", "testsuite", "properties", "property", "testcase", "failure", "error", "skipped"}
	for d := xml.NewDecoder(bytes.NewReader(out)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if !slices.Contains(known, token.Name.Local) {
				t.Errorf("there is an element %s", token.Name.Local)
			}
		case xml.Comment, xml.Directive:
			t.Errorf("there is %v", token)
		}
	}
	var file junitFile
	if err := xml.Unmarshal(out, &file); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, s := range file.Suites {
		n += len(s.Cases)
	}
	if n != len(r.Checks) {
		t.Errorf("%d cases of %d checks", n, len(r.Checks))
	}
}

var ourTags = regexp.MustCompile(`^(</?(details|summary|b|code|p)>|[^<>])*$`)

// readMarkdown fails if the Markdown of GitHub has a link, a picture or markup
// that is not ours, and where text that is no code holds what GitHub links.
func readMarkdown(t *testing.T, out []byte, _ *report.Report) {
	t.Helper()
	if len(out) > 65_536 {
		t.Errorf("%d bytes", len(out))
	}
	document := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(source.NewReader(out))
	headings := 0
	err := ast.Walk(document, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			headings++
		case *ast.Link, *ast.AutoLink, *ast.Image, *ast.FencedCodeBlock, *ast.CodeBlock, *ast.ThematicBreak, *ast.Emphasis:
			if e, strong := n.(*ast.Emphasis); !strong || e.Level != 2 {
				t.Errorf("there is a %s", n.Kind())
			}
		case *ast.HTMLBlock:
			for i := range n.Lines().Len() {
				if line := n.Lines().At(i); !ourTags.Match(line.Value(out)) {
					t.Errorf("there is markup: %s", line.Value(out))
				}
			}
		case *ast.RawHTML:
			t.Errorf("there is markup: %s", n.Segments.Value(out))
		case *ast.CodeSpan:
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			if word := n.Segment.Value(out); bytes.ContainsAny(word, "@#") {
				t.Errorf("there is what may be a mention: %s", word)
			}
		}
		return ast.WalkContinue, nil
	})
	if err != nil || headings != 1 {
		t.Errorf("%d headings, %v:\n%s", headings, err, out)
	}
}

func readGitLab(t *testing.T, out []byte, r *report.Report) {
	t.Helper()
	var issues []struct {
		Description string
		CheckName   string `json:"check_name"`
		Fingerprint string
		Severity    string
		Location    struct {
			Path  string
			Lines struct{ Begin int }
		}
	}
	if err := json.Unmarshal(out, &issues); err != nil {
		t.Fatal(err)
	}
	if fails := r.Failing(check.Low, false); len(issues) <= fails {
		t.Errorf("%d issues for %d that fail and what was not read", len(issues), fails)
	}
	for _, i := range issues {
		if i.Description == "" || i.CheckName == "" || len(i.Fingerprint) != 32 || i.Location.Lines.Begin < 1 ||
			!slices.Contains([]string{"minor", "major", "critical", "blocker"}, i.Severity) {
			t.Errorf("%+v", i)
		}
		if decoded, err := url.PathUnescape(i.Location.Path); err != nil || path.Clean(decoded) != decoded || !strings.HasPrefix(decoded, "aws/"+account+"/") {
			t.Errorf("%q leads elsewhere: %v", i.Location.Path, err)
		}
	}
}

func readOCSF(t *testing.T, out []byte, r *report.Report) {
	t.Helper()
	n := 0
	for line := range bytes.Lines(out) {
		n++
		var event struct {
			Class       int `json:"class_uid"`
			FindingInfo struct {
				UID string `json:"uid"`
			} `json:"finding_info"`
		}
		if err := json.Unmarshal(line, &event); err != nil || event.Class != 2003 || len(event.FindingInfo.UID) != 32 {
			t.Fatalf("%v: %s", err, line)
		}
	}
	if n != len(all(r)) {
		t.Errorf("%d events", n)
	}
}

func readASFF(t *testing.T, out []byte, r *report.Report) {
	t.Helper()
	var findings []struct {
		ID, ProductArn, Title, Description string
		Resources                          []struct{ ID, Type, Region string }
	}
	if err := json.Unmarshal(out, &findings); err != nil {
		t.Fatal(err)
	}
	if len(findings) != len(all(r)) {
		t.Errorf("%d findings", len(findings))
	}
	for _, f := range findings {
		for _, field := range []struct {
			text string
			most int
		}{{f.ID, 512}, {f.Title, 256}, {f.Description, 1024}, {f.Resources[0].ID, 512}, {f.Resources[0].Type, 256}, {f.Resources[0].Region, 16}, {f.ProductArn, 2048}} {
			if n := utf8.RuneCountInString(field.text); n > field.most || strings.IndexFunc(field.text, func(r rune) bool { return !unicode.IsSpace(r) }) < 0 {
				t.Errorf("%d characters, or blank: %q", n, field.text)
			}
		}
	}
}

// junitOf returns the file that the report becomes.
func junitOf(t *testing.T, r *report.Report) junitFile {
	t.Helper()
	var file junitFile
	if err := xml.Unmarshal(written(t, report.JUnit, r), &file); err != nil {
		t.Fatal(err)
	}
	return file
}
