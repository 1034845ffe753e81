package inventory

import "time"

// ACMCertificateList holds every certificate of ACM, of all kinds of keys, but
// those of ACME clients, which have the key and renew by themselves:
// acm:ListCertificates.
var ACMCertificateList = NewTable[ACMCertificateSummary]("acm.certificate_list")

// An ACMCertificateSummary is a certificate of AWS Certificate Manager.
type ACMCertificateSummary struct {
	Resource
	Status       string    // ISSUED, EXPIRED, PENDING_VALIDATION, REVOKED, ...
	KeyAlgorithm string    // RSA_1024, RSA_2048, EC_prime256v1, ...
	NotAfter     time.Time // zero unless it was issued
}
