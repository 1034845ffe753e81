package collect

import (
	"cmp"
	"context"
	"errors"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3control"
	"github.com/aws/smithy-go"

	"github.com/yourside/yourside/checks/inventory"
	"github.com/yourside/yourside/internal/wire"
)

var s3Collectors = []Collector{
	perAccount(inventory.S3Buckets, listBuckets, "s3:ListBuckets"),
	perAccount(inventory.S3AccountPublicAccessBlocks, getAccountPublicAccessBlock, "s3control:GetPublicAccessBlock"),
	perRow(inventory.S3Buckets, inventory.S3PublicAccessBlocks, getPublicAccessBlock, "s3:GetPublicAccessBlock"),
	perRow(inventory.S3Buckets, inventory.S3BucketEncryptions, getBucketEncryption, "s3:GetBucketEncryption"),
	perRow(inventory.S3Buckets, inventory.S3BucketVersionings, getBucketVersioning, "s3:GetBucketVersioning"),
	perRow(inventory.S3Buckets, inventory.S3BucketLoggings, getBucketLogging, "s3:GetBucketLogging"),
	perRow(inventory.S3Buckets, inventory.S3OwnershipControls, getOwnershipControls, "s3:GetBucketOwnershipControls"),
	perRow(inventory.S3Buckets, inventory.S3BucketPolicies, getBucketPolicy, "s3:GetBucketPolicy"),
	perRow(inventory.S3Buckets, inventory.S3BucketACLs, getBucketACL, "s3:GetBucketAcl"),
}

func (s Session) s3() *s3.Client {
	return s3.NewFromConfig(s.Config, func(o *s3.Options) {
		// A given endpoint has no name for each bucket.
		o.UsePathStyle = s.Config.BaseEndpoint != nil
	})
}

// answered reports whether the error is S3's way of saying that there is no
// such setting.
func answered(err error, code string) bool {
	var api smithy.APIError
	return errors.As(err, &api) && api.ErrorCode() == code
}

func listBuckets(ctx context.Context, s Session, emit func(inventory.S3Bucket)) error {
	// Without MaxBuckets the answer leaves out BucketRegion.
	// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
	pages := s3.NewListBucketsPaginator(s.s3(), &s3.ListBucketsInput{MaxBuckets: aws.Int32(1000)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, b := range page.Buckets {
			name := aws.ToString(b.Name)
			r := s.Resource("AWS::S3::Bucket", name, "arn:"+s.Account.Partition+":s3:::"+name)
			r.Name, r.Region = name, aws.ToString(b.BucketRegion)
			emit(inventory.S3Bucket{Resource: r})
		}
	}
	return nil
}

func getAccountPublicAccessBlock(ctx context.Context, s Session, emit func(inventory.S3PublicAccessBlock)) error {
	row := inventory.S3PublicAccessBlock{Resource: s.Account.Resource()}
	out, err := s.s3control().GetPublicAccessBlock(ctx,
		&s3control.GetPublicAccessBlockInput{AccountId: aws.String(s.Account.ID)})
	if err != nil && !answered(err, "NoSuchPublicAccessBlockConfiguration") {
		return err
	}
	if err == nil && out.PublicAccessBlockConfiguration != nil {
		c := out.PublicAccessBlockConfiguration
		row.BlockPublicAcls, row.IgnorePublicAcls = aws.ToBool(c.BlockPublicAcls), aws.ToBool(c.IgnorePublicAcls)
		row.BlockPublicPolicy, row.RestrictPublicBuckets = aws.ToBool(c.BlockPublicPolicy), aws.ToBool(c.RestrictPublicBuckets)
	}
	emit(row)
	return nil
}

func getPublicAccessBlock(ctx context.Context, s Session, b inventory.S3Bucket, emit func(inventory.S3PublicAccessBlock)) error {
	row := inventory.S3PublicAccessBlock{Resource: b.Resource}
	out, err := s.s3().GetPublicAccessBlock(ctx, &s3.GetPublicAccessBlockInput{Bucket: &b.ID})
	if err != nil && !answered(err, "NoSuchPublicAccessBlockConfiguration") {
		return err
	}
	if err == nil && out.PublicAccessBlockConfiguration != nil {
		c := out.PublicAccessBlockConfiguration
		row.BlockPublicAcls, row.IgnorePublicAcls = aws.ToBool(c.BlockPublicAcls), aws.ToBool(c.IgnorePublicAcls)
		row.BlockPublicPolicy, row.RestrictPublicBuckets = aws.ToBool(c.BlockPublicPolicy), aws.ToBool(c.RestrictPublicBuckets)
	}
	emit(row)
	return nil
}

func getBucketEncryption(ctx context.Context, s Session, b inventory.S3Bucket, emit func(inventory.S3BucketEncryption)) error {
	row := inventory.S3BucketEncryption{Resource: b.Resource}
	out, err := s.s3().GetBucketEncryption(ctx, &s3.GetBucketEncryptionInput{Bucket: &b.ID})
	if err != nil && !answered(err, "ServerSideEncryptionConfigurationNotFoundError") {
		return err
	}
	if err == nil && out.ServerSideEncryptionConfiguration != nil {
		for _, r := range out.ServerSideEncryptionConfiguration.Rules {
			if d := r.ApplyServerSideEncryptionByDefault; d != nil {
				row.SSEAlgorithm, row.KMSMasterKeyID = string(d.SSEAlgorithm), aws.ToString(d.KMSMasterKeyID)
			}
			if b := r.BlockedEncryptionTypes; b != nil {
				for _, t := range b.EncryptionType {
					row.BlockedEncryptionTypes = append(row.BlockedEncryptionTypes, string(t))
				}
			}
		}
	}
	emit(row)
	return nil
}

func getBucketVersioning(ctx context.Context, s Session, b inventory.S3Bucket, emit func(inventory.S3BucketVersioning)) error {
	out, err := s.s3().GetBucketVersioning(ctx, &s3.GetBucketVersioningInput{Bucket: &b.ID})
	if err != nil {
		return err
	}
	emit(inventory.S3BucketVersioning{Resource: b.Resource, Status: string(out.Status), MFADelete: string(out.MFADelete)})
	return nil
}

func getBucketLogging(ctx context.Context, s Session, b inventory.S3Bucket, emit func(inventory.S3BucketLogging)) error {
	out, err := s.s3().GetBucketLogging(ctx, &s3.GetBucketLoggingInput{Bucket: &b.ID})
	if err != nil {
		return err
	}
	row := inventory.S3BucketLogging{Resource: b.Resource}
	if out.LoggingEnabled != nil {
		row.TargetBucket = aws.ToString(out.LoggingEnabled.TargetBucket)
	}
	emit(row)
	return nil
}

func getOwnershipControls(ctx context.Context, s Session, b inventory.S3Bucket, emit func(inventory.S3OwnershipControl)) error {
	row := inventory.S3OwnershipControl{Resource: b.Resource}
	out, err := s.s3().GetBucketOwnershipControls(ctx, &s3.GetBucketOwnershipControlsInput{Bucket: &b.ID})
	if err != nil && !answered(err, "OwnershipControlsNotFoundError") {
		return err
	}
	if err == nil && out.OwnershipControls != nil {
		for _, r := range out.OwnershipControls.Rules {
			row.ObjectOwnership = string(r.ObjectOwnership)
		}
	}
	emit(row)
	return nil
}

func getBucketPolicy(ctx context.Context, s Session, b inventory.S3Bucket, emit func(inventory.ResourcePolicy)) error {
	row := inventory.ResourcePolicy{Resource: b.Resource}
	out, err := s.s3().GetBucketPolicy(ctx, &s3.GetBucketPolicyInput{Bucket: &b.ID})
	if err != nil && !answered(err, "NoSuchBucketPolicy") {
		return err
	}
	if err == nil {
		row.Policy = aws.ToString(out.Policy)
	}
	emit(row)
	return nil
}

func getBucketACL(ctx context.Context, s Session, b inventory.S3Bucket, emit func(inventory.S3BucketACL)) error {
	out, err := s.s3().GetBucketAcl(ctx, &s3.GetBucketAclInput{Bucket: &b.ID})
	if err != nil {
		return err
	}
	// A list without grants is the good answer, so it must be one about a bucket.
	if out.Owner == nil {
		return &absentError{"Owner", b.ID}
	}
	row := inventory.S3BucketACL{Resource: b.Resource}
	for _, g := range out.Grants {
		if g.Grantee == nil || g.Permission == "" {
			return &absentError{"Grantee or Permission of a grant", b.ID}
		}
		grantee := cmp.Or(aws.ToString(g.Grantee.URI), aws.ToString(g.Grantee.ID))
		if grantee == "" {
			return &absentError{"URI or ID of a grantee", b.ID}
		}
		row.Grants = append(row.Grants, inventory.S3Grant{Grantee: grantee, Permission: string(g.Permission)})
	}
	emit(row)
	return nil
}

func nameOf(b inventory.Resource) string { return b.ID }

// headBucket asks S3 whether a bucket exists that something names, which other
// things may name too. It takes a bucket that S3 finds in another region for
// there: S3 says so to whoever asks.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
func headBucket(ctx context.Context, s Session, b inventory.Resource, emit func(inventory.NamedBucket)) error {
	exists, err := shared(ctx, s, "s3:HeadBucket "+nameOf(b), func() (bool, error) {
		_, err := s.s3().HeadBucket(ctx, &s3.HeadBucketInput{Bucket: &b.ID})
		status := wire.HTTPStatus(err)
		elsewhere := status == http.StatusMovedPermanently || wire.BucketRegion(err) != "" && status == http.StatusBadRequest
		if err != nil && status != http.StatusNotFound && !elsewhere {
			return false, err
		}
		return status != http.StatusNotFound, nil
	})
	if err != nil {
		return err
	}
	emit(inventory.NamedBucket{Resource: b, Exists: exists})
	return nil
}
