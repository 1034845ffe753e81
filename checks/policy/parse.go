package policy

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"
)

// A ParseError says where and why a text is no policy that can be judged.
type ParseError struct {
	Offset  int    // in bytes, from 0, in the text without its URL encoding
	Line    int    // from 1
	Column  int    // in characters, from 1
	Problem string // what was expected, and what was found
}

func (e *ParseError) Error() string {
	return fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, e.Problem)
}

// Parse reads a policy as AWS stores it: plain, or in the URL encoding in
// which IAM returns it. Any error is a *ParseError. What AWS would have
// refused is an error too, where guessing at its meaning could hide access:
// an unknown element, an unknown Effect, a key that is there twice.
func Parse(text string) (*Document, error) {
	if strings.HasPrefix(strings.TrimSpace(text), "%7B") || strings.HasPrefix(strings.TrimSpace(text), "%7b") {
		plain, err := url.PathUnescape(strings.TrimSpace(text))
		if err != nil {
			return nil, &ParseError{Line: 1, Column: 1, Problem: "expected a valid URL encoding: " + err.Error()}
		}
		text = plain
	}
	text = strings.TrimPrefix(text, "\ufeff")
	s := scanner{text: text}
	var d *Document
	switch bad := invalidAt(text); {
	case len(text) > maxSize:
		s.fail(0, "expected no more than %d bytes, found %d", maxSize, len(text))
	case bad >= 0:
		s.fail(bad, "expected UTF-8, found the byte %#x", text[bad])
	default:
		n := s.value(1)
		s.space()
		if s.at < len(text) {
			s.fail(s.at, "expected the end of the text after the policy, found %s", s.found())
		}
		r := reader{&s}
		d = r.document(n)
	}
	if s.err != nil {
		s.err.locate(text)
		return nil, s.err
	}
	return d, nil
}

// locate works out line and column.
func (e *ParseError) locate(text string) {
	before := text[:e.Offset]
	e.Line = 1 + strings.Count(before, "\n")
	e.Column = 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
}

// invalidAt returns the place of the first byte that is not UTF-8, or -1.
func invalidAt(text string) int {
	if utf8.ValidString(text) {
		return -1
	}
	for i, r := range text {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(text[i:]); size == 1 {
				return i
			}
		}
	}
	return -1
}
