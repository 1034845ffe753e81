package inventory

// Directories holds every directory, those that another account shares too:
// directoryservice:DescribeDirectories.
var Directories = NewTable[Directory]("ds.directories")

// A Directory is a directory of Directory Service, or a connector to one.
type Directory struct {
	Resource
	DirectoryType string // MicrosoftAD, SimpleAD, ADConnector or SharedMicrosoftAD
	Stage         string // Active, Creating, Deleting, Impaired, ...
	// Protocol is how the second factor of those who sign in is sent to a RADIUS
	// server: RadiusSettings.AuthenticationProtocol, PAP, CHAP, MS-CHAPv1 or
	// MS-CHAPv2. It is empty if nobody is asked for one.
	Protocol     string
	RadiusStatus string // Creating, Completed or Failed, or empty
}
