package collect

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudfront"
	"github.com/aws/aws-sdk-go-v2/service/cloudfront/types"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"

	"github.com/yourside/yourside/checks/inventory"
)

var cloudfrontCollectors = []Collector{
	perAccount(inventory.CloudFrontDistributions, listDistributions, "cloudfront:ListDistributions"),
	perRow(inventory.CloudFrontDistributions, inventory.CloudFrontDistributionConfigs, getDistributionConfig,
		"cloudfront:GetDistributionConfig"),
	perAccount(inventory.CloudFrontLogDeliveries, describeCloudFrontDeliveries,
		"cloudwatchlogs:DescribeDeliveries", "cloudwatchlogs:DescribeDeliverySources"),
	perAccount(inventory.CloudFrontOriginAccessControls, listOriginAccessControls, "cloudfront:ListOriginAccessControls"),
	perAccount(inventory.CloudFrontResponseHeadersPolicies, listResponseHeadersPolicies, "cloudfront:ListResponseHeadersPolicies"),
	sharing(nameOf,
		perReference(inventory.CloudFrontDistributions, inventory.CloudFrontOriginBuckets, originBuckets, headBucket, "s3:HeadBucket")),
}

// cloudfrontPageSize is the most that the lists of CloudFront return.
const cloudfrontPageSize = 100

func (s Session) cloudfront() *cloudfront.Client { return cloudfront.NewFromConfig(s.Config) }

// cloudfrontResource returns a resource of CloudFront, which has no region.
func (s Session) cloudfrontResource(cfnType, id, arn string) inventory.Resource {
	r := s.Resource(cfnType, id, arn)
	r.Region, r.Name = "", id
	return r
}

// atCloudFront returns the session in the region where other services keep what
// is of CloudFront.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
func (s Session) atCloudFront() Session {
	switch s.Account.Partition {
	case "aws":
		return s.In("us-east-1")
	case "aws-cn":
		return s.In("cn-northwest-1")
	}
	return s
}

func listDistributions(ctx context.Context, s Session, emit func(inventory.CloudFrontDistribution)) error {
	pages := cloudfront.NewListDistributionsPaginator(s.cloudfront(),
		&cloudfront.ListDistributionsInput{MaxItems: aws.Int32(cloudfrontPageSize)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		if page.DistributionList == nil {
			return &absentError{"DistributionList", "the answer"}
		}
		for _, d := range page.DistributionList.Items {
			row, err := s.distribution(d)
			if err != nil {
				return err
			}
			emit(row)
		}
	}
	return nil
}

func (s Session) distribution(d types.DistributionSummary) (inventory.CloudFrontDistribution, error) {
	id, arn := aws.ToString(d.Id), aws.ToString(d.ARN)
	row := inventory.CloudFrontDistribution{
		Resource:       s.cloudfrontResource("AWS::CloudFront::Distribution", id, arn),
		ConnectionMode: string(cmp.Or(d.ConnectionMode, types.ConnectionModeDirect)),
		DomainName:     aws.ToString(d.DomainName),
		WebACLID:       aws.ToString(d.WebACLId),
	}
	switch {
	case id == "" || arn == "":
		return row, &absentError{"Id or ARN of a distribution", id}
	case d.Origins == nil || len(d.Origins.Items) == 0 || d.DefaultCacheBehavior == nil:
		return row, &absentError{"Origins or DefaultCacheBehavior", arn}
	case d.ViewerCertificate == nil || d.Restrictions == nil || d.Restrictions.GeoRestriction == nil:
		return row, &absentError{"ViewerCertificate or GeoRestriction", arn}
	}
	row.Name = aws.ToString(d.DomainName)
	if d.Aliases != nil && len(d.Aliases.Items) > 0 {
		row.Name = d.Aliases.Items[0]
	}
	row.GeoRestrictionType = string(d.Restrictions.GeoRestriction.RestrictionType)
	row.ViewerCertificate = inventory.CloudFrontViewerCertificate{
		CloudFrontDefaultCertificate: aws.ToBool(d.ViewerCertificate.CloudFrontDefaultCertificate),
		MinimumProtocolVersion:       string(d.ViewerCertificate.MinimumProtocolVersion),
		SSLSupportMethod:             string(d.ViewerCertificate.SSLSupportMethod),
	}
	for _, o := range d.Origins.Items {
		if aws.ToString(o.Id) == "" || aws.ToString(o.DomainName) == "" {
			return row, &absentError{"Id or DomainName of an origin", arn}
		}
		row.Origins = append(row.Origins, cloudfrontOrigin(o))
	}
	if d.OriginGroups != nil {
		for _, g := range d.OriginGroups.Items {
			row.OriginGroups = append(row.OriginGroups, originGroup(g))
		}
	}
	if d.CacheBehaviors != nil {
		for _, b := range d.CacheBehaviors.Items {
			row.Behaviors = append(row.Behaviors, cloudfrontBehavior(b))
		}
	}
	row.Behaviors = append(row.Behaviors, cloudfrontBehavior(defaultBehavior(*d.DefaultCacheBehavior)))
	for _, b := range row.Behaviors {
		if b.ViewerProtocolPolicy == "" || b.TargetOriginID == "" {
			return row, &absentError{"ViewerProtocolPolicy or TargetOriginId", arn}
		}
	}
	return row, nil
}

func cloudfrontOrigin(o types.Origin) inventory.CloudFrontOrigin {
	row := inventory.CloudFrontOrigin{
		ID: aws.ToString(o.Id), DomainName: aws.ToString(o.DomainName), Kind: "custom",
		OriginAccessControlID: aws.ToString(o.OriginAccessControlId),
	}
	switch {
	case o.S3OriginConfig != nil:
		row.Kind = "s3"
		row.OriginAccessIdentity = aws.ToString(o.S3OriginConfig.OriginAccessIdentity)
	case o.VpcOriginConfig != nil:
		row.Kind = "vpc"
	case o.CustomOriginConfig != nil:
		row.ProtocolPolicy = string(o.CustomOriginConfig.OriginProtocolPolicy)
		if p := o.CustomOriginConfig.OriginSslProtocols; p != nil {
			for _, protocol := range p.Items {
				row.SslProtocols = append(row.SslProtocols, string(protocol))
			}
		}
	}
	return row
}

func originGroup(g types.OriginGroup) inventory.CloudFrontOriginGroup {
	row := inventory.CloudFrontOriginGroup{ID: aws.ToString(g.Id)}
	if g.Members != nil {
		for _, m := range g.Members.Items {
			row.Members = append(row.Members, aws.ToString(m.OriginId))
		}
	}
	return row
}

// defaultBehavior is the default behavior as one of those with a path.
func defaultBehavior(b types.DefaultCacheBehavior) types.CacheBehavior {
	return types.CacheBehavior{
		PathPattern: aws.String("*"), TargetOriginId: b.TargetOriginId, ViewerProtocolPolicy: b.ViewerProtocolPolicy,
		AllowedMethods: b.AllowedMethods, FieldLevelEncryptionId: b.FieldLevelEncryptionId,
		FunctionAssociations: b.FunctionAssociations, LambdaFunctionAssociations: b.LambdaFunctionAssociations,
		ResponseHeadersPolicyId: b.ResponseHeadersPolicyId, TrustedKeyGroups: b.TrustedKeyGroups, TrustedSigners: b.TrustedSigners,
	}
}

func cloudfrontBehavior(b types.CacheBehavior) inventory.CloudFrontBehavior {
	row := inventory.CloudFrontBehavior{
		PathPattern: aws.ToString(b.PathPattern), TargetOriginID: aws.ToString(b.TargetOriginId),
		ViewerProtocolPolicy:    string(b.ViewerProtocolPolicy),
		TrustedSigners:          b.TrustedSigners != nil && aws.ToBool(b.TrustedSigners.Enabled),
		TrustedKeyGroups:        b.TrustedKeyGroups != nil && aws.ToBool(b.TrustedKeyGroups.Enabled),
		FieldLevelEncryptionID:  aws.ToString(b.FieldLevelEncryptionId),
		ResponseHeadersPolicyID: aws.ToString(b.ResponseHeadersPolicyId),
	}
	if b.AllowedMethods != nil {
		for _, m := range b.AllowedMethods.Items {
			row.AllowedMethods = append(row.AllowedMethods, string(m))
		}
	}
	// A function on requests to the origin changes no response of its own.
	if b.FunctionAssociations != nil {
		for _, f := range b.FunctionAssociations.Items {
			if f.EventType != types.EventTypeOriginRequest {
				row.Functions = append(row.Functions, aws.ToString(f.FunctionARN))
			}
		}
	}
	if b.LambdaFunctionAssociations != nil {
		for _, f := range b.LambdaFunctionAssociations.Items {
			if f.EventType != types.EventTypeOriginRequest {
				row.Functions = append(row.Functions, aws.ToString(f.LambdaFunctionARN))
			}
		}
	}
	return row
}

func getDistributionConfig(
	ctx context.Context, s Session, d inventory.CloudFrontDistribution, emit func(inventory.CloudFrontDistributionConfig),
) error {
	out, err := s.cloudfront().GetDistributionConfig(ctx, &cloudfront.GetDistributionConfigInput{Id: &d.ID})
	if err != nil {
		return err
	}
	if out.DistributionConfig == nil {
		return &absentError{"DistributionConfig", d.ARN}
	}
	row := inventory.CloudFrontDistributionConfig{
		Resource: d.Resource, DefaultRootObject: aws.ToString(out.DistributionConfig.DefaultRootObject),
	}
	if l := out.DistributionConfig.Logging; l != nil {
		row.LoggingEnabled, row.LoggingBucket = aws.ToBool(l.Enabled), aws.ToString(l.Bucket)
	}
	emit(row)
	return nil
}

func describeCloudFrontDeliveries(ctx context.Context, s Session, emit func(inventory.CloudFrontLogDelivery)) error {
	s = s.atCloudFront()
	client := cloudwatchlogs.NewFromConfig(s.Config)
	rows := map[string]inventory.CloudFrontLogDelivery{}
	sources := cloudwatchlogs.NewDescribeDeliverySourcesPaginator(client, &cloudwatchlogs.DescribeDeliverySourcesInput{})
	for sources.HasMorePages() {
		page, err := sources.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, d := range page.DeliverySources {
			if aws.ToString(d.Name) == "" || aws.ToString(d.Service) == "" {
				return &absentError{"Name or Service of a delivery source", aws.ToString(d.Arn)}
			}
			if *d.Service == "cloudfront" {
				rows[*d.Name] = inventory.CloudFrontLogDelivery{LogType: aws.ToString(d.LogType), ResourceArns: d.ResourceArns}
			}
		}
	}
	deliveries := cloudwatchlogs.NewDescribeDeliveriesPaginator(client, &cloudwatchlogs.DescribeDeliveriesInput{})
	for deliveries.HasMorePages() {
		page, err := deliveries.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, d := range page.Deliveries {
			id, arn := aws.ToString(d.Id), aws.ToString(d.Arn)
			if id == "" || arn == "" || aws.ToString(d.DeliverySourceName) == "" {
				return &absentError{"Id, Arn or DeliverySourceName of a delivery", id}
			}
			if row, ok := rows[*d.DeliverySourceName]; ok {
				row.Resource = s.Resource("AWS::Logs::Delivery", id, arn)
				emit(row)
			}
		}
	}
	return nil
}

func listOriginAccessControls(ctx context.Context, s Session, emit func(inventory.CloudFrontOriginAccessControl)) error {
	pages := cloudfront.NewListOriginAccessControlsPaginator(s.cloudfront(),
		&cloudfront.ListOriginAccessControlsInput{MaxItems: aws.Int32(cloudfrontPageSize)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		if page.OriginAccessControlList == nil {
			return &absentError{"OriginAccessControlList", "the answer"}
		}
		for _, c := range page.OriginAccessControlList.Items {
			id := aws.ToString(c.Id)
			if id == "" || c.SigningBehavior == "" {
				return &absentError{"Id or SigningBehavior", aws.ToString(c.Name)}
			}
			r := s.cloudfrontResource("AWS::CloudFront::OriginAccessControl", id, s.globalARN("origin-access-control/"+id))
			emit(inventory.CloudFrontOriginAccessControl{Resource: r, SigningBehavior: string(c.SigningBehavior)})
		}
	}
	return nil
}

// globalARN returns the ARN of what CloudFront has in the account.
func (s Session) globalARN(rest string) string {
	s.Region = ""
	return s.ARN("cloudfront", rest)
}

// listResponseHeadersPolicies follows the markers itself, as the SDK has no
// paginator.
func listResponseHeadersPolicies(ctx context.Context, s Session, emit func(inventory.CloudFrontResponseHeadersPolicy)) error {
	in := cloudfront.ListResponseHeadersPoliciesInput{MaxItems: aws.Int32(cloudfrontPageSize)}
	for {
		out, err := s.cloudfront().ListResponseHeadersPolicies(ctx, &in)
		if err != nil {
			return err
		}
		if out.ResponseHeadersPolicyList == nil {
			return &absentError{"ResponseHeadersPolicyList", "the answer"}
		}
		for _, p := range out.ResponseHeadersPolicyList.Items {
			policy := p.ResponseHeadersPolicy
			if policy == nil || aws.ToString(policy.Id) == "" || policy.ResponseHeadersPolicyConfig == nil {
				return &absentError{"Id or ResponseHeadersPolicyConfig", "a policy"}
			}
			row := inventory.CloudFrontResponseHeadersPolicy{
				Resource: s.cloudfrontResource("AWS::CloudFront::ResponseHeadersPolicy", *policy.Id,
					s.globalARN("response-headers-policy/"+*policy.Id)),
			}
			row.Headers = headersOf(*policy.ResponseHeadersPolicyConfig)
			emit(row)
		}
		in.Marker = out.ResponseHeadersPolicyList.NextMarker
		if aws.ToString(in.Marker) == "" {
			return nil
		}
	}
}

// headersOf leaves out a Strict-Transport-Security that has browsers forget.
func headersOf(c types.ResponseHeadersPolicyConfig) []string {
	var names []string
	if s := c.SecurityHeadersConfig; s != nil {
		hsts := s.StrictTransportSecurity
		for name, set := range map[string]bool{
			"content-security-policy": s.ContentSecurityPolicy != nil, "x-content-type-options": s.ContentTypeOptions != nil,
			"x-frame-options": s.FrameOptions != nil, "referrer-policy": s.ReferrerPolicy != nil,
			"strict-transport-security": hsts != nil && aws.ToInt32(hsts.AccessControlMaxAgeSec) > 0, "x-xss-protection": s.XSSProtection != nil,
		} {
			if set {
				names = append(names, name)
			}
		}
	}
	if c.CustomHeadersConfig != nil {
		for _, h := range c.CustomHeadersConfig.Items {
			names = append(names, strings.ToLower(aws.ToString(h.Header)))
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// originBuckets returns the buckets that origins of a distribution name.
func originBuckets(d inventory.CloudFrontDistribution) []inventory.Resource {
	var all []inventory.Resource
	for _, o := range d.Origins {
		if b, ok := o.Bucket(d.Resource); ok {
			all = append(all, b)
		}
	}
	return all
}
