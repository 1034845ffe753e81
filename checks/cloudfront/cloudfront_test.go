package cloudfront

import (
	"github.com/yourside/yourside/checks/check/checktest"
	"github.com/yourside/yourside/checks/inventory"
)

var site = checktest.In("", "AWS::CloudFront::Distribution", "E1")

// serving is a distribution with one bucket that is otherwise as told.
func serving(as ...func(*inventory.CloudFrontDistribution)) inventory.Part {
	d := inventory.CloudFrontDistribution{
		Resource: site, ConnectionMode: "direct", GeoRestrictionType: "none",
		Origins: []inventory.CloudFrontOrigin{bucket("a")}, Behaviors: []inventory.CloudFrontBehavior{behavior("*", "a")},
	}
	for _, set := range as {
		set(&d)
	}
	return inventory.CloudFrontDistributions.Of(d)
}

func tenants(d *inventory.CloudFrontDistribution) { d.ConnectionMode = "tenant-only" }

func defaultCertificate(d *inventory.CloudFrontDistribution) {
	d.ViewerCertificate = inventory.CloudFrontViewerCertificate{
		CloudFrontDefaultCertificate: true, MinimumProtocolVersion: "TLSv1", SSLSupportMethod: "vip",
	}
}

func viewers(policy string) func(*inventory.CloudFrontDistribution) {
	return func(d *inventory.CloudFrontDistribution) {
		d.ViewerCertificate = inventory.CloudFrontViewerCertificate{MinimumProtocolVersion: policy, SSLSupportMethod: "sni-only"}
	}
}

func origins(all ...inventory.CloudFrontOrigin) func(*inventory.CloudFrontDistribution) {
	return func(d *inventory.CloudFrontDistribution) { d.Origins = all }
}

func group(members ...string) func(*inventory.CloudFrontDistribution) {
	return func(d *inventory.CloudFrontDistribution) {
		d.OriginGroups = []inventory.CloudFrontOriginGroup{{ID: "g", Members: members}}
	}
}

func behaviors(all ...inventory.CloudFrontBehavior) func(*inventory.CloudFrontDistribution) {
	return func(d *inventory.CloudFrontDistribution) { d.Behaviors = all }
}

func bucket(name string) inventory.CloudFrontOrigin {
	return inventory.CloudFrontOrigin{ID: name, DomainName: name + ".s3.eu-west-1.amazonaws.com", Kind: "s3"}
}

func custom(id, policy string) inventory.CloudFrontOrigin {
	return inventory.CloudFrontOrigin{ID: id, DomainName: id + ".example.com", Kind: "custom", ProtocolPolicy: policy}
}

func behavior(path, origin string) inventory.CloudFrontBehavior {
	return over(path, origin, "redirect-to-https")
}

func over(path, origin, viewers string) inventory.CloudFrontBehavior {
	return inventory.CloudFrontBehavior{
		PathPattern: path, TargetOriginID: origin, ViewerProtocolPolicy: viewers, AllowedMethods: []string{"HEAD", "GET"},
	}
}

func config(logs bool, object string) inventory.Part {
	return inventory.CloudFrontDistributionConfigs.Of(inventory.CloudFrontDistributionConfig{
		Resource: site, LoggingEnabled: logs, LoggingBucket: "logs.s3.amazonaws.com", DefaultRootObject: object,
	})
}

func control(signs string) inventory.Part {
	return inventory.CloudFrontOriginAccessControls.Of(inventory.CloudFrontOriginAccessControl{
		Resource: checktest.In("", "AWS::CloudFront::OriginAccessControl", "C1"), SigningBehavior: signs,
	})
}
