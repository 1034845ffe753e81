package inventory

// ECRRepositories holds every private repository: ecr:DescribeRepositories.
var ECRRepositories = NewTable[ECRRepository]("ecr.repositories")

// An ECRRepository is a private repository of container images.
type ECRRepository struct {
	Resource // AWS::ECR::Repository
}

// ECRRepositoryPolicies holds the policy of each repository:
// ecr:GetRepositoryPolicy. RepositoryPolicyNotFoundException is the row without
// a document.
var ECRRepositoryPolicies = NewTable[ResourcePolicy]("ecr.repository_policies")

// ECRLatestImages holds the newest image of each repository, by when it was
// pushed: ecr:DescribeImages. What is no image by itself does not count: lists
// of the images of several platforms, charts, signatures and other referrers.
var ECRLatestImages = NewTable[ECRLatestImage]("ecr.latest_images")

// An ECRLatestImage is the newest image of one repository, whose Resource it has.
type ECRLatestImage struct {
	Resource
	ImageDigest string // empty if the repository has no image
}

// ECRImageScans holds what was found in the newest images, by basic scans or by
// Inspector: ecr:DescribeImageScanFindings.
var ECRImageScans = NewTable[ECRImageScan]("ecr.image_scans")

// An ECRImageScan is the last scan of the newest image of one repository, whose
// Resource it has.
type ECRImageScan struct {
	Resource
	// Status is COMPLETE, ACTIVE for an image that is scanned again and again,
	// FAILED, UNSUPPORTED_IMAGE, ...; or empty if it was never scanned:
	// ScanNotFoundException.
	Status string
	// Counts is how many vulnerabilities there are, by severity.
	Counts map[string]int
}
