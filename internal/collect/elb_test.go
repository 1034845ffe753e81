package collect

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

const queryXML = "text/xml"

// elbResult wraps a result as both APIs of Elastic Load Balancing do.
func elbResult(operation, result string) string {
	return "<" + operation + "Response><" + operation + "Result>" + result + "</" + operation + "Result>" +
		"<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></" + operation + "Response>"
}

func elbError(code string) string {
	return "<ErrorResponse><Error><Type>Sender</Type><Code>" + code + "</Code><Message>m</Message></Error><RequestId>r</RequestId></ErrorResponse>"
}

const (
	classicPage = `{"PageSize":400}`
	classicNone = `<LoadBalancerDescriptions/>`
	classicOne  = `<LoadBalancerDescriptions><member>
<LoadBalancerName>web</LoadBalancerName><Scheme>internet-facing</Scheme>
<Subnets><member>subnet-1</member></Subnets><SecurityGroups><member>sg-1</member></SecurityGroups>
<Instances><member><InstanceId>i-1</InstanceId></member></Instances>
<ListenerDescriptions>
<member><PolicyNames><member>ELBSecurityPolicy-2016-08</member></PolicyNames>
<Listener><Protocol>HTTPS</Protocol><LoadBalancerPort>443</LoadBalancerPort><InstanceProtocol>HTTP</InstanceProtocol>
<SSLCertificateId>arn:aws:iam::123456789012:server-certificate/web</SSLCertificateId><InstancePort>80</InstancePort></Listener></member>
<member><PolicyNames/><Listener><Protocol>tcp</Protocol><LoadBalancerPort>25</LoadBalancerPort><InstancePort>25</InstancePort></Listener></member>
</ListenerDescriptions></member></LoadBalancerDescriptions>`
)

func TestClassicLoadBalancersGetTheARNThatAWSLeavesOutAndFlatListeners(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.ELBLoadBalancers},
		exchange("elasticloadbalancing:DescribeLoadBalancers", "us-east-1", classicPage, 200, queryXML,
			elbResult("DescribeLoadBalancers", classicNone)),
		exchange("elasticloadbalancing:DescribeLoadBalancers", "eu-west-1", classicPage, 200, queryXML,
			elbResult("DescribeLoadBalancers", classicOne)),
	)
	want := []inventory.ELBLoadBalancer{{
		Resource: inventory.Resource{
			Partition: "aws", Account: checktest.Account.ID, Region: "eu-west-1",
			Type: "AWS::ElasticLoadBalancing::LoadBalancer", ID: "web", Name: "web",
			ARN: "arn:aws:elasticloadbalancing:eu-west-1:" + checktest.Account.ID + ":loadbalancer/web",
		},
		Scheme: "internet-facing", Subnets: []string{"subnet-1"}, SecurityGroups: []string{"sg-1"}, Instances: []string{"i-1"},
		ListenerDescriptions: []inventory.ELBListener{
			{
				Protocol: "HTTPS", LoadBalancerPort: 443, InstancePort: 80, PolicyNames: []string{"ELBSecurityPolicy-2016-08"},
				SSLCertificateID: "arn:aws:iam::123456789012:server-certificate/web",
			},
			{Protocol: "TCP", LoadBalancerPort: 25, InstancePort: 25, PolicyNames: []string{}},
		},
	}}
	if diff := cmp.Diff(want, inventory.ELBLoadBalancers.Rows(inv)); diff != "" {
		t.Error(diff)
	}
	if gaps := inv.Gaps(inventory.ELBLoadBalancers); len(gaps) != 0 {
		t.Errorf("gaps: %+v", gaps)
	}
}

func TestClassicDetailsAreReadByName(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.ELBAttributes, inventory.ELBPolicies},
		exchange("elasticloadbalancing:DescribeLoadBalancers", "us-east-1", classicPage, 200, queryXML,
			elbResult("DescribeLoadBalancers", classicOne)),
		exchange("elasticloadbalancing:DescribeLoadBalancers", "eu-west-1", classicPage, 200, queryXML,
			elbResult("DescribeLoadBalancers", classicOne)),
		exchange("elasticloadbalancing:DescribeLoadBalancerAttributes", "us-east-1", `{"LoadBalancerName":"web"}`, 200, queryXML,
			elbResult("DescribeLoadBalancerAttributes", `<LoadBalancerAttributes><AccessLog><Enabled>true</Enabled>
<S3BucketName>logs</S3BucketName><EmitInterval>60</EmitInterval></AccessLog></LoadBalancerAttributes>`)),
		exchange("elasticloadbalancing:DescribeLoadBalancerAttributes", "eu-west-1", `{"LoadBalancerName":"web"}`, 200, queryXML,
			elbResult("DescribeLoadBalancerAttributes", `<LoadBalancerAttributes/>`)),
		exchange("elasticloadbalancing:DescribeLoadBalancerPolicies", "us-east-1", `{"LoadBalancerName":"web"}`, 200, queryXML,
			elbResult("DescribeLoadBalancerPolicies", `<PolicyDescriptions><member>
<PolicyName>ELBSecurityPolicy-2016-08</PolicyName><PolicyTypeName>SSLNegotiationPolicyType</PolicyTypeName>
<PolicyAttributeDescriptions>
<member><AttributeName>Protocol-TLSv1</AttributeName><AttributeValue>true</AttributeValue></member>
<member><AttributeName>Protocol-SSLv3</AttributeName><AttributeValue>false</AttributeValue></member>
</PolicyAttributeDescriptions></member></PolicyDescriptions>`)),
		exchange("elasticloadbalancing:DescribeLoadBalancerPolicies", "eu-west-1", `{"LoadBalancerName":"web"}`, 400, queryXML,
			elbError("LoadBalancerNotFound")),
	)
	attributes := inventory.ELBAttributes.Rows(inv)
	if len(attributes) != 1 || attributes[0].Region != "us-east-1" || !attributes[0].AccessLogEnabled {
		t.Errorf("attributes: %+v", attributes)
	}
	if gaps := inv.Gaps(inventory.ELBAttributes); len(gaps) != 1 || gaps[0].Reason != inventory.Malformed {
		t.Errorf("gaps where the answer lacks the attribute: %+v", gaps)
	}
	policies := inventory.ELBPolicies.Rows(inv)
	want := []inventory.ELBPolicy{{
		PolicyName: "ELBSecurityPolicy-2016-08", PolicyTypeName: "SSLNegotiationPolicyType",
		PolicyAttributeDescriptions: map[string]string{"Protocol-TLSv1": "true", "Protocol-SSLv3": "false"},
	}}
	if len(policies) != 1 {
		t.Fatalf("policies: %+v", policies)
	}
	if diff := cmp.Diff(want, policies[0].PolicyDescriptions); diff != "" {
		t.Error(diff)
	}
	if gaps := inv.Gaps(inventory.ELBPolicies); len(gaps) != 1 || gaps[0].Reason != inventory.Gone {
		t.Errorf("gaps where the load balancer is gone: %+v", gaps)
	}
}

func TestHalfAClassicLoadBalancerIsAGapAndNoRow(t *testing.T) {
	const scheme = `<Scheme>internal</Scheme>`
	listener := func(fields string) string {
		return "<ListenerDescriptions><member><PolicyNames/><Listener>" + fields + "</Listener></member></ListenerDescriptions>"
	}
	for name, fields := range map[string]string{
		"listener":      scheme + `<ListenerDescriptions><member><PolicyNames/></member></ListenerDescriptions>`,
		"protocol":      scheme + listener(`<LoadBalancerPort>80</LoadBalancerPort><InstancePort>80</InstancePort>`),
		"instance port": scheme + listener(`<Protocol>TCP</Protocol><LoadBalancerPort>80</LoadBalancerPort>`),
		"scheme":        listener(`<Protocol>TCP</Protocol><LoadBalancerPort>80</LoadBalancerPort><InstancePort>80</InstancePort>`),
	} {
		body := elbResult("DescribeLoadBalancers", `<LoadBalancerDescriptions><member><LoadBalancerName>web</LoadBalancerName>`+
			fields+`</member></LoadBalancerDescriptions>`)
		inv := replay(t, []inventory.Handle{inventory.ELBLoadBalancers},
			exchange("elasticloadbalancing:DescribeLoadBalancers", "us-east-1", classicPage, 200, queryXML, body),
			exchange("elasticloadbalancing:DescribeLoadBalancers", "eu-west-1", classicPage, 200, queryXML, elbResult("DescribeLoadBalancers", classicNone)),
		)
		gaps := inv.Gaps(inventory.ELBLoadBalancers)
		if rows := inventory.ELBLoadBalancers.Rows(inv); len(rows) != 0 || len(gaps) != 1 || gaps[0].Subject.Region != "us-east-1" {
			t.Errorf("no %s: %+v, %+v", name, rows, gaps)
		}
	}
}
