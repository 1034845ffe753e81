package internet_test

import (
	"encoding/binary"
	"net/netip"
	"slices"
	"testing"

	"go4.org/netipx"

	"github.com/yourside/yourside/checks/internet"
)

func TestWhatCountsAsTheWorld(t *testing.T) {
	for name, tc := range map[string]struct {
		ranges []string
		want   bool
	}{
		"all of IPv4":                {[]string{"0.0.0.0/0"}, true},
		"all of IPv6":                {[]string{"::/0"}, true},
		"all that is routed of IPv6": {[]string{"2000::/3"}, true},
		"half of that":               {[]string{"2000::/4"}, true},
		"two halves":                 {[]string{"0.0.0.0/1", "128.0.0.0/1"}, true},
		"one half":                   {[]string{"0.0.0.0/1"}, true},
		"a quarter with its holes":   {[]string{"0.0.0.0/2"}, true},
		"an eighth":                  {[]string{"32.0.0.0/3"}, false},
		"sixteenths that add up":     {[]string{"16.0.0.0/4", "32.0.0.0/4", "48.0.0.0/4", "64.0.0.0/4"}, true},
		"the same one again":         {[]string{"16.0.0.0/4", "16.0.0.0/4", "16.0.0.0/5", "16.0.0.0/4"}, false},
		"a company's /8":             {[]string{"17.0.0.0/8"}, false},
		"a company's range":          {[]string{"203.0.113.0/24"}, false},
		"a provider of IPv6":         {[]string{"2600:1f00::/24"}, false},
		"all private ranges":         {[]string{"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"}, false},
		"unique local addresses":     {[]string{"fc00::/7"}, false},
		"multicast and reserved":     {[]string{"224.0.0.0/3"}, false},
		"the top of IPv6":            {[]string{"4000::/2"}, false},
		"nothing":                    {nil, false},
	} {
		ranges, bad := internet.ParseAll(tc.ranges)
		if bad != "" {
			t.Fatal(bad)
		}
		if got := internet.World(internet.SetOf(ranges)); got != tc.want {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
}

func TestARangeThatCannotBeReadIsNamed(t *testing.T) {
	for _, text := range []string{"", "everywhere", "10.0.0.0", "10.0.0.0/33", "::/129", "10.0.0/8"} {
		if _, bad := internet.ParseAll([]string{"10.0.0.0/8", text}); bad != `"`+text+`"` {
			t.Errorf("%q: %q", text, bad)
		}
	}
	if p, ok := internet.ParseCIDR("10.1.2.3/8"); !ok || p.String() != "10.0.0.0/8" {
		t.Errorf("a range with bits of a host is %v, %v", p, ok)
	}
}

// A set without one of its ranges would let fewer in than there are.
func TestNoSetIsBuiltOfWhatIsNoRange(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("it was built")
		}
	}()
	internet.SetOf([]netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), {}})
}

// ranges reads up to 64 ranges out of bytes: of IPv4, or every third of IPv6.
func ranges(data []byte) []netip.Prefix {
	var all []netip.Prefix
	for i := 0; len(data) >= 5 && len(all) < 64; i++ {
		a, bits := netip.AddrFrom4([4]byte(data[:4])), int(data[4])%33
		if i%3 == 2 {
			var b [16]byte
			copy(b[:], data[:4])
			a, bits = netip.AddrFrom16(b), int(data[4])%129
		}
		p, _ := a.Prefix(bits)
		all = append(all, p)
		data = data[5:]
	}
	return all
}

// The share of a set is what a plain count of its addresses makes of it, grows
// with the set, and does not depend on how or in what order ranges are written.
func FuzzShare(f *testing.F) {
	f.Add([]byte{0, 0, 0, 0, 1, 128, 0, 0, 0, 1})
	f.Add([]byte{10, 0, 0, 0, 8, 17, 0, 0, 0, 8, 0x20, 0, 0, 0, 3})
	f.Add([]byte{16, 0, 0, 0, 4, 16, 0, 0, 0, 5, 32, 1, 13, 184, 32, 224, 0, 0, 0, 3})
	f.Fuzz(func(t *testing.T, data []byte) {
		all := ranges(data)
		share := internet.Share(internet.SetOf(all))
		if share < 0 || share > 1+1e-9 {
			t.Fatalf("%v: share %v", all, share)
		}
		if want := counted(all); share < want-1e-6 || share > want+1e-6 {
			t.Errorf("%v: share %v, counted %v", all, share, want)
		}
		backwards := slices.Clone(all)
		slices.Reverse(backwards)
		var halves []netip.Prefix
		for _, p := range backwards {
			if p.Bits() == p.Addr().BitLen() {
				halves = append(halves, p)
				continue
			}
			low, _ := p.Addr().Prefix(p.Bits() + 1)
			high, _ := netipx.PrefixLastIP(p).Prefix(p.Bits() + 1)
			halves = append(halves, high, low)
		}
		if again := internet.Share(internet.SetOf(halves)); again != share {
			t.Errorf("%v: share %v, cut in halves %v", all, share, again)
		}
		for i := range all {
			if less := internet.Share(internet.SetOf(all[:i])); less > share+1e-9 {
				t.Errorf("%v of %v have the share %v, all of them %v", all[:i], all, less, share)
			}
		}
	})
}

// counted reckons the share by counting blocks of IPv4 and IPv6 in the plainest
// way: it walks the edges of all ranges and asks of each piece who has it.
func counted(all []netip.Prefix) float64 {
	// Of IPv6 the first 48 bits count, which a float holds exactly.
	four := func(a netip.Addr) float64 { b := a.As4(); return float64(binary.BigEndian.Uint32(b[:])) }
	six := func(a netip.Addr) float64 { b := a.As16(); return float64(binary.BigEndian.Uint64(b[:8]) >> 16) }
	private := []string{"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3"}
	return max(part(all, prefixes("0.0.0.0/0"), prefixes(private...), four), part(all, prefixes("2000::/3"), nil, six))
}

func prefixes(texts ...string) []netip.Prefix {
	all, _ := internet.ParseAll(texts)
	return all
}

func part(all, whole, but []netip.Prefix, at func(netip.Addr) float64) float64 {
	var edges []float64
	family := slices.DeleteFunc(slices.Clone(all), func(p netip.Prefix) bool { return p.Addr().Is4() != whole[0].Addr().Is4() })
	for _, p := range slices.Concat(family, whole, but) {
		edges = append(edges, at(p.Addr()), at(netipx.PrefixLastIP(p))+1)
	}
	slices.Sort(edges)
	holds := func(ps []netip.Prefix, x float64) bool {
		return slices.ContainsFunc(ps, func(p netip.Prefix) bool { return at(p.Addr()) <= x && x <= at(netipx.PrefixLastIP(p)) })
	}
	var have, of float64
	for i := 1; i < len(edges); i++ {
		x, n := edges[i-1], edges[i]-edges[i-1]
		if !holds(whole, x) || holds(but, x) {
			continue
		}
		of += n
		if holds(family, x) {
			have += n
		}
	}
	return have / of
}
