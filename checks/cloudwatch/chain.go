package cloudwatch

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/checks/logpattern"
	"github.com/yourside/yourside/checks/trail"
)

// An event is something that must raise an alarm.
type event struct {
	name    string
	pattern logpattern.Pattern // what every such event matches
}

// calls are the successful and failed calls of operations of one service.
func calls(source string, operations ...string) []event {
	var all []event
	for _, o := range operations {
		all = append(all, event{o, logpattern.MustParse(fmt.Sprintf(
			`{ $.eventType = "AwsApiCall" && $.eventSource = "%s.amazonaws.com" && $.eventName = "%s" }`, source, o))})
	}
	return all
}

var (
	rare = check.NewParam("events", 1,
		"how many of these events within one period of the alarm have to raise it")
	frequent = check.NewParam("events", 10,
		"how many of these events within one period of the alarm have to raise it; CIS leaves to each organization what is many")
)

// alarmOn judges the account by whether each of the events leads to somebody:
// by a trail to a log group, a metric filter, an alarm, and a topic.
func alarmOn(enough *check.Param[int], events []event) check.Assessment {
	judge := func(e check.Env) check.Verdict {
		c := &chain{env: e, enough: enough.Get(e)}
		return c.judge(events)
	}
	return check.Exists(judge, inventory.CloudTrails, inventory.CloudTrailStatuses, inventory.CloudTrailSelectors,
		inventory.MetricFilters, inventory.CloudWatchAlarms, inventory.SNSSubscriptions)
}

// A chain is what leads from events to people, link by link.
type chain struct {
	env    check.Env
	enough int
	saw    []check.Evidence
	found  []string // chains that are whole
	broken failure  // the link that is the last of those that break
	unseen string   // why one may be whole that cannot be followed
}

// A failure is a link that breaks. The depth is how many are before it.
type failure struct {
	depth int
	why   string
}

// The links, by how far they are from the event.
const (
	linkTrail = iota + 1
	linkFilter
	linkAlarm
	linkTopic
)

func (c *chain) breaks(depth int, format string, args ...any) {
	if depth > c.broken.depth {
		c.broken = failure{depth, fmt.Sprintf(format, args...)}
	}
}

func (c *chain) hidden(format string, args ...any) {
	if c.unseen == "" {
		c.unseen = fmt.Sprintf(format, args...)
	}
}

func (c *chain) see(r inventory.Resource, field string, value any) {
	c.saw = append(c.saw, check.SawOn(r, field, value))
}

func (c *chain) judge(events []event) check.Verdict {
	left := slices.Clone(events)
	for _, g := range c.groups() {
		left = c.follow(g, left)
	}
	if len(c.saw) == 0 {
		return check.Fail("has no trail", check.Saw("trails", 0))
	}
	switch {
	case len(left) == 0:
		return check.Pass("raises an alarm: "+c.found[0], c.saw...)
	case c.unseen != "":
		return check.Unknown("may raise an alarm: "+c.unseen, c.saw...)
	case len(left) < len(events):
		return check.Fail("raises no alarm on "+listed(left)+": "+c.broken.why, c.saw...)
	}
	return check.Fail("raises no alarm: "+c.broken.why, c.saw...)
}

// listed names the first few events.
func listed(events []event) string {
	const few = 4
	var names []string
	for _, e := range events[:min(few, len(events))] {
		names = append(names, e.name)
	}
	text := strings.Join(names, ", ")
	if n := len(events) - few; n > 0 {
		text += fmt.Sprintf(" and %d more", n)
	}
	return text
}

// A group is a log group with all management events of all regions.
type group struct {
	inventory.Resource
	trail string
}

// groups returns the log groups of this account that trails bring all management
// events of all regions to.
func (c *chain) groups() []group {
	var all []group
	for _, t := range check.Rows(c.env, inventory.CloudTrails, c.env.Account.Resource()) {
		c.see(t.Resource, "IsMultiRegionTrail", t.IsMultiRegionTrail)
		if !t.IsMultiRegionTrail {
			c.breaks(linkTrail, "the trail %s records one region only", t.ID)
			continue
		}
		c.see(t.Resource, "CloudWatchLogsLogGroupArn", t.CloudWatchLogsLogGroupArn)
		r, ok := groupOf(t.CloudWatchLogsLogGroupArn)
		switch {
		// AWS need not tell a member where the trail of its organization delivers to.
		case ok && r.Account != c.env.Account.ID, !ok && t.Account != c.env.Account.ID:
			c.hidden("the trail %s is delivered to another account, which cannot be seen from here", t.ARN)
		case !ok:
			c.breaks(linkTrail, "the trail %s does not deliver to CloudWatch Logs", t.ID)
		case c.records(t):
			all = append(all, group{r, t.ID})
		}
	}
	return all
}

// groupOf returns the log group of an ARN that may end in :*, for its streams.
func groupOf(arn string) (inventory.Resource, bool) {
	parts := strings.SplitN(arn, ":", 7)
	if len(parts) < 7 || parts[5] != "log-group" {
		return inventory.Resource{}, false
	}
	name := strings.TrimSuffix(parts[6], ":*")
	return inventory.Resource{
		Partition: parts[1], Region: parts[3], Account: parts[4], Type: "AWS::Logs::LogGroup", ID: name, Name: name,
		ARN: strings.TrimSuffix(arn, ":*"),
	}, true
}

func (c *chain) records(t inventory.CloudTrail) bool {
	s := check.Detail(c.env, inventory.CloudTrailStatuses, t.Resource)
	c.see(t.Resource, "IsLogging", s.IsLogging)
	if !s.IsLogging {
		c.breaks(linkTrail, "the trail %s is not logging", t.ID)
		return false
	}
	c.see(t.Resource, "LatestCloudWatchLogsDeliveryError", s.LatestCloudWatchLogsDeliveryError)
	if s.LatestCloudWatchLogsDeliveryError != "" {
		c.breaks(linkTrail, "the trail %s fails to deliver to CloudWatch Logs: %s", t.ID, s.LatestCloudWatchLogsDeliveryError)
		return false
	}
	x := check.Detail(c.env, inventory.CloudTrailSelectors, t.Resource)
	c.see(t.Resource, "EventSelectors", x.EventSelectors)
	c.see(t.Resource, "AdvancedEventSelectors", x.AdvancedEventSelectors)
	if m := trail.ManagementEvents(x); !m.Reads || !m.Writes {
		c.breaks(linkTrail, "the trail %s does not record all management events", t.ID)
		return false
	}
	return true
}

// follow goes on from a log group, and returns the events that still lead nowhere.
func (c *chain) follow(g group, left []event) []event {
	here := c.env.Account.In(g.Region)
	var patterns []string
	var filters []inventory.MetricFilter
	for _, f := range check.Rows(c.env, inventory.MetricFilters, here) {
		if f.LogGroupName == g.ID {
			filters, patterns = append(filters, f), append(patterns, f.FilterPattern)
		}
	}
	c.see(g.Resource, "LogGroupName", len(filters))
	c.see(g.Resource, "FilterPattern", patterns)
	c.queried(g, here)
	for _, f := range filters {
		p, err := logpattern.Parse(f.FilterPattern)
		if err != nil { // it may match, which cannot be told
			c.hidden("the metric filter %s: %v", f.Name, err)
			continue
		}
		if rest := uncovered(p, left); len(rest) < len(left) && c.alarms(g, f) {
			left = rest
		}
	}
	if len(left) > 0 { // of those that a filter matches, a later link has broken
		c.breaks(linkFilter, "no metric filter of the log group %s matches %s", g.ID, listed(left))
	}
	return left
}

// queried looks for alarms that read the log group themselves. What their query
// finds is not known.
func (c *chain) queried(g group, here inventory.Resource) {
	for _, a := range check.Rows(c.env, inventory.CloudWatchAlarms, here) {
		if len(a.LogGroups) > 0 {
			c.see(a.Resource, "LogGroups", a.LogGroups)
		}
		for _, of := range a.LogGroups {
			if r, _ := groupOf(of); of == g.ID || r.ARN == g.ARN {
				c.hidden("the alarm %s queries the log group %s itself", a.ID, g.ID)
			}
		}
	}
}

func uncovered(p logpattern.Pattern, events []event) []event {
	return slices.DeleteFunc(slices.Clone(events), func(e event) bool { return p.Covers(e.pattern) })
}

// alarms reports whether a metric of the filter raises an alarm that somebody
// hears of.
func (c *chain) alarms(g group, f inventory.MetricFilter) bool {
	c.see(f.Resource, "FieldSelectionCriteria", f.FieldSelectionCriteria)
	c.see(f.Resource, "MetricTransformations", f.MetricTransformations)
	if f.FieldSelectionCriteria != "" {
		c.breaks(linkFilter, "the metric filter %s looks at some accounts or regions only", f.Name)
		return false
	}
	if len(f.MetricTransformations) == 0 {
		c.breaks(linkFilter, "the metric filter %s makes no metric", f.Name)
	}
	return slices.ContainsFunc(f.MetricTransformations, func(m inventory.MetricTransformation) bool { return c.metric(g, f, m) })
}

func (c *chain) metric(g group, f inventory.MetricFilter, m inventory.MetricTransformation) bool {
	name := m.MetricNamespace + "/" + m.MetricName
	here := c.env.Account.In(g.Region)
	value, err := strconv.ParseFloat(m.MetricValue, 64)
	alarms := watching.Rows(c.env, here, metricKey(m.MetricNamespace, m.MetricName))
	switch {
	case len(alarms) == 0 && c.computed(here, m.MetricName):
		return false
	case len(m.Dimensions) > 0:
		c.breaks(linkAlarm, "the metric %s is split by %s, so that an alarm sees a part of it", name, strings.Join(m.Dimensions, ", "))
		return false
	case err != nil || value <= 0:
		c.breaks(linkAlarm, "the metric %s counts %s for an event", name, m.MetricValue)
		return false
	case len(alarms) == 0:
		c.saw = append(c.saw, check.Saw("Metrics", 0))
		c.breaks(linkAlarm, "no alarm watches the metric %s of the metric filter %s", name, f.Name)
		return false
	}
	return slices.ContainsFunc(alarms, func(a inventory.CloudWatchAlarm) bool {
		if !c.raised(a, m, value) {
			return false
		}
		ok := c.heard(a, here)
		if ok {
			c.found = append(c.found, fmt.Sprintf("trail %s -> log group %s -> metric filter %s -> alarm %s", g.trail, g.ID, f.Name, a.ID))
		}
		return ok
	})
}

func metricKey(namespace, name string) string { return namespace + "\x00" + name }

// watching finds alarms by the metrics that they look at.
var watching = check.NewIndex(inventory.CloudWatchAlarms, func(a inventory.CloudWatchAlarm) []string {
	var keys []string
	for _, m := range a.Metrics {
		if key := metricKey(m.Namespace, m.MetricName); m.MetricName != "" && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
})

// computed reports whether an alarm looks at an expression that names the metric.
func (c *chain) computed(here inventory.Resource, name string) bool {
	for _, a := range check.Rows(c.env, inventory.CloudWatchAlarms, here) {
		for _, m := range a.Metrics {
			if m.Expression != "" && strings.Contains(m.Expression, name) {
				c.see(a.Resource, "Metrics", a.Metrics)
				c.hidden("the alarm %s computes what it looks at", a.ID)
				return true
			}
		}
	}
	return false
}

// raised reports whether so many events as are enough make the alarm go off.
func (c *chain) raised(a inventory.CloudWatchAlarm, m inventory.MetricTransformation, value float64) bool {
	c.see(a.Resource, "Metrics", a.Metrics)
	c.see(a.Resource, "ComparisonOperator", a.ComparisonOperator)
	c.see(a.Resource, "Threshold", a.Threshold)
	i := slices.IndexFunc(a.Metrics, func(w inventory.AlarmMetric) bool {
		return w.Namespace == m.MetricNamespace && w.MetricName == m.MetricName && len(w.Dimensions) == 0 && w.AccountID == ""
	})
	if i < 0 {
		c.breaks(linkAlarm, "the alarm %s watches the metric %s/%s by dimensions or accounts that it does not have", a.ID, m.MetricNamespace, m.MetricName)
		return false
	}
	w := a.Metrics[i]
	if !w.ReturnData {
		c.hidden("the alarm %s computes what it looks at", a.ID)
		return false
	}
	reached := value
	switch w.Stat {
	case "Sum":
		reached = value * float64(c.enough)
	case "SampleCount":
		reached = float64(c.enough)
	}
	switch a.ComparisonOperator {
	case "GreaterThanOrEqualToThreshold", "GreaterThanThreshold":
		if reached > a.Threshold || reached == a.Threshold && a.ComparisonOperator == "GreaterThanOrEqualToThreshold" {
			return true
		}
		c.breaks(linkAlarm, "%d such events do not make the alarm %s go off: %s %s %v", c.enough, a.ID, w.Stat, a.ComparisonOperator, a.Threshold)
	case "LessThanThreshold", "LessThanOrEqualToThreshold":
		c.breaks(linkAlarm, "the alarm %s goes off where there are few events: %s %v", a.ID, a.ComparisonOperator, a.Threshold)
	default:
		c.hidden("the alarm %s computes what it looks at", a.ID)
	}
	return false
}

// heard reports whether the alarm, or one that goes off with it, tells somebody.
func (c *chain) heard(a inventory.CloudWatchAlarm, here inventory.Resource) bool {
	if c.tells(a) {
		return true
	}
	for _, o := range check.Rows(c.env, inventory.CloudWatchAlarms, here) {
		names, simple := alarmsOf(o.AlarmRule)
		if !slices.Contains(names, a.ID) && !slices.Contains(names, a.ARN) {
			continue
		}
		c.see(o.Resource, "AlarmRule", o.AlarmRule)
		if !simple {
			c.hidden("the alarm %s has a part in the rule of the alarm %s", a.ID, o.ID)
			continue
		}
		if c.tells(o) {
			return true
		}
	}
	return false
}

func (c *chain) tells(a inventory.CloudWatchAlarm) bool {
	c.see(a.Resource, "ActionsEnabled", a.ActionsEnabled)
	c.see(a.Resource, "AlarmActions", a.AlarmActions)
	if !a.ActionsEnabled {
		c.breaks(linkTopic, "the actions of the alarm %s are turned off", a.ID)
		return false
	}
	topics := a.Topics()
	if len(topics) == 0 {
		c.breaks(linkTopic, "the alarm %s tells no topic", a.ID)
		return false
	}
	for _, t := range topics {
		s := check.Detail(c.env, inventory.SNSSubscriptions, t)
		c.see(t, "Exists", s.Exists)
		c.see(t, "Confirmed", s.Confirmed)
		if s.Exists && s.Confirmed > 0 {
			return true
		}
		c.breaks(linkTopic, "%s", unheard(t, s))
	}
	return false
}

// unheard says why nobody hears of what a topic is told.
func unheard(t inventory.Resource, s inventory.SNSSubscription) string {
	switch {
	case !s.Exists:
		return "there is no topic " + t.ARN
	case s.Pending > 0:
		return "nobody has confirmed a subscription to the topic " + t.ARN
	}
	return "nobody is subscribed to the topic " + t.ARN
}

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
var (
	ofRule     = regexp.MustCompile(`\b(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*"?([^")]*)"?\s*\)`)
	simpleRule = regexp.MustCompile(`^\s*ALARM\s*\([^)]*\)(?:\s+OR\s+ALARM\s*\([^)]*\))*\s*$`)
)

// alarmsOf returns the names or ARNs of the alarms that the rule of a composite
// alarm is about, and whether it goes off with any of them.
func alarmsOf(rule string) (names []string, simple bool) {
	for _, m := range ofRule.FindAllStringSubmatch(rule, -1) {
		names = append(names, strings.TrimSpace(m[1]))
	}
	return names, simpleRule.MatchString(rule)
}
