package inventory

// Regions holds the regions that the scan covers, one row each, about the
// account in that region: ec2:DescribeRegions. Checks that ask one thing of
// every region go over it.
var Regions = NewTable[Region]("account.regions")

// A Region is a region of the account that was scanned.
type Region struct {
	Resource
	// OptInStatus is opt-in-not-required or opted-in; a region that is not
	// opted in answers nothing and is a gap instead.
	// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Region.html
	OptInStatus string
}
