package wire

import (
	"cmp"
	"errors"
	"net"
	"net/url"
)

// A failure is a call that got no answer. Its text holds no address or port of
// this machine: it is the same in every scan, and in a replay.
type failure struct {
	text  string
	kind  string
	cause error
}

// The kinds of failure that mean more than that AWS could not be reached.
const (
	timeout = "timeout" // it took too long
	noHost  = "no-host" // there is no such host, as where a service does not exist
	// stranger is that somebody else answered, who would say the same again.
	stranger = "stranger"
)

// IsNoHost reports whether the endpoint of the call does not exist.
func IsNoHost(err error) bool {
	f, ok := errors.AsType[*failure](err)
	return ok && f.kind == noHost
}

// IsStranger reports whether somebody else answered the call: a sign-in page, or
// a proxy.
func IsStranger(err error) bool {
	f, ok := errors.AsType[*failure](err)
	return ok && f.kind == stranger
}

func (f *failure) Error() string   { return f.text }
func (f *failure) Unwrap() error   { return f.cause }
func (f *failure) Timeout() bool   { return f.kind == timeout }
func (f *failure) Temporary() bool { return false }

func failureOf(err error) *failure {
	if f, ok := errors.AsType[*failure](err); ok {
		return f
	}
	if network, ok := errors.AsType[net.Error](err); ok && network.Timeout() {
		return &failure{"no answer in time", timeout, err}
	}
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		kind := ""
		if dns.IsNotFound {
			kind = noHost
		}
		return &failure{cmp.Or(dns.Err, "cannot be found") + ": " + dns.Name, kind, err}
	}
	if op, ok := errors.AsType[*net.OpError](err); ok {
		return &failure{opText(op), "", err}
	}
	if in, ok := errors.AsType[*url.Error](err); ok {
		return &failure{in.Err.Error(), "", err}
	}
	return &failure{err.Error(), "", err}
}

// opText leaves out the addresses, those of a proxy too.
func opText(op *net.OpError) string {
	if inner, ok := errors.AsType[*net.OpError](op.Err); ok {
		return op.Op + ": " + opText(inner)
	}
	return op.Op + ": " + op.Err.Error()
}
