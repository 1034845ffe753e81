package collect

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"

	"github.com/yourside/yourside/checks/inventory"
)

var logsCollectors = []Collector{
	perRegion(inventory.LogGroups, describeLogGroups, "cloudwatchlogs:DescribeLogGroups"),
	perRegion(inventory.MetricFilters, describeMetricFilters, "cloudwatchlogs:DescribeMetricFilters").inAll(),
}

func (s Session) logs() *cloudwatchlogs.Client { return cloudwatchlogs.NewFromConfig(s.Config) }

func describeLogGroups(ctx context.Context, s Session, emit func(inventory.LogGroup)) error {
	pages := cloudwatchlogs.NewDescribeLogGroupsPaginator(s.logs(), &cloudwatchlogs.DescribeLogGroupsInput{Limit: aws.Int32(50)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, g := range page.LogGroups {
			name := aws.ToString(g.LogGroupName)
			// The older Arn ends in :*, which is that of the streams.
			arn := strings.TrimSuffix(cmp.Or(aws.ToString(g.LogGroupArn), aws.ToString(g.Arn)), ":*")
			if name == "" || arn == "" {
				return &absentError{"LogGroupName or LogGroupArn", name}
			}
			row := inventory.LogGroup{
				Resource: s.Resource("AWS::Logs::LogGroup", name, arn), LogGroupClass: string(g.LogGroupClass),
				RetentionInDays: int(aws.ToInt32(g.RetentionInDays)),
			}
			row.Name = name
			emit(row)
		}
	}
	return nil
}

func describeMetricFilters(ctx context.Context, s Session, emit func(inventory.MetricFilter)) error {
	pages := cloudwatchlogs.NewDescribeMetricFiltersPaginator(s.logs(), &cloudwatchlogs.DescribeMetricFiltersInput{Limit: aws.Int32(50)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, f := range page.MetricFilters {
			name, group := aws.ToString(f.FilterName), aws.ToString(f.LogGroupName)
			// A pattern that is empty matches everything, so it must be said.
			if name == "" || group == "" || f.FilterPattern == nil {
				return &absentError{"FilterName, LogGroupName or FilterPattern", name}
			}
			row := inventory.MetricFilter{
				Resource:     s.Resource("AWS::Logs::MetricFilter", group+"|"+name, s.ARN("logs", "log-group:"+group+":metric-filter:"+name)),
				LogGroupName: group, FilterPattern: *f.FilterPattern, FieldSelectionCriteria: aws.ToString(f.FieldSelectionCriteria),
			}
			row.Name = name
			for _, t := range f.MetricTransformations {
				row.MetricTransformations = append(row.MetricTransformations, inventory.MetricTransformation{
					MetricNamespace: aws.ToString(t.MetricNamespace), MetricName: aws.ToString(t.MetricName),
					MetricValue: aws.ToString(t.MetricValue),
					Dimensions:  slices.Concat(slices.Sorted(maps.Keys(t.Dimensions)), f.EmitSystemFieldDimensions),
				})
			}
			emit(row)
		}
	}
	return nil
}
