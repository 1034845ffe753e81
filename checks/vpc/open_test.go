package vpc

import (
	"maps"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func group(id, name string) inventory.SecurityGroup {
	return inventory.SecurityGroup{Resource: checktest.Resource("AWS::EC2::SecurityGroup", id), GroupName: name}
}

// webGroup is the group that the rules of rule are of.
var webGroup = inventory.SecurityGroups.Of(group("sg-1", "web"))

// rule is an inbound rule of webGroup without a source: one for another group.
func rule(id, protocol string, from, to int) inventory.SecurityGroupRule {
	return inventory.SecurityGroupRule{
		Resource: checktest.Resource("AWS::EC2::SecurityGroupRule", id), GroupID: "sg-1",
		IPProtocol: protocol, FromPort: from, ToPort: to,
	}
}

func from4(cidr string, r inventory.SecurityGroupRule) inventory.SecurityGroupRule {
	r.CIDRIPv4 = cidr
	return r
}

func from6(cidr string, r inventory.SecurityGroupRule) inventory.SecurityGroupRule {
	r.CIDRIPv6 = cidr
	return r
}

func fromList(id string, r inventory.SecurityGroupRule) inventory.SecurityGroupRule {
	r.PrefixListID = id
	return r
}

func outbound(r inventory.SecurityGroupRule) inventory.SecurityGroupRule {
	r.IsEgress = true
	return r
}

func rules(all ...inventory.SecurityGroupRule) inventory.Part {
	return inventory.SecurityGroupRules.Of(all...)
}

func listResource(id string) inventory.Resource {
	return checktest.Resource("AWS::EC2::PrefixList", id)
}

func lists(owner string, ids ...string) inventory.Part {
	var all []inventory.PrefixList
	for _, id := range ids {
		all = append(all, inventory.PrefixList{Resource: listResource(id), OwnerID: owner})
	}
	return inventory.PrefixLists.Of(all...)
}

func entries(id string, cidrs ...string) inventory.Part {
	return inventory.PrefixListEntries.Of(inventory.PrefixListContent{Resource: listResource(id), Entries: cidrs})
}

// openCases are the cases that every check of an open TCP port shares.
func openCases(port int) checktest.Cases {
	one := rule("sgr-1", "tcp", port, port)
	two := rule("sgr-2", "tcp", port, port)
	return checktest.Cases{
		"no rules":                        checktest.Pass(webGroup, rules()),
		"IPv4":                            checktest.Fail(webGroup, rules(from4("0.0.0.0/0", one))).Says("sgr-1"),
		"IPv6":                            checktest.Fail(webGroup, rules(from6("::/0", one))).Says("sgr-1"),
		"all of global IPv6":              checktest.Fail(webGroup, rules(from6("2000::/3", one))),
		"all protocols":                   checktest.Fail(webGroup, rules(from4("0.0.0.0/0", rule("sgr-1", "-1", -1, -1)))),
		"by number":                       checktest.Fail(webGroup, rules(from4("0.0.0.0/0", rule("sgr-1", "6", port, port)))),
		"in a range":                      checktest.Fail(webGroup, rules(from4("0.0.0.0/0", rule("sgr-1", "tcp", 1, 65535)))),
		"two halves":                      checktest.Fail(webGroup, rules(from4("0.0.0.0/1", one), from4("128.0.0.0/1", two))).Says("sgr-1, sgr-2"),
		"ICMP":                            checktest.Pass(webGroup, rules(from4("0.0.0.0/0", rule("sgr-1", "icmp", -1, -1)))),
		"another group":                   checktest.Pass(webGroup, rules(one)),
		"egress":                          checktest.Pass(webGroup, rules(outbound(from4("0.0.0.0/0", rule("sgr-1", "-1", -1, -1))))),
		"private":                         checktest.Pass(webGroup, rules(from4("10.0.0.0/8", one))),
		"one address":                     checktest.Pass(webGroup, rules(from4("203.0.113.7/32", one))),
		"a rule of others":                checktest.Pass(inventory.SecurityGroups.Of(group("sg-2", "db")), rules(from4("0.0.0.0/0", one))),
		"an unreadable range":             checktest.Unknown(webGroup, rules(from4("everywhere", one))),
		"open beside an unreadable range": checktest.Fail(webGroup, rules(from4("everywhere", one), from4("0.0.0.0/0", two))).Says("sgr-2"),
		"open beside a list that is not seen": checktest.Fail(webGroup, rules(fromList("pl-9", one), fromList("pl-1", two)),
			lists("123456789012", "pl-1"), entries("pl-1", "0.0.0.0/0")),
		"hidden in a list": checktest.Fail(webGroup, rules(fromList("pl-1", one)),
			lists("123456789012", "pl-1"), entries("pl-1", "0.0.0.0/0")),
		"half written, half in a list": checktest.Fail(webGroup, rules(from4("0.0.0.0/3", one), fromList("pl-1", two)),
			lists("123456789012", "pl-1"), entries("pl-1", "32.0.0.0/3", "64.0.0.0/2")),
		"a narrow list": checktest.Pass(webGroup, rules(fromList("pl-1", one)),
			lists("123456789012", "pl-1"), entries("pl-1", "203.0.113.0/24")),
		"a list of AWS":           checktest.Pass(webGroup, rules(fromList("pl-1", one)), lists(inventory.OwnedByAWS, "pl-1")),
		"a list that is not seen": checktest.Unknown(webGroup, rules(fromList("pl-1", one)), lists("123456789012")),
		"a list that is denied": checktest.Unknown(webGroup, rules(fromList("pl-1", one)), lists("123456789012", "pl-1"),
			inventory.PrefixListEntries.Missing(checktest.Denied(listResource("pl-1")))),
		"decided without the list": checktest.Fail(webGroup, rules(from4("0.0.0.0/0", one), fromList("pl-1", two)),
			inventory.PrefixLists.Missing(checktest.Denied())),
	}
}

// and adds cases, or replaces those of the same name.
func and(cases, more checktest.Cases) checktest.Cases {
	maps.Copy(cases, more)
	return cases
}
