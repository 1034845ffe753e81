package cloudfront

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestLambdaOriginAccessControl(t *testing.T) {
	checktest.Run(t, LambdaOriginAccessControl, checktest.Cases{
		"signs":              checktest.Pass(serving(origins(function("C1"))), control("always")),
		"signs unless told":  checktest.Pass(serving(origins(function("C1"))), control("no-override")),
		"never signs":        checktest.Fail(serving(origins(function("C1"))), control("never")).Says("never signs"),
		"no control":         checktest.Fail(serving(origins(function("")))),
		"in capital letters": checktest.Fail(serving(origins(inventory.CloudFrontOrigin{ID: "f", DomainName: "ABC.LAMBDA-URL.us-east-1.ON.AWS", Kind: "custom"}))),
		"no function":        checktest.NotApplicable(serving(origins(bucket("a"), custom("b", "https-only")))),
		"controls denied":    checktest.Unknown(serving(origins(function("C1"))), inventory.CloudFrontOriginAccessControls.Missing(checktest.Denied())),
		"control not listed": checktest.Unknown(serving(origins(function("C1")))),
	})
}

func function(control string) inventory.CloudFrontOrigin {
	return inventory.CloudFrontOrigin{
		ID: "f", DomainName: "abc.lambda-url.us-east-1.on.aws", Kind: "custom", ProtocolPolicy: "https-only", OriginAccessControlID: control,
	}
}
