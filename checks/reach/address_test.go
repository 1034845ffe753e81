package reach_test

import (
	"encoding/binary"
	"net/netip"
	"slices"
	"testing"

	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/reach"
	rt "github.com/yourside/yourside/checks/reach/reachtest"
)

func TestWithoutLeavesTheRest(t *testing.T) {
	want := []reach.Span{{From: 1, To: 79}, {From: 81, To: 442}, {From: 444, To: 65534}}
	if got := reach.Without([]int{443, 80, 65535, 80}); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := reach.Without(nil); !slices.Equal(got, []reach.Span{reach.EveryPort}) {
		t.Errorf("without nothing: %v", got)
	}
}

func TestDescribeJoinsNeighbours(t *testing.T) {
	got := reach.Describe([]reach.Opening{
		{Protocol: "tcp", Ports: reach.Span{From: 1, To: 9}}, {Protocol: "tcp", Ports: reach.Span{From: 10, To: 20}},
		{Protocol: "tcp", Ports: reach.Span{From: 22, To: 22}}, {Protocol: "udp", Ports: reach.Span{From: 23, To: 23}},
	})
	if want := "TCP 1-20, 22, UDP 23"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// An address passes a network ACL if the first entry by number that is about it
// allows it, whatever the order in which AWS lists the entries.
func FuzzACL(f *testing.F) {
	f.Add([]byte{0, 0, 0, 0, 0, 100, 22, 90, 1, 10, 0, 0, 0, 8, 90, 22, 22, 0}, uint32(0x0a000001), uint16(22))
	f.Add([]byte{0, 0, 0, 0, 1, 7, 0, 0, 1, 128, 0, 0, 0, 1, 6, 20, 30, 0}, uint32(0xc0000201), uint16(25))
	f.Fuzz(func(t *testing.T, data []byte, from uint32, port uint16) {
		var a inventory.NetworkACL
		for ; len(data) >= 9; data = data[9:] {
			p, _ := netip.AddrFrom4([4]byte(data[:4])).Prefix(int(data[4]) % 33)
			n := rt.Entry(int(data[5]), "deny", p.String(), []string{"6", "17", "-1", "1"}[data[8]>>1%4], int(data[6]), int(data[6])+int(data[7]))
			if data[8]&1 == 1 {
				n.RuleAction = "allow"
			}
			if !slices.ContainsFunc(a.Entries, func(o inventory.NetworkACLEntry) bool { return o.RuleNumber == n.RuleNumber }) {
				a.Entries = append(a.Entries, n) // AWS has no two entries of one number and direction
			}
		}
		var b [4]byte
		binary.BigEndian.PutUint32(b[:], from)
		addr := netip.AddrFrom4(b)
		want, best := false, 1<<30
		for _, n := range a.Entries {
			about := n.Protocol == "-1" || n.Protocol == "6" && int(port) >= n.FromPort && int(port) <= n.ToPort
			if about && n.RuleNumber < best && netip.MustParsePrefix(n.CIDRBlock).Contains(addr) {
				want, best = n.RuleAction == "allow", n.RuleNumber
			}
		}
		acl, _, ok := reach.NewACL(a, false)
		if !ok {
			t.Fatal("a range was not read")
		}
		if port == 0 {
			return // nothing listens there
		}
		for _, ports := range acl.Pieces("tcp", []reach.Span{reach.EveryPort}) {
			if int(port) < ports.From || int(port) > ports.To {
				continue
			}
			if got := acl.Allowed("tcp", ports).Contains(addr); got != want {
				t.Errorf("%v to port %d: %v, want %v by %+v", addr, port, got, want, a.Entries)
			}
		}
	})
}

// Whatever is written in rules, the solver comes to an answer, and more rules
// never close what fewer open.
func FuzzMoreRulesOpenMore(f *testing.F) {
	f.Add("0.0.0.0/1", "128.0.0.0/1", "tcp", 22, 22)
	f.Add("10.0.0.0/8", "::/0", "-1", -1, -1)
	f.Add("everywhere", "0.0.0.0/0", "6", 0, 65535)
	f.Add("203.0.113.0/24", "pl-1", "icmp", 22, 22)
	f.Fuzz(func(t *testing.T, one, two, protocol string, from, to int) {
		status := func(all ...inventory.SecurityGroupRule) string {
			return statuses(closedTo(ssh), with(rules(all...)))[0]
		}
		a, b := rt.Rule("sgr-1", "sg-1", protocol, from, to, one), rt.Rule("sgr-2", "sg-1", protocol, from, to, two)
		if fewer, more := status(a), status(a, b); fewer == "FAIL" && more != "FAIL" {
			t.Errorf("%+v is %s, with %+v it is %s", a, fewer, b, more)
		}
	})
}
