package rds

import (
	"slices"

	"github.com/yourside/yourside/checks/check"
)

// ofOthers are the engines of other services that share the API of RDS.
// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstances.html
var ofOthers = []string{"neptune", "docdb"}

// notOfRDS is the verdict on what another service runs, if it does.
func notOfRDS(engine string) *check.Verdict {
	if !slices.Contains(ofOthers, engine) {
		return nil
	}
	return new(check.NotApplicable("is of another service than RDS: "+engine, check.Saw("Engine", engine)))
}
