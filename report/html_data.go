package report

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/yourside/yourside/checks/check"
)

// htmlListed is how many findings a page has one by one. If there are more, what
// passes or does not apply is only counted: nobody reads it, and a browser has to.
const htmlListed = 100_000

// htmlData are findings in the compact form that the script of the page reads:
// each text is there once, in a table, and findings are numbers of its entries,
// in blocks of one check in one account.
type htmlData struct {
	whole    bool // whether what passes is there one by one
	accounts numbered[string]
	checks   numbered[string]
	regions  numbered[string]
	types    numbered[string]
	messages numbered[string]
	fields   numbered[string]
	values   numbered[string]
	tags     numbered[string]
	muted    numbered[Muted]
	prefixes numbered[string]
	evidence numbered[string] // lists of numbers, as JSON
	things   numbered[htmlResource]

	explained map[string]htmlCheck
	names     map[string]string // of accounts
	block     htmlBlock
	blocks    bytes.Buffer
	tallies   map[string]*tally
}

// numbered numbers distinct values in the order in which they come.
type numbered[K comparable] struct {
	of  map[K]int
	all []K
}

func (n *numbered[K]) number(k K) int {
	i, ok := n.of[k]
	if !ok {
		if n.of == nil {
			n.of = map[K]int{}
		}
		i = len(n.all)
		n.of[k] = i
		n.all = append(n.all, k)
	}
	return i
}

// htmlResource is a resource in numbers. Its ARN is a prefix, which many share,
// and a tail.
type htmlResource struct {
	prefix        int
	tail, name    string
	kind, region  int
	account, tags int
}

// htmlCheck is what the page says of a check.
type htmlCheck struct {
	ID         string      `json:"id"`
	Service    string      `json:"service"`
	Title      string      `json:"title"`
	Severity   string      `json:"severity"`
	Domain     string      `json:"domain"`
	Why        string      `json:"why,omitempty"`
	Fix        string      `json:"fix"`
	Ways       [][2]string `json:"ways,omitempty"` // to fix it: titles and texts
	Looks      string      `json:"looks,omitempty"`
	Controls   []string    `json:"controls,omitempty"`
	References []string    `json:"references,omitempty"`
}

// htmlBlock are the findings of one check in one account, a list for each field.
type htmlBlock struct {
	Check        int            `json:"c"`
	Account      int            `json:"a"`
	Statuses     statusList     `json:"s"`
	Resources    []int          `json:"r"`
	Messages     []int          `json:"m"`
	Evidence     []int          `json:"e"`
	Fingerprints []string       `json:"f"`
	New          []int          `json:"n,omitempty"` // which of them are
	Muted        map[int]int    `json:"d,omitempty"`
	FirstSeen    map[int]string `json:"t,omitempty"`
	// Passed and NotApplicable count what is not there one by one.
	Passed        int `json:"p,omitempty"`
	NotApplicable int `json:"x,omitempty"`
}

// statusList is a letter for each status: F, U, P, N.
type statusList []byte

// MarshalText returns the letters.
func (l statusList) MarshalText() ([]byte, error) { return l, nil }

// empty reports whether nothing is in the block.
func (b *htmlBlock) empty() bool { return len(b.Statuses)+b.Passed+b.NotApplicable == 0 }

// A tally counts the findings of a check. Those that fail and are muted are in
// muted alone.
type tally struct {
	rule     *Rule
	statuses [len(statusLetters) + 1]int
	muted    int
}

func (t *tally) fails() int { return t.statuses[check.StatusFail] }

// statusLetters are the statuses in blocks, by their number.
const statusLetters = "FUPN"

// begin makes ready for the findings of a report.
func (d *htmlData) begin(r *Report) {
	if d.explained == nil {
		d.explained, d.names, d.tallies = map[string]htmlCheck{}, map[string]string{}, map[string]*tally{}
	}
	d.names[r.Scan.account()] = r.Scan.Alias
	for _, c := range r.Checks {
		d.explained[c.ID] = htmlCheck{Why: c.Rationale, Ways: ways(c.Fix), Looks: c.Logic, References: c.References}
	}
}

// ways returns the ways to fix something, each with its title.
func ways(f check.Fix) [][2]string {
	all := [][2]string{
		{"In the console", f.Console}, {"With the AWS CLI", f.CLI}, {"With Terraform", f.Terraform}, {"What it may break", f.Breaks}, {"How to undo it", f.Undo},
	}
	return slices.DeleteFunc(all, func(w [2]string) bool { return w[1] == "" })
}

// add adds a finding of the report of an account.
func (d *htmlData) add(account string, f Finding) {
	t := d.tallies[f.Check]
	if t == nil {
		t = &tally{rule: f.Rule}
		d.tallies[f.Check] = t
	}
	muted := f.Muted != nil && f.Status == check.StatusFail
	if muted {
		t.muted++
	} else {
		t.statuses[f.Status]++
	}
	b := &d.block
	if c, a := d.checks.number(f.Check), d.accounts.number(account); b.Check != c || b.Account != a || b.empty() {
		d.flush()
		b.Check, b.Account = c, a
	}
	switch {
	case !d.whole && f.Status == check.StatusPass:
		b.Passed++
		return
	case !d.whole && f.Status == check.StatusNotApplicable:
		b.NotApplicable++
		return
	}
	i := len(b.Statuses)
	b.Statuses = append(b.Statuses, statusLetters[f.Status-1])
	b.Resources = append(b.Resources, d.resource(f.Resource))
	b.Messages = append(b.Messages, d.messages.number(clean(f.Message)))
	b.Evidence = append(b.Evidence, d.evidenceOf(f.Evidence))
	b.Fingerprints = append(b.Fingerprints, clean(f.Fingerprint))
	if f.New {
		b.New = append(b.New, i)
	}
	if muted {
		b.Muted[i] = d.muted.number(*f.Muted)
	}
	if f.FirstSeen != nil {
		b.FirstSeen[i] = f.FirstSeen.UTC().Format("2006-01-02")
	}
}

func (d *htmlData) resource(r *Resource) int {
	cut := strings.LastIndexAny(r.ID, ":/") + 1
	return d.things.number(htmlResource{
		prefix: d.prefixes.number(clean(r.ID[:cut])), tail: clean(r.ID[cut:]), name: r.label(),
		kind: d.types.number(r.kind()), region: d.regions.number(region(r.Region)),
		account: d.accounts.number(r.account()), tags: d.tags.number(tagText(r.Tags)),
	})
}

// tagText returns tags as one text.
func tagText(tags map[string]string) string {
	var all []string
	for _, k := range slices.Sorted(maps.Keys(tags)) {
		all = append(all, clean(k)+" = "+clean(tags[k]))
	}
	return strings.Join(all, "\n")
}

// evidenceOf returns the number of a list of evidence: for each its field, its
// value and, above 0, the resource that has it.
func (d *htmlData) evidenceOf(all []check.Evidence) int {
	var list []byte
	for _, e := range all {
		if len(list) > 0 {
			list = append(list, ',')
		}
		list = strconv.AppendInt(list, int64(d.fields.number(clean(e.Field))), 10)
		list = append(list, ',')
		list = strconv.AppendInt(list, int64(d.values.number(shown(e.Value))), 10)
		list = append(list, ',')
		other := 0
		if e.Resource != "" {
			other = 1 + d.values.number(clean(e.Resource))
		}
		list = strconv.AppendInt(list, int64(other), 10)
	}
	return d.evidence.number(string(list))
}

// shown returns the value of a field as people read it: text as it is, the rest
// as JSON.
func shown(value any) string {
	if s, ok := value.(string); ok && s != "" {
		return clean(s)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // what holds this text is escaped once more
	if err := e.Encode(value); err != nil {
		return "(a value that cannot be shown)"
	}
	return clean(strings.TrimSuffix(b.String(), "\n"))
}

// flush ends a block.
func (d *htmlData) flush() {
	if !d.block.empty() {
		if d.blocks.Len() > 0 {
			d.blocks.WriteString(",\n")
		}
		d.blocks.Write(htmlJSON(d.block))
	}
	d.block = htmlBlock{
		Resources: []int{}, Messages: []int{}, Evidence: []int{}, Fingerprints: []string{},
		Muted: map[int]int{}, FirstSeen: map[int]string{},
	}
}

// htmlJSON returns a value as JSON that no markup can be in: < is escaped.
func htmlJSON(v any) []byte {
	text, _ := json.Marshal(v) // numbers, texts and lists of them: none fails
	return text
}

// write writes all as one JSON object.
func (d *htmlData) write(w *bufio.Writer) {
	d.flush()
	_, _ = w.WriteString("{")
	d.table(w, "accounts", d.accountNames())
	d.table(w, "checks", d.checkTexts())
	d.table(w, "regions", d.regions.all)
	d.table(w, "types", d.types.all)
	d.table(w, "messages", d.messages.all)
	d.table(w, "fields", d.fields.all)
	d.table(w, "values", d.values.all)
	d.table(w, "tags", d.tags.all)
	d.table(w, "prefixes", d.prefixes.all)
	d.table(w, "muted", d.mutedTexts())
	_, _ = w.WriteString(`"evidence":[`)
	for i, list := range d.evidence.all {
		if i > 0 {
			_ = w.WriteByte(',')
		}
		_, _ = w.WriteString("[" + list + "]")
	}
	_, _ = w.WriteString("],\n\"resources\":[")
	for i, r := range d.things.all {
		if i > 0 {
			_ = w.WriteByte(',')
		}
		_, _ = w.Write(htmlJSON([]any{r.prefix, r.tail, r.nameIfOther(), r.kind, r.region, r.account, r.tags}))
	}
	_, _ = w.WriteString("],\n\"blocks\":[")
	_, _ = d.blocks.WriteTo(w)
	_, _ = w.WriteString("]}")
}

// nameIfOther returns what the resource is called, or 0 if that is the tail of
// its ARN.
func (r htmlResource) nameIfOther() any {
	if r.name == r.tail {
		return 0
	}
	return r.name
}

func (d *htmlData) table(w *bufio.Writer, name string, list any) {
	_, _ = w.WriteString(`"` + name + `":`)
	_, _ = w.Write(htmlJSON(list))
	_, _ = w.WriteString(",\n")
}

func (d *htmlData) accountNames() [][2]string {
	all := [][2]string{}
	for _, id := range d.accounts.all {
		all = append(all, [2]string{clean(id), clean(d.names[id])})
	}
	return all
}

func (d *htmlData) mutedTexts() []Muted {
	all := []Muted{}
	for _, m := range d.muted.all {
		all = append(all, Muted{By: clean(m.By), Reason: clean(m.Reason), Owner: clean(m.Owner), Until: clean(m.Until)})
	}
	return all
}

func (d *htmlData) checkTexts() []htmlCheck {
	all := []htmlCheck{}
	for _, id := range d.checks.all {
		c, rule := d.explained[id], d.tallies[id].rule
		c.ID, c.Title, c.Fix, c.Controls = clean(id), clean(rule.Title), clean(rule.Remediation), nil
		c.Service, _, _ = strings.Cut(c.ID, ".")
		c.Severity, c.Domain = rule.Severity.String(), rule.Domain.String()
		for _, control := range rule.Frameworks {
			c.Controls = append(c.Controls, clean(control))
		}
		all = append(all, c)
	}
	return all
}

// worst returns the tallies of checks, worst first: by severity, then by how
// many fail.
func (d *htmlData) worst() []*tally {
	return slices.SortedFunc(maps.Values(d.tallies), func(a, b *tally) int {
		return cmp.Or(cmp.Compare(a.rule.Severity, b.rule.Severity), cmp.Compare(b.fails(), a.fails()), cmp.Compare(a.rule.Check, b.rule.Check))
	})
}
