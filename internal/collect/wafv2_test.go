package collect

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
)

const awsJSON = "application/x-amz-json-1.1"

func wafACL(region, kind, id string) inventory.Resource {
	return inventory.Resource{
		Partition: "aws", Account: checktest.Account.ID, Region: region, Type: "AWS::WAFv2::WebACL", ID: id, Name: "site",
		ARN: "arn:aws:wafv2:" + region + ":123456789012:" + kind + "/webacl/site/" + id,
	}
}

func webACLsOf(scope, region, body string) wire.Exchange {
	return exchange("wafv2:ListWebACLs", region, `{"Limit":100,"Scope":"`+scope+`"}`, 200, awsJSON, body)
}

func TestWebACLsForCloudFrontAreInUSEast1WhereverHomeIs(t *testing.T) {
	const acl = `{"WebACLs":[{"Name":"site","Id":"1","ARN":"arn:aws:wafv2:us-east-1:123456789012:global/webacl/site/1","LockToken":"x"}]}`
	plan := planOf(t, inventory.WAFGlobalWebACLList)
	home := homeOf(t, plan.Operations(), webACLsOf("CLOUDFRONT", "us-east-1", acl)).In("eu-west-1")
	inv := collected(plan, home)
	if diff := cmp.Diff([]inventory.WAFWebACLRef{{Resource: wafACL("us-east-1", "global", "1")}}, inventory.WAFGlobalWebACLList.Rows(inv)); diff != "" {
		t.Error(diff)
	}
	home.Account.Partition = "aws-cn"
	inv = collected(plan, home)
	if rows, gaps := inventory.WAFGlobalWebACLList.Rows(inv), inv.Gaps(inventory.WAFGlobalWebACLList); len(rows)+len(gaps) > 0 {
		t.Errorf("in China: %+v, %+v", rows, gaps)
	}
}

func TestWebACLsHaveTheRulesOfFirewallManagerToo(t *testing.T) {
	const visible = `"VisibilityConfig":{"SampledRequestsEnabled":true,"CloudWatchMetricsEnabled":true,"MetricName":"m"}`
	inv := replay(t, []inventory.Handle{inventory.WAFWebACLs},
		webACLsOf("REGIONAL", "us-east-1", `{"WebACLs":[{"Name":"site","Id":"1","ARN":"arn:aws:wafv2:us-east-1:123456789012:regional/webacl/site/1","LockToken":"x"}],"NextMarker":"site"}`),
		exchange("wafv2:ListWebACLs", "us-east-1", `{"Limit":100,"NextMarker":"site","Scope":"REGIONAL"}`, 200, awsJSON, `{"WebACLs":[]}`),
		webACLsOf("REGIONAL", "eu-west-1", `{"WebACLs":[]}`),
		exchange("wafv2:GetWebACL", "us-east-1", `{"Id":"1","Name":"site","Scope":"REGIONAL"}`, 200, awsJSON, `{"WebACL":{"Name":"site","Id":"1","ARN":"arn:aws:wafv2:us-east-1:123456789012:regional/webacl/site/1",`+visible+`,"DefaultAction":{"Allow":{}},
"PreProcessFirewallManagerRuleGroups":[{"Name":"first","Priority":1,"FirewallManagerStatement":{"ManagedRuleGroupStatement":{"VendorName":"AWS","Name":"AWSManagedRulesCommonRuleSet"}},"OverrideAction":{"Count":{}},`+visible+`}],
"PostProcessFirewallManagerRuleGroups":[{"Name":"last","Priority":1,"FirewallManagerStatement":{"RuleGroupReferenceStatement":{"ARN":"arn:aws:wafv2:us-east-1:999999999999:regional/rulegroup/g/1"}},"OverrideAction":{"None":{}},`+visible+`}],
"Rules":[
{"Name":"group","Priority":0,"Statement":{"ManagedRuleGroupStatement":{"VendorName":"AWS","Name":"AWSManagedRulesBotControlRuleSet"}},"OverrideAction":{"Count":{}},`+visible+`},
{"Name":"block","Priority":3,"Statement":{"ManagedRuleGroupStatement":{"VendorName":"AWS","Name":"AWSManagedRulesSQLiRuleSet"}},"OverrideAction":{"None":{}},`+visible+`},
{"Name":"rate","Priority":1,"Statement":{"RateBasedStatement":{"Limit":2000,"AggregateKeyType":"IP"}},"Action":{"Block":{}},"VisibilityConfig":{"SampledRequestsEnabled":true,"CloudWatchMetricsEnabled":false,"MetricName":"m"}},
{"Name":"try","Priority":2,"Statement":{"GeoMatchStatement":{"CountryCodes":["CH"]}},"Action":{"Count":{}},`+visible+`}]}}`),
	)
	want := []inventory.WAFWebACL{{
		Resource: wafACL("us-east-1", "regional", "1"), Metrics: true,
		Rules: []inventory.WAFRule{
			{Name: "first", Counts: true, Metrics: true, ManagedRuleGroup: "AWS:AWSManagedRulesCommonRuleSet"},
			{Name: "group", Counts: true, Metrics: true, ManagedRuleGroup: "AWS:AWSManagedRulesBotControlRuleSet"},
			{Name: "block", Metrics: true, ManagedRuleGroup: "AWS:AWSManagedRulesSQLiRuleSet"},
			{Name: "rate", RateBased: true},
			{Name: "try", Counts: true, Metrics: true},
			{Name: "last", Metrics: true, RuleGroupARN: "arn:aws:wafv2:us-east-1:999999999999:regional/rulegroup/g/1"},
		},
	}}
	if diff := cmp.Diff(want, inventory.WAFWebACLs.Rows(inv)); diff != "" {
		t.Error(diff)
	}
}

// Logging names its web ACL by ARN: the check finds it by that.
func TestLoggingIsOfTheWebACLThatItNames(t *testing.T) {
	const arn = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/site/1"
	logging := func(region, body string) wire.Exchange {
		return exchange("wafv2:ListLoggingConfigurations", region, `{"Limit":100,"Scope":"REGIONAL"}`, 200, awsJSON, body)
	}
	inv := replay(t, []inventory.Handle{inventory.WAFLoggings},
		logging("us-east-1", `{"LoggingConfigurations":[{"ResourceArn":"`+arn+`","LogDestinationConfigs":["arn:aws:s3:::aws-waf-logs-site"]}]}`),
		logging("eu-west-1", `{}`),
	)
	row, ok := inventory.WAFLoggings.Row(inv, wafACL("us-east-1", "regional", "1").Key())
	if !ok || len(row.LogDestinationConfigs) != 1 {
		t.Errorf("%+v", inventory.WAFLoggings.Rows(inv))
	}
}
