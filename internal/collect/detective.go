package collect

import (
	"context"
	"errors"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/accessanalyzer"
	"github.com/aws/aws-sdk-go-v2/service/guardduty"
	"github.com/aws/aws-sdk-go-v2/service/inspector2"
	inspectortypes "github.com/aws/aws-sdk-go-v2/service/inspector2/types"
	"github.com/aws/aws-sdk-go-v2/service/macie2"
	"github.com/aws/aws-sdk-go-v2/service/securityhub"
	hubtypes "github.com/aws/aws-sdk-go-v2/service/securityhub/types"
	"github.com/aws/smithy-go"

	"github.com/yourside/yourside/checks/inventory"
)

var detectiveCollectors = []Collector{
	perRegion(inventory.AccessAnalyzers, listAnalyzers, "accessanalyzer:ListAnalyzers"),
	perRegion(inventory.GuardDutyDetectors, listDetectors, "guardduty:ListDetectors"),
	perRow(inventory.GuardDutyDetectors, inventory.GuardDutyStates, getDetector, "guardduty:GetDetector"),
	perRegion(inventory.SecurityHubs, describeHub, "securityhub:DescribeHub"),
	ofHubs(perRow(inventory.SecurityHubs, inventory.SecurityHubStandards, getEnabledStandards, "securityhub:GetEnabledStandards")),
	ofHubs(perRow(inventory.SecurityHubs, inventory.SecurityHubProducts, listEnabledProducts, "securityhub:ListEnabledProductsForImport")),
	perRegion(inventory.InspectorStates, getInspectorState, "inspector2:BatchGetAccountStatus"),
	only("in which Inspector scans something", inventory.InspectorState.Scans,
		perRow(inventory.InspectorStates, inventory.InspectorFindings, listInspectorFindings, "inspector2:ListFindings")),
	perRegion(inventory.MacieSessions, getMacieSession, "macie2:GetMacieSession"),
}

func ofHubs(c Collector) Collector {
	return only("in which Security Hub is on", func(h inventory.SecurityHub) bool { return h.Enabled }, c)
}

func listAnalyzers(ctx context.Context, s Session, emit func(inventory.AccessAnalyzer)) error {
	pages := accessanalyzer.NewListAnalyzersPaginator(accessanalyzer.NewFromConfig(s.Config), &accessanalyzer.ListAnalyzersInput{MaxResults: aws.Int32(100)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, a := range page.Analyzers {
			name, arn := aws.ToString(a.Name), aws.ToString(a.Arn)
			if arn == "" || a.Type == "" || a.Status == "" {
				return &absentError{"Arn, Type or Status", name}
			}
			row := inventory.AccessAnalyzer{
				Resource: s.Resource("AWS::AccessAnalyzer::Analyzer", name, arn), AnalyzerType: string(a.Type), Status: string(a.Status),
			}
			row.Name = name
			emit(row)
		}
	}
	return nil
}

func listDetectors(ctx context.Context, s Session, emit func(inventory.GuardDutyDetector)) error {
	pages := guardduty.NewListDetectorsPaginator(guardduty.NewFromConfig(s.Config), &guardduty.ListDetectorsInput{MaxResults: aws.Int32(50)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, id := range page.DetectorIds {
			emit(inventory.GuardDutyDetector{Resource: s.Resource("AWS::GuardDuty::Detector", id, s.ARN("guardduty", "detector/"+id))})
		}
	}
	return nil
}

func getDetector(ctx context.Context, s Session, d inventory.GuardDutyDetector, emit func(inventory.GuardDutyState)) error {
	out, err := guardduty.NewFromConfig(s.Config).GetDetector(ctx, &guardduty.GetDetectorInput{DetectorId: &d.ID})
	if err != nil {
		return err
	}
	if out.Status == "" {
		return &absentError{"Status", d.ID}
	}
	emit(inventory.GuardDutyState{Resource: d.Resource, Status: string(out.Status)})
	return nil
}

// off reports whether a service says by an error that it is not turned on, which
// it has only the message to tell from a refusal by.
func off(err error, code, message string) bool {
	api, ok := errors.AsType[smithy.APIError](err)
	return ok && api.ErrorCode() == code && strings.Contains(strings.ToLower(api.ErrorMessage()), message)
}

func describeHub(ctx context.Context, s Session, emit func(inventory.SecurityHub)) error {
	_, err := securityhub.NewFromConfig(s.Config).DescribeHub(ctx, &securityhub.DescribeHubInput{})
	if err != nil && !off(err, "InvalidAccessException", "not subscribed") {
		return err
	}
	emit(inventory.SecurityHub{Resource: s.Account.In(s.Region), Enabled: err == nil})
	return nil
}

func getEnabledStandards(ctx context.Context, s Session, h inventory.SecurityHub, emit func(inventory.SecurityHubSources)) error {
	row := inventory.SecurityHubSources{Resource: h.Resource}
	pages := securityhub.NewGetEnabledStandardsPaginator(securityhub.NewFromConfig(s.Config), &securityhub.GetEnabledStandardsInput{MaxResults: aws.Int32(100)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, x := range page.StandardsSubscriptions {
			if x.StandardsStatus != hubtypes.StandardsStatusDeleting && x.StandardsStatus != hubtypes.StandardsStatusFailed {
				row.Sources = append(row.Sources, aws.ToString(x.StandardsArn))
			}
		}
	}
	emit(row)
	return nil
}

func listEnabledProducts(ctx context.Context, s Session, h inventory.SecurityHub, emit func(inventory.SecurityHubSources)) error {
	row := inventory.SecurityHubSources{Resource: h.Resource}
	pages := securityhub.NewListEnabledProductsForImportPaginator(securityhub.NewFromConfig(s.Config),
		&securityhub.ListEnabledProductsForImportInput{MaxResults: aws.Int32(100)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		row.Sources = append(row.Sources, page.ProductSubscriptions...)
	}
	emit(row)
	return nil
}

func getInspectorState(ctx context.Context, s Session, emit func(inventory.InspectorState)) error {
	out, err := inspector2.NewFromConfig(s.Config).BatchGetAccountStatus(ctx,
		&inspector2.BatchGetAccountStatusInput{AccountIds: []string{s.Account.ID}})
	if err != nil {
		return err
	}
	for _, a := range out.Accounts {
		if aws.ToString(a.AccountId) != s.Account.ID || a.ResourceState == nil {
			continue
		}
		is := func(state *inspectortypes.State) string {
			if state == nil {
				return ""
			}
			return string(state.Status)
		}
		r := a.ResourceState
		emit(inventory.InspectorState{
			Resource: s.Account.In(s.Region), EC2: is(r.Ec2), ECR: is(r.Ecr), Lambda: is(r.Lambda), LambdaCode: is(r.LambdaCode),
		})
		return nil
	}
	return &absentError{"ResourceState", s.Account.ID}
}

func listInspectorFindings(ctx context.Context, s Session, i inventory.InspectorState, emit func(inventory.InspectorFinding)) error {
	equals := func(values ...string) []inspectortypes.StringFilter {
		var all []inspectortypes.StringFilter
		for _, v := range values {
			all = append(all, inspectortypes.StringFilter{Comparison: inspectortypes.StringComparisonEquals, Value: aws.String(v)})
		}
		return all
	}
	// An administrator is shown the findings of all members, hence the account.
	out, err := inspector2.NewFromConfig(s.Config).ListFindings(ctx, &inspector2.ListFindingsInput{
		FilterCriteria: &inspectortypes.FilterCriteria{
			AwsAccountId: equals(s.Account.ID), FindingStatus: equals("ACTIVE"), Severity: equals("CRITICAL", "HIGH"),
		},
		MaxResults: aws.Int32(100),
	})
	if err != nil {
		return err
	}
	row := inventory.InspectorFinding{Resource: i.Resource, More: aws.ToString(out.NextToken) != ""}
	for _, f := range out.Findings {
		row.Titles = append(row.Titles, aws.ToString(f.Title))
	}
	emit(row)
	return nil
}

func getMacieSession(ctx context.Context, s Session, emit func(inventory.MacieSession)) error {
	row := inventory.MacieSession{Resource: s.Account.In(s.Region)}
	out, err := macie2.NewFromConfig(s.Config).GetMacieSession(ctx, &macie2.GetMacieSessionInput{})
	if err != nil && off(err, "AccessDeniedException", "macie is not enabled") {
		emit(row)
		return nil
	}
	if err != nil {
		return err
	}
	if out.Status == "" {
		return &absentError{"Status", s.Region}
	}
	row.Status = string(out.Status)
	emit(row)
	return nil
}
