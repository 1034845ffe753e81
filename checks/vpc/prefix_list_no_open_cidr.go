package vpc

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/internet"
	"github.com/yourside/yourside/checks/inventory"
)

// PrefixListNoOpenCIDR is the check vpc.prefix-list-no-open-cidr.
var PrefixListNoOpenCIDR = &check.Check{
	ID:        "vpc.prefix-list-no-open-cidr",
	Title:     "VPC prefix lists used in rules do not hide open ranges",
	Domain:    check.InfrastructureProtection,
	Severity:  check.High,
	Resource:  "AWS::EC2::PrefixList",
	Logic:     "Hygiene, not exposure: reads the entries of each prefix list of the customer that an inbound security group rule names. Passes if they amount to less than a quarter of the public addresses, IPv4 and IPv6 apart.",
	Rationale: "A rule that names a prefix list looks restricted. If the list holds 0.0.0.0/0 or its halves, it is open to the internet, and every rule that uses the list with it.",
	Remedy:    "Remove the wide entries from the prefix list, or replace them by the ranges that need access.",
	Fix: check.Fix{
		Console: "VPC console, Managed prefix lists, the list, Entries, Modify entries: remove the wide ones.",
		CLI:     "aws ec2 modify-managed-prefix-list --prefix-list-id PREFIX_LIST_ID --current-version VERSION --add-entries Cidr=CIDR --remove-entries Cidr=0.0.0.0/0",
		Terraform: `resource "aws_ec2_managed_prefix_list" "clients" {
  name           = "NAME"
  address_family = "IPv4"
  max_entries    = 10
  entry { cidr = "CIDR" }
}`,
		Breaks: "Clients outside the entries that remain lose access, under every security group, route table and account that uses the list.",
		Undo:   "aws ec2 restore-managed-prefix-list-version --prefix-list-id PREFIX_LIST_ID --previous-version VERSION --current-version CURRENT_VERSION.",
	},
	References: []string{"https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html"},
	Controls:   []string{},
	Assess:     check.ForEach(inventory.PrefixLists, prefixListNoOpenCIDR, inventory.SecurityGroupRules, inventory.PrefixListEntries),
}

var rulesByList = check.NewIndex(inventory.SecurityGroupRules,
	func(r inventory.SecurityGroupRule) []string { return []string{r.PrefixListID} })

func prefixListNoOpenCIDR(e check.Env, l inventory.PrefixList) check.Verdict {
	owner := check.Saw("OwnerID", l.OwnerID)
	if l.OwnerID == inventory.OwnedByAWS {
		return check.NotApplicable("is a list of AWS", owner)
	}
	r, used := rulesByList.Find(e, l.Resource, l.ID, func(r inventory.SecurityGroupRule) bool { return !r.IsEgress })
	if !used {
		return check.NotApplicable("is named by no inbound rule", owner, check.Saw("PrefixListID", l.ID), check.Saw("IsEgress", false))
	}
	entries := check.Detail(e, inventory.PrefixListEntries, l.Resource).Entries
	seen := []check.Evidence{
		owner, check.SawOn(r.Resource, "PrefixListID", r.PrefixListID), check.SawOn(r.Resource, "IsEgress", r.IsEgress),
		check.Saw("Entries", entries),
	}
	ranges, bad := internet.ParseAll(entries)
	if bad != "" {
		return check.Unknown("holds a range that cannot be read: "+bad, seen...)
	}
	return check.PassIf(!internet.World(internet.SetOf(ranges)), "holds no open range", "opens the rule "+r.ID+" to the internet", seen...)
}
