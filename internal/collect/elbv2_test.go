package collect

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
)

const (
	elbv2Prefix = "arn:aws:elasticloadbalancing:us-east-1:123456789012:"
	webARN      = elbv2Prefix + "loadbalancer/app/web/50dc6c495c0c9188"
	netARN      = elbv2Prefix + "loadbalancer/net/net/c8abe6be4a4e5a1b"
	gatewayARN  = elbv2Prefix + "loadbalancer/gwy/inspect/7c1d7a5a8d1e2f33"
	httpARN     = elbv2Prefix + "listener/app/web/50dc6c495c0c9188/0467ef3c8400ae65"
	httpsARN    = elbv2Prefix + "listener/app/web/50dc6c495c0c9188/f2f7dc8efc522ab2"
	tlsARN      = elbv2Prefix + "listener/net/net/c8abe6be4a4e5a1b/9c9e2a1b3d4f5a6b"

	acmARN   = "arn:aws:acm:us-east-1:123456789012:certificate/68b42933-7e30-405a-9c1f-2a7f2f3f0a11"
	otherARN = "arn:aws:acm:us-east-1:123456789012:certificate/1d2c3b4a-0000-4000-8000-000000000002"
	iamARN   = "arn:aws:iam::123456789012:server-certificate/legacy"

	ofBoth = `{"PageSize":400}`
)

// elbv2Answer is an answer in us-east-1.
func elbv2Answer(operation, input, result string) wire.Exchange {
	return exchange("elasticloadbalancingv2:"+operation, "us-east-1", input, 200, queryXML, elbResult(operation, result))
}

func elbv2Refusal(operation, input string, status int, code string) wire.Exchange {
	return exchange("elasticloadbalancingv2:"+operation, "us-east-1", input, status, queryXML, elbError(code))
}

// balancers are load balancers in us-east-1 and none in eu-west-1.
func balancers(members ...string) []wire.Exchange {
	list := ""
	for _, m := range members {
		list += m
	}
	return []wire.Exchange{
		elbv2Answer("DescribeLoadBalancers", ofBoth, "<LoadBalancers>"+list+"</LoadBalancers>"),
		exchange("elasticloadbalancingv2:DescribeLoadBalancers", "eu-west-1", ofBoth, 200, queryXML,
			elbResult("DescribeLoadBalancers", "<LoadBalancers/>")),
	}
}

func balancer(arn, name, kind string) string {
	return "<member><LoadBalancerArn>" + arn + "</LoadBalancerArn><LoadBalancerName>" + name + "</LoadBalancerName>" +
		"<Scheme>internet-facing</Scheme><Type>" + kind + "</Type><VpcId>vpc-1</VpcId><IpAddressType>dualstack</IpAddressType>" +
		"<AvailabilityZones><member><SubnetId>subnet-1</SubnetId><ZoneName>us-east-1a</ZoneName></member></AvailabilityZones>" +
		"<SecurityGroups><member>sg-1</member></SecurityGroups>" +
		"<State><Code>active</Code></State></member>"
}

func listenersOf(balancer, members string) wire.Exchange {
	return elbv2Answer("DescribeListeners", `{"LoadBalancerArn":"`+balancer+`","PageSize":400}`, "<Listeners>"+members+"</Listeners>")
}

func ofListener(arn string) string { return `{"ListenerArn":"` + arn + `","PageSize":400}` }

const (
	forwardAction = `<DefaultActions><member><Type>forward</Type><Order>1</Order>
<TargetGroupArn>` + elbv2Prefix + `targetgroup/web/73e2d6bc24d8a067</TargetGroupArn></member></DefaultActions>`
	httpListener = `<member><ListenerArn>` + httpARN + `</ListenerArn><LoadBalancerArn>` + webARN + `</LoadBalancerArn>
<Port>80</Port><Protocol>HTTP</Protocol><DefaultActions><member><Type>redirect</Type><Order>1</Order>
<RedirectConfig><Protocol>HTTPS</Protocol><Port>443</Port><Host>#{host}</Host><Path>/#{path}</Path><Query>#{query}</Query>
<StatusCode>HTTP_301</StatusCode></RedirectConfig></member></DefaultActions></member>`
	httpsListener = `<member><ListenerArn>` + httpsARN + `</ListenerArn><LoadBalancerArn>` + webARN + `</LoadBalancerArn>
<Port>443</Port><Protocol>HTTPS</Protocol><SslPolicy>ELBSecurityPolicy-2016-08</SslPolicy>
<MutualAuthentication><Mode>verify</Mode></MutualAuthentication>
<Certificates><member><CertificateArn>` + acmARN + `</CertificateArn></member></Certificates>` + forwardAction + `</member>`
	tlsListener = `<member><ListenerArn>` + tlsARN + `</ListenerArn><LoadBalancerArn>` + netARN + `</LoadBalancerArn>
<Port>8883</Port><Protocol>TLS</Protocol><SslPolicy>ELBSecurityPolicy-TLS13-1-2-2021-06</SslPolicy>` + forwardAction + `</member>`
)

func elbv2Row(cfnType, id, name, arn string) inventory.Resource {
	return inventory.Resource{
		Partition: "aws", Account: checktest.Account.ID, Region: "us-east-1", Type: cfnType, ID: id, Name: name, ARN: arn,
	}
}

func TestLoadBalancersOfAllPagesKeepTheirType(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.ELBv2LoadBalancers}, append(balancers(),
		elbv2Answer("DescribeLoadBalancers", ofBoth, "<LoadBalancers>"+balancer(webARN, "web", "application")+
			"</LoadBalancers><NextMarker>more</NextMarker>"),
		elbv2Answer("DescribeLoadBalancers", `{"Marker":"more","PageSize":400}`,
			"<LoadBalancers>"+balancer(netARN, "net", "network")+"</LoadBalancers>"))[1:]...)
	const kind = "AWS::ElasticLoadBalancingV2::LoadBalancer"
	want := []inventory.ELBv2LoadBalancer{
		{
			Resource: elbv2Row(kind, "web", "web", webARN), LoadBalancerType: "application", Scheme: "internet-facing",
			IPAddressType: "dualstack", AvailabilityZones: []string{"subnet-1"}, SecurityGroups: []string{"sg-1"},
		},
		{
			Resource: elbv2Row(kind, "net", "net", netARN), LoadBalancerType: "network", Scheme: "internet-facing",
			IPAddressType: "dualstack", AvailabilityZones: []string{"subnet-1"}, SecurityGroups: []string{"sg-1"},
		},
	}
	if diff := cmp.Diff(want, inventory.ELBv2LoadBalancers.Rows(inv)); diff != "" {
		t.Error(diff)
	}
	gapless(t, inv, inventory.ELBv2LoadBalancers)
}

func TestAttributesOfALoadBalancerAreReadOrItsGap(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.ELBv2Attributes}, append(
		balancers(balancer(webARN, "web", "application"), balancer(netARN, "net", "network")),
		elbv2Answer("DescribeLoadBalancerAttributes", `{"LoadBalancerArn":"`+webARN+`"}`, `<Attributes>
<member><Key>access_logs.s3.enabled</Key><Value>true</Value></member>
<member><Key>access_logs.s3.prefix</Key><Value/></member></Attributes>`),
		elbv2Refusal("DescribeLoadBalancerAttributes", `{"LoadBalancerArn":"`+netARN+`"}`, 403, "AccessDenied"))...)
	rows := inventory.ELBv2Attributes.Rows(inv)
	want := map[string]string{"access_logs.s3.enabled": "true", "access_logs.s3.prefix": ""}
	if len(rows) != 1 || rows[0].ARN != webARN || !cmp.Equal(want, rows[0].Attributes) {
		t.Errorf("rows: %+v", rows)
	}
	gaps := inv.Gaps(inventory.ELBv2Attributes)
	if len(gaps) != 1 || gaps[0].Reason != inventory.Denied || gaps[0].Subject.ARN != netARN {
		t.Errorf("gaps: %+v", gaps)
	}
}

func TestListenersKeepWhatTheyDoByDefault(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.ELBv2Listeners}, append(
		balancers(balancer(webARN, "web", "application")), listenersOf(webARN, httpListener+httpsListener))...)
	const kind = "AWS::ElasticLoadBalancingV2::Listener"
	want := []inventory.ELBv2Listener{
		{
			Resource:        elbv2Row(kind, "app/web/50dc6c495c0c9188/0467ef3c8400ae65", "", httpARN),
			LoadBalancerArn: webARN, Protocol: "HTTP", Port: 80,
			DefaultActions: []inventory.ELBv2Action{{Type: "redirect", RedirectProtocol: "HTTPS"}},
		},
		{
			Resource:        elbv2Row(kind, "app/web/50dc6c495c0c9188/f2f7dc8efc522ab2", "", httpsARN),
			LoadBalancerArn: webARN, Protocol: "HTTPS", Port: 443, SslPolicy: "ELBSecurityPolicy-2016-08", MutualAuthentication: "verify",
			DefaultActions: []inventory.ELBv2Action{{Type: "forward", TargetGroups: []string{elbv2Prefix + "targetgroup/web/73e2d6bc24d8a067"}}},
		},
	}
	if diff := cmp.Diff(want, inventory.ELBv2Listeners.Rows(inv)); diff != "" {
		t.Error(diff)
	}
	gapless(t, inv, inventory.ELBv2Listeners)
}

func TestAGatewayListenerTakesGENEVEThoughAWSDoesNotSaySo(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.ELBv2Listeners}, append(
		balancers(balancer(gatewayARN, "inspect", "gateway")),
		listenersOf(gatewayARN, `<member><ListenerArn>`+elbv2Prefix+`listener/gwy/inspect/7c1d7a5a8d1e2f33/1</ListenerArn>
<LoadBalancerArn>`+gatewayARN+`</LoadBalancerArn>`+forwardAction+`</member>`))...)
	if rows := inventory.ELBv2Listeners.Rows(inv); len(rows) != 1 || rows[0].Protocol != "GENEVE" {
		t.Errorf("rows: %+v", rows)
	}
	gapless(t, inv, inventory.ELBv2Listeners)
}

func TestHalfAListenerIsAGapOfItsLoadBalancer(t *testing.T) {
	const start = `<member><ListenerArn>` + httpARN + `</ListenerArn><LoadBalancerArn>` + webARN + `</LoadBalancerArn>`
	for name, listener := range map[string]string{
		"no ARN":             `<member><Port>80</Port><Protocol>HTTP</Protocol>` + forwardAction + `</member>`,
		"no protocol":        start + `<Port>80</Port>` + forwardAction + `</member>`,
		"no port":            start + `<Protocol>TCP</Protocol>` + forwardAction + `</member>`,
		"no action":          start + `<Port>80</Port><Protocol>HTTP</Protocol></member>`,
		"an unnamed action":  start + `<Port>80</Port><Protocol>HTTP</Protocol><DefaultActions><member/></DefaultActions></member>`,
		"redirects anywhere": start + `<Port>80</Port><Protocol>HTTP</Protocol><DefaultActions><member><Type>redirect</Type></member></DefaultActions></member>`,
	} {
		t.Run(name, func(t *testing.T) {
			inv := replay(t, []inventory.Handle{inventory.ELBv2Listeners}, append(
				balancers(balancer(webARN, "web", "application")), listenersOf(webARN, listener))...)
			if rows := inventory.ELBv2Listeners.Rows(inv); len(rows) != 0 {
				t.Errorf("rows: %+v", rows)
			}
			gaps := inv.Gaps(inventory.ELBv2Listeners)
			if len(gaps) != 1 || gaps[0].Subject.ARN != webARN || gaps[0].Reason != inventory.Malformed {
				t.Errorf("gaps: %+v", gaps)
			}
		})
	}
}

func TestRulesAreReadFromAllPages(t *testing.T) {
	rule := func(name, action string) string {
		return "<member><RuleArn>" + name + "</RuleArn><IsDefault>false</IsDefault><Actions><member>" + action + "</member></Actions></member>"
	}
	inv := replay(t, []inventory.Handle{inventory.ELBv2ListenerRules}, append(
		balancers(balancer(webARN, "web", "application"), balancer(gatewayARN, "inspect", "gateway")), listenersOf(webARN, httpListener),
		listenersOf(gatewayARN, `<member><ListenerArn>`+elbv2Prefix+`listener/gwy/inspect/7c1d7a5a8d1e2f33/1</ListenerArn>
<LoadBalancerArn>`+gatewayARN+`</LoadBalancerArn>`+forwardAction+`</member>`),
		elbv2Answer("DescribeRules", ofListener(httpARN), "<Rules>"+
			rule("first", "<Type>redirect</Type><RedirectConfig><StatusCode>HTTP_301</StatusCode></RedirectConfig>")+
			"</Rules><NextMarker>more</NextMarker>"),
		elbv2Answer("DescribeRules", `{"ListenerArn":"`+httpARN+`","Marker":"more","PageSize":400}`,
			"<Rules>"+rule("default", "<Type>fixed-response</Type>")+"</Rules>"))...)
	rows := inventory.ELBv2ListenerRules.Rows(inv)
	want := []inventory.ELBv2Rule{
		{RuleArn: "first", Actions: []inventory.ELBv2Action{{Type: "redirect", RedirectProtocol: "#{protocol}"}}},
		{RuleArn: "default", Actions: []inventory.ELBv2Action{{Type: "fixed-response"}}},
	}
	if len(rows) != 1 || rows[0].ARN != httpARN {
		t.Fatalf("rows: %+v", rows)
	}
	if diff := cmp.Diff(want, rows[0].Rules); diff != "" {
		t.Error(diff)
	}
	gapless(t, inv, inventory.ELBv2ListenerRules)
}

func TestARuleSaysWhoIsSentWhere(t *testing.T) {
	group := func(name, weight string) string {
		return "<member><TargetGroupArn>" + name + "</TargetGroupArn>" + weight + "</member>"
	}
	inv := replay(t, []inventory.Handle{inventory.ELBv2ListenerRules}, append(
		balancers(balancer(webARN, "web", "application")), listenersOf(webARN, httpListener),
		elbv2Answer("DescribeRules", ofListener(httpARN), `<Rules>
<member><RuleArn>one</RuleArn><Conditions>
 <member><Field>path-pattern</Field><PathPatternConfig><Values><member>/x</member></Values></PathPatternConfig></member>
 <member><Field>source-ip</Field><SourceIpConfig><Values><member>192.0.2.0/24</member><member>2001:db8::/32</member></Values></SourceIpConfig></member>
</Conditions><Actions>
 <member><Type>authenticate-oidc</Type><AuthenticateOidcConfig><OnUnauthenticatedRequest>allow</OnUnauthenticatedRequest></AuthenticateOidcConfig></member>
 <member><Type>forward</Type><TargetGroupArn>a</TargetGroupArn><ForwardConfig><TargetGroups>`+group("a", "")+`</TargetGroups></ForwardConfig></member>
</Actions></member>
<member><RuleArn>two</RuleArn><Conditions>
 <member><Field>source-ip</Field><SourceIpConfig><IpAddressType>ipv6</IpAddressType></SourceIpConfig></member>
 <member><Field>source-ip</Field><SourceIpConfig><IpAddressType>ipv4</IpAddressType></SourceIpConfig></member>
</Conditions><Actions>
 <member><Type>authenticate-cognito</Type><AuthenticateCognitoConfig><OnUnauthenticatedRequest>deny</OnUnauthenticatedRequest></AuthenticateCognitoConfig></member>
 <member><Type>forward</Type><ForwardConfig><TargetGroups>`+group("a", "<Weight>0</Weight>")+group("b", "<Weight>1</Weight>")+`</TargetGroups></ForwardConfig></member>
</Actions></member></Rules>`))...)
	rows := inventory.ELBv2ListenerRules.Rows(inv)
	if len(rows) != 1 {
		t.Fatalf("rows: %+v", rows)
	}
	want := []inventory.ELBv2Rule{
		{RuleArn: "one", SourceIPs: []string{"192.0.2.0/24", "2001:db8::/32"}, Actions: []inventory.ELBv2Action{
			{Type: "authenticate-oidc", OnUnauthenticatedRequest: "allow"}, {Type: "forward", TargetGroups: []string{"a"}},
		}},
		{RuleArn: "two", SourceIPs: []string{"::/0", "0.0.0.0/0"}, Actions: []inventory.ELBv2Action{
			{Type: "authenticate-cognito", OnUnauthenticatedRequest: "deny"}, {Type: "forward", TargetGroups: []string{"b"}},
		}},
	}
	if diff := cmp.Diff(want, rows[0].Rules); diff != "" {
		t.Error(diff)
	}
	gapless(t, inv, inventory.ELBv2ListenerRules)
}

func TestRulesThatWereNotReadAreAGapOfTheirListener(t *testing.T) {
	for name, answer := range map[string]wire.Exchange{
		"refused":         elbv2Refusal("DescribeRules", ofListener(httpARN), 403, "AccessDenied"),
		"no default rule": elbv2Answer("DescribeRules", ofListener(httpARN), "<Rules/>"),
	} {
		t.Run(name, func(t *testing.T) {
			inv := replay(t, []inventory.Handle{inventory.ELBv2ListenerRules}, append(
				balancers(balancer(webARN, "web", "application")), listenersOf(webARN, httpListener), answer)...)
			gaps := inv.Gaps(inventory.ELBv2ListenerRules)
			if rows := inventory.ELBv2ListenerRules.Rows(inv); len(rows) != 0 || len(gaps) != 1 || gaps[0].Subject.ARN != httpARN {
				t.Errorf("rows: %+v, gaps: %+v", rows, gaps)
			}
		})
	}
}

func certificatesOf(listener string, arns ...string) wire.Exchange {
	list := ""
	for i, arn := range arns {
		isDefault := "false"
		if i == 0 {
			isDefault = "true"
		}
		list += "<member><CertificateArn>" + arn + "</CertificateArn><IsDefault>" + isDefault + "</IsDefault></member>"
	}
	return elbv2Answer("DescribeListenerCertificates", ofListener(listener), "<Certificates>"+list+"</Certificates>")
}

// twoTLSListeners has an HTTP listener too, of which nobody may ask for certificates.
func twoTLSListeners() []wire.Exchange {
	return append(balancers(balancer(webARN, "web", "application"), balancer(netARN, "net", "network")),
		listenersOf(webARN, httpListener+httpsListener), listenersOf(netARN, tlsListener))
}

func acmAnswer(arn string, status int, body string) wire.Exchange {
	return exchange("acm:DescribeCertificate", "us-east-1", `{"CertificateArn":"`+arn+`"}`, status,
		"application/x-amz-json-1.1", body)
}

func TestTheDefaultCertificateIsListedOnceThoughAWSRepeatsIt(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.ELBv2ListenerCertificates}, append(twoTLSListeners(),
		certificatesOf(httpsARN, iamARN, acmARN, iamARN),
		elbv2Refusal("DescribeListenerCertificates", ofListener(tlsARN), 400, "ListenerNotFound"))...)
	rows := inventory.ELBv2ListenerCertificates.Rows(inv)
	if len(rows) != 1 || rows[0].ARN != httpsARN || !slices.Equal(rows[0].Certificates, []string{acmARN, iamARN}) {
		t.Errorf("rows: %+v", rows)
	}
	gaps := inv.Gaps(inventory.ELBv2ListenerCertificates)
	if len(gaps) != 1 || gaps[0].Subject.ARN != tlsARN || gaps[0].Reason != inventory.Gone {
		t.Errorf("gaps where the listener is gone: %+v", gaps)
	}
}

// A certificate of ACM serves many listeners, and a listener has several.
func TestACertificateOfManyListenersIsOneRow(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.ACMCertificates}, append(twoTLSListeners(),
		certificatesOf(httpsARN, acmARN, otherARN, iamARN), certificatesOf(tlsARN, acmARN),
		acmAnswer(acmARN, 200, `{"Certificate":{"CertificateArn":"`+acmARN+`","DomainName":"example.com","Status":"ISSUED","NotAfter":1798761599}}`),
		acmAnswer(otherARN, 400, `{"__type":"AccessDeniedException","Message":"m"}`))...)
	want := []inventory.ACMCertificate{{
		Resource: elbv2Row("AWS::CertificateManager::Certificate", "68b42933-7e30-405a-9c1f-2a7f2f3f0a11", "example.com", acmARN),
		NotAfter: time.Date(2026, 12, 31, 23, 59, 59, 0, time.UTC),
	}}
	if diff := cmp.Diff(want, inventory.ACMCertificates.Rows(inv)); diff != "" {
		t.Error(diff)
	}
	gaps := inv.Gaps(inventory.ACMCertificates)
	if len(gaps) != 1 || gaps[0].Subject.ARN != otherARN || gaps[0].Reason != inventory.Denied {
		t.Errorf("gaps: %+v", gaps)
	}
}

func TestACertificateWithoutEndIsAGap(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.ACMCertificates}, append(twoTLSListeners(),
		certificatesOf(httpsARN, acmARN), certificatesOf(tlsARN, iamARN),
		acmAnswer(acmARN, 200, `{"Certificate":{"CertificateArn":"`+acmARN+`","Status":"FAILED"}}`))...)
	gaps := inv.Gaps(inventory.ACMCertificates)
	if rows := inventory.ACMCertificates.Rows(inv); len(rows) != 0 || len(gaps) != 1 || gaps[0].Subject.ARN != acmARN {
		t.Errorf("rows: %+v, gaps: %+v", rows, gaps)
	}
}

func TestTLSPoliciesComeFromAllPages(t *testing.T) {
	policy := func(name, protocols string) string {
		return "<SslPolicies><member><Name>" + name + "</Name><SslProtocols>" + protocols + "</SslProtocols></member></SslPolicies>"
	}
	inv := replay(t, []inventory.Handle{inventory.ELBv2SSLPolicies},
		elbv2Answer("DescribeSSLPolicies", ofBoth, policy("ELBSecurityPolicy-2016-08",
			"<member>TLSv1</member><member>TLSv1.1</member><member>TLSv1.2</member>")+"<NextMarker>more</NextMarker>"),
		elbv2Answer("DescribeSSLPolicies", `{"Marker":"more","PageSize":400}`,
			policy("ELBSecurityPolicy-TLS13-1-3-2021-06", "<member>TLSv1.3</member>")),
		exchange("elasticloadbalancingv2:DescribeSSLPolicies", "eu-west-1", ofBoth, 200, queryXML,
			elbResult("DescribeSSLPolicies", policy("ELBSecurityPolicy-2016-08", ""))),
	)
	var got []string
	for _, p := range inventory.ELBv2SSLPolicies.Rows(inv) {
		got = append(got, p.Region+" "+p.ID+" "+p.SslProtocols[0])
	}
	want := []string{"us-east-1 ELBSecurityPolicy-2016-08 TLSv1", "us-east-1 ELBSecurityPolicy-TLS13-1-3-2021-06 TLSv1.3"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	gaps := inv.Gaps(inventory.ELBv2SSLPolicies)
	if len(gaps) != 1 || gaps[0].Subject.Region != "eu-west-1" {
		t.Errorf("gaps where a policy lacks its protocols: %+v", gaps)
	}
}

func TestTargetGroupsOfFunctionsHaveNeitherProtocolNorPort(t *testing.T) {
	group := func(name, rest string) string {
		return "<member><TargetGroupArn>" + elbv2Prefix + "targetgroup/" + name + "/1</TargetGroupArn><TargetGroupName>" + name +
			"</TargetGroupName>" + rest + "</member>"
	}
	inv := replay(t, []inventory.Handle{inventory.ELBv2TargetGroups},
		elbv2Answer("DescribeTargetGroups", ofBoth, "<TargetGroups>"+
			group("fn", "<TargetType>lambda</TargetType><HealthCheckEnabled>false</HealthCheckEnabled>")+
			group("web", `<TargetType>ip</TargetType><Protocol>HTTPS</Protocol><Port>8443</Port><VpcId>vpc-1</VpcId>
<LoadBalancerArns><member>`+webARN+`</member></LoadBalancerArns>
<HealthCheckEnabled>true</HealthCheckEnabled><HealthCheckProtocol>HTTP</HealthCheckProtocol>`)+"</TargetGroups>"),
		exchange("elasticloadbalancingv2:DescribeTargetGroups", "eu-west-1", ofBoth, 200, queryXML,
			elbResult("DescribeTargetGroups", "<TargetGroups>"+
				group("half", "<TargetType>ip</TargetType><Protocol>TCP</Protocol><HealthCheckEnabled>true</HealthCheckEnabled>")+"</TargetGroups>")),
	)
	const kind = "AWS::ElasticLoadBalancingV2::TargetGroup"
	want := []inventory.ELBv2TargetGroup{
		{Resource: elbv2Row(kind, "fn", "fn", elbv2Prefix+"targetgroup/fn/1"), TargetType: "lambda"},
		{
			Resource:   elbv2Row(kind, "web", "web", elbv2Prefix+"targetgroup/web/1"),
			TargetType: "ip", Protocol: "HTTPS", Port: 8443, VPCID: "vpc-1", LoadBalancerArns: []string{webARN}, HealthCheckEnabled: true, HealthCheckProtocol: "HTTP",
		},
	}
	if diff := cmp.Diff(want, inventory.ELBv2TargetGroups.Rows(inv)); diff != "" {
		t.Error(diff)
	}
	gaps := inv.Gaps(inventory.ELBv2TargetGroups)
	if len(gaps) != 1 || gaps[0].Subject.Region != "eu-west-1" {
		t.Errorf("gaps where a port is missing: %+v", gaps)
	}
}

func targetGroups(kinds ...string) []wire.Exchange {
	list := ""
	for i, fields := range kinds {
		id := string(rune('1' + i))
		list += "<member><TargetGroupArn>" + elbv2Prefix + "targetgroup/g/" + id + "</TargetGroupArn><TargetGroupName>g" + id +
			"</TargetGroupName><HealthCheckEnabled>true</HealthCheckEnabled>" + fields + "</member>"
	}
	return []wire.Exchange{
		elbv2Answer("DescribeTargetGroups", ofBoth, "<TargetGroups>"+list+"</TargetGroups>"),
		exchange("elasticloadbalancingv2:DescribeTargetGroups", "eu-west-1", ofBoth, 200, queryXML,
			elbResult("DescribeTargetGroups", "<TargetGroups/>")),
	}
}

const (
	tcpGroup    = "<TargetType>ip</TargetType><Protocol>TCP</Protocol><Port>22</Port><VpcId>vpc-1</VpcId>"
	httpGroup   = "<TargetType>instance</TargetType><Protocol>HTTP</Protocol><Port>80</Port><VpcId>vpc-1</VpcId>"
	lambdaGroup = "<TargetType>lambda</TargetType>"
)

func ofGroup(id string) string {
	return `{"TargetGroupArn":"` + elbv2Prefix + "targetgroup/g/" + id + `"}`
}

func TestTargetsAreKnownByWhatTheyAre(t *testing.T) {
	target := func(id, port, state string) string {
		return "<TargetHealthDescriptions><member><Target><Id>" + id + "</Id>" + port + "</Target><TargetHealth><State>" + state +
			"</State></TargetHealth></member></TargetHealthDescriptions>"
	}
	inv := replay(t, []inventory.Handle{inventory.ELBv2TargetHealth}, append(targetGroups(tcpGroup, httpGroup, lambdaGroup, httpGroup, httpGroup),
		elbv2Answer("DescribeTargetHealth", ofGroup("1"), target("10.0.1.10", "<Port>2222</Port><AvailabilityZone>all</AvailabilityZone>", "healthy")),
		elbv2Answer("DescribeTargetHealth", ofGroup("2"), "<TargetHealthDescriptions/>"),
		elbv2Answer("DescribeTargetHealth", ofGroup("3"), target("arn:aws:lambda:us-east-1:123456789012:function:f", "", "unavailable")),
		elbv2Answer("DescribeTargetHealth", ofGroup("4"), target("i-1", "", "healthy")),
		elbv2Refusal("DescribeTargetHealth", ofGroup("5"), 400, "TargetGroupNotFound"))...)
	var got [][]inventory.ELBv2Target
	for _, r := range inventory.ELBv2TargetHealth.Rows(inv) {
		got = append(got, r.Targets)
	}
	want := [][]inventory.ELBv2Target{
		{{ID: "10.0.1.10", Port: 2222, State: "healthy"}}, nil,
		{{ID: "arn:aws:lambda:us-east-1:123456789012:function:f", State: "unavailable"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	gaps := inv.Gaps(inventory.ELBv2TargetHealth)
	if len(gaps) != 2 || gaps[0].Reason != inventory.Malformed || gaps[1].Reason != inventory.Gone {
		t.Errorf("gaps where a port is missing, and where the group is gone: %+v", gaps)
	}
}

func TestOnlyGroupsThatMayKeepTheAddressesOfClientsAreAskedWhetherTheyDo(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.ELBv2TargetGroupAttributes}, append(targetGroups(tcpGroup, httpGroup, lambdaGroup),
		elbv2Answer("DescribeTargetGroupAttributes", ofGroup("1"),
			"<Attributes><member><Key>preserve_client_ip.enabled</Key><Value>true</Value></member></Attributes>"))...)
	rows := inventory.ELBv2TargetGroupAttributes.Rows(inv)
	if len(rows) != 1 || rows[0].ID != "g1" || rows[0].Attributes["preserve_client_ip.enabled"] != "true" {
		t.Errorf("rows: %+v", rows)
	}
	gapless(t, inv, inventory.ELBv2TargetGroupAttributes)
}

func TestHalfALoadBalancerIsAGap(t *testing.T) {
	const start = `<member><LoadBalancerArn>` + webARN + `</LoadBalancerArn><LoadBalancerName>web</LoadBalancerName>`
	for name, tc := range map[string]struct {
		fields string
		gaps   int
	}{
		"no scheme":            {"<Type>network</Type><IpAddressType>ipv4</IpAddressType>", 1},
		"no kind of addresses": {"<Type>network</Type><Scheme>internal</Scheme>", 1},
		"a gateway has none":   {"<Type>gateway</Type>", 0},
	} {
		inv := replay(t, []inventory.Handle{inventory.ELBv2LoadBalancers}, balancers(start+tc.fields+"</member>")...)
		rows, gaps := inventory.ELBv2LoadBalancers.Rows(inv), inv.Gaps(inventory.ELBv2LoadBalancers)
		if len(gaps) != tc.gaps || len(rows) != 1-tc.gaps {
			t.Errorf("%s: rows %+v, gaps %+v", name, rows, gaps)
		}
	}
}

func TestOnlyApplicationLoadBalancersAreAskedForTheirWebACL(t *testing.T) {
	waf := func(arn string, status int, body string) wire.Exchange {
		return exchange("wafv2:GetWebACLForResource", "us-east-1", `{"ResourceArn":"`+arn+`"}`, status, "application/x-amz-json-1.1", body)
	}
	bare, closed := webARN+"1", webARN+"2"
	const acl = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/web/a1b2c3d4"
	inv := replay(t, []inventory.Handle{inventory.ELBv2WebACLs}, append(
		balancers(balancer(webARN, "web", "application"), balancer(bare, "bare", "application"),
			balancer(closed, "closed", "application"), balancer(netARN, "net", "network")),
		waf(webARN, 200, `{"WebACL":{"ARN":"`+acl+`","Id":"a1b2c3d4","Name":"web"}}`),
		waf(bare, 200, `{}`),
		waf(closed, 400, `{"__type":"AccessDeniedException","Message":"m"}`))...)
	got := map[string]string{}
	for _, r := range inventory.ELBv2WebACLs.Rows(inv) {
		got[r.ID] = r.WebACLArn
	}
	if diff := cmp.Diff(map[string]string{"web": acl, "bare": ""}, got); diff != "" {
		t.Error(diff)
	}
	gaps := inv.Gaps(inventory.ELBv2WebACLs)
	if len(gaps) != 1 || gaps[0].Subject.ID != "closed" || gaps[0].Reason != inventory.Denied {
		t.Errorf("gaps: %+v", gaps)
	}
}

func TestThePolicyNamesAnActionOfBothAPIsOnceAndWhatAWebACLNeedsBesides(t *testing.T) {
	plan := planOf(t, inventory.ELBLoadBalancers, inventory.ELBv2WebACLs)
	want := []string{
		"cognito-idp:GetWebACLForResource", "elasticloadbalancing:DescribeLoadBalancers", "elasticloadbalancing:GetLoadBalancerWebACL",
		"wafv2:GetWebACL", "wafv2:GetWebACLForResource",
	}
	if diff := cmp.Diff(want, Policy(plan.Operations()).Statement[0].Action); diff != "" {
		t.Error(diff)
	}
}
