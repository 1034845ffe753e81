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
	text     string
	timedOut bool
	cause    error
}

func (f *failure) Error() string   { return f.text }
func (f *failure) Unwrap() error   { return f.cause }
func (f *failure) Timeout() bool   { return f.timedOut }
func (f *failure) Temporary() bool { return false }

func failureOf(err error) *failure {
	if network, ok := errors.AsType[net.Error](err); ok && network.Timeout() {
		return &failure{"no answer in time", true, err}
	}
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		return &failure{cmp.Or(dns.Err, "cannot be found") + ": " + dns.Name, false, err}
	}
	if op, ok := errors.AsType[*net.OpError](err); ok {
		return &failure{opText(op), false, err}
	}
	if in, ok := errors.AsType[*url.Error](err); ok {
		return &failure{in.Err.Error(), false, err}
	}
	return &failure{err.Error(), false, err}
}

// opText leaves out the addresses, those of a proxy too.
func opText(op *net.OpError) string {
	if inner, ok := errors.AsType[*net.OpError](op.Err); ok {
		return op.Op + ": " + opText(inner)
	}
	return op.Op + ": " + op.Err.Error()
}
