package report

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/yourside/yourside/checks/check"
)

// What GitHub takes; it refuses or drops the rest.
const (
	maxResults       = 5000
	maxRuleName      = 255
	maxDescription   = 1024
	maxNotifications = 100
	maxCompressed    = 8 << 20 // bytes of a file, of the 10 MB that there may be
)

// MaxRuns is how many accounts a file may hold for GitHub.
const MaxRuns = 20

const homepage = "https://github.com/yourside/yourside"

// The kinds of notification.
const (
	notAssessed = "not-assessed" // something that a check needs could not be read
	notSettled  = "not-settled"  // what AWS answered does not settle what a check asks
	truncated   = "truncated"    // something was left out to stay within the limits
	covered     = "coverage"     // how many questions could be judged
)

// Alerts is how SARIF is written.
type Alerts struct {
	// Suppressed is whether what is muted is a result too, and every result says
	// if it is. GitHub takes those for open alerts; others know better.
	Suppressed bool
	// Revision is what CI works on, if the scan runs there.
	Revision *Revision
}

// A Revision is a commit of a repository.
type Revision struct {
	Repository string // URL
	Commit     string
	Branch     string
}

// SARIF writes reports as SARIF 2.1.0 for code scanning.
func SARIF(w io.Writer, all []*Report) error { return Alerts{}.SARIF(w, all) }

// SARIF writes one run for each report: every selected check as a rule, and what
// fails and is not muted as results. What is unknown is a notification; code
// scanning takes an absent result for a fixed one, so what failed before and could
// not be judged again is a result too, and a scan that is incomplete says that its
// execution failed, unless that is all it lacks. More reports than MaxRuns are an
// error.
func (a Alerts) SARIF(w io.Writer, all []*Report) error {
	if len(all) > MaxRuns {
		return fmt.Errorf("code scanning takes at most %d accounts in a file, not %d", MaxRuns, len(all))
	}
	for most := maxResults; ; most /= 2 {
		log := sarifLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0"}
		for _, r := range all {
			log.Runs = append(log.Runs, a.run(r, most))
		}
		var b bytes.Buffer
		if err := encode(&b, log, " "); err != nil {
			return err
		}
		if most == 0 || compressed(b.Bytes()) <= maxCompressed {
			_, err := w.Write(b.Bytes())
			return err
		}
	}
}

// compressed returns how many bytes a document takes as it is uploaded.
func compressed(document []byte) int {
	if len(document) <= maxCompressed {
		return len(document)
	}
	var n counter
	z := gzip.NewWriter(&n)
	_, _ = z.Write(document) // neither fails, as a counter never does
	_ = z.Close()
	return int(n)
}

// A counter counts what is written to it.
type counter int

func (c *counter) Write(b []byte) (int, error) {
	*c += counter(len(b))
	return len(b), nil
}

// run returns the run of a report, with at most so many results.
func (a Alerts) run(r *Report, most int) sarifRun {
	results, left := a.results(r, most)
	rules, cut := sarifRules(r.Checks)
	notes := slices.Concat([]sarifNotification{notification(covered, "note", "Coverage: "+full(coverage(r)))}, left, sarifGaps(r), sarifUnsettled(r), cut)
	if left := len(notes) - maxNotifications; left > 0 {
		notes = append(notes[:maxNotifications],
			notification(truncated, "warning", plural(left, "notification")+" left out; the JSON report has them."))
	}
	version := cmp.Or(semantic(r.Tool.Version), "0 "+r.Tool.Version) // it must begin with a digit
	return sarifRun{
		Tool: sarifTool{sarifDriver{
			Name:            "yourside",
			FullName:        "yourside " + version,
			Organization:    "yourside",
			InformationURI:  homepage,
			Version:         version,
			SemanticVersion: semantic(r.Tool.Version),
			Rules:           rules,
		}},
		AutomationDetails: sarifAutomationDetails{"yourside/" + segment(r.Scan.Partition) + "/" + segment(r.Scan.account()) + "/"},
		Invocations: []sarifInvocation{{
			ExecutionSuccessful:        r.uploadable(),
			StartTimeUTC:               r.Scan.Started.UTC().Format(time.RFC3339),
			EndTimeUTC:                 r.Scan.Ended.UTC().Format(time.RFC3339),
			ToolExecutionNotifications: notes,
		}},
		VersionControlProvenance: a.Revision.provenance(),
		OriginalURIBaseIDs: map[string]sarifBaseURI{
			sourceRoot: {sarifMessage{Text: "The root of the repository that takes the alerts."}},
		},
		Results: results,
	}
}

// uploadable reports whether what the run lacks may be taken for fixed. Of a scan
// that is incomplete that is so if there is no more of it than --max-unknown lets
// pass, and an earlier scan says what to carry forward.
func (r *Report) uploadable() bool {
	return !r.Outcome.Interrupted && (r.Scan.Complete || !r.Outcome.Incomplete && r.Outcome.Since != "")
}

// sourceRoot stands for the repository's root in SARIF.
const sourceRoot = "%SRCROOT%"

func (r *Revision) provenance() []sarifRevision {
	if r == nil {
		return nil
	}
	return []sarifRevision{{r.Repository, r.Commit, r.Branch, sarifMappedTo{sourceRoot}}}
}

var semver = regexp.MustCompile(`^v?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?)$`)

// semantic returns a version as SARIF wants it, or nothing for a build without one.
func semantic(version string) string {
	if m := semver.FindStringSubmatch(version); m != nil {
		return m[1]
	}
	return ""
}

// sarifRules returns a rule for each check, and a notification for each text
// that was cut.
func sarifRules(checks []*check.Check) ([]sarifRule, []sarifNotification) {
	var rules []sarifRule
	var notes []sarifNotification
	for _, c := range checks {
		name := pascal(c.ID)
		cutName := len(name) > maxRuleName
		short, cutShort := limit(full(c.Title), maxDescription)
		long, cutLong := limit(full(c.Title)+" "+full(c.Logic), maxDescription)
		if cutName || cutShort || cutLong {
			notes = append(notes, notification(truncated, "warning", "The texts of the rule "+c.ID+" were cut."))
		}
		level, score := sarifSeverity(c.Severity)
		problem := level
		if level == "note" {
			problem = "recommendation"
		}
		rules = append(rules, sarifRule{
			ID: c.ID, Name: name[:min(len(name), maxRuleName)],
			ShortDescription:     sarifMessage{Text: short},
			FullDescription:      sarifMessage{Text: long},
			Help:                 sarifHelp(c),
			HelpURI:              helpURI(c.References),
			DefaultConfiguration: sarifConfiguration{level},
			Properties: sarifRuleProperties{
				SecuritySeverity: score,
				Precision:        "very-high", // a verdict is never a guess: what is not known is no result
				ProblemSeverity:  problem,
				Tags:             sarifTags(c),
			},
		})
	}
	return rules, notes
}

// sarifSeverity returns the level and the score of a severity. The scores lie
// in the middle of the bands of GitHub.
func sarifSeverity(s check.Severity) (level, score string) {
	switch s {
	case check.Critical:
		return "error", "9.5"
	case check.High:
		return "error", "8.0"
	case check.Medium:
		return "warning", "5.5"
	}
	return "note", "2.0"
}

// sarifTags returns what alerts can be filtered by: at most eight, as no more
// than ten are shown. GitLab takes the weakness for an identifier. Of a framework only the newest version is there.
func sarifTags(c *check.Check) []string {
	tags := []string{"security", "aws", "domain/" + c.Domain.String(), "service/" + c.Service()}
	if weakness := cwe[c.ID]; weakness != "" {
		tags = append(tags, weakness)
	}
	var frameworks []string
	newest := map[string]string{}
	for _, control := range c.Controls {
		framework, _, _ := strings.Cut(control, "/")
		family, _, _ := strings.Cut(framework, "-")
		if _, ok := newest[family]; !ok {
			frameworks = append(frameworks, family)
		}
		newest[family] = max(newest[family], control)
	}
	for _, f := range frameworks[:min(3, len(frameworks))] {
		tags = append(tags, newest[f])
	}
	return tags
}

func helpURI(references []string) string {
	for _, r := range references {
		if u, err := url.Parse(r); err == nil && u.Scheme == "https" && u.Host != "" {
			return u.String()
		}
	}
	return ""
}

// sarifHelp returns the documentation of the check. It is about the check alone:
// GitHub shows it with the alerts of every account.
func sarifHelp(c *check.Check) sarifMessage {
	var text, markdown strings.Builder
	section := func(title, body string) {
		if body != "" {
			fmt.Fprintf(&text, "%s: %s\n", title, body)
			fmt.Fprintf(&markdown, "**%s**\n\n%s\n\n", title, escapeMarkdown(body))
		}
	}
	section("Why it matters", c.Rationale)
	section("How to fix it", c.Remedy)
	for _, way := range []struct{ title, body string }{
		{"With the AWS CLI", c.Fix.CLI}, {"With Terraform", c.Fix.Terraform},
	} {
		if way.body != "" {
			fmt.Fprintf(&text, "%s:\n%s\n", way.title, way.body)
			fmt.Fprintf(&markdown, "**%s**\n\n```\n%s\n```\n\n", way.title, way.body)
		}
	}
	section("What it may break", c.Fix.Breaks)
	section("What is looked at", c.Logic)
	section("Frameworks", strings.Join(c.Controls, ", "))
	if len(c.References) > 0 {
		fmt.Fprintf(&text, "References: %s\n", strings.Join(c.References, " "))
		fmt.Fprintf(&markdown, "**References**\n\n")
		for _, r := range c.References {
			fmt.Fprintf(&markdown, "- <%s>\n", r)
		}
	}
	return sarifMessage{Text: strings.TrimSpace(text.String()), Markdown: strings.TrimSpace(markdown.String())}
}

var markdownEscaper = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", "&", "&amp;")

func escapeMarkdown(s string) string { return markdownEscaper.Replace(s) }

// An alert is a finding that becomes a result.
type alert struct {
	Finding
	carried bool
}

// results returns a result for each finding that fails, worst first, with those
// of an earlier scan that this one could not judge again, and notifications of
// what is carried forward and of what is left out.
func (a Alerts) results(r *Report, most int) ([]sarifResult, []sarifNotification) {
	rule := map[string]int{}
	for i, c := range r.Checks {
		rule[c.ID] = i
	}
	alerts := a.alerts(r, most)
	var notes []sarifNotification
	if text := r.carriedText(); text != "" {
		notes = append(notes, notification(notAssessed, "warning", text+": what was known is carried forward."))
	}
	kept, left := alerts.list()
	if left > 0 {
		notes = append(notes, notification(truncated, "warning", fmt.Sprintf(
			"Of %s that fail the %s worst are here; the JSON report has the rest.",
			plural(alerts.n, "finding"), count(most))))
	}
	results := make([]sarifResult, 0, len(kept))
	for _, f := range kept {
		made := result(f.Finding, rule[f.Check], r.Place)
		made.Properties.CarriedForward = f.carried
		if a.Suppressed {
			made.Suppressions = suppressions(f.Muted)
		}
		results = append(results, made)
	}
	return results, notes
}

func (a Alerts) alerts(r *Report, most int) *worst[alert] {
	alerts := &worst[alert]{most: most, order: func(a, b alert) int {
		return cmp.Or(cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Resource.ID, b.Resource.ID),
			cmp.Compare(a.Resource.Region, b.Resource.Region), cmp.Compare(a.Check, b.Check))
	}}
	for f := range r.Findings {
		if f.Status == check.StatusFail && (f.Muted == nil || a.Suppressed) {
			alerts.add(alert{f, false})
		}
	}
	for _, f := range r.Carried {
		if f.Muted == nil || a.Suppressed {
			alerts.add(alert{f, true})
		}
	}
	return alerts
}

// suppressions says whether a result is muted, and why. One that is not has an
// empty list, as others have one.
func suppressions(m *Muted) *[]sarifSuppression {
	if m == nil {
		return &[]sarifSuppression{}
	}
	why := clean(m.By + " until " + m.Until)
	if m.Reason != "" {
		why += ": " + clean(m.Reason)
	}
	return &[]sarifSuppression{{"external", "accepted", why}}
}

func result(f Finding, rule int, account *Place) sarifResult {
	service, _, _ := strings.Cut(f.Check, ".")
	at, mode := location(f, service, account)
	id := map[string]string{"yoursideFinding/v1": f.Fingerprint}
	firstSeen := ""
	if f.FirstSeen != nil {
		firstSeen = f.FirstSeen.UTC().Format(time.RFC3339)
	}
	return sarifResult{
		RuleID: f.Check, RuleIndex: rule, Kind: "fail",
		Message:      sarifMessage{Text: sentence(f)},
		Locations:    []sarifLocation{at},
		Fingerprints: id,
		PartialFingerprints: map[string]string{
			"primaryLocationLineHash": f.Fingerprint + ":1", // the form of the action's own hashes
			"yoursideFinding/v1":      f.Fingerprint,
		},
		Properties: sarifResultProperties{
			ARN: f.Resource.ID, AccountID: f.Resource.Account, Region: region(f.Resource.Region),
			Service: service, Domain: f.Domain.String(), LocationMode: mode, FirstSeen: firstSeen,
		},
	}
}

// sentenceEnd is what a name may hold that makes two sentences of one: lists of
// alerts show the first alone.
var sentenceEnd = regexp.MustCompile(`([.!?]) +`)

// sentence returns the finding as one sentence that needs no other: it is the
// title of the alert.
func sentence(f Finding) string {
	about := capital(f.Resource.kind()) + " " + shorten(f.Resource.label(), 2*longName)
	if f.Resource.isAccount() {
		about = capital(f.Resource.label())
	}
	if f.Resource.Region != "" {
		about += " in " + region(f.Resource.Region)
	}
	if !f.Resource.isAccount() {
		about += " of account " + clean(f.Resource.Account)
	}
	about = sentenceEnd.ReplaceAllString(about, "$1")
	// In SARIF "[text](target)" is a link, and names come from strangers.
	return strings.ReplaceAll(full(about+" "+clean(f.Message)), "](", "] (")
}

// sarifGaps returns a notification for each distinct cause of what was not
// assessed.
func sarifGaps(r *Report) []sarifNotification {
	var notes []sarifNotification
	if r.Outcome.Interrupted {
		notes = append(notes, notification(notAssessed, "error", "The scan was interrupted; what was read until then is judged."))
	}
	for _, c := range causes(r.Unassessed) {
		notes = append(notes, notification(notAssessed, "error", unreadText(c)))
	}
	return notes
}

// sarifUnsettled returns a notification for each check that read all it needs
// and still cannot tell.
func sarifUnsettled(r *Report) []sarifNotification {
	gaps := map[string]bool{}
	for _, u := range r.Unassessed {
		gaps[u.Check] = true
	}
	var notes []sarifNotification
	for _, c := range r.Checks {
		if n := r.byCheck[c.ID][check.StatusUnknown]; n > 0 && !gaps[c.ID] {
			notes = append(notes, notification(notSettled, "warning",
				fmt.Sprintf("%s cannot tell of %s.", c.ID, plural(n, "resource"))))
		}
	}
	return notes
}

// few returns the first of many names.
func few(names []string) string {
	const shown = 10
	if more := len(names) - shown; more > 0 {
		return strings.Join(names[:shown], ", ") + " and " + count(more) + " more"
	}
	return strings.Join(names, ", ")
}

func notification(kind, level, text string) sarifNotification {
	return sarifNotification{Descriptor: sarifDescriptor{ID: kind}, Level: level, Message: sarifMessage{Text: text}}
}

// pascal returns a check's ID as one word: "Ec2VolumeEncrypted".
func pascal(id string) string {
	var b strings.Builder
	for _, word := range strings.FieldsFunc(id, func(r rune) bool { return r == '.' || r == '-' }) {
		b.WriteString(capital(word))
	}
	return b.String()
}

func capital(word string) string {
	runes := []rune(word)
	runes[0] = unicode.ToUpper(runes[0])
	return string(runes)
}

// full returns the text with a full stop.
func full(text string) string {
	if strings.HasSuffix(text, ".") {
		return text
	}
	return text + "."
}

// limit cuts the text to a number of characters, at the end of a sentence if
// there is one, and reports whether it did.
func limit(text string, most int) (string, bool) {
	runes := []rune(text)
	if len(runes) <= most {
		return text, false
	}
	head := string(runes[:most])
	if i := strings.LastIndex(head, ". "); i >= 0 {
		return head[:i+1], true
	}
	return string(runes[:most-3]) + "...", true
}
