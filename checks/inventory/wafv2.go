package inventory

// Web ACLs are for resources of a region or for distributions of CloudFront.
// Each has its list, its details, its logging and its rule groups; those for
// CloudFront are in us-east-1, and in the partition aws only.
// https://docs.aws.amazon.com/waf/latest/APIReference/API_ListWebACLs.html
var (
	// WAFWebACLList and WAFGlobalWebACLList hold every web ACL by name:
	// wafv2:ListWebACLs with the scope REGIONAL or CLOUDFRONT.
	WAFWebACLList       = NewTable[WAFWebACLRef]("wafv2.web_acl_list")
	WAFGlobalWebACLList = NewTable[WAFWebACLRef]("wafv2.global_web_acl_list")

	// WAFWebACLs and WAFGlobalWebACLs hold the rules of each: wafv2:GetWebACL.
	WAFWebACLs       = NewTable[WAFWebACL]("wafv2.web_acls")
	WAFGlobalWebACLs = NewTable[WAFWebACL]("wafv2.global_web_acls")

	// WAFLoggings and WAFGlobalLoggings hold where web ACLs log to; one that does
	// not log has no row: wafv2:ListLoggingConfigurations.
	WAFLoggings       = NewTable[WAFLogging]("wafv2.logging_configurations")
	WAFGlobalLoggings = NewTable[WAFLogging]("wafv2.global_logging_configurations")

	// WAFRuleGroupList and WAFGlobalRuleGroupList hold the rule groups of the
	// account by name: wafv2:ListRuleGroups.
	WAFRuleGroupList       = NewTable[WAFRuleGroupRef]("wafv2.rule_group_list")
	WAFGlobalRuleGroupList = NewTable[WAFRuleGroupRef]("wafv2.global_rule_group_list")

	// WAFRuleGroups and WAFGlobalRuleGroups hold the rules of each:
	// wafv2:GetRuleGroup.
	WAFRuleGroups       = NewTable[WAFRuleGroup]("wafv2.rule_groups")
	WAFGlobalRuleGroups = NewTable[WAFRuleGroup]("wafv2.global_rule_groups")
)

// A WAFWebACLRef is a web ACL of AWS WAF, of which no more is known than its name.
type WAFWebACLRef struct {
	Resource
}

// A WAFWebACL is the rules of one web ACL, whose Resource it has.
type WAFWebACL struct {
	Resource
	Metrics bool // VisibilityConfig.CloudWatchMetricsEnabled
	// Rules are its own and, before and after them, those of Firewall Manager.
	Rules []WAFRule
}

// A WAFRule is a rule of a web ACL or a rule group.
type WAFRule struct {
	Name string
	// Counts is whether it only counts what it matches, or what its group does.
	Counts  bool
	Metrics bool // VisibilityConfig.CloudWatchMetricsEnabled
	// RateBased is whether it limits how often somebody may ask.
	RateBased bool
	// ManagedRuleGroup is vendor and name of the group that it runs, such as
	// AWS:AWSManagedRulesCommonRuleSet, or empty.
	ManagedRuleGroup string
	// RuleGroupARN is of the account's group that it runs, or empty.
	RuleGroupARN string
}

// A WAFLogging is the logging configuration of one web ACL, whose Resource it has.
type WAFLogging struct {
	Resource
	LogDestinationConfigs []string // ARNs of a bucket, log group or stream
}

// A WAFRuleGroupRef is a rule group, of which no more is known than its name.
type WAFRuleGroupRef struct {
	Resource
}

// A WAFRuleGroup is the rules of one rule group, whose Resource it has.
type WAFRuleGroup struct {
	Resource
	Metrics bool // VisibilityConfig.CloudWatchMetricsEnabled
	Rules   []WAFRule
}
