package collect

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancing"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancing/types"

	"github.com/yourside/yourside/checks/inventory"
)

var elbCollectors = []Collector{
	perRegion(inventory.ELBLoadBalancers, describeClassicLoadBalancers, "elasticloadbalancing:DescribeLoadBalancers"),
	perRow(inventory.ELBLoadBalancers, inventory.ELBAttributes, describeClassicAttributes,
		"elasticloadbalancing:DescribeLoadBalancerAttributes"),
	perRow(inventory.ELBLoadBalancers, inventory.ELBPolicies, describeClassicPolicies,
		"elasticloadbalancing:DescribeLoadBalancerPolicies"),
}

func (s Session) elb() *elb.Client { return elb.NewFromConfig(s.Config) }

func describeClassicLoadBalancers(ctx context.Context, s Session, emit func(inventory.ELBLoadBalancer)) error {
	pages := elb.NewDescribeLoadBalancersPaginator(s.elb(), &elb.DescribeLoadBalancersInput{PageSize: aws.Int32(400)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, b := range page.LoadBalancerDescriptions {
			name := aws.ToString(b.LoadBalancerName)
			if name == "" {
				return errors.New("a Classic Load Balancer has no LoadBalancerName")
			}
			r := s.Resource("AWS::ElasticLoadBalancing::LoadBalancer", name, s.ARN("elasticloadbalancing", "loadbalancer/"+name))
			r.Name = name
			listeners, err := classicListeners(b.ListenerDescriptions)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			row := inventory.ELBLoadBalancer{
				Resource: r, DNSName: aws.ToString(b.DNSName), Scheme: aws.ToString(b.Scheme), Subnets: b.Subnets, SecurityGroups: b.SecurityGroups,
				ListenerDescriptions: listeners,
			}
			if row.Scheme == "" {
				return &absentError{"Scheme", name}
			}
			for _, i := range b.Instances {
				row.Instances = append(row.Instances, aws.ToString(i.InstanceId))
			}
			emit(row)
		}
	}
	return nil
}

func classicListeners(descriptions []types.ListenerDescription) ([]inventory.ELBListener, error) {
	var all []inventory.ELBListener
	for _, d := range descriptions {
		// Without its protocol a listener would look like one that ends no TLS.
		if d.Listener == nil || aws.ToString(d.Listener.Protocol) == "" || d.Listener.InstancePort == nil {
			return nil, errors.New("a listener has no Protocol or InstancePort")
		}
		all = append(all, inventory.ELBListener{
			// The API takes the protocol in any case.
			Protocol:         strings.ToUpper(*d.Listener.Protocol),
			LoadBalancerPort: int(d.Listener.LoadBalancerPort),
			InstancePort:     int(*d.Listener.InstancePort),
			SSLCertificateID: aws.ToString(d.Listener.SSLCertificateId),
			PolicyNames:      d.PolicyNames,
		})
	}
	return all, nil
}

func describeClassicAttributes(ctx context.Context, s Session, b inventory.ELBLoadBalancer, emit func(inventory.ELBAttribute)) error {
	out, err := s.elb().DescribeLoadBalancerAttributes(ctx, &elb.DescribeLoadBalancerAttributesInput{LoadBalancerName: &b.ID})
	if err != nil {
		return err
	}
	a := out.LoadBalancerAttributes
	if a == nil || a.AccessLog == nil {
		return errors.New("the answer has no AccessLog")
	}
	emit(inventory.ELBAttribute{Resource: b.Resource, AccessLogEnabled: a.AccessLog.Enabled})
	return nil
}

func describeClassicPolicies(ctx context.Context, s Session, b inventory.ELBLoadBalancer, emit func(inventory.ELBPolicySet)) error {
	// Without the name the answer holds the sample policies of AWS instead.
	out, err := s.elb().DescribeLoadBalancerPolicies(ctx, &elb.DescribeLoadBalancerPoliciesInput{LoadBalancerName: &b.ID})
	if err != nil {
		return err
	}
	row := inventory.ELBPolicySet{Resource: b.Resource}
	for _, p := range out.PolicyDescriptions {
		attributes := make(map[string]string, len(p.PolicyAttributeDescriptions))
		for _, a := range p.PolicyAttributeDescriptions {
			attributes[aws.ToString(a.AttributeName)] = aws.ToString(a.AttributeValue)
		}
		row.PolicyDescriptions = append(row.PolicyDescriptions, inventory.ELBPolicy{
			PolicyName: aws.ToString(p.PolicyName), PolicyTypeName: aws.ToString(p.PolicyTypeName),
			PolicyAttributeDescriptions: attributes,
		})
	}
	emit(row)
	return nil
}
