package vpc

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
)

func TestPrefixListNoOpenCIDR(t *testing.T) {
	checktest.Run(t, PrefixListNoOpenCIDR, checktest.Cases{
		"narrow":        checktest.Pass(lists("123456789012", "pl-1"), entries("pl-1", "203.0.113.0/24"), rules(fromList("pl-1", rule("sgr-1", "tcp", 22, 22)))),
		"open":          checktest.Fail(lists("123456789012", "pl-1"), entries("pl-1", "0.0.0.0/0"), rules(fromList("pl-1", rule("sgr-1", "tcp", 22, 22)))).Says("sgr-1"),
		"halves":        checktest.Fail(lists("123456789012", "pl-1"), entries("pl-1", "0.0.0.0/1", "128.0.0.0/1"), rules(fromList("pl-1", rule("sgr-1", "tcp", 22, 22)))),
		"IPv6":          checktest.Fail(lists("123456789012", "pl-1"), entries("pl-1", "::/0"), rules(fromList("pl-1", rule("sgr-1", "tcp", 22, 22)))),
		"private":       checktest.Pass(lists("123456789012", "pl-1"), entries("pl-1", "10.0.0.0/8"), rules(fromList("pl-1", rule("sgr-1", "tcp", 22, 22)))),
		"unused":        checktest.NotApplicable(lists("123456789012", "pl-1")),
		"outbound only": checktest.NotApplicable(lists("123456789012", "pl-1"), rules(outbound(fromList("pl-1", rule("sgr-1", "tcp", 22, 22))))),
		"of AWS":        checktest.NotApplicable(lists("AWS", "pl-1"), rules(fromList("pl-1", rule("sgr-1", "tcp", 22, 22)))),
		"unreadable":    checktest.Unknown(lists("123456789012", "pl-1"), entries("pl-1", ""), rules(fromList("pl-1", rule("sgr-1", "tcp", 22, 22)))),
	})
}
