package policy

import "testing"

// What an operator makes of a request's values; nil is a request without the
// key.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
func TestOperators(t *testing.T) {
	in := func(values ...string) []string { return values }
	for _, c := range []struct {
		operator string
		request  []string
		values   []string
		want     Answer
	}{
		{"StringEquals", in("a"), in("a"), Yes},
		{"StringEquals", in("a"), in("b", "a"), Yes},
		{"StringEquals", in("A"), in("a"), No},
		{"StringEquals", in("abc"), in("a*"), No}, // no wildcards without Like
		{"StringEquals", in("a*"), in("a*"), Yes},
		{"StringEquals", nil, in("a"), No},
		{"StringEquals", in("a"), in(), No},
		{"stringequals", in("a"), in("a"), Yes},
		{"StringNotEquals", in("a"), in("a", "b"), No}, // values are NOR
		{"StringNotEquals", in("c"), in("a", "b"), Yes},
		{"StringNotEquals", nil, in("a"), Yes}, // negated, so a missing key matches
		{"StringEqualsIgnoreCase", in("ABC"), in("abc"), Yes},
		{"StringNotEqualsIgnoreCase", in("ABC"), in("abc"), No},
		{"StringLike", in("abc"), in("a*"), Yes},
		{"StringLike", in("Abc"), in("a*"), No},
		{"StringLike", in(""), in(""), Yes}, // s3:prefix of the page on operators
		{"StringNotLike", in("abc"), in("x", "a*"), No},
		{"StringEqualsIfExists", nil, in("a"), Yes},
		{"StringEqualsIfExists", in("b"), in("a"), No},
		{"StringNotEqualsIfExists", nil, in("a"), Yes},

		{"NumericEquals", in("10"), in("10.0"), Yes},
		{"NumericNotEquals", in("10"), in("10"), No},
		{"NumericLessThan", in("9"), in("10"), Yes}, // as strings, "9" > "10"
		{"NumericLessThan", in("10"), in("10"), No},
		{"NumericLessThanEquals", in("10"), in("10"), Yes},
		{"NumericGreaterThan", in("1.3"), in("1.2"), Yes},
		{"NumericGreaterThanEquals", in("1.1"), in("1.2"), No},
		{"NumericLessThan", in("x"), in("1"), No},
		{"NumericLessThan", in("1"), in("x"), Unknown}, // nothing that AWS accepts

		{"DateLessThan", in("2020-06-30T23:59:59Z"), in("2020-07-01T00:00:00Z"), Yes},
		{"DateGreaterThan", in("2020-06-30T23:59:59Z"), in("2020-07-01"), No},
		{"DateGreaterThan", in("1600000000"), in("2020-07-01"), Yes}, // seconds since 1970
		{"DateEquals", in("2020-07-01T02:00:00+02:00"), in("2020-07-01T00:00:00Z"), Yes},
		{"DateLessThanEquals", in("2020"), in("2020-01"), Yes},
		{"DateGreaterThanEquals", in("2020-01-01T00:00Z"), in("2020"), Yes},
		{"DateNotEquals", in("2020-01-01"), in("2020-01-01"), No},
		{"DateEquals", in("2020-01-01"), in("2020"), Yes}, // a year, not seconds since 1970
		{"DateGreaterThan", in("2020-01-01T00:00:00.5Z"), in("2020-01-01T00:00:00Z"), Yes},
		{"DateLessThan", in("2020-06-30T23:59:59Z"), in("9999-12-31T23:59:59Z"), Yes}, // never, as some write it

		{"Bool", in("true"), in("True"), Yes},
		{"Bool", in("false"), in("FALSE"), Yes},
		{"Bool", nil, in("false"), No}, // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
		{"BoolIfExists", nil, in("false"), Yes},
		{"Bool", in("true"), in("yes"), Unknown},

		{"BinaryEquals", in("QmluYXJ5VmFsdWVJbkJhc2U2NA=="), in("QmluYXJ5VmFsdWVJbkJhc2U2NA=="), Yes},
		{"BinaryEquals", in("QmluYXJ5"), in("QmluYXJ6"), No},
		{"BinaryEquals", in("QmluYXJ5"), in("no base64"), Unknown},

		{"IpAddress", in("203.0.113.7"), in("203.0.113.0/24"), Yes},
		{"IpAddress", in("203.0.113.7"), in("203.0.113.7"), Yes}, // without a prefix it is a single address
		{"IpAddress", in("203.0.114.7"), in("203.0.113.0/24", "203.0.114.0/24"), Yes},
		{"IpAddress", in("203.0.113.7"), in("2001:db8::/32"), No},
		{"IpAddress", in("2001:db8:1234:5678::1"), in("2001:DB8:1234:5678::/64"), Yes},
		{"NotIpAddress", in("203.0.113.7"), in("203.0.113.0/24"), No},
		{"NotIpAddress", nil, in("203.0.113.0/24"), Yes}, // it came through a VPC endpoint
		{"IpAddress", in("203.0.113.7"), in("203.0.113"), Unknown},
		{"IpAddress", in("no address"), in("0.0.0.0/0", "::/0"), No},

		{"ArnEquals", in("arn:aws:sns:r:1:t"), in("arn:aws:sns:*:1:t"), Yes}, // it behaves like ArnLike
		{"ArnLike", in("arn:aws:sns:r:1:t"), in("arn:aws:sns:*:t"), Unknown},
		{"ArnNotEquals", in("arn:aws:sns:r:1:t"), in("arn:aws:sns:r:1:t"), No},
		{"ArnNotLike", nil, in("arn:aws:sns:r:1:t"), Yes},
		{"ArnLike", nil, in("*"), No},

		{"Null", nil, in("true"), Yes},
		{"Null", in("x"), in("true"), No},
		{"Null", in("x"), in("false"), Yes},
		{"Null", nil, in("False"), No},
		{"Null", nil, in("maybe"), Unknown},
		{"NullIfExists", nil, in("true"), Unknown}, // AWS has no such operator

		{"ForAnyValue:StringEquals", in("a", "b"), in("b"), Yes},
		{"ForAnyValue:StringEquals", in("a", "b"), in("c"), No},
		{"ForAnyValue:StringEquals", nil, in("a"), No},
		{"ForAnyValue:StringNotEquals", in("a", "b"), in("a"), Yes}, // b is none of them
		{"ForAnyValue:StringNotEquals", in("a"), in("a"), No},
		{"ForAnyValue:StringNotEquals", nil, in("a"), No}, // of no values, none is anything
		{"ForAnyValue:StringLikeIfExists", nil, in("a"), Unknown},
		{"ForAllValues:StringEquals", in("a", "b"), in("a", "b", "c"), Yes},
		{"ForAllValues:StringEquals", in("a", "d"), in("a", "b", "c"), No},
		{"ForAllValues:StringEquals", nil, in("a"), Yes}, // overly permissive, as AWS says
		{"ForAllValues:StringNotEquals", in("a", "b"), in("b"), No},
		{"ForAllValues:StringLike", in("key1x"), in("key1*"), Yes},
		{"StringEquals", in("a", "b"), in("a"), Unknown}, // several values need a set operator
		{"StringEquals", in("a", "b"), in("a", "b"), Yes},

		{"StringContains", in("a"), in("a"), Unknown}, // a newer operator than this program
		{"StringContains", nil, in("a"), Unknown},
	} {
		a := atomOf(Condition{Operator: c.operator, Key: "k", Values: c.values}, Allow, version2012)
		if got := a.evaluate(c.request, nil); got != c.want {
			t.Errorf("%s of %q with %q: %v, want %v", c.operator, c.request, c.values, got, c.want)
		}
	}
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
func TestPolicyVariables(t *testing.T) {
	look := func(key string) (string, Answer) {
		switch key {
		case "aws:username":
			return "ann", Yes
		case "aws:principaltag/star":
			return "*", Yes
		case "aws:principaltag/team":
			return "", No
		}
		return "", Unknown
	}
	for _, c := range []struct {
		pattern, version, text string
		want                   Answer
	}{
		{"home/${aws:username}/*", version2012, "home/ann/x", Yes},
		{"home/${aws:username}/*", version2012, "home/bob/x", No},
		{"home/${AWS:UserName}/*", version2012, "home/ann/x", Yes}, // keys have no case
		{"home/${aws:username}/*", version2008, "home/ann/x", No},  // before 2012 there are no variables
		{"home/${aws:username}/*", version2008, "home/${aws:username}/x", Yes},
		{"${aws:PrincipalTag/team}", version2012, "", No}, // no value is like nothing
		{"b-${aws:PrincipalTag/team, 'company-wide'}", version2012, "b-company-wide", Yes},
		{"b-${aws:PrincipalTag/team, 'company-wide'}", version2012, "b-", No},
		{"b-${aws:username, 'x'}", version2012, "b-ann", Yes},
		{"b-${aws:PrincipalTag/team, company}", version2012, "b-company", Unknown}, // a default has quotes
		{"${aws:SourceIdentity}", version2012, "x", Unknown},
		{"a${*}", version2012, "a*", Yes},
		{"a${*}", version2012, "ab", No},
		{"a${?}${$}", version2012, "a?$", Yes},
		{"a${*}", version2008, "a${xyz}", Yes},
		{"${aws:PrincipalTag/star}", version2012, "x", No}, // a value is no wildcard
		{"${aws:PrincipalTag/star}", version2012, "*", Yes},
		{"a${", version2012, "a${", Unknown},
		{"a$b", version2012, "a$b", Yes},
	} {
		g, known := patternOf(c.pattern, c.version, true).resolve(look)
		got := known
		if known == Yes {
			got = answerOf(g.match(c.text))
		}
		if got != c.want {
			t.Errorf("%s of %s matches %q: %v, want %v", c.pattern, c.version, c.text, got, c.want)
		}
	}
}

// A variable that has no value makes a condition false, and its negation true.
func TestAVariableWithoutValue(t *testing.T) {
	none := func(string) (string, Answer) { return "", No }
	for operator, want := range map[string]Answer{"StringEquals": No, "StringLike": No, "StringNotEquals": Yes, "StringNotLike": Yes, "ArnLike": No} {
		a := atomOf(Condition{Operator: operator, Key: "k", Values: []string{"${aws:PrincipalTag/t}"}}, Deny, version2012)
		if got := a.evaluate([]string{"x"}, none); got != want {
			t.Errorf("%s: %v, want %v", operator, got, want)
		}
	}
}
