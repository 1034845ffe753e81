package collect

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/smithy-go/middleware"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
)

// slow answers a second later.
type slow struct {
	next     aws.HTTPClient
	underWay atomic.Int64
	most     atomic.Int64
}

// Do answers the request.
func (s *slow) Do(r *http.Request) (*http.Response, error) {
	s.most.Store(max(s.most.Load(), s.underWay.Add(1)))
	defer s.underWay.Add(-1)
	time.Sleep(time.Second)
	return s.next.Do(r)
}

// manyKeys are a list of so many keys, and what there is to say of the grants on
// each.
func manyKeys(n int) []wire.Exchange {
	const json11 = "application/x-amz-json-1.1"
	var keys []string
	var all []wire.Exchange
	for i := range n {
		arn := fmt.Sprintf("arn:aws:kms:us-east-1:111122223333:key/%d", i)
		keys = append(keys, fmt.Sprintf(`{"KeyId":"%d","KeyArn":%q}`, i, arn))
		all = append(all, wire.Exchange{
			Operation: "kms:DescribeKey", Region: "us-east-1", Input: json.RawMessage(fmt.Sprintf(`{"KeyId":%q}`, arn)),
			Status: 200, ContentType: json11, Body: fmt.Sprintf(`{"KeyMetadata":{"Arn":%q,"KeyId":"%d","KeyManager":"CUSTOMER",`+
				`"KeyState":"Enabled","KeySpec":"SYMMETRIC_DEFAULT","Origin":"AWS_KMS"}}`, arn, i),
		})
	}
	return append(all, wire.Exchange{
		Operation: "kms:ListKeys", Region: "us-east-1", Input: json.RawMessage(`{"Limit":1000}`),
		Status: 200, ContentType: json11, Body: `{"Keys":[` + strings.Join(keys, ",") + `],"Truncated":false}`,
	})
}

// holding counts the calls that are begun and not ended.
func holding(cfg *aws.Config) *atomic.Int64 {
	var held atomic.Int64
	cfg.APIOptions = append(cfg.APIOptions, func(s *middleware.Stack) error {
		return s.Initialize.Add(middleware.InitializeMiddlewareFunc("Held", func(
			ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
		) (middleware.InitializeOutput, middleware.Metadata, error) {
			held.Add(1)
			defer held.Add(-1)
			return next.HandleInitialize(ctx, in)
		}), middleware.Before)
	})
	return &held
}

// What a call holds while it waits is what a large account has no memory for.
func TestOfTheRowsThatWaitForTheirDetailsOneHoldsARequest(t *testing.T) {
	const keys, places = 100, 4
	for name, tc := range map[string]struct{ inFlight, underWay int }{
		"few places":  {places, places},
		"many places": {1000, atOnce},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client := &slow{next: wire.NewReplayer(manyKeys(keys))}
				plan := planOf(t, inventory.KMSKeys)
				cfg := aws.Config{Region: "us-east-1", Credentials: credentials.NewStaticCredentialsProvider("REPLAY", "REPLAY", "")}
				wire.Install(&cfg, wire.Options{Allowed: plan.Operations(), Recorded: true, InFlight: tc.inFlight, Client: client})
				held := holding(&cfg)
				began := time.Now()
				time.AfterFunc(1500*time.Millisecond, func() { // the list was read in the first second
					if n := int(held.Load()); n != min(tc.underWay+1, atOnce) {
						t.Errorf("%d calls are begun, of which %d are under way", n, tc.underWay)
					}
				})
				parts := plan.Collect(t.Context(), Session{Region: "us-east-1", Config: cfg}, Scope{Regions: []string{"us-east-1"}}, new(Progress))
				rounds := (keys + tc.underWay - 1) / tc.underWay
				if took := time.Since(began); took != time.Duration(1+rounds)*time.Second || client.most.Load() != int64(tc.underWay) {
					t.Errorf("it took %v with %d calls at a time, want %d rounds of %d", took, client.most.Load(), 1+rounds, tc.underWay)
				}
				if rows := len(parts[len(parts)-1].Rows().([]inventory.KMSKey)); rows != keys {
					t.Errorf("%d of %d keys were described", rows, keys)
				}
			})
		})
	}
}

// A place in the line is left by who asks nothing too, as after an interrupt.
func TestRowsWhoseDetailsTakeNoCallAreAllRead(t *testing.T) {
	plan, err := newPlan([]Collector{
		perAccount(inventory.S3Buckets, func(_ context.Context, s Session, emit func(inventory.S3Bucket)) error {
			for i := range 2 * atOnce {
				emit(inventory.S3Bucket{Resource: s.Resource("AWS::S3::Bucket", fmt.Sprint(i), fmt.Sprint(i))})
			}
			return nil
		}, "s3:ListBuckets"),
		perRow(inventory.S3Buckets, inventory.S3BucketLoggings, func(_ context.Context, _ Session, b inventory.S3Bucket, emit func(inventory.S3BucketLogging)) error {
			emit(inventory.S3BucketLogging{Resource: b.Resource})
			return nil
		}, "s3:GetBucketLogging"),
	}, []inventory.Handle{inventory.S3BucketLoggings})
	if err != nil {
		t.Fatal(err)
	}
	parts := plan.Collect(t.Context(), Session{Account: checktest.Account, Region: "us-east-1"}, Scope{}, new(Progress))
	inv := inventory.New(checktest.Account, checktest.Now, parts...)
	if n := len(inventory.S3BucketLoggings.Rows(inv)); n != 2*atOnce {
		t.Errorf("%d of %d were read", n, 2*atOnce)
	}
}

// A table is done when nothing can be added to it any more: in no region, and
// for details to no row.
func TestATableIsDoneWithItsLastRegionAndItsLastRow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		plan, err := newPlan([]Collector{
			perRegion(inventory.KMSKeyList, func(_ context.Context, s Session, emit func(inventory.KMSKeyListEntry)) error {
				if s.Region == "us-east-1" {
					time.Sleep(time.Second)
					emit(inventory.KMSKeyListEntry{Resource: s.Resource("AWS::KMS::Key", "a", "arn:a")})
					emit(inventory.KMSKeyListEntry{Resource: s.Resource("AWS::KMS::Key", "b", "arn:b")})
				}
				return nil
			}, "kms:ListKeys"),
			perRow(inventory.KMSKeyList, inventory.KMSKeys, func(_ context.Context, _ Session, k inventory.KMSKeyListEntry, emit func(inventory.KMSKey)) error {
				time.Sleep(time.Second)
				emit(inventory.KMSKey{Resource: k.Resource})
				return nil
			}, "kms:DescribeKey"),
		}, []inventory.Handle{inventory.KMSKeys})
		if err != nil {
			t.Fatal(err)
		}
		var progress Progress
		for after, want := range map[time.Duration]int{500 * time.Millisecond: 0, 1500 * time.Millisecond: 1, 2500 * time.Millisecond: 1} {
			time.AfterFunc(after, func() {
				if done, of := progress.Tables(); done != want || of != 2 {
					t.Errorf("after %s %d of %d are done, want %d", after, done, of, want)
				}
			})
		}
		plan.Collect(t.Context(), Session{Account: checktest.Account, Region: "us-east-1"}, Scope{Regions: []string{"eu-west-1", "us-east-1"}}, &progress)
		if done, of := progress.Tables(); done != 2 || of != 2 {
			t.Errorf("in the end %d of %d are done", done, of)
		}
	})
}

// An account where nothing is has the same lists as any, in as many regions.
func TestOfTheListsThatWaitForTheirTurnFewHoldARequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const places = 4
		var regions []string
		var none []wire.Exchange
		for i := range 3 * mostUnsent {
			regions = append(regions, fmt.Sprintf("eu-west-%d", i))
			none = append(none, exchange("kms:ListKeys", regions[i], `{"Limit":1000}`, 200, json11, `{"Keys":[]}`))
		}
		client := &slow{next: wire.NewReplayer(none)}
		plan := planOf(t, inventory.KMSKeyList)
		cfg := aws.Config{Region: "us-east-1", Credentials: credentials.NewStaticCredentialsProvider("REPLAY", "REPLAY", "")}
		wire.Install(&cfg, wire.Options{Allowed: plan.Operations(), Recorded: true, InFlight: places, Client: client})
		held := holding(&cfg)
		time.AfterFunc(500*time.Millisecond, func() {
			if n := int(held.Load()); n != places+mostUnsent {
				t.Errorf("%d calls are begun, of which %d are under way; want %d that wait", n, places, mostUnsent)
			}
		})
		began := time.Now()
		parts := plan.Collect(t.Context(), Session{Account: checktest.Account, Region: "us-east-1", Config: cfg}, Scope{Regions: regions}, new(Progress))
		if took := time.Since(began); took != 3*mostUnsent/places*time.Second || len(parts[0].Gaps()) > 0 {
			t.Errorf("it took %v, and lacks %+v", took, parts[0].Gaps())
		}
	})
}
