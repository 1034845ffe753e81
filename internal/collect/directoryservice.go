package collect

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/directoryservice"
	"github.com/aws/aws-sdk-go-v2/service/directoryservice/types"

	"github.com/yourside/yourside/checks/inventory"
)

var directoryCollectors = []Collector{
	perRegion(inventory.Directories, describeDirectories, "directoryservice:DescribeDirectories"),
}

func describeDirectories(ctx context.Context, s Session, emit func(inventory.Directory)) error {
	pages := directoryservice.NewDescribeDirectoriesPaginator(directoryservice.NewFromConfig(s.Config),
		&directoryservice.DescribeDirectoriesInput{})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, d := range page.DirectoryDescriptions {
			row, err := s.directory(d)
			if err != nil {
				return err
			}
			emit(row)
		}
	}
	return nil
}

func (s Session) directory(d types.DirectoryDescription) (inventory.Directory, error) {
	id := aws.ToString(d.DirectoryId)
	if id == "" || d.Type == "" || d.Stage == "" {
		return inventory.Directory{}, &absentError{"DirectoryId, Type or Stage", id}
	}
	cfnType := "AWS::DirectoryService::MicrosoftAD" // there is none of connectors
	if d.Type == types.DirectoryTypeSimpleAd {
		cfnType = "AWS::DirectoryService::SimpleAD"
	}
	row := inventory.Directory{
		Resource:      s.Resource(cfnType, id, s.ARN("ds", "directory/"+id)),
		DirectoryType: string(d.Type), Stage: string(d.Stage), RadiusStatus: string(d.RadiusStatus),
	}
	row.Name = aws.ToString(d.Name)
	if r := d.RadiusSettings; r != nil {
		row.Protocol = string(r.AuthenticationProtocol)
		if row.Protocol == "" || row.RadiusStatus == "" {
			return inventory.Directory{}, &absentError{"AuthenticationProtocol or RadiusStatus", id}
		}
	}
	return row, nil
}
