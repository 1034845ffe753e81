// Package cloudfront holds the checks of CloudFront distributions: one file a check, listed here. To add one, write its
// file and its cases beside it, and add it to the list.
package cloudfront

import (
	"slices"
	"strconv"
	"strings"

	"github.com/yourside/yourside/checks/check"
	"github.com/yourside/yourside/checks/inventory"
)

// Checks lists the checks of this package.
var Checks = []*check.Check{
	AccessLogging,
	CustomCertificate,
	DefaultRootObject,
	FieldLevelEncryption,
	GeoRestriction,
	LambdaOriginAccessControl,
	OriginFailover,
	OriginHTTPS,
	OriginTLSProtocols,
	S3OriginAccessControl,
	S3OriginExists,
	S3OriginPolicyScoped,
	SecurityHeaders,
	SNI,
	TrustedKeyGroups,
	ViewerHTTPS,
	ViewerTLSPolicy,
	ViewerTLSPQC,
	WAFAssociated,
}

// forTenants reports whether a distribution is the template of its tenants,
// who may set some of it otherwise.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-config-options.html
func forTenants(d inventory.CloudFrontDistribution) bool { return d.ConnectionMode == "tenant-only" }

// versionOf returns the minor version of TLS 1 and the year of a security
// policy: 2 and 2021 of TLSv1.2_2021.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
func versionOf(policy string) (minor, year int, ok bool) {
	if policy == "SSLv3" {
		return 0, 0, true
	}
	rest, ok := strings.CutPrefix(policy, "TLSv1")
	if !ok {
		return 0, 0, false
	}
	rest, of, dated := strings.Cut(rest, "_")
	if rest != "" {
		n, err := strconv.Atoi(strings.TrimPrefix(rest, "."))
		if err != nil {
			return 0, 0, false
		}
		minor = n
	}
	if !dated {
		return minor, 0, true
	}
	year, err := strconv.Atoi(of)
	return minor, year, err == nil
}

// behaviorsOf returns the behaviors that send requests to an origin, by itself
// or in a group.
func behaviorsOf(d inventory.CloudFrontDistribution, o inventory.CloudFrontOrigin) []inventory.CloudFrontBehavior {
	targets := []string{o.ID}
	for _, g := range d.OriginGroups {
		if slices.Contains(g.Members, o.ID) {
			targets = append(targets, g.ID)
		}
	}
	var all []inventory.CloudFrontBehavior
	for _, b := range d.Behaviors {
		if slices.Contains(targets, b.TargetOriginID) {
			all = append(all, b)
		}
	}
	return all
}

// sawRoutes is which origins the behaviors send requests to.
func sawRoutes(d inventory.CloudFrontDistribution) []check.Evidence {
	var saw []check.Evidence
	for _, b := range d.Behaviors {
		saw = append(saw, check.Saw("Behaviors["+b.PathPattern+"].TargetOriginID", b.TargetOriginID))
	}
	return append(saw, check.Saw("OriginGroups", d.OriginGroups))
}

// accessControlled judges whether CloudFront signs what it asks of the origins
// that it concerns. An origin without a control fails whatever is not known of
// the controls of others.
func accessControlled(
	e check.Env, d inventory.CloudFrontDistribution, concerns func(inventory.CloudFrontOrigin) bool, none string,
) check.Verdict {
	var saw []check.Evidence
	var signed []inventory.CloudFrontOrigin
	for _, o := range d.Origins {
		at := "Origins[" + o.ID + "]."
		saw = append(saw, check.Saw(at+"DomainName", o.DomainName), check.Saw(at+"Kind", o.Kind),
			check.Saw(at+"OriginAccessControlID", o.OriginAccessControlID))
		switch {
		case !concerns(o):
		case o.OriginAccessControlID != "":
			signed = append(signed, o)
		case o.OriginAccessIdentity != "":
			return check.Fail("asks "+o.DomainName+" as an origin access identity", append(saw,
				check.Saw(at+"OriginAccessIdentity", o.OriginAccessIdentity))...)
		default:
			return check.Fail("asks "+o.DomainName+" without origin access control", saw...)
		}
	}
	if len(signed) == 0 {
		return check.NotApplicable(none, saw...)
	}
	for _, o := range signed {
		c, ok := check.Find(e, inventory.CloudFrontOriginAccessControls, e.Account.Resource(),
			func(c inventory.CloudFrontOriginAccessControl) bool { return c.ID == o.OriginAccessControlID })
		if !ok {
			return check.Unknown("has an origin access control that is not listed: "+o.OriginAccessControlID, saw...)
		}
		saw = append(saw, check.SawOn(c.Resource, "ID", c.ID), check.SawOn(c.Resource, "SigningBehavior", c.SigningBehavior))
		if c.SigningBehavior == "never" {
			return check.Fail("asks "+o.DomainName+" with an origin access control that never signs", saw...)
		}
	}
	return check.Pass("signs what it asks of its origins", saw...)
}
