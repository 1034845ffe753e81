package vpc

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
)

func TestNACLNoOpenAllPorts(t *testing.T) {
	checktest.Run(t, NACLNoOpenAllPorts, checktest.Cases{
		"as AWS makes it":        checktest.Fail(acl(entry(100, "allow", "-1", "0.0.0.0/0", -1, -1), entry(32767, "deny", "-1", "0.0.0.0/0", -1, -1))),
		"every TCP port":         checktest.Fail(acl(entry(100, "allow", "6", "0.0.0.0/0", 0, 65535))),
		"in two entries":         checktest.Fail(acl(entry(100, "allow", "6", "0.0.0.0/0", 1, 1023), entry6(110, "allow", "6", "::/0", 1024, 65535))),
		"one port denied before": checktest.Pass(acl(entry(90, "deny", "6", "0.0.0.0/0", 22, 22), entry(100, "allow", "6", "0.0.0.0/0", 0, 65535))),
		"replies only":           checktest.Pass(acl(entry(100, "allow", "6", "0.0.0.0/0", 1024, 65535))),
		"private":                checktest.Pass(acl(entry(100, "allow", "-1", "10.0.0.0/8", -1, -1))),
	})
}
