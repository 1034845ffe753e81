package wire

import "testing"

// What a later SDK adds to a structure within the arguments changes no key of a
// recording either.
func TestArgumentsAreTheSameWhateverIsNotSet(t *testing.T) {
	type within struct {
		Name   *string
		Values []string
		Kind   string
	}
	name := "a"
	got, err := canonical(struct {
		Filter *within
		All    []within
		Token  *string
	}{&within{Name: &name}, []within{{Values: []string{"", "b"}}}, nil})
	if want := `{"All":[{"Values":["","b"]}],"Filter":{"Name":"a"}}`; err != nil || got != want {
		t.Errorf("%s, %v; want %s", got, err, want)
	}
}
