package inventory

// ELBLoadBalancers holds every Classic Load Balancer:
// elasticloadbalancing:DescribeLoadBalancers of the API of 2012.
var ELBLoadBalancers = NewTable[ELBLoadBalancer]("elb.load_balancers")

// An ELBLoadBalancer is a Classic Load Balancer. AWS returns no ARN for it:
// it is arn:PARTITION:elasticloadbalancing:REGION:ACCOUNT:loadbalancer/NAME.
type ELBLoadBalancer struct {
	Resource
	DNSName              string
	Scheme               string   // internet-facing or internal
	Subnets              []string // the SubnetId of each
	SecurityGroups       []string // the GroupId of each
	Instances            []string // the InstanceId of each
	ListenerDescriptions []ELBListener
}

// An ELBListener is one listener of a Classic Load Balancer: an entry of
// ListenerDescriptions with its Listener made flat.
type ELBListener struct {
	Protocol         string // HTTP, HTTPS, TCP or SSL, in upper case
	LoadBalancerPort int
	InstancePort     int
	SSLCertificateID string // ARN of a certificate of ACM or IAM; empty without TLS
	PolicyNames      []string
}

// ELBAttributes holds the attributes of each Classic Load Balancer:
// elasticloadbalancing:DescribeLoadBalancerAttributes.
var ELBAttributes = NewTable[ELBAttribute]("elb.load_balancer_attributes")

// An ELBAttribute is what DescribeLoadBalancerAttributes says of one load
// balancer, whose Resource it has.
type ELBAttribute struct {
	Resource
	AccessLogEnabled bool // AccessLog.Enabled
}

// ELBPolicies holds the policies of each Classic Load Balancer:
// elasticloadbalancing:DescribeLoadBalancerPolicies with its name.
var ELBPolicies = NewTable[ELBPolicySet]("elb.load_balancer_policies")

// An ELBPolicySet is the policies of one load balancer, whose Resource it has.
type ELBPolicySet struct {
	Resource
	PolicyDescriptions []ELBPolicy
}

// An ELBPolicy is one policy of a Classic Load Balancer.
type ELBPolicy struct {
	PolicyName     string
	PolicyTypeName string // SSLNegotiationPolicyType, LBCookieStickinessPolicyType, ...
	// PolicyAttributeDescriptions maps AttributeName to AttributeValue, such as
	// Protocol-TLSv1.2 to "true" and Reference-Security-Policy to a name.
	PolicyAttributeDescriptions map[string]string
}
