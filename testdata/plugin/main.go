// Command acme is yourside with a check of one company's own.
package main

import (
	"github.com/yourside/yourside"
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

func main() { yourside.Main(volumeOwnerTag) }

var volumeOwnerTag = &check.Check{
	ID:        "acme.volume-owner-tag",
	Title:     "EBS volumes name their owner",
	Domain:    check.DataProtection,
	Severity:  check.Low,
	Resource:  "AWS::EC2::Volume",
	Logic:     "Looks at every EBS volume. Passes if its tag Owner has a value.",
	Rationale: "Nobody dares to delete a volume that nobody owns, and nobody looks after its data.",
	Remedy:    "Tag the volume with Owner and the name of a team, or delete it.",
	Assess:    check.ForEach(inventory.Volumes, hasOwner),
}

func hasOwner(_ check.Env, v inventory.Volume) check.Verdict {
	owner := v.Tags["Owner"]
	return check.PassIf(owner != "", "has an owner", "has no owner", check.Saw("Tags[Owner]", owner))
}
