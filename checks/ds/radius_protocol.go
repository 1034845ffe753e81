package ds

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// RadiusProtocol is the check ds.radius-protocol.
var RadiusProtocol = &check.Check{
	ID:        "ds.radius-protocol",
	Title:     "Directory Service RADIUS uses MS-CHAPv2",
	Domain:    check.PrivilegeManagement,
	Severity:  check.Medium,
	Resource:  "AWS::DirectoryService::MicrosoftAD",
	Logic:     "Reads the protocol by which each AWS Managed Microsoft AD and AD Connector speaks to its RADIUS server. Passes if it is MS-CHAPv2. Fails if it is PAP, CHAP or MS-CHAPv1. Does not apply without a RADIUS server, to Simple AD, nor to a directory that another account shares.",
	Rationale: "With PAP the code is only hidden by the shared secret and MD5, and CHAP and MS-CHAPv1 can be worked out from one message that was overheard. MS-CHAPv2 at least has both sides prove who they are.",
	Remedy:    "Have the RADIUS server speak MS-CHAPv2, and choose it for the directory.",
	Fix: check.Fix{
		Console: "Directory Service console, Directories, the directory, Networking & security, Multi-factor authentication, Actions, Edit: choose MS-CHAPv2 as Protocol.",
		CLI: `# RADIUS.json has all settings, with "AuthenticationProtocol": "MS-CHAPv2":
aws ds update-radius --directory-id DIRECTORY_ID --radius-settings file://RADIUS.json`,
		Terraform: `# The AWS provider has no resource for it: aws ds update-radius.
resource "aws_directory_service_directory" "corp" {
  type = "MicrosoftAD"
}`,
		Breaks: "Nobody can sign in to applications of AWS if the server does not speak MS-CHAPv2.",
		Undo:   "aws ds update-radius with the former protocol.",
	},
	References: []string{
		"https://docs.aws.amazon.com/directoryservice/latest/admin-guide/ms_ad_mfa.html",
		"https://docs.aws.amazon.com/directoryservice/latest/devguide/API_RadiusSettings.html",
	},
	Controls: []string{},
	Assess:   check.ForEach(inventory.Directories, radiusProtocol),
}

func radiusProtocol(_ check.Env, d inventory.Directory) check.Verdict {
	saw := sawDirectory(d)
	if why := unconcerned(d); why != "" {
		return check.NotApplicable(why, saw...)
	}
	if d.Protocol == "" {
		return check.NotApplicable("has no RADIUS server", saw...)
	}
	return check.PassIf(d.Protocol == "MS-CHAPv2", "speaks MS-CHAPv2 to its RADIUS server", "speaks "+d.Protocol+" to its RADIUS server", saw...)
}
