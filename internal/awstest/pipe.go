package awstest

import (
	"context"
	"net"
	"net/http"
	"sync"
)

// A Network is one within the process, on which time may stand still: that of
// package synctest, which knows no sockets.
type Network struct {
	dialled chan net.Conn
	closed  chan struct{}
	once    sync.Once
}

// Serve serves the handler to all who dial, whatever the address.
func Serve(h http.Handler) *Network {
	n := &Network{dialled: make(chan net.Conn), closed: make(chan struct{})}
	server := &http.Server{Handler: h} //nolint:gosec // nobody attacks it
	go server.Serve(n)                 //nolint:errcheck // it ends when the network does
	return n
}

// DialContext is for an http.Transport.
func (n *Network) DialContext(ctx context.Context, _, _ string) (net.Conn, error) {
	here, there := net.Pipe()
	select {
	case n.dialled <- there:
		return here, nil
	case <-n.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Accept waits for somebody to dial.
func (n *Network) Accept() (net.Conn, error) {
	select {
	case c := <-n.dialled:
		return c, nil
	case <-n.closed:
		return nil, net.ErrClosed
	}
}

// Close ends the server; connections end when the client closes them.
func (n *Network) Close() error {
	n.once.Do(func() { close(n.closed) })
	return nil
}

// Addr is for the server.
func (n *Network) Addr() net.Addr { return &net.UnixAddr{Name: "pipe", Net: "unix"} }
