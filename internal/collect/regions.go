package collect

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/yourside/yourside/checks/inventory"
)

// RegionOperations are what ListRegions calls.
var RegionOperations = []string{"ec2:DescribeRegions"}

// An UnknownRegionError is a region that the partition does not have.
type UnknownRegionError struct {
	Region string
	Known  []string
}

func (e *UnknownRegionError) Error() string { return fmt.Sprintf("there is no region %q", e.Region) }

// A Scope is where a scan looks.
type Scope struct {
	Regions []string // sorted
	// Gaps are the regions that it should look into and cannot, as gaps of every
	// table that is read region by region.
	Gaps []inventory.Gap
	// Unseen are the enabled regions that it leaves out, or not knowing them, as
	// gaps: what is asked of the account as a whole may lie there.
	Unseen []inventory.Gap
}

// A RegionList is what AWS says of its regions, or why it says nothing.
type RegionList struct {
	regions []types.Region
	err     error
}

// ListRegions asks AWS for its regions.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html
func ListRegions(ctx context.Context, cfg aws.Config) RegionList {
	out, err := ec2.NewFromConfig(cfg).DescribeRegions(ctx, &ec2.DescribeRegionsInput{AllRegions: aws.Bool(true)})
	if err == nil && len(out.Regions) == 0 {
		err = errors.New("the answer has no regions")
	}
	if err != nil {
		return RegionList{err: err}
	}
	return RegionList{regions: out.Regions}
}

// Scope returns the scope of a scan and the table of its regions: the wanted
// ones, or all that are enabled. A wanted region that is off is a gap. If AWS
// does not tell, the wanted regions are scanned; if none are, the home region,
// and all others are a gap.
func (l RegionList) Scope(home Session, wanted []string) (Scope, inventory.Part, error) {
	if len(l.regions) == 0 {
		scope, part := blindly(l.err, home, wanted)
		return scope, part, nil
	}
	status := map[string]string{}
	var known []string
	for _, r := range l.regions {
		known = append(known, aws.ToString(r.RegionName))
		status[aws.ToString(r.RegionName)] = aws.ToString(r.OptInStatus)
	}
	slices.Sort(known)
	for _, region := range wanted {
		if _, ok := status[region]; !ok {
			return Scope{}, inventory.Part{}, &UnknownRegionError{region, known}
		}
	}
	var scope Scope
	var rows []inventory.Region
	for _, region := range known {
		enabled := status[region] != "not-opted-in"
		selected := slices.Contains(wanted, region)
		gap := inventory.Gap{Subject: home.Account.In(region)}
		switch {
		case enabled && (selected || len(wanted) == 0):
			scope.Regions = append(scope.Regions, region)
			rows = append(rows, inventory.Region{Resource: home.Account.In(region), OptInStatus: status[region]})
		case enabled:
			gap.Reason, gap.Message = inventory.NotSelected, "the region was left out by --region"
			scope.Unseen = append(scope.Unseen, gap)
		case selected:
			gap.Operation = RegionOperations[0]
			gap.Reason, gap.Message = inventory.RegionOff, "the region is not enabled in this account"
			scope.Gaps = append(scope.Gaps, gap)
		}
	}
	return scope, inventory.Regions.Missing(scope.Gaps...).With(rows), nil
}

// blindly is where to look if AWS does not tell which regions there are.
func blindly(err error, home Session, wanted []string) (Scope, inventory.Part) {
	gap := gapOf(err, home.Account.Resource(), RegionOperations)
	scope := Scope{Regions: slices.Compact(slices.Sorted(slices.Values(wanted))), Unseen: []inventory.Gap{gap}}
	if len(wanted) == 0 {
		scope = Scope{Regions: []string{home.Region}, Gaps: []inventory.Gap{gap}}
	}
	var rows []inventory.Region
	for _, region := range scope.Regions {
		rows = append(rows, inventory.Region{Resource: home.Account.In(region)})
	}
	return scope, inventory.Regions.Missing(scope.Gaps...).With(rows)
}
