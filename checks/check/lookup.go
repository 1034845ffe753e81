package check

import "github.com/yourside/yourside/checks/inventory"

// An Index finds the rows of a table by what many of them share, such as the
// security group of a rule. A judge that is called for every row of one table
// and walked another each time would take the product of the two.
type Index[R inventory.Row] struct {
	table *inventory.Table[R]
	keys  func(R) []string
}

// NewIndex returns an index of a table. Keys returns what a row is found by.
func NewIndex[R inventory.Row](t *inventory.Table[R], keys func(R) []string) *Index[R] {
	return &Index[R]{t, keys}
}

// Rows returns the rows within near that have the key. As with Rows, the
// verdict then rests on the whole of the table there: any row that was not read
// might have had it.
func (x *Index[R]) Rows(e Env, near inventory.Resource, key string) []R {
	inv := e.declared(x.table)
	e.touch(x.table, within(near))
	byKey := Once(e, x, func(Env) map[string][]R {
		all := map[string][]R{}
		for _, r := range x.table.Rows(inv) {
			for _, k := range x.keys(r) {
				all[k] = append(all[k], r)
			}
		}
		return all
	}).Value
	return inRegion(byKey[key], near.Region)
}

// Find returns the first row within near that has the key and matches. As with
// Find, a match stands whatever else could not be read.
func (x *Index[R]) Find(e Env, near inventory.Resource, key string, match func(R) bool) (R, bool) {
	rows := Aside(e, func(e Env) []R { return x.Rows(e, near, key) })
	for _, r := range rows.Value {
		if match(r) {
			return r, true
		}
	}
	e.RestOn(rows.Gaps)
	var none R
	return none, false
}

// Lookup returns the first row within near that has the key.
func (x *Index[R]) Lookup(e Env, near inventory.Resource, key string) (R, bool) {
	return x.Find(e, near, key, func(R) bool { return true })
}
