package policy

import "strings"

// An operator is a condition operator.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
type operator struct {
	base     string // in lower case, without Not and without what follows; empty if it is not known
	negated  bool
	ifExists bool
	set      string // "any", "all", or empty
}

// bases are the operators that compare, in lower case, with the form that is
// not negated.
var bases = map[string]operator{
	"stringequals":              {base: "stringequals"},
	"stringnotequals":           {base: "stringequals", negated: true},
	"stringequalsignorecase":    {base: "stringequalsignorecase"},
	"stringnotequalsignorecase": {base: "stringequalsignorecase", negated: true},
	"stringlike":                {base: "stringlike"},
	"stringnotlike":             {base: "stringlike", negated: true},
	"numericequals":             {base: "numericequals"},
	"numericnotequals":          {base: "numericequals", negated: true},
	"numericlessthan":           {base: "numericlessthan"},
	"numericlessthanequals":     {base: "numericlessthanequals"},
	"numericgreaterthan":        {base: "numericgreaterthan"},
	"numericgreaterthanequals":  {base: "numericgreaterthanequals"},
	"dateequals":                {base: "dateequals"},
	"datenotequals":             {base: "dateequals", negated: true},
	"datelessthan":              {base: "datelessthan"},
	"datelessthanequals":        {base: "datelessthanequals"},
	"dategreaterthan":           {base: "dategreaterthan"},
	"dategreaterthanequals":     {base: "dategreaterthanequals"},
	"bool":                      {base: "bool"},
	"binaryequals":              {base: "binaryequals"},
	"ipaddress":                 {base: "ipaddress"},
	"notipaddress":              {base: "ipaddress", negated: true},
	"arnequals":                 {base: "arnlike"},
	"arnlike":                   {base: "arnlike"},
	"arnnotequals":              {base: "arnlike", negated: true},
	"arnnotlike":                {base: "arnlike", negated: true},
	"null":                      {base: "null"},
}

func operatorOf(name string) operator {
	name = strings.ToLower(name)
	var set string
	if rest, ok := strings.CutPrefix(name, "foranyvalue:"); ok {
		name, set = rest, "any"
	} else if rest, ok := strings.CutPrefix(name, "forallvalues:"); ok {
		name, set = rest, "all"
	}
	name, ifExists := strings.CutSuffix(name, "ifexists")
	o := bases[name]
	if o.base == "null" && (ifExists || set != "") {
		return operator{} // AWS defines neither
	}
	o.set, o.ifExists = set, ifExists
	return o
}

// A value is what a condition compares with. It is made for one request, so
// that variables have their values.
type value func(in string) Answer

// holds evaluates a condition. The request's values are nil if it lacks the
// key, and AWS says for each operator what that means.
func (o operator) holds(request []string, values []value) Answer {
	switch {
	case o.base == "":
		return Unknown
	case len(request) > 0:
		return o.present(request, values)
	case o.set == "any" && o.ifExists:
		// The page on operators says that it holds, those who tried that it
		// does not.
		return Unknown
	case o.set == "any":
		return No
	}
	return answerOf(o.set == "all" || o.ifExists || o.negated)
}

func (o operator) present(request []string, values []value) Answer {
	one := func(in string) Answer {
		a := anyOf(values, func(v value) Answer { return v(in) })
		if o.negated {
			return a.Not()
		}
		return a
	}
	some := anyOf(request, one)
	all := anyOf(request, func(in string) Answer { return one(in).Not() }).Not()
	switch {
	case o.set == "any":
		return some
	case o.set == "all":
		return all
	case some == all:
		return some
	}
	return Unknown // several values need ForAnyValue or ForAllValues
}

// null evaluates the operator Null: "true" holds if the request lacks the key.
func null(absent bool, values []string) Answer {
	return anyOf(values, func(v string) Answer {
		switch strings.ToLower(v) {
		case "true":
			return answerOf(absent)
		case "false":
			return answerOf(!absent)
		}
		return Unknown
	})
}
