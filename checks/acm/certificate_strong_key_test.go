package acm

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestCertificateStrongKey(t *testing.T) {
	checktest.Run(t, CertificateStrongKey, checktest.Cases{
		"RSA 2048":           checktest.Pass(certificate("ISSUED", "RSA_2048", 100)),
		"RSA 4096":           checktest.Pass(certificate("ISSUED", "RSA_4096", 100)),
		"a curve":            checktest.Pass(certificate("ISSUED", "EC_prime256v1", 100)),
		"RSA 1024":           checktest.Fail(certificate("ISSUED", "RSA_1024", 100)),
		"not valid":          checktest.NotApplicable(certificate("EXPIRED", "RSA_1024", -1)),
		"a kind not known":   checktest.Unknown(certificate("ISSUED", "ML_DSA_44", 100)),
		"a length not known": checktest.Unknown(certificate("ISSUED", "RSA_large", 100)),
		"denied":             checktest.Unknown(inventory.ACMCertificateList.Missing(checktest.Denied())),
	})
}
