package inventory

import "strings"

// CloudFrontDistributions holds every distribution: cloudfront:ListDistributions.
// It has no region, and its Name is the first alias or, without one, its domain.
var CloudFrontDistributions = NewTable[CloudFrontDistribution]("cloudfront.distributions")

// A CloudFrontDistribution is a distribution of CloudFront.
type CloudFrontDistribution struct {
	Resource
	// ConnectionMode is direct, or tenant-only for one that is the template of
	// its tenants, which may have certificates and web ACLs of their own.
	ConnectionMode    string
	Origins           []CloudFrontOrigin
	OriginGroups      []CloudFrontOriginGroup
	Behaviors         []CloudFrontBehavior // the default one last, as it is tried
	ViewerCertificate CloudFrontViewerCertificate
	DomainName        string // such as d111111abcdef8.cloudfront.net
	WebACLID          string // ARN of AWS WAF, ID of AWS WAF Classic, or empty
	// GeoRestrictionType is none, blacklist or whitelist.
	GeoRestrictionType string
}

// A CloudFrontOrigin is where a distribution gets content from.
type CloudFrontOrigin struct {
	ID         string
	DomainName string
	// Kind is s3 for a bucket that is called as such, vpc for what lies in a VPC,
	// and custom for the rest, websites of buckets and functions among them.
	Kind                  string
	OriginAccessControlID string
	OriginAccessIdentity  string   // of S3OriginConfig, the older way to sign
	ProtocolPolicy        string   // of a custom one: http-only, match-viewer or https-only
	SslProtocols          []string // of a custom one: SSLv3, TLSv1, TLSv1.1, TLSv1.2
}

// A CloudFrontOriginGroup is origins of which the next takes over for the first.
type CloudFrontOriginGroup struct {
	ID      string
	Members []string // the OriginID of each
}

// A CloudFrontBehavior is what a distribution does with the requests of a path.
type CloudFrontBehavior struct {
	PathPattern             string // * for the default one
	TargetOriginID          string // of an origin or of a group
	ViewerProtocolPolicy    string // allow-all, https-only or redirect-to-https
	AllowedMethods          []string
	TrustedSigners          bool // TrustedSigners.Enabled
	TrustedKeyGroups        bool // TrustedKeyGroups.Enabled
	FieldLevelEncryptionID  string
	ResponseHeadersPolicyID string
	// Functions are the ARNs of those that run on requests of viewers or on
	// responses: they may answer, or add headers.
	Functions []string
}

// A CloudFrontViewerCertificate is how a distribution shows who it is.
type CloudFrontViewerCertificate struct {
	CloudFrontDefaultCertificate bool
	MinimumProtocolVersion       string // TLSv1 of the default certificate, whatever else is set
	SSLSupportMethod             string // sni-only, vip, static-ip; or empty
}

// CloudFrontDistributionConfigs holds what the list of distributions leaves
// out: cloudfront:GetDistributionConfig.
var CloudFrontDistributionConfigs = NewTable[CloudFrontDistributionConfig]("cloudfront.distribution_configs")

// A CloudFrontDistributionConfig is of one distribution, whose Resource it has.
type CloudFrontDistributionConfig struct {
	Resource
	DefaultRootObject string
	LoggingEnabled    bool   // of the older standard logging, Logging.Enabled
	LoggingBucket     string // its host name
}

// CloudFrontLogDeliveries holds the deliveries of logs of CloudFront, the newer
// standard logging: cloudwatchlogs:DescribeDeliveries, whose sources
// cloudwatchlogs:DescribeDeliverySources tells, in the region of CloudFront.
var CloudFrontLogDeliveries = NewTable[CloudFrontLogDelivery]("cloudfront.log_deliveries")

// A CloudFrontLogDelivery is a delivery that has a source of CloudFront.
type CloudFrontLogDelivery struct {
	Resource
	LogType      string   // ACCESS_LOGS, or CONNECTION_LOGS
	ResourceArns []string // of the distributions
}

// CloudFrontOriginAccessControls holds how CloudFront signs what it asks of
// origins: cloudfront:ListOriginAccessControls.
var CloudFrontOriginAccessControls = NewTable[CloudFrontOriginAccessControl]("cloudfront.origin_access_controls")

// A CloudFrontOriginAccessControl is an origin access control.
type CloudFrontOriginAccessControl struct {
	Resource
	SigningBehavior string // always, no-override or never
}

// CloudFrontResponseHeadersPolicies holds the policies of the account and those
// of AWS: cloudfront:ListResponseHeadersPolicies.
var CloudFrontResponseHeadersPolicies = NewTable[CloudFrontResponseHeadersPolicy]("cloudfront.response_headers_policies")

// A CloudFrontResponseHeadersPolicy is which headers responses have.
type CloudFrontResponseHeadersPolicy struct {
	Resource
	// Headers are the names of those that it sets, in small letters: of security
	// headers and of custom ones. A Strict-Transport-Security with a max-age of 0
	// is left out, as it has browsers forget.
	Headers []string
}

// CloudFrontOriginBuckets holds whether the buckets exist that are origins:
// s3:HeadBucket, for each bucket that a distribution gets content from.
var CloudFrontOriginBuckets = NewTable[NamedBucket]("cloudfront.origin_buckets")

// Bucket returns the bucket that the origin of a distribution names, in the
// region that its host name says, if it is one that is called as a bucket.
func (o CloudFrontOrigin) Bucket(of Resource) (Resource, bool) {
	host := strings.ToLower(o.DomainName)
	if o.Kind != "s3" {
		return Resource{}, false
	}
	host = strings.TrimSuffix(strings.TrimSuffix(host, ".cn"), ".amazonaws.com")
	for _, s3 := range []string{".s3.dualstack.", ".s3."} {
		if i := strings.LastIndex(host, s3); i > 0 && !strings.Contains(host[i+len(s3):], ".") {
			return bucketOf(of, host[:i], host[i+len(s3):]), true
		}
	}
	if i := strings.LastIndex(host, ".s3-"); i > 0 && !strings.Contains(host[i+len(".s3-"):], ".") {
		return bucketOf(of, host[:i], host[i+len(".s3-"):]), true
	}
	if name, ok := strings.CutSuffix(host, ".s3"); ok && name != "" {
		return bucketOf(of, name, ""), true
	}
	return Resource{}, false
}

func bucketOf(near Resource, name, region string) Resource {
	return Resource{
		Partition: near.Partition, Account: near.Account, Region: region,
		Type: "AWS::S3::Bucket", ID: name, ARN: "arn:" + near.Partition + ":s3:::" + name, Name: name,
	}
}
