package vpc

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
)

func TestSGNoOpenSensitivePorts(t *testing.T) {
	checktest.Run(t, SGNoOpenSensitivePorts, and(openCases(5432), checktest.Cases{
		"UDP":            checktest.Pass(webGroup, rules(from4("0.0.0.0/0", rule("sgr-1", "udp", 5432, 5432)))),
		"HTTPS":          checktest.Pass(webGroup, rules(from4("0.0.0.0/0", rule("sgr-1", "tcp", 443, 443)))),
		"a port of ours": checktest.Fail(webGroup, rules(from4("0.0.0.0/0", rule("sgr-1", "tcp", 27017, 27018)))).With("ports", []int{27017}),
	}))
}
