package s3

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestBucketTLSOnly(t *testing.T) {
	deny := func(principal, action, resource, condition string) inventory.Part {
		return policyOf("a", `{"Effect":"Deny","Principal":`+principal+`,"Action":`+action+`,"Resource":`+resource+`,"Condition":`+condition+`}`)
	}
	const (
		all, s3all = `"*"`, `"s3:*"`
		both       = `["BUCKET","BUCKET/*"]`
		plain      = `{"Bool":{"aws:SecureTransport":"false"}}`
	)
	checktest.Run(t, BucketTLSOnly, checktest.Cases{
		"as AWS shows it":                               checktest.Pass(deny(all, s3all, both, plain)),
		"every AWS principal":                           checktest.Unknown(deny(`{"AWS":"*"}`, s3all, both, `{"Bool":{"aws:NewKey":"false"}}`)),
		"in capitals":                                   checktest.Pass(deny(all, `"S3:*"`, both, `{"Bool":{"AWS:securetransport":"FALSE"}}`)),
		"if it exists":                                  checktest.Pass(deny(all, s3all, both, `{"BoolIfExists":{"aws:SecureTransport":"false"}}`)),
		"no policy, denied by the organization":         checktest.Pass(checktest.UnderRCP(`{"Sid":"TLS","Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"BoolIfExists":{"aws:SecureTransport":"false"}}}`, noPolicy("a"))...).Says("by its organization", "perimeter", "0 (TLS)"),
		"no policy, another service denied":             checktest.Fail(checktest.UnderRCP(`{"Effect":"Deny","Principal":"*","Action":"sqs:*","Resource":"*","Condition":{"BoolIfExists":{"aws:SecureTransport":"false"}}}`, noPolicy("a"))...),
		"no policy":                                     checktest.Fail(noPolicy("a")).Says("has no policy that denies plain HTTP"),
		"no policy, perhaps denied by the organization": checktest.Unknown(checktest.UnderRCP(`{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"BoolIfExists":{"aws:SecureTransport":"false"},"StringEquals":{"acme:x":"y"}}}`, noPolicy("a"))...),
		"objects only":                                  checktest.Fail(deny(all, s3all, `"BUCKET/*"`, plain)),
		"the bucket only":                               checktest.Fail(deny(all, s3all, `"BUCKET"`, plain)),
		"uploads only":                                  checktest.Fail(deny(all, `"s3:PutObject"`, both, plain)),
		"one account only":                              checktest.Fail(deny(`{"AWS":"arn:aws:iam::123456789012:root"}`, s3all, both, plain)),
		"one network only":                              checktest.Fail(deny(all, s3all, both, `{"Bool":{"aws:SecureTransport":"false"},"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}`)),
		"allowed with TLS":                              checktest.Fail(policyOf("a", `{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"BUCKET/*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}`)),
		"old TLS denied, not HTTP":                      checktest.Fail(deny(all, s3all, both, `{"NumericLessThan":{"s3:TlsVersion":"1.2"}}`)),
		"denied with TLS":                               checktest.Fail(deny(all, s3all, both, `{"Bool":{"aws:SecureTransport":"true"}}`)),
		"in two statements":                             checktest.Pass(policyOf("a", `{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"BUCKET","Condition":`+plain+`},{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"BUCKET/*","Condition":`+plain+`}`)),
		"not a policy":                                  checktest.Unknown(inventory.S3BucketPolicies.Of(inventory.ResourcePolicy{Resource: bucket("a"), Policy: `{"Statement":{}`})),
		"denied":                                        checktest.Unknown(inventory.S3BucketPolicies.Missing(checktest.Denied(bucket("a")))),
	})
}
