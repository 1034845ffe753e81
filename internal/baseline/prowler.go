package baseline

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"
)

// A Counterpart is a check, with those of Prowler that together ask the same.
type Counterpart struct {
	ID       string
	Resource string // the CloudFormation type of what it judges
	Prowler  []string
}

// An Import is what becomes of a mutelist of Prowler. It accepts what the mutelist
// mutes, or less, and never more.
type Import struct {
	Exceptions []Exception
	notes      []string // a line or more for each exception: where it is from, how it differs
	// Narrowed says what the exceptions accept less than the mutelist.
	Narrowed []Problem
	// Left is what could not be taken over without accepting more.
	Left []Problem

	regions []string
	until   Day
	told    map[Problem][]string // the checks of what is said of several, by that
}

// FromProwler reads a mutelist of Prowler, which is one mapping: accounts, in each
// checks, in each the lists Regions, Resources, Tags and Exceptions, all of them
// regular expressions that are searched for, and perhaps a Description.
// https://docs.prowler.com/user-guide/cli/tutorials/mutelist
// Regions are those that an expression may mean.
func FromProwler(text []byte, ours []Counterpart, regions []string, until Day) (*Import, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return nil, errors.New(ofYAML(err).String())
	}
	in := &Import{regions: regions, until: until, told: map[Problem][]string{}}
	if len(doc.Content) > 0 {
		for _, top := range in.pairs(doc.Content[0]) {
			if slices.Contains([]string{"Mutelist", "Mute List", "Allowlist"}, top.name) {
				in.accounts(top.value, ours)
				in.Left, in.Narrowed = in.grouped(in.Left), in.grouped(in.Narrowed)
				return in, nil
			}
		}
	}
	return nil, errors.New("this is no mutelist of Prowler: it has no key Mutelist")
}

// A pair is a key of a mapping, with its value.
type pair struct {
	name  string
	line  int
	value *yaml.Node
}

// pairs returns the keys of a mapping. Of two with one name Prowler sees the last.
func (in *Import) pairs(n *yaml.Node) []pair {
	if n.Kind != yaml.MappingNode {
		return nil
	}
	var all []pair
	for i := 0; i+1 < len(n.Content); i += 2 {
		one := pair{n.Content[i].Value, n.Content[i].Line, aliased(n.Content[i+1])}
		if at := slices.IndexFunc(all, func(p pair) bool { return p.name == one.name }); at >= 0 {
			in.leave(all[at].line, "%q is there again at line %d, and Prowler sees that one only", one.name, one.line)
			all[at] = one
			continue
		}
		all = append(all, one)
	}
	return all
}

func (in *Import) leave(line int, format string, args ...any) {
	in.Left = append(in.Left, Problem{line, remark(fmt.Sprintf(format, args...))})
}

// of notes of which check something is said, which is said once for all of them.
func (in *Import) of(list *[]Problem, line int, checkID, format string, args ...any) {
	one := Problem{line, remark(fmt.Sprintf(format, args...))}
	if in.told[one] == nil {
		*list = append(*list, one)
	}
	in.told[one] = append(in.told[one], checkID)
}

// grouped adds to what is said of checks which they are, or how many.
func (in *Import) grouped(list []Problem) []Problem {
	for i, one := range list {
		switch checks := in.told[one]; {
		case len(checks) == 1:
			list[i].Text += " (" + checks[0] + ")"
		case len(checks) > 1:
			list[i].Text += fmt.Sprintf(" (%d checks)", len(checks))
		}
	}
	return list
}

func (in *Import) accounts(n *yaml.Node, ours []Counterpart) {
	for _, list := range in.pairs(n) {
		if list.name != "Accounts" {
			in.leave(list.line, "%q is no part of a mutelist that is known", list.name)
			continue
		}
		for _, account := range in.pairs(list.value) {
			if account.name != "*" && !twelveDigits.MatchString(account.name) {
				in.leave(account.line, "%q is no AWS account", account.name)
				continue
			}
			for _, checks := range in.pairs(account.value) {
				if checks.name == "Checks" {
					in.checks(account.name, checks.value, ours)
				}
			}
		}
	}
}

// checks takes over the rules of an account. A rule with exceptions ends the search
// of Prowler for what it excepts, so what comes after it may mute less than it says.
func (in *Import) checks(account string, n *yaml.Node, ours []Counterpart) {
	barred := map[string]int{}
	for _, one := range in.pairs(n) {
		pattern := one.name
		if rest, ok := strings.CutPrefix(pattern, "lambda"); ok {
			pattern = "awslambda" + rest // as Prowler does
		}
		r := in.rule(account, one)
		named, err := searched(pattern)
		if err != nil {
			in.leave(one.line, "%s: %v", one.name, err)
			for _, c := range ours {
				if r.excepts {
					barred[c.ID] = one.line // it may be about any
				}
			}
			continue
		}
		known := false
		for _, c := range ours {
			n := 0
			for _, name := range c.Prowler {
				if named.MatchString(name) {
					n++
				}
			}
			if n == 0 {
				continue
			}
			known = true
			switch line, ok := barred[c.ID]; {
			case r.excepts:
				barred[c.ID] = one.line
			case ok:
				in.of(&in.Left, one.line, c.ID, "%s: the exceptions of line %d hold here too, and cannot be said", one.name, line)
			case n < len(c.Prowler):
				in.of(&in.Left, one.line, c.ID, "%s: the check here asks more than that, so more would be accepted", one.name)
			default:
				in.take(r, c)
			}
		}
		switch {
		case r.excepts:
			in.leave(one.line, "%s: its exceptions cannot be said", one.name)
		case !known:
			in.leave(one.line, "%s: no check asks that", one.name)
		}
	}
}

// A muting rule of Prowler.
type prowlerRule struct {
	pair
	account     string
	regions     []string // nil: all
	resources   []pair
	tags        []map[string]string
	excepts     bool
	unsayable   bool // its regions or tags cannot be said
	description string
}

func (in *Import) rule(account string, of pair) prowlerRule {
	r := prowlerRule{pair: of, account: account, regions: []string{}, tags: []map[string]string{nil}}
	said := len(in.Left)
	for _, f := range in.pairs(of.value) {
		switch f.name {
		case "Regions":
			in.regionsOf(&r, f)
		case "Resources":
			for _, n := range in.list(&r, f) {
				r.resources = append(r.resources, pair{aliased(n).Value, n.Line, nil})
			}
		case "Tags":
			in.tagsOf(&r, f)
		case "Exceptions":
			r.excepts = !empty(f.value)
			if lists := in.pairs(f.value); len(lists) > 0 {
				r.excepts = slices.ContainsFunc(lists, func(list pair) bool { return !empty(list.value) })
			}
		case "Description":
			r.description = strings.Join(strings.Fields(f.value.Value), " ")
		default:
			in.leave(f.line, "%s: its key %q is not known", of.name, f.name)
			r.unsayable = true
		}
	}
	if r.regions != nil && len(r.regions) == 0 {
		r.unsayable = true
		if len(in.Left) == said {
			in.leave(of.line, "%s: without Regions it mutes nothing", of.name)
		}
	}
	return r
}

// list returns the entries of a list. What is none Prowler does not take, and read
// as an empty one it could mean all. So could an entry that is no text, at which
// Prowler gives up.
func (in *Import) list(r *prowlerRule, f pair) []*yaml.Node {
	if f.value.Kind != yaml.SequenceNode && !empty(f.value) {
		in.leave(f.line, "%s: %s is no list", r.name, f.name)
		r.unsayable = true
		return nil
	}
	at := slices.IndexFunc(f.value.Content, func(n *yaml.Node) bool { return aliased(n).Tag != "!!str" })
	if at < 0 {
		return f.value.Content
	}
	in.leave(f.value.Content[at].Line, "%s: an entry of %s is no text, and Prowler sees no more of them", r.name, f.name)
	r.unsayable = r.unsayable || f.name == "Tags" // all of which have to be there
	return f.value.Content[:at]
}

// empty reports whether nothing is in a list or a mapping.
func empty(n *yaml.Node) bool {
	return n.Tag == "!!null" || n.Kind != yaml.ScalarNode && len(n.Content) == 0
}

func (in *Import) regionsOf(r *prowlerRule, f pair) {
	for _, n := range in.list(r, f) {
		pattern := aliased(n).Value
		if anything(pattern) {
			r.regions = nil
			return
		}
		expression, err := searched(pattern)
		if err != nil {
			in.leave(n.Line, "%s: %v", r.name, err)
			break // of the rest Prowler sees nothing
		}
		before := len(r.regions)
		for _, name := range in.regions {
			if expression.MatchString(name) {
				r.regions = append(r.regions, name)
			}
		}
		if len(r.regions) == before {
			if !regionName.MatchString(pattern) {
				in.leave(n.Line, "%s: %q is no region that is known", r.name, pattern)
				continue
			}
			r.regions = append(r.regions, pattern)
		}
	}
	slices.Sort(r.regions)
	r.regions = slices.Compact(r.regions)
}

// mostTags is how many ways a rule may say its tags.
const mostTags = 16

// tagsOf reads tags, all of which must be there: each a key with its value, or one
// of several. Prowler searches all tags of a resource as one text, whose beginning
// and end are of no one tag.
func (in *Import) tagsOf(r *prowlerRule, f pair) {
	for _, n := range in.list(r, f) {
		pattern := aliased(n).Value
		if anything(pattern) && !strings.Contains(pattern, ".+") { // which asks for some tag
			continue
		}
		var next []map[string]string
		for _, one := range alternatives(pattern) {
			name, begins, ends, ok := plain(one)
			key, value, isPair := strings.Cut(name, "=")
			if !ok || begins || ends || !isPair || key == "" {
				in.leave(n.Line, "%s: the tag %q is no key with its value", r.name, pattern)
				r.unsayable = true
				return
			}
			for _, have := range r.tags {
				if other, twice := have[key]; twice && other != value {
					continue // no resource has both
				}
				with := maps.Clone(have)
				if with == nil {
					with = map[string]string{}
				}
				with[key] = value
				next = append(next, with)
			}
		}
		if len(next) == 0 || len(next) > mostTags {
			in.leave(n.Line, "%s: its tags cannot be said", r.name)
			r.unsayable = true
			return
		}
		r.tags = next
	}
}

var mail = regexp.MustCompile(`[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+`)

// take adds the exceptions that say a rule of one check.
func (in *Import) take(r prowlerRule, c Counterpart) {
	if r.unsayable {
		return
	}
	notes := []string{fmt.Sprintf("Prowler: %s of account %s (line %d)", r.name, r.account, r.line)}
	var globs, narrowed []string
	all := false
	for _, pattern := range r.resources {
		some, less, err := globsOf(pattern.name, c.Resource)
		switch {
		case err != nil:
			in.of(&in.Left, pattern.line, c.ID, "%s: the resource %q %v", r.name, pattern.name, err)
		case some == nil:
			all = true
		}
		globs = append(globs, some...)
		if less != "" {
			narrowed = append(narrowed, less)
		}
		if errors.Is(err, errNotUnderstood) {
			break // of the rest Prowler sees nothing
		}
	}
	if !all && len(globs) == 0 {
		if len(r.resources) == 0 {
			in.of(&in.Left, r.line, c.ID, "%s: without Resources it mutes nothing", r.name)
		}
		return
	}
	if all {
		globs, narrowed = nil, nil
	}
	if r.regions != nil && strings.HasPrefix(c.Resource, "AWS::IAM::") {
		narrowed = append(narrowed, "what has no region, which Prowler says is in that of the scan, is not accepted")
	}
	if r.tags[0] != nil {
		narrowed = append(narrowed, "a tag has to have the whole value")
	}
	for _, less := range narrowed {
		in.of(&in.Narrowed, r.line, c.ID, "%s: %s", r.name, less)
		notes = append(notes, less)
	}
	e := Exception{Check: c.ID, Regions: r.regions, Resources: globs, Reason: r.description, Owner: mail.FindString(r.description), Until: in.until}
	if r.account != "*" {
		e.Accounts = []string{r.account}
	}
	if e.Reason == "" {
		e.Reason = Missing
		notes = append(notes, "without a Description: the reason is missing")
	}
	if e.Owner == "" {
		e.Owner = Missing
		notes = append(notes, "the owner is missing: who answers for this?")
	}
	for _, tags := range r.tags {
		e.Tags = tags
		in.Exceptions, in.notes = append(in.Exceptions, e), append(in.notes, strings.Join(notes, "\n"))
	}
}

// searched compiles an expression as Prowler does, to be searched for.
func searched(pattern string) (*regexp.Regexp, error) {
	re, err := regexp.Compile(unstarred(pattern))
	if err != nil {
		return nil, fmt.Errorf("the expression %q is not understood", pattern)
	}
	return re, nil
}

// unstarred makes a star at the beginning what people mean by it, as Prowler does.
func unstarred(pattern string) string {
	if rest, ok := strings.CutPrefix(pattern, "*"); ok {
		return ".*" + rest
	}
	return pattern
}

// anything reports whether an expression is found in all texts, besides the empty one.
func anything(pattern string) bool {
	return pattern != "^$" && slices.Contains([]string{"", ".*", ".+"}, strings.TrimSuffix(strings.TrimPrefix(unstarred(pattern), "^"), "$"))
}

// alternatives splits an expression at its bars. Of one with bars in a group a part
// is left that begins the group, and cannot be said.
func alternatives(pattern string) []string {
	var all []string
	start := 0
	for i := 0; i < len(pattern); i++ {
		switch pattern[i] {
		case '\\':
			i++
		case '|':
			all = append(all, pattern[start:i])
			start = i + 1
		}
	}
	return append(all, pattern[start:])
}

// plain returns the text that an expression without any of their signs stands for.
// A dot may be any sign, and so also a dot.
func plain(pattern string) (text string, begins, ends, ok bool) {
	pattern, begins = strings.CutPrefix(pattern, "^")
	pattern, ends = strings.CutSuffix(pattern, "$")
	var b strings.Builder
	for i := 0; i < len(pattern); i++ {
		c := pattern[i]
		if c == '\\' && i+1 < len(pattern) && !isWord(pattern[i+1]) {
			i++
			c = pattern[i]
			if c == '*' || c == '?' {
				return "", false, false, false
			}
		} else if strings.IndexByte(`\^$*+?()[]{}|`, c) >= 0 {
			return "", false, false, false
		}
		b.WriteByte(c)
	}
	return b.String(), begins, ends, b.Len() > 0
}

func isWord(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// byName are the ARNs that end with the name by which Prowler knows the resource.
// No name holds a colon, so a star in it goes no further.
var byName = map[string]string{
	"AWS::S3::Bucket":       "arn:*:s3:::",
	"AWS::SNS::Topic":       "arn:*:sns:*:*:",
	"AWS::Lambda::Function": "arn:*:lambda:*:*:function:",
	"AWS::RDS::DBInstance":  "arn:*:rds:*:*:db:",
	"AWS::ECR::Repository":  "arn:*:ecr:*:*:repository/",
	"AWS::Logs::LogGroup":   "arn:*:logs:*:*:log-group:",
}

// byOther are those that Prowler knows by the name of something else, which their
// ARNs do not end with: a stage by its API, the account by a detector or the root user.
var byOther = []string{"AWS::::Account", "AWS::ApiGateway::Stage", "AWS::ApiGatewayV2::Stage"}

var errNotUnderstood = errors.New("is not understood")

// globsOf returns globs on ARNs for what Prowler searches for in the IDs of
// resources: nil for all of them, and what they match less. A word becomes the
// whole ID, as an ARN holds more than that.
func globsOf(pattern, typ string) (globs []string, less string, err error) {
	if anything(pattern) {
		return nil, "", nil
	}
	if _, err := searched(pattern); err != nil {
		return nil, "", errNotUnderstood
	}
	for _, one := range alternatives(unstarred(pattern)) {
		text, begins, ends, ok := plain(one)
		prefix, known := byName[typ]
		switch {
		case ok && strings.HasPrefix(text, "arn:"):
			globs = append(globs, text)
		case ok && known:
			globs = append(globs, prefix+text)
		case ok && !slices.Contains(byOther, typ):
			globs = append(globs, "*:"+text, "*/"+text)
		default:
			glob, ok := wild(one)
			if !ok || !known {
				return nil, "", errors.New("cannot be said as a glob on the ARN that matches no more")
			}
			globs = append(globs, prefix+glob)
			continue
		}
		if !begins || !ends {
			less = fmt.Sprintf("%q has to be the whole name, where Prowler searches for it in names", pattern)
		}
	}
	return globs, less, nil
}

// wild returns the glob that says the same of a name as an expression of letters
// and "any sign", once, some or any number of times.
func wild(pattern string) (string, bool) {
	pattern, begins := strings.CutPrefix(pattern, "^")
	pattern, ends := strings.CutSuffix(pattern, "$")
	var b strings.Builder
	if !begins {
		b.WriteByte('*')
	}
	for pattern != "" {
		switch {
		case strings.HasPrefix(pattern, ".*"):
			b.WriteByte('*')
			pattern = pattern[2:]
		case strings.HasPrefix(pattern, ".+"):
			b.WriteString("?*")
			pattern = pattern[2:]
		case pattern[0] == '.':
			b.WriteByte('?')
			pattern = pattern[1:]
		case pattern[0] == '-' || isWord(pattern[0]):
			b.WriteByte(pattern[0])
			pattern = pattern[1:]
		case strings.HasPrefix(pattern, `\.`) || strings.HasPrefix(pattern, `\-`):
			b.WriteByte(pattern[1])
			pattern = pattern[2:]
		default:
			return "", false
		}
		if pattern != "" && strings.IndexByte("*+?{", pattern[0]) >= 0 {
			return "", false
		}
	}
	if !ends {
		b.WriteByte('*')
	}
	return b.String(), b.Len() > 0
}

// remark makes one line of a text that is written into a comment.
func remark(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) || r == unicode.ReplacementChar {
			return '?'
		}
		return r
	}, text)
}

// Import adds the exceptions of a mutelist that the file has not got, with what
// there is to say of them in comments. It returns how many it added.
func (f *File) Import(in *Import) int {
	var added []*yaml.Node
	for i, e := range in.Exceptions {
		if slices.ContainsFunc(f.Exceptions, func(have Exception) bool { return e.same(&have) }) {
			continue
		}
		n := e.node()
		n.HeadComment = commented(in.notes[i])
		added = append(added, n)
		f.Exceptions = append(f.Exceptions, e)
	}
	f.extend("exceptions", added)
	if len(in.Left) > 0 {
		key := f.doc.Content[0].Content[f.indexOf("exceptions")]
		lines := strings.FieldsFunc(key.HeadComment, func(r rune) bool { return r == '\n' })
		for _, one := range in.Left {
			if line := commented("not taken over from Prowler: " + one.String()); !slices.Contains(lines, line) {
				lines = append(lines, line)
			}
		}
		key.HeadComment = strings.Join(lines, "\n")
	}
	return len(added)
}

// commented puts a sign before each line.
func commented(text string) string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		lines = append(lines, "# "+remark(line))
	}
	return strings.Join(lines, "\n")
}

// node returns an exception as it is written.
func (e *Exception) node() *yaml.Node {
	n := mapping("check", text(e.Check))
	add := func(key string, value *yaml.Node) { n.Content = append(n.Content, text(key), value) }
	if len(e.Accounts) > 0 {
		add("accounts", texts(e.Accounts))
	}
	if len(e.Regions) > 0 {
		add("regions", texts(e.Regions))
	}
	if len(e.Resources) > 0 {
		add("resources", texts(e.Resources))
	}
	if len(e.Tags) > 0 {
		tags := &yaml.Node{Kind: yaml.MappingNode, Style: yaml.FlowStyle}
		for _, key := range slices.Sorted(maps.Keys(e.Tags)) {
			tags.Content = append(tags.Content, text(key), text(e.Tags[key]))
		}
		add("tags", tags)
	}
	add("reason", text(e.Reason))
	add("owner", text(e.Owner))
	add("until", date(e.Until))
	return n
}

func texts(all []string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
	for _, one := range all {
		n.Content = append(n.Content, text(one))
	}
	return n
}
