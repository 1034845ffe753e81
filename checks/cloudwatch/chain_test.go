package cloudwatch

import (
	"fmt"
	"slices"
	"testing"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func topic(name string) inventory.Resource {
	return inventory.Resource{
		Partition: "aws", Account: checktest.Account.ID, Region: checktest.Region, Type: "AWS::SNS::Topic", ID: name, Name: name,
		ARN: "arn:aws:sns:us-east-1:123456789012:" + name,
	}
}

func alarm(name string, actions ...string) inventory.CloudWatchAlarm {
	return inventory.CloudWatchAlarm{
		Resource: checktest.Resource("AWS::CloudWatch::Alarm", name), ActionsEnabled: true, AlarmActions: actions,
		ComparisonOperator: "GreaterThanOrEqualToThreshold", Threshold: 1,
		Metrics: []inventory.AlarmMetric{{Namespace: "CIS", MetricName: "Events", Stat: "Sum", ReturnData: true}},
	}
}

func subscribed(topic inventory.Resource, confirmed, pending int) inventory.Part {
	return inventory.SNSSubscriptions.Of(inventory.SNSSubscription{Resource: topic, Exists: true, Confirmed: confirmed, Pending: pending})
}

func noTopic(topic inventory.Resource) inventory.Part {
	return inventory.SNSSubscriptions.Of(inventory.SNSSubscription{Resource: topic})
}

// links are all that leads from an event to people. Each is whole to begin with.
type links struct {
	trail     inventory.CloudTrail
	status    inventory.CloudTrailStatus
	selectors inventory.CloudTrailSelector
	filters   []inventory.MetricFilter
	alarms    []inventory.CloudWatchAlarm
	topics    inventory.Part
	more      []inventory.Part
}

const trailGroup = "arn:aws:logs:us-east-1:123456789012:log-group:trail:*"

func filter(name, pattern string) inventory.MetricFilter {
	return inventory.MetricFilter{
		Resource: checktest.Resource("AWS::Logs::MetricFilter", name), LogGroupName: "trail", FilterPattern: pattern,
		MetricTransformations: []inventory.MetricTransformation{{MetricNamespace: "CIS", MetricName: "Events", MetricValue: "1"}},
	}
}

func linked(pattern string, changes ...func(*links)) []inventory.Part {
	r := checktest.Resource("AWS::CloudTrail::Trail", "main")
	l := links{
		trail:     inventory.CloudTrail{Resource: r, IsMultiRegionTrail: true, CloudWatchLogsLogGroupArn: trailGroup},
		status:    inventory.CloudTrailStatus{Resource: r, IsLogging: true},
		selectors: inventory.CloudTrailSelector{Resource: r, EventSelectors: []inventory.EventSelector{{ReadWriteType: "All", IncludeManagementEvents: true}}},
		filters:   []inventory.MetricFilter{filter("events", pattern)},
		alarms:    []inventory.CloudWatchAlarm{alarm("events", topic("security").ARN)},
		topics:    subscribed(topic("security"), 1, 0),
	}
	for _, change := range changes {
		change(&l)
	}
	return append([]inventory.Part{
		inventory.CloudTrails.Of(l.trail), inventory.CloudTrailStatuses.Of(l.status), inventory.CloudTrailSelectors.Of(l.selectors),
		inventory.MetricFilters.Of(l.filters...), inventory.CloudWatchAlarms.Of(l.alarms...), l.topics,
	}, l.more...)
}

// patterns are those of one check.
type patterns struct {
	ofCIS   string
	same    []string // in other words, or broader
	less    string   // it leaves out an event, which is the one
	missing string
}

// alarmCases are those that every check of events has.
func alarmCases(t *testing.T, c *check.Check, p patterns) {
	t.Helper()
	cases := checktest.Cases{
		"as CIS writes it": checktest.Pass(linked(p.ofCIS)...).Says("trail main -> log group trail -> metric filter events -> alarm events"),
		"less":             checktest.Fail(linked(p.less)...).Says("no metric filter of the log group trail matches " + p.missing),
		"two filters share the events": checktest.Pass(linked(p.less, func(l *links) {
			l.filters = append(l.filters, filter("the rest", p.ofCIS))
		})...),
		"narrower": checktest.Fail(linked(p.ofCIS, func(l *links) {
			l.filters[0].FilterPattern = "{ ($.awsRegion = us-east-1) && (" + p.ofCIS[1:len(p.ofCIS)-1] + ") }"
		})...),
		"nobody confirmed": checktest.Fail(linked(p.ofCIS, func(l *links) { l.topics = subscribed(topic("security"), 0, 1) })...),
	}
	for i, same := range p.same {
		cases[fmt.Sprintf("in other words %d", i)] = checktest.Pass(linked(same)...)
	}
	checktest.Run(t, c, cases)
}

func TestEveryLinkOfTheChain(t *testing.T) {
	const root = `{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }`
	broken := func(says string, change func(*links)) checktest.Case {
		return checktest.Fail(linked(root, change)...).Says(says)
	}
	hidden := func(says string, change func(*links)) checktest.Case {
		return checktest.Unknown(linked(root, change)...).Says(says)
	}
	whole := func(change func(*links)) checktest.Case { return checktest.Pass(linked(root, change)...) }
	metric := func(l *links) *inventory.MetricTransformation { return &l.filters[0].MetricTransformations[0] }
	foreign := inventory.Resource{
		Partition: "aws", Account: "999999999999", Region: "eu-west-1", Type: "AWS::CloudTrail::Trail", ID: "org",
		ARN: "arn:aws:cloudtrail:eu-west-1:999999999999:trail/org",
	}
	ofOrganization := func(l *links) {
		l.more = []inventory.Part{inventory.CloudTrails.Of(inventory.CloudTrail{Resource: foreign, IsMultiRegionTrail: true, IsOrganizationTrail: true})}
	}
	composite := func(rule string, actions ...string) func(*links) {
		return func(l *links) {
			l.alarms[0].AlarmActions = nil
			l.alarms = append(l.alarms, inventory.CloudWatchAlarm{
				Resource: checktest.Resource("AWS::CloudWatch::CompositeAlarm", "any"), ActionsEnabled: true, AlarmActions: actions, AlarmRule: rule,
			})
		}
	}
	security := topic("security").ARN
	checktest.Run(t, AlarmRootUsage, checktest.Cases{
		"whole":                 whole(func(*links) {}),
		"no trail":              checktest.Fail().Says("has no trail"),
		"a trail of one region": broken("the trail main records one region only", func(l *links) { l.trail.IsMultiRegionTrail = false }),
		"no log group":          broken("does not deliver to CloudWatch Logs", func(l *links) { l.trail.CloudWatchLogsLogGroupArn = "" }),
		"not logging":           broken("not logging", func(l *links) { l.status.IsLogging = false }),
		"delivery fails":        broken("AccessDenied", func(l *links) { l.status.LatestCloudWatchLogsDeliveryError = "AccessDenied" }),
		"writes only":           broken("does not record all", func(l *links) { l.selectors.EventSelectors[0].ReadWriteType = "WriteOnly" }),
		"without those of KMS": broken("does not record all", func(l *links) {
			l.selectors.EventSelectors[0].ExcludeManagementEventSources = []string{"kms.amazonaws.com"}
		}),
		"another group's filter":   broken("no metric filter of the log group trail", func(l *links) { l.filters[0].LogGroupName = "trail-2" }),
		"a filter of some regions": broken("some accounts or regions only", func(l *links) { l.filters[0].FieldSelectionCriteria = `@aws.region = "eu-west-1"` }),
		"no metric":                broken("makes no metric", func(l *links) { l.filters[0].MetricTransformations = nil }),
		"a metric by dimensions":   broken("split by eventName", func(l *links) { metric(l).Dimensions = []string{"eventName"} }),
		"a metric of nothing":      broken("counts 0 for an event", func(l *links) { metric(l).MetricValue = "0" }),
		"a metric of a field":      broken("counts $.size for an event", func(l *links) { metric(l).MetricValue = "$.size" }),
		// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html
		"a metric of more than a number holds": broken("counts 1e999 for an event", func(l *links) { metric(l).MetricValue = "1e999" }),
		"another namespace":                    broken("no alarm watches the metric Other/Events", func(l *links) { metric(l).MetricNamespace = "Other" }),
		"a pattern that is not understood":     hidden("expected", func(l *links) { l.filters[0].FilterPattern = "{ $.a ~ b }" }),
		"an alarm of another region": broken("no alarm watches", func(l *links) {
			l.alarms[0].Resource = checktest.In("eu-west-1", "AWS::CloudWatch::Alarm", "events")
		}),
		"an alarm by a dimension":     broken("by dimensions or accounts", func(l *links) { l.alarms[0].Metrics[0].Dimensions = []string{"user"} }),
		"an alarm on another account": broken("by dimensions or accounts", func(l *links) { l.alarms[0].Metrics[0].AccountID = "999999999999" }),
		"more than one":               broken("1 such events do not make the alarm events go off", func(l *links) { l.alarms[0].Threshold = 2 }),
		"more than one, strictly":     broken("do not make", func(l *links) { l.alarms[0].ComparisonOperator = "GreaterThanThreshold" }),
		"more than none":              whole(func(l *links) { l.alarms[0].ComparisonOperator, l.alarms[0].Threshold = "GreaterThanThreshold", 0 }),
		"five, and so many are asked": checktest.Pass(linked(root, func(l *links) { l.alarms[0].Threshold = 5 })...).With("events", 5),
		"the most at once is one":     checktest.Fail(linked(root, func(l *links) { l.alarms[0].Threshold, l.alarms[0].Metrics[0].Stat = 5, "Maximum" })...).With("events", 5),
		"few":                         broken("where there are few", func(l *links) { l.alarms[0].ComparisonOperator = "LessThanThreshold" }),
		"an unusual number":           hidden("computes", func(l *links) { l.alarms[0].ComparisonOperator = "GreaterThanUpperThreshold" }),
		"a part of an expression": hidden("computes", func(l *links) {
			l.alarms[0].Metrics = []inventory.AlarmMetric{
				{ID: "m", Namespace: "CIS", MetricName: "Events", Stat: "Sum"}, {ID: "e", Expression: "m * 2", ReturnData: true}}
		}),
		"found by an expression": hidden("computes", func(l *links) {
			l.alarms[0].Metrics = []inventory.AlarmMetric{{ID: "e", Expression: `SELECT SUM(Events) FROM SCHEMA("CIS")`, ReturnData: true}}
		}),
		"an alarm on the logs themselves": hidden("queries the log group", func(l *links) {
			l.filters = nil
			l.alarms[0].Metrics, l.alarms[0].LogGroups = nil, []string{"trail"}
		}).Says("LogGroups [trail]"),
		"an alarm on the logs themselves, by an ARN": hidden("queries the log group", func(l *links) {
			l.filters = nil
			l.alarms[0].Metrics, l.alarms[0].LogGroups = nil, []string{"arn:aws:logs:us-east-1:123456789012:log-group:trail"}
		}),
		"an alarm on other logs": broken("no metric filter", func(l *links) {
			l.filters = nil
			l.alarms[0].Metrics, l.alarms[0].LogGroups = nil, []string{"arn:aws:logs:us-east-1:123456789012:log-group:app", "app"}
		}),
		"actions off":          broken("turned off", func(l *links) { l.alarms[0].ActionsEnabled = false }),
		"no topic":             broken("tells no topic", func(l *links) { l.alarms[0].AlarmActions = nil }),
		"a topic that is gone": broken("there is no topic", func(l *links) { l.topics = noTopic(topic("security")) }),
		"nobody is subscribed": broken("nobody is subscribed", func(l *links) { l.topics = subscribed(topic("security"), 0, 0) }),
		"a second topic": whole(func(l *links) {
			l.alarms[0].AlarmActions = []string{topic("old").ARN, security}
			l.more = []inventory.Part{noTopic(topic("old"))}
		}),
		"a second alarm": whole(func(l *links) {
			l.alarms[0].ActionsEnabled = false
			l.alarms = append(l.alarms, alarm("other", security))
		}),
		"a composite alarm":                    whole(composite(`ALARM("other") OR ALARM(events)`, security)),
		"a composite alarm of more conditions": hidden("has a part in the rule", composite(`ALARM("events") AND NOT ALARM("maintenance")`, security)),
		"a composite alarm of others":          broken("tells no topic", composite(`ALARM("events-2")`, security)),
		"the trail of the organization": checktest.Unknown(linked(root, ofOrganization, func(l *links) {
			l.filters = nil
		})...).Says("delivered to another account"),
		"the trail of the organization, and one that alarms": whole(ofOrganization),
		"filters denied": checktest.Unknown(linked(root, func(l *links) {
			l.filters = nil
			l.more = []inventory.Part{inventory.MetricFilters.Missing(checktest.Denied(checktest.Account.In(checktest.Region)))}
		})...),
		"another region denied": whole(func(l *links) {
			l.more = []inventory.Part{inventory.MetricFilters.Missing(checktest.Denied(checktest.Account.In("eu-west-1")))}
		}),
	})
}

func TestEventsThatRaiseNoAlarmAreNamed(t *testing.T) {
	const all = `{ $.eventSource = "cloudtrail.amazonaws.com" }`
	checktest.Run(t, AlarmCloudTrailChanges, checktest.Cases{
		"none":            checktest.Pass(linked(all)...),
		"all":             checktest.Fail(linked(`{ $.eventName = "ConsoleLogin" }`)...).Says("raises no alarm: no metric filter of the log group trail matches CreateTrail, UpdateTrail, DeleteTrail, StartLogging and 1 more ["),
		"two":             checktest.Fail(linked(`{ $.eventName = "*Trail" }`)...).Says("raises no alarm on StartLogging, StopLogging: no metric filter of the log group trail matches StartLogging, StopLogging ["),
		"by what is told": checktest.Fail(linked(all, func(l *links) { l.topics = noTopic(topic("security")) })...).Says("raises no alarm: there is no topic"),
	})
}

func TestTheRuleOfACompositeAlarm(t *testing.T) {
	for rule, want := range map[string][]string{
		`ALARM("a b")`:                            {"simple", "a b"},
		`ALARM(a) OR ALARM( "arn:aws:x:y" )`:      {"simple", "a", "arn:aws:x:y"},
		`ALARM(a) AND OK(b)`:                      {"", "a", "b"},
		`NOT INSUFFICIENT_DATA("a")`:              {"", "a"},
		`(ALARM(a) OR ALARM(b)) AND NOT ALARM(c)`: {"", "a", "b", "c"},
		`TRUE`: {""},
		``:     {""},
	} {
		names, simple := alarmsOf(rule)
		got := append([]string{""}, names...)
		if simple {
			got[0] = "simple"
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", rule, got, want)
		}
	}
}
