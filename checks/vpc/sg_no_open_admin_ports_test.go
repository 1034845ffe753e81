package vpc

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestSGNoOpenAdminPorts(t *testing.T) {
	checktest.Run(t, SGNoOpenAdminPorts, and(openCases(22), checktest.Cases{
		"RDP":                            checktest.Fail(webGroup, rules(from4("0.0.0.0/0", rule("sgr-1", "tcp", 3389, 3389)))).Says("TCP 3389"),
		"UDP":                            checktest.Pass(webGroup, rules(from4("0.0.0.0/0", rule("sgr-1", "udp", 22, 22)))),
		"HTTPS":                          checktest.Pass(webGroup, rules(from4("0.0.0.0/0", rule("sgr-1", "tcp", 443, 443)))),
		"a denied list for another port": checktest.Pass(webGroup, rules(fromList("pl-1", rule("sgr-1", "tcp", 443, 443))), inventory.PrefixLists.Missing(checktest.Denied())),
		"halves of different ports":      checktest.Pass(webGroup, rules(from4("0.0.0.0/3", rule("sgr-1", "tcp", 22, 22)), from4("32.0.0.0/3", rule("sgr-2", "tcp", 3389, 3389)))),
	}))
}
