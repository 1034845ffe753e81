package reach_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/reach"
	rt "github.com/yourside/yourside/checks/reach/reachtest"
)

// statuses judges the parts, and those that the check needs and are not given.
func statuses(c *check.Check, parts []inventory.Part) []string {
	var all []string
	for _, f := range slices.Collect(check.Evaluate([]*check.Check{c}, inventory.New(checktest.Account, checktest.Now, parts...), nil)) {
		all = append(all, f.Status.String())
	}
	return all
}

// A company of instances, each with an interface of its own in one of a hundred
// subnets, with three of the groups, of six rules each. Every tenth is reached.
func company(instances, groups int) []inventory.Part {
	return with(func(n *rt.Network) {
		n.Instances, n.Interfaces, n.Rules, n.Groups = nil, nil, nil, nil
		n.RouteTables[0].Associations = nil
		n.ACLs[0].Associations = nil
		n.Subnets = nil
		for i := range 100 {
			id := fmt.Sprintf("subnet-%d", i)
			n.Subnets = append(n.Subnets, rt.Subnet(id, "vpc-1", fmt.Sprintf("10.0.%d.0/24", i)))
			n.RouteTables[0].Associations = append(n.RouteTables[0].Associations, inventory.RouteTableAssociation{SubnetID: id})
			n.ACLs[0].Associations = append(n.ACLs[0].Associations, id)
		}
		for g := range groups {
			id := fmt.Sprintf("sg-%d", g)
			n.Groups = append(n.Groups, inventory.SecurityGroup{Resource: rt.Resource("AWS::EC2::SecurityGroup", id)})
			source := "10.0.0.0/8"
			if g%30 == 0 {
				source = "0.0.0.0/0"
			}
			for r, port := range []int{22, 80, 443, 3306, 5432, 9200} {
				n.Rules = append(n.Rules, rt.Rule(fmt.Sprintf("sgr-%d-%d", g, r), id, "tcp", port, port, source))
			}
		}
		for i := range instances {
			id := fmt.Sprintf("i-%d", i)
			n.Instances = append(n.Instances, inventory.Instance{Resource: rt.Resource("AWS::EC2::Instance", id), State: "running"})
			nic := rt.Interface(fmt.Sprintf("eni-%d", i), id, fmt.Sprintf("subnet-%d", i%100), fmt.Sprintf("10.%d.%d.%d", i>>16, i>>8&255, i&255), "198.51.100.1")
			nic.Groups = []string{fmt.Sprintf("sg-%d", i*3%groups), fmt.Sprintf("sg-%d", (i*3+1)%groups), fmt.Sprintf("sg-%d", (i*3+2)%groups)}
			n.Interfaces = append(n.Interfaces, nic)
		}
	})
}

var manyPorts = reach.TCP(reach.Ports(20, 21, 22, 23, 1433, 1434, 3306, 3389, 5432, 6379, 9200, 9300, 11211, 27017))

func TestTimeGrowsWithTheNumberOfInterfacesAndNoFaster(t *testing.T) {
	c := closedTo(manyPorts)
	least := func(times, instances, groups int) time.Duration {
		best := time.Hour
		for range times {
			parts := company(instances, groups)
			var got []string
			best = min(best, checktest.Processor(t, func() { got = statuses(c, parts) }))
			if open := len(slices.DeleteFunc(got, func(s string) bool { return s != "FAIL" })); open != instances/10 {
				t.Fatalf("%d of %d instances are reached, want every tenth", open, instances)
			}
		}
		return best
	}
	small, large := least(5, 100, 60), least(1, 10_000, 6_000)
	t.Logf("100 interfaces and 60 groups: %v; 10,000 and 6,000: %v", small, large)
	// A hundred times as many of each. A walk of all for each would take 10,000 times as long.
	if large > 500*small {
		t.Errorf("100 interfaces took %v, 10,000 took %v", small, large)
	}
}

func BenchmarkAHundredInstancesAndFourHundredGroups(b *testing.B) {
	c, parts := closedTo(manyPorts), company(100, 400)
	inv := inventory.New(checktest.Account, checktest.Now, parts...)
	for b.Loop() {
		for range check.Evaluate([]*check.Check{c}, inv, nil) {
		}
	}
}

func BenchmarkTenThousandInterfaces(b *testing.B) {
	c, parts := closedTo(manyPorts), company(10_000, 6_000)
	inv := inventory.New(checktest.Account, checktest.Now, parts...)
	for b.Loop() {
		for range check.Evaluate([]*check.Check{c}, inv, nil) {
		}
	}
}
