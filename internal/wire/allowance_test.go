package wire

import (
	"testing"
	"testing/synctest"
)

// burst returns how many calls the limit lets through at once.
func burst(t *testing.T, l *limit) int {
	t.Helper()
	n := 0
	for ; l.bucket.Tokens() >= 1; n++ {
		pass(t, l)
	}
	return n
}

func TestAScanTakesItsShareOfWhatAWSAllows(t *testing.T) {
	for name, tc := range map[string]struct {
		operation string
		share     float64
		rate      float64
		burst     int
	}{
		"a list of EC2":              {"ec2:DescribeVolumes", 0, 12, 60},
		"an exception of EC2":        {"ec2:DescribeSpotFleetRequests", 0, 1.8, 30},
		"a policy of Lambda":         {"lambda:GetPolicy", 0, 9, 9},
		"a list of Lambda":           {"lambda:ListFunctions", 0, 9, 9},
		"a trail":                    {"cloudtrail:GetTrailStatus", 0, 6, 6},
		"the policy of a key":        {"kms:GetKeyPolicy", 0, 600, 600},
		"the grants of a key":        {"kms:ListGrants", 0, 60, 60},
		"the policy of a secret":     {"secretsmanager:GetResourcePolicy", 0, 30, 30},
		"the list of secrets":        {"secretsmanager:ListSecrets", 0, startRate, startBurst},
		"a web ACL of a resource":    {"wafv2:GetWebACLForResource", 0, 0.6, 1},
		"IAM":                        {"iam:GetAccountAuthorizationDetails", 0, 9, 18},
		"a bucket":                   {"s3:GetBucketPolicy", 0, 120, 120},
		"where nothing is known":     {"rds:DescribeDBInstances", 0, startRate, startBurst},
		"all of it":                  {"lambda:GetPolicy", 1, 15, 15},
		"a small part":               {"lambda:GetPolicy", 0.2, 3, 3},
		"less than one call":         {"lambda:GetPolicy", 0.01, slowest, 1},
		"where nothing can be taken": {"rds:DescribeDBInstances", 0.2, startRate, startBurst},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := newLimits(Options{Share: tc.share}).of(Call{Operation: tc.operation, Region: "eu-west-1"})
				if n := burst(t, l); n != tc.burst {
					t.Errorf("%d calls at once, want %d", n, tc.burst)
				}
				if got := pace(t, l); !about(got, tc.rate) {
					t.Errorf("%.2f calls a second, want %.2f", got, tc.rate)
				}
			})
		})
	}
}

func TestWhatAWSCountsTogetherIsOneBucket(t *testing.T) {
	for name, tc := range map[string]struct {
		one, other, region string
		together           bool
	}{
		"reads of Lambda":        {"lambda:ListFunctions", "lambda:ListAliases", "eu-west-1", true},
		"policies of Lambda":     {"lambda:ListFunctions", "lambda:GetPolicy", "eu-west-1", false},
		"reads of CloudTrail":    {"cloudtrail:GetTrailStatus", "cloudtrail:GetEventSelectors", "eu-west-1", true},
		"operations of EC2":      {"ec2:DescribeVpcs", "ec2:DescribeSubnets", "eu-west-1", false},
		"operations of KMS":      {"kms:ListGrants", "kms:ListAliases", "eu-west-1", false},
		"operations of the WAF":  {"wafv2:GetWebACL", "wafv2:GetIPSet", "eu-west-1", false},
		"an operation elsewhere": {"lambda:GetPolicy", "lambda:GetPolicy", "us-east-1", false},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLimits(Options{})
			one, other := l.of(Call{Operation: tc.one, Region: "eu-west-1"}), l.of(Call{Operation: tc.other, Region: tc.region})
			if (one == other) != tc.together {
				t.Errorf("%s and %s of %s share a bucket: %v", tc.one, tc.other, tc.region, one == other)
			}
		})
	}
}

func TestSoManyCallsAreUnderWayAtAServiceAsIsKnownToBeFine(t *testing.T) {
	for operation, want := range map[string]int{
		"ec2:DescribeVolumes": 64, "s3:GetBucketPolicy": 64, "lambda:GetPolicy": 64, "kms:ListGrants": 64,
		"iam:GetSAMLProvider": 16, "rds:DescribeDBInstances": 16, "elasticloadbalancingv2:DescribeRules": 16,
	} {
		if got := newLimits(Options{}).of(Call{Operation: operation, Region: "eu-west-1"}).places[0].free; got != want {
			t.Errorf("%s: %d calls at a time, want %d", operation, got, want)
		}
	}
}
