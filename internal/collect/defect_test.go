package collect

import (
	"context"
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestAfterAnInterruptNothingMoreIsAsked(t *testing.T) {
	asked := false
	plan, err := newPlan([]Collector{
		perAccount(inventory.S3Buckets, func(context.Context, Session, func(inventory.S3Bucket)) error { asked = true; return nil }, "s3:ListBuckets"),
	}, []inventory.Handle{inventory.S3Buckets})
	if err != nil {
		t.Fatal(err)
	}
	ctx, interrupt := context.WithCancel(t.Context())
	interrupt()
	parts := plan.Collect(ctx, Session{Account: checktest.Account}, Scope{}, new(Progress))
	gaps := parts[0].Gaps()
	if asked || len(gaps) != 1 || gaps[0].Reason != inventory.Interrupted || gaps[0].Operation != "s3:ListBuckets" {
		t.Errorf("asked: %v, gaps %+v", asked, gaps)
	}
}

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
