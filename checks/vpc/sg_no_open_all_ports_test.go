package vpc

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
)

func TestSGNoOpenAllPorts(t *testing.T) {
	checktest.Run(t, SGNoOpenAllPorts, checktest.Cases{
		"no rules":           checktest.Pass(webGroup, rules()),
		"all protocols":      checktest.Fail(webGroup, rules(from4("0.0.0.0/0", rule("sgr-1", "-1", -1, -1)))).Says("sgr-1"),
		"every TCP port":     checktest.Fail(webGroup, rules(from6("::/0", rule("sgr-1", "tcp", 0, 65535)))),
		"all but port 0":     checktest.Fail(webGroup, rules(from4("0.0.0.0/0", rule("sgr-1", "tcp", 1, 65535)))),
		"every UDP port":     checktest.Fail(webGroup, rules(from4("0.0.0.0/0", rule("sgr-1", "udp", 0, 65535)))),
		"in two ranges":      checktest.Fail(webGroup, rules(from4("0.0.0.0/0", rule("sgr-1", "tcp", 0, 1023)), from6("::/0", rule("sgr-2", "tcp", 1024, 65535)))).Says("sgr-1, sgr-2"),
		"all but one":        checktest.Pass(webGroup, rules(from4("0.0.0.0/0", rule("sgr-1", "tcp", 2, 65535)))),
		"half TCP, half UDP": checktest.Pass(webGroup, rules(from4("0.0.0.0/0", rule("sgr-1", "tcp", 0, 40000)), from4("0.0.0.0/0", rule("sgr-2", "udp", 40001, 65535)))),
		"the rest by a list": checktest.Fail(webGroup, rules(from4("0.0.0.0/0", rule("sgr-1", "tcp", 0, 1023)), fromList("pl-1", rule("sgr-2", "tcp", 1024, 65535))), lists("123456789012", "pl-1"), entries("pl-1", "0.0.0.0/0")),
		"egress":             checktest.Pass(webGroup, rules(outbound(from4("0.0.0.0/0", rule("sgr-1", "-1", -1, -1))))),
		"private":            checktest.Pass(webGroup, rules(from4("10.0.0.0/8", rule("sgr-1", "-1", -1, -1)))),
	})
}
