package collect

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
)

// The list is in no order, and holds what is no image.
func TestTheNewestImageOfEachRepositoryIsAskedAbout(t *testing.T) {
	image := func(digest, pushed, more string) string {
		return `{"imageDigest":"sha256:` + digest + `","imagePushedAt":` + pushed + more + `}`
	}
	findings := func(repository, digest string) string {
		return `{"ImageId":{"ImageDigest":"sha256:` + digest + `"},"MaxResults":1,"RepositoryName":"` + repository + `"}`
	}
	const docker = `,"imageManifestMediaType":"application/vnd.docker.distribution.manifest.v2+json","artifactMediaType":"application/vnd.docker.container.image.v1+json"`
	const list = `,"imageManifestMediaType":"application/vnd.oci.image.index.v1+json"`
	const chart = `,"imageManifestMediaType":"application/vnd.oci.image.manifest.v1+json","artifactMediaType":"application/vnd.cncf.helm.config.v1+json"`
	const signature = `,"imageManifestMediaType":"application/vnd.oci.image.manifest.v1+json","subjectManifestDigest":"sha256:2"`
	const attestation = `,"imageManifestMediaType":"application/vnd.oci.image.manifest.v1+json","artifactMediaType":"application/vnd.docker.attestation.manifest.v1+json"`
	inv := replay(t, []inventory.Handle{inventory.ECRImageScans},
		answered200("ecr:DescribeRepositories", `{"MaxResults":1000}`, json11, `{"repositories":[`+
			repository("scanned")+`,`+repository("unscanned")+`,`+repository("empty")+`,`+repository("gone")+`]}`),
		answered200("ecr:DescribeImages", `{"MaxResults":1000,"RepositoryName":"scanned"}`, json11,
			`{"imageDetails":[`+image("1", "1790000000", docker)+`,`+image("2", "1790000500.25", docker)+`],"nextToken":"more"}`),
		answered200("ecr:DescribeImages", `{"MaxResults":1000,"NextToken":"more","RepositoryName":"scanned"}`, json11, `{"imageDetails":[`+
			image("3", "1790000400", "")+`,`+image("4", "1790000600", list)+`,`+image("5", "1790000700", chart)+`,`+image("6", "1790000800", signature)+`,`+
			image("7", "1790000900", attestation)+`]}`),
		answered200("ecr:DescribeImageScanFindings", findings("scanned", "2"), json11, `{"imageScanStatus":{"status":"ACTIVE"},
			"imageScanFindings":{"enhancedFindings":[{"severity":"HIGH"}],"findingSeverityCounts":{"HIGH":2,"LOW":1}},"nextToken":"unread"}`),
		answered200("ecr:DescribeImages", `{"MaxResults":1000,"RepositoryName":"unscanned"}`, json11, `{"imageDetails":[`+image("1", "1790000000", docker)+`]}`),
		jsonError("ecr:DescribeImageScanFindings", findings("unscanned", "1"), "ScanNotFoundException"),
		answered200("ecr:DescribeImages", `{"MaxResults":1000,"RepositoryName":"empty"}`, json11, `{"imageDetails":[]}`),
		answered200("ecr:DescribeImages", `{"MaxResults":1000,"RepositoryName":"gone"}`, json11, `{"imageDetails":[`+image("1", "1790000000", docker)+`]}`),
		jsonError("ecr:DescribeImageScanFindings", findings("gone", "1"), "ImageNotFoundException"),
		exchange("ecr:DescribeRepositories", "eu-west-1", `{"MaxResults":1000}`, 200, json11, `{"repositories":[]}`),
	)
	got := map[string]inventory.ECRImageScan{}
	for _, s := range inventory.ECRImageScans.Rows(inv) {
		got[s.ID] = inventory.ECRImageScan{Status: s.Status, Counts: s.Counts}
	}
	want := map[string]inventory.ECRImageScan{"scanned": {Status: "ACTIVE", Counts: map[string]int{"HIGH": 2, "LOW": 1}}, "unscanned": {}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if gaps := inv.Gaps(inventory.ECRImageScans); len(gaps) != 1 || gaps[0].Reason != inventory.Gone || gaps[0].Subject.ID != "gone" {
		t.Errorf("gaps %+v", gaps)
	}
}

// A scan that found something, but not how much, is not one that found nothing.
func TestFindingsThatNobodyCountedAreNotNone(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.ECRImageScans},
		answered200("ecr:DescribeRepositories", `{"MaxResults":1000}`, json11, `{"repositories":[`+repository("a")+`]}`),
		answered200("ecr:DescribeImages", `{"MaxResults":1000,"RepositoryName":"a"}`, json11, `{"imageDetails":[{"imageDigest":"sha256:1","imagePushedAt":1790000000}]}`),
		answered200("ecr:DescribeImageScanFindings", `{"ImageId":{"ImageDigest":"sha256:1"},"MaxResults":1,"RepositoryName":"a"}`, json11,
			`{"imageScanStatus":{"status":"COMPLETE"},"imageScanFindings":{"findings":[{"name":"CVE-2026-1","severity":"HIGH"}]}}`),
		wire.Exchange{Operation: "ecr:DescribeRepositories", Region: "eu-west-1", Input: []byte(`{"MaxResults":1000}`), Status: 200, ContentType: json11, Body: `{"repositories":[]}`},
	)
	gaps := inv.Gaps(inventory.ECRImageScans)
	if len(inventory.ECRImageScans.Rows(inv)) != 0 || len(gaps) != 1 || gaps[0].Reason != inventory.Malformed {
		t.Errorf("gaps %+v", gaps)
	}
}
