package inventory

import (
	"regexp"
	"strings"
)

// HostedZones holds every hosted zone: route53:ListHostedZones. It has no region.
var HostedZones = NewTable[HostedZone]("route53.hosted_zones")

// A HostedZone is the records of a domain, whose name is its Name.
type HostedZone struct {
	Resource
	Private bool // it is asked by VPCs only
}

// RecordSets holds the records of public hosted zones that lead to addresses or
// to other names, those of the types A, AAAA and CNAME:
// route53:ListResourceRecordSets.
var RecordSets = NewTable[RecordSet]("route53.record_sets")

// A RecordSet is the records of one name and type, or one of several such sets
// that Route 53 chooses from. AWS has no ARN for
// it: here it is below that of the zone.
type RecordSet struct {
	Resource
	RecordName string   // as people write it, without the dot at its end
	RecordType string   // A, AAAA or CNAME
	Values     []string // addresses, or one name
	AliasOf    string   // AliasTarget.DNSName: what it is an alias of, instead of values
}

// Target returns the name that the records lead to, in small letters and without
// the dot at its end, or nothing if they have addresses.
func (r RecordSet) Target() string {
	name := r.AliasOf
	if name == "" && r.RecordType == "CNAME" && len(r.Values) == 1 {
		name = r.Values[0]
	}
	return strings.TrimSuffix(strings.ToLower(name), ".")
}

var (
	ofS3       = regexp.MustCompile(`(?:^|\.)s3(?:-website)?(?:[.-]([a-z]{2}(?:-[a-z]+)+-\d+))?\.amazonaws\.com(?:\.cn)?$`)
	bucketName = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)
	ofApp      = regexp.MustCompile(`^([a-z0-9-]+)\.([a-z]{2}(?:-[a-z]+)+-\d+)\.elasticbeanstalk\.com$`)
)

// Bucket returns the bucket that S3 serves under the name of the records, if they
// lead to S3. It takes the bucket that is called as the records are, whatever
// other bucket they name.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
func (r RecordSet) Bucket() (Resource, bool) {
	m := ofS3.FindStringSubmatch(r.Target())
	if m == nil || !bucketName.MatchString(r.RecordName) {
		return Resource{}, false
	}
	return Resource{
		Partition: r.Partition, Account: r.Account, Region: m[1], Type: "AWS::S3::Bucket", ID: r.RecordName, Name: r.RecordName,
		ARN: "arn:" + r.Partition + ":s3:::" + r.RecordName,
	}, true
}

// App returns the name in Elastic Beanstalk that the records lead to, if it is
// one that whoever makes an environment may choose.
// https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/customdomains.html
func (r RecordSet) App() (Resource, bool) {
	m := ofApp.FindStringSubmatch(r.Target())
	if m == nil {
		return Resource{}, false
	}
	return Resource{
		Partition: r.Partition, Account: r.Account, Region: m[2], Type: "AWS::ElasticBeanstalk::Environment", ID: m[1], Name: m[1],
		ARN: "arn:" + r.Partition + ":elasticbeanstalk:" + m[2] + "::cname/" + m[1],
	}, true
}

// RecordBuckets holds whether the buckets exist that records lead to:
// s3:HeadBucket.
var RecordBuckets = NewTable[NamedBucket]("route53.record_buckets")

// RecordApps holds whether the names in Elastic Beanstalk are free that records
// lead to: elasticbeanstalk:CheckDNSAvailability.
var RecordApps = NewTable[RecordApp]("route53.record_apps")

// A RecordApp is a name in Elastic Beanstalk that records lead to. Its ID is what
// one chooses for an environment.
type RecordApp struct {
	Resource
	Available bool
}

// AppEnvironments holds every environment of Elastic Beanstalk:
// elasticbeanstalk:DescribeEnvironments.
var AppEnvironments = NewTable[AppEnvironment]("elasticbeanstalk.environments")

// An AppEnvironment is an environment of Elastic Beanstalk.
type AppEnvironment struct {
	Resource
	CNAME string // its name, or empty if it has none
}
