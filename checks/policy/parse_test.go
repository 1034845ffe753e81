package policy

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
func TestWhatAWSAcceptsIsRead(t *testing.T) {
	one := &Document{Version: version2008, Statements: []Statement{{
		Effect: Allow, Principal: &Principals{AWS: []string{ours}}, Action: []string{"s3:GetObject"}, Resource: []string{"*"},
		Conditions: []Condition{{Operator: "Bool", Key: "aws:SecureTransport", Values: []string{"true"}}},
	}}}
	plain := `{"Statement":{"Effect":"Allow","Principal":{"AWS":"OURS"},"Action":"s3:GetObject","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}}`
	for name, text := range map[string]string{
		"a statement by itself":        plain,
		"a list of statements":         `{"Statement":[{"Effect":"Allow","Principal":{"AWS":["OURS"]},"Action":["s3:GetObject"],"Resource":["*"],"Condition":{"Bool":{"aws:SecureTransport":["true"]}}}]}`,
		"blocks in any order":          `{"Statement":{"Condition":{"Bool":{"aws:SecureTransport":"true"}},"Resource":"*","Action":"s3:GetObject","Principal":{"AWS":"OURS"},"Effect":"Allow"},"Version":"2008-10-17"}`,
		"other case of names":          `{"statement":{"effect":"Allow","principal":{"aws":"OURS"},"ACTION":"s3:GetObject","resource":"*","condition":{"Bool":{"aws:SecureTransport":"true"}}}}`,
		"values without quotes":        `{"Statement":{"Effect":"Allow","Principal":{"AWS":OURS},"Action":"s3:GetObject","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":true}}}}`,
		"URL encoding":                 url.PathEscape(fillIn(plain)),
		"URL encoding of every letter": "%7b" + url.QueryEscape(fillIn(plain))[3:],
		"a byte order mark":            "\ufeff" + plain,
		"space and escapes": "{ \"Statement\"\r\n:\t{\"Effect\" : \"Allow\" ,\"Principal\":{\"AWS\":\"OURS\"}," +
			`"Action":"s3\u003aGet\u004Fbject","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}}`,
		"space around the whole policy": "\n  " + plain + "  \n",
	} {
		t.Run(name, func(t *testing.T) {
			d, err := Parse(fillIn(text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(one, d); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestElementsOfAStatement(t *testing.T) {
	d, err := Parse(`{"Version":"2012-10-17","Id":"x","Statement":[
		{"Sid":"first","Effect":"Deny","NotPrincipal":{"Service":"a.amazonaws.com","Federated":["f"],"CanonicalUser":"c","AWS":[]},"NotAction":[],"NotResource":"r/\ud83d\ude00"},
		{"Effect":"Allow","Principal":"*","Action":"a:b","Condition":{"NumericLessThan":{"k":[1,2.5e3]},"Null":{"k":false}}}
	]}`)
	if err != nil {
		t.Fatal(err)
	}
	want := &Document{Version: version2012, ID: "x", Statements: []Statement{
		{
			Index: 0, Sid: "first", Effect: Deny, NotAction: []string{}, NotResource: []string{"r/😀"},
			NotPrincipal: &Principals{Service: []string{"a.amazonaws.com"}, Federated: []string{"f"}, CanonicalUser: []string{"c"}, AWS: []string{}},
		},
		{
			Index: 1, Effect: Allow, Principal: &Principals{Everyone: true}, Action: []string{"a:b"},
			Conditions: []Condition{
				{Operator: "NumericLessThan", Key: "k", Values: []string{"1", "2.5e3"}},
				{Operator: "Null", Key: "k", Values: []string{"false"}},
			},
		},
	}}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsNoPolicyIsAnErrorWithItsPlace(t *testing.T) {
	const allow = `{"Statement":{"Effect":"Allow","Action":"a:b"`
	for name, c := range map[string]struct {
		text         string
		line, column int
		problem      string
	}{
		"nothing":                      {"", 1, 1, "expected a value, found the end"},
		"null":                         {"null", 1, 1, "expected a policy, an object, found null"},
		"a list":                       {"[]", 1, 1, "expected a policy"},
		"no statement":                 {`{"Version":"2012-10-17"}`, 1, 1, "expected a Statement"},
		"cut off":                      {"{\n \"Statement\": [", 2, 16, "expected a value, found the end"},
		"a second value":               {`{"Statement":[]} {}`, 1, 18, "expected the end of the text"},
		"a comma too many":             {`{"Statement":[{},]}`, 1, 18, "expected a value, found ']'"},
		"a missing colon":              {`{"Statement" []}`, 1, 14, "expected a colon"},
		"names without quotes":         {`{Statement:[]}`, 1, 2, "expected a name in quotes"},
		"single quotes":                {`{'Statement':[]}`, 1, 2, "expected a name in quotes"},
		"no effect":                    {`{"Statement":{"Action":"a:b"}}`, 1, 14, "expected an Effect"},
		"an effect in lower case":      {`{"Statement":{"Effect":"allow","Action":"a:b"}}`, 1, 24, `found "allow"`},
		"another effect":               {`{"Statement":{"Effect":"Audit","Action":"a:b"}}`, 1, 24, `found "Audit"`},
		"no action":                    {`{"Statement":{"Effect":"Allow"}}`, 1, 14, "either Action or NotAction"},
		"both actions":                 {allow + `,"NotAction":"c:d"}}`, 1, 14, "either Action or NotAction"},
		"both principals":              {allow + `,"Principal":"*","NotPrincipal":"*"}}`, 1, 14, "Principal or NotPrincipal, found both"},
		"both resources":               {allow + `,"Resource":"*","NotResource":"*"}}`, 1, 14, "Resource or NotResource, found both"},
		"an element that is not known": {allow + `,"Ressource":"*"}}`, 1, 47, `found "Ressource"`},
		"a kind of principal":          {allow + `,"Principal":{"Everybody":"*"}}}`, 1, 60, `found "Everybody"`},
		"a principal without kind":     {allow + `,"Principal":"111122223333"}}`, 1, 59, `expected principals by kind or "*"`},
		"another version":              {`{"Version":"2020-01-01","Statement":[]}`, 1, 12, "expected the Version 2012-10-17"},
		"an element twice":             {allow + `,"Action":"c:d"}}`, 1, 47, `found "Action" again`},
		"an element in two cases":      {allow + `,"action":"c:d"}}`, 1, 47, `found "action" again`},
		"a condition key twice":        {allow + `,"Condition":{"Bool":{"aws:A":"true","AWS:a":"false"}}}}`, 1, 83, `found "AWS:a" again`},
		"a condition that is a list":   {allow + `,"Condition":[]}}`, 1, 59, "expected a Condition"},
		"an operator without keys":     {allow + `,"Condition":{"Bool":"true"}}}`, 1, 67, "expected condition keys"},
		"a value that is an object":    {allow + `,"Condition":{"Bool":{"a":{}}}}}`, 1, 72, "expected a string, found an object"},
		"a value that is null":         {allow + `,"Resource":null}}`, 1, 58, "expected a string, found null"},
		"a list in a list":             {allow + `,"Resource":[["*"]]}}`, 1, 59, "expected a string, found a list"},
		"invalid UTF-8":                {"{\"Statement\":\"\xff\"}", 1, 15, "found the byte 0xff"},
		"half a character":             {`{"Statement":"\ud800"}`, 1, 15, "expected an escape"},
		"two first halves":             {`{"Statement":"\ud800\ud800"}`, 1, 15, "expected an escape"},
		"half a character and another": {`{"Statement":"\ud83d\u0041"}`, 1, 15, "expected an escape"},
		"an escape without its digits": {`{"Statement":"\u00zz"}`, 1, 15, "expected an escape"},
		"an escape that JSON lacks":    {`{"Statement":"\x"}`, 1, 15, "expected an escape"},
		"a line break in a string":     {"{\"Statement\":\"a\nb\"}", 1, 16, "no control character"},
		"a string without end":         {`{"Statement":"a`, 1, 14, "expected a closing quote"},
		"a number that JSON lacks":     {allow + `,"Resource":01}}`, 1, 58, "expected a value, found '0'"},
		"a place in other letters":     {"{\n\"Stätement\":0 0", 2, 15, "expected a comma or }"},
		"brackets without end":         {strings.Repeat("[", 100_000), 1, 33, "no more than 32 levels"},
		"objects without end":          {strings.Repeat(`{"a":`, 100_000), 1, 161, "no more than 32 levels"},
		"more than any policy":         {strings.Repeat(" ", maxSize+1), 1, 1, "no more than 1048576 bytes"},
		"half a URL encoding":          {"%7B%2", 1, 1, "expected a valid URL encoding"},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := Parse(c.text)
			var p *ParseError
			if !errors.As(err, &p) || d != nil {
				t.Fatalf("no *ParseError but %v, and a document: %v", err, d)
			}
			if p.Line != c.line || p.Column != c.column || !strings.Contains(p.Problem, c.problem) {
				t.Errorf("got %q, want line %d, column %d: ...%s", err, c.line, c.column, c.problem)
			}
		})
	}
}

func TestNumbersAreThoseOfJSON(t *testing.T) {
	for word, want := range map[string]bool{
		"0": true, "-0": true, "10": true, "1.5": true, "1e5": true, "1E+5": true, "-1.5e-5": true,
		"": false, "-": false, "01": false, "1.": false, ".5": false, "1e": false, "1e+": false, "+1": false, "0x1": false, "1_0": false, "NaN": false,
	} {
		if got := isNumber(word); got != want {
			t.Errorf("isNumber(%q) = %t", word, got)
		}
	}
}
