package collect

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/globalaccelerator"
	"github.com/aws/aws-sdk-go-v2/service/shield"

	"github.com/yourside/yourside/checks/inventory"
)

var shieldCollectors = []Collector{
	perAccount(inventory.ShieldSubscriptions, getSubscriptionState, "shield:GetSubscriptionState"),
	only("with a subscription", inventory.ShieldSubscription.Active,
		perRow(inventory.ShieldSubscriptions, inventory.ShieldProtections, listProtections, "shield:ListProtections")),
	only("with a subscription", inventory.ShieldSubscription.Active,
		perRow(inventory.ShieldSubscriptions, inventory.ShieldContacts, describeEmergencyContacts, "shield:DescribeEmergencyContactSettings")),
	only("with a subscription", inventory.ShieldSubscription.Active,
		perRow(inventory.ShieldSubscriptions, inventory.ShieldResponders, describeResponderAccess, "shield:DescribeDRTAccess")),
	perAccount(inventory.Accelerators, listAccelerators, "globalaccelerator:ListAccelerators").asking(acceleratorRegion),
}

// shield returns a client for where Shield answers, in the partition aws.
// https://docs.aws.amazon.com/general/latest/gr/shield.html
func (s Session) shield() *shield.Client { return shield.NewFromConfig(s.In("us-east-1").Config) }

func getSubscriptionState(ctx context.Context, s Session, emit func(inventory.ShieldSubscription)) error {
	if s.Account.Partition != "aws" {
		return nil
	}
	out, err := s.shield().GetSubscriptionState(ctx, &shield.GetSubscriptionStateInput{})
	if err != nil {
		return err
	}
	if out.SubscriptionState == "" {
		return &absentError{"SubscriptionState", "the answer"}
	}
	emit(inventory.ShieldSubscription{Resource: s.Account.Resource(), State: string(out.SubscriptionState)})
	return nil
}

func listProtections(ctx context.Context, s Session, _ inventory.ShieldSubscription, emit func(inventory.ShieldProtection)) error {
	pages := shield.NewListProtectionsPaginator(s.shield(), &shield.ListProtectionsInput{MaxResults: aws.Int32(100)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, p := range page.Protections {
			id, arn, of := aws.ToString(p.Id), aws.ToString(p.ProtectionArn), aws.ToString(p.ResourceArn)
			if id == "" || arn == "" || of == "" {
				return &absentError{"Id, ProtectionArn or ResourceArn", id}
			}
			r := s.Resource("AWS::Shield::Protection", id, arn)
			r.Region, r.Name = "", aws.ToString(p.Name)
			emit(inventory.ShieldProtection{Resource: r, ResourceArn: of})
		}
	}
	return nil
}

func describeEmergencyContacts(ctx context.Context, s Session, of inventory.ShieldSubscription, emit func(inventory.ShieldContactList)) error {
	out, err := s.shield().DescribeEmergencyContactSettings(ctx, &shield.DescribeEmergencyContactSettingsInput{})
	row := inventory.ShieldContactList{Resource: of.Resource}
	if err != nil && !answered(err, "ResourceNotFoundException") {
		return err
	}
	if err == nil {
		row.Contacts = len(out.EmergencyContactList)
	}
	emit(row)
	return nil
}

func describeResponderAccess(ctx context.Context, s Session, of inventory.ShieldSubscription, emit func(inventory.ShieldResponder)) error {
	out, err := s.shield().DescribeDRTAccess(ctx, &shield.DescribeDRTAccessInput{})
	row := inventory.ShieldResponder{Resource: of.Resource}
	if err != nil && !answered(err, "ResourceNotFoundException") {
		return err
	}
	if err == nil {
		row.RoleArn = aws.ToString(out.RoleArn)
	}
	emit(row)
	return nil
}

// acceleratorRegion is where Global Accelerator answers, in the partition aws.
// https://docs.aws.amazon.com/general/latest/gr/global_accelerator.html
const acceleratorRegion = "us-west-2"

func listAccelerators(ctx context.Context, s Session, emit func(inventory.Accelerator)) error {
	if s.Account.Partition != "aws" {
		return nil
	}
	pages := globalaccelerator.NewListAcceleratorsPaginator(globalaccelerator.NewFromConfig(s.In(acceleratorRegion).Config),
		&globalaccelerator.ListAcceleratorsInput{MaxResults: aws.Int32(100)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, a := range page.Accelerators {
			arn, host := aws.ToString(a.AcceleratorArn), aws.ToString(a.DnsName)
			if arn == "" || host == "" {
				return &absentError{"AcceleratorArn or DnsName", arn}
			}
			row := inventory.Accelerator{Resource: s.Resource("AWS::GlobalAccelerator::Accelerator", iamName(arn), arn), DNSName: host}
			row.Region, row.Name = "", aws.ToString(a.Name)
			for _, set := range a.IpSets {
				row.IPAddresses = append(row.IPAddresses, set.IpAddresses...)
			}
			emit(row)
		}
	}
	return nil
}
