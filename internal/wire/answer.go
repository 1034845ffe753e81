package wire

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// documents are the root elements of what services answer with that speak XML and
// are asked in a URL. Those that are asked in a form name theirs after the
// operation.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html
// https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Operations.html
// https://docs.aws.amazon.com/Route53/latest/APIReference/API_Operations_Amazon_Route_53.html
var documents = map[string]string{
	"cloudfront:GetDistributionConfig":       "DistributionConfig",
	"cloudfront:ListDistributions":           "DistributionList",
	"cloudfront:ListOriginAccessControls":    "OriginAccessControlList",
	"cloudfront:ListResponseHeadersPolicies": "ResponseHeadersPolicyList",

	"route53:ListHostedZones":        "ListHostedZonesResponse",
	"route53:ListResourceRecordSets": "ListResourceRecordSetsResponse",

	"s3:GetBucketAcl":                "AccessControlPolicy",
	"s3:GetBucketEncryption":         "ServerSideEncryptionConfiguration",
	"s3:GetBucketLogging":            "BucketLoggingStatus",
	"s3:GetBucketOwnershipControls":  "OwnershipControls",
	"s3:GetBucketVersioning":         "VersioningConfiguration",
	"s3:GetPublicAccessBlock":        "PublicAccessBlockConfiguration",
	"s3:ListBuckets":                 "ListAllMyBucketsResult",
	"s3control:GetPublicAccessBlock": "PublicAccessBlockConfiguration",
}

// recognise refuses a good answer that is not one to this call. The SDK reads
// past what it does not know, so the page of a sign-in or of a proxy, or
// nothing at all, would be a list without entries.
func recognise() middleware.DeserializeMiddleware {
	return middleware.DeserializeMiddlewareFunc("YoursideRecognise", func(
		ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
	) (middleware.DeserializeOutput, middleware.Metadata, error) {
		out, meta, err := next.HandleDeserialize(ctx, in)
		response, ok := out.RawResponse.(*smithyhttp.Response)
		switch {
		case err != nil || !ok:
			return out, meta, err
		case response.StatusCode >= http.StatusInternalServerError:
			return out, meta, attemptOf(ctx).keep(response)
		case response.StatusCode >= http.StatusMultipleChoices:
			return out, meta, nil
		}
		request, _ := in.Request.(*smithyhttp.Request)
		call, _ := callOf(ctx)
		body, err := io.ReadAll(response.Body)
		if err == nil {
			response.Body = io.NopCloser(bytes.NewReader(body))
			err = strange(call.Operation, request, body)
		}
		if err != nil {
			return out, meta, &smithy.DeserializationError{Err: err}
		}
		return out, meta, nil
	})
}

// requestID is the header that all answers of S3 have.
// https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonResponseHeaders.html
const requestID = "X-Amz-Request-Id"

// byAWS refuses an answer without a body if it is not known for one of AWS: a
// bare status is what anybody may say. Recordings hold no IDs, so it is asked of
// those who answer only.
func byAWS(r *http.Response, method string) error {
	if method != http.MethodHead || r.StatusCode >= http.StatusInternalServerError || r.Header.Get(requestID) != "" {
		return nil
	}
	return &failure{fmt.Sprintf("what answered %d is not AWS", r.StatusCode), stranger, nil}
}

// strange says what is wrong with the body of an answer to this operation.
func strange(operation string, request *smithyhttp.Request, body []byte) error {
	if request.Method == http.MethodHead {
		return nil
	}
	body = bytes.TrimSpace(body)
	if len(body) == 0 {
		return errors.New("the answer is empty")
	}
	of, own := documents[operation]
	if !own && !strings.HasPrefix(request.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		return notObject(body)
	}
	root, err := firstElement(body)
	if err != nil {
		return fmt.Errorf("the answer is not XML: %w", err)
	}
	// What stands in for S3 may name all documents after their operation.
	_, name, _ := strings.Cut(operation, ":")
	if root != name+"Response" && (!own || root != of) {
		return &strangeError{root, operation}
	}
	return nil
}

// notObject says what is wrong with an answer in JSON that is no object. To some
// clients null is one without fields. That an object is whole the SDK sees.
func notObject(body []byte) error {
	if body[0] == '{' {
		return nil
	}
	return errors.New("the answer is not a JSON object")
}

// A strangeError is an answer of somebody else, who would say the same again.
type strangeError struct{ document, operation string }

func (e *strangeError) Error() string {
	return fmt.Sprintf("the answer is a document %q, not one of %s", e.document, e.operation)
}

func firstElement(body []byte) (string, error) {
	for d := xml.NewDecoder(bytes.NewReader(body)); ; {
		token, err := d.Token()
		if err != nil {
			return "", err
		}
		if start, ok := token.(xml.StartElement); ok {
			return start.Name.Local, nil
		}
	}
}
