// Package inventory holds what a scan knows of an account: typed tables of
// rows, and the gaps where something could not be read.
//
// A table is what one read operation returns; a row is one resource in it,
// whole or absent. What AWS refused is a Gap of the table, never a half-filled
// row. Rows are small structs of this package: no SDK types, named by their
// CloudFormation type, serialisable as they are. To add a table, declare its
// row and its handle in the file of its service, and a lister in
// internal/collect that fills it.
package inventory

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"
)

// AccountType is the type of a resource that stands for a whole account, or,
// with a region, for that account in that region. CloudFormation has no such
// type; this is the name that AWS Config uses.
const AccountType = "AWS::::Account"

// An Account is the account that was scanned.
type Account struct {
	Partition string `json:"partition"` // aws, aws-cn, aws-us-gov, ...
	ID        string `json:"id"`        // twelve digits
}

// Resource returns the account itself as a resource, the subject of checks
// that ask one thing of the whole account.
func (a Account) Resource() Resource {
	return Resource{
		Partition: a.Partition, Account: a.ID, Type: AccountType, ID: a.ID,
		ARN: "arn:" + a.Partition + ":iam::" + a.ID + ":root",
	}
}

// In returns the account in one region as a resource, the subject of checks
// that ask one thing of each region.
func (a Account) In(region string) Resource {
	r := a.Resource()
	r.Region = region
	return r
}

// A Resource identifies one thing in an account. Every row embeds one.
type Resource struct {
	Partition string            `json:"partition,omitempty"`
	Account   string            `json:"account,omitempty"`
	Region    string            `json:"region,omitempty"` // empty for global resources
	Type      string            `json:"type,omitempty"`   // CloudFormation type
	ID        string            `json:"id,omitempty"`     // within its type: vol-1a2b, a bucket's name
	ARN       string            `json:"arn,omitempty"`
	Name      string            `json:"name,omitempty"`
	Tags      map[string]string `json:"tags,omitempty"` // where the list call returns them
}

// Subject returns the resource that a row describes. It makes every struct
// that embeds a Resource a Row.
func (r Resource) Subject() Resource { return r }

// Key returns what identifies the resource within one inventory.
func (r Resource) Key() Key { return Key{r.Region, r.ARN} }

// A Key identifies a resource within the inventory of one account.
type Key struct{ Region, ARN string }

func (k Key) compare(o Key) int {
	if k.Region != o.Region {
		return cmp.Compare(k.Region, o.Region)
	}
	return cmp.Compare(k.ARN, o.ARN)
}

// Compare orders resources by region, ARN and type, the order of every report.
func (r Resource) Compare(o Resource) int {
	return cmp.Or(cmp.Compare(r.Region, o.Region), cmp.Compare(r.ARN, o.ARN), cmp.Compare(r.Type, o.Type))
}

// A Row is one resource in a table.
type Row interface{ Subject() Resource }

// A Handle is a table whose row type does not matter: what a check declares
// and a plan collects.
type Handle interface {
	// Name returns the table's name, such as "ec2.volumes".
	Name() string
	// Missing returns a part of the table with gaps only.
	Missing(gaps ...Gap) Part
	// Parse returns the part of the table whose rows are written as a list in
	// JSON, by the names of their fields. A field that a row does not have is an
	// error.
	Parse(rows []byte) (Part, error)

	merge(into *column, rows any)
}

// A Table is a typed handle on the rows that one operation returns.
type Table[R Row] struct{ name string }

// NewTable returns the handle of the table with this name. Names are unique;
// they are the service, a dot, and the plural of what a row is.
func NewTable[R Row](name string) *Table[R] { return &Table[R]{name} }

// Name returns the table's name.
func (t *Table[R]) Name() string { return t.name }

// Of returns a part of the table that holds these rows, complete.
func (t *Table[R]) Of(rows ...R) Part { return Part{t, rows, nil} }

// Missing returns a part of the table that could not be read.
func (t *Table[R]) Missing(gaps ...Gap) Part { return Part{t, []R(nil), gaps} }

// Empty returns the part of a table that was read and has no rows.
func (t *Table[R]) Empty() Part { return t.Of() }

// Parse reads rows from JSON, as Handle says.
func (t *Table[R]) Parse(rows []byte) (Part, error) {
	d := json.NewDecoder(bytes.NewReader(rows))
	d.DisallowUnknownFields()
	all := []R{}
	if err := d.Decode(&all); err != nil {
		return Part{}, fmt.Errorf("table %s: %w", t.name, err)
	}
	return t.Of(all...), nil
}

func (t *Table[R]) merge(into *column, rows any) {
	have, _ := into.rows.([]R)
	into.rows = slices.Concat(have, rows.([]R))
	into.order = func() {
		slices.SortStableFunc(into.rows.([]R), func(a, b R) int { return a.Subject().Compare(b.Subject()) })
	}
}

// Rows returns the table's rows, ordered by region and ARN. The slice is the
// inventory's own: read it, do not change it.
func (t *Table[R]) Rows(inv *Inventory) []R {
	c := inv.columns[t.name]
	if c == nil {
		return nil
	}
	c.sorted.Do(c.order)
	return c.rows.([]R)
}

// Row returns the table's row about the resource with this key.
func (t *Table[R]) Row(inv *Inventory, k Key) (R, bool) {
	rows := t.Rows(inv)
	past, _ := slices.BinarySearchFunc(rows, k, func(r R, k Key) int {
		return cmp.Or(r.Subject().Key().compare(k), -1)
	})
	if past > 0 && rows[past-1].Subject().Key() == k {
		return rows[past-1], true
	}
	var none R
	return none, false
}

// A Part is some rows and gaps of one table: what a lister returns, or a
// literal in a test.
type Part struct {
	table Handle
	rows  any
	gaps  []Gap
}

// Table returns the handle of the table that this is a part of.
func (p Part) Table() Handle { return p.table }

// Rows returns the part's rows, a slice of the table's row type.
func (p Part) Rows() any { return p.rows }

// With returns the part with other rows, a slice of the same type.
func (p Part) With(rows any) Part { return Part{p.table, rows, p.gaps} }

// Gaps returns the part's gaps.
func (p Part) Gaps() []Gap { return p.gaps }

// column is one table of an inventory. Its rows are put in order when they are
// first read: a plan fills tables that no check ever joins.
type column struct {
	rows   any // []R
	gaps   []Gap
	order  func()
	sorted sync.Once
}

// An Inventory is what was read of one account. It does not change once made.
type Inventory struct {
	Account Account
	Taken   time.Time // when the scan began: the "now" of every check

	columns map[string]*column
}

// New returns the inventory made of these parts. Parts of one table add up.
func New(account Account, taken time.Time, parts ...Part) *Inventory {
	inv := &Inventory{Account: account, Taken: taken, columns: map[string]*column{}}
	for _, p := range parts {
		c := inv.columns[p.table.Name()]
		if c == nil {
			c = &column{}
			inv.columns[p.table.Name()] = c
		}
		p.table.merge(c, p.rows)
		c.gaps = append(c.gaps, p.gaps...)
	}
	for _, c := range inv.columns {
		slices.SortStableFunc(c.gaps, Gap.Compare)
	}
	return inv
}

// Gaps returns what could not be read of the table, ordered by subject. A
// table that nobody collected has one gap, over the whole account.
func (inv *Inventory) Gaps(t Handle) []Gap {
	c := inv.columns[t.Name()]
	if c == nil {
		return []Gap{{
			Subject: inv.Account.Resource(), Reason: NotCollected,
			Message: "table " + t.Name() + " was not collected",
		}}
	}
	return c.gaps
}
