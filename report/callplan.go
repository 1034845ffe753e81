package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A CallPlan is what a scan would ask of AWS, and how long that takes at least.
// Its JSON only grows within a version, as that of a report.
type CallPlan struct {
	Checks         int            `json:"checks"`
	Regions        []string       `json:"regions"`
	RegionsAssumed bool           `json:"regions_assumed"` // nobody named them
	TurnedOff      []string       `json:"turned_off"`      // operations that a flag forbids
	SignIn         []string       `json:"sign_in"`         // operations, each called once, at the same time
	Tables         []PlannedTable `json:"tables"`
	Calls          PlannedCalls   `json:"calls"`
	Limits         []PlannedLimit `json:"limits"`
	Floor          PlannedFloor   `json:"floor"`
}

// A PlannedTable is how one table is read.
type PlannedTable struct {
	Table      string   `json:"table"`
	Operations []string `json:"operations"` // the one that fills it first, then what comes before
	// Per is for what the operations are called: account, region, row, reference
	// or listing. The last three are of the parent: each row, each thing that rows
	// refer to, all rows of a region at once.
	Per    string   `json:"per"`
	Parent string   `json:"parent,omitempty"`
	Each   string   `json:"each,omitempty"` // what a row or a reference is: "bucket"
	Some   string   `json:"some,omitempty"` // of which of them only: "of the customer"
	Checks int      `json:"checks"`         // how many need it
	Calls  int      `json:"calls"`          // in an account where nothing is
	Chain  []string `json:"chain"`          // what is asked one after the other for it, signing in first
}

// PlannedCalls are those in an account where nothing is. Each further page of a
// list is one more.
type PlannedCalls struct {
	SignIn     int `json:"sign_in"`
	PerAccount int `json:"per_account"`
	PerRegion  int `json:"per_region"`
	Empty      int `json:"empty_account"` // all of them
}

// A PlannedLimit is a bucket of AWS with the calls that come out of it. There
// is one in each region.
type PlannedLimit struct {
	Limit     string   `json:"limit"` // a service, or one operation
	PerSecond float64  `json:"per_second"`
	Burst     int      `json:"burst"`
	Assumed   bool     `json:"assumed"`             // nothing is known of what AWS allows
	Calls     int      `json:"calls"`               // in an account where nothing is
	InOne     int      `json:"calls_in_one_region"` // with the most of them
	Grows     []Growth `json:"grows"`
}

// Growth is how calls become more by what there is.
type Growth struct {
	Table string `json:"table"` // whose rows they are about
	Per   string `json:"per"`   // row, reference or listing
	Each  string `json:"each"`
	Some  string `json:"some,omitempty"`
	Calls int    `json:"calls"` // for each
}

// A PlannedFloor is the least time that the calls take in an account where
// nothing is: the largest of its terms.
type PlannedFloor struct {
	RoundTrip    float64  `json:"round_trip_seconds"` // assumed
	InFlight     int      `json:"in_flight"`          // calls at a time
	Chain        []string `json:"chain"`
	Limit        string   `json:"limit"` // that takes longest
	ChainTime    float64  `json:"chain_seconds"`
	CallsTime    float64  `json:"calls_seconds"`
	LimitTime    float64  `json:"limit_seconds"`
	Seconds      float64  `json:"seconds"`
	LongestChain []string `json:"longest_chain"` // where there is one of everything
}

// JSON writes it for programs.
func (c *CallPlan) JSON(w io.Writer) error { return encode(w, c, indent) }

// CallPlan writes it for a person.
func (s Style) CallPlan(w io.Writer, c *CallPlan) error {
	p := newPage(s)
	operations := map[string]bool{}
	for _, t := range c.Tables {
		for _, o := range t.Operations {
			operations[o] = true
		}
	}
	p.item(0, fmt.Sprintf("%s: %s, read by %s. Nothing was called.",
		plural(c.Checks, "check"), plural(len(c.Tables), "table"), plural(len(operations), "operation")))
	p.item(0, "The number after a table is how many of the checks need it.")
	c.tables(p)
	c.calls(p)
	c.growth(p)
	c.floor(p)
	_, err := io.WriteString(w, p.String())
	return err
}

// tables writes each table below what it is read for.
func (c *CallPlan) tables(p *page) {
	var titles []string
	under := map[string][]PlannedTable{}
	for _, per := range []string{"account", "region", "row", "reference", "listing"} {
		for _, t := range c.Tables {
			if t.Per != per {
				continue
			}
			if under[t.title()] == nil {
				titles = append(titles, t.title())
			}
			under[t.title()] = append(under[t.title()], t)
		}
	}
	for _, title := range titles {
		slices.SortFunc(under[title], func(a, b PlannedTable) int { return cmp.Compare(a.Table, b.Table) })
		longest := 0
		for _, t := range under[title] {
			longest = max(longest, len(t.Table))
		}
		p.blank()
		p.item(0, p.paint(bold, title))
		for _, t := range under[title] {
			t.write(p, longest)
		}
	}
}

func (t PlannedTable) title() string {
	switch t.Per {
	case "account":
		return "Once an account"
	case "region":
		return "Once a region"
	case "listing":
		return "Once a region for all of " + t.Parent + ", if there is any"
	case "reference":
		return "For each " + t.Each + " that " + t.Parent + " names"
	}
	return "For each " + t.Each + ", of " + t.Parent
}

func (t PlannedTable) write(p *page, longest int) {
	prefix := fmt.Sprintf("  %-*s %3d  ", longest, t.Table, t.Checks)
	columns := len(prefix)
	if slices.ContainsFunc(t.Operations, func(o string) bool { return columns+len(o) >= p.width }) {
		p.WriteString(strings.TrimRight(prefix, " ") + "\n")
		prefix, columns = "      ", 6
	}
	calls := strings.Join(t.Operations, ", ")
	if t.Some != "" {
		calls += ", only one " + t.Some
	}
	p.put(prefix, columns, calls)
}

// calls writes how many there are where nothing is.
func (c *CallPlan) calls(p *page) {
	p.blank()
	p.item(0, p.paint(bold, "Calls in an account where nothing is"))
	regions := fmt.Sprintf("once a region: %d in each of %d", c.Calls.PerRegion, len(c.Regions))
	rows := [][]string{
		{"  to sign in and find the regions", count(c.Calls.SignIn)},
		{"  once an account", count(c.Calls.PerAccount)},
		{"  " + regions, count(c.Calls.PerRegion * len(c.Regions))},
		{"  together", count(c.Calls.Empty)},
	}
	p.table(rows)
	if c.RegionsAssumed {
		p.item(2, fmt.Sprintf("The %d regions are assumed: those that are enabled unless somebody changes it. --region names others.", len(c.Regions)))
	}
	if len(c.TurnedOff) > 0 {
		p.item(2, "Turned off: "+strings.Join(c.TurnedOff, ", ")+".")
	}
}

// growth writes what comes on top, by the limit that it counts against.
func (c *CallPlan) growth(p *page) {
	grow := false
	for _, l := range c.Limits {
		if len(l.Grows) == 0 {
			continue
		}
		if !grow {
			grow = true
			p.blank()
			p.item(0, p.paint(bold, "Calls by what there is, with the pace of their limit in one region"))
		}
		p.item(2, l.Limit+" ("+l.pace()+"): "+l.formula())
	}
	if grow {
		p.item(2, "Each further page of a list is one more.")
	}
}

func (l PlannedLimit) pace() string {
	text := rate(l.PerSecond) + "/s after " + count(l.Burst)
	if l.Assumed {
		text += ", assumed"
	}
	return text
}

func rate(perSecond float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", perSecond), ".0") }

// formula returns "1 + 7 for each bucket".
func (l PlannedLimit) formula() string {
	var parts []string
	if l.Calls > 0 {
		parts = append(parts, count(l.Calls))
	}
	for _, g := range l.Grows {
		text := count(g.Calls) + " for each " + g.Each
		if g.Per == "listing" {
			text = count(g.Calls) + " for each region with any " + g.Each
		}
		if g.Some != "" {
			text += " " + g.Some
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, " + ")
}

// reportMaker is an operation that may have to be repeated until AWS is done.
const reportMaker = "iam:GenerateCredentialReport"

// many is a number of resources that makes a limit felt.
const many = 10_000

func (c *CallPlan) floor(p *page) {
	f := c.Floor
	p.blank()
	p.item(0, p.paint(bold, fmt.Sprintf("The least time, if a call takes %.0f ms and %d may be under way", 1000*f.RoundTrip, f.InFlight)))
	rows := [][]string{
		{fmt.Sprintf("  the longest chain: %s x %.0f ms", plural(len(f.Chain), "call"), 1000*f.RoundTrip), seconds(f.ChainTime)},
		{fmt.Sprintf("  all calls: %s x %.0f ms / %d", count(c.Calls.Empty), 1000*f.RoundTrip, f.InFlight), seconds(f.CallsTime)},
	}
	for _, l := range c.Limits {
		if l.Limit == f.Limit {
			rows = append(rows, []string{fmt.Sprintf("  the narrowest limit, %s: %s", l.Limit, l.reckoned(l.InOne)), seconds(f.LimitTime)})
		}
	}
	p.table(append(rows, []string{"  the largest of these", seconds(f.Seconds)}))
	p.item(2, "The chain: "+strings.Join(f.Chain, ", ")+".")
	if len(f.LongestChain) > len(f.Chain) {
		p.item(2, fmt.Sprintf("Where there is something, %d: %s.", len(f.LongestChain), strings.Join(f.LongestChain, ", ")))
	}
	if slices.Contains(f.Chain, reportMaker) {
		p.item(2, "If AWS has no credential report of the last four hours, the scan waits until it has made one.")
	}
	if l, g, ok := c.example(); ok {
		n := many*g.Calls + l.InOne
		p.item(2, fmt.Sprintf("Many of one kind in one region take (calls - burst) / rate of their limit: %s of %s, %s: %s.",
			count(many), g.Table, l.reckoned(n), seconds(l.Wait(n))))
	}
}

func seconds(s float64) string { return fmt.Sprintf("%.2f s", s) }

// Wait returns for how long so many calls in one region wait for the limit. It
// is below 0 if the limit would let more of them out at once.
func (l PlannedLimit) Wait(calls int) float64 { return float64(calls-l.Burst) / l.PerSecond }

func (l PlannedLimit) reckoned(calls int) string {
	if calls <= l.Burst {
		return fmt.Sprintf("%s within a burst of %s", plural(calls, "call"), count(l.Burst))
	}
	return fmt.Sprintf("(%s - %s) / %s a second", count(calls), count(l.Burst), rate(l.PerSecond))
}

// numerous are tables of what accounts have many thousands of.
var numerous = []string{"lambda.functions", "ec2.snapshots", "s3.buckets", "kms.keys"}

// example returns a limit that many of one kind wait for.
func (c *CallPlan) example() (limit PlannedLimit, by Growth, found bool) {
	for _, table := range numerous {
		for _, l := range c.Limits {
			for _, g := range l.Grows {
				if g.Table == table {
					return l, g, true
				}
			}
		}
	}
	return limit, by, false
}
