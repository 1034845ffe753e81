package policy

import (
	"slices"
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

// symbol is one character of a glob.
type symbol struct {
	kind kind
	char rune
}

func (g glob) symbols() []symbol {
	var all []symbol
	for _, t := range g {
		if t.kind != literal {
			all = append(all, symbol{kind: t.kind})
		}
		for _, r := range t.text {
			all = append(all, symbol{char: r})
		}
	}
	return all
}

// meet returns a text that both globs match, as short as there is, with c for
// any character that neither fixes. It walks the pairs of places in both, so
// its time, which it adds to spent, is the product of their lengths.
func meet(a, b glob, c rune, spent *int) (string, bool) {
	*spent++
	before, a, b, ok := shared(a, b)
	switch {
	case !ok:
		return "", false
	case a.all():
		return before + b.fill("", c), true
	case b.all():
		return before + a.fill("", c), true
	}
	text, ok := walked(a, b, c, spent)
	return before + text, ok
}

// shared takes off the literal that both begin with. It is not ok if they
// begin with different ones.
func shared(a, b glob) (before string, restA, restB glob, ok bool) {
	if len(a) == 0 || len(b) == 0 || a[0].kind != literal || b[0].kind != literal {
		return "", a, b, true
	}
	x, y := a[0].text, b[0].text
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	for n > 0 && (n < len(x) && !utf8.RuneStart(x[n]) || n < len(y) && !utf8.RuneStart(y[n])) {
		n--
	}
	restA = exactly(x[n:]).concat(a[1:])
	restB = exactly(y[n:]).concat(b[1:])
	return x[:n], restA, restB, n == len(x) || n == len(y)
}

func walked(a, b glob, c rune, spent *int) (string, bool) {
	x, y := a.symbols(), b.symbols()
	w := walk{x: x, y: y, any: c, from: make([]hop, (len(x)+1)*(len(y)+1))}
	end := len(w.from) - 1
	w.reach(0, hop{seen: true, start: true})
	for len(w.queue) > 0 {
		*spent++
		at := w.queue[0]
		w.queue = w.queue[1:]
		if at == end {
			return w.text(end), true
		}
		w.leave(at/(len(y)+1), at%(len(y)+1))
	}
	return "", false
}

// hop is how a pair of places was reached.
type hop struct {
	seen, start bool
	before      int
	char        rune // 0: without a character
}

type walk struct {
	x, y  []symbol
	any   rune
	from  []hop
	queue []int
}

func (w *walk) place(i, j int) int { return i*(len(w.y)+1) + j }

func (w *walk) reach(at int, s hop) {
	if !w.from[at].seen {
		w.from[at] = s
		w.queue = append(w.queue, at)
	}
}

func (w *walk) leave(i, j int) {
	at := w.place(i, j)
	endX, endY := i == len(w.x), j == len(w.y)
	if !endX && w.x[i].kind == many {
		w.reach(w.place(i+1, j), hop{seen: true, before: at})
	}
	if !endY && w.y[j].kind == many {
		w.reach(w.place(i, j+1), hop{seen: true, before: at})
	}
	if endX || endY {
		return
	}
	char := w.any
	p, q := w.x[i], w.y[j]
	switch {
	case p.kind == literal && q.kind == literal && p.char != q.char:
		return
	case p.kind == literal:
		char = p.char
	case q.kind == literal:
		char = q.char
	}
	if p.kind != many {
		i++
	}
	if q.kind != many {
		j++
	}
	w.reach(w.place(i, j), hop{seen: true, before: at, char: char})
}

func (w *walk) text(at int) string {
	var back []rune
	for s := w.from[at]; !s.start; s = w.from[s.before] {
		if s.char != 0 {
			back = append(back, s.char)
		}
	}
	var b strings.Builder
	for _, r := range slices.Backward(back) {
		b.WriteRune(r)
	}
	return b.String()
}
