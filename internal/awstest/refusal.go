// Package awstest answers as AWS does, for tests of what the scanner makes of
// its answers.
package awstest

import (
	"bytes"
	"cmp"
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
	"cloudfront": query, "route53": query, "elasticbeanstalk": query,
}

func protocolOf(operation string) protocol {
	service, _, _ := strings.Cut(operation, ":")
	return protocols[service]
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
	denied := Error{http.StatusForbidden, "AccessDenied", "is not authorized to perform: " + operation}
	switch protocolOf(operation) {
	case ec2Query:
		denied.Code = "UnauthorizedOperation"
	case awsJSON:
		denied.Status, denied.Code = http.StatusBadRequest, "AccessDeniedException"
	case query, s3, s3control:
	}
	return denied
}

// DeniedByOrganization is how the service refuses what a policy of the
// organization forbids.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
func DeniedByOrganization(operation string) Error {
	e := Denied(operation)
	e.Message += " with an explicit deny in a service control policy"
	return e
}

// Throttled is how the service of an operation asks for fewer calls.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
func Throttled(operation string) Error {
	service, _, _ := strings.Cut(operation, ":")
	e := Error{http.StatusBadRequest, "ThrottlingException", "Rate exceeded"}
	switch protocolOf(operation) {
	case ec2Query:
		e.Status, e.Code = http.StatusServiceUnavailable, "RequestLimitExceeded"
	case query:
		e.Code = "Throttling"
	case s3, s3control:
		e.Status, e.Code = http.StatusServiceUnavailable, "SlowDown"
	case awsJSON:
		if service == "lambda" {
			e.Status, e.Code = http.StatusTooManyRequests, "TooManyRequestsException"
		}
	}
	return e
}

// Expired is how the service of an operation refuses a token that has expired.
func Expired(operation string) Error {
	e := Error{http.StatusBadRequest, "ExpiredTokenException", "The security token included in the request is expired"}
	switch protocolOf(operation) {
	case ec2Query:
		e.Code = "RequestExpired"
	case query:
		e.Status, e.Code = http.StatusForbidden, "ExpiredToken"
	case s3, s3control:
		e.Code = "ExpiredToken"
	case awsJSON:
	}
	return e
}

// Failure is how the service of an operation says that it failed.
func Failure(operation string) Error {
	if protocolOf(operation) == awsJSON {
		return Error{http.StatusInternalServerError, "InternalServerException", "try again"}
	}
	return Error{http.StatusInternalServerError, "InternalFailure", "try again"}
}

// gone are the codes with which services say that something is not there.
var gone = map[string]string{
	"s3": "NoSuchBucket", "iam": "NoSuchEntity", "kms": "NotFoundException", "sns": "NotFound",
	"sqs": "AWS.SimpleQueueService.NonExistentQueue", "ecr": "RepositoryNotFoundException",
	"elasticloadbalancingv2": "LoadBalancerNotFound", "elasticloadbalancing": "LoadBalancerNotFound",
	"cloudtrail": "TrailNotFoundException", "ec2": "InvalidSnapshot.NotFound",
}

// Gone is how the service of an operation says that what it was asked about is
// not there, as when it was deleted a moment ago.
func Gone(operation string) Error {
	service, _, _ := strings.Cut(operation, ":")
	e := Error{http.StatusBadRequest, cmp.Or(gone[service], "ResourceNotFoundException"), "it does not exist"}
	if p := protocolOf(operation); p == s3 || p == query || service == "lambda" {
		e.Status = http.StatusNotFound
	}
	return e
}

// Response is the answer of an operation's service with this error.
func (e Error) Response(operation string) *http.Response {
	header := http.Header{requestID: {"r"}}
	var body string
	element := fmt.Sprintf("<Code>%s</Code><Message>%s</Message>", e.Code, e.Message)
	switch protocolOf(operation) {
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
