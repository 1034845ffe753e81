package ds

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// RadiusMFA is the check ds.radius-mfa.
var RadiusMFA = &check.Check{
	ID:        "ds.radius-mfa",
	Title:     "Directory Service directories enforce RADIUS MFA",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  "AWS::DirectoryService::MicrosoftAD",
	Logic:     "Reads the RADIUS settings of each AWS Managed Microsoft AD and AD Connector. Passes if they are there and Directory Service has connected to the server. Fails if there are none, or it has not. Does not apply to Simple AD, which has no second factor, nor to a directory that another account shares, as its owner sets that up.",
	Rationale: "Passwords of a directory are guessed and phished. Whoever has one signs in to WorkSpaces, QuickSight or the AWS Management Console as its user.",
	Remedy:    "Connect the directory to a RADIUS server that asks for a second factor.",
	Fix: check.Fix{
		Console: "Directory Service console, Directories, the directory, Networking & security, Multi-factor authentication, Actions, Enable: give the servers, the port, the shared secret and the protocol.",
		CLI: `aws ds enable-radius --directory-id DIRECTORY_ID --radius-settings file://RADIUS.json
# Until the status is Completed nobody can sign in:
aws ds describe-directories --directory-ids DIRECTORY_ID --query "DirectoryDescriptions[].RadiusStatus"`,
		Terraform: `# The AWS provider has no resource for it: aws ds enable-radius.
resource "aws_directory_service_directory" "corp" {
  type = "MicrosoftAD"
}`,
		Breaks: "Users whose name the RADIUS server does not know cannot sign in to applications of AWS any more, nor can anybody while the server is not reached. Log-ons to computers of the domain do not ask for it.",
		Undo:   "aws ds disable-radius --directory-id DIRECTORY_ID.",
	},
	References: []string{
		"https://docs.aws.amazon.com/directoryservice/latest/admin-guide/ms_ad_mfa.html",
		"https://docs.aws.amazon.com/directoryservice/latest/admin-guide/ad_connector_mfa.html",
		"https://docs.aws.amazon.com/directoryservice/latest/devguide/API_DirectoryDescription.html",
	},
	Controls: []string{},
	Assess:   check.ForEach(inventory.Directories, radiusMFA),
}

func radiusMFA(_ check.Env, d inventory.Directory) check.Verdict {
	saw := sawDirectory(d)
	why := unconcerned(d)
	switch {
	case why != "":
		return check.NotApplicable(why, saw...)
	case d.Protocol == "":
		return check.Fail("asks for no second factor", saw...)
	case d.RadiusStatus != "Completed":
		return check.Fail("is not connected to the RADIUS server of its second factor: "+d.RadiusStatus, saw...)
	}
	return check.Pass("asks for a second factor", saw...)
}
