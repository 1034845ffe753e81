package wire

import (
	"net/http"
	"strings"
	"testing"

	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// A document is known by its first element, whatever stands around it: the own
// one is taken, and one of somebody else is not.
func FuzzRecognise(f *testing.F) {
	f.Add("", "")
	f.Add("<?xml version='1.0'?>\n<!-- a -->", "</")
	f.Add("<html>", "</html>")
	f.Add("{}", "<")
	f.Add("<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;")
	f.Add("<?xml version='1.0' encoding='x'?>", "")
	f.Fuzz(func(t *testing.T, before, after string) {
		request := &smithyhttp.Request{Request: &http.Request{
			Method: http.MethodPost, Header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}},
		}}
		if root, err := firstElement([]byte(before)); err == nil {
			got := strange("iam:GetUser", request, []byte(before+"<GetUserResponse>"+after))
			if taken := got == nil; taken != (root == "GetUserResponse") {
				t.Errorf("%q, of %q: %v", before, root, got)
			}
			return
		}
		if strings.ContainsAny(before, "<&") || !isXMLText(before) {
			return
		}
		for operation, root := range map[string]string{"iam:GetUser": "GetUserResponse", "s3:ListBuckets": "ListAllMyBucketsResult"} {
			if err := strange(operation, request, []byte(before+"<"+root+">"+after)); err != nil {
				t.Errorf("%q before a %s: %v", before, root, err)
			}
			if err := strange(operation, request, []byte(before+"<"+root+"X>"+after)); err == nil {
				t.Errorf("%q before a %sX is taken", before, root)
			}
		}
	})
}

// isXMLText reports whether XML may hold all of the text.
func isXMLText(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool {
		return r == '\ufffd' || r < ' ' && !strings.ContainsRune("\t\n\r", r) || r >= 0xfffe && r <= 0xffff
	}) < 0 && !strings.Contains(text, "]]>")
}
