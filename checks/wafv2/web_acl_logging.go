package wafv2

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// WebACLLogging is the check wafv2.web-acl-logging.
var WebACLLogging = &check.Check{
	ID:        "wafv2.web-acl-logging",
	Title:     "WAF web ACLs log requests",
	Domain:    check.DetectiveControls,
	Severity:  check.Medium,
	Resource:  "AWS::WAFv2::WebACL",
	Logic:     "Looks for a logging configuration of each web ACL. Passes if there is one, whatever its filter keeps.",
	Rationale: "Without the log nobody can tell which requests were blocked, by which rule, and what the attacker tried before.",
	Remedy:    "Turn on logging to a log group, bucket or stream whose name begins with aws-waf-logs-.",
	Fix: check.Fix{
		Console: "AWS WAF console, Web ACLs, the web ACL, Logging and metrics, Enable logging.",
		CLI: `aws wafv2 put-logging-configuration \
  --logging-configuration ResourceArn=WEB_ACL_ARN,LogDestinationConfigs=LOG_GROUP_ARN`,
		Terraform: `resource "aws_wafv2_web_acl_logging_configuration" "web" {
  resource_arn            = aws_wafv2_web_acl.web.arn
  log_destination_configs = [aws_cloudwatch_log_group.waf.arn]
}`,
		Breaks: "Nothing: logs are written beside the traffic. They hold headers and queries, so redact fields with secrets.",
		Undo:   "aws wafv2 delete-logging-configuration --resource-arn WEB_ACL_ARN.",
	},
	References: []string{
		"https://docs.aws.amazon.com/waf/latest/developerguide/logging.html",
		"https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html#waf-11",
	},
	Controls: []string{"FSBP/WAF.11"},
	Assess: check.Together(
		check.ForEach(inventory.WAFWebACLList, webACLLogging(inventory.WAFLoggings), inventory.WAFLoggings),
		check.ForEach(inventory.WAFGlobalWebACLList, webACLLogging(inventory.WAFGlobalLoggings), inventory.WAFGlobalLoggings),
	),
}

// webACLLogging judges the web ACLs of one scope by the logging of it.
func webACLLogging(loggings *inventory.Table[inventory.WAFLogging]) func(check.Env, inventory.WAFWebACLRef) check.Verdict {
	return func(e check.Env, a inventory.WAFWebACLRef) check.Verdict {
		l, ok := check.Lookup(e, loggings, a.Resource)
		return check.PassIf(ok, "logs requests", "does not log requests", check.Saw("LogDestinationConfigs", l.LogDestinationConfigs))
	}
}
