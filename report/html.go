package report

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// What the page is made of besides its text.
var (
	//go:embed html/style.css
	htmlStyle string
	//go:embed html/script.js
	htmlScript string
)

// HTML writes the reports as one page that stands alone: it loads nothing, and
// its policy forbids the browser to. Posture, coverage and what was not assessed
// are there without scripts; the findings are data that the script shows.
func HTML(w io.Writer, all []*Report) error {
	buffered := bufio.NewWriterSize(w, 1<<16)
	p := &htmlPage{Writer: buffered, reports: all}
	p.gather()
	p.write()
	return buffered.Flush() // with the first error of all writes
}

// An htmlPage is written piece by piece.
type htmlPage struct {
	*bufio.Writer
	reports []*Report
	data    htmlData
	ledger  Ledger
	worst   []*tally // of all checks, worst first
}

// markup is text that is HTML. All other text is escaped.
type markup string

// put writes markup with values in it, each as %s: whatever is not markup is
// cleaned and escaped.
func (p *htmlPage) put(format string, values ...any) {
	fmt.Fprintf(p, format, escaped(values)...)
}

func escaped(values []any) []any {
	safe := make([]any, len(values))
	for i, v := range values {
		m, ok := v.(markup)
		if !ok {
			m = markup(html.EscapeString(clean(fmt.Sprint(v))))
		}
		safe[i] = string(m)
	}
	return safe
}

// sprint returns what put would write.
func sprint(format string, values ...any) markup {
	return markup(fmt.Sprintf(format, escaped(values)...))
}

// gather goes over the findings, once.
func (p *htmlPage) gather() {
	n := 0
	for _, r := range p.reports {
		for _, of := range r.Summary.Statuses {
			n += of
		}
	}
	p.data.whole = n <= htmlListed
	var b ledgerBuilder
	for _, r := range p.reports {
		p.data.begin(r)
		b.begin(r)
		for f := range r.Findings {
			p.data.add(r.Scan.account(), f)
			b.add(f)
		}
	}
	p.ledger = b.ledger()
	p.worst = p.data.worst()
}

func (p *htmlPage) write() {
	p.put("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"+
		"<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">\n"+
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"+
		"<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"+
		"<title>%s</title>\n<style>%s</style>\n</head>\n<body>\n",
		markup(policy()), "yourside: "+p.title(), markup(htmlStyle))
	p.header()
	p.put("<main>\n")
	p.coverage()
	p.posture()
	p.accounts()
	p.top()
	p.unassessed()
	p.responsibility()
	p.frameworks()
	p.findings()
	p.put("</main>\n")
	p.footer()
	p.put("<script type=\"application/json\" id=\"data\">")
	p.data.write(p.Writer)
	p.put("</script>\n<script>%s</script>\n</body>\n</html>\n", markup(htmlScript))
}

// policy is the Content Security Policy: the style and the script of the page
// and nothing else.
func policy() string {
	return "default-src 'none'; script-src " + hash(htmlScript) + "; style-src " + hash(htmlStyle) + "; base-uri 'none'; form-action 'none'"
}

func hash(block string) string {
	sum := sha256.Sum256([]byte(block))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// title says of which accounts the page is.
func (p *htmlPage) title() string {
	if len(p.reports) != 1 {
		return plural(len(p.reports), "account")
	}
	return named(p.reports[0].Scan)
}

// named returns the account of a scan with its alias.
func named(s Scan) string {
	if s.Alias == "" {
		return s.account()
	}
	return s.Alias + " (" + s.Account + ")"
}

const minute = "2 January 2006, 15:04 MST"

func (p *htmlPage) header() {
	p.put("<a class=\"skip\" href=\"#findings\">Skip to the findings</a>\n<header class=\"top\">\n<div class=\"wrap\">\n"+
		"<p class=\"brand\">yourside</p>\n<h1>%s</h1>\n", p.title())
	if len(p.reports) == 1 {
		r := p.reports[0]
		p.put("<p class=\"meta\">Scanned on %s as <span class=\"mono\">%s</span> in %s with %s</p>\n",
			r.Scan.Started.UTC().Format(minute), r.Scan.Caller, plural(len(r.Scan.Regions), "region"), plural(len(r.Scan.Checks), "check"))
	}
	p.put("</div>\n</header>\n<nav class=\"sections\" aria-label=\"Sections\">\n<div class=\"wrap\">\n<a href=\"#coverage\">Coverage</a> <a href=\"#posture\">Posture</a> ")
	if len(p.reports) > 1 {
		p.put("<a href=\"#accounts\">Accounts</a> ")
	}
	p.put("<a href=\"#top\">Worst</a> ")
	if p.gaps() > 0 {
		p.put("<a href=\"#unassessed\">Not assessed</a> ")
	}
	p.put("<a href=\"#responsibility\">Responsibility</a> ")
	if slices.ContainsFunc(p.reports, func(r *Report) bool { return len(r.Frameworks) > 0 }) {
		p.put("<a href=\"#frameworks\">Frameworks</a> ")
	}
	p.put("<a href=\"#findings\">Findings</a>\n</div>\n</nav>\n")
}

// gaps counts what could not be read.
func (p *htmlPage) gaps() int {
	n := 0
	for _, r := range p.reports {
		n += len(r.Unassessed)
	}
	return n
}

// coverage writes how much of the account was seen, before all that was found.
func (p *htmlPage) coverage() {
	var c Coverage
	complete, interrupted := true, false
	for _, r := range p.reports {
		c.Judged += r.Coverage.Judged
		c.Unknown += r.Coverage.Unknown
		c.Unread += r.Coverage.Unread
		c.NotApplicable += r.Coverage.NotApplicable
		complete = complete && r.Scan.Complete
		interrupted = interrupted || r.Outcome.Interrupted
	}
	class, verdict := "complete", "The scan is complete"
	switch {
	case interrupted:
		class, verdict = "incomplete", "The scan was interrupted"
	case !complete:
		class, verdict = "incomplete", "The scan is incomplete"
	}
	asked := c.Judged + c.Unknown
	p.put("<section id=\"coverage\" class=\"%s\" aria-labelledby=\"coverage-title\">\n<h2 id=\"coverage-title\">%s</h2>\n", class, verdict)
	p.put("<p>%s</p>\n", p.covered(c))
	for _, r := range p.reports {
		if text := r.carriedText(); text != "" {
			p.put("<p>%s: %s.</p>\n", named(r.Scan), text)
		}
	}
	p.bar("of "+plural(asked, "question")+": "+count(c.Judged)+" judged, "+count(c.Unknown)+" unknown", []slice{{"judged", c.Judged}, {"unknown", c.Unknown}})
	p.put("</section>\n")
}

func (p *htmlPage) covered(c Coverage) markup {
	text := sprint("<strong>%s of %s</strong> questions were judged.", count(c.Judged), count(c.Judged+c.Unknown))
	if c.Unknown == 0 {
		return text
	}
	text += sprint(" <a class=\"unknown\" href=\"#status-unknown\"><strong>%s unknown</strong></a>:", count(c.Unknown))
	var why []string
	if c.Unread > 0 {
		why = append(why, count(c.Unread)+" because something could not be read")
	}
	if unsettled := c.Unknown - c.Unread; unsettled > 0 {
		why = append(why, count(unsettled)+" because what AWS says does not settle them")
	}
	text += sprint(" %s. Unknown is not passed.", strings.Join(why, ", "))
	if p.gaps() > 0 {
		text += sprint(" <a href=\"#unassessed\">What was not read, and the cure</a>")
	}
	return text
}

// A slice is a part of a bar, by the class that colours it.
type slice struct {
	class string
	n     int
}

// barWidth is the width of a bar in its own units.
const barWidth = 1000

// bar draws how a number is made up.
func (p *htmlPage) bar(label string, parts []slice) {
	total := 0
	for _, s := range parts {
		total += s.n
	}
	p.put("<svg class=\"bar\" viewBox=\"0 0 %s 10\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"%s\">", barWidth, label)
	at := 0
	for _, s := range parts {
		if s.n == 0 {
			continue
		}
		wide := max(4, s.n*barWidth/total) // one in ten thousand is seen, too
		p.put("<rect class=\"%s\" x=\"%s\" width=\"%s\" height=\"10\"/>", s.class, at, min(wide, barWidth-at))
		at += wide
	}
	p.put("</svg>\n")
}

// posture writes what fails by severity and by domain.
func (p *htmlPage) posture() {
	failing := map[check.Domain]map[check.Severity]int{}
	counts := map[check.Domain]*tally{}
	bySeverity := map[check.Severity]int{}
	muted, fresh, fixed := 0, 0, 0
	for _, d := range check.Domains {
		failing[d], counts[d] = map[check.Severity]int{}, &tally{}
	}
	for _, t := range p.worst {
		d := t.rule.Domain
		failing[d][t.rule.Severity] += t.fails()
		bySeverity[t.rule.Severity] += t.fails()
		for i, n := range t.statuses {
			counts[d].statuses[i] += n
		}
		counts[d].muted += t.muted
		muted += t.muted
	}
	for _, r := range p.reports {
		fresh += r.Summary.New
		fixed += r.Summary.Fixed
	}
	p.put("<section id=\"posture\" aria-labelledby=\"posture-title\">\n<h2 id=\"posture-title\">Posture</h2>\n<p>%s</p>\n<ul class=\"tiles\">\n", howMany(bySeverity, fresh, fixed, muted))
	most := 1
	for _, s := range check.Severities {
		most = max(most, bySeverity[s])
	}
	for _, s := range check.Severities {
		p.put("<li><a class=\"tile %s\" href=\"#severity-%s\"><span class=\"number\">%s</span> <span class=\"what\">%s</span>\n",
			s, s, count(bySeverity[s]), s)
		p.bar(count(bySeverity[s])+" fail at "+s.String(), []slice{{s.String(), bySeverity[s]}, {"rest", most - bySeverity[s]}})
		p.put("</a></li>\n")
	}
	p.put("</ul>\n")
	p.put("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Findings by domain\">\n<table class=\"domains\">\n<caption class=\"hidden\">Findings by domain, status and severity</caption>\n" +
		"<thead><tr><th scope=\"col\">Domain</th><th scope=\"col\" class=\"chart\">Share</th><th scope=\"col\" class=\"n\">Fail</th>")
	for _, s := range check.Severities {
		p.put("<th scope=\"col\" class=\"n\">%s</th>", capital(s.String()))
	}
	p.put("<th scope=\"col\" class=\"n\">Unknown</th><th scope=\"col\" class=\"n\">Pass</th><th scope=\"col\" class=\"n\">N/A</th>")
	if muted > 0 {
		p.put("<th scope=\"col\" class=\"n\">Muted</th>")
	}
	p.put("</tr></thead>\n<tbody>\n")
	for _, d := range check.Domains {
		n := counts[d]
		p.put("<tr><th scope=\"row\"><a href=\"#domain-%s\">%s</a></th><td class=\"chart\">", d, d.Title())
		p.bar(d.Title()+": "+tallyWords(n), n.slices())
		p.put("</td><td class=\"n\"><strong>%s</strong></td>", number(n.fails()))
		for _, s := range check.Severities {
			p.put("<td class=\"n\">%s</td>", number(failing[d][s]))
		}
		p.put("<td class=\"n%s\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td>", loud(n.statuses[check.StatusUnknown]),
			number(n.statuses[check.StatusUnknown]), number(n.statuses[check.StatusPass]), number(n.statuses[check.StatusNotApplicable]))
		if muted > 0 {
			p.put("<td class=\"n\">%s</td>", number(n.muted))
		}
		p.put("</tr>\n")
	}
	p.put("</tbody>\n</table>\n</div>\n<p class=\"legend\">")
	for _, s := range []string{"fail", "unknown", "pass", "muted"} {
		if s != "muted" || muted > 0 {
			p.put("<span class=\"key %s\">%s</span> ", s, capital(s))
		}
	}
	p.put("</p>\n</section>\n")
}

// howMany says how many findings fail, what of them is new or muted, and how
// many are fixed.
func howMany(bySeverity map[check.Severity]int, fresh, fixed, muted int) markup {
	n := 0
	for _, of := range bySeverity {
		n += of
	}
	text := sprint("<strong>%s</strong>", plural(n, "finding"))
	if n == 1 {
		text += " fails"
	} else {
		text += " fail"
	}
	if muted > 0 {
		text += sprint("; <a href=\"#status-muted\">%s muted</a> and not counted here", count(muted))
	}
	text += "."
	if fresh > 0 || fixed > 0 {
		text += sprint(" Since the scan before: <a href=\"#new\">%s new</a>, %s fixed.", count(fresh), count(fixed))
	}
	return text
}

// loud marks a number that must not be overlooked.
func loud(unknown int) markup {
	if unknown > 0 {
		return " unknown"
	}
	return ""
}

// slices are what a bar of a tally is made up of. What does not apply is no part
// of the posture.
func (t *tally) slices() []slice {
	return []slice{
		{"fail", t.fails()}, {"unknown", t.statuses[check.StatusUnknown]}, {"pass", t.statuses[check.StatusPass]}, {"muted", t.muted},
	}
}

// tallyWords says a tally: "3 fail, 1 unknown, 20 pass".
func tallyWords(t *tally) string {
	var all []string
	for _, s := range t.slices() {
		if s.n > 0 {
			all = append(all, count(s.n)+" "+s.class)
		}
	}
	if len(all) == 0 {
		return "nothing judged"
	}
	return strings.Join(all, ", ")
}

// accounts writes how each of several accounts stands.
func (p *htmlPage) accounts() {
	if len(p.reports) == 1 {
		return
	}
	p.put("<section id=\"accounts\" aria-labelledby=\"accounts-title\">\n<h2 id=\"accounts-title\">Accounts</h2>\n" +
		"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Accounts\">\n<table>\n<thead><tr><th scope=\"col\">Account</th><th scope=\"col\">Coverage</th>")
	for _, s := range check.Severities {
		p.put("<th scope=\"col\" class=\"n\">%s</th>", capital(s.String()))
	}
	p.put("<th scope=\"col\" class=\"n\">Unknown</th><th scope=\"col\">Scanned</th></tr></thead>\n<tbody>\n")
	for _, r := range p.reports {
		state := "complete"
		if !r.Scan.Complete {
			state = "incomplete"
		}
		p.put("<tr><th scope=\"row\"><a href=\"#account-%s\">%s</a></th><td>%s</td>", r.Scan.account(), named(r.Scan),
			state+": "+count(r.Coverage.Judged)+" of "+count(r.Coverage.Judged+r.Coverage.Unknown))
		for _, s := range check.Severities {
			p.put("<td class=\"n\">%s</td>", number(r.Failing(s, false)-r.worse(s)))
		}
		p.put("<td class=\"n%s\">%s</td><td>%s</td></tr>\n", loud(r.Coverage.Unknown), number(r.Coverage.Unknown), r.Scan.Started.UTC().Format(minute))
	}
	p.put("</tbody>\n</table>\n</div>\n</section>\n")
}

// worse counts the findings that fail above a severity.
func (r *Report) worse(s check.Severity) int { return r.Failing(s-1, false) }

// worstOf is how many checks are listed as the worst.
const worstOf = 10

// top writes the checks that fail worst.
func (p *htmlPage) top() {
	some := slices.DeleteFunc(slices.Clone(p.worst), func(t *tally) bool { return t.fails() == 0 })
	p.put("<section id=\"top\" aria-labelledby=\"top-title\">\n<h2 id=\"top-title\">Worst first</h2>\n")
	if len(some) == 0 {
		p.put("<p>Nothing fails of what was judged.</p>\n</section>\n")
		return
	}
	p.put("<ol class=\"worst\">\n")
	for _, t := range some[:min(worstOf, len(some))] {
		p.put("<li><a href=\"#check-%s\"><span class=\"severity %s\">%s</span> <span class=\"what\">%s</span> <span class=\"times\">%s</span></a></li>\n",
			t.rule.Check, t.rule.Severity, t.rule.Severity, t.rule.Title, count(t.fails()))
	}
	p.put("</ol>\n</section>\n")
}

// unassessed writes what could not be read, by cause, with the cure.
func (p *htmlPage) unassessed() {
	if p.gaps() == 0 {
		return
	}
	p.put("<section id=\"unassessed\" aria-labelledby=\"unassessed-title\">\n<h2 id=\"unassessed-title\">Not assessed</h2>\n" +
		"<p>What could not be read. The checks that need it are unknown there.</p>\n" +
		"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Not assessed\">\n<table class=\"gaps\">\n<thead><tr>")
	columns := []string{"Operation", "Where", "Blind checks", "What AWS said"}
	if len(p.reports) > 1 {
		columns = append([]string{"Account"}, columns...)
	}
	for _, c := range columns {
		p.put("<th scope=\"col\">%s</th>", c)
	}
	p.put("</tr></thead>\n")
	for _, r := range p.reports {
		p.causes(r, len(columns))
	}
	p.put("</table>\n</div>\n</section>\n")
}

// causes writes those of a report, by reason, with the cure.
func (p *htmlPage) causes(r *Report, columns int) {
	var last inventory.Reason
	for i, c := range causes(r.Unassessed) {
		if i == 0 || c.reason != last {
			if i > 0 {
				p.put("</tbody>\n")
			}
			last = c.reason
			p.put("<tbody>\n<tr class=\"reason\"><th scope=\"rowgroup\" colspan=\"%s\"><strong>%s</strong> %s</th></tr>\n",
				columns, c.reason, cure(c.reason))
		}
		p.cause(r, c)
	}
	if last != "" {
		p.put("</tbody>\n")
	}
}

func (p *htmlPage) cause(r *Report, c cause) {
	p.put("<tr>")
	if len(p.reports) > 1 {
		p.put("<td>%s</td>", named(r.Scan))
	}
	p.put("<td class=\"mono\">%s</td><td>%s</td><td>", c.operation, c.where())
	for i, id := range c.checks {
		if i == manyChecks {
			p.put(" and %s more", count(len(c.checks)-i))
			break
		}
		p.put("<a class=\"mono\" href=\"#check-%s\">%s</a><br>", id, id)
	}
	open := markup("")
	if advice(c.reason) == "" {
		open = ` open=""` // what to do follows from it
	}
	p.put("</td><td><details%s><summary class=\"mono\">%s</summary>%s</details></td></tr>\n",
		open, cmp.Or(c.code, "no code"), shorten(clean(c.message), longMessage))
}

// manyChecks is how many of the blind checks are named.
const manyChecks = 6

// where returns the places of a cause.
func (c cause) where() markup {
	var all []markup
	for i, arn := range c.resources {
		if i == 3 {
			all = append(all, sprint("and %s more", count(len(c.resources)-i)))
			break
		}
		all = append(all, sprint("<span class=\"mono\">%s</span>", shorten(clean(arn), longARN)))
	}
	var regions []string
	for _, name := range c.regions {
		regions = append(regions, region(name))
	}
	if len(all) == 0 {
		all = append(all, sprint("%s", few(regions)))
	} else {
		all = append(all, sprint("<span class=\"faint\">%s</span>", few(regions)))
	}
	text := all[0]
	for _, a := range all[1:] {
		text += "<br>" + a
	}
	return text
}

// longARN is from how many characters on an ARN is cut in its middle.
const longARN = 120

// longMessage is from how many characters on what AWS said is cut in its middle.
const longMessage = 300

// cure says what to do about a reason.
func cure(r inventory.Reason) markup {
	if a := advice(r); a != "" {
		return codeSpans(capital(a) + ".")
	}
	return "What AWS said tells what to do."
}

// codeSpans returns text whose `quoted` parts are code.
func codeSpans(text string) markup {
	var all markup
	for i, part := range strings.Split(text, "`") {
		if i%2 == 1 {
			all += sprint("<code>%s</code>", part)
			continue
		}
		all += sprint("%s", part)
	}
	return all
}

// responsibility writes the ledger.
func (p *htmlPage) responsibility() {
	p.put("<section id=\"responsibility\" aria-labelledby=\"responsibility-title\">\n<h2 id=\"responsibility-title\">Shared responsibility</h2>\n" +
		"<p>Which part of each service in use is whose, and how it stands with yours. For AWS’s part, AWS Artifact has the reports of its auditors.</p>\n" +
		"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Shared responsibility\">\n<table class=\"ledger\">\n<thead><tr><th scope=\"col\">Service</th>")
	for _, l := range Layers {
		p.put("<th scope=\"col\">%s</th>", l.Title())
	}
	p.put("</tr></thead>\n")
	for _, class := range Classes {
		p.classOf(class)
	}
	p.put("</table>\n</div>\n")
	p.put("<p class=\"legend\"><span class=\"key good\">Passes</span> <span class=\"key bad\">Fails</span> <span class=\"key unknown\">Unknown</span> " +
		"<span class=\"key outside\">Not judged: no check asks, or no API tells</span> <span class=\"key aws\">AWS’s part</span></p>\n")
	if len(p.ledger.Absent) > 0 {
		p.put("<p class=\"note\">Looked for and not found: %s.</p>\n", strings.Join(p.ledger.Absent, ", "))
	}
	if len(p.ledger.Unsorted) > 0 {
		p.put("<p class=\"note\">Not in this table, as their class is not known: %s.</p>\n", strings.Join(p.ledger.Unsorted, ", "))
	}
	p.evidence()
	p.put("</section>\n")
}

var classTexts = map[Class]string{
	Infrastructure: "Infrastructure services: the operating system and the network are yours",
	Managed:        "Managed services: AWS runs the platform, you decide who reaches it",
	Abstracted:     "Abstracted services: you see an API and are left with data and access",
}

func (p *htmlPage) classOf(class Class) {
	some := slices.DeleteFunc(slices.Clone(p.ledger.Services), func(s ServiceParts) bool { return s.Class != class })
	if len(some) == 0 {
		return
	}
	p.put("<tbody>\n<tr class=\"class\"><th scope=\"rowgroup\" colspan=\"%s\">%s</th></tr>\n", 1+len(Layers), classTexts[class])
	for _, s := range some {
		p.put("<tr><th scope=\"row\"><a href=\"#service-%s\">%s</a>", s.Service, s.Title)
		if s.Unlisted {
			p.put("<br><span class=\"unknown\">could not be listed</span>")
		}
		p.put("</th>")
		for i := 0; i < len(s.Parts); i++ {
			part := s.Parts[i]
			same := 1
			for part.all(AWS) && i+1 < len(s.Parts) && s.Parts[i+1].all(AWS) {
				i++
				same++
			}
			p.part(part, same)
		}
		p.put("</tr>\n")
	}
	p.put("</tbody>\n")
}

// part writes a cell, over several columns if the parts beside it are the same.
func (p *htmlPage) part(part Part, columns int) {
	switch {
	case part.all(Nobody):
		p.put("<td class=\"none\"><span aria-hidden=\"true\">–</span><span class=\"hidden\">does not have it</span></td>")
		return
	case part.all(AWS):
		p.put("<td class=\"aws\" colspan=\"%s\">AWS</td>", columns)
		return
	}
	owner := "You"
	if part.Owner == Both {
		owner = "AWS + you"
	}
	class, text := part.words()
	p.put("<td class=\"%s\"><span class=\"owner\">%s</span> %s", class, owner, text)
	if unknown := part.Statuses[check.StatusUnknown]; unknown > 0 && part.State == Bad {
		p.put("<br><span class=\"unknown\">? %s unknown</span>", count(unknown))
	}
	p.put("</td>")
}

// tallyWords says how a part stands, and the class that colours it.
func (p Part) words() (class, text string) {
	n := p.Statuses
	switch p.State {
	case Bad:
		return "bad", "✕ " + count(n[check.StatusFail]-p.Muted) + " fail"
	case Unknown:
		return "unknown", "? " + count(n[check.StatusUnknown]) + " unknown"
	case Good:
		return "good", "✓ " + count(n[check.StatusPass]) + " pass"
	case Accepted:
		return "muted", count(p.Muted) + " muted"
	case NotArising:
		return "outside", "does not apply"
	case Outside:
		return "outside", "no API tells"
	case NotJudged, NotTheirs:
	}
	return "outside", "not judged"
}

// evidence lists what to bring for the customer's parts that no scan judges.
func (p *htmlPage) evidence() {
	lacking := p.ledger.lacking()
	if len(lacking) == 0 {
		return
	}
	p.put("<details>\n<summary>What to bring for your parts that this scan does not judge</summary>\n<dl>\n")
	for _, l := range Layers {
		if names := lacking[l]; len(names) > 0 {
			p.put("<dt>%s <span class=\"faint\">%s</span></dt><dd>%s.</dd>\n", l.Title(), strings.Join(names, ", "), capital(l.Evidence()))
		}
	}
	p.put("</dl>\n</details>\n")
}

// frameworks writes how each account stands with the frameworks that the scan
// was selected by, control by control.
func (p *htmlPage) frameworks() {
	begun := false
	for _, r := range p.reports {
		for _, s := range r.Frameworks {
			if !begun {
				p.put("<section id=\"frameworks\" aria-labelledby=\"frameworks-title\">\n<h2 id=\"frameworks-title\">Frameworks</h2>\n")
				begun = true
			}
			of := ""
			if len(p.reports) > 1 {
				of = " in " + named(r.Scan)
			}
			p.framework(s, of)
		}
	}
	if begun {
		p.put("</section>\n")
	}
}

func (p *htmlPage) framework(s Standing, of string) {
	passed, applying := s.Score()
	p.put("<details>\n<summary><strong>%s %s</strong>%s <span class=\"score\">%s of %s automated controls pass; %s</span></summary>\n",
		s.Name, s.Version, of, count(passed), count(applying), strings.Join(append(controlCounts(s), count(s.Manual)+" manual"), ", "))
	p.bar(count(passed)+" of "+count(applying)+" pass", []slice{
		{"fail", s.Statuses[check.StatusFail.String()]}, {"unknown", s.Statuses[check.StatusUnknown.String()]}, {"pass", passed},
	})
	p.put("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">\n<table>\n<thead><tr><th scope=\"col\">Control</th><th scope=\"col\">Status</th>"+
		"<th scope=\"col\">Checks</th><th scope=\"col\" class=\"n\">Fail</th><th scope=\"col\" class=\"n\">Unknown</th></tr></thead>\n<tbody>\n", s.Name+" "+s.Version)
	for _, c := range s.Controls {
		p.control(c)
	}
	p.put("</tbody>\n</table>\n</div>\n</details>\n")
}

func (p *htmlPage) control(c ControlStanding) {
	class, status := strings.ToLower(c.Status.String()), capital(strings.ToLower(cmp.Or(c.Status.String(), "manual")))
	if c.Status == check.StatusNotApplicable {
		class, status = "na", "N/A"
	}
	p.put("<tr><th scope=\"row\">%s</th><td><span class=\"status %s\">%s</span></td><td>", c.ID, class, status)
	for _, id := range c.Checks {
		p.put("<a class=\"mono\" href=\"#check-%s\">%s</a> ", id, id)
	}
	if n := len(c.Missing); n > 0 {
		p.put("<span class=\"faint\">%s of it not in this scan</span>", plural(n, "check"))
	}
	p.put("</td><td class=\"n\">%s</td><td class=\"n\">%s</td></tr>\n",
		number(c.Findings[check.StatusFail.String()]), number(c.Findings[check.StatusUnknown.String()]))
}

// findings writes where the script shows the findings, and a table of the checks
// that stands for them without it.
func (p *htmlPage) findings() {
	p.put("<section id=\"findings\" aria-labelledby=\"findings-title\">\n<h2 id=\"findings-title\">Findings</h2>\n")
	if !p.data.whole {
		p.put("<p class=\"note\">This page lists what fails or is unknown. As there are more than %s findings, what passes or does not apply is only counted, by check; the JSON report has it.</p>\n",
			count(htmlListed))
	}
	p.put("<div id=\"explorer\" hidden=\"\"></div>\n<div id=\"print\"></div>\n<noscript>\n<p>Scripts are off, so these are the checks only; resources and evidence need the script of this page, which loads nothing.</p>\n" +
		"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Checks\">\n<table>\n<thead><tr><th scope=\"col\">Severity</th><th scope=\"col\">Check</th><th scope=\"col\">How to fix it</th>" +
		"<th scope=\"col\" class=\"n\">Fail</th><th scope=\"col\" class=\"n\">Unknown</th><th scope=\"col\" class=\"n\">Muted</th></tr></thead>\n<tbody>\n")
	for _, t := range p.worst {
		if unknown := t.statuses[check.StatusUnknown]; t.fails()+unknown+t.muted > 0 {
			p.put("<tr><td>%s</td><td>%s<br><span class=\"mono faint\">%s</span></td><td>%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td></tr>\n",
				t.rule.Severity, t.rule.Title, t.rule.Check, codeSpans(t.rule.Remediation), number(t.fails()), number(unknown), number(t.muted))
		}
	}
	p.put("</tbody>\n</table>\n</div>\n</noscript>\n</section>\n")
}

func (p *htmlPage) footer() {
	p.put("<footer>\n<div class=\"wrap\">\n<p>")
	for i, r := range p.reports {
		if i > 0 {
			p.put("<br>")
		}
		p.put("%s %s, scan <span class=\"mono\">%s</span>, exit code %s", r.Tool.Name, r.Tool.Version, r.Scan.ID, r.Outcome.ExitCode)
	}
	p.put("</p>\n</div>\n</footer>\n")
}
