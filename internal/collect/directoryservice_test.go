package collect

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yourside/yourside/checks/inventory"
)

// A shared directory has the settings of its owner beside its own.
func TestDirectoriesAreListedWithTheirSecondFactor(t *testing.T) {
	inv := replay(t, []inventory.Handle{inventory.Directories},
		answered200("directoryservice:DescribeDirectories", `{}`, json11, `{"DirectoryDescriptions":[
{"DirectoryId":"d-1","Name":"corp.example","Type":"MicrosoftAD","Stage":"Active","RadiusStatus":"Completed",
 "RadiusSettings":{"AuthenticationProtocol":"MS-CHAPv2","RadiusPort":1812,"SharedSecret":"********"}},
{"DirectoryId":"d-2","Name":"shop.example","Type":"ADConnector","Stage":"Active"}],"NextToken":"more"}`),
		answered200("directoryservice:DescribeDirectories", `{"NextToken":"more"}`, json11, `{"DirectoryDescriptions":[
{"DirectoryId":"d-3","Name":"old.example","Type":"SimpleAD","Stage":"Deleting"},
{"DirectoryId":"d-4","Name":"corp.example","Type":"SharedMicrosoftAD","Stage":"Active","OwnerDirectoryDescription":{"AccountId":"999999999999",
 "RadiusStatus":"Completed","RadiusSettings":{"AuthenticationProtocol":"PAP"}}}]}`),
		exchange("directoryservice:DescribeDirectories", "eu-west-1", `{}`, 200, json11, `{"DirectoryDescriptions":[]}`),
	)
	var got []inventory.Directory
	for _, d := range inventory.Directories.Rows(inv) {
		if d.ARN != "arn:aws:ds:us-east-1:123456789012:directory/"+d.ID {
			t.Error(d.ARN)
		}
		d.Resource = inventory.Resource{Type: d.Type, ID: d.ID, Name: d.Name}
		got = append(got, d)
	}
	const microsoft, simple = "AWS::DirectoryService::MicrosoftAD", "AWS::DirectoryService::SimpleAD"
	want := []inventory.Directory{
		{Resource: inventory.Resource{Type: microsoft, ID: "d-1", Name: "corp.example"}, DirectoryType: "MicrosoftAD", Stage: "Active", Protocol: "MS-CHAPv2", RadiusStatus: "Completed"},
		{Resource: inventory.Resource{Type: microsoft, ID: "d-2", Name: "shop.example"}, DirectoryType: "ADConnector", Stage: "Active"},
		{Resource: inventory.Resource{Type: simple, ID: "d-3", Name: "old.example"}, DirectoryType: "SimpleAD", Stage: "Deleting"},
		{Resource: inventory.Resource{Type: microsoft, ID: "d-4", Name: "corp.example"}, DirectoryType: "SharedMicrosoftAD", Stage: "Active"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
