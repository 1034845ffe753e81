// Package elb holds the checks of Classic Load Balancers: one file a check, listed here. To add
// one, write its file and its cases beside it, and add it to the list.
package elb

import "github.com/yourside/yourside/checks/check"

// Checks lists the checks of this package.
var Checks = []*check.Check{
	AccessLogging,
	ACMCertificate,
	ListenersTLS,
	TLSPolicyStrong,
}
