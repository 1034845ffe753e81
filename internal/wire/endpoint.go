package wire

import (
	"context"
	"net"
	"net/url"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// domains are those under which AWS answers, by how the regions of a partition
// begin; the last one holds for all others.
// https://github.com/aws/aws-sdk-go-v2/blob/main/internal/endpoints/awsrulesfn/partitions.json
var domains = []struct {
	regions string
	under   []string
}{
	{"cn-", []string{"amazonaws.com.cn", "api.amazonwebservices.com.cn"}},
	{"eusc-", []string{"amazonaws.eu", "api.amazonwebservices.eu"}},
	{"us-isob-", []string{"sc2s.sgov.gov", "api.aws.scloud"}},
	{"us-isof-", []string{"csp.hci.ic.gov", "api.aws.hci.ic.gov"}},
	{"us-iso-", []string{"c2s.ic.gov", "api.aws.ic.gov"}},
	{"eu-isoe-", []string{"cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"}},
	{"", []string{"amazonaws.com", "api.aws"}},
}

// A ForeignHostError is a request to a host that is neither of AWS, in the
// partition of the scan, nor one that the user has given.
type ForeignHostError struct{ Host string }

func (e *ForeignHostError) Error() string {
	return e.Host + " is no endpoint of AWS in this partition, nor one that was given"
}

// homeOnly lets requests go to AWS and to endpoints that were given, and nowhere
// else: neither what AWS answers nor a mistake of ours leads a signed request to
// another host.
func homeOnly(cfg *aws.Config) middleware.FinalizeMiddleware {
	home := cfg.Region
	return middleware.FinalizeMiddlewareFunc("YoursideHome", func(
		ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
	) (middleware.FinalizeOutput, middleware.Metadata, error) {
		request, ok := in.Request.(*smithyhttp.Request)
		if ok && !ofAWS(request.URL.Hostname(), home) && !given(ctx, cfg, request.URL.Host) {
			return middleware.FinalizeOutput{}, middleware.Metadata{}, &ForeignHostError{request.URL.Hostname()}
		}
		return next.HandleFinalize(ctx, in)
	})
}

// ofAWS reports whether the host is one of the partition that the region is in.
func ofAWS(host, region string) bool {
	for _, d := range domains {
		if !strings.HasPrefix(region, d.regions) {
			continue
		}
		for _, domain := range d.under {
			if strings.HasSuffix(strings.ToLower(host), "."+domain) {
				return true
			}
		}
		return false
	}
	return false
}

// given reports whether the host is that of an endpoint which the environment or
// the profile names, for all services or for the one that is called. A bucket may
// stand before it.
func given(ctx context.Context, cfg *aws.Config, host string) bool {
	endpoints := []string{aws.ToString(cfg.BaseEndpoint)}
	for _, source := range cfg.ConfigSources {
		named, ok := source.(interface {
			GetServiceBaseEndpoint(ctx context.Context, sdkID string) (string, bool, error)
		})
		if !ok {
			continue
		}
		if endpoint, found, err := named.GetServiceBaseEndpoint(ctx, awsmiddleware.GetServiceID(ctx)); err == nil && found {
			endpoints = append(endpoints, endpoint)
		}
	}
	for _, e := range endpoints {
		u, err := url.Parse(e)
		if err == nil && u.Host != "" && (host == u.Host || net.ParseIP(u.Hostname()) == nil && strings.HasSuffix(host, "."+u.Host)) {
			return true
		}
	}
	return false
}
