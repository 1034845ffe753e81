package wire

import (
	"bytes"
	"fmt"
	"regexp"
)

// A secret is a field, in the answers that we read, which may hold one.
type secret struct {
	field *regexp.Regexp // its first group is the value
	in    *regexp.Regexp // whose first group the field lies in, if its name alone says too little
	as    func(length int) string
}

var secrets = []secret{
	// Start-up scripts: launch templates, Spot fleets.
	{field: element("userData"), as: length},
	// What a load balancer signs in to an identity provider with.
	{field: element("ClientSecret"), as: length},
	// What a directory and its RADIUS servers share. AWS masks it.
	{field: text("SharedSecret"), as: length},
	// What somebody writes to those whom a directory is shared with.
	{field: text("ShareNotes"), as: length},
	// A header or an argument that only the CDN in front is meant to know, as a
	// rule of a load balancer or a firewall compares it; and one that a firewall
	// adds, for those behind it to see that a request came through.
	{in: element("HttpHeaderConfig"), field: element("member"), as: length},
	{in: element("QueryStringConfig"), field: element("Value"), as: length},
	{field: text("SearchString"), as: nothing},
	{field: text("RegexString"), as: length},
	{in: list("InsertHeaders"), field: text("Value"), as: length},
	// A header that CloudFront adds, by which an origin knows that a request came
	// through.
	{field: element("HeaderValue"), as: length},
	// What a stage of API Gateway hands to what is behind it.
	{in: object("(?:variables|stageVariables)"), field: text(`\w+`), as: length},
	// What a function is started with.
	{in: object("Variables"), field: text(`\w+`), as: length},
	// Seeds of one-time passwords.
	{field: element("Base32StringSeed"), as: nothing},
	{field: element("QRCodePNG"), as: nothing},
	// The password that a database is to have. AWS masks it.
	{field: element("MasterUserPassword"), as: length},
	// Who is behind an account: whether somebody is named is all that is asked.
	{in: object("ContactInformation"), field: text(`\w+`), as: length},
	{in: object("AlternateContact"), field: text("(?:EmailAddress|Name|PhoneNumber|Title)"), as: length},
	{field: text("(?:MasterAccountEmail|Email)"), as: length},
	{in: list("EmergencyContactList"), field: text("(?:EmailAddress|PhoneNumber|ContactNotes)"), as: length},
	// A repository of patches, which may need a password.
	{in: lists("Sources"), field: text("Configuration"), as: length},
	// Why a call was refused, for those only who may have it decoded. It is another
	// text each time.
	// https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
	{
		field: regexp.MustCompile(`(Encoded authorization failure message:\s*[\w+/=-]+)`),
		as:    func(int) string { return "(encoded details redacted)" },
	},
}

func length(n int) string { return fmt.Sprintf("redacted %d bytes", n) }

// nothing stands where the value must be base64.
func nothing(int) string { return "" }

// What is cut off counts to the end: an answer need not be whole to hold a
// secret.

func element(name string) *regexp.Regexp {
	return regexp.MustCompile(`(?s)<` + name + `>(.*?)(?:</` + name + `>|\z)`)
}

const inQuotes = `"((?:[^"\\]|\\.?)*)`

func text(name string) *regexp.Regexp {
	return regexp.MustCompile(`(?s)"` + name + `"\s*:\s*` + inQuotes)
}

// object has no other objects within.
func object(name string) *regexp.Regexp {
	return regexp.MustCompile(`(?s)"` + name + `"\s*:\s*\{((?:[^}"]|` + inQuotes + `(?:"|\z))*)`)
}

// list has no other lists within.
func list(name string) *regexp.Regexp {
	return regexp.MustCompile(`(?s)"` + name + `"\s*:\s*\[((?:[^\]"]|` + inQuotes + `(?:"|\z))*)`)
}

// lists has lists within that have no others.
func lists(name string) *regexp.Regexp {
	const inList = `\[(?:[^\]"]|` + inQuotes + `(?:"|\z))*(?:\]|\z)`
	return regexp.MustCompile(`(?s)"` + name + `"\s*:\s*\[((?:[^\[\]"]|` + inList + `|` + inQuotes + `(?:"|\z))*)`)
}

// Redact replaces the values of secret-bearing fields by their length, so that
// nothing behind the transport ever holds them.
func Redact(body []byte) []byte {
	for _, s := range secrets {
		field := func(part []byte) []byte { return replace(s.field, part, s.hide) }
		if s.in == nil {
			body = field(body)
		} else {
			body = replace(s.in, body, field)
		}
	}
	return body
}

var redacted = regexp.MustCompile(`^redacted \d+ bytes$`)

func (s secret) hide(value []byte) []byte {
	if len(bytes.TrimSpace(value)) == 0 || redacted.Match(value) {
		return value // that there is nothing is no secret
	}
	return []byte(s.as(len(value)))
}

// replace replaces the first group of every match.
func replace(pattern *regexp.Regexp, body []byte, by func([]byte) []byte) []byte {
	var out bytes.Buffer
	kept := 0
	for _, at := range pattern.FindAllSubmatchIndex(body, -1) {
		was := body[at[2]:at[3]]
		is := by(was)
		if bytes.Equal(is, was) {
			continue
		}
		out.Write(body[kept:at[2]])
		out.Write(is)
		kept = at[3]
	}
	if kept == 0 {
		return body
	}
	out.Write(body[kept:])
	return out.Bytes()
}

var ids = regexp.MustCompile(`<(?:RequestId|requestId|RequestID|HostId)>[^<]*</(?:RequestId|requestId|RequestID|HostId)>`)

// withoutIDs leaves out what AWS makes up for each answer.
func withoutIDs(body []byte) []byte { return ids.ReplaceAll(body, nil) }
