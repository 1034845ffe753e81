package ecr

import (
	"testing"

	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

func TestLatestImageVulnerabilities(t *testing.T) {
	r := checktest.Resource("AWS::ECR::Repository", "orders")
	repository := inventory.ECRRepositories.Of(inventory.ECRRepository{Resource: r})
	image := inventory.ECRLatestImages.Of(inventory.ECRLatestImage{Resource: r, ImageDigest: "sha256:1"})
	scan := func(status string, counts map[string]int) inventory.Part {
		return inventory.ECRImageScans.Of(inventory.ECRImageScan{Resource: r, Status: status, Counts: counts})
	}
	some := map[string]int{"LOW": 12, "MEDIUM": 3, "CRITICAL": 1}
	few := map[string]int{"LOW": 12, "INFORMATIONAL": 4, "UNDEFINED": 2, "UNTRIAGED": 1, "HIGH": 0}
	checktest.Run(t, LatestImageVulnerabilities, checktest.Cases{
		"nothing found":                  checktest.Pass(repository, image, scan("COMPLETE", nil)),
		"less than the threshold":        checktest.Pass(repository, image, scan("COMPLETE", few)),
		"more than it":                   checktest.Fail(repository, image, scan("COMPLETE", some)).Says("newest image: 1 critical"),
		"by Inspector, again and again":  checktest.Pass(repository, image, scan("ACTIVE", few)),
		"by Inspector, more than it":     checktest.Fail(repository, image, scan("ACTIVE", some)),
		"another threshold":              checktest.Pass(repository, image, scan("COMPLETE", map[string]int{"MEDIUM": 3})).With("min-severity", "HIGH"),
		"at the threshold":               checktest.Fail(repository, image, scan("COMPLETE", map[string]int{"LOW": 3})).With("min-severity", "low"),
		"a threshold that there is not":  checktest.Unknown(repository, image, scan("COMPLETE", some)).With("min-severity", "severe").Says("severe"),
		"never scanned":                  checktest.Unknown(repository, image, scan("", nil)).Says("never scanned"),
		"a scan that failed":             checktest.Unknown(repository, image, scan("FAILED", nil)),
		"an image that cannot be":        checktest.Unknown(repository, image, scan("UNSUPPORTED_IMAGE", map[string]int{})),
		"not scanned any more, and bad":  checktest.Fail(repository, image, scan("SCAN_ELIGIBILITY_EXPIRED", some)),
		"not scanned any more, and good": checktest.Unknown(repository, image, scan("SCAN_ELIGIBILITY_EXPIRED", few)),
		"no image":                       checktest.NotApplicable(repository, inventory.ECRLatestImages.Of(inventory.ECRLatestImage{Resource: r})),
		"scans unread":                   checktest.Unknown(repository, image, inventory.ECRImageScans.Missing(checktest.Denied(r))),
		"deleted meanwhile": checktest.None(repository, image,
			inventory.ECRImageScans.Missing(inventory.Gap{Subject: r, Reason: inventory.Gone, Operation: "ecr:DescribeImageScanFindings"})),
	})
}
