package inventory

import "time"

// ELBv2LoadBalancers holds every Application, Network and Gateway Load
// Balancer: elasticloadbalancing:DescribeLoadBalancers of the API of 2015.
var ELBv2LoadBalancers = NewTable[ELBv2LoadBalancer]("elbv2.load_balancers")

// An ELBv2LoadBalancer is an Application, Network or Gateway Load Balancer.
type ELBv2LoadBalancer struct {
	Resource
	DNSName           string
	LoadBalancerType  string   // application, network or gateway: the Type of the API
	Scheme            string   // internet-facing or internal
	IPAddressType     string   // ipv4, dualstack or dualstack-without-public-ipv4
	AvailabilityZones []string // the SubnetId of each
	SecurityGroups    []string // none for a network load balancer made without
}

// ELBv2Attributes holds the attributes of each load balancer:
// elasticloadbalancing:DescribeLoadBalancerAttributes.
var ELBv2Attributes = NewTable[ELBv2AttributeSet]("elbv2.load_balancer_attributes")

// An ELBv2AttributeSet is the attributes of one load balancer or target group,
// whose Resource it has.
type ELBv2AttributeSet struct {
	Resource
	Attributes map[string]string // by Key, such as access_logs.s3.enabled
}

// ELBv2Listeners holds the listeners of every load balancer:
// elasticloadbalancing:DescribeListeners with its ARN.
var ELBv2Listeners = NewTable[ELBv2Listener]("elbv2.listeners")

// An ELBv2Listener is one listener of a load balancer.
type ELBv2Listener struct {
	Resource
	LoadBalancerArn string
	Protocol        string // HTTP, HTTPS, TCP, TLS, UDP, TCP_UDP, QUIC, TCP_QUIC, GENEVE
	Port            int
	SslPolicy       string // empty unless HTTPS or TLS
	// MutualAuthentication is its Mode: off, passthrough, or verify, which asks
	// clients for a certificate that is trusted.
	MutualAuthentication string
	DefaultActions       []ELBv2Action
}

// An ELBv2Action is what a listener does with a request.
type ELBv2Action struct {
	Type             string // forward, redirect, fixed-response, ...
	RedirectProtocol string // RedirectConfig.Protocol: HTTP, HTTPS or #{protocol}; empty unless redirect
	// TargetGroups are the ARNs of those that a forward sends requests to: each
	// whose weight is not zero.
	TargetGroups []string
	// OnUnauthenticatedRequest is authenticate, deny or allow; empty unless
	// authenticate-oidc or authenticate-cognito.
	OnUnauthenticatedRequest string
}

// ELBv2ListenerRules holds the rules of each listener but those of gateway load
// balancers: elasticloadbalancing:DescribeRules with its ARN.
var ELBv2ListenerRules = NewTable[ELBv2ListenerRuleSet]("elbv2.listener_rules")

// An ELBv2ListenerRuleSet is the rules of one listener, whose Resource it has.
type ELBv2ListenerRuleSet struct {
	Resource
	Rules []ELBv2Rule
}

// An ELBv2Rule is one rule of a listener; the default rule is one too.
type ELBv2Rule struct {
	RuleArn string
	// SourceIPs are the ranges that a condition source-ip demands; none without
	// such a condition. A network load balancer demands all of IPv4 or of IPv6.
	SourceIPs []string
	Actions   []ELBv2Action
}

// ELBv2ListenerCertificates holds the certificates of each listener whose
// protocol is HTTPS or TLS, the default one and those chosen by server name:
// elasticloadbalancing:DescribeListenerCertificates.
var ELBv2ListenerCertificates = NewTable[ELBv2ListenerCertificateSet]("elbv2.listener_certificates")

// An ELBv2ListenerCertificateSet is the certificates of one listener, whose
// Resource it has.
type ELBv2ListenerCertificateSet struct {
	Resource
	Certificates []string // CertificateArn of each, of ACM or IAM
}

// ELBv2SSLPolicies holds the TLS policies that each region offers:
// elasticloadbalancing:DescribeSSLPolicies.
var ELBv2SSLPolicies = NewTable[ELBv2SSLPolicy]("elbv2.ssl_policies")

// An ELBv2SSLPolicy is a TLS policy of AWS. It has no ARN and no CloudFormation
// type: its name stands for ARN, ID and Name, and SslPolicy for the type.
type ELBv2SSLPolicy struct {
	Resource
	SslProtocols []string // SSLv3, TLSv1, TLSv1.1, TLSv1.2, TLSv1.3
}

// ELBv2TargetGroups holds every target group:
// elasticloadbalancing:DescribeTargetGroups.
var ELBv2TargetGroups = NewTable[ELBv2TargetGroup]("elbv2.target_groups")

// An ELBv2TargetGroup is where a load balancer sends its traffic.
type ELBv2TargetGroup struct {
	Resource
	TargetType          string // instance, ip, lambda or alb
	Protocol            string // as of a listener; empty for lambda
	Port                int    // zero for lambda
	VPCID               string // empty for lambda
	LoadBalancerArns    []string
	HealthCheckEnabled  bool
	HealthCheckProtocol string
}

// ELBv2TargetGroupAttributes holds the attributes of each target group whose
// protocol is TCP or TLS: elasticloadbalancing:DescribeTargetGroupAttributes.
var ELBv2TargetGroupAttributes = NewTable[ELBv2AttributeSet]("elbv2.target_group_attributes")

// ELBv2TargetHealth holds the targets of each target group:
// elasticloadbalancing:DescribeTargetHealth.
var ELBv2TargetHealth = NewTable[ELBv2TargetSet]("elbv2.target_health")

// An ELBv2TargetSet is the targets of one target group, whose Resource it has.
type ELBv2TargetSet struct {
	Resource
	Targets []ELBv2Target
}

// An ELBv2Target is what a target group sends traffic to.
type ELBv2Target struct {
	ID    string // an instance's id, an IP address, or the ARN of a function or load balancer
	Port  int    // zero for a function
	State string // healthy, unhealthy, unused, draining, ...
}

// ELBv2WebACLs holds the web ACL of each application load balancer:
// wafv2:GetWebACLForResource with its ARN, which refuses the other types.
var ELBv2WebACLs = NewTable[ELBv2WebACL]("elbv2.web_acls")

// An ELBv2WebACL is the association of one load balancer, whose Resource it
// has. A load balancer without a web ACL has a row too.
type ELBv2WebACL struct {
	Resource
	WebACLArn string // WebACL.ARN; empty if AWS returned no WebACL
}

// ACMCertificates holds the certificates that listeners use:
// acm:DescribeCertificate for each certificate of ACM that a listener has.
var ACMCertificates = NewTable[ACMCertificate]("acm.certificates")

// An ACMCertificate is a certificate of AWS Certificate Manager.
type ACMCertificate struct {
	Resource
	NotAfter time.Time
}
