package identity_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/identity"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/policy"
)

// company is roles of which every twentieth may pass any and change functions,
// every fiftieth administers, and the others have work of their own.
func company(n int) []inventory.Part {
	var roles []inventory.IAMRole
	for i := range n {
		r := role(fmt.Sprintf("r%d", i), "*", "sqs:*", "dynamodb:GetItem", "lambda:InvokeFunction", "kms:Decrypt")
		switch {
		case i%20 == 0:
			r = role(r.ID, "*", "iam:PassRole", "iam:CreateRole", "lambda:*", "cloudformation:*")
		case i%50 == 1:
			r = role(r.ID, "*", "*")
		}
		roles = append(roles, r)
	}
	return []inventory.Part{inventory.IAMRoles.Of(roles...)}
}

func TestTimeGrowsWithTheNumberOfRolesAndLittleFaster(t *testing.T) {
	least := func(times, roles int) time.Duration {
		best := time.Hour
		for range times {
			parts := company(roles)
			var all identity.Standings
			best = min(best, checktest.Processor(t, func() { all = standings(parts...) }))
			if got := all.Of(arn("role/r0")).Privileged(); got != policy.Yes {
				t.Fatalf("who may pass an administrator's role: %v", got)
			}
		}
		return best
	}
	small, large := least(5, 100), least(1, 3_000)
	t.Logf("100 roles: %v; 3,000: %v", small, large)
	// Thirty times as many. Asking each for each would take 900 times as long.
	if large > 100*small {
		t.Errorf("100 roles took %v, 3,000 took %v", small, large)
	}
}
