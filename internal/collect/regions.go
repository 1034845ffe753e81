package collect

import (
	"context"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"

	"github.com/yourside/yourside/checks/inventory"
)

// RegionOperations are what Regions calls.
var RegionOperations = []string{"ec2:DescribeRegions"}

// An UnknownRegionError is a region that the partition does not have.
type UnknownRegionError struct {
	Region string
	Known  []string
}

func (e *UnknownRegionError) Error() string { return fmt.Sprintf("there is no region %q", e.Region) }

// Regions returns the regions to scan and the table that lists them: the
// wanted ones, or all that are enabled. A wanted region that is off is a gap. If AWS
// does not tell, the wanted regions or the home region are scanned, and the
// table has a gap over the account.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html
func Regions(ctx context.Context, home Session, wanted []string) ([]string, inventory.Part, error) {
	out, err := ec2.NewFromConfig(home.Config).DescribeRegions(ctx, &ec2.DescribeRegionsInput{AllRegions: aws.Bool(true)})
	if err != nil {
		if len(wanted) == 0 {
			wanted = []string{home.Region}
		}
		gap := gapOf(err, home.Account.Resource(), RegionOperations)
		return wanted, inventory.Regions.Missing(gap), nil
	}
	status := map[string]string{}
	var known []string
	for _, r := range out.Regions {
		known = append(known, aws.ToString(r.RegionName))
		status[aws.ToString(r.RegionName)] = aws.ToString(r.OptInStatus)
	}
	slices.Sort(known)
	var scan []string
	var rows []inventory.Region
	var gaps []inventory.Gap
	for _, region := range known {
		off := status[region] == "not-opted-in"
		selected := slices.Contains(wanted, region)
		switch {
		case off && selected:
			gaps = append(gaps, inventory.Gap{
				Subject: home.Account.In(region), Operation: RegionOperations[0], Reason: inventory.RegionOff,
				Message: "the region is not enabled in this account",
			})
		case !off && (selected || len(wanted) == 0):
			scan = append(scan, region)
			rows = append(rows, inventory.Region{Resource: home.Account.In(region), OptInStatus: status[region]})
		}
	}
	for _, region := range wanted {
		if _, ok := status[region]; !ok {
			return nil, inventory.Part{}, &UnknownRegionError{region, known}
		}
	}
	return scan, inventory.Regions.Missing(gaps...).With(rows), nil
}
