package elb

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestACMCertificate(t *testing.T) {
	checktest.Run(t, ACMCertificate, checktest.Cases{
		"of ACM":                        checktest.Pass(balancer(https)),
		"of ACM in another partition":   checktest.Pass(balancer(certified("arn:aws-cn:acm:cn-north-1:123456789012:certificate/a"))),
		"of IAM":                        checktest.Fail(balancer(certified("arn:aws:iam::123456789012:server-certificate/a"))),
		"of IAM, named like one of ACM": checktest.Fail(balancer(certified("arn:aws:iam::123456789012:server-certificate/:acm:"))),
		"the second of IAM":             checktest.Fail(balancer(https, certified("arn:aws:iam::123456789012:server-certificate/a"))),
		"a plain listener beside":       checktest.Pass(balancer(plain, https)),
		"plain listeners only":          checktest.NotApplicable(balancer(plain, through)),
	})
}

func certified(arn string) inventory.ELBListener {
	return inventory.ELBListener{Protocol: "SSL", LoadBalancerPort: 8443, SSLCertificateID: arn}
}
