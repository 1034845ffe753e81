package collect

import (
	"testing"

	"github.com/yourside/yourside/checks/inventory"
)

func TestDomainsOfSageMakerAreDescribed(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.SageMakerDomains},
		answered200("sagemaker:ListDomains", `{}`, json11, `{"Domains":[
{"DomainId":"d-1","DomainArn":"arn:aws:sagemaker:us-east-1:123456789012:domain/d-1","DomainName":"lab","Status":"InService"}],"NextToken":"more"}`),
		answered200("sagemaker:ListDomains", `{"NextToken":"more"}`, json11, `{"Domains":[
{"DomainId":"d-2","DomainArn":"arn:aws:sagemaker:us-east-1:123456789012:domain/d-2","DomainName":"gone","Status":"Deleting"}]}`),
		answered200("sagemaker:DescribeDomain", `{"DomainId":"d-1"}`, json11, `{"DomainId":"d-1","AuthMode":"SSO","Status":"InService"}`),
		jsonError("sagemaker:DescribeDomain", `{"DomainId":"d-2"}`, "ResourceNotFound"),
		exchange("sagemaker:ListDomains", "eu-west-1", `{}`, 200, json11, `{"Domains":[]}`),
	)
	rows, gaps := inventory.SageMakerDomains.Rows(inv), inv.Gaps(inventory.SageMakerDomains)
	if len(rows) != 1 || rows[0].ID != "d-1" || rows[0].Name != "lab" || rows[0].AuthMode != "SSO" || rows[0].Status != "InService" {
		t.Errorf("%+v", rows)
	}
	if len(gaps) != 1 || gaps[0].Reason != inventory.Gone || gaps[0].Subject.ID != "d-2" {
		t.Errorf("gaps %+v", gaps)
	}
}
