package iam

import (
	"fmt"
	"time"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

const day = 24 * time.Hour

// ofUsers keeps a judge of users from the report's row of root, of which the
// root checks ask what matters there.
func ofUsers(judge func(check.Env, inventory.IAMCredential) check.Verdict) func(check.Env, inventory.IAMCredential) check.Verdict {
	return func(e check.Env, c inventory.IAMCredential) check.Verdict {
		if c.Root {
			return check.NotApplicable("is the root user, not an IAM user", check.Saw("Root", true))
		}
		v := judge(e, c)
		v.Evidence = append(v.Evidence, check.Saw("Root", false))
		return v
	}
}

// activeKeys returns the user's keys that work.
func activeKeys(c inventory.IAMCredential) []inventory.AccessKey {
	var keys []inventory.AccessKey
	for _, k := range c.AccessKeys {
		if k.Active {
			keys = append(keys, k)
		}
	}
	return keys
}

// sawKey is the evidence of one field of a key.
func sawKey(k inventory.AccessKey, field string, value any) check.Evidence {
	return check.Saw(fmt.Sprintf("AccessKeys[%d].%s", k.Number, field), value)
}

// sawMoment is what the report holds: a time, or its word in place of one.
func sawMoment(m inventory.Moment) any {
	if m.At.IsZero() {
		return m.Said
	}
	return m.At
}
