package collect

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/acm"
	elbv2 "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"

	"github.com/yourside/yourside/checks/inventory"
)

var elbv2Collectors = []Collector{
	perRegion(inventory.ELBv2LoadBalancers, describeLoadBalancers, "elasticloadbalancingv2:DescribeLoadBalancers"),
	perRow(inventory.ELBv2LoadBalancers, inventory.ELBv2Attributes, describeLoadBalancerAttributes,
		"elasticloadbalancingv2:DescribeLoadBalancerAttributes"),
	perRow(inventory.ELBv2LoadBalancers, inventory.ELBv2Listeners, describeListeners,
		"elasticloadbalancingv2:DescribeListeners"),
	only("that may have rules", mayHaveRules,
		perRow(inventory.ELBv2Listeners, inventory.ELBv2ListenerRules, describeListenerRules,
			"elasticloadbalancingv2:DescribeRules")),
	only("that ends TLS", endsTLS,
		perRow(inventory.ELBv2Listeners, inventory.ELBv2ListenerCertificates, describeListenerCertificates,
			"elasticloadbalancingv2:DescribeListenerCertificates")),
	perRegion(inventory.ELBv2SSLPolicies, describeSSLPolicies, "elasticloadbalancingv2:DescribeSSLPolicies"),
	perRegion(inventory.ELBv2TargetGroups, describeTargetGroups, "elasticloadbalancingv2:DescribeTargetGroups"),
	only("of TCP or TLS", mayKeepAddresses,
		perRow(inventory.ELBv2TargetGroups, inventory.ELBv2TargetGroupAttributes, describeTargetGroupAttributes,
			"elasticloadbalancingv2:DescribeTargetGroupAttributes")),
	perRow(inventory.ELBv2TargetGroups, inventory.ELBv2TargetHealth, describeTargetHealth,
		"elasticloadbalancingv2:DescribeTargetHealth"),
	only("of applications", ofApplications,
		perRow(inventory.ELBv2LoadBalancers, inventory.ELBv2WebACLs, getWebACLForLoadBalancer, "wafv2:GetWebACLForResource")),
	perReference(inventory.ELBv2ListenerCertificates, inventory.ACMCertificates, acmCertificates, describeACMCertificate,
		"acm:DescribeCertificate"),
}

// elbv2PageSize is the most that each operation of the API takes.
const elbv2PageSize = 400

func (s Session) elbv2() *elbv2.Client { return elbv2.NewFromConfig(s.Config) }

func describeLoadBalancers(ctx context.Context, s Session, emit func(inventory.ELBv2LoadBalancer)) error {
	pages := elbv2.NewDescribeLoadBalancersPaginator(s.elbv2(),
		&elbv2.DescribeLoadBalancersInput{PageSize: aws.Int32(elbv2PageSize)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, b := range page.LoadBalancers {
			arn, name := aws.ToString(b.LoadBalancerArn), aws.ToString(b.LoadBalancerName)
			// A gateway load balancer has no scheme: only endpoints send to it.
			gateway := b.Type == types.LoadBalancerTypeEnumGateway
			if arn == "" || b.Type == "" || (b.Scheme == "" || b.IpAddressType == "") && !gateway {
				return &absentError{"LoadBalancerArn, Type, Scheme or IpAddressType", name}
			}
			row := inventory.ELBv2LoadBalancer{
				Resource:         s.Resource("AWS::ElasticLoadBalancingV2::LoadBalancer", name, arn),
				DNSName:          aws.ToString(b.DNSName),
				LoadBalancerType: string(b.Type), Scheme: string(b.Scheme), IPAddressType: string(b.IpAddressType),
				SecurityGroups: b.SecurityGroups,
			}
			row.Name = name
			for _, z := range b.AvailabilityZones {
				row.AvailabilityZones = append(row.AvailabilityZones, aws.ToString(z.SubnetId))
			}
			emit(row)
		}
	}
	return nil
}

func describeLoadBalancerAttributes(
	ctx context.Context, s Session, b inventory.ELBv2LoadBalancer, emit func(inventory.ELBv2AttributeSet),
) error {
	out, err := s.elbv2().DescribeLoadBalancerAttributes(ctx,
		&elbv2.DescribeLoadBalancerAttributesInput{LoadBalancerArn: &b.ARN})
	if err != nil {
		return err
	}
	row := inventory.ELBv2AttributeSet{Resource: b.Resource, Attributes: make(map[string]string, len(out.Attributes))}
	for _, a := range out.Attributes {
		row.Attributes[aws.ToString(a.Key)] = aws.ToString(a.Value)
	}
	emit(row)
	return nil
}

func describeListeners(ctx context.Context, s Session, b inventory.ELBv2LoadBalancer, emit func(inventory.ELBv2Listener)) error {
	pages := elbv2.NewDescribeListenersPaginator(s.elbv2(),
		&elbv2.DescribeListenersInput{LoadBalancerArn: &b.ARN, PageSize: aws.Int32(elbv2PageSize)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, l := range page.Listeners {
			row, err := s.listener(b, l)
			if err != nil {
				return err
			}
			emit(row)
		}
	}
	return nil
}

func (s Session) listener(b inventory.ELBv2LoadBalancer, l types.Listener) (inventory.ELBv2Listener, error) {
	arn := aws.ToString(l.ListenerArn)
	_, id, _ := strings.Cut(arn, ":listener/")
	row := inventory.ELBv2Listener{
		Resource:        s.Resource("AWS::ElasticLoadBalancingV2::Listener", id, arn),
		LoadBalancerArn: b.ARN,
		Protocol:        string(l.Protocol),
		Port:            int(aws.ToInt32(l.Port)),
		SslPolicy:       aws.ToString(l.SslPolicy),
	}
	// AWS names neither protocol nor port of a gateway listener: it takes GENEVE on all ports.
	gateway := b.LoadBalancerType == string(types.LoadBalancerTypeEnumGateway)
	if gateway {
		row.Protocol = cmp.Or(row.Protocol, string(types.ProtocolEnumGeneve))
	}
	switch {
	case arn == "":
		return row, &absentError{"ListenerArn", b.ARN}
	case row.Protocol == "":
		return row, &absentError{"Protocol", arn}
	case l.Port == nil && !gateway:
		return row, &absentError{"Port", arn}
	}
	if m := l.MutualAuthentication; m != nil {
		row.MutualAuthentication = aws.ToString(m.Mode)
	}
	var err error
	row.DefaultActions, err = elbv2Actions(l.DefaultActions, arn)
	return row, err
}

// elbv2Actions refuses a list without entries: every rule and listener has an
// action, and without any it would look like one that does not redirect.
func elbv2Actions(actions []types.Action, of string) ([]inventory.ELBv2Action, error) {
	if len(actions) == 0 {
		return nil, &absentError{"action", of}
	}
	all := make([]inventory.ELBv2Action, 0, len(actions))
	for _, a := range actions {
		if a.Type == "" {
			return nil, &absentError{"Type of an action", of}
		}
		row := inventory.ELBv2Action{Type: string(a.Type)}
		if a.Type == types.ActionTypeEnumRedirect {
			if a.RedirectConfig == nil {
				return nil, &absentError{"RedirectConfig", of}
			}
			// What a redirect does not name, it keeps.
			row.RedirectProtocol = cmp.Or(aws.ToString(a.RedirectConfig.Protocol), "#{protocol}")
		}
		row.TargetGroups = targetGroupsOf(a)
		switch {
		case a.AuthenticateOidcConfig != nil:
			row.OnUnauthenticatedRequest = string(a.AuthenticateOidcConfig.OnUnauthenticatedRequest)
		case a.AuthenticateCognitoConfig != nil:
			row.OnUnauthenticatedRequest = string(a.AuthenticateCognitoConfig.OnUnauthenticatedRequest)
		}
		all = append(all, row)
	}
	return all, nil
}

// targetGroupsOf returns the target groups that an action forwards to.
func targetGroupsOf(a types.Action) []string {
	if a.ForwardConfig == nil {
		if arn := aws.ToString(a.TargetGroupArn); arn != "" {
			return []string{arn}
		}
		return nil
	}
	var all []string
	for _, g := range a.ForwardConfig.TargetGroups {
		// A single one needs no weight.
		if g.Weight == nil || *g.Weight != 0 {
			all = append(all, aws.ToString(g.TargetGroupArn))
		}
	}
	return all
}

// mayHaveRules leaves out the listeners of gateway load balancers, which have none.
func mayHaveRules(l inventory.ELBv2Listener) bool {
	return l.Protocol != string(types.ProtocolEnumGeneve)
}

func describeListenerRules(
	ctx context.Context, s Session, l inventory.ELBv2Listener, emit func(inventory.ELBv2ListenerRuleSet),
) error {
	pages := elbv2.NewDescribeRulesPaginator(s.elbv2(),
		&elbv2.DescribeRulesInput{ListenerArn: &l.ARN, PageSize: aws.Int32(elbv2PageSize)})
	row := inventory.ELBv2ListenerRuleSet{Resource: l.Resource}
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, r := range page.Rules {
			arn := aws.ToString(r.RuleArn)
			actions, err := elbv2Actions(r.Actions, arn)
			if err != nil {
				return err
			}
			row.Rules = append(row.Rules, inventory.ELBv2Rule{RuleArn: arn, SourceIPs: sourceIPs(r.Conditions), Actions: actions})
		}
	}
	if len(row.Rules) == 0 {
		return &absentError{"default rule", l.ARN}
	}
	emit(row)
	return nil
}

// sourceIPs returns the ranges that a rule's conditions demand.
func sourceIPs(conditions []types.RuleCondition) []string {
	var all []string
	for _, c := range conditions {
		if c.SourceIpConfig == nil {
			continue
		}
		all = append(all, c.SourceIpConfig.Values...)
		switch c.SourceIpConfig.IpAddressType {
		case types.SourceIpAddressTypeEnumIpv4:
			all = append(all, "0.0.0.0/0")
		case types.SourceIpAddressTypeEnumIpv6:
			all = append(all, "::/0")
		}
	}
	return all
}

// endsTLS reports whether the listener has certificates: the call refuses the
// others.
func endsTLS(l inventory.ELBv2Listener) bool {
	return l.Protocol == string(types.ProtocolEnumHttps) || l.Protocol == string(types.ProtocolEnumTls)
}

func describeListenerCertificates(
	ctx context.Context, s Session, l inventory.ELBv2Listener, emit func(inventory.ELBv2ListenerCertificateSet),
) error {
	pages := elbv2.NewDescribeListenerCertificatesPaginator(s.elbv2(),
		&elbv2.DescribeListenerCertificatesInput{ListenerArn: &l.ARN, PageSize: aws.Int32(elbv2PageSize)})
	row := inventory.ELBv2ListenerCertificateSet{Resource: l.Resource}
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, c := range page.Certificates {
			if aws.ToString(c.CertificateArn) == "" {
				return &absentError{"CertificateArn", l.ARN}
			}
			row.Certificates = append(row.Certificates, *c.CertificateArn)
		}
	}
	// The default certificate comes twice if it is one of the list too.
	slices.Sort(row.Certificates)
	row.Certificates = slices.Compact(row.Certificates)
	emit(row)
	return nil
}

// describeSSLPolicies follows the markers itself, as the SDK has no paginator.
func describeSSLPolicies(ctx context.Context, s Session, emit func(inventory.ELBv2SSLPolicy)) error {
	in := elbv2.DescribeSSLPoliciesInput{PageSize: aws.Int32(elbv2PageSize)}
	for {
		out, err := s.elbv2().DescribeSSLPolicies(ctx, &in)
		if err != nil {
			return err
		}
		for _, p := range out.SslPolicies {
			name := aws.ToString(p.Name)
			if name == "" || len(p.SslProtocols) == 0 {
				return &absentError{"Name or SslProtocols", name}
			}
			r := s.Resource("SslPolicy", name, name)
			r.Name = name
			emit(inventory.ELBv2SSLPolicy{Resource: r, SslProtocols: p.SslProtocols})
		}
		if aws.ToString(out.NextMarker) == "" {
			return nil
		}
		in.Marker = out.NextMarker
	}
}

func describeTargetGroups(ctx context.Context, s Session, emit func(inventory.ELBv2TargetGroup)) error {
	pages := elbv2.NewDescribeTargetGroupsPaginator(s.elbv2(),
		&elbv2.DescribeTargetGroupsInput{PageSize: aws.Int32(elbv2PageSize)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, g := range page.TargetGroups {
			arn, name := aws.ToString(g.TargetGroupArn), aws.ToString(g.TargetGroupName)
			if arn == "" || g.TargetType == "" || g.HealthCheckEnabled == nil {
				return &absentError{"TargetGroupArn, TargetType or HealthCheckEnabled", name}
			}
			if (g.Port == nil || aws.ToString(g.VpcId) == "") && g.TargetType != types.TargetTypeEnumLambda {
				return &absentError{"Port or VpcId", arn}
			}
			r := s.Resource("AWS::ElasticLoadBalancingV2::TargetGroup", name, arn)
			r.Name = name
			emit(inventory.ELBv2TargetGroup{
				Resource: r, TargetType: string(g.TargetType),
				Protocol: string(g.Protocol), Port: int(aws.ToInt32(g.Port)),
				VPCID: aws.ToString(g.VpcId), LoadBalancerArns: g.LoadBalancerArns,
				HealthCheckEnabled: *g.HealthCheckEnabled, HealthCheckProtocol: string(g.HealthCheckProtocol),
			})
		}
	}
	return nil
}

// mayKeepAddresses reports whether the attributes say if the group keeps the
// addresses of clients: the protocol of the others settles it.
func mayKeepAddresses(g inventory.ELBv2TargetGroup) bool {
	return g.Protocol == string(types.ProtocolEnumTcp) || g.Protocol == string(types.ProtocolEnumTls)
}

func describeTargetGroupAttributes(
	ctx context.Context, s Session, g inventory.ELBv2TargetGroup, emit func(inventory.ELBv2AttributeSet),
) error {
	out, err := s.elbv2().DescribeTargetGroupAttributes(ctx, &elbv2.DescribeTargetGroupAttributesInput{TargetGroupArn: &g.ARN})
	if err != nil {
		return err
	}
	row := inventory.ELBv2AttributeSet{Resource: g.Resource, Attributes: make(map[string]string, len(out.Attributes))}
	for _, a := range out.Attributes {
		row.Attributes[aws.ToString(a.Key)] = aws.ToString(a.Value)
	}
	emit(row)
	return nil
}

func describeTargetHealth(ctx context.Context, s Session, g inventory.ELBv2TargetGroup, emit func(inventory.ELBv2TargetSet)) error {
	out, err := s.elbv2().DescribeTargetHealth(ctx, &elbv2.DescribeTargetHealthInput{TargetGroupArn: &g.ARN})
	if err != nil {
		return err
	}
	row := inventory.ELBv2TargetSet{Resource: g.Resource}
	for _, d := range out.TargetHealthDescriptions {
		if d.Target == nil || aws.ToString(d.Target.Id) == "" || d.TargetHealth == nil {
			return &absentError{"Target or TargetHealth", g.ARN}
		}
		if d.Target.Port == nil && g.TargetType != string(types.TargetTypeEnumLambda) {
			return &absentError{"Port of a target", g.ARN}
		}
		row.Targets = append(row.Targets, inventory.ELBv2Target{
			ID: *d.Target.Id, Port: int(aws.ToInt32(d.Target.Port)), State: string(d.TargetHealth.State),
		})
	}
	emit(row)
	return nil
}

// ofApplications reports whether a web ACL can be before the load balancer.
func ofApplications(b inventory.ELBv2LoadBalancer) bool {
	return b.LoadBalancerType == string(types.LoadBalancerTypeEnumApplication)
}

func getWebACLForLoadBalancer(
	ctx context.Context, s Session, b inventory.ELBv2LoadBalancer, emit func(inventory.ELBv2WebACL),
) error {
	webACL, err := s.webACLFor(ctx, b.Resource)
	if err != nil {
		return err
	}
	emit(inventory.ELBv2WebACL{Resource: b.Resource, WebACLArn: webACL})
	return nil
}

// acmCertificates returns the certificates of ACM that a listener has. They lie
// in its region; those of IAM are in a list of their own.
func acmCertificates(l inventory.ELBv2ListenerCertificateSet) []inventory.Resource {
	var all []inventory.Resource
	for _, arn := range l.Certificates {
		if parts := strings.SplitN(arn, ":", 4); len(parts) < 4 || parts[2] != "acm" {
			continue
		}
		_, id, _ := strings.Cut(arn, ":certificate/")
		all = append(all, inventory.Resource{
			Partition: l.Partition, Account: l.Account, Region: l.Region,
			Type: "AWS::CertificateManager::Certificate", ID: id, ARN: arn,
		})
	}
	return all
}

func describeACMCertificate(ctx context.Context, s Session, c inventory.Resource, emit func(inventory.ACMCertificate)) error {
	out, err := acm.NewFromConfig(s.Config).DescribeCertificate(ctx, &acm.DescribeCertificateInput{CertificateArn: &c.ARN})
	if err != nil {
		return err
	}
	if out.Certificate == nil || out.Certificate.NotAfter == nil {
		return &absentError{"NotAfter", c.ARN}
	}
	c.Name = aws.ToString(out.Certificate.DomainName)
	emit(inventory.ACMCertificate{Resource: c, NotAfter: dateOf(out.Certificate.NotAfter)})
	return nil
}
