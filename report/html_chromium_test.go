package report_test

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/yourside/yourside/report"
)

// A tab is a page that Chromium shows.
type tab struct {
	context.Context
	t   *testing.T
	url string

	mu    sync.Mutex
	wrong []string // dialogs, errors, and what the policy refused
}

// open shows the page of reports in Chromium, from disk. The part after # may be
// empty.
func open(t *testing.T, hash string, reports ...*report.Report) *tab {
	t.Helper()
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
		}
	}
	if path == "" {
		t.Skip("there is no Chromium on the PATH, which this test looks at the page with (Debian: apt-get install chromium)")
	}
	file := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(file, written(t, report.HTML, reports...), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(cancel)
	// The sandbox is not to be had in containers, and the page is our own.
	ctx, cancel = chromedp.NewContext(ctx, chromedp.WithAllocatorOptions(chromedp.ExecPath(path), chromedp.NoSandbox))
	t.Cleanup(cancel)
	b := &tab{Context: ctx, t: t, url: (&url.URL{Scheme: "file", Path: filepath.ToSlash(file)}).String()}
	b.do(chromedp.EmulateViewport(1280, 900))
	b.watch()
	b.do(chromedp.Navigate(b.url + hash))
	return b
}

// watch notes what a page must not do.
func (b *tab) watch() {
	note := func(what string) {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.wrong = append(b.wrong, what)
	}
	dialogs := chromedp.Events(b.Context, page.JavascriptDialogOpening)
	go func() {
		for d, err := range dialogs {
			if err != nil {
				return
			}
			note("a dialog says " + d.Message)
		}
	}()
	messages := chromedp.Console(b.Context)
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			note(fmt.Sprintf("%s: %s", m.Type, m.Text))
		}
	}()
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.Context, steps...); err != nil {
		b.t.Fatal(err)
	}
}

func (b *tab) press(keys ...string) {
	b.t.Helper()
	for _, k := range keys {
		b.do(chromedp.KeyEvent(k))
	}
}

// ask returns what an expression is in the page.
func ask[T any](b *tab, expression string) T {
	b.t.Helper()
	value, err := chromedp.Run(b.Context, chromedp.Evaluate[T](expression))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return value
}

// wait waits until an expression holds in the page.
func (b *tab) wait(expression string) {
	b.t.Helper()
	if _, err := chromedp.Run(b.Context, chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(20*time.Second))); err != nil {
		b.t.Fatalf("%s does not come true: %v\n%s", expression, err, ask[string](b, `document.querySelector("#explorer").innerText`))
	}
}

// names returns what the rows of findings that are drawn are about.
func (b *tab) names() []string {
	return ask[[]string](b, `[...document.querySelectorAll(".level3 .name")].map(e => e.textContent)`)
}

// harmless fails if the page did what it must not.
func (b *tab) harmless() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, w := range b.wrong {
		b.t.Error(w)
	}
}

// processorTime returns how long a processor was busy with the page, in seconds.
func (b *tab) processorTime() float64 {
	b.t.Helper()
	if _, err := chromedp.Call(b.Context, performance.Enable, performance.EnableParams{}); err != nil {
		b.t.Fatal(err)
	}
	all, err := chromedp.Call(b.Context, performance.GetMetrics, cdp.Empty{})
	if err != nil {
		b.t.Fatal(err)
	}
	for _, m := range all.Metrics {
		if m.Name == "ProcessTime" {
			return m.Value
		}
	}
	b.t.Fatal("Chromium does not say how long it was busy")
	return 0
}

const byButton = `[...document.querySelectorAll("button")].find(b => b.textContent === %q).click()`

func TestHostileNamesDoNoHarmInChromium(t *testing.T) {
	r := attacked()
	b := open(t, "#findings", r)
	ask[bool](b, fmt.Sprintf(byButton, "Open all")+`, true`)
	b.wait(`document.querySelectorAll(".level3").length > 0`)
	for _, f := range all(r) {
		ask[bool](b, fmt.Sprintf("location.hash = %q, true", "#finding-"+f.Fingerprint))
		b.wait(fmt.Sprintf("location.hash === %q && !document.querySelector('#detail').hidden", "#finding-"+f.Fingerprint))
		name := ask[string](b, `document.querySelector("#detail h3").textContent`)
		if !sameButUnprintable(name, f.Resource.Name) {
			t.Errorf("%.100q is called %.100q", f.Resource.Name, name)
		}
	}
	extra := ask[[]string](b, `[...document.querySelectorAll("img, iframe, object, embed, form, link, base, script, svg")]
		.filter(e => !e.matches("script#data, body > script, svg.bar")).map(e => e.outerHTML)`)
	if len(extra) > 0 {
		t.Errorf("elements that came from names: %q", extra)
	}
	handlers := ask[int](b, `[...document.querySelectorAll("*")].filter(e => [...e.attributes].some(a => a.name.startsWith("on"))).length`)
	if handlers > 0 {
		t.Errorf("%d elements have handlers", handlers)
	}
	if wide := ask[int](b, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
		t.Errorf("a name makes the page %d pixels wider than the window", wide)
	}
	b.harmless()
}

// sameButUnprintable reports whether a text is shown as it is, but for question
// marks in the place of what cannot be printed.
func sameButUnprintable(shown, name string) bool {
	a, b := []rune(shown), []rune(name)
	// The label of a resource may have the end of its ARN behind the name.
	if len(a) < len(b) {
		return false
	}
	for i := range b {
		if a[i] != b[i] && a[i] != '?' {
			return false
		}
	}
	return true
}

func TestTheFiltersOfTheHTMLSelectInChromium(t *testing.T) {
	b := open(t, "", town())
	total := len(all(town()))
	b.wait(fmt.Sprintf(`document.querySelector("#result").textContent.startsWith("17 of %d findings")`, total))
	for _, c := range []struct{ do, want string }{
		{`document.querySelector("input[value=U]").click()`, "13 of"},        // what fails alone
		{`document.querySelector("input[value=critical]").click()`, "12 of"}, // but for the root user
		{`document.querySelector("input[value=P]").click()`, "13 of"},        // with the volume that passes
		{`choose("Any region", "us-east-1")`, "3 of"},                        //
		{`choose("Any domain", "infrastructure")`, "1 of"},                   //
		{fmt.Sprintf(byButton, "Reset"), "17 of"},                            //
		{`choose("Any service", "kms")`, "3 of"},                             //
		{fmt.Sprintf(byButton, "Reset") + `; type("DATABASE")`, "1 of"},      // a name, in whatever case
		{`type("being deleted")`, "1 of"},                                    // words of a message
		{`type("sg-0cccccccccccccc03 default")`, "1 of"},                     // an ID and a name
		{`type("no such thing")`, "No finding matches"},                      //
	} {
		ask[bool](b, `(() => {
			const choose = (any, value) => {
				const s = [...document.querySelectorAll("select")].find(s => s.options[0].text === any);
				s.value = value; s.dispatchEvent(new Event("change"));
			};
			const type = (text) => { const s = document.querySelector("#search"); s.value = text; s.dispatchEvent(new Event("input")); };
			`+c.do+`; return true; })()`)
		b.wait(fmt.Sprintf(`document.querySelector("#result").textContent.startsWith(%q)`, c.want))
	}
	b.harmless()
}

func TestALinkOpensItsFindingInChromium(t *testing.T) {
	r := town()
	for _, f := range all(r) {
		if f.Status.String() != "PASS" { // one that the usual filter hides
			continue
		}
		b := open(t, "#finding-"+f.Fingerprint, r)
		b.wait(`!document.querySelector("#detail").hidden`)
		said := ask[string](b, `document.querySelector("#detail").innerText`)
		for _, want := range []string{f.Resource.Name, f.Message, f.Title, f.Remediation, f.Resource.ID, volumeEncrypted.Rationale} {
			if !strings.Contains(said, want) {
				t.Errorf("the details do not say %q:\n%s", want, said)
			}
		}
		if seen := ask[bool](b, `(() => { const r = document.querySelector(".row.shown").getBoundingClientRect(); return r.top > 0 && r.bottom < innerHeight; })()`); !seen {
			t.Error("the row of the finding is out of sight")
		}
		b.do(chromedp.Navigate(b.url + "#finding-gone"))
		b.wait(`document.querySelector("#result").textContent.includes("is not in this report")`)
		b.harmless()
	}
}

func TestTheHTMLCanBeUsedByKeyboardInChromium(t *testing.T) {
	b := open(t, "", town())
	b.press("/")
	b.wait(`document.activeElement.id === "search"`)
	ask[bool](b, `document.querySelector("#search").value = "", true`) // the protocol types a key even if its event was handled
	b.press("d", "a", "t", "a", "b", "a", "s", "e")
	b.wait(`document.querySelector("#result").textContent.startsWith("1 of")`)
	b.press(kb.ArrowDown) // from the search into the list
	b.wait(`document.activeElement.id === "tree"`)
	active := `document.getElementById(document.querySelector("#tree").getAttribute("aria-activedescendant")).textContent`
	if said := ask[string](b, active); !strings.HasPrefix(said, "Data protection") {
		t.Errorf("the list begins with %q", said)
	}
	b.press("j", "j")
	if said := ask[string](b, active); !strings.Contains(said, "database") {
		t.Errorf("two further down is %q", said)
	}
	b.press(kb.Enter)
	b.wait(`!document.querySelector("#detail").hidden && document.activeElement.id === "detail-title"`)
	b.press(kb.Escape)
	b.wait(`document.querySelector("#detail").hidden && document.activeElement.id === "tree"`)
	b.press("k", kb.ArrowLeft)
	b.wait(`document.querySelectorAll(".level3").length === 0`)
	b.press(kb.ArrowRight)
	b.wait(`document.querySelectorAll(".level3").length === 1`)
	b.press(kb.End)
	if said := ask[string](b, active); !strings.Contains(said, "database") {
		t.Errorf("at the end is %q", said)
	}
	unnamed := ask[[]string](b, `[...document.querySelectorAll("button, a, input, select, [role=treeitem], svg[role=img]")]
		.filter(e => !(e.innerText || e.getAttribute("aria-label") || e.labels?.[0]?.innerText || "").trim()).map(e => e.outerHTML)`)
	if len(unnamed) > 0 {
		t.Errorf("a screen reader has no name for %q", unnamed)
	}
	b.harmless()
}

func TestTheMarksOfFindingsAreShownInChromium(t *testing.T) {
	b := open(t, "#status-muted", marked())
	b.wait(`document.querySelector("#result").textContent.startsWith("1 of 4")`)
	ask[bool](b, fmt.Sprintf(byButton, "Open all")+`, true`)
	b.wait(`document.querySelectorAll(".level3").length === 1`)
	ask[bool](b, `document.querySelector(".level3").click(), true`)
	b.wait(`document.querySelector("#detail").innerText.includes("Accepted by exception, owner alice@example.com, until 2027-03-31: a lab")`)
	ask[bool](b, `location.hash = "#new", true`)
	b.wait(`document.querySelector("#result").textContent.startsWith("1 of 4")`)
	ask[bool](b, fmt.Sprintf(byButton, "Open all")+`, true`)
	if names := b.names(); !slices.Equal(names, []string{"vol-2"}) {
		t.Errorf("new are %q", names)
	}
	b.harmless()
}

func TestTheHTMLIsPrintedWithItsFindingsInChromium(t *testing.T) {
	b := open(t, "", town())
	ask[bool](b, `dispatchEvent(new Event("beforeprint"))`)
	said := ask[string](b, `document.querySelector("#print").textContent`)
	for _, want := range []string{"database", "is not encrypted", volumeEncrypted.Remedy, rootMFA.Title, "Unknown"} {
		if !strings.Contains(said, want) {
			t.Errorf("what is printed lacks %q", want)
		}
	}
	if strings.Contains(said, "vol-0aaaaaaaaaaaaaaa4") {
		t.Error("what passes is printed")
	}
	b.harmless()
}

const (
	mostBytes = 20 << 20
	mostTime  = 3.0 // seconds of a processor, of the process that shows it, until it can be used
)

func TestAHundredThousandFindingsOpenInChromium(t *testing.T) {
	r := many(100_000 - 1)
	if size := len(written(t, report.HTML, r)); size > mostBytes {
		t.Errorf("the page has %d bytes", size)
	} else {
		t.Logf("%.1f MB", float64(size)/1e6)
	}
	b := open(t, "", r)
	b.wait(`document.querySelector("#result")?.textContent.startsWith("33,333 of 99,999")`)
	took := b.processorTime()
	t.Logf("open after %.2f s of a processor", took)
	if took > mostTime {
		t.Errorf("to open it takes %.1f s of a processor", took)
	}
	ask[bool](b, fmt.Sprintf(byButton, "Open all")+`, true`)
	ask[bool](b, `scrollTo(0, 600000), true`)
	b.wait(`document.querySelectorAll(".level3").length > 0 && document.querySelector(".level3").getBoundingClientRect().top > -2000`) // drawn where it is scrolled to
	if n := ask[int](b, `document.querySelectorAll(".row").length`); n > 200 {
		t.Errorf("%d rows are drawn at a time", n)
	}
	b.harmless()
}
