package checktest

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// evidenceComplete changes each field of each row of the case, one at a time,
// and demands that the statuses stay as they are unless some evidence names
// the field. What identifies a row (its Resource, but for tags and name) stays.
func evidenceComplete(t *testing.T, c *check.Check, parts []inventory.Part, settings map[string]any, findings []check.Finding) {
	t.Helper()
	named := map[string]bool{}
	for _, f := range findings {
		for _, e := range f.Evidence {
			named[strings.FieldsFunc(e.Field, func(r rune) bool { return r == '.' || r == '[' })[0]] = true
		}
	}
	want := decided(findings, findings)
	for i, p := range parts {
		rows := reflect.ValueOf(p.Rows())
		for j := range rows.Len() {
			for _, m := range mutations(rows.Index(j)) {
				if named[m.field] {
					continue
				}
				changed := reflect.MakeSlice(rows.Type(), rows.Len(), rows.Len())
				reflect.Copy(changed, rows)
				changed.Index(j).Set(m.row)
				with := append([]inventory.Part{}, parts...)
				with[i] = p.With(changed.Interface())
				if got := decided(findings, evaluate(c, with, settings)); got != want {
					t.Errorf("the evidence does not name %s of %s, but changing it to %v changes\n%sto\n%s",
						m.field, p.Table().Name(), m.value, want, got)
					return
				}
			}
		}
	}
}

// decided lists the statuses now of the resources that had a verdict before.
// UNKNOWN claims nothing, so nothing has to explain it.
func decided(before, now []check.Finding) string {
	had := map[inventory.Key]bool{}
	for _, f := range before {
		had[f.Resource.Key()] = f.Status != check.StatusUnknown
	}
	var b strings.Builder
	for _, f := range now {
		if had[f.Resource.Key()] {
			fmt.Fprintf(&b, "  %s %s %s\n", f.Resource.Region, f.Resource.ARN, f.Status)
		}
	}
	return b.String()
}

type mutation struct {
	field string
	value any
	row   reflect.Value
}

func mutations(row reflect.Value) []mutation {
	var all []mutation
	for i := range row.NumField() {
		field := row.Type().Field(i)
		for _, v := range alternatives(row.Field(i), field.Name) {
			changed := reflect.New(row.Type()).Elem()
			changed.Set(row)
			changed.Field(i).Set(v)
			all = append(all, mutation{field.Name, v.Interface(), changed})
		}
	}
	return all
}

// alternatives returns values that the field might as well have had.
func alternatives(v reflect.Value, field string) []reflect.Value {
	if r, ok := reflect.TypeAssert[inventory.Resource](v); ok && field == "Resource" {
		r.Name, r.Tags = "changed", map[string]string{"changed": "yes"}
		return []reflect.Value{reflect.ValueOf(r)}
	}
	if when, ok := reflect.TypeAssert[time.Time](v); ok {
		return valuesOf(time.Time{}, when.AddDate(-20, 0, 0), when.AddDate(20, 0, 0), Now)
	}
	var all []reflect.Value
	add := func(set func(reflect.Value)) {
		x := reflect.New(v.Type()).Elem()
		set(x)
		all = append(all, x)
	}
	switch v.Kind() {
	case reflect.Bool:
		add(func(x reflect.Value) { x.SetBool(!v.Bool()) })
	case reflect.String:
		for _, s := range []string{"", "changed", v.String() + "x"} {
			add(func(x reflect.Value) { x.SetString(s) })
		}
	case reflect.Int, reflect.Int32, reflect.Int64:
		for _, n := range []int64{0, 1, v.Int() + 1, 1 << 30} {
			add(func(x reflect.Value) { x.SetInt(n) })
		}
	case reflect.Float64:
		for _, n := range []float64{0, 1, v.Float() + 1, 1 << 30} {
			add(func(x reflect.Value) { x.SetFloat(n) })
		}
	case reflect.Slice:
		all = append(all, reflect.Zero(v.Type()))
		if v.Len() > 0 {
			all = append(all, v.Slice(0, v.Len()-1), v.Slice(1, v.Len()))
		}
		add(func(x reflect.Value) {
			x.Set(reflect.AppendSlice(reflect.Zero(v.Type()), v))
			x.Set(reflect.Append(x, reflect.Zero(v.Type().Elem())))
		})
	case reflect.Map:
		all = append(all, reflect.Zero(v.Type()))
	case reflect.Struct:
		for i := range v.NumField() {
			for _, a := range alternatives(v.Field(i), "") {
				add(func(x reflect.Value) {
					x.Set(v)
					x.Field(i).Set(a)
				})
			}
		}
	default:
		panic(fmt.Sprintf("the row field %s has the kind %s: rows are of bools, numbers, strings, times, slices, maps and structs", field, v.Kind()))
	}
	return all
}

func valuesOf[T any](values ...T) []reflect.Value {
	var all []reflect.Value
	for _, v := range values {
		all = append(all, reflect.ValueOf(v))
	}
	return all
}
