package wire

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// A request to another host is never sent, whatever led to it.
func TestNothingIsSentToAHostThatIsNotOfAWS(t *testing.T) {
	for name, tc := range map[string]struct {
		endpoint string
		region   string
		sent     bool
	}{
		"somebody else":                 {"https://kms.example.com", "eu-west-1", false},
		"a name that looks like AWS":    {"https://kms.eu-west-1.amazonaws.com.example.com", "eu-west-1", false},
		"a name that ends like AWS":     {"https://notamazonaws.com", "eu-west-1", false},
		"the domain of AWS itself":      {"https://amazonaws.com", "eu-west-1", false},
		"an address":                    {"https://192.0.2.1", "eu-west-1", false},
		"the metadata of the machine":   {"http://169.254.169.254", "eu-west-1", false},
		"another partition":             {"https://kms.cn-north-1.amazonaws.com.cn", "eu-west-1", false},
		"this partition, from China":    {"https://kms.eu-west-1.amazonaws.com", "cn-north-1", false},
		"AWS":                           {"", "eu-west-1", true},
		"AWS in China":                  {"", "cn-north-1", true},
		"AWS for the government":        {"", "us-gov-west-1", true},
		"AWS of its own":                {"", "us-iso-east-1", true},
		"AWS in the European cloud":     {"", "eusc-de-east-1", true},
		"AWS by both kinds of address":  {"https://kms.eu-west-1.api.aws", "eu-west-1", true},
		"AWS by validated cryptography": {"https://kms-fips.us-east-1.amazonaws.com", "us-east-1", true},
		"AWS in capitals":               {"https://KMS.EU-WEST-1.AMAZONAWS.COM", "eu-west-1", true},
	} {
		t.Run(name, func(t *testing.T) {
			end := &wireEnd{answer: func(int, *http.Request) (*http.Response, error) { return answer(200, jsonRPC, "{}") }}
			cfg := aws.Config{Region: tc.region, Credentials: config(through(end)).Credentials}
			o := through(end)
			o.Allowed = operations
			Install(&cfg, o)
			_, err := kms.NewFromConfig(cfg).ListKeys(t.Context(), &kms.ListKeysInput{}, func(o *kms.Options) {
				if tc.endpoint != "" {
					o.BaseEndpoint = &tc.endpoint
				}
			})
			foreign := errors.As(err, new(*ForeignHostError))
			if sent := len(end.seen()) > 0; sent != tc.sent || foreign == tc.sent || tc.sent && err != nil {
				t.Errorf("sent: %v, %v", sent, err)
			}
		})
	}
}

// endpoints are those of a profile or the environment, by service.
type endpoints map[string]string

func (e endpoints) GetServiceBaseEndpoint(_ context.Context, sdkID string) (string, bool, error) {
	named, ok := e[sdkID]
	return named, ok, nil
}

func TestAnEndpointThatWasGivenIsOneToAsk(t *testing.T) {
	for name, tc := range map[string]struct {
		all   string
		named endpoints
		host  string
	}{
		"for the service, and what is for all is none": {all: "http://[::1", named: endpoints{"S3": "https://store.example.com"}, host: "store.example.com"},
		"for all services":        {all: "http://localhost:4566", host: "localhost:4566"},
		"an address for all":      {all: "http://127.0.0.1:4566", host: "127.0.0.1:4566"},
		"for the service":         {named: endpoints{"S3": "https://store.example.com"}, host: "store.example.com"},
		"for another one":         {named: endpoints{"KMS": "https://store.example.com"}, host: "s3.eu-west-1.amazonaws.com"},
		"for the service, at AWS": {named: endpoints{"S3": "https://bucket.vpce-1.s3.eu-west-1.vpce.amazonaws.com"}, host: "bucket.vpce-1.s3.eu-west-1.vpce.amazonaws.com"},
	} {
		t.Run(name, func(t *testing.T) {
			end := &wireEnd{answer: func(int, *http.Request) (*http.Response, error) {
				return answer(200, restXML, "<VersioningConfiguration/>")
			}}
			cfg := aws.Config{Region: "eu-west-1", Credentials: config(through(end)).Credentials}
			if tc.all != "" {
				cfg.BaseEndpoint = &tc.all
			}
			if tc.named != nil {
				cfg.ConfigSources = []any{tc.named}
			}
			o := through(end)
			o.Allowed = operations
			Install(&cfg, o)
			for _, path := range []bool{true, false} {
				_, err := s3.NewFromConfig(cfg, func(o *s3.Options) { o.UsePathStyle = path }).
					GetBucketVersioning(t.Context(), &s3.GetBucketVersioningInput{Bucket: aws.String("bucket")})
				if err != nil {
					t.Errorf("path style %v: %v", path, err)
				}
			}
			if seen := end.seen(); len(seen) != 2 || seen[0].host != tc.host {
				t.Errorf("asked %+v, want %s first", seen, tc.host)
			}
		})
	}
}

// unread is a profile that names an endpoint as far as it could be read.
type unread string

func (u unread) GetServiceBaseEndpoint(context.Context, string) (string, bool, error) {
	return string(u), true, errors.New("cut")
}

func TestAnEndpointThatCouldNotBeReadWasNotGiven(t *testing.T) {
	end := &wireEnd{answer: func(int, *http.Request) (*http.Response, error) { return answer(200, jsonRPC, "{}") }}
	const half = "https://kms.example"
	o := through(end)
	o.Allowed = operations
	cfg := aws.Config{Region: "eu-west-1", Credentials: config(o).Credentials, ConfigSources: []any{unread(half)}}
	Install(&cfg, o)
	_, err := kms.NewFromConfig(cfg, func(o *kms.Options) { o.BaseEndpoint = aws.String(half) }).ListKeys(t.Context(), &kms.ListKeysInput{})
	if !errors.As(err, new(*ForeignHostError)) || len(end.seen()) > 0 {
		t.Errorf("%d requests: %v", len(end.seen()), err)
	}
}
