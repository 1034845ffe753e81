package collect

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
)

const json11 = "application/x-amz-json-1.1"

const orgTrailARN = "arn:aws:cloudtrail:eu-central-1:111122223333:trail/org"

const orgTrail = `{"trailList":[{"Name":"org","TrailARN":"` + orgTrailARN + `","HomeRegion":"eu-central-1",
"IsMultiRegionTrail":true,"IsOrganizationTrail":true,"LogFileValidationEnabled":true,"S3BucketName":"logs",
"KmsKeyId":"arn:aws:kms:eu-central-1:111122223333:key/k","IncludeGlobalServiceEvents":true,"HasCustomEventSelectors":false}]}`

// seenFromBoth lists the same trail in both regions of the scan, neither of
// which is its home.
func seenFromBoth(body string) []wire.Exchange {
	return []wire.Exchange{
		exchange("cloudtrail:DescribeTrails", "us-east-1", `{"IncludeShadowTrails":true}`, 200, json11, body),
		exchange("cloudtrail:DescribeTrails", "eu-west-1", `{"IncludeShadowTrails":true}`, 200, json11, body),
	}
}

func detailOfTrail(operation, field string, status int, body string) wire.Exchange {
	return exchange("cloudtrail:"+operation, "eu-central-1", `{"`+field+`":"`+orgTrailARN+`"}`, status, json11, body)
}

func TestATrailIsOneRowAndItsDetailsAreAskedAtItsHome(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.CloudTrailStatuses}, append(seenFromBoth(orgTrail),
		detailOfTrail("GetTrailStatus", "Name", 200, `{"IsLogging":true,"LatestCloudWatchLogsDeliveryTime":1.7e9,"LatestDeliveryError":"AccessDenied"}`))...)
	trails := inventory.CloudTrails.Rows(inv)
	if len(trails) != 1 || trails[0].Region != "eu-central-1" || trails[0].Account != "111122223333" ||
		!trails[0].IsMultiRegionTrail || !trails[0].IsOrganizationTrail || !trails[0].LogFileValidationEnabled ||
		trails[0].S3BucketName != "logs" || trails[0].KmsKeyId == "" || trails[0].CloudWatchLogsLogGroupArn != "" {
		t.Fatalf("trails: %+v, gaps %+v", trails, inv.Gaps(inventory.CloudTrails))
	}
	rows := inventory.CloudTrailStatuses.Rows(inv)
	if len(rows) != 1 || rows[0].ARN != orgTrailARN || !rows[0].IsLogging || rows[0].LatestDeliveryError != "AccessDenied" ||
		rows[0].LatestCloudWatchLogsDeliveryTime.Unix() != 1700000000 {
		t.Errorf("statuses: %+v, gaps %+v", rows, inv.Gaps(inventory.CloudTrailStatuses))
	}
}

func TestATrailThatOneRegionListsIsARowToo(t *testing.T) {
	exchanges := seenFromBoth(orgTrail)
	exchanges[1].Body = `{"trailList":[]}`
	if trails := inventory.CloudTrails.Rows(replay(t, []inventory.Handle{inventory.CloudTrails}, exchanges...)); len(trails) != 1 {
		t.Errorf("trails: %+v", trails)
	}
}

func TestWhatATrailDoesNotSayIsAGap(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.CloudTrails},
		seenFromBoth(`{"trailList":[{"Name":"org","TrailARN":"`+orgTrailARN+`","IsMultiRegionTrail":true}]}`)...)
	if rows, gaps := inventory.CloudTrails.Rows(inv), inv.Gaps(inventory.CloudTrails); len(rows) != 0 || len(gaps) != 2 {
		t.Errorf("trails %+v, gaps %+v", rows, gaps)
	}
	inv = replay(t, []inventory.Handle{inventory.CloudTrailStatuses, inventory.CloudTrailSelectors}, append(seenFromBoth(orgTrail),
		detailOfTrail("GetTrailStatus", "Name", 200, `{}`),
		detailOfTrail("GetEventSelectors", "TrailName", 200, `{"EventSelectors":[{"ReadWriteType":"All"}]}`))...)
	for _, h := range []inventory.Handle{inventory.CloudTrailStatuses, inventory.CloudTrailSelectors} {
		if gaps := inv.Gaps(h); len(gaps) != 1 || gaps[0].Subject.ARN != orgTrailARN {
			t.Errorf("%s: %+v", h.Name(), gaps)
		}
	}
}

func TestBothKindsOfEventSelectors(t *testing.T) {
	for body, want := range map[string]inventory.CloudTrailSelector{
		`{"TrailARN":"` + orgTrailARN + `","EventSelectors":[{"ReadWriteType":"All","IncludeManagementEvents":true,
		"ExcludeManagementEventSources":["kms.amazonaws.com"],"DataResources":[{"Type":"AWS::S3::Object","Values":["arn:aws:s3"]}]}]}`: {
			EventSelectors: []inventory.EventSelector{{
				ReadWriteType: "All", IncludeManagementEvents: true, ExcludeManagementEventSources: []string{"kms.amazonaws.com"},
				DataResources: []inventory.DataResource{{Type: "AWS::S3::Object", Values: []string{"arn:aws:s3"}}},
			}},
		},
		`{"TrailARN":"` + orgTrailARN + `","AdvancedEventSelectors":[{"Name":"n","FieldSelectors":[
		{"Field":"eventCategory","Equals":["Data"]},{"Field":"resources.ARN","NotStartsWith":["arn:aws:s3:::x"]}]}]}`: {
			AdvancedEventSelectors: []inventory.AdvancedEventSelector{{
				FieldSelectors: []inventory.AdvancedFieldSelector{
					{Field: "eventCategory", Equals: []string{"Data"}},
					{Field: "resources.ARN", NotStartsWith: []string{"arn:aws:s3:::x"}},
				},
			}},
		},
	} {
		inv := replay(t, []inventory.Handle{inventory.CloudTrailSelectors},
			append(seenFromBoth(orgTrail), detailOfTrail("GetEventSelectors", "TrailName", 200, body))...)
		rows := inventory.CloudTrailSelectors.Rows(inv)
		if len(rows) != 1 {
			t.Fatalf("rows %+v, gaps %+v", rows, inv.Gaps(inventory.CloudTrailSelectors))
		}
		want.Resource = rows[0].Resource
		if diff := cmp.Diff(want, rows[0]); diff != "" {
			t.Error(diff)
		}
	}
}

func TestATrailWithoutInsightsIsAnAnswer(t *testing.T) {
	needs := []inventory.Handle{inventory.CloudTrailInsights}
	inv := replay(t, needs, append(seenFromBoth(orgTrail),
		detailOfTrail("GetInsightSelectors", "TrailName", 400, `{"__type":"InsightNotEnabledException","message":"m"}`))...)
	if rows := inventory.CloudTrailInsights.Rows(inv); len(rows) != 1 || len(rows[0].InsightTypes) != 0 {
		t.Errorf("rows %+v, gaps %+v", rows, inv.Gaps(inventory.CloudTrailInsights))
	}
	inv = replay(t, needs, append(seenFromBoth(orgTrail), detailOfTrail("GetInsightSelectors", "TrailName", 200,
		`{"TrailARN":"`+orgTrailARN+`","InsightSelectors":[{"InsightType":"ApiCallRateInsight"}]}`))...)
	if rows := inventory.CloudTrailInsights.Rows(inv); len(rows) != 1 || !slices.Equal(rows[0].InsightTypes, []string{"ApiCallRateInsight"}) {
		t.Errorf("rows: %+v", rows)
	}
	inv = replay(t, needs, append(seenFromBoth(orgTrail),
		detailOfTrail("GetInsightSelectors", "TrailName", 400, `{"__type":"TrailNotFoundException","message":"m"}`))...)
	if gaps := inv.Gaps(inventory.CloudTrailInsights); len(gaps) != 1 || gaps[0].Reason != inventory.Gone {
		t.Errorf("gaps: %+v", gaps)
	}
}
