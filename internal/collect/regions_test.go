package collect

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/config"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
)

const threeRegions = `<DescribeRegionsResponse><regionInfo>
<item><regionName>eu-west-1</regionName><optInStatus>opt-in-not-required</optInStatus></item>
<item><regionName>me-south-1</regionName><optInStatus>not-opted-in</optInStatus></item>
<item><regionName>us-east-1</regionName><optInStatus>opt-in-not-required</optInStatus></item>
</regionInfo></DescribeRegionsResponse>`

func scopeOf(home Session, wanted []string) (Scope, inventory.Part, error) {
	return ListRegions(context.Background(), home.Config).Scope(home, wanted)
}

func describeRegions(status int, body string) wire.Exchange {
	return exchange("ec2:DescribeRegions", "us-east-1", `{"AllRegions":true}`, status, "text/xml", body)
}

func TestTheScopeIsWhatIsEnabledOrWanted(t *testing.T) {
	denied := describeRegions(403, `<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no</Message></Error></Errors></Response>`)
	for name, tc := range map[string]struct {
		answer       wire.Exchange
		wanted       []string
		regions      []string
		unseen, gaps []inventory.Reason // gaps: those of the regions' own table, and of all that are read by region
	}{
		"all":             {describeRegions(200, threeRegions), nil, []string{"eu-west-1", "us-east-1"}, nil, nil},
		"one of two":      {describeRegions(200, threeRegions), []string{"eu-west-1"}, []string{"eu-west-1"}, []inventory.Reason{inventory.NotSelected}, nil},
		"one that is off": {describeRegions(200, threeRegions), []string{"me-south-1", "eu-west-1"}, []string{"eu-west-1"}, []inventory.Reason{inventory.NotSelected}, []inventory.Reason{inventory.RegionOff}},
		"denied":          {denied, nil, []string{"us-east-1"}, nil, []inventory.Reason{inventory.Denied}},
		"none at all": {describeRegions(200, `<DescribeRegionsResponse><regionInfo/></DescribeRegionsResponse>`), nil,
			[]string{"us-east-1"}, nil, []inventory.Reason{inventory.Malformed}},
		"denied, two asked": {denied, []string{"eu-west-1", "eu-central-1", "eu-west-1"}, []string{"eu-central-1", "eu-west-1"}, []inventory.Reason{inventory.Denied}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			scope, table, err := scopeOf(homeOf(t, RegionOperations, tc.answer), tc.wanted)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(scope.Regions, tc.regions) || !slices.Equal(reasonsOf(scope.Unseen), tc.unseen) {
				t.Errorf("scope: %+v", scope)
			}
			inv := inventory.New(checktest.Account, checktest.Now, table)
			if rows := inventory.Regions.Rows(inv); len(rows) != len(tc.regions) {
				t.Errorf("rows: %+v", rows)
			}
			for _, region := range tc.regions {
				row, ok := inventory.Regions.Row(inv, checktest.Account.In(region).Key())
				if want := map[int]string{200: "opt-in-not-required"}[tc.answer.Status]; !ok || len(tc.gaps) == 0 && row.OptInStatus != want {
					t.Errorf("%s: %+v, want the status %q", region, row, want)
				}
			}
			if got := reasonsOf(inv.Gaps(inventory.Regions)); !slices.Equal(got, tc.gaps) || !slices.Equal(reasonsOf(scope.Gaps), tc.gaps) {
				t.Errorf("gaps: %v, %+v", got, scope.Gaps)
			}
		})
	}
}

func TestARegionThatDoesNotExistIsAnError(t *testing.T) {
	_, _, err := scopeOf(homeOf(t, RegionOperations, describeRegions(200, threeRegions)), []string{"eu-west-9"})
	if unknown, ok := errors.AsType[*UnknownRegionError](err); !ok || unknown.Region != "eu-west-9" || len(unknown.Known) != 3 {
		t.Errorf("%v", err)
	}
}

func reasonsOf(gaps []inventory.Gap) []inventory.Reason {
	var all []inventory.Reason
	for _, g := range gaps {
		all = append(all, g.Reason)
	}
	return all
}

// The recorder of one region leaves the global types to another, which a scan
// of one region does not see.
func TestWhatMayLieInARegionThatWasLeftOutIsUnknown(t *testing.T) {
	plan, err := NewPlan(config.RecorderAllResources.Needs())
	if err != nil {
		t.Fatal(err)
	}
	answer := func(region, group string) wire.Exchange {
		return exchange("configservice:DescribeConfigurationRecorders", region, `{}`, 200, "application/x-amz-json-1.1",
			`{"ConfigurationRecorders":[{"name":"default","recordingGroup":`+group+`}]}`)
	}
	recording := func(region string) wire.Exchange {
		return exchange("configservice:DescribeConfigurationRecorderStatus", region, `{}`, 200, "application/x-amz-json-1.1",
			`{"ConfigurationRecordersStatus":[{"name":"default","recording":true,"lastStatus":"SUCCESS"}]}`)
	}
	const regional = `{"allSupported":true,"includeGlobalResourceTypes":false}`
	const all = `{"allSupported":true,"includeGlobalResourceTypes":true}`
	for name, tc := range map[string]struct {
		wanted []string
		home   string
		want   check.Status
	}{
		"all regions":               {nil, all, check.StatusPass},
		"the region with all types": {[]string{"us-east-1"}, all, check.StatusPass},
		"the other region":          {[]string{"eu-west-1"}, all, check.StatusUnknown},
		"no region has them":        {nil, regional, check.StatusFail},
	} {
		t.Run(name, func(t *testing.T) {
			home := homeOf(t, append(plan.Operations(), RegionOperations...), describeRegions(200, threeRegions),
				answer("us-east-1", tc.home), answer("eu-west-1", regional), recording("us-east-1"), recording("eu-west-1"))
			scope, table, err := scopeOf(home, tc.wanted)
			if err != nil {
				t.Fatal(err)
			}
			var progress Progress
			parts := append(plan.Collect(context.Background(), home, scope, &progress), table)
			findings := slices.Collect(check.Evaluate([]*check.Check{config.RecorderAllResources}, inventory.New(checktest.Account, checktest.Now, parts...), nil))
			if len(findings) != len(scope.Regions) || findings[0].Status != tc.want {
				t.Fatalf("%+v", findings)
			}
			if tc.want == check.StatusUnknown && (findings[0].Gaps[0].Reason != inventory.NotSelected || findings[0].Gaps[0].Subject.Region != "us-east-1") {
				t.Errorf("gaps: %+v", findings[0].Gaps)
			}
			if done, of := progress.Tables(); done != 2 || of != 2 {
				t.Errorf("progress: %d of %d", done, of)
			}
		})
	}
}

// A region that was asked for and is off, and all regions if AWS names none,
// are not silently without volumes.
func TestAListOfARegionThatCannotBeLookedIntoHasAGapThere(t *testing.T) {
	plan := planOf(t, inventory.Volumes)
	none := func(region string) wire.Exchange {
		return exchange("ec2:DescribeVolumes", region, `{"MaxResults":500}`, 200, ec2XML, ec2Answer("DescribeVolumes", `<volumeSet/>`))
	}
	for name, tc := range map[string]struct {
		regions wire.Exchange
		wanted  []string
		want    inventory.Resource
		reason  inventory.Reason
	}{
		"off":     {describeRegions(200, threeRegions), []string{"me-south-1", "us-east-1"}, checktest.Account.In("me-south-1"), inventory.RegionOff},
		"unnamed": {describeRegions(500, `<Response><Errors><Error><Code>InternalError</Code><Message>m</Message></Error></Errors></Response>`), nil, checktest.Account.Resource(), inventory.ServerError},
	} {
		t.Run(name, func(t *testing.T) {
			cfg := homeOf(t, append(plan.Operations(), RegionOperations...), tc.regions, none("us-east-1"))
			scope, _, err := scopeOf(cfg, tc.wanted)
			if err != nil {
				t.Fatal(err)
			}
			inv := inventory.New(checktest.Account, checktest.Now, plan.Collect(context.Background(), cfg, scope, new(Progress))...)
			gaps := inv.Gaps(inventory.Volumes)
			if len(gaps) != 1 || gaps[0].Subject.Key() != tc.want.Key() || gaps[0].Reason != tc.reason || gaps[0].Operation != "ec2:DescribeRegions" {
				t.Errorf("gaps: %+v", gaps)
			}
		})
	}
}
