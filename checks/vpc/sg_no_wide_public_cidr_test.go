package vpc

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
)

func TestSGNoWidePublicCIDR(t *testing.T) {
	checktest.Run(t, SGNoWidePublicCIDR, checktest.Cases{
		"no rules":                   checktest.Pass(webGroup, rules()),
		"narrow":                     checktest.Pass(webGroup, rules(from4("203.0.113.0/24", rule("sgr-1", "tcp", 443, 443)))),
		"wide":                       checktest.Fail(webGroup, rules(from4("52.0.0.0/11", rule("sgr-1", "tcp", 443, 443)))).Says("52.0.0.0/11", "sgr-1"),
		"wide IPv6":                  checktest.Fail(webGroup, rules(from6("2600:1f00::/24", rule("sgr-1", "tcp", 443, 443)))),
		"a site of IPv6":             checktest.Pass(webGroup, rules(from6("2001:db8:1::/48", rule("sgr-1", "tcp", 443, 443)))),
		"private":                    checktest.Pass(webGroup, rules(from4("10.0.0.0/8", rule("sgr-1", "tcp", 443, 443)), from6("fd00::/8", rule("sgr-2", "tcp", 443, 443)))),
		"the internet is for others": checktest.Pass(webGroup, rules(from4("0.0.0.0/0", rule("sgr-1", "tcp", 443, 443)))),
		"egress":                     checktest.Pass(webGroup, rules(outbound(from4("52.0.0.0/11", rule("sgr-1", "tcp", 443, 443))))),
		"by a list":                  checktest.Fail(webGroup, rules(fromList("pl-1", rule("sgr-1", "tcp", 443, 443))), lists("123456789012", "pl-1"), entries("pl-1", "52.0.0.0/11")),
		"by a list of AWS":           checktest.Pass(webGroup, rules(fromList("pl-1", rule("sgr-1", "tcp", 443, 443))), lists("AWS", "pl-1")),
		"by a list that is not seen": checktest.Unknown(webGroup, rules(fromList("pl-1", rule("sgr-1", "tcp", 443, 443)))),
		"unreadable":                 checktest.Unknown(webGroup, rules(from4("x", rule("sgr-1", "tcp", 443, 443)))),
		"wider is allowed":           checktest.Pass(webGroup, rules(from4("52.0.0.0/11", rule("sgr-1", "tcp", 443, 443)))).With("ipv4-prefix", 8),
	})
}
