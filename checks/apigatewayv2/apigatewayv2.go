// Package apigatewayv2 holds the checks of HTTP and WebSocket APIs of API Gateway: one file a check, listed here.
// To add one, write its file and its cases beside it, and add it to the list.
package apigatewayv2

import "github.com/yourside/yourside/checks/check"

// Checks lists the checks of this package.
var Checks = []*check.Check{
	AccessLogging,
}
