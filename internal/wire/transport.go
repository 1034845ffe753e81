package wire

import (
	"crypto/tls"
	"crypto/x509"
	"math"
	"net"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// NewTransport returns the HTTP client of a whole scan. It trusts whom the
// configured one does. No answer may take forever: 5 s to connect, 30 s until
// the first byte, 60 s in all, and no trickle of bytes.
//
// Hosts are one service in one region, so the pools are small and many. How many
// connections there are is up to the limits on calls under way, not to a bound
// of each host: at an endpoint of its own everything is one host, where a region
// that does not answer would hold up the others.
func NewTransport(configured aws.HTTPClient) *http.Client {
	return &http.Client{
		Timeout: 60 * time.Second,
		Transport: &Patient{&http.Transport{
			Proxy:                 http.ProxyFromEnvironment,
			DialContext:           (&net.Dialer{Timeout: 5 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
			TLSHandshakeTimeout:   5 * time.Second,
			ResponseHeaderTimeout: 30 * time.Second,
			MaxIdleConns:          connections(),
			MaxIdleConnsPerHost:   inFlightPublished,
			IdleConnTimeout:       30 * time.Second,
			ForceAttemptHTTP2:     true,
			TLSClientConfig: &tls.Config{
				MinVersion:         tls.VersionTLS12,
				RootCAs:            rootsOf(configured),
				ClientSessionCache: tls.NewLRUClientSessionCache(2048),
			},
		}},
		// AWS does not redirect API calls to where credentials may follow.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// fewConnections are enough to get on where few files may be open.
const fewConnections = 8

// connections returns how many connections may be in use, and how many more may
// be idle: both together leave files over for what else a scan opens.
func connections() int {
	files := openFiles()
	if files == 0 {
		return math.MaxInt
	}
	return max(fewConnections, (int(min(files, math.MaxInt32))-64)/2)
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
