package vpc

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
)

func TestSGNoOpenCIFS(t *testing.T) {
	checktest.Run(t, SGNoOpenCIFS, and(openCases(445), checktest.Cases{
		"UDP": checktest.Pass(webGroup, rules(from4("0.0.0.0/0", rule("sgr-1", "udp", 445, 445)))),
		"SSH": checktest.Pass(webGroup, rules(from4("0.0.0.0/0", rule("sgr-1", "tcp", 22, 22)))),
	}))
}
