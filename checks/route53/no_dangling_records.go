package route53

import (
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/internet"
	"github.com/yourside/yourside/checks/inventory"
)

// NoDanglingRecords is the check route53.no-dangling-records.
var NoDanglingRecords = &check.Check{
	ID:        "route53.no-dangling-records",
	Title:     "Route 53 records point only to resources the account still owns",
	Domain:    check.InfrastructureProtection,
	Severity:  check.High,
	Resource:  "AWS::Route53::RecordSet",
	Logic:     "Follows each A, AAAA and CNAME record of public hosted zones, aliases too. Passes if the account has what it leads to: Elastic IP addresses and those of network interfaces and accelerators, buckets, distributions, load balancers and environments of Elastic Beanstalk. Fails if it leads to S3 and no bucket has the name of the record, by which S3 finds it, or to a name of Elastic Beanstalk that is free: both are anybody's to take. Addresses and names that nothing in the scanned regions of the account has are UNKNOWN unless the parameter known lists them, as AWS does not say whose they are. Names outside of these services and private addresses are not judged.",
	Rationale: "Whoever gets a bucket, a name or an address that a record still leads to answers under your domain: reads cookies and passwords, and gets certificates for it.",
	Remedy:    "Delete the record, or make what it leads to again. List addresses and names that are yours elsewhere in the parameter known.",
	Fix: check.Fix{
		Console: "Route 53 console, Hosted zones, the zone, the record: Delete record; or change its value.",
		CLI: `# RECORD.json has a change with the action DELETE and the record as it is:
aws route53 list-resource-record-sets --hosted-zone-id ZONE_ID --query "ResourceRecordSets[?Name=='NAME.']"
aws route53 change-resource-record-sets --hosted-zone-id ZONE_ID --change-batch file://RECORD.json`,
		Terraform: `resource "aws_route53_record" "NAME" {
  zone_id = "ZONE_ID"
  name    = "NAME"
  type    = "A"
  ttl     = 300
  records = [aws_eip.web.public_ip] # it goes when the address does
}`,
		Breaks: "Whoever still uses the name gets no answer.",
		Undo:   "aws route53 change-resource-record-sets with the action CREATE and the same record.",
	},
	References: []string{
		"https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/protection-from-dangling-dns.html",
		"https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html",
		"https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_CheckDNSAvailability.html",
	},
	Controls: []string{},
	Params:   []check.Setting{known},
	Assess: check.ForEach(inventory.RecordSets, noDanglingRecords,
		inventory.Addresses, inventory.VPCNetworkInterfaces, inventory.Accelerators, inventory.S3Buckets, inventory.RecordBuckets,
		inventory.CloudFrontDistributions, inventory.ELBLoadBalancers, inventory.ELBv2LoadBalancers,
		inventory.RecordApps, inventory.AppEnvironments),
}

var known = check.NewParam("known", []string(nil),
	"addresses, ranges and names that are yours without being of the account: 203.0.113.0/24, app.example.org; a name stands for those below it too")

func noDanglingRecords(e check.Env, r inventory.RecordSet) check.Verdict {
	saw := []check.Evidence{
		check.Saw("RecordName", r.RecordName), check.Saw("RecordType", r.RecordType), check.Saw("Values", r.Values), check.Saw("AliasOf", r.AliasOf),
	}
	if target := r.Target(); target != "" {
		return toName(e, r, target, saw)
	}
	return toAddresses(e, r.Values, saw)
}

// toAddresses judges records by the first address that is not held.
func toAddresses(e check.Env, values []string, saw []check.Evidence) check.Verdict {
	public := false
	for _, text := range values {
		a, err := netip.ParseAddr(text)
		if err != nil {
			return check.Unknown("has a value that is no address: "+text, saw...)
		}
		if !routed(a) || isKnown(e, text) {
			continue
		}
		public = true
		holder, ok := holderOf(e, a.String())
		if !ok {
			return check.Unknown("leads to "+text+", which nothing that was seen in the account has: AWS does not say who does", saw...)
		}
		saw = append(saw, holder)
	}
	if !public {
		return check.NotApplicable("leads to no public address but known ones", saw...)
	}
	return check.Pass("leads to addresses that the account has", saw...)
}

// routed reports whether an address is one of the internet's.
func routed(a netip.Addr) bool {
	return a.IsGlobalUnicast() && !a.IsPrivate() && internet.Share(internet.SetOf([]netip.Prefix{netip.PrefixFrom(a, a.BitLen())})) > 0
}

var (
	byElasticIP = check.NewIndex(inventory.Addresses, func(a inventory.Address) []string { return []string{a.PublicIP} })
	byInterface = check.NewIndex(inventory.VPCNetworkInterfaces, func(i inventory.VPCNetworkInterface) []string {
		return slices.Concat(i.PublicIPs, i.IPv6Addresses)
	})
	byAccelerator = check.NewIndex(inventory.Accelerators, func(a inventory.Accelerator) []string { return a.IPAddresses })
)

// holderOf looks for who in the account has an address. That it was found stands,
// whatever else could not be read.
func holderOf(e check.Env, address string) (check.Evidence, bool) {
	account := e.Account.Resource()
	if a, ok := byElasticIP.Lookup(e, account, address); ok {
		return check.SawOn(a.Resource, "PublicIP", address), true
	}
	if i, ok := byInterface.Lookup(e, account, address); ok {
		field := "PublicIPs"
		if !slices.Contains(i.PublicIPs, address) {
			field = "IPv6Addresses"
		}
		return check.SawOn(i.Resource, field, address), true
	}
	if a, ok := byAccelerator.Lookup(e, account, address); ok {
		return check.SawOn(a.Resource, "IPAddresses", address), true
	}
	return check.Evidence{}, false
}

// ofAWS are the names that AWS gives to what is judged here.
var ofAWS = regexp.MustCompile(`\.(?:cloudfront\.net|elb\.amazonaws\.com(?:\.cn)?|elb\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?|elasticbeanstalk\.com|awsglobalaccelerator\.com)$`)

func toName(e check.Env, r inventory.RecordSet, target string, saw []check.Evidence) check.Verdict {
	if isKnown(e, target) {
		return check.NotApplicable("leads to a name that is known", saw...)
	}
	if b, ok := r.Bucket(); ok {
		return toBucket(e, b, saw)
	}
	if !ofAWS.MatchString(target) {
		return check.NotApplicable("leads to a name of none of the services that are judged", saw...)
	}
	if owner, ok := ownerOf(e, target); ok {
		return check.Pass("leads to a resource of the account", append(saw, owner)...)
	}
	if a, ok := r.App(); ok {
		free := check.Detail(e, inventory.RecordApps, a).Available
		saw = append(saw, check.SawOn(a, "Available", free))
		if free {
			return check.Fail("leads to a name in Elastic Beanstalk that is free for anybody to take: "+target, saw...)
		}
	}
	return check.Unknown("leads to "+target+", which nothing that was seen in the account has: AWS does not say who does", saw...)
}

func toBucket(e check.Env, b inventory.Resource, saw []check.Evidence) check.Verdict {
	if head, ok := check.Peek(e, inventory.RecordBuckets, b); ok {
		saw = append(saw, check.SawOn(b, "Exists", head.Exists))
		if !head.Exists {
			return check.Fail(fmt.Sprintf("leads to S3, where the bucket %s does not exist: anybody can make it", b.ID), saw...)
		}
	}
	own, ok := check.Find(e, inventory.S3Buckets, e.Account.Resource(), func(own inventory.S3Bucket) bool { return own.ID == b.ID })
	if ok {
		return check.Pass("leads to a bucket of the account", append(saw, check.SawOn(own.Resource, "ID", own.ID))...)
	}
	check.Detail(e, inventory.RecordBuckets, b)
	return check.Unknown("leads to the bucket "+b.ID+", which is of another account", saw...)
}

// plain is the name of a load balancer without what asks for both families of
// addresses.
func plain(name string) string {
	return strings.TrimPrefix(strings.TrimSuffix(strings.ToLower(name), "."), "dualstack.")
}

var (
	byClassic      = check.NewIndex(inventory.ELBLoadBalancers, func(b inventory.ELBLoadBalancer) []string { return []string{plain(b.DNSName)} })
	byBalancer     = check.NewIndex(inventory.ELBv2LoadBalancers, func(b inventory.ELBv2LoadBalancer) []string { return []string{plain(b.DNSName)} })
	byDistribution = check.NewIndex(inventory.CloudFrontDistributions, func(d inventory.CloudFrontDistribution) []string { return []string{plain(d.DomainName)} })
	byEnvironment  = check.NewIndex(inventory.AppEnvironments, func(a inventory.AppEnvironment) []string { return []string{plain(a.CNAME)} })
	byGlobal       = check.NewIndex(inventory.Accelerators, func(a inventory.Accelerator) []string { return []string{plain(a.DNSName)} })
)

// ownerOf looks for what in the account has a name of AWS. Only the tables of its
// service are asked.
func ownerOf(e check.Env, target string) (check.Evidence, bool) {
	account, name := e.Account.Resource(), plain(target)
	switch {
	case strings.HasSuffix(name, ".cloudfront.net"):
		d, ok := byDistribution.Lookup(e, account, name)
		return check.SawOn(d.Resource, "DomainName", d.DomainName), ok
	case strings.HasSuffix(name, ".elasticbeanstalk.com"):
		a, ok := byEnvironment.Lookup(e, account, name)
		return check.SawOn(a.Resource, "CNAME", a.CNAME), ok
	case strings.HasSuffix(name, ".awsglobalaccelerator.com"):
		a, ok := byGlobal.Lookup(e, account, name)
		return check.SawOn(a.Resource, "DNSName", a.DNSName), ok
	}
	if b, ok := byBalancer.Lookup(e, account, name); ok {
		return check.SawOn(b.Resource, "DNSName", b.DNSName), true
	}
	b, ok := byClassic.Lookup(e, account, name)
	return check.SawOn(b.Resource, "DNSName", b.DNSName), ok
}

// isKnown reports whether an address or a name is among those that are known.
func isKnown(e check.Env, what string) bool {
	a, err := netip.ParseAddr(what)
	return slices.ContainsFunc(known.Get(e), func(k string) bool {
		k = plain(k)
		if err != nil {
			return what == k || strings.HasSuffix(what, "."+k)
		}
		if p, ok := internet.ParseCIDR(k); ok {
			return p.Contains(a)
		}
		return k == a.String()
	})
}
