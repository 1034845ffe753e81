package collect

import (
	"testing"

	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
)

// Unasked, AWS leaves out elliptic curves and longer RSA keys.
func TestCertificatesOfEachKindOfKeyAreListed(t *testing.T) {
	list := func(region, body string) wire.Exchange {
		return exchange("acm:ListCertificates", region, `{"Includes":{"KeyTypes":["RSA_1024","RSA_2048","RSA_3072","RSA_4096","EC_prime256v1","EC_secp384r1","EC_secp521r1"]},"MaxItems":1000}`, 200, awsJSON, body)
	}
	inv := replay(t, []inventory.Handle{inventory.ACMCertificateList},
		list("us-east-1", `{"CertificateSummaryList":[
{"CertificateArn":"arn:aws:acm:us-east-1:123456789012:certificate/a","DomainName":"example.com","Status":"ISSUED","KeyAlgorithm":"EC_prime256v1","NotAfter":1798761600},
{"CertificateArn":"arn:aws:acm:us-east-1:123456789012:certificate/b","DomainName":"example.org","Status":"PENDING_VALIDATION","KeyAlgorithm":"RSA_2048"}]}`),
		list("eu-west-1", `{"CertificateSummaryList":[]}`),
	)
	rows := inventory.ACMCertificateList.Rows(inv)
	if len(rows) != 2 || rows[0].ID != "a" || rows[0].NotAfter.IsZero() || rows[0].KeyAlgorithm != "EC_prime256v1" || !rows[1].NotAfter.IsZero() {
		t.Errorf("%+v, gaps %+v", rows, inv.Gaps(inventory.ACMCertificateList))
	}
}
