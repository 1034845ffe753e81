package elbv2

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestListenerCertificateExpiry(t *testing.T) {
	checktest.Run(t, ListenerCertificateExpiry, checktest.Cases{
		"valid for long":               checktest.Pass(tls, certificates(ofACM), acm(31)),
		"expires soon":                 checktest.Fail(tls, certificates(ofACM), acm(29)).Says("expires on"),
		"expires in just 30 days":      checktest.Fail(tls, certificates(ofACM), acm(30)),
		"expired":                      checktest.Fail(tls, certificates(ofACM), acm(-1)).Says("expired on"),
		"a shorter limit":              checktest.Pass(tls, certificates(ofACM), acm(29)).With("min-days", 7),
		"valid, in IAM":                checktest.Pass(tls, certificates(ofIAM), iam(31)),
		"expires soon, in IAM":         checktest.Fail(tls, certificates(ofIAM), iam(1)),
		"a second certificate expires": checktest.Fail(tls, certificates(ofACM, ofIAM), acm(300), iam(1)),
		"certificate denied":           checktest.Unknown(tls, certificates(ofACM), inventory.ACMCertificates.Missing(checktest.Denied(acmResource))),
		"IAM denied, but not needed":   checktest.Pass(tls, certificates(ofACM), acm(31), inventory.IAMServerCertificates.Missing(checktest.Denied())),
		"certificate not seen":         checktest.Unknown(tls, certificates(ofIAM)),
		"a certificate of neither":     checktest.Unknown(tls, certificates("arn:aws:other:us-east-1:123456789012:x")),
		"none listed":                  checktest.Unknown(tls, certificates()),
		"no TLS":                       checktest.NotApplicable(listeners(listener("HTTP", 80))),
	})
}

const (
	ofACM = "arn:aws:acm:us-east-1:123456789012:certificate/a"
	ofIAM = "arn:aws:iam::123456789012:server-certificate/a"
)

var (
	tls         = listeners(listener("TLS", 443))
	acmResource = certificate(checktest.Region, "AWS::CertificateManager::Certificate", ofACM)
)

func certificate(region, kind, arn string) inventory.Resource {
	r := checktest.In(region, kind, "a")
	r.ARN = arn
	return r
}

func certificates(arns ...string) inventory.Part {
	return inventory.ELBv2ListenerCertificates.Of(inventory.ELBv2ListenerCertificateSet{
		Resource: listener("TLS", 443).Resource, Certificates: arns,
	})
}

func acm(days int) inventory.Part {
	return inventory.ACMCertificates.Of(inventory.ACMCertificate{Resource: acmResource, NotAfter: checktest.Now.AddDate(0, 0, days)})
}

func iam(days int) inventory.Part {
	return inventory.IAMServerCertificates.Of(inventory.IAMServerCertificate{
		Resource: certificate("", "AWS::IAM::ServerCertificate", ofIAM), Expiration: checktest.Now.AddDate(0, 0, days),
	})
}
