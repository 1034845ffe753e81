package collect

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	ssmtypes "github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/yourside/yourside/checks/inventory"
)

var ec2Collectors = []Collector{
	perRegion(inventory.Volumes, describeVolumes, "ec2:DescribeVolumes"),
	perRegion(inventory.Snapshots, describeSnapshots, "ec2:DescribeSnapshots"),
	perRow(inventory.Snapshots, inventory.SnapshotPermissions, describeSnapshotAttribute, "ec2:DescribeSnapshotAttribute"),
	perRegion(inventory.SnapshotBlocks, getSnapshotBlock, "ec2:GetSnapshotBlockPublicAccessState"),
	perRegion(inventory.ImageBlocks, getImageBlock, "ec2:GetImageBlockPublicAccessState"),
	perRegion(inventory.EBSEncryptionDefaults, getEBSEncryptionByDefault, "ec2:GetEbsEncryptionByDefault"),
	perRegion(inventory.EBSDefaultKeys, getEBSDefaultKey, "ec2:GetEbsDefaultKmsKeyId"),
	only("that is not AWS's own", namesKey, sharing(func(k inventory.EBSDefaultKey) string { return k.KmsKeyID },
		perRow(inventory.EBSDefaultKeys, inventory.EBSDefaultKeyDetails, describeEBSDefaultKey, "kms:DescribeKey"))),
	perRegion(inventory.Images, describeImages, "ec2:DescribeImages"),
	perRegion(inventory.Instances, describeInstances, "ec2:DescribeInstances"),
	perRows(inventory.Instances, inventory.InstanceImages, describeInstanceImages, "ec2:DescribeImages"),
	perRegion(inventory.InstanceMetadataDefaults, getInstanceMetadataDefaults, "ec2:GetInstanceMetadataDefaults"),
	perRegion(inventory.ManagedInstances, describeInstanceInformation, "ssm:DescribeInstanceInformation"),
	perRegion(inventory.LaunchTemplates, describeLaunchTemplateVersions, "ec2:DescribeLaunchTemplateVersions"),
	perRegion(inventory.SpotFleets, describeSpotFleetRequests, "ec2:DescribeSpotFleetRequests"),
	perRegion(inventory.Addresses, describeAddresses, "ec2:DescribeAddresses"),
}

func (s Session) ec2() *ec2.Client { return ec2.NewFromConfig(s.Config) }

// ec2Resource returns a resource with an ARN of EC2. Most answers hold none.
func (s Session) ec2Resource(cfnType, arnType, id string, tags []types.Tag) inventory.Resource {
	return s.ec2ResourceOf(s.Account.ID, cfnType, arnType, id, tags)
}

// ec2ResourceOf is ec2Resource for something that another account may own. The
// owner is empty for what has no account in its ARN.
func (s Session) ec2ResourceOf(owner, cfnType, arnType, id string, tags []types.Tag) inventory.Resource {
	arn := fmt.Sprintf("arn:%s:ec2:%s:%s:%s/%s", s.Account.Partition, s.Region, owner, arnType, id)
	r := s.Resource(cfnType, arn[len(arn)-len(id):], arn)
	for _, t := range tags {
		if r.Tags == nil {
			r.Tags = map[string]string{}
		}
		r.Tags[aws.ToString(t.Key)] = aws.ToString(t.Value)
	}
	r.Name = r.Tags["Name"]
	return r
}

// An absentError is a field that AWS always sends and did not. To read it as
// its zero value could turn a verdict.
type absentError struct{ Field, ID string }

func (e *absentError) Error() string {
	return fmt.Sprintf("the answer has no %s for %q", e.Field, e.ID)
}

func describeVolumes(ctx context.Context, s Session, emit func(inventory.Volume)) error {
	pages := ec2.NewDescribeVolumesPaginator(s.ec2(), &ec2.DescribeVolumesInput{MaxResults: aws.Int32(500)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, v := range page.Volumes {
			r := s.ec2Resource("AWS::EC2::Volume", "volume", aws.ToString(v.VolumeId), v.Tags)
			if v.Encrypted == nil {
				return &absentError{"Encrypted", r.ID}
			}
			emit(inventory.Volume{Resource: r, Encrypted: *v.Encrypted})
		}
	}
	return nil
}

func describeSnapshots(ctx context.Context, s Session, emit func(inventory.Snapshot)) error {
	pages := ec2.NewDescribeSnapshotsPaginator(s.ec2(),
		&ec2.DescribeSnapshotsInput{OwnerIds: []string{"self"}, MaxResults: aws.Int32(1000)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, v := range page.Snapshots {
			r := s.ec2ResourceOf("", "AWS::EC2::Snapshot", "snapshot", aws.ToString(v.SnapshotId), v.Tags)
			if v.Encrypted == nil {
				return &absentError{"Encrypted", r.ID}
			}
			emit(inventory.Snapshot{Resource: r, Encrypted: *v.Encrypted})
		}
	}
	return nil
}

func describeSnapshotAttribute(ctx context.Context, s Session, snapshot inventory.Snapshot, emit func(inventory.SnapshotPermission)) error {
	out, err := s.ec2().DescribeSnapshotAttribute(ctx, &ec2.DescribeSnapshotAttributeInput{
		SnapshotId: &snapshot.ID, Attribute: types.SnapshotAttributeNameCreateVolumePermission,
	})
	if err != nil {
		return err
	}
	// A list without entries is the good answer, so it must be one about this snapshot.
	if aws.ToString(out.SnapshotId) != snapshot.ID {
		return &absentError{"SnapshotId", snapshot.ID}
	}
	row := inventory.SnapshotPermission{Resource: snapshot.Resource}
	for _, p := range out.CreateVolumePermissions {
		if p.UserId == nil && p.Group == "" {
			return &absentError{"UserId or Group of CreateVolumePermissions", snapshot.ID}
		}
		row.CreateVolumePermissions = append(row.CreateVolumePermissions,
			inventory.CreateVolumePermission{UserID: aws.ToString(p.UserId), Group: string(p.Group)})
	}
	emit(row)
	return nil
}

func getSnapshotBlock(ctx context.Context, s Session, emit func(inventory.SnapshotBlock)) error {
	out, err := s.ec2().GetSnapshotBlockPublicAccessState(ctx, &ec2.GetSnapshotBlockPublicAccessStateInput{})
	if err != nil {
		return err
	}
	emit(inventory.SnapshotBlock{Resource: s.Account.In(s.Region), State: string(out.State)})
	return nil
}

func getImageBlock(ctx context.Context, s Session, emit func(inventory.ImageBlock)) error {
	out, err := s.ec2().GetImageBlockPublicAccessState(ctx, &ec2.GetImageBlockPublicAccessStateInput{})
	if err != nil {
		return err
	}
	emit(inventory.ImageBlock{
		Resource:                    s.Account.In(s.Region),
		ImageBlockPublicAccessState: aws.ToString(out.ImageBlockPublicAccessState),
	})
	return nil
}

func getEBSEncryptionByDefault(ctx context.Context, s Session, emit func(inventory.EBSEncryptionDefault)) error {
	out, err := s.ec2().GetEbsEncryptionByDefault(ctx, &ec2.GetEbsEncryptionByDefaultInput{})
	if err != nil {
		return err
	}
	if out.EbsEncryptionByDefault == nil {
		return &absentError{"EbsEncryptionByDefault", s.Region}
	}
	emit(inventory.EBSEncryptionDefault{
		Resource: s.Account.In(s.Region), EbsEncryptionByDefault: *out.EbsEncryptionByDefault,
	})
	return nil
}

func getEBSDefaultKey(ctx context.Context, s Session, emit func(inventory.EBSDefaultKey)) error {
	out, err := s.ec2().GetEbsDefaultKmsKeyId(ctx, &ec2.GetEbsDefaultKmsKeyIdInput{})
	if err != nil {
		return err
	}
	if aws.ToString(out.KmsKeyId) == "" {
		return &absentError{"KmsKeyId", s.Region}
	}
	emit(inventory.EBSDefaultKey{Resource: s.Account.In(s.Region), KmsKeyID: *out.KmsKeyId})
	return nil
}

// namesKey reports whether there is anything to find out about the default key.
// Of AWS's own the name answers the question, and to describe it creates the key.
func namesKey(k inventory.EBSDefaultKey) bool {
	return !strings.HasPrefix(k.KmsKeyID, "alias/aws/") && !strings.Contains(k.KmsKeyID, ":alias/aws/")
}

func describeEBSDefaultKey(ctx context.Context, s Session, k inventory.EBSDefaultKey, emit func(inventory.EBSDefaultKeyDetail)) error {
	key, err := s.keyMetadata(ctx, k.KmsKeyID)
	if err != nil {
		return err
	}
	emit(inventory.EBSDefaultKeyDetail{Resource: k.Resource, KeyManager: string(key.KeyManager)})
	return nil
}

// eachImage calls do with every AMI that the input selects, disabled and
// deprecated ones too.
func eachImage(ctx context.Context, s Session, in ec2.DescribeImagesInput, do func(inventory.Resource, types.Image) error) error {
	in.IncludeDeprecated, in.IncludeDisabled, in.MaxResults = aws.Bool(true), aws.Bool(true), aws.Int32(1000)
	pages := ec2.NewDescribeImagesPaginator(s.ec2(), &in)
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, i := range page.Images {
			r := s.ec2ResourceOf("", "AWS::EC2::Image", "image", aws.ToString(i.ImageId), i.Tags)
			r.Name = aws.ToString(i.Name)
			if i.State == "" {
				return &absentError{"State", r.ID}
			}
			if err := do(r, i); err != nil {
				return err
			}
		}
	}
	return nil
}

func describeImages(ctx context.Context, s Session, emit func(inventory.Image)) error {
	own := ec2.DescribeImagesInput{Owners: []string{"self"}}
	return eachImage(ctx, s, own, func(r inventory.Resource, i types.Image) error {
		if i.Public == nil {
			return &absentError{"Public", r.ID}
		}
		row := inventory.Image{Resource: r, State: string(i.State), Public: *i.Public}
		for _, m := range i.BlockDeviceMappings {
			if m.Ebs == nil {
				continue
			}
			d := inventory.ImageDevice{
				DeviceName: aws.ToString(m.DeviceName), SnapshotID: aws.ToString(m.Ebs.SnapshotId),
				Encrypted: aws.ToBool(m.Ebs.Encrypted),
			}
			if d.SnapshotID != "" && m.Ebs.Encrypted == nil {
				return &absentError{"Ebs.Encrypted of " + d.DeviceName, r.ID}
			}
			row.BlockDeviceMappings = append(row.BlockDeviceMappings, d)
		}
		emit(row)
		return nil
	})
}

// maxFilterValues is how many values a filter of EC2 may have.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html
const maxFilterValues = 200

func describeInstanceImages(ctx context.Context, s Session, all []inventory.Instance, emit func(inventory.InstanceImage)) error {
	used := map[string]bool{}
	for _, i := range all {
		if i.ImageID != "" {
			used[i.ImageID] = true
		}
	}
	// Sorted, so that a recording has the same calls.
	for ids := range slices.Chunk(slices.Sorted(maps.Keys(used)), maxFilterValues) {
		in := ec2.DescribeImagesInput{Filters: []types.Filter{{Name: aws.String("image-id"), Values: ids}}}
		err := eachImage(ctx, s, in, func(r inventory.Resource, i types.Image) error {
			row := inventory.InstanceImage{Resource: r, State: string(i.State)}
			if t := aws.ToString(i.DeprecationTime); t != "" {
				until, err := time.Parse(time.RFC3339, t)
				if err != nil {
					return fmt.Errorf("DeprecationTime of %s: %w", r.ID, err)
				}
				row.DeprecationTime = until
			}
			emit(row)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (s Session) instance(id string, tags []types.Tag) inventory.Resource {
	return s.ec2Resource("AWS::EC2::Instance", "instance", id, tags)
}

func describeInstances(ctx context.Context, s Session, emit func(inventory.Instance)) error {
	pages := ec2.NewDescribeInstancesPaginator(s.ec2(), &ec2.DescribeInstancesInput{MaxResults: aws.Int32(1000)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, r := range page.Reservations {
			for _, i := range r.Instances {
				row, err := s.instanceRow(i)
				if err != nil {
					return err
				}
				emit(row)
			}
		}
	}
	return nil
}

func (s Session) instanceRow(i types.Instance) (inventory.Instance, error) {
	row := inventory.Instance{
		Resource: s.instance(aws.ToString(i.InstanceId), i.Tags), ImageID: aws.ToString(i.ImageId),
	}
	if i.State == nil || i.State.Name == "" {
		return row, &absentError{"State", row.ID}
	}
	row.State = string(i.State.Name)
	if p := i.IamInstanceProfile; p != nil {
		row.IamInstanceProfile = aws.ToString(p.Arn)
	}
	if o := i.MetadataOptions; o != nil {
		row.MetadataOptions = inventory.MetadataOptions{
			HTTPEndpoint: string(o.HttpEndpoint), HTTPTokens: string(o.HttpTokens),
		}
	}
	return row, nil
}

func getInstanceMetadataDefaults(ctx context.Context, s Session, emit func(inventory.InstanceMetadataDefault)) error {
	out, err := s.ec2().GetInstanceMetadataDefaults(ctx, &ec2.GetInstanceMetadataDefaultsInput{})
	if err != nil {
		return err
	}
	row := inventory.InstanceMetadataDefault{Resource: s.Account.In(s.Region)}
	if l := out.AccountLevel; l != nil {
		row.HTTPTokens, row.HTTPTokensEnforced = string(l.HttpTokens), string(l.HttpTokensEnforced)
	}
	emit(row)
	return nil
}

func describeInstanceInformation(ctx context.Context, s Session, emit func(inventory.ManagedInstance)) error {
	pages := ssm.NewDescribeInstanceInformationPaginator(ssm.NewFromConfig(s.Config), &ssm.DescribeInstanceInformationInput{
		Filters: []ssmtypes.InstanceInformationStringFilter{
			{Key: aws.String("ResourceType"), Values: []string{string(ssmtypes.ResourceTypeEc2Instance)}},
		},
		MaxResults: aws.Int32(50),
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, i := range page.InstanceInformationList {
			emit(inventory.ManagedInstance{
				Resource: s.instance(aws.ToString(i.InstanceId), nil), PingStatus: string(i.PingStatus),
				PlatformType: string(i.PlatformType), IsLatestVersion: aws.ToBool(i.IsLatestVersion),
			})
		}
	}
	return nil
}

// describeLaunchTemplateVersions emits at the end: the versions of one template
// may come on different pages.
func describeLaunchTemplateVersions(ctx context.Context, s Session, emit func(inventory.LaunchTemplate)) error {
	pages := ec2.NewDescribeLaunchTemplateVersionsPaginator(s.ec2(), &ec2.DescribeLaunchTemplateVersionsInput{
		Versions: []string{"$Default", "$Latest"}, MaxResults: aws.Int32(200),
	})
	templates := map[string]inventory.LaunchTemplate{}
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, v := range page.LaunchTemplateVersions {
			id := aws.ToString(v.LaunchTemplateId)
			if v.LaunchTemplateData == nil || v.VersionNumber == nil {
				return &absentError{"VersionNumber or LaunchTemplateData", id}
			}
			t, ok := templates[id]
			if !ok {
				t.Resource = s.ec2Resource("AWS::EC2::LaunchTemplate", "launch-template", id, nil)
				t.Name = aws.ToString(v.LaunchTemplateName)
			}
			t.Versions = addVersion(t.Versions, launchTemplateVersion(v))
			templates[id] = t
		}
	}
	for _, t := range templates {
		emit(t)
	}
	return nil
}

func addVersion(all []inventory.LaunchTemplateVersion, v inventory.LaunchTemplateVersion) []inventory.LaunchTemplateVersion {
	i, found := slices.BinarySearchFunc(all, v, func(a, b inventory.LaunchTemplateVersion) int {
		return cmp.Compare(a.VersionNumber, b.VersionNumber)
	})
	if found {
		return all
	}
	return slices.Insert(all, i, v)
}

func launchTemplateVersion(v types.LaunchTemplateVersion) inventory.LaunchTemplateVersion {
	row := inventory.LaunchTemplateVersion{VersionNumber: int(*v.VersionNumber)}
	for _, m := range v.LaunchTemplateData.BlockDeviceMappings {
		if m.Ebs != nil {
			row.BlockDeviceMappings = append(row.BlockDeviceMappings, launchDevice(m.DeviceName, m.Ebs.Encrypted))
		}
	}
	return row
}

func launchDevice(name *string, encrypted *bool) inventory.LaunchDevice {
	d := inventory.LaunchDevice{DeviceName: aws.ToString(name)}
	if encrypted != nil {
		d.Encrypted = strconv.FormatBool(*encrypted)
	}
	return d
}

func describeSpotFleetRequests(ctx context.Context, s Session, emit func(inventory.SpotFleet)) error {
	pages := ec2.NewDescribeSpotFleetRequestsPaginator(s.ec2(), &ec2.DescribeSpotFleetRequestsInput{MaxResults: aws.Int32(1000)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, f := range page.SpotFleetRequestConfigs {
			r := s.ec2Resource("AWS::EC2::SpotFleet", "spot-fleet-request", aws.ToString(f.SpotFleetRequestId), f.Tags)
			if f.SpotFleetRequestConfig == nil {
				return &absentError{"SpotFleetRequestConfig", r.ID}
			}
			row := inventory.SpotFleet{Resource: r, SpotFleetRequestState: string(f.SpotFleetRequestState)}
			for _, l := range f.SpotFleetRequestConfig.LaunchSpecifications {
				row.LaunchSpecifications = append(row.LaunchSpecifications, spotLaunchSpecification(l))
			}
			emit(row)
		}
	}
	return nil
}

func spotLaunchSpecification(l types.SpotFleetLaunchSpecification) inventory.SpotLaunchSpecification {
	var row inventory.SpotLaunchSpecification
	for _, m := range l.BlockDeviceMappings {
		if m.Ebs != nil {
			row.BlockDeviceMappings = append(row.BlockDeviceMappings, launchDevice(m.DeviceName, m.Ebs.Encrypted))
		}
	}
	return row
}

// describeAddresses has no pages: the operation returns all.
func describeAddresses(ctx context.Context, s Session, emit func(inventory.Address)) error {
	out, err := s.ec2().DescribeAddresses(ctx, &ec2.DescribeAddressesInput{})
	if err != nil {
		return err
	}
	for _, a := range out.Addresses {
		if aws.ToString(a.AllocationId) == "" {
			return &absentError{"AllocationId", aws.ToString(a.PublicIp)}
		}
		emit(inventory.Address{
			Resource: s.ec2Resource("AWS::EC2::EIP", "elastic-ip", *a.AllocationId, a.Tags),
			PublicIP: aws.ToString(a.PublicIp), AssociationID: aws.ToString(a.AssociationId),
		})
	}
	return nil
}
