// Package awstest answers as AWS does, for tests of what the scanner makes of
// its answers.
package awstest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"

	"github.com/yourside/yourside/internal/wire"
)

// A protocol is how a service puts an error on the wire.
// https://smithy.io/2.0/aws/protocols/index.html
type protocol int

const (
	awsJSON protocol = iota // the code is in the body and, of REST services, in a header
	ec2Query
	query
	s3
	s3control
)

// protocols are those of the services that do not speak JSON.
var protocols = map[string]protocol{
	"ec2": ec2Query, "s3": s3, "s3control": s3control,
	"iam": query, "sts": query, "elasticloadbalancing": query, "elasticloadbalancingv2": query, "rds": query,
	"sns": query, "cloudformation": query, "redshift": query, "elasticache": query, "autoscaling": query,
}

// An Error is an error that a service answers with.
type Error struct {
	Status  int
	Code    string
	Message string
}

// Denied is how the service of an operation refuses whoever lacks the
// permission. Each protocol has its own code for it.
func Denied(operation string) Error {
	service, _, _ := strings.Cut(operation, ":")
	denied := Error{http.StatusForbidden, "AccessDenied", "is not authorized to perform: " + operation}
	switch protocols[service] {
	case ec2Query:
		denied.Code = "UnauthorizedOperation"
	case awsJSON:
		denied.Status, denied.Code = http.StatusBadRequest, "AccessDeniedException"
	case query, s3, s3control:
	}
	return denied
}

// Response is the answer of an operation's service with this error.
func (e Error) Response(operation string) *http.Response {
	service, _, _ := strings.Cut(operation, ":")
	header := http.Header{}
	var body string
	element := fmt.Sprintf("<Code>%s</Code><Message>%s</Message>", e.Code, e.Message)
	switch protocols[service] {
	case ec2Query:
		header.Set("Content-Type", "text/xml;charset=UTF-8")
		body = "<Response><Errors><Error>" + element + "</Error></Errors><RequestID>r</RequestID></Response>"
	case query:
		header.Set("Content-Type", "text/xml")
		body = "<ErrorResponse><Error><Type>Sender</Type>" + element + "</Error><RequestId>r</RequestId></ErrorResponse>"
	case s3:
		header.Set("Content-Type", "application/xml")
		body = "<Error>" + element + "<RequestId>r</RequestId></Error>"
	case s3control:
		header.Set("Content-Type", "application/xml")
		body = "<ErrorResponse><Error>" + element + "</Error><RequestId>r</RequestId></ErrorResponse>"
	case awsJSON:
		header.Set("Content-Type", "application/x-amz-json-1.1")
		header.Set("X-Amzn-Errortype", e.Code)
		text, _ := json.Marshal(map[string]string{"__type": e.Code, "message": e.Message}) // of strings, so it cannot fail
		body = string(text)
	}
	return &http.Response{
		StatusCode: e.Status, Status: http.StatusText(e.Status), Header: header,
		ContentLength: int64(len(body)), Body: io.NopCloser(bytes.NewReader([]byte(body))),
	}
}

// OperationOf returns the operation of a request that an SDK client made, such
// as "ec2:DescribeVolumes".
func OperationOf(r *http.Request) string {
	ctx := r.Context()
	return wire.OperationOf(awsmiddleware.GetServiceID(ctx), awsmiddleware.GetOperationName(ctx))
}
