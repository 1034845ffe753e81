package ecr

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestPolicyNotPublic(t *testing.T) {
	s := checktest.Shared{
		Check: PolicyNotPublic, Table: inventory.ECRRepositoryPolicies, Type: "AWS::ECR::Repository",
		ARN: "arn:aws:ecr:us-east-1:123456789012:repository/orders", Action: "ecr:BatchGetImage", NoResource: true,
	}
	s.Run(t, nil)
}
