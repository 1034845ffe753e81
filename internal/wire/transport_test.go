package wire

import (
	"context"
	"crypto/x509"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
)

// get returns the status of an answer.
func get(t *testing.T, client *http.Client, address string) (int, error) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := client.Do(request)
	if err != nil {
		return 0, err
	}
	return response.StatusCode, response.Body.Close()
}

func TestARedirectIsNotFollowed(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("credentials may have gone elsewhere") }))
	defer elsewhere.Close()
	server := httptest.NewServer(http.RedirectHandler(elsewhere.URL, http.StatusTemporaryRedirect))
	defer server.Close()
	status, err := get(t, NewTransport(nil), server.URL)
	if err != nil || status != http.StatusTemporaryRedirect {
		t.Errorf("%d, %v", status, err)
	}
}

// With AWS_CA_BUNDLE the SDK makes a client that trusts its authorities.
func TestWhoeverTheConfigurationTrustsIsTrusted(t *testing.T) {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // it would tell of who does not trust it
	server.StartTLS()
	defer server.Close()
	bundle := x509.NewCertPool()
	bundle.AddCert(server.Certificate())
	configured := awshttp.NewBuildableClient().WithTransportOptions(func(tr *http.Transport) { tr.TLSClientConfig.RootCAs = bundle })
	if _, err := get(t, NewTransport(configured), server.URL); err != nil {
		t.Error(err)
	}
	if _, err := get(t, NewTransport(awshttp.NewBuildableClient()), server.URL); err == nil {
		t.Error("a server that nobody vouches for is trusted")
	}
}

// dialTo connects to one address, whatever the host.
func dialTo(address string) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, address)
	}
}
