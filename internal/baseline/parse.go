package baseline

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/yourside/yourside/internal/config"
)

// A Problem is what is wrong at a line of the file.
type Problem struct {
	Line int // 0 if it is about the file
	Text string
}

// String returns the problem with its line.
func (p Problem) String() string {
	if p.Line == 0 {
		return p.Text
	}
	return fmt.Sprintf("line %d: %s", p.Line, p.Text)
}

// Parse reads a file, and returns all that is wrong with it: such a file must
// not be gone by.
func Parse(text []byte) (*File, []Problem) {
	if !utf8.Valid(text) {
		return nil, []Problem{{Text: "the file is not UTF-8"}}
	}
	f := &File{doc: &yaml.Node{}}
	d := yaml.NewDecoder(bytes.NewReader(text))
	if err := d.Decode(f.doc); err != nil && !errors.Is(err, io.EOF) {
		return nil, []Problem{ofYAML(err)}
	}
	if len(f.doc.Content) == 0 {
		f.remarks = strings.TrimSpace(string(text))
		return f, nil
	}
	r := &reader{}
	if err := d.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		r.wrong(f.doc, "another document follows, and the file is one")
	}
	r.file(f.doc.Content[0], f)
	slices.SortStableFunc(r.problems, func(a, b Problem) int { return a.Line - b.Line })
	return f, r.problems
}

var lineOfError = regexp.MustCompile(`^(?:yaml: )?line ([0-9]+): `)

// ofYAML returns what the parser says, in one line.
func ofYAML(err error) Problem {
	text, _, _ := strings.Cut(strings.TrimPrefix(err.Error(), "yaml: "), "\n")
	p := Problem{Text: text}
	if m := lineOfError.FindStringSubmatch(text); m != nil {
		_, _ = fmt.Sscan(m[1], &p.Line) // of digits; a number that is too large is none of a line
		p.Text = text[len(m[0]):]
	}
	return p
}

// A reader goes over the nodes of a file, and notes what is wrong.
type reader struct{ problems []Problem }

func (r *reader) wrong(n *yaml.Node, format string, args ...any) {
	r.problems = append(r.problems, Problem{n.Line, fmt.Sprintf(format, args...)})
}

// A field is a key that a mapping may have, and who reads its value.
type field struct {
	key      string
	required bool
	read     func(*yaml.Node)
}

func (r *reader) file(n *yaml.Node, f *File) {
	if aliased(n).Tag == "!!null" {
		return
	}
	r.fields(n, "the file", []field{
		{"version", false, r.version},
		{"findings", false, func(n *yaml.Node) {
			for _, entry := range r.entries(n) {
				f.Findings = append(f.Findings, r.finding(entry))
			}
		}},
		{"exceptions", false, func(n *yaml.Node) {
			for _, entry := range r.entries(n) {
				f.Exceptions = append(f.Exceptions, r.exception(entry))
			}
		}},
	})
}

func (r *reader) finding(n *yaml.Node) Finding {
	f := Finding{Line: n.Line}
	r.fields(n, "a finding", []field{
		{"id", true, func(n *yaml.Node) {
			if f.ID = r.text(n); f.ID != "" && !fingerprint.MatchString(f.ID) {
				r.wrong(n, "the id of a finding is its fingerprint, 32 hex digits, not %q", f.ID)
			}
		}},
		{"check", true, func(n *yaml.Node) { f.Check = r.text(n) }},
		{"resource", true, func(n *yaml.Node) { f.Resource = r.text(n) }},
		{"seen", false, func(n *yaml.Node) { f.Seen = r.day(n, false) }},
		{"until", true, func(n *yaml.Node) { f.Until = r.day(n, true) }},
	})
	return f
}

func (r *reader) exception(n *yaml.Node) Exception {
	e := Exception{Line: n.Line}
	r.fields(n, "an exception", []field{
		{"check", true, func(n *yaml.Node) { e.Check = r.text(n) }},
		{"accounts", false, func(n *yaml.Node) {
			e.Accounts = r.list(n, "accounts", func(n *yaml.Node, id string) {
				if !twelveDigits.MatchString(id) {
					r.wrong(n, "the id of an account is twelve digits, not %q", id)
				}
			})
		}},
		{"regions", false, func(n *yaml.Node) {
			e.Regions = r.list(n, "regions", func(n *yaml.Node, name string) {
				if !regionName.MatchString(name) {
					r.wrong(n, "%q is no region: one is named as us-east-1, and %s stands for what has none", name, Global)
				}
			})
		}},
		{"resources", false, func(n *yaml.Node) { e.Resources = r.list(n, "resources", func(*yaml.Node, string) {}) }},
		{"tags", false, func(n *yaml.Node) { e.Tags = r.tags(n) }},
		{"reason", true, func(n *yaml.Node) { e.Reason = r.text(n) }},
		{"owner", true, func(n *yaml.Node) { e.Owner = r.text(n) }},
		{"until", true, func(n *yaml.Node) { e.Until = r.day(n, true) }},
	})
	return e
}

var (
	fingerprint  = regexp.MustCompile(`^[0-9a-f]{32}$`)
	twelveDigits = regexp.MustCompile(`^[0-9]{12}$`)
	regionName   = regexp.MustCompile(`^([a-z]+(-[a-z]+)+-[0-9]+|` + Global + `)$`)
)

// fields reads a mapping, which may have these keys and no others.
func (r *reader) fields(n *yaml.Node, what string, known []field) {
	n = aliased(n)
	var names []string
	for _, f := range known {
		names = append(names, f.key)
	}
	if n.Kind != yaml.MappingNode {
		r.wrong(n, "%s has the keys %s: this is none", what, strings.Join(names, ", "))
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		at := slices.IndexFunc(known, func(f field) bool { return f.key == key.Value })
		switch {
		case key.Kind != yaml.ScalarNode || at < 0:
			r.wrong(key, "%s has no key %q; did you mean %q?", what, key.Value, config.Nearest(key.Value, names))
		case seen[key.Value]:
			r.wrong(key, "the key %s is there already", key.Value)
		default:
			seen[key.Value] = true
			known[at].read(value)
		}
	}
	for _, f := range known {
		if f.required && !seen[f.key] {
			r.wrong(n, "%s lacks %s", what, f.key)
		}
	}
}

func (r *reader) entries(n *yaml.Node) []*yaml.Node {
	n = aliased(n)
	if n.Tag == "!!null" {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		r.wrong(n, "this is no list")
		return nil
	}
	return n.Content
}

// list reads a list of texts. An empty one could mean all as well as none.
func (r *reader) list(n *yaml.Node, what string, valid func(*yaml.Node, string)) []string {
	entries := r.entries(n)
	if len(entries) == 0 {
		r.wrong(n, "%s is empty: leave it out to mean all", what)
	}
	var all []string
	for _, entry := range entries {
		if text := r.text(entry); text != "" {
			valid(entry, text)
			all = append(all, text)
		}
	}
	return all
}

func (r *reader) tags(n *yaml.Node) map[string]string {
	n = aliased(n)
	if n.Kind != yaml.MappingNode || len(n.Content) == 0 {
		r.wrong(n, "tags are keys with their values: leave them out to mean all")
		return nil
	}
	all := map[string]string{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := r.text(n.Content[i]), aliased(n.Content[i+1])
		switch _, twice := all[key]; {
		case twice:
			r.wrong(n.Content[i], "the tag %q is there already", key)
		case value.Kind != yaml.ScalarNode || value.Tag == "!!null":
			r.wrong(value, "the value of the tag %q is no text", key)
		case key != "":
			all[key] = value.Value
		}
	}
	return all
}

// text reads a text, which is not empty.
func (r *reader) text(n *yaml.Node) string {
	n = aliased(n)
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" || strings.TrimSpace(n.Value) == "" {
		r.wrong(n, "there is no text where one belongs")
		return ""
	}
	return n.Value
}

func (r *reader) day(n *yaml.Node, last bool) Day {
	text := aliased(n).Value
	_, err := time.Parse(time.DateOnly, text)
	switch {
	case aliased(n).Kind == yaml.ScalarNode && (err == nil || last && text == string(Never)):
		return Day(text)
	case last:
		r.wrong(n, "until is the last day, as 2027-03-31, or never; not %q", text)
	default:
		r.wrong(n, "a day is written as 2027-03-31, not %q", text)
	}
	return ""
}

func (r *reader) version(n *yaml.Node) {
	if text := aliased(n).Value; text != version {
		r.wrong(n, "this program reads version %s of the file, not %q", version, text)
	}
}

// aliased returns what a node stands for.
func aliased(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}
