package collect

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sagemaker"

	"github.com/yourside/yourside/checks/inventory"
)

var sagemakerCollectors = []Collector{
	perRegion(inventory.SageMakerDomainList, listSageMakerDomains, "sagemaker:ListDomains"),
	perRow(inventory.SageMakerDomainList, inventory.SageMakerDomains, describeSageMakerDomain, "sagemaker:DescribeDomain"),
}

func listSageMakerDomains(ctx context.Context, s Session, emit func(inventory.SageMakerDomainListEntry)) error {
	pages := sagemaker.NewListDomainsPaginator(sagemaker.NewFromConfig(s.Config), &sagemaker.ListDomainsInput{})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, d := range page.Domains {
			id, arn := aws.ToString(d.DomainId), aws.ToString(d.DomainArn)
			if id == "" || arn == "" {
				return &absentError{"DomainId or DomainArn", arn}
			}
			r := s.Resource("AWS::SageMaker::Domain", id, arn)
			r.Name = aws.ToString(d.DomainName)
			emit(inventory.SageMakerDomainListEntry{Resource: r})
		}
	}
	return nil
}

func describeSageMakerDomain(
	ctx context.Context, s Session, d inventory.SageMakerDomainListEntry, emit func(inventory.SageMakerDomain),
) error {
	out, err := sagemaker.NewFromConfig(s.Config).DescribeDomain(ctx, &sagemaker.DescribeDomainInput{DomainId: &d.ID})
	if err != nil {
		return err
	}
	if out.AuthMode == "" || out.Status == "" {
		return &absentError{"AuthMode or Status", d.ARN}
	}
	emit(inventory.SageMakerDomain{Resource: d.Resource, AuthMode: string(out.AuthMode), Status: string(out.Status)})
	return nil
}
