package shield

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestAdvancedProtection(t *testing.T) {
	active := subscription("ACTIVE")
	named := func(r inventory.Resource, arn string) inventory.Resource {
		r.ARN = arn
		return r
	}
	protection := func(arn string) inventory.Part {
		return inventory.ShieldProtections.Of(inventory.ShieldProtection{
			Resource: checktest.In("", "AWS::Shield::Protection", "p-1"), ResourceArn: arn,
		})
	}
	address := func(association string) inventory.Part {
		return inventory.Addresses.Of(inventory.Address{
			Resource:      named(checktest.Resource("AWS::EC2::EIP", "eipalloc-1"), "arn:aws:ec2:us-east-1:123456789012:elastic-ip/eipalloc-1"),
			AssociationID: association,
		})
	}
	classic := func(scheme string) inventory.Part {
		return inventory.ELBLoadBalancers.Of(inventory.ELBLoadBalancer{
			Resource: named(checktest.Resource("AWS::ElasticLoadBalancing::LoadBalancer", "old"), "arn:classic"), Scheme: scheme,
		})
	}
	balancer := func(kind, scheme string) inventory.Part {
		return inventory.ELBv2LoadBalancers.Of(inventory.ELBv2LoadBalancer{
			Resource:         named(checktest.Resource("AWS::ElasticLoadBalancingV2::LoadBalancer", "web"), "arn:balancer"),
			LoadBalancerType: kind, Scheme: scheme,
		})
	}
	distribution := inventory.CloudFrontDistributions.Of(inventory.CloudFrontDistribution{
		Resource: named(checktest.In("", "AWS::CloudFront::Distribution", "E1"), "arn:distribution"),
	})
	accelerator := inventory.Accelerators.Of(inventory.Accelerator{
		Resource: named(checktest.In("", "AWS::GlobalAccelerator::Accelerator", "a"), "arn:accelerator"),
	})
	zone := func(private bool) inventory.Part {
		return inventory.HostedZones.Of(inventory.HostedZone{
			Resource: named(checktest.In("", "AWS::Route53::HostedZone", "Z1"), "arn:aws:route53:::hostedzone/Z1"), Private: private,
		})
	}
	checktest.Run(t, AdvancedProtection, checktest.Cases{
		// Shield calls an address by another name than EC2.
		"an address":                checktest.Pass(active, address("eipassoc-1"), protection("arn:aws:ec2:us-east-1:123456789012:eip-allocation/eipalloc-1")),
		"another address":           checktest.Fail(active, address("eipassoc-1"), protection("arn:aws:ec2:us-east-1:123456789012:eip-allocation/eipalloc-12")),
		"an address of nothing":     checktest.NotApplicable(active, address("")),
		"a classic balancer":        checktest.Pass(active, classic("internet-facing"), protection("arn:classic")),
		"a classic balancer, not":   checktest.Fail(active, classic("internet-facing"), protection("arn:balancer")),
		"a classic balancer inside": checktest.NotApplicable(active, classic("internal")),
		"a balancer":                checktest.Pass(active, balancer("application", "internet-facing"), protection("arn:balancer")),
		"a balancer, not":           checktest.Fail(active, balancer("application", "internet-facing")),
		"a balancer inside":         checktest.NotApplicable(active, balancer("application", "internal")),
		"a network balancer":        checktest.NotApplicable(active, balancer("network", "internet-facing")),
		"a distribution":            checktest.Pass(active, distribution, protection("arn:distribution")),
		"a distribution, not":       checktest.Fail(active, distribution),
		"an accelerator":            checktest.Pass(active, accelerator, protection("arn:accelerator")),
		"an accelerator, not":       checktest.Fail(active, accelerator),
		"a zone":                    checktest.Pass(active, zone(false), protection("arn:aws:route53:::hostedzone/Z1")),
		"a zone, not":               checktest.Fail(active, zone(false)),
		"a private zone":            checktest.NotApplicable(active, zone(true)),
		"no subscription":           checktest.NotApplicable(subscription("INACTIVE"), distribution),
		"no subscription is known":  checktest.Unknown(inventory.ShieldSubscriptions.Missing(checktest.Denied()), distribution),
		"protections not told of":   checktest.Unknown(active, distribution, inventory.ShieldProtections.Missing(checktest.Denied())),
		"denied":                    checktest.Unknown(active, inventory.Addresses.Missing(checktest.Denied())),
	})
}
