package collect

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

// Each line of a report is a row or an error: none is lost.
func FuzzCredentialReport(f *testing.F) {
	f.Add(reportHeader + reportRoot + reportAnn)
	f.Add(reportHeader)
	f.Add(reportHeader + strings.ReplaceAll(reportAnn, "ann", `"a,""b"`))
	f.Add("user,arn,user\n<root_account>,,\n")
	f.Add("\xff\x00,\"\n")
	f.Fuzz(func(t *testing.T, report string) {
		rows := 0
		s := Session{Account: checktest.Account, Region: "us-east-1"}
		err := readCredentialReport(s, []byte(report), func(c inventory.IAMCredential) {
			rows++
			if c.ARN == "" && !c.Root || c.Created.IsZero() && !strings.Contains(report, "0001-01-01") || len(c.AccessKeys) > 2 {
				t.Errorf("%+v", c)
			}
		})
		failed := 0
		if several, ok := err.(interface{ Unwrap() []error }); ok {
			failed = len(several.Unwrap())
		}
		records, _ := csv.NewReader(strings.NewReader(report)).ReadAll()
		lines := max(len(records)-1, 0)
		if err == nil && rows == 0 || rows+failed != lines && lines > 0 {
			t.Errorf("%d rows and %d errors of %d lines: %v", rows, failed, lines, err)
		}
	})
}

// Whatever an error holds, it is a gap with a reason, and never a good answer.
func FuzzGapOf(f *testing.F) {
	f.Add(uint16(403), ec2Error("UnauthorizedOperation"))
	f.Add(uint16(404), s3Error("NoSuchBucket"))
	f.Add(uint16(400), `{"__type":"com.amazonaws#ThrottlingException","message":"slow"}`)
	f.Add(uint16(503), "<html>")
	f.Add(uint16(307), "")
	f.Fuzz(func(t *testing.T, status uint16, body string) {
		status = 300 + status%300
		for operation, input := range inputOf {
			g := gapFrom(t, exchange(operation, "us-east-1", input, int(status), "", body))
			if g.Operation != operation || g.Message == "" && g.Code == "" || g.Reason == "" || g.Reason == inventory.Gone || g.Reason == inventory.NotRecorded {
				t.Errorf("%d %q to %s: %+v", status, body, operation, g)
			}
		}
	})
}

// What is taken for an answer is a whole document of the kind of the operation.
func FuzzAnswer(f *testing.F) {
	for _, body := range whole {
		f.Add(body)
	}
	f.Add("null")
	f.Add(`{"Keys":null}`)
	f.Add(`<!--a--><?x?><ListAllMyBucketsResult/>`)
	f.Fuzz(func(t *testing.T, body string) {
		for operation := range inputOf {
			rows, gaps := listed(t, operation, body)
			switch {
			case rows > 0 || len(gaps) > 0: // it says something
			case operation == "kms:ListKeys":
				var object map[string]json.RawMessage
				if err := json.NewDecoder(strings.NewReader(body)).Decode(&object); err != nil || object == nil {
					t.Errorf("%q is an answer without keys", body)
				}
			case !strings.Contains(body, "DescribeVolumesResponse") && !strings.Contains(body, "ListAllMyBucketsResult") && !strings.Contains(body, "ListBucketsResponse"):
				t.Errorf("%q is an answer without rows to %s", body, operation)
			}
		}
	})
}
