package route53

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestNoDanglingRecords(t *testing.T) {
	record := func(r inventory.RecordSet) inventory.Part {
		r.Resource = checktest.In("", "AWS::Route53::RecordSet", "Z1/www.example.com/"+r.RecordType)
		r.RecordName = "www.example.com"
		return inventory.RecordSets.Of(r)
	}
	a := func(values ...string) inventory.Part {
		return record(inventory.RecordSet{RecordType: "A", Values: values})
	}
	alias := func(target string) inventory.Part {
		return record(inventory.RecordSet{RecordType: "A", AliasOf: target})
	}
	cname := func(target string) inventory.Part {
		return record(inventory.RecordSet{RecordType: "CNAME", Values: []string{target}})
	}
	elastic := inventory.Addresses.Of(inventory.Address{Resource: checktest.In("eu-west-1", "AWS::EC2::EIP", "eipalloc-1"), PublicIP: "52.1.2.3"})
	onInterface := inventory.VPCNetworkInterfaces.Of(inventory.VPCNetworkInterface{
		Resource: checktest.Resource("AWS::EC2::NetworkInterface", "eni-1"), PublicIPs: []string{"54.1.2.3"}, IPv6Addresses: []string{"2600:1f18::5"},
	})
	accelerator := inventory.Accelerators.Of(inventory.Accelerator{
		Resource: checktest.In("", "AWS::GlobalAccelerator::Accelerator", "a"), DNSName: "a1.awsglobalaccelerator.com", IPAddresses: []string{"75.2.1.1"},
	})
	const website = "s3-website-us-east-1.amazonaws.com."
	target := checktest.In("us-east-1", "AWS::S3::Bucket", "www.example.com")
	target.ARN = "arn:aws:s3:::www.example.com"
	head := func(exists bool) inventory.Part {
		return inventory.RecordBuckets.Of(inventory.NamedBucket{Resource: target, Exists: exists})
	}
	bucket := func(name string) inventory.Part {
		return inventory.S3Buckets.Of(inventory.S3Bucket{Resource: checktest.Resource("AWS::S3::Bucket", name)})
	}
	balancer := inventory.ELBv2LoadBalancers.Of(inventory.ELBv2LoadBalancer{
		Resource: checktest.Resource("AWS::ElasticLoadBalancingV2::LoadBalancer", "web"), DNSName: "Web-1.us-east-1.elb.amazonaws.com",
	})
	network := inventory.ELBv2LoadBalancers.Of(inventory.ELBv2LoadBalancer{
		Resource: checktest.Resource("AWS::ElasticLoadBalancingV2::LoadBalancer", "tcp"), DNSName: "tcp-1.elb.us-east-1.amazonaws.com",
	})
	classic := inventory.ELBLoadBalancers.Of(inventory.ELBLoadBalancer{
		Resource: checktest.Resource("AWS::ElasticLoadBalancing::LoadBalancer", "old"), DNSName: "old-1.us-east-1.elb.amazonaws.com",
	})
	distribution := inventory.CloudFrontDistributions.Of(inventory.CloudFrontDistribution{
		Resource: checktest.In("", "AWS::CloudFront::Distribution", "E1"), DomainName: "d111.cloudfront.net",
	})
	environment := inventory.AppEnvironments.Of(inventory.AppEnvironment{
		Resource: checktest.Resource("AWS::ElasticBeanstalk::Environment", "e-1"), CNAME: "shop.us-east-1.elasticbeanstalk.com",
	})
	app := inventory.Resource{
		Partition: "aws", Account: checktest.Account.ID, Region: "us-east-1", Type: "AWS::ElasticBeanstalk::Environment", ID: "shop", Name: "shop",
		ARN: "arn:aws:elasticbeanstalk:us-east-1::cname/shop",
	}
	free := func(available bool) inventory.Part {
		return inventory.RecordApps.Of(inventory.RecordApp{Resource: app, Available: available})
	}
	checktest.Run(t, NoDanglingRecords, checktest.Cases{
		"an Elastic IP address of another region": checktest.Pass(a("52.1.2.3"), elastic),
		"the address of an instance":              checktest.Pass(a("54.1.2.3"), onInterface),
		"an IPv6 address, written otherwise":      checktest.Pass(record(inventory.RecordSet{RecordType: "AAAA", Values: []string{"2600:1F18:0::0005"}}), onInterface),
		"an accelerator":                          checktest.Pass(a("75.2.1.1"), accelerator),
		"two addresses, one of them gone":         checktest.Unknown(a("52.1.2.3", "52.9.9.9"), elastic).Says("52.9.9.9"),
		// It may be of a data centre or of another account.
		"an address of somebody":          checktest.Unknown(a("8.8.8.8"), elastic),
		"an address that is known":        checktest.NotApplicable(a("8.8.8.8"), elastic).With("known", []string{"8.8.8.0/24"}),
		"one that is known, one held":     checktest.Pass(a("8.8.8.8", "52.1.2.3"), elastic).With("known", []string{"8.8.8.8"}),
		"a private address":               checktest.NotApplicable(a("10.1.2.3")),
		"addresses not told of":           checktest.Unknown(a("52.1.2.3"), inventory.Addresses.Missing(checktest.Denied())),
		"no address":                      checktest.Unknown(a("www")),
		"a website":                       checktest.Pass(alias(website), head(true), bucket("www.example.com")),
		"a website, and S3 did not tell":  checktest.Pass(alias(website), bucket("www.example.com")),
		"a website that is gone":          checktest.Fail(alias(website), head(false), bucket("other")).Says("www.example.com"),
		"a website of another account":    checktest.Unknown(alias(website), head(true), bucket("other")).Says("another account"),
		"a website that is not told of":   checktest.Unknown(alias(website), bucket("other"), inventory.RecordBuckets.Missing(checktest.Denied(target))),
		"a website by name":               checktest.Pass(cname("www.example.com.s3-website-us-east-1.amazonaws.com"), head(true), bucket("www.example.com")),
		"a website that is gone, by name": checktest.Fail(cname("www.example.com.s3-website-us-east-1.amazonaws.com"), head(false)),
		// S3 goes by the name that it is asked for, not by the one that the record has.
		"a bucket of another name":          checktest.Fail(cname("other.s3-website-us-east-1.amazonaws.com"), head(false), bucket("other")),
		"a load balancer":                   checktest.Pass(alias("dualstack.web-1.us-east-1.elb.amazonaws.com."), balancer),
		"a network load balancer":           checktest.Pass(cname("tcp-1.elb.us-east-1.amazonaws.com"), network),
		"a classic load balancer":           checktest.Pass(alias("old-1.us-east-1.elb.amazonaws.com."), classic),
		"a load balancer of somebody":       checktest.Unknown(alias("web-2.us-east-1.elb.amazonaws.com."), balancer),
		"one under a name that is known":    checktest.NotApplicable(alias("web-2.us-east-1.elb.amazonaws.com."), balancer).With("known", []string{"us-east-1.elb.amazonaws.com"}),
		"one that ends like a known one":    checktest.Unknown(alias("web-2.us-east-1.elb.amazonaws.com."), balancer).With("known", []string{"2.us-east-1.elb.amazonaws.com"}),
		"a load balancer that is known":     checktest.NotApplicable(alias("web-2.us-east-1.elb.amazonaws.com."), balancer).With("known", []string{"web-2.us-east-1.elb.amazonaws.com"}),
		"a distribution":                    checktest.Pass(alias("d111.cloudfront.net."), distribution),
		"a distribution of somebody":        checktest.Unknown(cname("d222.cloudfront.net"), distribution),
		"an accelerator by name":            checktest.Pass(alias("a1.awsglobalaccelerator.com."), accelerator),
		"an environment":                    checktest.Pass(cname("shop.us-east-1.elasticbeanstalk.com"), environment, free(false)),
		"an environment that is gone":       checktest.Fail(cname("shop.us-east-1.elasticbeanstalk.com"), free(true)).Says("free"),
		"an environment of somebody":        checktest.Unknown(cname("shop.us-east-1.elasticbeanstalk.com"), free(false)),
		"an environment with a random name": checktest.Unknown(cname("shop.eba-x1.us-east-1.elasticbeanstalk.com")),
		"another record":                    checktest.NotApplicable(alias("example.com.")),
		"a name elsewhere":                  checktest.NotApplicable(cname("shop.example.org")),
		"a name that only sounds like one":  checktest.NotApplicable(cname("d111.cloudfront.net.example.org")),
		"zones not told of":                 checktest.Unknown(inventory.RecordSets.Missing(checktest.Denied())),
		"no record":                         checktest.None(),
	})
}
