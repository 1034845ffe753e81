package check

import "fmt"

// A Defect is a check that panicked: an error of its author, whatever the
// account is like.
type Defect struct {
	Check string
	Value any // what it panicked with
}

func (d *Defect) Error() string { return fmt.Sprintf("the check %s panicked: %v", d.Check, d.Value) }

// assess runs the check. If it panics, so does assess, with the name of it.
func (r *run) assess() []Finding {
	defer func() {
		if value := recover(); value != nil {
			panic(&Defect{r.check.ID, value})
		}
	}()
	return r.check.Assess.run(r)
}
