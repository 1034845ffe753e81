package vpc

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
)

func TestSGNoOpenAnyPort(t *testing.T) {
	checktest.Run(t, SGNoOpenAnyPort, and(openCases(8443), checktest.Cases{
		"web ports":          checktest.Pass(webGroup, rules(from4("0.0.0.0/0", rule("sgr-1", "tcp", 443, 443)), from6("::/0", rule("sgr-2", "tcp", 80, 80)))),
		"beside a web port":  checktest.Fail(webGroup, rules(from4("0.0.0.0/0", rule("sgr-1", "tcp", 443, 444)))).Says("TCP 444 "),
		"UDP 443":            checktest.Fail(webGroup, rules(from4("0.0.0.0/0", rule("sgr-1", "udp", 443, 443)))),
		"UDP 443 authorised": checktest.Pass(webGroup, rules(from4("0.0.0.0/0", rule("sgr-1", "udp", 443, 443)))).With("udp-ports", []int{443}),
	}))
}
