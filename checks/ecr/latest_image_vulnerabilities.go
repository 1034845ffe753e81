package ecr

import (
	"fmt"
	"slices"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// LatestImageVulnerabilities is the check ecr.latest-image-vulnerabilities.
var LatestImageVulnerabilities = &check.Check{
	ID:        "ecr.latest-image-vulnerabilities",
	Title:     "ECR latest images carry no vulnerabilities above the threshold",
	Domain:    check.InfrastructureProtection,
	Severity:  check.High,
	Resource:  "AWS::ECR::Repository",
	Logic:     "Takes the image of each private repository that was pushed last, and reads how many vulnerabilities its last scan found, basic or by Inspector. Fails if there is one of min-severity or worse. Passes if the scan was completed, or goes on, and found none. An image that was never scanned, or whose scan failed or has ended, is UNKNOWN if no such vulnerability is known. Charts, signatures and lists of images are no images; of one for several platforms, the platform that was pushed last is looked at. Vulnerabilities without a severity do not count.",
	Rationale: "What runs next is most likely the newest image. Whoever can reach it may use a known vulnerability with a program that is for everyone to download.",
	Remedy:    "Rebuild the image on a base image and with packages that have the fix, and push it. Scan images when they are pushed.",
	Fix: check.Fix{
		Console: "Amazon ECR console, Repositories, the repository, Images, the image: see what was found, and which version has the fix. Build the image with it and push it.",
		CLI: `# What was found:
aws ecr describe-image-scan-findings --repository-name REPOSITORY --image-id imageDigest=DIGEST
# After the image was built again and pushed, if it is not scanned by itself:
aws ecr start-image-scan --repository-name REPOSITORY --image-id imageTag=TAG`,
		Terraform: `# Terraform does not build images. It can have them scanned:
resource "aws_ecr_registry_scanning_configuration" "all" {
  scan_type = "ENHANCED"
  rule {
    scan_frequency = "CONTINUOUS_SCAN"
    repository_filter {
      filter      = "*"
      filter_type = "WILDCARD"
    }
  }
}`,
		Breaks: "Newer packages may behave differently; test the image before it is deployed.",
		Undo:   "Deploy the former image by its digest.",
	},
	References: []string{
		"https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html",
		"https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-troubleshooting.html",
		"https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImageScanFindings.html",
	},
	Controls: []string{},
	Params:   []check.Setting{minSeverity},
	Assess:   check.ForEach(inventory.ECRRepositories, latestImageVulnerabilities, inventory.ECRLatestImages, inventory.ECRImageScans),
}

var minSeverity = check.NewParam("min-severity", "medium",
	"least severity of a vulnerability that an image must not have: informational, low, medium, high or critical")

// severities are those of vulnerabilities, least first. AWS also has UNDEFINED
// and UNTRIAGED, for those that nobody has rated.
var severities = []string{"INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL"}

func latestImageVulnerabilities(e check.Env, r inventory.ECRRepository) check.Verdict {
	from := slices.Index(severities, strings.ToUpper(minSeverity.Get(e)))
	if from < 0 {
		return check.Unknown(fmt.Sprintf("is not judged: min-severity is %q, which is no severity", minSeverity.Get(e)))
	}
	image := check.Detail(e, inventory.ECRLatestImages, r.Resource).ImageDigest
	saw := []check.Evidence{check.Saw("ImageDigest", image)}
	if image == "" {
		return check.NotApplicable("has no image", saw...)
	}
	scan := check.Detail(e, inventory.ECRImageScans, r.Resource)
	saw = append(saw, check.Saw("Status", scan.Status), check.Saw("Counts", scan.Counts))
	for _, severity := range slices.Backward(severities[from:]) {
		if n := scan.Counts[severity]; n > 0 {
			return check.Fail(fmt.Sprintf("has vulnerabilities in its newest image: %d %s", n, strings.ToLower(severity)), saw...)
		}
	}
	switch scan.Status {
	case "COMPLETE", "ACTIVE":
		return check.Pass("has no vulnerability of that severity in its newest image", saw...)
	case "":
		return check.Unknown("has a newest image that was never scanned", saw...)
	}
	return check.Unknown("has a newest image whose scan tells nothing: "+scan.Status, saw...)
}
