package wire

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// NewTransport returns the HTTP client of a whole scan. It trusts whom the
// configured one does. Hosts are one service in one region, so the pools are
// small and many. No answer may take forever: 5 s to connect, 30 s until the
// first byte, 60 s in all.
func NewTransport(configured aws.HTTPClient) *http.Client {
	return &http.Client{
		Timeout: 60 * time.Second,
		Transport: &http.Transport{
			Proxy:                 http.ProxyFromEnvironment,
			DialContext:           (&net.Dialer{Timeout: 5 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
			TLSHandshakeTimeout:   5 * time.Second,
			ResponseHeaderTimeout: 30 * time.Second,
			MaxConnsPerHost:       64,
			MaxIdleConnsPerHost:   64,
			IdleConnTimeout:       30 * time.Second,
			ForceAttemptHTTP2:     true,
			TLSClientConfig: &tls.Config{
				MinVersion:         tls.VersionTLS12,
				RootCAs:            rootsOf(configured),
				ClientSessionCache: tls.NewLRUClientSessionCache(2048),
			},
		},
		// AWS does not redirect API calls to where credentials may follow.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// rootsOf returns the authorities of AWS_CA_BUNDLE, or nil for the usual ones.
func rootsOf(configured aws.HTTPClient) *x509.CertPool {
	client, ok := configured.(interface{ GetTransport() *http.Transport })
	if !ok {
		return nil
	}
	if t := client.GetTransport().TLSClientConfig; t != nil {
		return t.RootCAs
	}
	return nil
}
