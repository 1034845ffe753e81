package iam

import (
	"testing"
	"time"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestServerCertificateNotExpired(t *testing.T) {
	checktest.Run(t, ServerCertificateNotExpired, checktest.Cases{
		"another day": checktest.Pass(certificate(24 * time.Hour)),
		"yesterday":   checktest.Fail(certificate(-24 * time.Hour)),
		"this moment": checktest.Fail(certificate(0)),
		"none":        checktest.None(),
	})
}

func certificate(left time.Duration) inventory.Part {
	return inventory.IAMServerCertificates.Of(inventory.IAMServerCertificate{
		Resource: checktest.In("", "AWS::IAM::ServerCertificate", "www"), Expiration: checktest.Now.Add(left),
	})
}
