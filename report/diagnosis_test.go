package report_test

import (
	"io"
	"testing"

	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/report"
)

func TestTheTextOfADiagnosis(t *testing.T) {
	who := of().Scan
	d := &report.Diagnosis{
		Scan: who, Region: "us-east-1", Operations: 12,
		Refused: []report.Unread{
			{
				Operation: "ec2:DescribeVolumes", Reason: inventory.Denied, Code: "UnauthorizedOperation",
				Message: "not you \x1b[31m", Checks: []string{"ec2.volume-encrypted"},
			},
			{
				Operation: "kms:ListKeys", Reason: inventory.DeniedByOrganization, Code: "AccessDeniedException",
				Message: "with an explicit deny in a service control policy", Checks: []string{"kms.key-in-use", "kms.key-rotation-enabled"},
			},
		},
		Untried: []string{"elasticloadbalancingv2:DescribeListeners", "wafv2:GetWebACLForResource"},
		Policy:  `{"Version": "2012-10-17"}`,
	}
	out := string(written(t, func(w io.Writer, _ []*report.Report) error { return report.Style{}.Diagnosis(w, d) }))
	golden(t, "diagnosis.golden", []byte(out))
}
