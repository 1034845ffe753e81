package logpattern

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

// meets says of one event, as the documentation does, whether it meets a clause.
// Fields that are absent meet none but NOT EXISTS, as the reference leaves open
// what != makes of them.
func (c clause) meets(event map[string]string) bool {
	v, there := event[c.selector]
	if c.op == notExists {
		return !there
	}
	if !there {
		return false
	}
	is := c.regex.matches(v) || c.regex == nil && within(v, c.value)
	switch c.op {
	case "=":
		return is
	case "!=":
		return !is
	case isTrue:
		return v == "true"
	case isFalse:
		return v == "false"
	case "<", ">=":
		have, _ := strconv.Atoi(v)
		limit, _ := strconv.Atoi(c.value)
		return (have < limit) == (c.op == "<")
	}
	return false
}

func (n node) meets(event map[string]string) bool {
	if n.kind == leaf {
		return n.clause.meets(event)
	}
	for _, k := range n.of {
		if k.meets(event) == (n.kind == or) {
			return n.kind == or
		}
	}
	return n.kind == and
}

// Whatever is said to cover does so for every event that can be made of the
// fields and values at hand.
func TestWhatIsCoveredIsMatched(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	one := func(of ...string) string { return of[r.IntN(len(of))] }
	var expression func(depth int) string
	expression = func(depth int) string {
		if depth == 0 || r.IntN(3) == 0 {
			field := "$." + one("a", "b")
			return field + one(" NOT EXISTS", " IS TRUE", " IS FALSE", " = x", " = xy", " != x", ` = "x*"`, ` = "*y"`,
				` = *`, ` != "x*"`, ` = %^x.?$%`, " != %y%", " = true", " < 2", " >= 2")
		}
		return "(" + expression(depth-1) + one(" && ", " || ") + expression(depth-1) + ")"
	}
	var events []map[string]string
	values := []string{"", "x", "y", "xy", "xyy", "true", "false", "1", "2"}
	for i := range len(values) + 1 {
		for j := range len(values) + 1 {
			event := map[string]string{}
			if i > 0 {
				event["\x00a"] = values[i-1]
			}
			if j > 0 {
				event["\x00b"] = values[j-1]
			}
			events = append(events, event)
		}
	}
	covered := 0
	for range 20_000 {
		p, w := "{"+expression(2)+"}", "{"+expression(2)+"}"
		pattern, wanted := MustParse(p), MustParse(w)
		if !pattern.Covers(wanted) {
			continue
		}
		covered++
		for _, e := range events {
			if wanted.root.meets(e) && !pattern.root.meets(e) {
				t.Fatalf("%s is said to cover %s, but not %s", p, w, strings.ReplaceAll(strconv.Quote(e["\x00a"]+" "+e["\x00b"]), "\x00", ""))
			}
		}
	}
	if covered < 300 {
		t.Errorf("only %d pairs cover one another", covered)
	}
}
