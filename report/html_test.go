package report_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/report"
)

// attacks are names as strangers give them to resources and tags.
var attacks = []string{
	`<script>alert(1)</script>`,
	`</script><img src=x onerror=alert(1)>`,
	`<!--<script>`,
	`"><svg onload=alert(1)>`,
	`' onmouseover='alert(1)`,
	`javascript:alert(1)`,
	`&lt;b&gt;&amp;`,
	"\u202egnp.exe\u2066",
	"\x1b[31mred\x1b[0m\x00\r\n",
	"invalid \xff\xfe UTF-8",
	"\u2028line\u2029",
	"a`b`c${alert(1)}",
	"__proto__",
	strings.Repeat("long ", 2048),
}

// attacked returns a report in which every text that is AWS's or the user's is
// such a name.
func attacked() *report.Report {
	var findings []check.Finding
	for i, name := range attacks {
		r := volume(name)
		r.Region, r.Name, r.Tags = "eu-west-1", name, map[string]string{name: name}
		v := check.Fail(name, check.Saw(name, name), check.SawOn(r, "Nested", map[string]any{name: []string{name}}))
		findings = append(findings, check.Finding{Check: volumeEncrypted, Resource: r, Verdict: v},
			unread(keyRotated, key(fmt.Sprint(i)+name), name, inventory.Reason(name), name, name))
	}
	r := of(findings...)
	all := strings.Join(attacks[:len(attacks)-1], " ")
	r.Scan.Alias, r.Scan.Caller, r.Scan.ID, r.Tool.Version = all, all, all, all
	return r
}

// htmlParts takes apart a page: its policy, its style, its script, its data, and
// the rest.
func htmlParts(t *testing.T, page string) (policy, style, script, data, rest string) {
	t.Helper()
	cut := func(begin, end string) string {
		before, after, ok := strings.Cut(page, begin)
		inside, after, ok2 := strings.Cut(after, end)
		if !ok || !ok2 {
			t.Fatalf("the page has no %s...%s", begin, end)
		}
		page = before + begin + end + after
		return inside
	}
	policy = cut(`http-equiv="Content-Security-Policy" content="`, `"`)
	style = cut("<style>", "</style>")
	data = cut(`<script type="application/json" id="data">`, "</script>")
	script = cut("<script>", "</script>")
	return policy, style, script, data, page
}

func TestTheHTMLRunsItsOwnScriptAndStyleOnly(t *testing.T) {
	policy, style, script, _, rest := htmlParts(t, string(written(t, report.HTML, sample())))
	hash := func(block string) string {
		sum := sha256.Sum256([]byte(block))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	want := []string{
		"default-src 'none'", "script-src " + hash(script), "style-src " + hash(style), "base-uri 'none'", "form-action 'none'",
	}
	if diff := cmp.Diff(want, strings.Split(policy, "; ")); diff != "" {
		t.Errorf("- wanted, + policy:\n%s", diff)
	}
	if at := strings.Index(rest, "Content-Security-Policy"); at > strings.Index(rest, "<style>") || at > strings.Index(rest, "<title>") {
		t.Error("the policy comes after what it is about")
	}
	if strings.Count(rest, "<script") != 2 || strings.Count(rest, "<style") != 1 {
		t.Error("there are scripts or styles besides those of the policy")
	}
	for _, block := range []string{style, script} {
		if found := regexp.MustCompile(`url\(|@import|fetch\(|XMLHttpRequest|innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|new Function`).FindString(block); found != "" {
			t.Errorf("a block holds %q", found)
		}
	}
}

func TestTheHTMLHoldsHostileNamesAsText(t *testing.T) {
	if text := textOfHTML(t, written(t, report.HTML, attacked(), sample())); !strings.Contains(text, attacks[0]) {
		t.Errorf("the page does not say %q", attacks[0])
	}
}

// readHTML reads a page as a browser without scripts does, and its data.
func readHTML(t *testing.T, out []byte, r *report.Report) {
	textOfHTML(t, out)
	if n := len(dataOf(t, out).lines()); n != len(all(r)) {
		t.Errorf("%d findings", n)
	}
}

// textOfHTML returns what a page says around its data. Of that every element and
// attribute is known, whatever the names are.
func textOfHTML(t *testing.T, page []byte) string {
	t.Helper()
	elements := strings.Fields("html head meta title style script body a header div p h1 h2 nav main section span strong svg rect ul ol li " +
		"table caption thead tbody tr th td br code details summary dl dt dd noscript footer")
	attributes := strings.Fields("lang charset http-equiv content name class href id aria-label aria-labelledby aria-hidden viewBox preserveAspectRatio role " +
		"x width height scope colspan tabindex hidden open type")
	_, _, _, data, rest := htmlParts(t, string(page))
	// But for the elements that are never closed it is XML.
	d := xml.NewDecoder(strings.NewReader(regexp.MustCompile(`<(meta|br)([^>]*)>`).ReplaceAllString(strings.TrimPrefix(rest, "<!DOCTYPE html>"), "<$1$2/>")))
	d.Entity = xml.HTMLEntity
	text := ""
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("at byte %d: %v", d.InputOffset(), err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if !slices.Contains(elements, token.Name.Local) {
				t.Errorf("there is an element %s", token.Name.Local)
			}
			for _, a := range token.Attr {
				if !slices.Contains(attributes, a.Name.Local) {
					t.Errorf("%s has an attribute %s", token.Name.Local, a.Name.Local)
				}
				if a.Name.Local == "href" && !strings.HasPrefix(a.Value, "#") {
					t.Errorf("a link leads to %q", a.Value)
				}
			}
		case xml.Comment, xml.ProcInst, xml.Directive:
			t.Errorf("there is a %T", token)
		case xml.CharData:
			text += string(token)
		}
	}
	if strings.Contains(data, "<") {
		t.Error("the data hold a <")
	}
	for _, part := range []string{rest, data} {
		if strings.ContainsAny(part, "\x00\x1b\u202e\u2066\u2028") {
			t.Error("the page holds what steers terminals or reorders lines")
		}
	}
	return text
}

// pageData are the data of a page as its script reads them.
type pageData struct {
	Accounts [][2]string
	Checks   []struct {
		ID, Title, Severity, Domain, Service, Why, Fix string
		Ways                                           [][2]string
	}
	Regions   []string
	Messages  []string
	Fields    []string
	Values    []string
	Prefixes  []string
	Muted     []report.Muted
	Evidence  [][]int
	Resources [][]any
	Blocks    []struct {
		Check         int            `json:"c"`
		Account       int            `json:"a"`
		Statuses      string         `json:"s"`
		Resources     []int          `json:"r"`
		Messages      []int          `json:"m"`
		Evidence      []int          `json:"e"`
		Fingerprints  []string       `json:"f"`
		New           []int          `json:"n"`
		Muted         map[int]int    `json:"d"`
		FirstSeen     map[int]string `json:"t"`
		Passed        int            `json:"p"`
		NotApplicable int            `json:"x"`
	}
}

func dataOf(t *testing.T, page []byte) pageData {
	t.Helper()
	_, _, _, text, _ := htmlParts(t, string(page))
	var d pageData
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		t.Fatal(err)
	}
	return d
}

// lines says each finding of the data as one line.
func (d pageData) lines() []string {
	var all []string
	for _, b := range d.Blocks {
		for i, letter := range b.Statuses {
			r := d.Resources[b.Resources[i]]
			line := fmt.Sprintf("%c %s %s %s%s %s: %s", letter, d.Checks[b.Check].ID, d.Accounts[b.Account][0],
				d.Prefixes[int(r[0].(float64))], r[1], d.Regions[int(r[4].(float64))], d.Messages[b.Messages[i]])
			evidence := d.Evidence[b.Evidence[i]]
			for at := 0; at < len(evidence); at += 3 {
				line += fmt.Sprintf(" [%s=%s]", d.Fields[evidence[at]], d.Values[evidence[at+1]])
			}
			if m, ok := b.Muted[i]; ok {
				line += " muted: " + d.Muted[m].Reason
			}
			if slices.Contains(b.New, i) {
				line += " new since " + b.FirstSeen[i]
			}
			all = append(all, line+" "+b.Fingerprints[i])
		}
	}
	return all
}

func TestTheHTMLHasEveryFindingWithEvidence(t *testing.T) {
	r := sample()
	got := dataOf(t, written(t, report.HTML, r)).lines()
	var want []string
	for _, f := range all(r) {
		line := fmt.Sprintf("%c %s %s %s %s: %s", f.Status.String()[0], f.Check, account, f.Resource.ID, orGlobal(f.Resource.Region), f.Message)
		for _, e := range f.Evidence {
			value := fmt.Sprint(e.Value)
			line += fmt.Sprintf(" [%s=%s]", e.Field, value)
		}
		want = append(want, line+" "+f.Fingerprint)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("- wanted, + data:\n%s", diff)
	}
}

func orGlobal(region string) string {
	if region == "" {
		return "global"
	}
	return region
}

func TestTheHTMLHasMutedFindingsWithTheirReasonAndDoesNotCountThem(t *testing.T) {
	page := written(t, report.HTML, marked())
	lines := strings.Join(dataOf(t, page).lines(), "\n")
	for _, want := range []string{"muted: a lab", "new since 2026-11-01"} {
		if !strings.Contains(lines, want) {
			t.Errorf("no finding is %q:\n%s", want, lines)
		}
	}
	for _, want := range []string{"<strong>2 findings</strong> fail", "Since the scan before: <a href=\"#new\">1 new</a>, 0 fixed.", ">1 muted</a>"} {
		if !bytes.Contains(page, []byte(want)) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func TestTheHTMLSaysWhatWasNotAssessedAndTheCure(t *testing.T) {
	page := string(written(t, report.HTML, sample()))
	for _, want := range []string{
		"The scan is incomplete", "<strong>3 of 4</strong> questions were judged", "1 unknown",
		"kms:GetKeyRotationStatus", "AccessDeniedException", "<code>yourside permissions</code> prints the policy that allows it",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if _, _, _, _, page := htmlParts(t, string(written(t, report.HTML, of(bare("vol-1"))))); strings.Contains(page, "incomplete") || strings.Contains(page, `id="unassessed"`) {
		t.Error("a complete scan is said to lack something")
	}
}

func TestTheHTMLHasTheWaysToFixAFinding(t *testing.T) {
	fix, checks := volumeEncrypted.Fix, dataOf(t, written(t, report.HTML, sample())).Checks
	want := [][2]string{
		{"In the console", fix.Console}, {"With the AWS CLI", fix.CLI}, {"With Terraform", fix.Terraform}, {"What it may break", fix.Breaks}, {"How to undo it", fix.Undo},
	}
	for _, c := range checks {
		if c.ID == volumeEncrypted.ID {
			if diff := cmp.Diff(want, c.Ways); diff != "" {
				t.Errorf("- wanted, + data:\n%s", diff)
			}
			return
		}
	}
	t.Error("the check is not there")
}

func TestTheHTMLSaysHowTheAccountStandsWithAFramework(t *testing.T) {
	page := string(written(t, report.HTML, judgedByLaw()))
	for _, want := range []string{
		"<strong>Law 1</strong>", "1 of 5 automated controls pass; 1 fail, 3 unknown, 1 not applicable, 1 manual",
		`<th scope="row">fails</th><td><span class="status fail">Fail</span></td><td><a class="mono" href="#check-ec2.volume-encrypted">`,
		`<th scope="row">not checked</th><td><span class="status unknown">Unknown</span></td><td><span class="faint">1 check of it not in this scan</span>`,
		`<th scope="row">manual</th><td><span class="status ">Manual</span></td>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not have %s", want)
		}
	}
	if page := string(written(t, report.HTML, sample())); strings.Contains(page, `id="frameworks"`) {
		t.Error("frameworks are shown that nobody asked for")
	}
}

func TestTheHTMLOfSeveralAccountsTellsThemApart(t *testing.T) {
	other := sample()
	other.Scan.Account, other.Scan.Alias, other.Scan.Complete = "999999999999", "other", true
	page := written(t, report.HTML, sample(), other)
	for _, want := range []string{"<h1>2 accounts</h1>", `href="#account-123456789012">example (123456789012)</a>`, `href="#account-999999999999">other (999999999999)</a>`} {
		if !bytes.Contains(page, []byte(want)) {
			t.Errorf("the page does not have %s", want)
		}
	}
	if n := len(dataOf(t, page).lines()); n != 2*len(all(sample())) {
		t.Errorf("%d findings", n)
	}
}

// many returns a report with so many findings, much as those of a large account:
// three checks on each resource, a third of which fails.
func many(findings int) *report.Report {
	regions := []string{"eu-west-1", "eu-central-1", "us-east-1", "us-west-2"}
	three := []*check.Check{volumeEncrypted, keyRotated, defaultGroup}
	r := of()
	return report.New(r.Tool, r.Scan, r.Checks, func(yield func(check.Finding) bool) {
		for _, c := range []*check.Check{three[0], three[1], three[2]} {
			for i := range (findings + 2) / 3 {
				v := volumeIn(regions[i%len(regions)], fmt.Sprintf("vol-%017x", i*7919))
				v.Name, v.Tags = fmt.Sprintf("data-%d", i), map[string]string{"team": fmt.Sprintf("team-%d", i%50)}
				verdict := check.Pass("is encrypted", check.Saw("Encrypted", true), check.Saw("KmsKeyID", fmt.Sprintf("key-%d", i%500)))
				if i%3 == 0 {
					verdict = check.Fail(fmt.Sprintf("is not encrypted, and attached to i-%017x", i), check.Saw("Encrypted", false), check.Saw("Attachments", []string{fmt.Sprintf("i-%017x", i)}))
				}
				if !yield(check.Finding{Check: c, Resource: v, Verdict: verdict}) {
					return
				}
			}
		}
	})
}

func TestTheHTMLOfAHugeAccountCountsWhatPasses(t *testing.T) {
	page := written(t, report.HTML, many(105_000))
	d := dataOf(t, page)
	listed, passed := 0, 0
	for _, b := range d.Blocks {
		listed += len(b.Statuses)
		passed += b.Passed
	}
	if listed != 35_001 || listed+passed != 105_000 {
		t.Errorf("%d are listed, %d counted as passed", listed, passed)
	}
	if !bytes.Contains(page, []byte("what passes or does not apply is only counted")) {
		t.Error("the page does not say so")
	}
	if len(d.Resources) != 11_667 {
		t.Errorf("%d resources, of which most have no finding that is listed", len(d.Resources))
	}
}
