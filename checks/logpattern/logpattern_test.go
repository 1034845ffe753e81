package logpattern

import (
	"strings"
	"testing"
)

func TestWhatAPatternCovers(t *testing.T) {
	const wanted = `{ $.eventSource = "ec2.amazonaws.com" && $.eventName = "DeleteRoute" }`
	for name, tc := range map[string]struct {
		pattern, wanted string
		covers          bool
	}{
		"itself":                            {wanted, wanted, true},
		"without quotes, other order":       {`{($.eventName=DeleteRoute)&&($.eventSource=ec2.amazonaws.com)}`, wanted, true},
		"broader":                           {`{ $.eventName = DeleteRoute }`, wanted, true},
		"one of many":                       {`{ ($.eventName = CreateRoute) || ($.eventName = DeleteRoute) }`, wanted, true},
		"everything":                        {``, wanted, true},
		"another name":                      {`{ $.eventName = DeleteRouteTable }`, wanted, false},
		"another field":                     {`{ $.eventname = DeleteRoute }`, wanted, false},
		"in another case":                   {`{ $.eventName = deleteroute }`, wanted, false},
		"narrower":                          {`{ $.eventName = DeleteRoute && $.awsRegion = "us-east-1" }`, wanted, false},
		"narrower, by what does not matter": {`{ $.eventName = DeleteRoute && $.eventName != CreateRoute }`, wanted, true},
		"and before or":                     {`{ $.eventName = DeleteRoute || $.a = 1 && $.b = 2 }`, wanted, true},
		"and before or, in brackets":        {`{ ($.eventName = DeleteRoute || $.a = 1) && $.b = 2 }`, wanted, false},
		"a wildcard":                        {`{ $.eventName = "Delete*" }`, wanted, true},
		"wildcards around":                  {`{ $.eventName = *Route* }`, wanted, true},
		"another wildcard":                  {`{ $.eventName = "*Table" }`, wanted, false},
		"any value":                         {`{ $.eventName = * }`, wanted, true},
		"a regular expression":              {`{ $.eventName = %^(Delete|Create)Route$% }`, wanted, true},
		"another regular expression":        {`{ $.eventName = %^Delete$% }`, wanted, false},
		"the same regular expression":       {`{ $.eventName = %^Delete% }`, `{ $.eventName = %^Delete% }`, true},
		"one for the other":                 {`{ $.eventName = %^Delete% }`, `{ $.eventName = %^Create% }`, false},
		"one for no text":                   {`{ $.eventName = %^Delete% }`, `{ $.eventName = "" }`, false},
		"no text for one":                   {`{ $.eventName = "" }`, `{ $.eventName = %^Delete% }`, false},
		"a quote within quotes":             {`{ $.a = %^say.hi$% }`, `{ $.a = "say\"hi" }`, true},
		"a field by brackets":               {`{ $['eventName'] = "DeleteRoute" }`, wanted, true},
		"a field by dot and brackets":       {`{ $.["eventName"] = "DeleteRoute" }`, wanted, true},
		"a term":                            {`DeleteRoute`, wanted, true},
		"a term within":                     {`"DeleteRout"`, wanted, true},
		"two terms":                         {`DeleteRoute ERROR`, wanted, false},
		"either term":                       {`?ERROR ?DeleteRoute`, wanted, true},
		"neither term":                      {`?ERROR ?CreateRoute`, wanted, false},
		"a term, and one that may be":       {`ERROR ?DeleteRoute`, wanted, false},
		"not another":                       {`{ $.eventName != "CreateRoute" }`, wanted, true},
		"not this one":                      {`{ $.eventName != "DeleteRoute" }`, wanted, false},
		"not those of a wildcard":           {`{ $.eventName != "Delete*" }`, wanted, false},

		"wildcard in wildcard":      {`{ $.errorCode = "*Unauthorized*" }`, `{ $.errorCode = "*UnauthorizedOperation" }`, true},
		"wildcard, not in wildcard": {`{ $.errorCode = "UnauthorizedOperation" }`, `{ $.errorCode = "*UnauthorizedOperation" }`, false},
		"wildcard at another end":   {`{ $.errorCode = "*UnauthorizedOperation" }`, `{ $.errorCode = "UnauthorizedOperation*" }`, false},
		"not, of a wildcard":        {`{ $.errorCode != "x" }`, `{ $.errorCode = "*UnauthorizedOperation" }`, false},
		"absent":                    {`{ $.a NOT EXISTS }`, `{ $.a NOT EXISTS && $.b = 1 }`, true},
		"absent, and null":          {`{ $.a IS NULL }`, `{ $.a NOT EXISTS }`, false},
		"not, of what is absent":    {`{ $.a != "x" }`, `{ $.a NOT EXISTS }`, false},
		"not, the same":             {`{ $.a != "Yes" }`, `{ $.a != "Yes" }`, true},
		"not, of more":              {`{ $.a != "Yes" }`, `{ $.a != "Y*" }`, true},
		"not, of less":              {`{ $.a != "Y*" }`, `{ $.a != "Yes" }`, false},
		"true and false":            {`{ $.a IS TRUE }`, `{ $.a IS FALSE }`, false},
		"numbers":                   {`{ $.a >= 5 }`, `{ $.a >= 5 }`, true},
		"a part of what is wanted":  {`{ $.a = 1 }`, `{ $.a = 1 || $.a = 2 }`, false},
		"all of what is wanted":     {`{ $.a = 3 || $.a = 2 || $.a = 1 }`, `{ $.a = 1 || $.a = 2 }`, true},
		"an element of a list":      {`{ $.a[0].b = 1 }`, `{ $.a[1].b = 1 }`, false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := MustParse(tc.pattern).Covers(MustParse(tc.wanted)); got != tc.covers {
				t.Errorf("%v", got)
			}
		})
	}
}

func TestWhatIsNotUnderstoodIsAnError(t *testing.T) {
	for _, text := range []string{
		`{`, `{}`, `{ $.a = }`, `{ $.a }`, `{ $.a = 1`, `{ $.a = 1 } x`, `{ a = 1 }`, `{ $ = 1 }`, `{ $. = 1 }`, `{ $.a[0 = 1 }`,
		`{ $.a = "x }`, `{ $.a = %x }`, `{ $.a = %[% }`, `{ $.a NOT }`, `{ $.a IS MAYBE }`, `{ ($.a = 1 }`, `{ $.a = 1 && }`,
		`{ $.a = 1 | $.b = 2 }`, `[a, b=1]`, `ERROR -DeleteRoute`, `%x%`, `?`, "\x00",
		`{ $.a IS NULL`, `{ $.a IS NULLS }`, `{ $.a NOT EXISTSA }`, `{ $.a = "x\`, `ERROR "DeleteRoute`, `?ERROR ?"DeleteRoute`,
		"{" + strings.Repeat("(", 1000) + "$.a = 1" + strings.Repeat(")", 1000) + "}",
	} {
		if p, err := Parse(text); err == nil {
			t.Errorf("%q: %+v", text, p)
		}
	}
}

// Whoever wrote the pattern is told where it goes wrong.
func TestWhatIsNotUnderstoodIsNamed(t *testing.T) {
	for text, want := range map[string]string{
		`{ ($.a = "x }`:   "the pattern has quotes that do not end",
		`{ ($.a = %[%) }`: "the pattern has a regular expression that cannot be read",
		`{ ($.a = 1 }`:    `the pattern has an unexpected '}' at 11`,
		`{ $.a ~ 1 }`:     `the pattern has an unexpected '~' at 6`,
		`{ ($.a = 1`:      "the pattern ends too early",
		`[a, b=1]`:        "the pattern is for events whose fields are separated by spaces",
	} {
		if _, err := Parse(text); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

func TestAPatternInCodeThatIsNotUnderstoodPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("it did not")
		}
	}()
	MustParse(`{ $.a ~ 1 }`)
}

// What is looked for in too many ways is not found, and not looked for long.
func TestPatternsOfManyWaysAreBounded(t *testing.T) {
	text := "{ " + strings.Repeat("($.a = 1 || $.a = 2) && ", 60) + "$.b = 1 }"
	if p := MustParse(text); p.Covers(p) {
		t.Error("2^60 ways were compared")
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{
		`{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") }`, `?a "b c"`, `{ $.a[*].b IS NULL || $['x'] >= 5 }`,
		`{ $.a = %^x[0-9]+% }`, `{ $.a = "q\"\\*" }`,
	} {
		f.Add(text, `{ $.a = "x*" }`)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		p, err := Parse(a)
		if err != nil {
			return
		}
		if _, few := p.root.ways(); few && !p.Covers(p) {
			t.Errorf("%q does not cover itself", a)
		}
		if !All.Covers(p) && len(a) < 200 {
			if _, few := p.root.ways(); few {
				t.Errorf("not all events are covered by all: %q", a)
			}
		}
		q, err := Parse(b)
		if err != nil || len(a)+len(b) > 1000 {
			return
		}
		if p.Covers(q) {
			both := Pattern{node{kind: or, of: []node{q.root, p.root}}}
			if _, few := both.root.ways(); few && !p.Covers(both) {
				t.Errorf("%q covers %q, but not both of them", a, b)
			}
		}
	})
}
