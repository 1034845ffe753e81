package wire

import (
	"bytes"
	"fmt"
	"regexp"
)

// A secret is a field, in the answers that we read, which may hold one.
type secret struct {
	field *regexp.Regexp // its first group is the value
	in    *regexp.Regexp // the part of the answer that the field lies in, if its name alone says too little
	gone  bool           // the value must be base64, or says nothing, so that nothing can be put in its place
}

// An element or a string that is cut off counts to the end: an answer need not
// be whole to hold a secret.
var secrets = []secret{
	// Start-up scripts: launch templates, Spot fleets.
	{field: element("userData")},
	// What a load balancer signs in to an identity provider with.
	{field: element("ClientSecret")},
	// A header or an argument that only the CDN in front is meant to know, as a
	// rule of a load balancer or a firewall compares it; and one that a firewall
	// adds, for those behind it to see that a request came through.
	{in: part("HttpHeaderConfig"), field: element("member")},
	{in: part("QueryStringConfig"), field: element("Value")},
	{field: text("SearchString"), gone: true},
	{field: text("RegexString")},
	{in: regexp.MustCompile(`"InsertHeaders"\s*:\s*\[(?:[^\]"]|` + jsonText + `)*`), field: text("Value")},
	// Seeds of one-time passwords.
	{field: element("Base32StringSeed"), gone: true},
	{field: element("QRCodePNG"), gone: true},
	// Why a call was refused, for those only who may have it decoded; and another
	// text each time.
	// https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
	{field: regexp.MustCompile(`(Encoded authorization failure message:\s*[\w+/=-]+)`), gone: true},
}

const jsonText = `"(?:[^"\\]|\\.?)*(?:"|\z)`

func element(name string) *regexp.Regexp {
	return regexp.MustCompile(`(?s)<` + name + `>(.*?)(?:</` + name + `>|\z)`)
}

func part(name string) *regexp.Regexp {
	return regexp.MustCompile(`(?s)<` + name + `>.*?(?:</` + name + `>|\z)`)
}

func text(name string) *regexp.Regexp {
	return regexp.MustCompile(`(?s)"` + name + `"\s*:\s*"((?:[^"\\]|\\.?)*)`)
}

// Redact replaces the values of secret-bearing fields by their length, so that
// nothing behind the transport ever holds them.
func Redact(body []byte) []byte {
	for _, s := range secrets {
		switch {
		case s.in == nil:
			body = s.hide(body)
		case s.in.Match(body):
			body = s.in.ReplaceAllFunc(body, s.hide)
		}
	}
	return body
}

var redacted = regexp.MustCompile(`^redacted \d+ bytes$`)

func (s secret) hide(body []byte) []byte {
	var out bytes.Buffer
	kept := 0
	for _, at := range s.field.FindAllSubmatchIndex(body, -1) {
		value := body[at[2]:at[3]]
		if len(value) == 0 || redacted.Match(value) {
			continue
		}
		out.Write(body[kept:at[2]])
		if !s.gone {
			fmt.Fprintf(&out, "redacted %d bytes", len(value))
		}
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
