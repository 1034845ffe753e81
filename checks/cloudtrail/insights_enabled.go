package cloudtrail

import (
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/trail"
)

// InsightsEnabled is the check cloudtrail.insights-enabled.
var InsightsEnabled = &check.Check{
	ID:        "cloudtrail.insights-enabled",
	Title:     "CloudTrail Insights detects unusual API activity",
	Domain:    check.DetectiveControls,
	Severity:  check.Low,
	Resource:  "AWS::CloudTrail::Trail",
	Logic:     "Each trail that is logging and records management events, if only some of them, has at least one type of Insights.",
	Rationale: "Insights learns the usual rate of calls and of errors and records what departs from it, such as a burst of deletions.",
	Remedy:    "Turn on Insights for API call rate and API error rate on the trail.",
	Fix: check.Fix{
		Console: "CloudTrail console, Trails, the trail, Insights events, Edit: select API call rate and API error rate.",
		CLI: `aws cloudtrail put-insight-selectors --trail-name TRAIL --region HOME_REGION \
  --insight-selectors '[{"InsightType":"ApiCallRateInsight"},{"InsightType":"ApiErrorRateInsight"}]'`,
		Terraform: `resource "aws_cloudtrail" "main" {
  insight_selector { insight_type = "ApiCallRateInsight" }
  insight_selector { insight_type = "ApiErrorRateInsight" }
}`,
		Breaks: "Nothing: events are delivered as before. Insights charges for every event that it analyzes, and the first ones come after up to 36 hours.",
		Undo:   "aws cloudtrail put-insight-selectors --trail-name TRAIL --insight-selectors '[]'.",
	},
	References: []string{"https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html"},
	Controls:   []string{},
	Assess: check.ForEach(inventory.CloudTrails, insightsEnabled,
		inventory.CloudTrailStatuses, inventory.CloudTrailSelectors, inventory.CloudTrailInsights),
}

func insightsEnabled(e check.Env, t inventory.CloudTrail) check.Verdict {
	s := check.Detail(e, inventory.CloudTrailStatuses, t.Resource)
	logging := check.Saw("IsLogging", s.IsLogging)
	if !s.IsLogging {
		return check.Fail("is not logging, so Insights sees nothing", logging)
	}
	i := check.Detail(e, inventory.CloudTrailInsights, t.Resource)
	types := check.Saw("InsightTypes", i.InsightTypes)
	if len(i.InsightTypes) > 0 {
		return check.Pass("has Insights for "+strings.Join(i.InsightTypes, " and "), logging, types)
	}
	x := check.Detail(e, inventory.CloudTrailSelectors, t.Resource)
	basic, advanced := check.Saw("EventSelectors", x.EventSelectors), check.Saw("AdvancedEventSelectors", x.AdvancedEventSelectors)
	if !trail.SomeManagementEvents(x) {
		return check.NotApplicable("records no management events, which Insights works on", logging, types, basic, advanced)
	}
	return check.Fail("has no Insights", logging, types, basic, advanced)
}
