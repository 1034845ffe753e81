package policy

import (
	"strings"
	"unicode/utf8"
)

// fill is a text that the glob matches: each * stands for the text s, each ?
// for the character c.
func (g glob) fill(s string, c rune) string {
	var b strings.Builder
	for _, t := range g {
		switch t.kind {
		case many:
			b.WriteString(s)
		case one:
			b.WriteRune(c)
		default:
			b.WriteString(t.text)
		}
	}
	return b.String()
}

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
	x := crossing{left: crossingSteps, seen: map[string]bool{}}
	x.walk(a, b, nil)
	*spent += crossingSteps - x.left
	return x.out, x.left > 0 && len(x.out) < crossingGlobs
}

type crossing struct {
	out  []glob
	seen map[string]bool // those in out, as texts
	left int
}

// A trail is what a crossing has passed. Trails share what is behind them.
type trail struct {
	before *trail
	token  token
	length int
}

func (t *trail) then(k kind, text string) *trail {
	return &trail{t, token{k, text}, t.len() + 1}
}

func (t *trail) len() int {
	if t == nil {
		return 0
	}
	return t.length
}

// glob is the trail as a pattern.
func (t *trail) glob() glob {
	all := make(glob, t.len())
	for ; t != nil; t = t.before {
		all[t.length-1] = t.token
	}
	return glob(nil).concat(all)
}

// walk goes on with what is left of both globs; done matches what is behind.
func (x *crossing) walk(a, b glob, done *trail) {
	if x.left <= 0 || len(x.out) >= crossingGlobs {
		return
	}
	x.left -= 1 + (len(a)+len(b))/64
	switch {
	case len(a) == 0:
		x.end(b, done)
	case len(b) == 0:
		x.end(a, done)
	case a[0].kind == many && b[0].kind == many:
		done = done.then(many, "")
		x.walk(a[1:], b, done)
		x.walk(a, b[1:], done)
	case a[0].kind == many:
		x.stretch(a, b, done)
	case b[0].kind == many:
		x.stretch(b, a, done)
	default:
		x.step(a, b, done)
	}
}

// end keeps what was passed, if what is left of the longer glob matches nothing
// more.
func (x *crossing) end(rest glob, done *trail) {
	if len(rest) > 0 && !rest.all() {
		return
	}
	g := done.glob()
	x.left -= 2 + len(g)/8
	if text := g.String(); !x.seen[text] {
		x.seen[text] = true
		x.out = append(x.out, g)
	}
}

// stretch lets a * at the head of wide end here, or take what is at the head of
// the other.
func (x *crossing) stretch(wide, other glob, done *trail) {
	x.walk(wide[1:], other, done)
	head, rest := first(other)
	x.walk(wide, rest, done.then(head.kind, head.text))
}

// step passes one character, or a literal that both begin with.
func (x *crossing) step(a, b glob, done *trail) {
	if a[0].kind == literal && b[0].kind == literal {
		if n := commonPrefix(a[0].text, b[0].text); n > 0 {
			x.walk(behind(a, n), behind(b, n), done.then(literal, a[0].text[:n]))
		}
		return
	}
	headA, restA := first(a)
	headB, restB := first(b)
	if headA.kind == one {
		headA = headB
	}
	x.walk(restA, restB, done.then(headA.kind, headA.text))
}

// first splits off one character.
func first(g glob) (head token, rest glob) {
	if g[0].kind != literal {
		return g[0], g[1:]
	}
	_, size := utf8.DecodeRuneInString(g[0].text)
	return token{literal, g[0].text[:size]}, behind(g, size)
}

// behind is the glob without the first n bytes of its literal.
func behind(g glob, n int) glob {
	if n == len(g[0].text) {
		return g[1:]
	}
	return append(glob{{literal, g[0].text[n:]}}, g[1:]...)
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
	if all = append(all, part); len(all) < arnParts {
		return nil
	}
	return all
}
