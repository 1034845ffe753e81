package baseline

import (
	"cmp"
	"io"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/report"
)

// Days is how many days what is accepted lasts, if nobody says otherwise.
const Days = 90

const heading = "# What is accepted, and until when: https://github.com/yourside/yourside#baseline-and-exceptions\n" +
	"# The findings are written by `yourside baseline`, the exceptions by people."

// New returns a file with nothing in it.
func New() *File { return &File{doc: &yaml.Node{}} }

// Write writes the file: what was not edited has its comments, its order and its
// quotes as before.
func (f *File) Write(w io.Writer) error {
	f.begin()
	e := yaml.NewEncoder(w)
	e.SetIndent(2)
	if err := e.Encode(f.doc); err != nil {
		return err
	}
	return e.Close()
}

// begin makes a document of an empty file.
func (f *File) begin() {
	if len(f.doc.Content) > 0 && f.doc.Content[0].Kind == yaml.MappingNode {
		return
	}
	root := &yaml.Node{Kind: yaml.MappingNode, HeadComment: cmp.Or(f.remarks, heading)}
	root.Content = []*yaml.Node{text("version"), {Kind: yaml.ScalarNode, Tag: "!!int", Value: version}}
	f.doc = &yaml.Node{Kind: yaml.DocumentNode, Content: []*yaml.Node{root}}
}

// list returns the node of a list of the file, which is made if need be.
func (f *File) list(key string) *yaml.Node {
	f.begin()
	root := f.doc.Content[0]
	if i := f.indexOf(key); i >= 0 {
		return aliased(root.Content[i+1])
	}
	n := &yaml.Node{Kind: yaml.SequenceNode}
	root.Content = append(root.Content, text(key), n)
	return n
}

// extend puts entries at the end of a list of the file. One without any stays as it
// is written: a comment behind its key would make it what cannot be read.
func (f *File) extend(key string, entries []*yaml.Node) {
	n := f.list(key)
	if len(n.Content) == 0 && len(entries) > 0 {
		n.Kind, n.Tag, n.Value, n.Style = yaml.SequenceNode, "", "", 0
		// What stands behind [] would be lost behind lines.
		of := f.doc.Content[0].Content[f.indexOf(key)]
		of.LineComment = cmp.Or(of.LineComment, n.LineComment)
	}
	n.Content = append(n.Content, entries...)
}

// indexOf returns where a key is among what the file's mapping holds, or -1.
func (f *File) indexOf(key string) int {
	for i := 0; i+1 < len(f.doc.Content[0].Content); i += 2 {
		if f.doc.Content[0].Content[i].Value == key {
			return i
		}
	}
	return -1
}

// Add accepts all that fails in the reports and is not muted otherwise, each from
// when it was first seen until a day; an empty one stands for Days after the scan.
// What the file has already stays as it is. It returns how many it added.
func (f *File) Add(reports []*report.Report, until Day) int {
	known := map[string]bool{}
	for _, have := range f.Findings {
		known[have.ID] = true
	}
	var added []Finding
	for _, r := range reports {
		scanned := DayOf(r.Scan.Started)
		for one := range r.Findings {
			byRule := one.Muted != nil && one.Muted.By != "baseline"
			if one.Status != check.StatusFail || byRule || known[one.Fingerprint] {
				continue
			}
			known[one.Fingerprint] = true
			seen := scanned
			if one.FirstSeen != nil {
				seen = DayOf(*one.FirstSeen)
			}
			added = append(added, Finding{
				ID: one.Fingerprint, Check: one.Check, Resource: one.Resource.ID, Seen: seen, Until: cmp.Or(until, scanned.Later(Days)),
			})
		}
	}
	slices.SortFunc(added, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Check, b.Check), cmp.Compare(a.Resource, b.Resource), cmp.Compare(a.ID, b.ID))
	})
	var entries []*yaml.Node
	for _, one := range added {
		entries = append(entries, mapping(
			"id", text(one.ID), "check", text(one.Check), "resource", text(one.Resource), "seen", date(one.Seen), "until", date(one.Until)))
	}
	f.extend("findings", entries)
	f.Findings = append(f.Findings, added...)
	return len(added)
}

// Prune removes what has expired by the time of the reports, and what is stale in
// them. It returns what it removed; known are the IDs of all checks.
func (f *File) Prune(reports []*report.Report, known []string) []Notice {
	var of []*Muting
	for _, r := range reports {
		m := f.At(r.Scan.Started, known)
		for one := range r.Findings {
			m.Mark(&one)
		}
		of = append(of, m)
	}
	var removed []Notice
	drop := func(line int, name string, v Verdict, until Day) bool {
		if v == Expired || v == Stale {
			removed = append(removed, Notice{v, Problem{line, name + of[0].says(v, until, false)}})
			return true
		}
		return false
	}
	entries, rules := f.list("findings"), f.list("exceptions")
	var keptEntries, keptRules []*yaml.Node
	var findings []Finding
	var exceptions []Exception
	for i, one := range f.Findings {
		if !drop(one.Line, named([]*Finding{&one}), f.findingIn(i, of, reports), one.Until) {
			findings, keptEntries = append(findings, one), append(keptEntries, entries.Content[i])
		}
	}
	for i, one := range f.Exceptions {
		if !drop(one.Line, one.name(), f.exceptionIn(i, of, reports), one.Until) {
			exceptions, keptRules = append(exceptions, one), append(keptRules, rules.Content[i])
		}
	}
	f.Findings, f.Exceptions = findings, exceptions
	f.keep("findings", keptEntries)
	f.keep("exceptions", keptRules)
	return removed
}

// findingIn judges an entry by several reports: it is of one account only.
func (f *File) findingIn(i int, of []*Muting, reports []*report.Report) Verdict {
	for n, m := range of {
		if v := m.finding(&f.Findings[i], reports[n].Scan); v == Expired || v == Stale {
			return v
		}
	}
	return Fine
}

// exceptionIn judges an exception by several reports: it is stale if it is idle in
// all accounts that it holds for, and of use in no report: an account may have one for
// each region.
func (f *File) exceptionIn(i int, of []*Muting, reports []*report.Report) Verdict {
	idle := map[string]bool{}
	wanted := slices.Clone(f.Exceptions[i].Accounts)
	inUse := false
	for n, m := range of {
		scan := reports[n].Scan
		if m.expired(f.Exceptions[i].Until) {
			return Expired
		}
		inUse = inUse || len(m.rules[i].failing) > 0 || m.rules[i].unsure
		if m.idle(m.rules[i], scan) {
			idle[scan.Account] = true
		}
		if len(f.Exceptions[i].Accounts) == 0 {
			wanted = append(wanted, scan.Account)
		}
	}
	if inUse || slices.ContainsFunc(wanted, func(account string) bool { return !idle[account] }) {
		return Fine
	}
	return Stale
}

// keep leaves these entries of a list of the file. A list without any is left out.
func (f *File) keep(key string, entries []*yaml.Node) {
	if len(entries) > 0 {
		f.list(key).Content = entries
		return
	}
	root, i := f.doc.Content[0], f.indexOf(key)
	root.Content = slices.Delete(root.Content, i, i+2)
}

// mapping returns a mapping of keys with their nodes.
func mapping(pairs ...any) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode}
	for i := 0; i+1 < len(pairs); i += 2 {
		n.Content = append(n.Content, text(pairs[i].(string)), pairs[i+1].(*yaml.Node))
	}
	return n
}

// text returns a text, which is quoted where it would be read as something else.
func text(s string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: strings.ToValidUTF8(s, "\ufffd")}
}

func date(d Day) *yaml.Node {
	if d == Never {
		return text(string(d))
	}
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!timestamp", Value: string(d)}
}
