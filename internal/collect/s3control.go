package collect

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/s3control"
	smithyendpoints "github.com/aws/smithy-go/endpoints"
)

func (s Session) s3control() *s3control.Client {
	return s3control.NewFromConfig(s.Config, func(o *s3control.Options) {
		if s.Config.BaseEndpoint != nil {
			o.EndpointResolverV2 = givenHost{s3control.NewDefaultEndpointResolverV2()}
		}
	})
}

// givenHost keeps S3 Control from putting the account before the host of an
// endpoint that was given: such a host has no name for each account.
type givenHost struct{ s3control.EndpointResolverV2 }

func (g givenHost) ResolveEndpoint(ctx context.Context, p s3control.EndpointParameters) (smithyendpoints.Endpoint, error) {
	p.RequiresAccountId = nil
	return g.EndpointResolverV2.ResolveEndpoint(ctx, p)
}
