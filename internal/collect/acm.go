package collect

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/acm"
	"github.com/aws/aws-sdk-go-v2/service/acm/types"

	"github.com/yourside/yourside/checks/inventory"
)

var acmCollectors = []Collector{
	perRegion(inventory.ACMCertificateList, listCertificates, "acm:ListCertificates"),
}

// listCertificates asks for each kind of key: by itself AWS lists those of RSA
// up to 2048 bits.
// https://docs.aws.amazon.com/acm/latest/APIReference/API_Filters.html
func listCertificates(ctx context.Context, s Session, emit func(inventory.ACMCertificateSummary)) error {
	pages := acm.NewListCertificatesPaginator(acm.NewFromConfig(s.Config), &acm.ListCertificatesInput{
		Includes: &types.Filters{KeyTypes: types.KeyAlgorithm("").Values()}, MaxItems: aws.Int32(1000),
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, c := range page.CertificateSummaryList {
			arn := aws.ToString(c.CertificateArn)
			if arn == "" || c.Status == "" || c.KeyAlgorithm == "" {
				return &absentError{"CertificateArn, Status or KeyAlgorithm", arn}
			}
			if c.Status == types.CertificateStatusIssued && c.NotAfter == nil {
				return &absentError{"NotAfter", arn}
			}
			row := inventory.ACMCertificateSummary{
				Resource: s.Resource("AWS::CertificateManager::Certificate", iamName(arn), arn),
				Status:   string(c.Status), KeyAlgorithm: string(c.KeyAlgorithm),
			}
			row.Name = aws.ToString(c.DomainName)
			if c.NotAfter != nil {
				row.NotAfter = dateOf(c.NotAfter)
			}
			emit(row)
		}
	}
	return nil
}
