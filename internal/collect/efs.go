package collect

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/efs"

	"github.com/yourside/yourside/checks/inventory"
)

var efsCollectors = []Collector{
	perRegion(inventory.EFSFileSystems, describeFileSystems, "efs:DescribeFileSystems"),
}

func describeFileSystems(ctx context.Context, s Session, emit func(inventory.EFSFileSystem)) error {
	pages := efs.NewDescribeFileSystemsPaginator(efs.NewFromConfig(s.Config), &efs.DescribeFileSystemsInput{MaxItems: aws.Int32(100)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, f := range page.FileSystems {
			id, arn := aws.ToString(f.FileSystemId), aws.ToString(f.FileSystemArn)
			if id == "" || arn == "" || f.Encrypted == nil {
				return &absentError{"FileSystemId, FileSystemArn or Encrypted", id}
			}
			row := inventory.EFSFileSystem{
				Resource: s.Resource("AWS::EFS::FileSystem", id, arn), Encrypted: *f.Encrypted, KMSKeyID: aws.ToString(f.KmsKeyId),
			}
			row.Name = aws.ToString(f.Name)
			for _, t := range f.Tags {
				if row.Tags == nil {
					row.Tags = map[string]string{}
				}
				row.Tags[aws.ToString(t.Key)] = aws.ToString(t.Value)
			}
			emit(row)
		}
	}
	return nil
}
