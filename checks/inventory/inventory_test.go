package inventory_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func bucket(region, name string) inventory.S3Bucket {
	return inventory.S3Bucket{Resource: inventory.Resource{Region: region, Type: "AWS::S3::Bucket", ID: name, ARN: "arn:aws:s3:::" + name}}
}

func TestRowsAreInOrderAndFoundByTheirKey(t *testing.T) {
	var names []string
	var some, others []inventory.S3Bucket
	for i, region := range []string{"us-east-1", "", "eu-west-1"} {
		for n := range 5 {
			name := fmt.Sprintf("b%d", (n*3+i)%5)
			names = append(names, region+" "+name)
			if n%2 == 0 {
				some = append(some, bucket(region, name))
			} else {
				others = append(others, bucket(region, name))
			}
		}
	}
	inv := inventory.New(checktest.Account, checktest.Now, inventory.S3Buckets.Of(some...), inventory.S3Buckets.Of(others...))
	var got []string
	for _, b := range inventory.S3Buckets.Rows(inv) {
		got = append(got, b.Region+" "+b.ID)
	}
	slices.Sort(names)
	if diff := cmp.Diff(names, got); diff != "" {
		t.Error(diff)
	}
	for _, want := range slices.Concat(some, others) {
		if row, ok := inventory.S3Buckets.Row(inv, want.Key()); !ok || row.Key() != want.Key() {
			t.Errorf("%s: %v, %v", want.Key(), row, ok)
		}
	}
	for _, none := range []inventory.Key{bucket("us-east-1", "b9").Key(), bucket("", "a").Key(), bucket("us-east-1", "b").Key(), bucket("eu-west-2", "b1").Key()} {
		if row, ok := inventory.S3Buckets.Row(inv, none); ok {
			t.Errorf("%s: %v", none, row)
		}
	}
}

func TestATableThatNobodyCollectedIsAGapAndAnEmptyOneIsNone(t *testing.T) {
	inv := inventory.New(checktest.Account, checktest.Now, inventory.S3Buckets.Empty())
	if gaps := inv.Gaps(inventory.S3Buckets); len(gaps) > 0 {
		t.Errorf("%+v", gaps)
	}
	gaps := inv.Gaps(inventory.KMSKeys)
	if len(gaps) != 1 || gaps[0].Reason != inventory.NotCollected || gaps[0].Subject.Key() != checktest.Account.Resource().Key() {
		t.Errorf("%+v", gaps)
	}
	if rows := inventory.KMSKeys.Rows(inv); len(rows) > 0 {
		t.Errorf("%+v", rows)
	}
}

// To take a gap for one of something else would make a PASS of what was not read.
func TestWhatAGapMayHide(t *testing.T) {
	account, here, there := checktest.Account.Resource(), checktest.Account.In("us-east-1"), checktest.Account.In("eu-west-1")
	mine, others, far := bucket("us-east-1", "a").Resource, bucket("us-east-1", "b").Resource, bucket("eu-west-1", "a").Resource
	for name, tc := range map[string]struct {
		gap            inventory.Resource
		hides, hasNone []inventory.Resource
	}{
		"in the account": {account, []inventory.Resource{account, mine, far}, nil},
		"in a region":    {here, []inventory.Resource{account, here, mine, others}, []inventory.Resource{there, far}},
		"in a resource":  {mine, []inventory.Resource{account, here, mine}, []inventory.Resource{there, others, far}},
	} {
		g := inventory.Gap{Subject: tc.gap}
		for _, r := range tc.hides {
			if !g.Covers(r) {
				t.Errorf("a gap %s does not hide %s", name, r.Key())
			}
		}
		for _, r := range tc.hasNone {
			if g.Covers(r) {
				t.Errorf("a gap %s hides %s", name, r.Key())
			}
		}
	}
}

func TestGapsAreInTheOrderOfWhatTheyAreAbout(t *testing.T) {
	var gaps []inventory.Gap
	for _, region := range []string{"us-east-1", "eu-west-1", "ap-south-1"} {
		gaps = append(gaps, inventory.Gap{Subject: checktest.Account.In(region)})
	}
	inv := inventory.New(checktest.Account, checktest.Now, inventory.S3Buckets.Missing(gaps...))
	slices.Reverse(gaps)
	if diff := cmp.Diff(gaps, inv.Gaps(inventory.S3Buckets)); diff != "" {
		t.Error(diff)
	}
}

func TestAnAccountIsAResource(t *testing.T) {
	want := inventory.Resource{
		Partition: "aws-cn", Account: "111122223333", Region: "cn-north-1", Type: "AWS::::Account", ID: "111122223333", ARN: "arn:aws-cn:iam::111122223333:root",
	}
	if diff := cmp.Diff(want, inventory.Account{Partition: "aws-cn", ID: "111122223333"}.In("cn-north-1")); diff != "" {
		t.Error(diff)
	}
}

func TestAnInstanceRunsAVersionOfItsEngine(t *testing.T) {
	d := inventory.DBInstance{Resource: checktest.In("eu-west-1", "AWS::RDS::DBInstance", "orders"), Engine: "postgres", EngineVersion: "16.10"}
	want := inventory.Resource{
		Partition: "aws", Account: checktest.Account.ID, Region: "eu-west-1", Type: "AWS::RDS::DBEngineVersion", ID: "postgres:16.10", Name: "postgres:16.10",
		ARN: "arn:aws:rds:eu-west-1:" + checktest.Account.ID + ":engine-version:postgres:16.10",
	}
	if diff := cmp.Diff(want, d.Version()); diff != "" {
		t.Error(diff)
	}
}

func TestRowsAreReadFromJSONAndWhatIsNoRowIsAnError(t *testing.T) {
	part, err := inventory.S3Buckets.Parse([]byte(`[{"ID":"a","Region":"us-east-1"}]`))
	if rows := inventory.S3Buckets.Rows(inventory.New(checktest.Account, checktest.Now, part)); err != nil || len(rows) != 1 || rows[0].ID != "a" {
		t.Errorf("%+v, %v", rows, err)
	}
	for _, wrong := range []string{`[{"ID":"a","Colour":"red"}]`, `[`, ``, `{"ID":"a"}`} {
		if part, err := inventory.S3Buckets.Parse([]byte(wrong)); err == nil || !strings.Contains(err.Error(), "s3.buckets") {
			t.Errorf("%s: %+v, %v", wrong, part, err)
		}
	}
}

func TestAnAlarmTellsTopicsAndDoesOtherThings(t *testing.T) {
	const topic = "arn:aws:sns:eu-west-1:111122223333:ops"
	got := inventory.CloudWatchAlarm{AlarmActions: []string{
		"arn:aws:automate:eu-west-1:ec2:stop", topic, "arn:aws:lambda:eu-west-1:111122223333:f", topic + ":more",
	}}.Topics()
	want := []inventory.Resource{{
		Partition: "aws", Region: "eu-west-1", Account: "111122223333", Type: "AWS::SNS::Topic", ID: "ops", Name: "ops", ARN: topic,
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestOnlyItsManagerManagesAnOrganization(t *testing.T) {
	mine, others := checktest.Account.ID, "999999999999"
	for _, tc := range []struct {
		member  bool
		manager string
		want    bool
	}{{true, mine, true}, {true, others, false}, {false, mine, false}} {
		o := inventory.Organization{Resource: checktest.Account.Resource(), Member: tc.member, MasterAccountID: tc.manager}
		if o.Manages() != tc.want {
			t.Errorf("%+v manages it: %v", o, !tc.want)
		}
	}
}

func TestASubscriptionIsActiveOrNot(t *testing.T) {
	for state, want := range map[string]bool{"ACTIVE": true, "INACTIVE": false, "": false} {
		if got := (inventory.ShieldSubscription{State: state}).Active(); got != want {
			t.Errorf("%q: %v", state, got)
		}
	}
}
