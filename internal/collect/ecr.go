package collect

import (
	"cmp"
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	"github.com/aws/aws-sdk-go-v2/service/ecr/types"

	"github.com/yourside/yourside/checks/inventory"
)

var ecrCollectors = []Collector{
	perRegion(inventory.ECRRepositories, describeRepositories, "ecr:DescribeRepositories"),
	perRow(inventory.ECRRepositories, inventory.ECRRepositoryPolicies, getRepositoryPolicy, "ecr:GetRepositoryPolicy"),
	perRow(inventory.ECRRepositories, inventory.ECRLatestImages, describeLatestImage, "ecr:DescribeImages"),
	only("with an image", hasImage,
		perRow(inventory.ECRLatestImages, inventory.ECRImageScans, describeImageScan, "ecr:DescribeImageScanFindings")),
}

func describeRepositories(ctx context.Context, s Session, emit func(inventory.ECRRepository)) error {
	pages := ecr.NewDescribeRepositoriesPaginator(ecr.NewFromConfig(s.Config),
		&ecr.DescribeRepositoriesInput{MaxResults: aws.Int32(1000)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, repository := range page.Repositories {
			name, arn := aws.ToString(repository.RepositoryName), aws.ToString(repository.RepositoryArn)
			if name == "" || arn == "" {
				return &absentError{"RepositoryName or RepositoryArn", name}
			}
			r := s.Resource("AWS::ECR::Repository", name, arn)
			r.Name = name
			emit(inventory.ECRRepository{Resource: r})
		}
	}
	return nil
}

func getRepositoryPolicy(ctx context.Context, s Session, r inventory.ECRRepository, emit func(inventory.ResourcePolicy)) error {
	row := inventory.ResourcePolicy{Resource: r.Resource}
	out, err := ecr.NewFromConfig(s.Config).GetRepositoryPolicy(ctx, &ecr.GetRepositoryPolicyInput{RepositoryName: &r.ID})
	if err != nil && !answered(err, "RepositoryPolicyNotFoundException") {
		return err
	}
	if err == nil {
		row.Policy = aws.ToString(out.PolicyText)
	}
	emit(row)
	return nil
}

func describeLatestImage(ctx context.Context, s Session, r inventory.ECRRepository, emit func(inventory.ECRLatestImage)) error {
	pages := ecr.NewDescribeImagesPaginator(ecr.NewFromConfig(s.Config),
		&ecr.DescribeImagesInput{RepositoryName: &r.ID, MaxResults: aws.Int32(1000)})
	var latest types.ImageDetail
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, image := range page.ImageDetails {
			if aws.ToString(image.ImageDigest) == "" || image.ImagePushedAt == nil {
				return &absentError{"ImageDigest or ImagePushedAt", r.ARN}
			}
			if isImage(image) && later(image, latest) > 0 {
				latest = image
			}
		}
	}
	emit(inventory.ECRLatestImage{Resource: r.Resource, ImageDigest: aws.ToString(latest.ImageDigest)})
	return nil
}

// later compares images by when they were pushed, and those that were at once by
// their digest.
func later(a, b types.ImageDetail) int {
	return cmp.Or(aws.ToTime(a.ImagePushedAt).Compare(aws.ToTime(b.ImagePushedAt)),
		cmp.Compare(aws.ToString(a.ImageDigest), aws.ToString(b.ImageDigest)))
}

// isImage tells images from lists of images, from other artifacts, and from what
// refers to an image: its signature or what it is made of.
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-manifest-formats.html
//
// What BuildKit attests it pushes as an image, with the config of one, unless it
// was told to make an OCI artifact of it. The answer tells the two apart by
// nothing. ECR cannot scan it: https://github.com/moby/buildkit/issues/3499
// https://docs.docker.com/build/metadata/attestations/attestation-storage/
func isImage(i types.ImageDetail) bool {
	lists := []string{"application/vnd.docker.distribution.manifest.list.v2+json", "application/vnd.oci.image.index.v1+json"}
	images := []string{"", "application/vnd.docker.container.image.v1+json", "application/vnd.oci.image.config.v1+json"}
	return aws.ToString(i.SubjectManifestDigest) == "" && !slices.Contains(lists, aws.ToString(i.ImageManifestMediaType)) &&
		slices.Contains(images, aws.ToString(i.ArtifactMediaType))
}

func hasImage(i inventory.ECRLatestImage) bool { return i.ImageDigest != "" }

// describeImageScan reads one finding only, as the first page counts them all.
func describeImageScan(ctx context.Context, s Session, i inventory.ECRLatestImage, emit func(inventory.ECRImageScan)) error {
	out, err := ecr.NewFromConfig(s.Config).DescribeImageScanFindings(ctx, &ecr.DescribeImageScanFindingsInput{
		RepositoryName: &i.ID, ImageId: &types.ImageIdentifier{ImageDigest: &i.ImageDigest}, MaxResults: aws.Int32(1),
	})
	row := inventory.ECRImageScan{Resource: i.Resource}
	if answered(err, "ScanNotFoundException") {
		emit(row)
		return nil
	}
	if err != nil {
		return err
	}
	if out.ImageScanStatus == nil || out.ImageScanStatus.Status == "" {
		return &absentError{"ImageScanStatus", i.ARN}
	}
	row.Status = string(out.ImageScanStatus.Status)
	if f := out.ImageScanFindings; f != nil {
		if len(f.FindingSeverityCounts) == 0 && len(f.Findings)+len(f.EnhancedFindings) > 0 {
			return &absentError{"FindingSeverityCounts", i.ARN}
		}
		row.Counts = map[string]int{}
		for severity, n := range f.FindingSeverityCounts {
			row.Counts[severity] = int(n)
		}
	}
	emit(row)
	return nil
}
