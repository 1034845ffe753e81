//go:build e2e && unix

package e2e

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/yourside/yourside/internal/awstest"
)

// An internet has AWS at all of its hosts, and is behind a proxy that keeps
// which of them somebody wanted to talk to.
type internet struct {
	network     *awstest.Network
	unreachable func(host string) bool
	key         *ecdsa.PrivateKey
	authority   *x509.Certificate

	mu    sync.Mutex
	asked []string // hosts with their ports
}

// behind is the environment of somebody who has no other way out than to this
// internet.
func (i *internet) behind(t *testing.T, cloud http.Handler) []string {
	t.Helper()
	i.network = awstest.Serve(cloud)
	t.Cleanup(func() { _ = i.network.Close() })
	proxy := httptest.NewServer(i)
	t.Cleanup(proxy.Close)
	return []string{
		"HTTPS_PROXY=" + proxy.URL, "HTTP_PROXY=" + proxy.URL, "AWS_CA_BUNDLE=" + i.certify(t),
		"AWS_REGION=us-east-1", "AWS_ACCESS_KEY_ID=" + keyID, "AWS_SECRET_ACCESS_KEY=" + secret,
		"GODEBUG=netdns=2", // tells of each name that is looked up
	}
}

// certify makes an authority and returns its file.
func (i *internet) certify(t *testing.T) (file string) {
	t.Helper()
	var err error
	if i.key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
		t.Fatal(err)
	}
	i.authority = &x509.Certificate{
		SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, i.authority, i.authority, &i.key.PublicKey, i.key)
	if err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), "authority.pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// certificate is that of whichever host is asked for.
func (i *internet) certificate(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	host := &x509.Certificate{SerialNumber: big.NewInt(2), NotAfter: i.authority.NotAfter, DNSNames: []string{hello.ServerName}}
	der, err := x509.CreateCertificate(rand.Reader, host, i.authority, &i.key.PublicKey, i.key)
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: i.key}, err
}

// ServeHTTP is the proxy.
func (i *internet) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	i.mu.Lock()
	i.asked = append(i.asked, r.Host)
	i.mu.Unlock()
	if r.Method != http.MethodConnect || i.unreachable != nil && i.unreachable(r.Host) {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	there, err := i.network.DialContext(r.Context(), "", "")
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	w.WriteHeader(http.StatusOK)
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	here := tls.Server(connection, &tls.Config{GetCertificate: i.certificate, MinVersion: tls.VersionTLS12})
	go func() {
		_, _ = io.Copy(there, here) // until either side leaves
		_ = there.Close()
	}()
	_, _ = io.Copy(here, there)
	_ = here.Close()
}

// hosts returns whom somebody wanted to talk to, and forgets it.
func (i *internet) hosts() []string {
	i.mu.Lock()
	defer i.mu.Unlock()
	asked := i.asked
	i.asked = nil
	return asked
}
