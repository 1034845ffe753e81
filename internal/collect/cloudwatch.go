package collect

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/schemas"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	"github.com/aws/smithy-go/transport/http/protocol/awsjson"

	"github.com/yourside/yourside/checks/inventory"
)

var cloudwatchCollectors = []Collector{
	perRegion(inventory.CloudWatchAlarms, describeAlarms, "cloudwatch:DescribeAlarms").inAll(),
}

// cloudwatch speaks JSON, which CloudWatch takes as well as the CBOR that the SDK
// would send: recordings are for people to read.
func (s Session) cloudwatch() *cloudwatch.Client {
	return cloudwatch.NewFromConfig(s.Config, func(o *cloudwatch.Options) {
		o.Protocol = awsjson.New10(schemas.GraniteServiceVersion20100801)
	})
}

func describeAlarms(ctx context.Context, s Session, emit func(inventory.CloudWatchAlarm)) error {
	// Without AlarmTypes the answer has alarms on metrics only.
	pages := cloudwatch.NewDescribeAlarmsPaginator(s.cloudwatch(), &cloudwatch.DescribeAlarmsInput{
		AlarmTypes: []types.AlarmType{types.AlarmTypeMetricAlarm, types.AlarmTypeCompositeAlarm, types.AlarmTypeLogAlarm},
		MaxRecords: aws.Int32(100),
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, rows := range []func() ([]inventory.CloudWatchAlarm, error){
			func() ([]inventory.CloudWatchAlarm, error) { return each(page.MetricAlarms, s.metricAlarm) },
			func() ([]inventory.CloudWatchAlarm, error) { return each(page.CompositeAlarms, s.compositeAlarm) },
			func() ([]inventory.CloudWatchAlarm, error) { return each(page.LogAlarms, s.logAlarm) },
		} {
			alarms, err := rows()
			if err != nil {
				return err
			}
			for _, a := range alarms {
				emit(a)
			}
		}
	}
	return nil
}

func each[T, R any](all []T, row func(T) (R, error)) ([]R, error) {
	var rows []R
	for _, one := range all {
		r, err := row(one)
		if err != nil {
			return nil, err
		}
		rows = append(rows, r)
	}
	return rows, nil
}

func (s Session) alarm(
	kind string, name, arn *string, enabled *bool, actions []string, others ...[]string,
) (inventory.CloudWatchAlarm, error) {
	row := inventory.CloudWatchAlarm{AlarmActions: actions, OtherActions: slices.Concat(others...)}
	if aws.ToString(name) == "" || aws.ToString(arn) == "" || enabled == nil {
		return row, &absentError{"AlarmName, AlarmArn or ActionsEnabled", aws.ToString(name)}
	}
	row.Resource, row.ActionsEnabled = s.Resource(kind, *name, *arn), *enabled
	row.Name = *name
	return row, nil
}

func (s Session) metricAlarm(a types.MetricAlarm) (inventory.CloudWatchAlarm, error) {
	row, err := s.alarm("AWS::CloudWatch::Alarm", a.AlarmName, a.AlarmArn, a.ActionsEnabled,
		a.AlarmActions, a.OKActions, a.InsufficientDataActions)
	row.ComparisonOperator, row.Threshold = string(a.ComparisonOperator), aws.ToFloat64(a.Threshold)
	if a.MetricName != nil {
		stat := string(a.Statistic)
		if stat == "" {
			stat = aws.ToString(a.ExtendedStatistic)
		}
		row.Metrics = append(row.Metrics, inventory.AlarmMetric{
			Namespace: aws.ToString(a.Namespace), MetricName: *a.MetricName, Dimensions: dimensions(a.Dimensions),
			Stat: stat, ReturnData: true,
		})
	}
	for _, q := range a.Metrics {
		m := inventory.AlarmMetric{
			ID: aws.ToString(q.Id), Expression: aws.ToString(q.Expression), AccountID: aws.ToString(q.AccountId),
			ReturnData: q.ReturnData == nil || *q.ReturnData, // which is the default
		}
		if q.MetricStat != nil && q.MetricStat.Metric != nil {
			m.Namespace, m.MetricName = aws.ToString(q.MetricStat.Metric.Namespace), aws.ToString(q.MetricStat.Metric.MetricName)
			m.Dimensions, m.Stat = dimensions(q.MetricStat.Metric.Dimensions), aws.ToString(q.MetricStat.Stat)
		}
		if m.AccountID == s.Account.ID {
			m.AccountID = ""
		}
		row.Metrics = append(row.Metrics, m)
	}
	return row, err
}

func dimensions(all []types.Dimension) []string {
	var names []string
	for _, d := range all {
		names = append(names, aws.ToString(d.Name))
	}
	return names
}

func (s Session) compositeAlarm(a types.CompositeAlarm) (inventory.CloudWatchAlarm, error) {
	row, err := s.alarm("AWS::CloudWatch::CompositeAlarm", a.AlarmName, a.AlarmArn, a.ActionsEnabled,
		a.AlarmActions, a.OKActions, a.InsufficientDataActions)
	row.AlarmRule = aws.ToString(a.AlarmRule)
	return row, err
}

func (s Session) logAlarm(a types.LogAlarm) (inventory.CloudWatchAlarm, error) {
	row, err := s.alarm("AWS::CloudWatch::LogAlarm", a.AlarmName, a.AlarmArn, a.ActionsEnabled,
		a.AlarmActions, a.OKActions, a.InsufficientDataActions)
	row.ComparisonOperator, row.Threshold = string(a.ComparisonOperator), aws.ToFloat64(a.Threshold)
	if q := a.ScheduledQueryConfiguration; q != nil {
		row.LogGroups = q.LogGroupIdentifiers
	}
	return row, err
}
