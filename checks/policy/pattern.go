package policy

import "strings"

// A pattern is a text of a policy in which policy variables stand for values
// of the request.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
type pattern struct {
	text   string
	parts  []part
	broken bool // it has a ${ that is no variable
}

// part is a glob or a variable.
type part struct {
	glob     glob
	variable string // the key, in lower case
	fallback string // for a request without the key
	hasElse  bool
}

// patternOf reads variables, which only the Version 2012-10-17 has, and, if
// wild, wildcards.
func patternOf(text, version string, wild bool) pattern {
	p := pattern{text: text}
	plain := exactly
	if wild {
		plain = globOf
	}
	for text != "" {
		before, after, found := strings.Cut(text, "${")
		if !found || version != version2012 {
			p.glob(plain(text))
			return p
		}
		p.glob(plain(before))
		name, rest, closed := strings.Cut(after, "}")
		if !closed || name == "" {
			p.broken = true
			return p
		}
		p.variable(name)
		text = rest
	}
	return p
}

func (p *pattern) glob(g glob) {
	if n := len(p.parts); n > 0 && p.parts[n-1].variable == "" {
		for _, t := range g {
			p.parts[n-1].glob.push(t.kind, t.text)
		}
		return
	}
	p.parts = append(p.parts, part{glob: g})
}

// variable adds ${name}: a key, a key with a default, or one of the characters
// that would otherwise mean something.
func (p *pattern) variable(name string) {
	if name == "*" || name == "?" || name == "$" {
		p.glob(exactly(name))
		return
	}
	key, fallback, hasElse := strings.Cut(name, ",")
	v := part{variable: strings.ToLower(strings.TrimSpace(key)), hasElse: hasElse}
	if hasElse {
		fallback = strings.TrimSpace(fallback)
		v.fallback = strings.Trim(fallback, "'")
		p.broken = p.broken || len(fallback) != len(v.fallback)+2
	}
	p.parts = append(p.parts, v)
}

// fixed reports whether the pattern has no variables.
func (p pattern) fixed() bool {
	return !p.broken && len(p.parts) <= 1 && (len(p.parts) == 0 || p.parts[0].variable == "")
}

// A lookup returns the value of a condition key in a request: Yes and the
// value, No if the request has none, Unknown if that cannot be told.
type lookup func(key string) (string, Answer)

// resolve puts in the values of variables. It is No if one has no value: such
// a pattern matches nothing.
func (p pattern) resolve(look lookup) (glob, Answer) {
	if p.broken {
		return nil, Unknown
	}
	if p.fixed() {
		if len(p.parts) == 0 {
			return nil, Yes
		}
		return p.parts[0].glob, Yes
	}
	var g joint
	for _, part := range p.parts {
		if part.variable == "" {
			g.add(part.glob...)
			continue
		}
		value, known := look(part.variable)
		switch {
		case known == Yes:
			g.text.WriteString(value)
		case known == No && part.hasElse:
			g.text.WriteString(part.fallback)
		default:
			return nil, known
		}
	}
	return g.glob(), Yes
}
