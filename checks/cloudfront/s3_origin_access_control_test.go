package cloudfront

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestS3OriginAccessControl(t *testing.T) {
	checktest.Run(t, S3OriginAccessControl, checktest.Cases{
		"signs":                   checktest.Pass(serving(origins(controlled("C1", ""))), control("always")),
		"never signs":             checktest.Fail(serving(origins(controlled("C1", ""))), control("never")),
		"no control":              checktest.Fail(serving(origins(bucket("a")))),
		"the identity of old":     checktest.Fail(serving(origins(controlled("", "origin-access-identity/cloudfront/E1")))).Says("identity"),
		"one of two":              checktest.Fail(serving(origins(controlled("C1", ""), bucket("b"))), inventory.CloudFrontOriginAccessControls.Missing(checktest.Denied())),
		"the website of a bucket": checktest.NotApplicable(serving(origins(inventory.CloudFrontOrigin{ID: "w", DomainName: "a.s3-website-us-east-1.amazonaws.com", Kind: "custom"}))),
		"controls denied":         checktest.Unknown(serving(origins(controlled("C1", ""))), inventory.CloudFrontOriginAccessControls.Missing(checktest.Denied())),
	})
}

func controlled(control, identity string) inventory.CloudFrontOrigin {
	o := bucket("a")
	o.OriginAccessControlID, o.OriginAccessIdentity = control, identity
	return o
}
