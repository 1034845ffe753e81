package elbv2

import (
	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

const (
	passthrough = "passes TCP 443 through to its targets, which end TLS if anything does"
	noTLS       = "does not end TLS"
)

// terminatesTLS reports whether the listener itself ends TLS, and so has a
// policy and certificates.
func terminatesTLS(l inventory.ELBv2Listener) bool {
	return l.Protocol == "HTTPS" || l.Protocol == "TLS"
}

// redirectsAll reports whether everything that reaches an HTTP listener is
// redirected to HTTPS, and which fields of the listener show it. The default
// action is known already; the rules are read only if it does not settle it.
func redirectsAll(e check.Env, l inventory.ELBv2Listener) (bool, []check.Evidence) {
	seen := []check.Evidence{check.Saw("DefaultActions", l.DefaultActions)}
	if !redirects(l.DefaultActions) {
		return false, seen
	}
	rules := check.Detail(e, inventory.ELBv2ListenerRules, l.Resource).Rules
	for _, r := range rules {
		if !redirects(r.Actions) {
			return false, append(seen, check.Saw("Rules["+r.RuleArn+"].Actions", r.Actions))
		}
	}
	return true, append(seen, check.Saw("Rules", rules))
}

// redirects goes by the protocol that the redirect names: #{protocol} keeps
// the one that the request came with.
func redirects(actions []inventory.ELBv2Action) bool {
	for _, a := range actions {
		if a.Type == "redirect" && a.RedirectProtocol == "HTTPS" {
			return true
		}
	}
	return false
}
