// Package elbv2 holds the checks of Application, Network and Gateway Load Balancers: one file a check, listed here. To add
// one, write its file and its cases beside it, and add it to the list.
package elbv2

import "github.com/yourside/yourside/checks/check"

// Checks lists the checks of this package.
var Checks = []*check.Check{
	AccessLogging,
	ALBHTTPRedirect,
	DesyncMitigation,
	DropInvalidHeaders,
	HealthCheckEncrypted,
	ListenerCertificateExpiry,
	ListenerSecureProtocol,
	TargetGroupEncrypted,
	TLSPolicyPQC,
	TLSPolicyRecommended,
	WAFAssociated,
}
