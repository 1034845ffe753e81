package wire

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTheRateOfAnOperationIsThatOfItsLimit(t *testing.T) {
	for operation, want := range map[string]Rate{
		"ec2:DescribeVolumes":       {"ec2:DescribeVolumes", 20 * courtesy, 60, false},
		"cloudtrail:DescribeTrails": {"cloudtrail", 10 * courtesy, 6, false},
		"sts:GetCallerIdentity":     {"sts", startRate, startBurst, true},
	} {
		if diff := cmp.Diff(want, RateOf(operation)); diff != "" {
			t.Errorf("%s: %s", operation, diff)
		}
	}
}
