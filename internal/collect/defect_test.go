package collect

import (
	"context"
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestAListerThatPanicsIsNamedAndNobodyWaitsForTheOthers(t *testing.T) {
	plan, err := newPlan([]Collector{
		perAccount(inventory.S3Buckets, func(context.Context, Session, func(inventory.S3Bucket)) error { panic("index out of range") }, "s3:ListBuckets"),
		perAccount(inventory.IAMUsers, func(ctx context.Context, _ Session, _ func(inventory.IAMUser)) error {
			<-ctx.Done()
			return ctx.Err()
		}, "iam:ListUsers"),
	}, []inventory.Handle{inventory.S3Buckets, inventory.IAMUsers})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		defect, ok := recover().(*Defect)
		if !ok || defect.Error() != "reading s3.buckets panicked: index out of range" {
			t.Errorf("%v", defect)
		}
	}()
	plan.Collect(t.Context(), Session{Account: checktest.Account}, Scope{}, new(Progress))
	t.Error("it did not panic")
}
