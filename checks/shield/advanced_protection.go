package shield

import (
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// AdvancedProtection is the check shield.advanced-protection.
var AdvancedProtection = &check.Check{
	ID:        "shield.advanced-protection",
	Title:     "Listed resource types are under Shield Advanced when subscribed",
	Domain:    check.InfrastructureProtection,
	Severity:  check.Medium,
	Resource:  "AWS::Shield::Protection",
	Logic:     "Looks for a protection of each resource that Shield Advanced can protect: Elastic IP addresses that something has, Classic and Application Load Balancers on the internet, distributions of CloudFront, standard accelerators of Global Accelerator and public hosted zones. Passes if there is one. Fails if there is none. Does not apply without a subscription, to what is not on the internet, nor to Network Load Balancers, which are protected by their Elastic IP addresses.",
	Rationale: "A subscription protects nothing by itself: what was not added has Shield Standard only, and what an attack on it costs is not refunded.",
	Remedy:    "Add the resource to those that Shield Advanced protects, or have a policy of Firewall Manager add all.",
	Fix: check.Fix{
		Console: "WAF & Shield console, AWS Shield, Protected resources, Add resources to protect: choose the resource.",
		CLI:     "aws shield create-protection --region us-east-1 --name NAME --resource-arn RESOURCE_ARN",
		Terraform: `resource "aws_shield_protection" "web" {
  name         = "NAME"
  resource_arn = "RESOURCE_ARN"
}`,
		Breaks: "Nothing. Traffic of protected resources is charged by the gigabyte.",
		Undo:   "aws shield delete-protection --region us-east-1 --protection-id PROTECTION_ID.",
	},
	References: []string{
		"https://docs.aws.amazon.com/waf/latest/developerguide/ddos-protections-by-resource-type.html",
		"https://docs.aws.amazon.com/waf/latest/developerguide/ddos-protections-ec2-nlb.html",
		"https://docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_CreateProtection.html",
	},
	Controls: []string{},
	Assess: check.Together(
		check.ForEach(inventory.Addresses, addressProtected, protecting...),
		check.ForEach(inventory.ELBLoadBalancers, classicProtected, protecting...),
		check.ForEach(inventory.ELBv2LoadBalancers, balancerProtected, protecting...),
		check.ForEach(inventory.CloudFrontDistributions, distributionProtected, protecting...),
		check.ForEach(inventory.Accelerators, acceleratorProtected, protecting...),
		check.ForEach(inventory.HostedZones, zoneProtected, protecting...),
	),
}

var protecting = []inventory.Handle{inventory.ShieldSubscriptions, inventory.ShieldProtections}

var protections = check.NewIndex(inventory.ShieldProtections, func(p inventory.ShieldProtection) []string { return []string{p.ResourceArn} })

// protected judges a resource by whether something protects what has this ARN.
func protected(e check.Env, arn string, saw ...check.Evidence) check.Verdict {
	account := e.Account.Resource()
	s, _ := check.Lookup(e, inventory.ShieldSubscriptions, account)
	saw = append(saw, check.SawOn(account, "State", s.State))
	if !s.Active() {
		return check.NotApplicable("is in an account that has not subscribed to Shield Advanced", saw...)
	}
	p, ok := protections.Lookup(e, account, arn)
	if !ok {
		return check.Fail("is not protected by Shield Advanced", saw...)
	}
	return check.Pass("is protected by Shield Advanced", append(saw, check.SawOn(p.Resource, "ResourceArn", p.ResourceArn))...)
}

func addressProtected(e check.Env, a inventory.Address) check.Verdict {
	saw := check.Saw("AssociationID", a.AssociationID)
	if a.AssociationID == "" {
		return check.NotApplicable("is an address that nothing has", saw)
	}
	return protected(e, strings.Replace(a.ARN, ":elastic-ip/", ":eip-allocation/", 1), saw)
}

func classicProtected(e check.Env, b inventory.ELBLoadBalancer) check.Verdict {
	saw := check.Saw("Scheme", b.Scheme)
	if b.Scheme != "internet-facing" {
		return check.NotApplicable("is not on the internet", saw)
	}
	return protected(e, b.ARN, saw)
}

func balancerProtected(e check.Env, b inventory.ELBv2LoadBalancer) check.Verdict {
	saw := []check.Evidence{check.Saw("LoadBalancerType", b.LoadBalancerType), check.Saw("Scheme", b.Scheme)}
	switch {
	case b.LoadBalancerType != "application":
		return check.NotApplicable("is no application load balancer", saw...)
	case b.Scheme != "internet-facing":
		return check.NotApplicable("is not on the internet", saw...)
	}
	return protected(e, b.ARN, saw...)
}

func distributionProtected(e check.Env, d inventory.CloudFrontDistribution) check.Verdict {
	return protected(e, d.ARN)
}

func acceleratorProtected(e check.Env, a inventory.Accelerator) check.Verdict {
	return protected(e, a.ARN)
}

func zoneProtected(e check.Env, z inventory.HostedZone) check.Verdict {
	saw := check.Saw("Private", z.Private)
	if z.Private {
		return check.NotApplicable("is asked by VPCs only", saw)
	}
	return protected(e, z.ARN, saw)
}
