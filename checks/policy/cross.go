package policy

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// fill is a text that the glob matches: each * stands for the text s, each ?
// for the character c.
func (g glob) fill(s string, c rune) string {
	text := make([]byte, 0, shortText)
	for _, t := range g {
		switch t.kind {
		case many:
			text = append(text, s...)
		case one:
			text = utf8.AppendRune(text, c)
		default:
			text = append(text, t.text...)
		}
	}
	return string(text)
}

// shortGlob is about how many tokens a pattern has.
const shortGlob = 12

// The most steps that a crossing takes, and the most globs that it comes to.
const (
	crossingSteps = 1000
	crossingGlobs = 32
)

// cross returns globs that match, together, just what both globs match. It is
// not complete if they are too tangled for that.
func cross(a, b glob, spent *int) (globs []glob, complete bool) {
	if a.all() {
		return []glob{b}, true
	}
	if b.all() {
		return []glob{a}, true
	}
	x := crossing{left: crossingSteps}
	x.walk(cursor{glob: a}, cursor{glob: b}, 0)
	*spent += crossingSteps - x.left
	return x.out, x.left > 0 && len(x.out) < crossingGlobs
}

type crossing struct {
	out   []glob
	texts []string // of those in out
	left  int
	// passed is the way here, as far as a step says; what is behind that is of
	// a way that was given up.
	passed []token
	text   []byte
}

// A cursor is what is left of a glob.
type cursor struct {
	glob glob
	at   int // how much of its first literal was passed
}

// rest is what is left of the first literal.
func (c cursor) rest() string { return c.glob[0].text[c.at:] }

// behind is the cursor after n bytes of its literal, or after its wildcard.
func (c cursor) behind(n int) cursor {
	if c.at += n; c.at < len(c.glob[0].text) {
		return c
	}
	return cursor{glob: c.glob[1:]}
}

// first splits off one character.
func (c cursor) first() (token, cursor) {
	if c.glob[0].kind != literal {
		return c.glob[0], c.behind(0)
	}
	_, size := utf8.DecodeRuneInString(c.rest())
	return token{literal, c.rest()[:size]}, c.behind(size)
}

// walk goes on with what is left of both globs; as many tokens were passed as
// done says.
func (x *crossing) walk(a, b cursor, done int) {
	if x.left <= 0 || len(x.out) >= crossingGlobs {
		return
	}
	x.left -= 1 + (len(a.glob)+len(b.glob))/64
	switch {
	case len(a.glob) == 0:
		x.end(b, done)
	case len(b.glob) == 0:
		x.end(a, done)
	case a.glob[0].kind == many && b.glob[0].kind == many:
		done = x.pass(token{kind: many}, done)
		x.walk(a.behind(0), b, done)
		x.walk(a, b.behind(0), done)
	case a.glob[0].kind == many:
		x.stretch(a, b, done)
	case b.glob[0].kind == many:
		x.stretch(b, a, done)
	default:
		x.step(a, b, done)
	}
}

// pass puts a token behind those that were passed.
func (x *crossing) pass(t token, done int) int {
	x.passed = append(x.passed[:done], t)
	return done + 1
}

// end keeps what was passed, if what is left of the longer glob matches nothing
// more.
func (x *crossing) end(rest cursor, done int) {
	if len(rest.glob) > 0 && !rest.glob.all() {
		return
	}
	g := joint{done: make(glob, 0, min(done, shortGlob))}
	g.add(x.passed[:done]...)
	x.keep(g.glob())
}

func (x *crossing) keep(g glob) {
	x.left -= 2 + len(g)/8
	if x.text = g.append(x.text[:0]); !slices.Contains(x.texts, string(x.text)) {
		x.texts = append(x.texts, string(x.text))
		x.out = append(x.out, g)
	}
}

// stretch lets a * at the head of wide end here, or take what is at the head of
// the other.
func (x *crossing) stretch(wide, other cursor, done int) {
	x.walk(wide.behind(0), other, done)
	head, rest := other.first()
	x.walk(wide, rest, x.pass(head, done))
}

// step passes one character, or a literal that both begin with.
func (x *crossing) step(a, b cursor, done int) {
	if a.glob[0].kind == literal && b.glob[0].kind == literal {
		if n := commonPrefix(a.rest(), b.rest()); n > 0 {
			x.walk(a.behind(n), b.behind(n), x.pass(token{literal, a.rest()[:n]}, done))
		}
		return
	}
	headA, restA := a.first()
	headB, restB := b.first()
	if headA.kind == one {
		headA = headB
	}
	x.walk(restA, restB, x.pass(headA, done))
}

// commonPrefix is the length of what both begin with, in whole characters.
func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && (n < len(a) && !utf8.RuneStart(a[n]) || n < len(b) && !utf8.RuneStart(b[n])) {
		n--
	}
	return n
}

// crossARN crosses patterns of ARNs part by part, as conditions compare them.
func crossARN(a, b glob, spent *int) (globs []glob, complete bool) {
	x, y := a.parts(), b.parts()
	if x == nil || y == nil {
		return nil, true
	}
	globs, complete = []glob{nil}, true
	for i := range x {
		part, all := cross(x[i], y[i], spent)
		var next []glob
		for _, before := range globs {
			if i > 0 {
				before = before.concat(exactly(":"))
			}
			for _, p := range part {
				next = append(next, before.concat(p))
			}
		}
		if complete = complete && all; len(next) > crossingGlobs {
			next, complete = next[:crossingGlobs], false
		}
		globs = next
	}
	return globs, complete
}

// parts cuts a pattern of an ARN at its colons; it is nil if it has too few.
func (g glob) parts() []glob {
	colons := 0
	for _, t := range g {
		colons += strings.Count(t.text, ":")
	}
	if colons < arnParts-1 {
		return nil
	}
	var all []glob
	var part glob
	for _, t := range g {
		for t.kind == literal && len(all) < arnParts-1 {
			before, after, found := strings.Cut(t.text, ":")
			if !found {
				break
			}
			part.push(literal, before)
			all, part, t.text = append(all, part), nil, after
		}
		part.push(t.kind, t.text)
	}
	return append(all, part)
}
