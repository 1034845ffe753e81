package acm

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestCertificateNotExpiring(t *testing.T) {
	checktest.Run(t, CertificateNotExpiring, checktest.Cases{
		"valid for long":           checktest.Pass(certificate("ISSUED", "RSA_2048", 31)),
		"expires soon":             checktest.Fail(certificate("ISSUED", "RSA_2048", 29)).Says("expires on"),
		"expires in just 30 days":  checktest.Fail(certificate("ISSUED", "RSA_2048", 30)),
		"expired":                  checktest.Fail(certificate("EXPIRED", "RSA_2048", -1)).Says("expired on"),
		"expired, not yet said so": checktest.Fail(certificate("ISSUED", "RSA_2048", -1)).Says("expired on"),
		"a shorter limit":          checktest.Pass(certificate("ISSUED", "RSA_2048", 8)).With("min-days", 7),
		"not issued":               checktest.NotApplicable(inventory.ACMCertificateList.Of(inventory.ACMCertificateSummary{Resource: checktest.Resource("AWS::CertificateManager::Certificate", "c"), Status: "PENDING_VALIDATION"})),
		"revoked":                  checktest.NotApplicable(certificate("REVOKED", "RSA_2048", 100)),
	})
}

func certificate(status, key string, days int) inventory.Part {
	return inventory.ACMCertificateList.Of(inventory.ACMCertificateSummary{
		Resource: checktest.Resource("AWS::CertificateManager::Certificate", "c"), Status: status, KeyAlgorithm: key,
		NotAfter: checktest.Now.AddDate(0, 0, days),
	})
}
