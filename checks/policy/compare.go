package policy

import (
	"encoding/base64"
	"net/netip"
	"strconv"
	"strings"
	"time"
)

// compared is a value of a policy, read for the operator that compares with it.
type compared struct {
	text    string
	pattern pattern    // of strings
	arn     arnPattern // of ARNs
	fixed   value      // of what has no variables
}

// valueOf reads a value. One that its operator cannot compare with makes an
// Unknown of every comparison.
func (o operator) valueOf(text, version string) compared {
	c := compared{text: text}
	switch {
	case o.base == "arnlike":
		c.arn = arnPatternOf(text, version)
		c.pattern = c.arn.whole
	case strings.HasPrefix(o.base, "string"):
		c.pattern = patternOf(text, version, o.base == "stringlike")
	case strings.HasPrefix(o.base, "numeric"):
		c.fixed = ordered(o.base[len("numeric"):], text, number)
	case strings.HasPrefix(o.base, "date"):
		c.fixed = ordered(o.base[len("date"):], text, date)
	default:
		c.fixed = comparisons[o.base](text)
	}
	return c
}

// in is the value for a request in which look finds the variables' values.
func (c *compared) in(o operator, look lookup) value {
	if c.fixed != nil {
		return c.fixed
	}
	if o.base == "arnlike" {
		g, known := c.arn.resolve(look)
		return whenKnown(known, g.match)
	}
	g, known := c.pattern.resolve(look)
	if o.base == "stringequalsignorecase" {
		g = g.lower()
		return whenKnown(known, func(in string) Answer { return answerOf(g.match(strings.ToLower(in))) })
	}
	return whenKnown(known, func(in string) Answer { return answerOf(g.match(in)) })
}

// whenKnown is the comparison, unless a variable has no value, which nothing is
// equal to, or none that is known.
func whenKnown(known Answer, v value) value {
	if known != Yes {
		return func(string) Answer { return known }
	}
	return v
}

// noValue is a comparison with what AWS accepts as no value.
func noValue(string) Answer { return Unknown }

var comparisons = map[string]func(text string) value{
	"":     func(string) value { return noValue },
	"null": func(string) value { return noValue }, // see null
	"bool": func(text string) value {
		text = strings.ToLower(text)
		if text != "true" && text != "false" {
			return noValue
		}
		return func(in string) Answer { return answerOf(strings.ToLower(in) == text) }
	},
	"binaryequals": func(text string) value {
		if _, err := base64.StdEncoding.DecodeString(text); err != nil {
			return noValue
		}
		return func(in string) Answer { return answerOf(in == text) }
	},
	"ipaddress": func(text string) value {
		p, ok := prefix(text)
		if !ok {
			return noValue
		}
		return func(in string) Answer {
			a, _ := netip.ParseAddr(in) // if it is no address, no range contains it
			return answerOf(p.Contains(a))
		}
	},
}

// prefix reads a range of addresses, or a single address.
func prefix(text string) (netip.Prefix, bool) {
	if p, err := netip.ParsePrefix(text); err == nil {
		return p.Masked(), true
	}
	a, err := netip.ParseAddr(text)
	if err != nil || a.Zone() != "" {
		return netip.Prefix{}, false
	}
	return netip.PrefixFrom(a, a.BitLen()), true
}

// ordered compares numbers or times, which parse reads.
func ordered(relation, text string, parse func(string) (float64, bool)) value {
	limit, ok := parse(text)
	if !ok {
		return noValue
	}
	return func(in string) Answer {
		n, ok := parse(in)
		if !ok {
			return No
		}
		switch relation {
		case "lessthan":
			return answerOf(n < limit)
		case "lessthanequals":
			return answerOf(n <= limit)
		case "greaterthan":
			return answerOf(n > limit)
		case "greaterthanequals":
			return answerOf(n >= limit)
		}
		return answerOf(n == limit)
	}
}

func number(text string) (float64, bool) {
	n, err := strconv.ParseFloat(text, 64)
	return n, err == nil
}

// date reads the forms of ISO 8601 that W3C names, or seconds since 1970.
func date(text string) (float64, bool) {
	for _, form := range []string{
		time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02", "2006-01", "2006",
	} {
		if t, err := time.Parse(form, text); err == nil {
			// Nanoseconds since 1970 end in 2262, and 9999 is how some write never.
			return float64(t.Unix()) + float64(t.Nanosecond())/1e9, true
		}
	}
	return number(text)
}
