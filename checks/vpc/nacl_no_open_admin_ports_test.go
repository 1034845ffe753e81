package vpc

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestNACLNoOpenAdminPorts(t *testing.T) {
	checktest.Run(t, NACLNoOpenAdminPorts, checktest.Cases{
		"nothing but the closing deny":     checktest.Pass(acl(entry(32767, "deny", "-1", "0.0.0.0/0", -1, -1))),
		"as AWS makes it":                  checktest.Fail(acl(entry(100, "allow", "-1", "0.0.0.0/0", -1, -1), entry(32767, "deny", "-1", "0.0.0.0/0", -1, -1))).Says("TCP 22, 3389"),
		"IPv6":                             checktest.Fail(acl(entry6(100, "allow", "6", "::/0", 22, 22))),
		"in a range":                       checktest.Fail(acl(entry(100, "allow", "6", "0.0.0.0/0", 1024, 65535))).Says("TCP 3389"),
		"an earlier deny protects":         checktest.Pass(acl(entry(90, "deny", "6", "0.0.0.0/0", 22, 22), entry(95, "deny", "6", "0.0.0.0/0", 3389, 3389), entry(100, "allow", "-1", "0.0.0.0/0", -1, -1))),
		"a later deny does not":            checktest.Fail(acl(entry(110, "deny", "6", "0.0.0.0/0", 22, 22), entry(100, "allow", "6", "0.0.0.0/0", 22, 22))),
		"a deny of IPv4 leaves IPv6":       checktest.Fail(acl(entry(90, "deny", "-1", "0.0.0.0/0", -1, -1), entry6(100, "allow", "-1", "::/0", -1, -1))),
		"a deny of a part leaves the rest": checktest.Fail(acl(entry(90, "deny", "6", "0.0.0.0/1", 22, 22), entry(100, "allow", "6", "0.0.0.0/0", 22, 22))),
		"a deny of UDP is none of TCP":     checktest.Fail(acl(entry(90, "deny", "17", "0.0.0.0/0", 22, 22), entry(100, "allow", "-1", "0.0.0.0/0", -1, -1))),
		"two halves":                       checktest.Fail(acl(entry(90, "allow", "6", "0.0.0.0/1", 22, 22), entry(100, "allow", "6", "128.0.0.0/1", 22, 22))),
		"private":                          checktest.Pass(acl(entry(100, "allow", "-1", "10.0.0.0/8", -1, -1))),
		"UDP":                              checktest.Pass(acl(entry(100, "allow", "17", "0.0.0.0/0", 0, 65535))),
		"outbound":                         checktest.Pass(acl(inventory.NetworkACLEntry{RuleNumber: 100, Egress: true, RuleAction: "allow", Protocol: "-1", CIDRBlock: "0.0.0.0/0", FromPort: -1, ToPort: -1})),
		"unreadable":                       checktest.Unknown(acl(entry(100, "allow", "-1", "x", -1, -1))),
	})
}

func acl(entries ...inventory.NetworkACLEntry) inventory.Part {
	return inventory.NetworkACLs.Of(inventory.NetworkACL{Resource: checktest.Resource("AWS::EC2::NetworkAcl", "acl-1"), Entries: entries})
}

func entry(number int, action, protocol, cidr string, from, to int) inventory.NetworkACLEntry {
	return inventory.NetworkACLEntry{
		RuleNumber: number, RuleAction: action, Protocol: protocol, CIDRBlock: cidr, FromPort: from, ToPort: to,
	}
}

func entry6(number int, action, protocol, cidr string, from, to int) inventory.NetworkACLEntry {
	n := entry(number, action, protocol, "", from, to)
	n.IPv6CIDRBlock = cidr
	return n
}
