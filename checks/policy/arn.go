package policy

import "strings"

// arnParts is how many parts an ARN has, divided by colons; the last may hold
// more of them.
const arnParts = 6

// An arnPattern is an ARN in which each part may have wildcards of its own:
// *, between colons, does not stand for a colon.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
type arnPattern struct {
	whole pattern
	parts []pattern // nil if the text has too few
	ready *arnGlob  // what it comes to, if it has no variables
}

func arnPatternOf(text, version string) arnPattern {
	a := arnPattern{whole: patternOf(text, version, true)}
	parts := splitARN(text)
	if len(parts) < arnParts {
		parts = nil
	}
	for _, p := range parts {
		a.parts = append(a.parts, patternOf(p, version, true))
	}
	if a.whole.fixed() {
		g, _ := a.resolve(nil)
		a.ready = &g
	}
	return a
}

// splitARN cuts a text at its first colons, but not at those in variables.
func splitARN(text string) []string {
	var parts []string
	start, inside := 0, false
	for i := 0; i < len(text) && len(parts) < arnParts-1; i++ {
		switch {
		case strings.HasPrefix(text[i:], "${"):
			inside = true
		case text[i] == '}':
			inside = false
		case text[i] == ':' && !inside:
			parts = append(parts, text[start:i])
			start = i + 1
		}
	}
	return append(parts, text[start:])
}

// An arnGlob is an arnPattern with the values of its variables.
type arnGlob struct {
	whole glob
	parts []glob
	has   uint64 // see shingles
	tail  bool   // see glob.tail
}

func (a *arnPattern) resolve(look lookup) (arnGlob, Answer) {
	if a.ready != nil {
		return *a.ready, Yes
	}
	whole, known := a.whole.resolve(look)
	if known != Yes {
		return arnGlob{}, known
	}
	g := arnGlob{whole: whole, has: whole.shingles(), tail: whole.tail()}
	for _, p := range a.parts {
		part, _ := p.resolve(look) // its variables are those of the whole
		g.parts = append(g.parts, part)
	}
	return g, Yes
}

// tail reports whether all wildcards are in the last part of an ARN: then to
// compare part by part is to compare as a whole.
func (g glob) tail() bool { return strings.Count(g.prefix(), ":") >= arnParts-1 }

// match compares part by part, as a condition does.
func (g arnGlob) match(arn string) Answer { return g.compare(arn, No) }

// compare gives across as the answer where the pattern matches only if a * may
// stand for colons. A lone * is every ARN. What a pattern of too few parts
// matches AWS does not say.
func (g arnGlob) compare(arn string, across Answer) Answer {
	switch {
	case g.whole.all():
		return Yes
	case !g.whole.match(arn):
		return No
	case !g.whole.wild() || g.tail:
		return Yes
	case len(g.parts) < arnParts:
		return Unknown
	}
	parts := strings.SplitN(arn, ":", arnParts)
	for i, part := range g.parts {
		if i >= len(parts) || !part.match(parts[i]) {
			return across
		}
	}
	return Yes
}

// An arn is the parts of one.
type arn struct{ partition, service, region, account, resource string }

func parseARN(text string) (arn, bool) {
	rest, ok := strings.CutPrefix(text, "arn:")
	var p [arnParts - 2]string
	for i := 0; ok && i < len(p); i++ {
		p[i], rest, ok = strings.Cut(rest, ":")
	}
	if !ok {
		return arn{}, false
	}
	return arn{p[0], p[1], p[2], p[3], rest}, true
}
