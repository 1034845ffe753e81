package policy

import (
	"strings"
	"unicode/utf8"
)

// A token is a part of a pattern: literal text, or a wildcard.
type token struct {
	kind kind
	text string // of a literal
}

type kind uint8

const (
	literal kind = iota
	one          // ?, any single character
	many         // *, any characters or none
)

// A glob is a pattern of literals and wildcards, in its shortest form: no
// literal is empty or follows a literal, and no * follows a *.
type glob []token

// star is the glob that matches everything.
var star = glob{{kind: many}}

// globOf reads * and ? as wildcards.
func globOf(text string) glob {
	g := make(glob, 0, 2*(strings.Count(text, "*")+strings.Count(text, "?"))+1)
	for text != "" {
		i := strings.IndexAny(text, "*?")
		switch {
		case i < 0:
			g.push(literal, text)
			return g
		case i > 0:
			g.push(literal, text[:i])
		case text[0] == '*':
			g.push(many, "")
			i = 1
		default:
			g.push(one, "")
			i = 1
		}
		text = text[i:]
	}
	return g
}

// exactly is the glob that matches only the text itself.
func exactly(text string) glob {
	var g glob
	g.push(literal, text)
	return g
}

// push puts a token behind the others.
func (g *glob) push(k kind, text string) {
	n := len(*g)
	switch {
	case k == literal && text == "" || k == many && n > 0 && (*g)[n-1].kind == many:
	case k == literal && n > 0 && (*g)[n-1].kind == literal:
		(*g)[n-1].text += text
	default:
		*g = append(*g, token{k, text})
	}
}

// concat is the glob with another behind it.
func (g glob) concat(h glob) glob {
	both := make(glob, len(g), len(g)+len(h))
	copy(both, g)
	for _, t := range h {
		both.push(t.kind, t.text)
	}
	return both
}

// A joint is a glob in the making, of many pieces: the literals that follow each
// other are put together once.
type joint struct {
	done glob
	text strings.Builder // the literal behind what is done
}

func (j *joint) add(tokens ...token) {
	for _, t := range tokens {
		if t.kind == literal {
			j.text.WriteString(t.text)
			continue
		}
		j.end()
		j.done.push(t.kind, "")
	}
}

// end ends the literal.
func (j *joint) end() {
	j.done.push(literal, j.text.String())
	j.text.Reset()
}

// glob is what the pieces make.
func (j *joint) glob() glob {
	j.end()
	return j.done
}

// wild reports whether the glob has a wildcard.
func (g glob) wild() bool {
	return len(g) > 1 || len(g) == 1 && g[0].kind != literal
}

// all reports whether the glob matches everything.
func (g glob) all() bool { return len(g) == 1 && g[0].kind == many }

// shortText is about how long the text of a pattern is.
const shortText = 96

func (g glob) String() string { return string(g.append(make([]byte, 0, shortText))) }

// append puts the glob's text behind another.
func (g glob) append(text []byte) []byte {
	for _, t := range g {
		switch t.kind {
		case many:
			text = append(text, '*')
		case one:
			text = append(text, '?')
		default:
			text = append(text, t.text...)
		}
	}
	return text
}

// lower is the glob with its literals in lower case.
func (g glob) lower() glob {
	l := make(glob, len(g))
	for i, t := range g {
		l[i] = token{t.kind, strings.ToLower(t.text)}
	}
	return l
}

// prefix is the text that all begin with that the glob matches.
func (g glob) prefix() string {
	if len(g) > 0 {
		return g[0].text
	}
	return ""
}

// match reports whether the glob matches the whole text. Only the last * is
// ever widened: what an earlier one took leaves the most text for the rest, so
// the time is about that of one search for each part between wildcards. Most
// texts that it does not match end in something else, which is seen at once.
func (g glob) match(text string) bool {
	if n := len(g); n > 0 && g[n-1].kind == literal && !strings.HasSuffix(text, g[n-1].text) {
		return false
	}
	i, star, from := 0, -1, ""
	for {
		switch {
		case i < len(g) && g[i].kind == many:
			star, i = i, i+1
			if i == len(g) {
				return true
			}
			from = text
		case i < len(g) && g[i].fits(text):
			text, i = g[i].after(text), i+1
			continue
		case i == len(g) && text == "":
			return true
		case star < 0 || from == "":
			return false
		default:
			_, size := utf8.DecodeRuneInString(from)
			from = from[size:]
			i = star + 1
		}
		at := g[i].next(from, i == len(g)-1)
		if at < 0 {
			return false
		}
		from = from[at:]
		text = from
	}
}

// fits reports whether the text begins with what the token, no *, matches.
func (t token) fits(text string) bool {
	if t.kind == one {
		return text != ""
	}
	return strings.HasPrefix(text, t.text)
}

// after returns the text behind what the token matches.
func (t token) after(text string) string {
	if t.kind == one {
		_, size := utf8.DecodeRuneInString(text)
		return text[size:]
	}
	return text[len(t.text):]
}

// next returns the first place in the text where the token fits, or -1. The
// last token of a pattern fits only at the end.
func (t token) next(text string, last bool) int {
	switch {
	case t.kind == one:
		return min(0, len(text)-1)
	case last && strings.HasSuffix(text, t.text):
		return len(text) - len(t.text)
	case last:
		return -1
	}
	return strings.Index(text, t.text)
}
