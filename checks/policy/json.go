package policy

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A policy is at most 20 KB where AWS is most generous, and six levels deep.
const (
	maxSize  = 1 << 20
	maxDepth = 32
)

// node is a JSON value with its place in the text. Package encoding/json is
// not used: it tells no place, keeps the last of duplicate keys, and replaces
// invalid UTF-8.
type node struct {
	kind   string // object, list, string, number, boolean or null
	text   string // of a string, decoded; of a number or boolean, as written
	at     int
	fields []field
	items  []node
}

type field struct {
	name  string
	at    int
	value node
}

// scanner reads JSON (RFC 8259) up to the first error.
type scanner struct {
	text string
	at   int
	err  *ParseError
}

// fail keeps the first error and ends the text, so that all that reads it
// comes to an end.
func (s *scanner) fail(at int, format string, args ...any) {
	if s.err == nil {
		s.err = &ParseError{Offset: at, Problem: fmt.Sprintf(format, args...)}
	}
	s.at = len(s.text)
}

// found names what is at the place that is read next.
func (s *scanner) found() string {
	if s.at >= len(s.text) {
		return "the end of the text"
	}
	r, _ := utf8.DecodeRuneInString(s.text[s.at:])
	return strconv.QuoteRune(r)
}

func (s *scanner) space() {
	for s.at < len(s.text) && strings.IndexByte(" \t\r\n", s.text[s.at]) >= 0 {
		s.at++
	}
}

// next passes over space and reports whether the character c is next, which it
// then passes over too.
func (s *scanner) next(c byte) bool {
	s.space()
	if s.at < len(s.text) && s.text[s.at] == c {
		s.at++
		return true
	}
	return false
}

func (s *scanner) value(depth int) node {
	s.space()
	if depth > maxDepth {
		s.fail(s.at, "expected no more than %d levels of nesting", maxDepth)
		return node{}
	}
	at := s.at
	switch {
	case s.next('{'):
		return node{kind: "object", at: at, fields: s.fields(depth)}
	case s.next('['):
		return node{kind: "list", at: at, items: s.items(depth)}
	case s.next('"'):
		return node{kind: "string", at: at, text: s.str(at)}
	}
	return s.word(at)
}

func (s *scanner) fields(depth int) []field {
	var all []field
	if s.next('}') {
		return all
	}
	for {
		s.space()
		at := s.at
		if !s.next('"') {
			s.fail(s.at, "expected a name in quotes, found %s", s.found())
			return nil
		}
		name := s.str(at)
		if !s.next(':') {
			s.fail(s.at, "expected a colon after %q, found %s", name, s.found())
			return nil
		}
		all = append(all, field{name, at, s.value(depth + 1)})
		if s.next('}') {
			return all
		}
		if !s.next(',') {
			s.fail(s.at, "expected a comma or } after the value of %q, found %s", name, s.found())
			return nil
		}
	}
}

func (s *scanner) items(depth int) []node {
	var all []node
	if s.next(']') {
		return all
	}
	for {
		all = append(all, s.value(depth+1))
		if s.next(']') {
			return all
		}
		if !s.next(',') {
			s.fail(s.at, "expected a comma or ] in a list, found %s", s.found())
			return nil
		}
	}
}

// str reads the rest of a string whose opening quote was at start.
func (s *scanner) str(start int) string {
	var b strings.Builder
	for s.at < len(s.text) {
		c := s.text[s.at]
		switch {
		case c == '"':
			s.at++
			return b.String()
		case c == '\\':
			b.WriteRune(s.escape())
		case c < ' ':
			s.fail(s.at, "expected no control character in a string, found %q", c)
		default:
			b.WriteByte(c)
			s.at++
		}
	}
	s.fail(start, "expected a closing quote for the string that begins here")
	return ""
}

var escapes = map[byte]rune{
	'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t',
}

func (s *scanner) escape() rune {
	at := s.at
	s.at++
	if s.at < len(s.text) {
		if r, ok := escapes[s.text[s.at]]; ok {
			s.at++
			return r
		}
		if r, ok := s.hex(); ok && !utf16.IsSurrogate(r) {
			return r
		} else if low, also := s.lowHalf(); ok && also {
			if both := utf16.DecodeRune(r, low); both != utf8.RuneError {
				return both
			}
		}
	}
	s.fail(at, "expected an escape of JSON after the backslash")
	return 0
}

// hex reads u and four hexadecimal digits.
func (s *scanner) hex() (rune, bool) {
	if len(s.text)-s.at < 5 || s.text[s.at] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(s.text[s.at+1:s.at+5], 16, 32)
	s.at += 5
	return rune(n), err == nil
}

// lowHalf reads the second half of a character that takes two escapes.
func (s *scanner) lowHalf() (rune, bool) {
	if !strings.HasPrefix(s.text[s.at:], `\u`) {
		return 0, false
	}
	s.at++
	return s.hex()
}

// word reads a number, true, false or null.
func (s *scanner) word(at int) node {
	for s.at < len(s.text) && strings.IndexByte(" \t\r\n,:{}[]\"", s.text[s.at]) < 0 {
		s.at++
	}
	word := s.text[at:s.at]
	switch {
	case word == "true" || word == "false":
		return node{kind: "boolean", at: at, text: word}
	case word == "null":
		return node{kind: "null", at: at}
	case isNumber(word):
		return node{kind: "number", at: at, text: word}
	}
	s.at = at
	s.fail(at, "expected a value, found %s", s.found())
	return node{}
}

// isNumber reports whether the word is a number as JSON writes it.
func isNumber(word string) bool {
	digits := func(t string) (rest string, ok bool) {
		rest = strings.TrimLeft(t, "0123456789")
		return rest, rest != t
	}
	t := strings.TrimPrefix(word, "-")
	rest, ok := digits(t)
	if !ok || len(t)-len(rest) > 1 && t[0] == '0' {
		return false
	}
	if fraction, has := strings.CutPrefix(rest, "."); has {
		if rest, ok = digits(fraction); !ok {
			return false
		}
	}
	if rest == "" {
		return true
	}
	exponent := strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(rest), "e"), "+")
	if len(exponent) == len(rest) {
		return false
	}
	rest, ok = digits(strings.TrimPrefix(exponent, "-"))
	return ok && rest == ""
}
