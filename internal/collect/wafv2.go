package collect

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/wafv2"
	"github.com/aws/aws-sdk-go-v2/service/wafv2/types"

	"github.com/yourside/yourside/checks/inventory"
)

const (
	regional = types.ScopeRegional
	global   = types.ScopeCloudfront
)

var wafv2Collectors = []Collector{
	perRegion(inventory.WAFWebACLList, listWebACLs(regional), "wafv2:ListWebACLs"),
	perRow(inventory.WAFWebACLList, inventory.WAFWebACLs, getWebACL(regional), "wafv2:GetWebACL"),
	perRegion(inventory.WAFLoggings, listWAFLoggings(regional), "wafv2:ListLoggingConfigurations"),
	perRegion(inventory.WAFRuleGroupList, listRuleGroups(regional), "wafv2:ListRuleGroups"),
	perRow(inventory.WAFRuleGroupList, inventory.WAFRuleGroups, getRuleGroup(regional), "wafv2:GetRuleGroup"),

	perAccount(inventory.WAFGlobalWebACLList, listWebACLs(global), "wafv2:ListWebACLs"),
	perRow(inventory.WAFGlobalWebACLList, inventory.WAFGlobalWebACLs, getWebACL(global), "wafv2:GetWebACL"),
	perAccount(inventory.WAFGlobalLoggings, listWAFLoggings(global), "wafv2:ListLoggingConfigurations"),
	perAccount(inventory.WAFGlobalRuleGroupList, listRuleGroups(global), "wafv2:ListRuleGroups"),
	perRow(inventory.WAFGlobalRuleGroupList, inventory.WAFGlobalRuleGroups, getRuleGroup(global), "wafv2:GetRuleGroup"),
}

// wafPageSize is the most that the lists of AWS WAF return.
const wafPageSize = 100

// ofScope returns the session where a scope is. Other partitions than aws have
// no web ACLs for CloudFront: China has those of regions only, and the others
// have no CloudFront.
// https://docs.amazonaws.cn/en_us/aws/latest/userguide/waf.html
func (s Session) ofScope(scope types.Scope) (Session, bool) {
	if scope == regional {
		return s, true
	}
	return s.atCloudFront(), s.Account.Partition == "aws"
}

func (s Session) wafv2() *wafv2.Client { return wafv2.NewFromConfig(s.Config) }

// pagesOfWAF follows the markers itself, as the SDK has no paginators.
func pagesOfWAF(next func(marker *string) (*string, error)) error {
	var marker *string
	for {
		m, err := next(marker)
		if aws.ToString(m) == "" {
			return err // if there is one, there is no marker
		}
		marker = m
	}
}

func listWebACLs(scope types.Scope) lister[inventory.WAFWebACLRef] {
	return func(ctx context.Context, s Session, emit func(inventory.WAFWebACLRef)) error {
		s, there := s.ofScope(scope)
		if !there {
			return nil
		}
		return pagesOfWAF(func(marker *string) (*string, error) {
			out, err := s.wafv2().ListWebACLs(ctx, &wafv2.ListWebACLsInput{Scope: scope, Limit: aws.Int32(wafPageSize), NextMarker: marker})
			if err != nil {
				return nil, err
			}
			for _, a := range out.WebACLs {
				if aws.ToString(a.Id) == "" || aws.ToString(a.Name) == "" || aws.ToString(a.ARN) == "" {
					return nil, &absentError{"Id, Name or ARN of a web ACL", aws.ToString(a.ARN)}
				}
				r := s.Resource("AWS::WAFv2::WebACL", *a.Id, *a.ARN)
				r.Name = *a.Name
				emit(inventory.WAFWebACLRef{Resource: r})
			}
			return out.NextMarker, nil
		})
	}
}

func getWebACL(scope types.Scope) func(context.Context, Session, inventory.WAFWebACLRef, func(inventory.WAFWebACL)) error {
	return func(ctx context.Context, s Session, a inventory.WAFWebACLRef, emit func(inventory.WAFWebACL)) error {
		out, err := s.wafv2().GetWebACL(ctx, &wafv2.GetWebACLInput{Id: &a.ID, Name: &a.Name, Scope: scope})
		if err != nil {
			return err
		}
		if out.WebACL == nil || out.WebACL.VisibilityConfig == nil {
			return &absentError{"WebACL or VisibilityConfig", a.ARN}
		}
		row := inventory.WAFWebACL{Resource: a.Resource, Metrics: out.WebACL.VisibilityConfig.CloudWatchMetricsEnabled}
		row.Rules = managedRules(out.WebACL.PreProcessFirewallManagerRuleGroups)
		own, err := wafRules(out.WebACL.Rules, a.ARN)
		if err != nil {
			return err
		}
		row.Rules = append(row.Rules, own...)
		row.Rules = append(row.Rules, managedRules(out.WebACL.PostProcessFirewallManagerRuleGroups)...)
		emit(row)
		return nil
	}
}

// managedRules returns the rules that Firewall Manager runs before or after the
// account's own.
func managedRules(groups []types.FirewallManagerRuleGroup) []inventory.WAFRule {
	var all []inventory.WAFRule
	for _, g := range groups {
		row := inventory.WAFRule{
			Name: aws.ToString(g.Name), Counts: g.OverrideAction != nil && g.OverrideAction.Count != nil,
			Metrics: g.VisibilityConfig != nil && g.VisibilityConfig.CloudWatchMetricsEnabled,
		}
		if f := g.FirewallManagerStatement; f != nil {
			row.ManagedRuleGroup, row.RuleGroupARN = ruleGroupOf(f.ManagedRuleGroupStatement, f.RuleGroupReferenceStatement)
		}
		all = append(all, row)
	}
	return all
}

func wafRules(rules []types.Rule, of string) ([]inventory.WAFRule, error) {
	var all []inventory.WAFRule
	for _, r := range rules {
		if r.Statement == nil || r.VisibilityConfig == nil {
			return nil, &absentError{"Statement or VisibilityConfig of a rule", of}
		}
		row := inventory.WAFRule{
			Name:      aws.ToString(r.Name),
			Counts:    r.OverrideAction != nil && r.OverrideAction.Count != nil || r.Action != nil && r.Action.Count != nil,
			Metrics:   r.VisibilityConfig.CloudWatchMetricsEnabled,
			RateBased: r.Statement.RateBasedStatement != nil,
		}
		row.ManagedRuleGroup, row.RuleGroupARN = ruleGroupOf(r.Statement.ManagedRuleGroupStatement, r.Statement.RuleGroupReferenceStatement)
		all = append(all, row)
	}
	return all, nil
}

func ruleGroupOf(managed *types.ManagedRuleGroupStatement, own *types.RuleGroupReferenceStatement) (name, arn string) {
	if managed != nil {
		name = aws.ToString(managed.VendorName) + ":" + aws.ToString(managed.Name)
	}
	if own != nil {
		arn = aws.ToString(own.ARN)
	}
	return name, arn
}

func listWAFLoggings(scope types.Scope) lister[inventory.WAFLogging] {
	return func(ctx context.Context, s Session, emit func(inventory.WAFLogging)) error {
		s, there := s.ofScope(scope)
		if !there {
			return nil
		}
		return pagesOfWAF(func(marker *string) (*string, error) {
			out, err := s.wafv2().ListLoggingConfigurations(ctx, &wafv2.ListLoggingConfigurationsInput{
				Scope: scope, Limit: aws.Int32(wafPageSize), NextMarker: marker,
			})
			if err != nil {
				return nil, err
			}
			for _, l := range out.LoggingConfigurations {
				arn := aws.ToString(l.ResourceArn)
				if arn == "" || len(l.LogDestinationConfigs) == 0 {
					return nil, &absentError{"ResourceArn or LogDestinationConfigs", arn}
				}
				emit(inventory.WAFLogging{
					Resource:              s.Resource("AWS::WAFv2::WebACL", iamName(arn), arn),
					LogDestinationConfigs: l.LogDestinationConfigs,
				})
			}
			return out.NextMarker, nil
		})
	}
}

func listRuleGroups(scope types.Scope) lister[inventory.WAFRuleGroupRef] {
	return func(ctx context.Context, s Session, emit func(inventory.WAFRuleGroupRef)) error {
		s, there := s.ofScope(scope)
		if !there {
			return nil
		}
		return pagesOfWAF(func(marker *string) (*string, error) {
			out, err := s.wafv2().ListRuleGroups(ctx, &wafv2.ListRuleGroupsInput{Scope: scope, Limit: aws.Int32(wafPageSize), NextMarker: marker})
			if err != nil {
				return nil, err
			}
			for _, g := range out.RuleGroups {
				if aws.ToString(g.Id) == "" || aws.ToString(g.Name) == "" || aws.ToString(g.ARN) == "" {
					return nil, &absentError{"Id, Name or ARN of a rule group", aws.ToString(g.ARN)}
				}
				r := s.Resource("AWS::WAFv2::RuleGroup", *g.Id, *g.ARN)
				r.Name = *g.Name
				emit(inventory.WAFRuleGroupRef{Resource: r})
			}
			return out.NextMarker, nil
		})
	}
}

func getRuleGroup(scope types.Scope) func(context.Context, Session, inventory.WAFRuleGroupRef, func(inventory.WAFRuleGroup)) error {
	return func(ctx context.Context, s Session, g inventory.WAFRuleGroupRef, emit func(inventory.WAFRuleGroup)) error {
		out, err := s.wafv2().GetRuleGroup(ctx, &wafv2.GetRuleGroupInput{Id: &g.ID, Name: &g.Name, Scope: scope})
		if err != nil {
			return err
		}
		if out.RuleGroup == nil || out.RuleGroup.VisibilityConfig == nil {
			return &absentError{"RuleGroup or VisibilityConfig", g.ARN}
		}
		rules, err := wafRules(out.RuleGroup.Rules, g.ARN)
		if err != nil {
			return err
		}
		emit(inventory.WAFRuleGroup{Resource: g.Resource, Metrics: out.RuleGroup.VisibilityConfig.CloudWatchMetricsEnabled, Rules: rules})
		return nil
	}
}

// webACLFor returns the ARN of the web ACL that a resource of the region sits
// behind, or nothing.
func (s Session) webACLFor(ctx context.Context, r inventory.Resource) (string, error) {
	out, err := s.wafv2().GetWebACLForResource(ctx, &wafv2.GetWebACLForResourceInput{ResourceArn: &r.ARN})
	if err != nil || out.WebACL == nil {
		return "", err
	}
	if aws.ToString(out.WebACL.ARN) == "" {
		return "", &absentError{"ARN of the WebACL", r.ARN}
	}
	return *out.WebACL.ARN, nil
}
