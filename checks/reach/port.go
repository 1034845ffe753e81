package reach

import (
	"fmt"
	"slices"
	"strings"
)

// A Span is a range of ports, both ends included.
type Span struct{ From, To int }

// EveryPort leaves out port 0, on which nothing listens: 1-65535 is all ports
// in effect.
var EveryPort = Span{1, 65535}

// String returns the span as people write it: "22", "20-23".
func (s Span) String() string {
	if s.From == s.To {
		return fmt.Sprint(s.From)
	}
	return fmt.Sprintf("%d-%d", s.From, s.To)
}

func (s Span) meets(o Span) bool { return s.From <= o.To && o.From <= s.To }

// Ports returns each port as a span.
func Ports(numbers ...int) []Span {
	var all []Span
	for _, n := range numbers {
		all = append(all, Span{n, n})
	}
	return all
}

// Without returns every port but these.
func Without(numbers []int) []Span {
	sorted := slices.Sorted(slices.Values(numbers))
	var all []Span
	next := EveryPort.From
	for _, n := range sorted {
		if n > next {
			all = append(all, Span{next, n - 1})
		}
		next = max(next, n+1)
	}
	if next <= EveryPort.To {
		all = append(all, Span{next, EveryPort.To})
	}
	return all
}

// cut returns the ports of wanted in pieces, such that each of the edges
// covers a piece whole or not at all.
func cut(wanted, edges []Span) []Span {
	starts := make([]int, 0, 2*len(edges))
	for _, e := range edges {
		starts = append(starts, e.From, e.To+1)
	}
	slices.Sort(starts)
	starts = slices.Compact(starts)
	var all []Span
	for _, w := range wanted {
		from := w.From
		first, _ := slices.BinarySearch(starts, from+1)
		for _, s := range starts[first:] {
			if s > w.To {
				break
			}
			all = append(all, Span{from, s - 1})
			from = s
		}
		all = append(all, Span{from, w.To})
	}
	return all
}

// An Ask is the ports of one protocol that a question is about.
type Ask struct {
	Protocol string // tcp or udp
	Ports    []Span
}

// TCP asks about ports of TCP.
func TCP(ports []Span) Ask { return Ask{"tcp", ports} }

// UDP asks about ports of UDP.
func UDP(ports []Span) Ask { return Ask{"udp", ports} }

// An Opening is a range of ports that the world reaches.
type Opening struct {
	Protocol string
	Ports    Span
}

// mostNamed is how many openings a text names.
const mostNamed = 6

// Describe names openings, joining neighbours: "TCP 22, 3389, UDP 50-60".
func Describe(all []Opening) string {
	var joined []Opening
	for _, o := range all {
		if last := len(joined) - 1; last >= 0 && joined[last].Protocol == o.Protocol && joined[last].Ports.To+1 == o.Ports.From {
			joined[last].Ports.To = o.Ports.To
			continue
		}
		joined = append(joined, o)
	}
	var texts []string
	protocol := ""
	for _, o := range joined[:min(len(joined), mostNamed)] {
		text := o.Ports.String()
		if o.Protocol != protocol {
			text = strings.ToUpper(o.Protocol) + " " + text
		}
		texts, protocol = append(texts, text), o.Protocol
	}
	if more := len(joined) - len(texts); more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(texts, ", "), more)
	}
	return strings.Join(texts, ", ")
}
