// Package vpc holds the checks of VPC networking: one file a check, listed here. To add
// one, write its file and its cases beside it, and add it to the list.
package vpc

import "github.com/yourside/yourside/checks/check"

// Checks lists the checks of this package.
var Checks = []*check.Check{
	BlockPublicAccess,
	DefaultVPCUnused,
	FlowLogsEnabled,
	InterfaceEndpointsPresent,
	NACLInUse,
	NACLNoOpenAdminPorts,
	NACLNoOpenAllPorts,
	PeeringRoutesLeastPrivilege,
	PrefixListNoOpenCIDR,
	SGDefaultClosed,
	SGDefaultUnused,
	SGNoOpenAdminPorts,
	SGNoOpenAllPorts,
	SGNoOpenAnyPort,
	SGNoOpenCIFS,
	SGNoOpenSensitivePorts,
	SGNoWidePublicCIDR,
}
