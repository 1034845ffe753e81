package s3

// What several checks are fixed with, word for word.
const (
	kmsByDefaultCLI = `# The call replaces the whole rule: repeat BlockedEncryptionTypes if get-bucket-encryption shows them.
aws s3api put-bucket-encryption --bucket BUCKET --server-side-encryption-configuration \
  '{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:kms","KMSMasterKeyID":"KEY_ARN"},"BucketKeyEnabled":true}]}'
aws s3 cp s3://BUCKET/ s3://BUCKET/ --recursive --sse aws:kms --sse-kms-key-id KEY_ARN`
	kmsByDefaultTerraform = `resource "aws_s3_bucket_server_side_encryption_configuration" "kms" {
  bucket = "BUCKET"
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = "KEY_ARN"
    }
  }
}`
	blockPublicCLI = `aws s3api put-public-access-block --bucket BUCKET \
  --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true
aws s3api put-bucket-acl --bucket BUCKET --acl private`
	blockPublicTerraform = `resource "aws_s3_bucket_public_access_block" "block" {
  bucket                  = "BUCKET"
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = true
  restrict_public_buckets = true
}`
)
