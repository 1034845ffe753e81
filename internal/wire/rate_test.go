package wire

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTheRateOfAnOperationIsThatOfItsLimit(t *testing.T) {
	for operation, want := range map[string]Rate{
		"ec2:DescribeVolumes":       {"ec2:DescribeVolumes", 20 * Share, 60, false},
		"cloudtrail:DescribeTrails": {"cloudtrail", 10 * Share, 6, false},
		"sts:GetCallerIdentity":     {"sts", startRate, startBurst, true},
	} {
		if diff := cmp.Diff(want, RateOf(operation, 0)); diff != "" {
			t.Errorf("%s: %s", operation, diff)
		}
	}
}
