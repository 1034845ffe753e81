package collect

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/elasticbeanstalk"
	"github.com/aws/aws-sdk-go-v2/service/route53"
	"github.com/aws/aws-sdk-go-v2/service/route53/types"

	"github.com/yourside/yourside/checks/inventory"
)

var route53Collectors = []Collector{
	perAccount(inventory.HostedZones, listHostedZones, "route53:ListHostedZones"),
	only("that everyone may ask", isPublicZone,
		perRow(inventory.HostedZones, inventory.RecordSets, listRecordSets, "route53:ListResourceRecordSets")),
	sharing(nameOf,
		perReference(inventory.RecordSets, inventory.RecordBuckets, bucketsOfRecords, headBucket, "s3:HeadBucket")),
	perReference(inventory.RecordSets, inventory.RecordApps, appsOfRecords, checkDNSAvailability, "elasticbeanstalk:CheckDNSAvailability"),
	perRegion(inventory.AppEnvironments, describeEnvironments, "elasticbeanstalk:DescribeEnvironments"),
}

func (s Session) route53() *route53.Client { return route53.NewFromConfig(s.Config) }

func listHostedZones(ctx context.Context, s Session, emit func(inventory.HostedZone)) error {
	pages := route53.NewListHostedZonesPaginator(s.route53(), &route53.ListHostedZonesInput{MaxItems: aws.Int32(100)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, z := range page.HostedZones {
			id := strings.TrimPrefix(aws.ToString(z.Id), "/hostedzone/")
			if id == "" || aws.ToString(z.Name) == "" {
				return &absentError{"Id or Name of a hosted zone", id}
			}
			row := inventory.HostedZone{Resource: s.Resource("AWS::Route53::HostedZone", id, "arn:"+s.Account.Partition+":route53:::hostedzone/"+id)}
			row.Region, row.Name = "", recordName(*z.Name)
			if z.Config != nil {
				row.Private = z.Config.PrivateZone
			}
			emit(row)
		}
	}
	return nil
}

func isPublicZone(z inventory.HostedZone) bool { return !z.Private }

func listRecordSets(ctx context.Context, s Session, z inventory.HostedZone, emit func(inventory.RecordSet)) error {
	pages := route53.NewListResourceRecordSetsPaginator(s.route53(),
		&route53.ListResourceRecordSetsInput{HostedZoneId: &z.ID, MaxItems: aws.Int32(300)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, r := range page.ResourceRecordSets {
			if aws.ToString(r.Name) == "" || r.Type == "" {
				return &absentError{"Name or Type of a record", z.ID}
			}
			if !slices.Contains([]types.RRType{types.RRTypeA, types.RRTypeAaaa, types.RRTypeCname}, r.Type) {
				continue
			}
			row := recordSet(z, r)
			if row.AliasOf == "" && len(row.Values) == 0 && r.TrafficPolicyInstanceId == nil {
				return &absentError{"ResourceRecords or AliasTarget", row.ID}
			}
			emit(row)
		}
	}
	return nil
}

func recordSet(z inventory.HostedZone, r types.ResourceRecordSet) inventory.RecordSet {
	name := recordName(*r.Name)
	id := name + "/" + string(r.Type)
	if of := aws.ToString(r.SetIdentifier); of != "" {
		id += "/" + of
	}
	row := inventory.RecordSet{Resource: z.Resource, RecordName: name, RecordType: string(r.Type)}
	row.Type, row.ID, row.Name, row.ARN = "AWS::Route53::RecordSet", z.ID+"/"+id, name, z.ARN+"/recordset/"+id
	for _, v := range r.ResourceRecords {
		row.Values = append(row.Values, aws.ToString(v.Value))
	}
	if r.AliasTarget != nil {
		row.AliasOf = aws.ToString(r.AliasTarget.DNSName)
	}
	return row
}

var octal = regexp.MustCompile(`\\[0-7]{3}`)

// recordName is a name as people write it: Route 53 ends it with a dot, and has
// all but letters, digits, hyphens and underscores as octal numbers.
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html
func recordName(name string) string {
	name = octal.ReplaceAllStringFunc(name, func(code string) string {
		n, err := strconv.ParseUint(code[1:], 8, 8)
		if err != nil {
			return code
		}
		return string(rune(n))
	})
	return strings.TrimSuffix(name, ".")
}

func bucketsOfRecords(r inventory.RecordSet) []inventory.Resource {
	if b, ok := r.Bucket(); ok {
		return []inventory.Resource{b}
	}
	return nil
}

func appsOfRecords(r inventory.RecordSet) []inventory.Resource {
	if a, ok := r.App(); ok {
		return []inventory.Resource{a}
	}
	return nil
}

func checkDNSAvailability(ctx context.Context, s Session, a inventory.Resource, emit func(inventory.RecordApp)) error {
	out, err := elasticbeanstalk.NewFromConfig(s.Config).CheckDNSAvailability(ctx, &elasticbeanstalk.CheckDNSAvailabilityInput{CNAMEPrefix: &a.ID})
	if err != nil {
		return err
	}
	if out.Available == nil {
		return &absentError{"Available", a.ID}
	}
	emit(inventory.RecordApp{Resource: a, Available: *out.Available})
	return nil
}

func describeEnvironments(ctx context.Context, s Session, emit func(inventory.AppEnvironment)) error {
	in := &elasticbeanstalk.DescribeEnvironmentsInput{IncludeDeleted: aws.Bool(false)}
	for {
		out, err := elasticbeanstalk.NewFromConfig(s.Config).DescribeEnvironments(ctx, in)
		if err != nil {
			return err
		}
		for _, e := range out.Environments {
			id := aws.ToString(e.EnvironmentId)
			if id == "" {
				return &absentError{"EnvironmentId", aws.ToString(e.EnvironmentName)}
			}
			r := s.Resource("AWS::ElasticBeanstalk::Environment", id, aws.ToString(e.EnvironmentArn))
			r.Name = aws.ToString(e.EnvironmentName)
			emit(inventory.AppEnvironment{Resource: r, CNAME: aws.ToString(e.CNAME)})
		}
		if aws.ToString(out.NextToken) == "" {
			return nil
		}
		in.NextToken = out.NextToken
	}
}
