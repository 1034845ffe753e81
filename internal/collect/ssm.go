package collect

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/yourside/yourside/checks/inventory"
)

var ssmCollectors = []Collector{
	perRegion(inventory.SSMAgentUpdates, listAgentUpdates, "ssm:ListAssociations"),
	perRegion(inventory.SSMHostManagement, getHostManagement, "ssm:GetServiceSetting"),
	perRegion(inventory.SSMPatchBaselines, describePatchBaselines, "ssm:DescribePatchBaselines"),
	perRow(inventory.SSMPatchBaselines, inventory.SSMPatchRules, getPatchBaseline, "ssm:GetPatchBaseline"),
	perRegion(inventory.SSMAssociationStates, listCompliance("Association"), "ssm:ListResourceComplianceSummaries"),
	perRegion(inventory.SSMPatchStates, listCompliance("Patch"), "ssm:ListResourceComplianceSummaries"),
}

func (s Session) ssm() *ssm.Client { return ssm.NewFromConfig(s.Config) }

func listAgentUpdates(ctx context.Context, s Session, emit func(inventory.SSMAssociation)) error {
	pages := ssm.NewListAssociationsPaginator(s.ssm(), &ssm.ListAssociationsInput{
		AssociationFilterList: []types.AssociationFilter{{Key: types.AssociationFilterKeyName, Value: aws.String("AWS-UpdateSSMAgent")}},
		MaxResults:            aws.Int32(50),
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, a := range page.Associations {
			id := aws.ToString(a.AssociationId)
			if id == "" {
				return &absentError{"AssociationId", s.Region}
			}
			row := inventory.SSMAssociation{
				Resource: s.Resource("AWS::SSM::Association", id, s.ARN("ssm", "association/"+id)), ScheduleExpression: aws.ToString(a.ScheduleExpression),
			}
			row.Name = aws.ToString(a.AssociationName)
			for _, t := range a.Targets {
				if aws.ToString(t.Key) == "InstanceIds" {
					row.InstanceIDs = append(row.InstanceIDs, t.Values...)
				}
			}
			emit(row)
		}
	}
	return nil
}

func getHostManagement(ctx context.Context, s Session, emit func(inventory.SSMServiceSetting)) error {
	out, err := s.ssm().GetServiceSetting(ctx, &ssm.GetServiceSettingInput{
		SettingId: aws.String("/ssm/managed-instance/default-ec2-instance-management-role"),
	})
	if err != nil {
		return err
	}
	if out.ServiceSetting == nil || aws.ToString(out.ServiceSetting.Status) == "" {
		return &absentError{"Status", s.Region}
	}
	emit(inventory.SSMServiceSetting{
		Resource: s.Account.In(s.Region), SettingValue: aws.ToString(out.ServiceSetting.SettingValue), Status: *out.ServiceSetting.Status,
	})
	return nil
}

func describePatchBaselines(ctx context.Context, s Session, emit func(inventory.SSMPatchBaseline)) error {
	pages := ssm.NewDescribePatchBaselinesPaginator(s.ssm(), &ssm.DescribePatchBaselinesInput{
		Filters:    []types.PatchOrchestratorFilter{{Key: aws.String("OWNER"), Values: []string{"Self"}}},
		MaxResults: aws.Int32(100),
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, b := range page.BaselineIdentities {
			id := aws.ToString(b.BaselineId)
			if id == "" {
				return &absentError{"BaselineId", s.Region}
			}
			row := inventory.SSMPatchBaseline{Resource: s.Resource("AWS::SSM::PatchBaseline", id, s.ARN("ssm", "patchbaseline/"+id))}
			row.Name = aws.ToString(b.BaselineName)
			emit(row)
		}
	}
	return nil
}

func getPatchBaseline(ctx context.Context, s Session, b inventory.SSMPatchBaseline, emit func(inventory.SSMPatchRuleSet)) error {
	out, err := s.ssm().GetPatchBaseline(ctx, &ssm.GetPatchBaselineInput{BaselineId: &b.ID})
	if err != nil {
		return err
	}
	row := inventory.SSMPatchRuleSet{Resource: b.Resource, OperatingSystem: string(out.OperatingSystem)}
	if out.ApprovalRules != nil {
		for _, r := range out.ApprovalRules.PatchRules {
			if r.ApproveAfterDays == nil && r.ApproveUntilDate == nil {
				return &absentError{"ApproveAfterDays or ApproveUntilDate", b.ID}
			}
			rule := inventory.SSMPatchRule{ApproveAfterDays: int(aws.ToInt32(r.ApproveAfterDays)), ApproveUntilDate: aws.ToString(r.ApproveUntilDate)}
			if r.PatchFilterGroup != nil {
				for _, f := range r.PatchFilterGroup.PatchFilters {
					switch f.Key {
					case types.PatchFilterKeySeverity, types.PatchFilterKeyMsrcSeverity, types.PatchFilterKeyPriority:
						rule.Severities = append(rule.Severities, f.Values...)
					}
				}
			}
			row.ApprovalRules = append(row.ApprovalRules, rule)
		}
	}
	emit(row)
	return nil
}

func listCompliance(kind string) lister[inventory.SSMCompliance] {
	return func(ctx context.Context, s Session, emit func(inventory.SSMCompliance)) error {
		pages := ssm.NewListResourceComplianceSummariesPaginator(s.ssm(), &ssm.ListResourceComplianceSummariesInput{
			Filters: []types.ComplianceStringFilter{
				{Key: aws.String("ComplianceType"), Values: []string{kind}, Type: types.ComplianceQueryOperatorTypeEqual},
			},
			MaxResults: aws.Int32(50),
		})
		for pages.HasMorePages() {
			page, err := pages.NextPage(ctx)
			if err != nil {
				return err
			}
			for _, i := range page.ResourceComplianceSummaryItems {
				id := aws.ToString(i.ResourceId)
				if id == "" || i.Status == "" {
					return &absentError{"ResourceId or Status", id}
				}
				row := inventory.SSMCompliance{Resource: s.node(id), Status: string(i.Status)}
				if i.NonCompliantSummary != nil {
					row.NonCompliantCount = int(i.NonCompliantSummary.NonCompliantCount)
				}
				emit(row)
			}
		}
		return nil
	}
}

// node returns an instance of EC2, or another machine that has the agent.
func (s Session) node(id string) inventory.Resource {
	if strings.HasPrefix(id, "mi-") {
		return s.Resource("AWS::SSM::ManagedInstance", id, s.ARN("ssm", "managed-instance/"+id))
	}
	return s.instance(id, nil)
}
