package vpc

import (
	"fmt"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/reach"
)

// judgeACL fails a network ACL that admits the world to what was asked, as bad
// decides of the openings.
func judgeACL(a inventory.NetworkACL, bad func([]reach.Opening) bool, asks ...reach.Ask) check.Verdict {
	seen := check.Saw("Entries", a.Entries)
	in, entry, ok := reach.NewACL(a, false)
	if !ok {
		return check.Unknown(fmt.Sprintf("has the entry %d with a range that cannot be read", entry), seen)
	}
	open := in.Openings(asks)
	if bad(open) {
		return check.Fail(fmt.Sprintf("admits the internet to %s", reach.Describe(open)), seen)
	}
	return check.Pass("does not admit the internet to these ports", seen)
}
