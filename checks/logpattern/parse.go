package logpattern

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// deepest is how far brackets may be nested.
const deepest = 100

// Parse reads a filter pattern. What it does not know is an error: nothing can
// be said of the events that such a pattern lets through.
func Parse(text string) (Pattern, error) {
	p := &parser{text: strings.TrimSpace(text)}
	switch {
	case strings.ContainsRune(text, wildcard):
		return Pattern{}, errors.New("the pattern holds a zero byte")
	case p.text == "":
		return All, nil
	case p.text[0] == '[':
		return Pattern{}, errors.New("the pattern is for events whose fields are separated by spaces")
	case p.text[0] != '{':
		return p.terms()
	}
	p.at = 1
	root, err := p.any(0)
	if err != nil {
		return Pattern{}, err
	}
	if !p.take("}") || p.more() {
		return Pattern{}, p.unexpected()
	}
	return Pattern{root}, nil
}

// MustParse is Parse for what is written in code. It panics on an error.
func MustParse(text string) Pattern {
	p, err := Parse(text)
	if err != nil {
		panic(fmt.Sprintf("%s: %v", text, err))
	}
	return p
}

type parser struct {
	text string
	at   int
}

func (p *parser) skip() {
	for p.at < len(p.text) && strings.IndexByte(" \t\r\n", p.text[p.at]) >= 0 {
		p.at++
	}
}

func (p *parser) more() bool {
	p.skip()
	return p.at < len(p.text)
}

func (p *parser) take(token string) bool {
	p.skip()
	if !strings.HasPrefix(p.text[p.at:], token) {
		return false
	}
	p.at += len(token)
	return true
}

// word takes a keyword, in whatever case.
func (p *parser) word(w string) bool {
	p.skip()
	end := p.at + len(w)
	if end > len(p.text) || !strings.EqualFold(p.text[p.at:end], w) || end < len(p.text) && inName(p.text[end]) {
		return false
	}
	p.at = end
	return true
}

func (p *parser) unexpected() error {
	if !p.more() {
		return errors.New("the pattern ends too early")
	}
	return fmt.Errorf("the pattern has an unexpected %q at %d", p.text[p.at], p.at)
}

// any reads what || joins, which binds less than &&.
func (p *parser) any(depth int) (node, error) {
	return p.joined(or, "||", func() (node, error) {
		return p.joined(and, "&&", func() (node, error) { return p.operand(depth) })
	})
}

func (p *parser) joined(by kind, token string, operand func() (node, error)) (node, error) {
	n := node{kind: by}
	for {
		k, err := operand()
		if err != nil {
			return node{}, err
		}
		n.of = append(n.of, k)
		if !p.take(token) {
			break
		}
	}
	if len(n.of) == 1 {
		return n.of[0], nil
	}
	return n, nil
}

func (p *parser) operand(depth int) (node, error) {
	if !p.take("(") {
		c, err := p.clause()
		return node{clause: c}, err
	}
	if depth == deepest {
		return node{}, errors.New("the pattern is nested too deeply")
	}
	n, err := p.any(depth + 1)
	if err == nil && !p.take(")") {
		err = p.unexpected()
	}
	return n, err
}

func (p *parser) clause() (clause, error) {
	selector, err := p.selector()
	if err != nil {
		return clause{}, err
	}
	c := clause{selector: selector}
	switch {
	case p.word("NOT") && p.word("EXISTS"):
		c.op = notExists
	case p.word("IS"):
		c.op = p.state()
	default:
		for _, op := range []string{"!=", "<=", ">=", "=", "<", ">"} {
			if p.take(op) {
				c.op = op
				c.value, c.regex, err = p.value()
				break
			}
		}
	}
	if c.op == "" {
		err = p.unexpected()
	}
	return c, err
}

func (p *parser) state() string {
	for word, op := range map[string]string{"NULL": isNull, "TRUE": isTrue, "FALSE": isFalse} {
		if p.word(word) {
			return op
		}
	}
	return ""
}

// selector reads the path of a field: $.a.b[0], $.['a b'], $["a"].
func (p *parser) selector() (string, error) {
	if !p.take("$") {
		return "", p.unexpected()
	}
	var b strings.Builder
	for p.at < len(p.text) {
		c := p.text[p.at]
		if c != '.' && c != '[' {
			break
		}
		b.WriteByte(0)
		if c == '.' {
			p.at++
			if begin := p.at; !strings.HasPrefix(p.text[p.at:], "[") {
				for p.at < len(p.text) && inName(p.text[p.at]) {
					p.at++
				}
				if begin == p.at {
					return "", p.unexpected()
				}
				b.WriteString(p.text[begin:p.at])
				continue
			}
		}
		end := strings.IndexByte(p.text[p.at:], ']')
		if end < 0 {
			return "", errors.New("the pattern has a bracket that does not end")
		}
		inside := strings.TrimSpace(p.text[p.at+1 : p.at+end])
		p.at += end + 1
		if n := len(inside); n >= 2 && (inside[0] == '\'' || inside[0] == '"') && inside[0] == inside[n-1] {
			b.WriteString(inside[1 : n-1])
		} else {
			b.WriteString("[" + inside + "]")
		}
	}
	if b.Len() == 0 {
		return "", p.unexpected()
	}
	return b.String(), nil
}

func inName(c byte) bool {
	return c == '_' || c == '-' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// value reads what a field is compared with: in quotes, between percent signs,
// or neither.
func (p *parser) value() (string, *regex, error) {
	if !p.more() {
		return "", nil, p.unexpected()
	}
	switch p.text[p.at] {
	case '"':
		v, err := p.quoted()
		return v, nil, err
	case '%':
		r, err := p.regex()
		return "", r, err
	}
	begin := p.at
	for p.at < len(p.text) && strings.IndexByte(" \t\r\n(){}&|\"", p.text[p.at]) < 0 {
		p.at++
	}
	if begin == p.at {
		return "", nil, p.unexpected()
	}
	return strings.ReplaceAll(p.text[begin:p.at], "*", string(wildcard)), nil, nil
}

func (p *parser) quoted() (string, error) {
	var b strings.Builder
	for p.at++; p.at < len(p.text); p.at++ {
		switch c := p.text[p.at]; c {
		case '"':
			p.at++
			return b.String(), nil
		case '*':
			b.WriteRune(wildcard)
		case '\\':
			if p.at++; p.at < len(p.text) {
				b.WriteByte(p.text[p.at])
			}
		default:
			b.WriteByte(c)
		}
	}
	return "", errors.New("the pattern has quotes that do not end")
}

// A regex is a regular expression between percent signs.
type regex struct {
	text     string
	compiled *regexp.Regexp
}

// What AWS takes of regular expressions is what Go takes too, and means the same.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html#regex-expressions
func (p *parser) regex() (*regex, error) {
	text, _, ended := strings.Cut(p.text[p.at+1:], "%")
	if !ended {
		return nil, errors.New("the pattern has a regular expression that does not end")
	}
	p.at += len(text) + 2
	compiled, err := regexp.Compile(text)
	if err != nil {
		return nil, fmt.Errorf("the pattern has a regular expression that cannot be read: %w", err)
	}
	return &regex{text, compiled}, nil
}

func (r *regex) same(o *regex) bool {
	return r == o || r != nil && o != nil && r.text == o.text
}

func (r *regex) matches(value string) bool { return r != nil && r.compiled.MatchString(value) }

// terms reads a pattern of words that the text of an event must hold: all of
// them, and one of those behind a question mark.
func (p *parser) terms() (Pattern, error) {
	all, some := node{kind: and}, node{kind: or}
	for p.more() {
		into := &all
		if p.take("?") {
			into = &some
		}
		switch {
		case p.at == len(p.text):
			return Pattern{}, p.unexpected()
		case p.text[p.at] == '-' || p.text[p.at] == '%':
			return Pattern{}, fmt.Errorf("the pattern has a term that begins with %c", p.text[p.at])
		}
		v, _, err := p.value()
		if err != nil {
			return Pattern{}, err
		}
		into.of = append(into.of, node{clause: clause{op: "=", value: strings.ReplaceAll(v, string(wildcard), "*")}})
	}
	// Next to terms without a question mark, those with one say nothing.
	if len(all.of) == 0 {
		return Pattern{some}, nil
	}
	return Pattern{all}, nil
}
