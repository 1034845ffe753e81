"""Tidewater Larder, the made-up company of the demo.

A grocer with a web shop. Its headquarters are in us-east-1, its European shop
in eu-west-1, its analysts in us-west-2. ap-southeast-2 is a business that it
bought in 2022 and never cleaned up. The other regions hold what every account
has. Good and bad lie side by side, as they do in accounts that grew.
"""

import json

import edge
import sharing
import watching
from account import ANALYSIS, ANYWHERE, ANYWHERE6, BOUGHT, EUROPE, HOME, NOW, REGIONS, WITHOUT_DEFAULT_VPC, Account, P, tags


def populate(endpoint, clock):
    """Make everything, oldest first. Return what the things are called."""
    a = Account(endpoint, clock)
    for region in REGIONS:  # one after the other, so that random ids are the same every time
        a("ec2", region).describe_vpcs()
    bought(a)
    identities(a)
    keys(a)
    buckets(a)
    headquarters(a)
    europe(a)
    analysis(a)
    records(a)
    balancers(a)
    ways(a)
    served(a)
    databases(a)
    sharing.share(a)
    managed(a)
    watching.watch(a)
    edge.edge(a)
    leave_defaults(a)
    for region in REGIONS:  # in order, too: moto makes an instance of Identity Center when a region is first asked for it
        a("sso-admin", region).list_instances()
    clock.move_to(NOW)
    return a.names


def specify(kind, name, **more):
    return [{"ResourceType": kind, "Tags": tags(name, **more)}]


# --- networks and machines


def network(a, region, name, cidr, zones="ab"):
    """Make a VPC with a subnet in each zone, and an internet gateway."""
    ec2 = a("ec2", region)
    vpc = ec2.create_vpc(CidrBlock=cidr, TagSpecifications=specify("vpc", name))["Vpc"]["VpcId"]
    a.named(name, vpc)
    first = cidr.split(".")[:2]
    subnets = []
    for i, zone in enumerate(zones):
        subnet = ec2.create_subnet(
            VpcId=vpc, CidrBlock=f"{'.'.join(first)}.{16 * i}.0/20", AvailabilityZone=region + zone,
            TagSpecifications=specify("subnet", f"{name}-{zone}"),
        )["Subnet"]["SubnetId"]
        subnets.append(a.named(f"{name}-{zone}", subnet))
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    return vpc, subnets


def group(a, region, vpc, name, description, *rules):
    """Make a security group with inbound rules: protocol, from, to, sources."""
    ec2 = a("ec2", region)
    g = ec2.create_security_group(GroupName=name, Description=description, VpcId=vpc)["GroupId"]
    for protocol, low, high, sources in rules:
        permission = {"IpProtocol": protocol, **sources}
        if low is not None:
            permission |= {"FromPort": low, "ToPort": high}
        ec2.authorize_security_group_ingress(GroupId=g, IpPermissions=[permission])
    return a.named(name, g)


def v4(*cidrs):
    return {"IpRanges": [{"CidrIp": c} for c in cidrs]}


def v6(*cidrs):
    return {"Ipv6Ranges": [{"CidrIpv6": c} for c in cidrs]}


def default_group(a, region, vpc):
    of_vpc = [{"Name": "vpc-id", "Values": [vpc]}, {"Name": "group-name", "Values": ["default"]}]
    return a("ec2", region).describe_security_groups(Filters=of_vpc)["SecurityGroups"][0]


def close_default(a, region, vpc):
    """Take the rules out of the default security group of a VPC."""
    ec2, g = a("ec2", region), default_group(a, region, vpc)
    if g["IpPermissions"]:
        ec2.revoke_security_group_ingress(GroupId=g["GroupId"], IpPermissions=g["IpPermissions"])
    if g["IpPermissionsEgress"]:
        ec2.revoke_security_group_egress(GroupId=g["GroupId"], IpPermissions=g["IpPermissionsEgress"])


def default_vpc(a, region):
    """Return the region's default VPC and its subnets."""
    ec2 = a("ec2", region)
    vpc = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"][0]["VpcId"]
    subnets = ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["Subnets"]
    return vpc, [s["SubnetId"] for s in sorted(subnets, key=lambda s: s["AvailabilityZone"])]


def instance(a, region, name, subnet, groups, ami, tokens="required", encrypted=True, profile=None, size=30, **more):
    settings = {
        "ClientToken": name,  # or it would be another one every time
        "ImageId": ami, "InstanceType": "t3.medium", "MinCount": 1, "MaxCount": 1,
        "SubnetId": subnet, "SecurityGroupIds": groups,
        "MetadataOptions": {"HttpTokens": tokens, "HttpEndpoint": "enabled", "HttpPutResponseHopLimit": 2},
        "BlockDeviceMappings": [{"DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": size, "Encrypted": encrypted, "VolumeType": "gp3"}}],
        "TagSpecifications": specify("instance", name, **more) + specify("volume", name, **more),
    }
    if profile:
        settings["IamInstanceProfile"] = {"Name": profile}
    made = a("ec2", region).run_instances(**settings)["Instances"][0]["InstanceId"]
    return a.named(name, made)


def volume(a, region, name, encrypted, size=100, zone="a"):
    made = a("ec2", region).create_volume(
        AvailabilityZone=region + zone, Size=size, Encrypted=encrypted, VolumeType="gp3",
        TagSpecifications=specify("volume", name),
    )["VolumeId"]
    return a.named(name, made)


def snapshot(a, region, name, of, share=None):
    """Make a snapshot, shared with an account or with "all"."""
    ec2 = a("ec2", region)
    made = ec2.create_snapshot(VolumeId=of, Description=name, TagSpecifications=specify("snapshot", name))["SnapshotId"]
    if share:
        to = {"GroupNames": ["all"]} if share == "all" else {"UserIds": [share]}
        ec2.modify_snapshot_attribute(SnapshotId=made, Attribute="createVolumePermission", OperationType="add", **to)
    return a.named(name, made)


def image(a, region, name, of, public=False):
    made = a("ec2", region).create_image(InstanceId=of, Name=name, TagSpecifications=specify("image", name))["ImageId"]
    if public:
        a("ec2", region).modify_image_attribute(ImageId=made, LaunchPermission={"Add": [{"Group": "all"}]})
    return a.named(name, made)


def template(a, region, name, *devices):
    ec2 = a("ec2", region)
    data = {"InstanceType": "t3.medium", "MetadataOptions": {"HttpTokens": "required"}}
    if devices:
        data["BlockDeviceMappings"] = [
            {"DeviceName": d, "Ebs": {"VolumeSize": 30, **({} if e is None else {"Encrypted": e})}} for d, e in devices
        ]
    ec2.create_launch_template(LaunchTemplateName=name, LaunchTemplateData=data)


def flow_log(a, region, vpc, bucket, traffic="ALL"):
    a("ec2", region).create_flow_logs(
        ResourceIds=[vpc], ResourceType="VPC", TrafficType=traffic,
        LogDestinationType="s3", LogDestination=f"arn:aws:s3:::{bucket}",
    )


def endpoints(a, region, vpc, subnets, *services):
    for service in services:
        a("ec2", region).create_vpc_endpoint(
            VpcId=vpc, VpcEndpointType="Interface", ServiceName=f"com.amazonaws.{region}.{service}", SubnetIds=subnets[:1],
        )


def bought(a):
    """The business in Sydney: old, open, unencrypted."""
    a.at("2019-03-11")
    r = BOUGHT
    vpc, subnets = network(a, r, "ldu-main", "10.90.0.0/16")
    web = group(a, r, vpc, "ldu-web", "web servers",
                ("tcp", 80, 80, v4("0.0.0.0/0")), ("tcp", 443, 443, v4("0.0.0.0/0")), ("tcp", 22, 22, v4("0.0.0.0/0")))
    everything = group(a, r, vpc, "ldu-temp-allow-all", "temporary, remove after migration",
                       ("-1", None, None, v4("0.0.0.0/0")))
    files = group(a, r, vpc, "ldu-fileserver", "file server of the warehouse",
                  ("tcp", 445, 445, v4("0.0.0.0/0")), ("tcp", 3389, 3389, v6("::/0")))
    group(a, r, vpc, "ldu-mysql", "database", ("tcp", 3306, 3306, v4("0.0.0.0/1", "128.0.0.0/1")))
    old = "ami-0111122223333eeee"
    for n in (1, 2):
        instance(a, r, f"ldu-web-{n}", subnets[n - 1], [web], old, tokens="optional", encrypted=False, Owner="ldu")
    instance(a, r, "ldu-fileserver-1", subnets[0], [files], old, tokens="optional", encrypted=False, size=500, Owner="ldu")
    instance(a, r, "ldu-batch", subnets[1], [everything], old, tokens="optional", encrypted=False, Owner="ldu")
    default, default_subnets = default_vpc(a, r)
    instance(a, r, "ldu-mailer", default_subnets[0], [default_group(a, r, default)["GroupId"]], old, tokens="optional", encrypted=False)
    archive = volume(a, r, "ldu-archive", False, 1000)
    volume(a, r, "ldu-scratch", False, 200, "b")
    a.at("2020-06-02")
    snapshot(a, r, "ldu-archive-before-move", archive)
    snapshot(a, r, "ldu-web-golden", archive, share="all")
    snapshot(a, r, "ldu-for-agency", archive, share="999999999999")
    a.at("2021-02-17")
    image(a, r, "ldu-web-2021", a.names["ldu-web-1"], public=True)
    image(a, r, "ldu-batch-2021", a.names["ldu-batch"])
    template(a, r, "ldu-web", ("/dev/xvda", False))


def headquarters(a):
    """The shop and its back office: mostly in order."""
    a.at("2022-05-16")
    r = HOME
    vpc, subnets = network(a, r, "shop-prod", "10.10.0.0/16")
    tools, tool_subnets = network(a, r, "tools", "10.20.0.0/16", "a")
    staging, staging_subnets = network(a, r, "shop-staging", "10.30.0.0/16", "a")
    for v in (vpc, tools):
        close_default(a, r, v)
    for v in (vpc, tools):
        flow_log(a, r, v, "tidewater-larder-flow-logs")
    ec2 = a("ec2", r)
    office = ec2.create_managed_prefix_list(
        PrefixListName="offices", AddressFamily="IPv4", MaxEntries=5,
        Entries=[{"Cidr": "203.0.113.0/28", "Description": "Portland"}, {"Cidr": "198.51.100.16/28", "Description": "Cork"}],
    )["PrefixList"]["PrefixListId"]
    partners = ec2.create_managed_prefix_list(
        PrefixListName="delivery-partners", AddressFamily="IPv4", MaxEntries=5,
        Entries=[{"Cidr": "0.0.0.0/1", "Description": "courier A"}, {"Cidr": "128.0.0.0/1", "Description": "courier B"}],
    )["PrefixList"]["PrefixListId"]
    edge = group(a, r, vpc, "shop-edge", "load balancers",
                 ("tcp", 443, 443, v4("0.0.0.0/0")), ("tcp", 443, 443, v6("::/0")), ("tcp", 80, 80, v4("0.0.0.0/0")))
    web = group(a, r, vpc, "shop-web", "web servers, from the load balancers only",
                ("tcp", 8080, 8080, {"UserIdGroupPairs": [{"GroupId": edge}]}))
    group(a, r, vpc, "shop-db", "database, from the web servers only", ("tcp", 5432, 5432, {"UserIdGroupPairs": [{"GroupId": web}]}))
    bastion = group(a, r, tools, "tools-bastion", "SSH from the offices", ("tcp", 22, 22, {"PrefixListIds": [{"PrefixListId": office}]}))
    group(a, r, tools, "tools-tracking", "tracking callbacks of couriers", ("tcp", 8443, 8443, {"PrefixListIds": [{"PrefixListId": partners}]}))
    loose = group(a, r, staging, "staging-web", "staging", ("tcp", 1, 65535, v4("0.0.0.0/0")), ("udp", 0, 65535, v4("0.0.0.0/0")))
    group(a, r, staging, "staging-supplier", "supplier tests", ("tcp", 9000, 9000, v4("52.0.0.0/10")))
    ec2.modify_ebs_default_kms_key_id(KmsKeyId=a.names["key:orders"])
    instance(a, r, "staging-web-1", staging_subnets[0], [loose], "ami-0111122223333bbbb", tokens="optional", encrypted=False,
             profile="migration-2022", Team="storefront")
    stopped = instance(a, r, "old-wiki", tool_subnets[0], [bastion], "ami-0111122223333bbbb", tokens="optional", encrypted=False, Team="platform")
    ec2.stop_instances(InstanceIds=[stopped])
    orders = volume(a, r, "orders-db-data", True, 500)
    volume(a, r, "reports-scratch", False, 200)
    a.at("2026-09-21")
    current = "ami-0111122223333aaaa"
    for n in range(1, 5):
        instance(a, r, f"shop-web-{n}", subnets[n % 2], [web], current, profile="shop-web", Team="storefront")
    instance(a, r, "shop-worker-1", subnets[0], [web], current, profile="shop-web", Team="storefront")
    instance(a, r, "bastion", tool_subnets[0], [bastion], current, tokens="optional", Team="platform")
    a.at("2026-09-28")
    snapshot(a, r, "orders-db-nightly", orders)
    snapshot(a, r, "orders-db-for-warehouse", orders, share="777788889999")
    image(a, r, "shop-web-2026-09", a.names["shop-web-1"])
    template(a, r, "shop-web", ("/dev/xvda", True))
    template(a, r, "ci-runner", ("/dev/xvda", None))
    template(a, r, "no-disks")
    a.at("2022-05-16")
    peer(a, r, vpc, tools, "10.10.0.0/16", "10.20.0.0/16", "shop-to-tools")
    peer(a, r, vpc, staging, "10.10.32.0/24", "10.30.8.0/24", "shop-to-staging")
    acl = ec2.create_network_acl(VpcId=vpc)["NetworkAcl"]["NetworkAclId"]
    ec2.create_tags(Resources=[acl], Tags=tags("shop-prod"))
    entry(ec2, acl, 100, "6", "0.0.0.0/0", 443, 443)
    entry(ec2, acl, 110, "6", "10.0.0.0/8", 22, 22)
    entry(ec2, acl, 120, "6", "0.0.0.0/0", 22, 22, "deny")
    entry(ec2, acl, 130, "6", "0.0.0.0/0", 1024, 65535)
    attach(ec2, vpc, acl, subnets[0])
    spare = ec2.create_network_acl(VpcId=tools)["NetworkAcl"]["NetworkAclId"]
    ec2.create_tags(Resources=[spare], Tags=tags("quarantine"))
    endpoints(a, r, vpc, subnets, "ec2", "ecr.api", "ecr.dkr", "ssm", "ssm-contacts", "ssm-incidents")
    ec2.enable_ebs_encryption_by_default()


def entry(ec2, acl, number, protocol, cidr, low, high, action="allow"):
    ec2.create_network_acl_entry(
        NetworkAclId=acl, RuleNumber=number, Protocol=protocol, RuleAction=action, Egress=False,
        CidrBlock=cidr, PortRange={"From": low, "To": high},
    )


def attach(ec2, vpc, acl, subnet):
    for other in ec2.describe_network_acls(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["NetworkAcls"]:
        for association in other["Associations"]:
            if association["SubnetId"] == subnet:
                ec2.replace_network_acl_association(AssociationId=association["NetworkAclAssociationId"], NetworkAclId=acl)


def peer(a, region, vpc, other, here, there, name):
    """Join two VPCs; each side's main route table leads to a range of the other."""
    ec2 = a("ec2", region)
    made = ec2.create_vpc_peering_connection(VpcId=vpc, PeerVpcId=other)["VpcPeeringConnection"]["VpcPeeringConnectionId"]
    ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=made)
    ec2.create_tags(Resources=[made], Tags=tags(name))
    for side, destination in ((vpc, there), (other, here)):
        table = ec2.describe_route_tables(Filters=[{"Name": "vpc-id", "Values": [side]}])["RouteTables"][0]["RouteTableId"]
        ec2.create_route(RouteTableId=table, DestinationCidrBlock=destination, VpcPeeringConnectionId=made)
    a.named(name, made)


def europe(a):
    a.at("2023-08-21")
    r = EUROPE
    vpc, subnets = network(a, r, "shop-eu", "10.50.0.0/16")
    close_default(a, r, vpc)
    flow_log(a, r, vpc, "tidewater-larder-flow-logs")
    edge = group(a, r, vpc, "shop-eu-edge", "load balancers", ("tcp", 443, 443, v4("0.0.0.0/0")), ("tcp", 443, 443, v6("::/0")))
    web = group(a, r, vpc, "shop-eu-web", "web servers", ("tcp", 8080, 8080, {"UserIdGroupPairs": [{"GroupId": edge}]}))
    group(a, r, vpc, "shop-eu-search", "search cluster", ("tcp", 9200, 9300, v4("0.0.0.0/0")))
    data = volume(a, r, "shop-eu-search-data", True, 300)
    a.at("2026-09-22")
    for n in (1, 2, 3):
        instance(a, r, f"shop-eu-web-{n}", subnets[n % 2], [web], "ami-0111122223333cccc", profile="shop-web", Team="storefront")
    a.at("2026-09-29")
    snapshot(a, r, "shop-eu-search-nightly", data)
    template(a, r, "shop-eu-web", ("/dev/xvda", True), ("/dev/xvdb", None))
    ec2 = a("ec2", r)
    ec2.enable_ebs_encryption_by_default()


def analysis(a):
    a.at("2024-01-29")
    r = ANALYSIS
    vpc, subnets = network(a, r, "analytics", "10.70.0.0/16")
    flow_log(a, r, vpc, "tidewater-larder-flow-logs", "REJECT")
    notebooks = group(a, r, vpc, "notebooks", "notebooks of the analysts", ("tcp", 8888, 8888, v4("0.0.0.0/0")))
    group(a, r, vpc, "warehouse", "data warehouse", ("tcp", 5439, 5439, v4("10.0.0.0/8")))
    lake = volume(a, r, "lake-staging", False, 800)
    snapshot(a, r, "lake-staging-2024", lake)
    a.at("2026-09-23")
    for n in (1, 2):
        instance(a, r, f"notebook-{n}", subnets[n - 1], [notebooks], "ami-0111122223333dddd", encrypted=n == 1, Team="analytics")
    a.at("2024-01-29")
    ec2 = a("ec2", r)
    acl = ec2.create_network_acl(VpcId=vpc)["NetworkAcl"]["NetworkAclId"]
    ec2.create_tags(Resources=[acl], Tags=tags("analytics"))
    ec2.create_network_acl_entry(NetworkAclId=acl, RuleNumber=100, Protocol="-1", RuleAction="allow", Egress=False, CidrBlock="0.0.0.0/0")
    attach(ec2, vpc, acl, subnets[0])


def leave_defaults(a):
    """Somebody began to delete default VPCs where nothing runs."""
    for region in WITHOUT_DEFAULT_VPC:
        ec2 = a("ec2", region)
        for vpc in ec2.describe_vpcs()["Vpcs"]:
            mine = [{"Name": "vpc-id", "Values": [vpc["VpcId"]]}]
            for gateway in ec2.describe_internet_gateways(Filters=[{"Name": "attachment.vpc-id", "Values": [vpc["VpcId"]]}])["InternetGateways"]:
                ec2.detach_internet_gateway(InternetGatewayId=gateway["InternetGatewayId"], VpcId=vpc["VpcId"])
                ec2.delete_internet_gateway(InternetGatewayId=gateway["InternetGatewayId"])
            for subnet in ec2.describe_subnets(Filters=mine)["Subnets"]:
                ec2.delete_subnet(SubnetId=subnet["SubnetId"])
            ec2.delete_vpc(VpcId=vpc["VpcId"])


# --- identities


TRUST = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"%s":"%s"},"Action":"sts:AssumeRole"}]}"""
AWS_POLICY = "arn:aws:iam::aws:policy/"
ADMINISTRATOR = AWS_POLICY + "AdministratorAccess"
READ_BUCKET = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::tidewater-larder-artifacts/*"}]}"""


def policy(*statements):
    """Make a policy of statements: effect, actions, resources and, if there is one, a condition."""
    def listed(text):
        return text.split() if " " in text else text

    return json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": effect, "Action": listed(actions), "Resource": listed(resources), **({"Condition": c[0]} if c else {})}
        for effect, actions, resources, *c in statements
    ]}, separators=(",", ":"))


def trust(principal, action="sts:AssumeRole", **condition):
    """Make a trust policy. A condition is an operator with its keys and values."""
    return json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": principal, "Action": action, **({"Condition": condition} if condition else {})},
    ]}, separators=(",", ":"))


WRITE_LOGS = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["logs:CreateLogStream","logs:PutLogEvents"],
"Resource":"arn:aws:logs:us-east-1:111122223333:log-group:audit-trail:*"}]}"""


def identities(a):
    """What these users' credentials look like is in handwritten/credential-report.csv."""
    iam = a("iam")
    a.at("2021-04-12")
    for name, policies in {
        "administrators": ["AdministratorAccess"],
        "developers": ["PowerUserAccess"],
        "finance": ["job-function/Billing", "ReadOnlyAccess"],
    }.items():
        iam.create_group(GroupName=name)
        for p in policies:
            iam.attach_group_policy(GroupName=name, PolicyArn=AWS_POLICY + p)
    for name, since, groups in (
        ("legacy-ftp", "2019-03-11", []),
        ("amara.okafor", "2021-04-12", ["administrators"]),
        ("jonas.lindqvist", "2022-01-10", []),
        ("ci-deploy", "2022-06-20", []),
        ("priya.raman", "2023-09-04", ["developers"]),
        ("tom.becker", "2023-11-13", ["developers"]),
        ("backup-agent", "2026-08-24", []),
        ("mei.tanaka", "2026-10-03", ["finance"]),
    ):
        a.at(since)
        a.named(f"user:{name}", iam.create_user(UserName=name)["User"]["UserId"])
        for g in groups:
            iam.add_user_to_group(UserName=name, GroupName=g)
    iam.attach_user_policy(UserName="jonas.lindqvist", PolicyArn=ADMINISTRATOR)
    iam.attach_user_policy(UserName="legacy-ftp", PolicyArn=AWS_POLICY + "AmazonS3FullAccess")
    iam.put_user_policy(UserName="ci-deploy", PolicyName="deploy", PolicyDocument=READ_BUCKET)
    a.at("2022-05-16")
    for name, service, policies in (
        ("shop-web", "ec2", ["AmazonSSMManagedInstanceCore"]),
        ("nightly-reports", "lambda", ["ReadOnlyAccess"]),
        ("migration-2022", "ec2", ["AdministratorAccess"]),
        ("config-recorder", "config", []),
        ("analytics-shell", "ec2", ["AWSCloudShellFullAccess"]),
        ("spot-fleet", "spotfleet", ["service-role/AmazonEC2SpotFleetTaggingRole"]),
        ("trail-to-logs", "cloudtrail", []),
    ):
        role(a, name, TRUST % ("Service", service + ".amazonaws.com"), *policies)
    iam.put_role_policy(RoleName="trail-to-logs", PolicyName="deliver", PolicyDocument=WRITE_LOGS)
    # The scan is made with it, from the account that manages the organization.
    role(a, "security-audit", TRUST % ("AWS", "arn:aws:iam::444455556666:root"), "SecurityAudit", "job-function/ViewOnlyAccess")
    iam.create_service_linked_role(AWSServiceName="config.amazonaws.com")
    for name in ("shop-web", "migration-2022"):
        iam.create_instance_profile(InstanceProfileName=name)
        iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=name)
    written(a)
    visitors(a)
    iam.create_open_id_connect_provider(
        Url="https://token.actions.githubusercontent.com", ClientIDList=["sts.amazonaws.com"], ThumbprintList=["f" * 40])
    iam.update_account_password_policy(
        MinimumPasswordLength=10, RequireLowercaseCharacters=True, RequireUppercaseCharacters=True,
        RequireNumbers=True, RequireSymbols=False, MaxPasswordAge=90, PasswordReusePrevention=5)
    iam.create_account_alias(AccountAlias="tidewater-larder-shop")


def written(a):
    """Policies that the company wrote: of each kind one that is in order."""
    iam = a("iam")
    a.at("2022-05-16")
    everything = policy(("Allow", "*", "*"))
    for name, text in (
        ("shop-images-read", policy(("Allow", "s3:GetObject", "arn:aws:s3:::tidewater-larder-product-images/*"))),
        ("platform-operations", policy(("Allow", "ec2:* ssm:*", "*"), ("Allow", "iam:PassRole", "*"))),
        ("log-keepers", policy(("Allow", "cloudtrail:*", "*"))),
        ("data-access", policy(("Allow", "kms:Decrypt", "*"), ("Allow", "sts:AssumeRole", "arn:aws:iam::111122223333:role/*"))),
        ("ldu-everything", everything),
        ("ldu-temporary", everything),
        ("suppliers-read", policy(("Allow", "s3:ListBucket", "arn:aws:s3:::tidewater-larder-suppliers"))),
        ("shop-boundary", policy(("Allow", "*", "*"), ("Deny", "iam:* organizations:* account:*", "*"))),
    ):
        iam.create_policy(PolicyName=name, PolicyDocument=text)
    own = "arn:aws:iam::111122223333:policy/"
    iam.attach_role_policy(RoleName="shop-web", PolicyArn=own + "shop-images-read")
    iam.attach_group_policy(GroupName="developers", PolicyArn=own + "data-access")
    role(a, "platform", trust({"AWS": "arn:aws:iam::111122223333:root"}, Bool={"aws:MultiFactorAuthPresent": "true"}))
    for name in ("platform-operations", "log-keepers"):
        iam.attach_role_policy(RoleName="platform", PolicyArn=own + name)
    role(a, "ldu-batch", TRUST % ("Service", "ec2.amazonaws.com"))
    iam.attach_role_policy(RoleName="ldu-batch", PolicyArn=own + "ldu-everything")
    iam.put_role_permissions_boundary(RoleName="ldu-batch", PermissionsBoundary=own + "shop-boundary")


def visitors(a):
    """Roles of those who come from elsewhere: pipelines, staff, partners."""
    iam = a("iam")
    a.at("2024-03-11")
    github, web = "token.actions.githubusercontent.com", "sts:AssumeRoleWithWebIdentity"
    provider = {"Federated": f"arn:aws:iam::111122223333:oidc-provider/{github}"}
    audience = {f"{github}:aud": "sts.amazonaws.com"}
    role(a, "github-deploy", trust(
        provider, web, StringEquals=audience, StringLike={f"{github}:sub": "repo:tidewater-larder/shop:*"}))
    iam.put_role_policy(RoleName="github-deploy", PolicyName="deploy", PolicyDocument=policy(
        ("Allow", "ecs:UpdateService ecs:RegisterTaskDefinition", "*"),
        ("Allow", "iam:PassRole", "arn:aws:iam::111122223333:role/shop-web", {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}})))
    role(a, "github-previews", trust(provider, web, StringEquals=audience, StringLike={f"{github}:sub": "repo:*"}))
    saml, address = "sts:AssumeRoleWithSAML", {"SAML:aud": "https://signin.aws.amazon.com/saml"}
    role(a, "staff-finance", trust({"Federated": "arn:aws:iam::111122223333:saml-provider/staff"}, saml, StringEquals=address),
         "job-function/Billing")
    role(a, "warehouse-stock", trust({"Federated": "arn:aws:iam::111122223333:saml-provider/warehouse-adfs"}, saml))
    role(a, "courier-tracking", trust({"AWS": "arn:aws:iam::777788889999:root"}, StringEquals={"sts:ExternalId": "tidewater-4711"}))
    role(a, "ldu-agency", trust({"AWS": "*"}, StringEquals={"sts:ExternalId": "ldu"}))


def role(a, name, trust, *policies):
    made = a("iam").create_role(RoleName=name, AssumeRolePolicyDocument=trust)["Role"]["RoleId"]
    for p in policies:
        a("iam").attach_role_policy(RoleName=name, PolicyArn=AWS_POLICY + p)
    a.named(f"role:{name}", made)


def keys(a):
    """Keys: name, region, and whether it rotates, as far as it can."""
    a.at("2022-05-16")
    for name, region, rotates in (
        ("orders", HOME, True), ("audit", HOME, True), ("invoices", HOME, False),
        ("shop-eu", EUROPE, True), ("analytics", ANALYSIS, False), ("ldu", BOUGHT, False),
    ):
        key = make_key(a, region, name)
        if rotates:
            a("kms", region).enable_key_rotation(KeyId=key)
    make_key(a, HOME, "receipt-signing", KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")
    off = make_key(a, EUROPE, "unused-pilot")
    a("kms", EUROPE).disable_key(KeyId=off)
    a.at("2026-09-30")
    doomed = make_key(a, BOUGHT, "ldu-backups")
    a("kms", BOUGHT).schedule_key_deletion(KeyId=doomed, PendingWindowInDays=7)


def make_key(a, region, name, **more):
    kms = a("kms", region)
    made = kms.create_key(Description=name, **more)["KeyMetadata"]
    kms.create_alias(AliasName=f"alias/{name}", TargetKeyId=made["KeyId"])
    a.named(f"key:{name}", made["Arn"])
    return made["KeyId"]


# --- storage


def buckets(a):
    for since, name, region, settings in (
        ("2019-03-11", "larder-down-under-web", BOUGHT, {"open": True, "acl": "ObjectWriter"}),
        ("2019-05-02", "larder-down-under-exports", BOUGHT, {"acl": "ObjectWriter"}),
        ("2021-04-12", P + "artifacts", HOME, {"block": True, "versions": "Enabled"}),
        ("2022-05-16", P + "access-logs", HOME, {"block": True, "acl": "BucketOwnerPreferred"}),
        ("2022-05-16", P + "audit-trail", HOME, {"block": True, "key": "key:audit", "versions": "Enabled", "log": True}),
        ("2022-05-16", P + "config-history", HOME, {"block": True, "key": "key:audit", "versions": "Enabled", "log": True}),
        ("2022-05-16", P + "flow-logs", HOME, {"block": True, "log": True}),
        ("2022-05-16", P + "invoices", HOME, {"block": True, "key": "key:invoices", "versions": "Enabled", "log": True}),
        ("2022-05-16", P + "shop-assets", HOME, {"open": True, "versions": "Suspended"}),
        ("2022-05-16", P + "legal-hold", HOME, {"block": True, "versions": "Enabled"}),
        ("2023-08-21", P + "eu-orders", EUROPE, {"block": True, "key": "key:shop-eu", "versions": "Enabled"}),
        ("2023-08-21", P + "eu-media", EUROPE, {"open": True, "versions": "Enabled"}),
        ("2024-01-29", P + "lake", ANALYSIS, {"block": True, "key": "arn:aws:kms:us-west-2:777788889999:key/1234abcd-12ab-34cd-56ef-1234567890ab"}),
        ("2024-01-29", P + "notebooks", ANALYSIS, {}),
        ("2024-01-29", P + "backups", ANALYSIS, {"block": True, "versions": "Enabled", "key": "key:analytics"}),
    ):
        a.at(since)
        bucket(a, name, region, **settings)


def bucket(a, name, region, block=False, open=False, acl="BucketOwnerEnforced", key=None, versions=None, log=False):
    """Make a bucket. `block` is the public access block, `open` one that is all off."""
    s3 = a("s3", HOME)
    at = {} if region == HOME else {"CreateBucketConfiguration": {"LocationConstraint": region}}
    s3.create_bucket(Bucket=name, **at)
    if block or open:
        s3.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration=dict.fromkeys(
            ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), block))
    if acl != "ObjectWriter":
        s3.put_bucket_ownership_controls(Bucket=name, OwnershipControls={"Rules": [{"ObjectOwnership": acl}]})
    rule = {"SSEAlgorithm": "AES256"}
    if key:
        rule = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": a.names.get(key, key)}
    s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={
        "Rules": [{"ApplyServerSideEncryptionByDefault": rule, "BucketKeyEnabled": bool(key)}]})
    if versions:
        s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": versions})
    a.named(f"bucket:{name}", region)
    if log:
        s3.put_bucket_policy(Bucket=P + "access-logs", Policy=LOG_DELIVERY)
        s3.put_bucket_logging(Bucket=name, BucketLoggingStatus={"LoggingEnabled": {"TargetBucket": P + "access-logs", "TargetPrefix": name + "/"}})


LOG_DELIVERY = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"logging.s3.amazonaws.com"},
"Action":"s3:PutObject","Resource":"arn:aws:s3:::tidewater-larder-access-logs/*"}]}"""


# --- records of what happens


def records(a):
    a.at("2022-05-16")
    a("logs").create_log_group(logGroupName="audit-trail")
    trail = a("cloudtrail")
    trail.create_trail(
        Name="audit", S3BucketName=P + "audit-trail", IsMultiRegionTrail=True, EnableLogFileValidation=True,
        IncludeGlobalServiceEvents=True, KmsKeyId=a.names["key:audit"],
        CloudWatchLogsLogGroupArn="arn:aws:logs:us-east-1:111122223333:log-group:audit-trail:*",
        CloudWatchLogsRoleArn="arn:aws:iam::111122223333:role/trail-to-logs")
    trail.put_event_selectors(TrailName="audit", AdvancedEventSelectors=[
        {"Name": "management", "FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]}]},
        {"Name": "object writes", "FieldSelectors": [
            {"Field": "eventCategory", "Equals": ["Data"]}, {"Field": "resources.type", "Equals": ["AWS::S3::Object"]},
            {"Field": "readOnly", "Equals": ["false"]}]}])
    trail.put_insight_selectors(TrailName="audit", InsightSelectors=[
        {"InsightType": "ApiCallRateInsight"}, {"InsightType": "ApiErrorRateInsight"}])
    trail.start_logging(Name="audit")
    # Whoever tidied up deleted the bucket of this trail.
    old, s3 = a("cloudtrail", BOUGHT), a("s3", HOME)
    s3.create_bucket(Bucket="larder-down-under-trail", CreateBucketConfiguration={"LocationConstraint": BOUGHT})
    old.create_trail(Name="ldu-trail", S3BucketName="larder-down-under-trail")
    s3.delete_bucket(Bucket="larder-down-under-trail")
    europe = a("cloudtrail", EUROPE)
    europe.create_trail(Name="shop-eu", S3BucketName=P + "eu-orders", EnableLogFileValidation=False)
    europe.start_logging(Name="shop-eu")
    linked = "arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
    for region, role, what, on in (
        (HOME, linked, {"allSupported": True, "includeGlobalResourceTypes": True}, True),
        (EUROPE, "arn:aws:iam::111122223333:role/config-recorder",
         {"allSupported": False, "resourceTypes": ["AWS::EC2::Instance", "AWS::EC2::SecurityGroup", "AWS::S3::Bucket"]}, True),
        (BOUGHT, linked, {"allSupported": True}, False),
    ):
        config = a("config", region)
        config.put_configuration_recorder(ConfigurationRecorder={"name": "default", "roleARN": role, "recordingGroup": what})
        config.put_delivery_channel(DeliveryChannel={"name": "default", "s3BucketName": P + "config-history"})
        config.start_configuration_recorder(ConfigurationRecorderName="default")
        if not on:
            config.stop_configuration_recorder(ConfigurationRecorderName="default")
    a("config").put_configuration_aggregator(ConfigurationAggregatorName="tidewater", OrganizationAggregationSource={
        "RoleArn": "arn:aws:iam::111122223333:role/config-recorder", "AllAwsRegions": True})


# --- load balancers


def balancers(a):
    a.at("2022-05-16")
    r, vpc = HOME, a.names["shop-prod"]
    subnets = [a.names["shop-prod-a"], a.names["shop-prod-b"]]
    shop = balancer(a, r, "shop", subnets, [a.names["shop-edge"]], {
        "access_logs.s3.enabled": "true", "access_logs.s3.bucket": P + "access-logs",
        "routing.http.drop_invalid_header_fields.enabled": "true"})
    web = targets(a, r, "shop-web", vpc, "HTTPS", 8443)
    certificate(a, r, "shop.tidewater-larder.example", "2026-03-10")
    listener(a, r, shop, 443, "HTTPS", forward(web), "shop.tidewater-larder.example", "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09")
    listener(a, r, shop, 80, "HTTP", REDIRECT)
    intranet = balancer(a, r, "intranet", subnets, [a.names["shop-edge"]], {"routing.http.desync_mitigation_mode": "monitor"}, "internal")
    plain = targets(a, r, "intranet", vpc, "HTTP", 8080)
    listener(a, r, intranet, 80, "HTTP", forward(plain))
    feed = balancer(a, r, "courier-feed", subnets, None, {"access_logs.s3.enabled": "false"}, kind="network")
    couriers = targets(a, r, "courier-feed", vpc, "TCP", 9443)
    certificate(a, r, "feed.tidewater-larder.example", "2025-10-20")
    listener(a, r, feed, 443, "TLS", forward(couriers), "feed.tidewater-larder.example", "ELBSecurityPolicy-TLS13-1-2-2021-06")
    listener(a, r, feed, 9000, "TCP", forward(couriers))
    firewall = a("wafv2", r).create_web_acl(
        Name="shop", Scope="REGIONAL", DefaultAction={"Allow": {}},
        VisibilityConfig={"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": True, "MetricName": "shop"})["Summary"]["ARN"]
    a("wafv2", r).associate_web_acl(WebACLArn=firewall, ResourceArn=shop)
    # Before listeners had certificates of ACM, they had those of IAM.
    classic(a, r, "legacy-checkout", subnets, "HTTPS", 443, "arn:aws:iam::111122223333:server-certificate/checkout-2021")

    a.at("2023-08-21")
    r, vpc = EUROPE, a.names["shop-eu"]
    subnets = [a.names["shop-eu-a"], a.names["shop-eu-b"]]
    shop = balancer(a, r, "shop-eu", subnets, [a.names["shop-eu-edge"]], {
        "access_logs.s3.enabled": "false", "routing.http.drop_invalid_header_fields.enabled": "false"})
    web = targets(a, r, "shop-eu-web", vpc, "HTTP", 8080)
    certificate(a, r, "eu.tidewater-larder.example", "2026-06-01")
    listener(a, r, shop, 443, "HTTPS", forward(web), "eu.tidewater-larder.example", "ELBSecurityPolicy-TLS13-1-2-2021-06")
    through = balancer(a, r, "search-passthrough", subnets, None, {}, "internal", "network")
    search = targets(a, r, "search", vpc, "TCP", 443)
    listener(a, r, through, 443, "TCP", forward(search))

    a.at("2019-03-11")
    r, vpc = BOUGHT, a.names["ldu-main"]
    subnets = [a.names["ldu-main-a"], a.names["ldu-main-b"]]
    shop = balancer(a, r, "ldu-shop", subnets, [a.names["ldu-web"]], {
        "routing.http.drop_invalid_header_fields.enabled": "false"})
    web = targets(a, r, "ldu-web", vpc, "HTTP", 80)
    certificate(a, r, "shop.larder-down-under.example", "2025-08-30")
    listener(a, r, shop, 443, "HTTPS", forward(web), "shop.larder-down-under.example", "ELBSecurityPolicy-2016-08")
    listener(a, r, shop, 80, "HTTP", forward(web))
    certificate(a, r, "partners.larder-down-under.example", "2026-02-01")
    classic(a, r, "ldu-partners", subnets, "HTTPS", 443, a.names["cert:partners.larder-down-under.example"], True)
    classic(a, r, "ldu-admin", subnets, "HTTP", 8080)


REDIRECT = {"Type": "redirect", "RedirectConfig": {"Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"}}


def forward(group):
    return {"Type": "forward", "TargetGroupArn": group}


def balancer(a, region, name, subnets, groups, attributes, scheme="internet-facing", kind="application"):
    elb = a("elbv2", region)
    more = {"SecurityGroups": groups} if groups else {}
    made = elb.create_load_balancer(Name=name, Subnets=subnets, Scheme=scheme, Type=kind, **more)["LoadBalancers"][0]["LoadBalancerArn"]
    if attributes:
        elb.modify_load_balancer_attributes(LoadBalancerArn=made, Attributes=[{"Key": k, "Value": v} for k, v in attributes.items()])
    return a.named(f"lb:{name}", made)


def targets(a, region, name, vpc, protocol, port):
    check = protocol if protocol in ("HTTP", "HTTPS") else "TCP"
    return a("elbv2", region).create_target_group(
        Name=name, Protocol=protocol, Port=port, VpcId=vpc, TargetType="instance", HealthCheckProtocol=check,
    )["TargetGroups"][0]["TargetGroupArn"]


def certificate(a, region, domain, since):
    before = a.date
    a.at(since)
    made = a("acm", region).request_certificate(DomainName=domain, ValidationMethod="DNS")["CertificateArn"]
    a.at(before)
    return a.named(f"cert:{domain}", made)


def listener(a, region, of, port, protocol, action, domain=None, policy=None):
    more = {}
    if domain:
        more = {"Certificates": [{"CertificateArn": a.names[f"cert:{domain}"]}], "SslPolicy": policy}
    a("elbv2", region).create_listener(LoadBalancerArn=of, Port=port, Protocol=protocol, DefaultActions=[action], **more)


def classic(a, region, name, subnets, protocol, port, cert=None, logged=False):
    """Make a Classic Load Balancer. Its TLS policy is in handwritten/elb.json."""
    elb = a("elb", region)
    one = {"Protocol": protocol, "LoadBalancerPort": port, "InstanceProtocol": "HTTP", "InstancePort": 8080}
    if cert:
        one["SSLCertificateId"] = cert
    elb.create_load_balancer(LoadBalancerName=name, Listeners=[one], Subnets=subnets)
    if logged:
        elb.modify_load_balancer_attributes(LoadBalancerName=name, LoadBalancerAttributes={
            "AccessLog": {"Enabled": True, "S3BucketName": "larder-down-under-exports", "EmitInterval": 60}})


# --- ways in and out


def ways(a):
    """What leads from the internet into the networks, and out of them."""
    a.at("2019-03-11")
    public(a, BOUGHT, "ldu-main")
    elastic(a, BOUGHT, {"ldu-web-1": 10, "ldu-web-2": 11, "ldu-fileserver-1": 12})

    a.at("2022-05-16")
    ec2 = a("ec2", HOME)
    for name in ("shop-prod", "tools", "shop-staging"):
        public(a, HOME, name)
    private(a, HOME, "shop-prod", "10.10", 20)
    answered(ec2, "shop-prod")
    entry(ec2, acl_named(ec2, "shop-prod"), 140, "6", "0.0.0.0/0", 80, 80)
    sftp = group(a, HOME, a.names["shop-prod"], "supplier-sftp", "price lists of suppliers", ("tcp", 22, 22, v4("0.0.0.0/0")))
    a.at("2026-09-21")
    # Suppliers send price lists by it. The network ACL of the subnet closes its port to them.
    instance(a, HOME, "supplier-sftp", a.names["shop-prod-a"], [sftp], "ami-0111122223333aaaa", profile="shop-web", Team="platform")
    elastic(a, HOME, {"bastion": 21, "staging-web-1": 22, "supplier-sftp": 23})

    a.at("2023-08-21")
    public(a, EUROPE, "shop-eu")
    private(a, EUROPE, "shop-eu", "10.50", 30)
    a.at("2026-09-22")
    # It took over address and group of a public one, and lies in a private subnet.
    instance(a, EUROPE, "shop-eu-search-1", a.names["shop-eu-private-a"], [a.names["shop-eu-search"]], "ami-0111122223333cccc",
             profile="shop-web", Team="storefront")
    elastic(a, EUROPE, {"shop-eu-search-1": 31})
    dashboards = group(a, EUROPE, a.names["shop-eu"], "shop-eu-dashboards", "dashboards of the search cluster",
                       ("tcp", 5601, 5601, {"UserIdGroupPairs": [{"GroupId": a.names["shop-eu-edge"]}]}))
    instance(a, EUROPE, "shop-eu-dashboards", a.names["shop-eu-private-a"], [dashboards], "ami-0111122223333cccc",
             profile="shop-web", Team="storefront")

    # VPC Block Public Access is on there, and handwritten/ec2.json excludes the second subnet.
    a.at("2024-01-29")
    public(a, ANALYSIS, "analytics")
    answered(a("ec2", ANALYSIS), "analytics")
    elastic(a, ANALYSIS, {"notebook-1": 40, "notebook-2": 41})


def public(a, region, vpc):
    """Let the main route table of a VPC lead to its internet gateway."""
    ec2 = a("ec2", region)
    attached = [{"Name": "attachment.vpc-id", "Values": [a.names[vpc]]}]
    gateway = ec2.describe_internet_gateways(Filters=attached)["InternetGateways"][0]["InternetGatewayId"]
    main = [{"Name": "vpc-id", "Values": [a.names[vpc]]}, {"Name": "association.main", "Values": ["true"]}]
    table = ec2.describe_route_tables(Filters=main)["RouteTables"][0]["RouteTableId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)


def private(a, region, vpc, first, address):
    """Add a subnet in each zone, whose way out is a NAT gateway in the first public one."""
    ec2 = a("ec2", region)
    nat = ec2.create_nat_gateway(SubnetId=a.names[f"{vpc}-a"], AllocationId=allocate(ec2, address))["NatGateway"]["NatGatewayId"]
    table = ec2.create_route_table(VpcId=a.names[vpc], TagSpecifications=specify("route-table", f"{vpc}-private"))
    table = table["RouteTable"]["RouteTableId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", NatGatewayId=nat)
    for zone, third in (("a", 128), ("b", 144)):
        subnet = ec2.create_subnet(
            VpcId=a.names[vpc], CidrBlock=f"{first}.{third}.0/20", AvailabilityZone=region + zone,
            TagSpecifications=specify("subnet", f"{vpc}-private-{zone}"),
        )["Subnet"]["SubnetId"]
        ec2.associate_route_table(RouteTableId=table, SubnetId=a.named(f"{vpc}-private-{zone}", subnet))
    a.named(f"{vpc}-nat", nat)


def allocate(ec2, address):
    """Return an Elastic IP address: one of those that are for documentation."""
    return ec2.allocate_address(Domain="vpc", Address=f"192.0.2.{address}")["AllocationId"]


def elastic(a, region, addresses):
    ec2 = a("ec2", region)
    for name, address in addresses.items():
        ec2.associate_address(InstanceId=a.names[name], AllocationId=allocate(ec2, address))


def acl_named(ec2, name):
    return ec2.describe_network_acls(Filters=[{"Name": "tag:Name", "Values": [name]}])["NetworkAcls"][0]["NetworkAclId"]


def answered(ec2, name):
    """Let everything out by the network ACL of that name."""
    ec2.create_network_acl_entry(
        NetworkAclId=acl_named(ec2, name), RuleNumber=100, Protocol="-1", RuleAction="allow", Egress=True, CidrBlock="0.0.0.0/0")


def served(a):
    """What the load balancers send traffic to."""
    a.at("2019-03-11")
    register(a, BOUGHT, "ldu-web", None, "ldu-web-1", "ldu-web-2")
    for name, port in (("ldu-partners", 443), ("ldu-admin", 8080)):
        elb = a("elb", BOUGHT)
        elb.register_instances_with_load_balancer(LoadBalancerName=name, Instances=[{"InstanceId": a.names["ldu-batch"]}])
        made = elb.describe_load_balancers(LoadBalancerNames=[name])["LoadBalancerDescriptions"][0]["SecurityGroups"][0]
        admit(a, BOUGHT, made, port, v4("0.0.0.0/0"))

    a.at("2022-05-16")
    admit(a, HOME, a.names["shop-web"], 8443, {"UserIdGroupPairs": [{"GroupId": a.names["shop-edge"]}]})
    register(a, HOME, "shop-web", None, *(f"shop-web-{n}" for n in range(1, 5)))
    register(a, HOME, "intranet", None, "shop-worker-1")
    partners = a("ec2").describe_managed_prefix_lists(Filters=[{"Name": "prefix-list-name", "Values": ["delivery-partners"]}])
    couriers = group(a, HOME, a.names["shop-prod"], "shop-couriers", "deliveries of couriers",
                     ("tcp", 9443, 9443, {"PrefixListIds": [{"PrefixListId": partners["PrefixLists"][0]["PrefixListId"]}]}))
    a.at("2026-09-21")
    instance(a, HOME, "courier-feed-1", a.names["shop-prod-b"], [couriers], "ami-0111122223333aaaa", profile="shop-web", Team="storefront")
    register(a, HOME, "courier-feed", None, "courier-feed-1")

    a.at("2023-08-21")
    register(a, EUROPE, "shop-eu-web", None, "shop-eu-web-1", "shop-eu-web-2", "shop-eu-web-3")
    register(a, EUROPE, "search", 9200, "shop-eu-search-1")
    # A name of its own is all that hides the dashboards.
    dashboards = targets(a, EUROPE, "shop-eu-dashboards", a.names["shop-eu"], "HTTP", 5601)
    register(a, EUROPE, "shop-eu-dashboards", None, "shop-eu-dashboards")
    elb = a("elbv2", EUROPE)
    shop = elb.describe_listeners(LoadBalancerArn=a.names["lb:shop-eu"])["Listeners"][0]["ListenerArn"]
    elb.create_rule(ListenerArn=shop, Priority=10, Actions=[forward(dashboards)], Conditions=[
        {"Field": "host-header", "HostHeaderConfig": {"Values": ["search.eu.tidewater-larder.example"]}}])


def register(a, region, group, port, *names):
    elb = a("elbv2", region)
    arn = elb.describe_target_groups(Names=[group])["TargetGroups"][0]["TargetGroupArn"]
    more = {"Port": port} if port else {}
    elb.register_targets(TargetGroupArn=arn, Targets=[{"Id": a.names[n], **more} for n in names])


def admit(a, region, group, port, sources):
    a("ec2", region).authorize_security_group_ingress(
        GroupId=group, IpPermissions=[{"IpProtocol": "tcp", "FromPort": port, "ToPort": port, **sources}])


# --- databases


def databases(a):
    a.at("2019-03-11")
    database(a, BOUGHT, "ldu-shop", "ldu-main", "ldu-mysql", "mysql", "5.7.44", "db.t3.medium", PubliclyAccessible=True, AutoMinorVersionUpgrade=False)
    a.at("2022-05-16")
    database(a, HOME, "orders", "shop-prod-private", "shop-db", "postgres", "16.10", "db.r6g.large", PubliclyAccessible=False,
             MultiAZ=True, StorageEncrypted=True, KmsKeyId=a.names["key:orders"], DeletionProtection=True)
    a.at("2022-05-17")
    rds = a("rds")
    rds.create_db_cluster(DBClusterIdentifier="catalog", Engine="aurora-postgresql", EngineVersion="16.8",
                          MasterUsername="master", MasterUserPassword="not-recorded-anywhere", DBSubnetGroupName="shop-prod-private-db")
    for number in "12":  # of the cluster in handwritten/rds.json
        rds.create_db_instance(
            DBInstanceIdentifier=f"catalog-{number}", DBClusterIdentifier="catalog", DBSubnetGroupName="shop-prod-private-db",
            Engine="aurora-postgresql", EngineVersion="16.8", DBInstanceClass="db.r6g.large", StorageType="aurora", StorageEncrypted=True,
            KmsKeyId=a.names["key:orders"], AvailabilityZone=HOME + "ab"[int(number) - 1], VpcSecurityGroupIds=[a.names["shop-db"]],
            PubliclyAccessible=False, AutoMinorVersionUpgrade=True, Tags=tags(f"catalog-{number}"))
    a.at("2023-08-21")
    group(a, EUROPE, a.names["shop-eu"], "shop-eu-db", "database, from the web servers only",
          ("tcp", 5432, 5432, {"UserIdGroupPairs": [{"GroupId": a.names["shop-eu-web"]}]}))
    database(a, EUROPE, "shop-eu-orders", "shop-eu-private", "shop-eu-db", "postgres", "16.10", "db.r6g.large",
             PubliclyAccessible=False, StorageEncrypted=True, KmsKeyId=a.names["key:shop-eu"])
    # The agency that made it could not get in, and opened what it could.
    group(a, EUROPE, a.names["shop-eu"], "loyalty-pilot", "agency", ("tcp", 5432, 5432, v4("0.0.0.0/0")))
    database(a, EUROPE, "loyalty-pilot", "shop-eu-private", "loyalty-pilot", "postgres", "16.10", "db.t4g.medium", PubliclyAccessible=True)
    a.at("2024-01-29")
    group(a, ANALYSIS, a.names["analytics"], "catalog", "catalog of the lake", ("tcp", 5432, 5432, v4("0.0.0.0/0")))
    database(a, ANALYSIS, "lake-catalog", "analytics", "catalog", "postgres", "16.10", "db.t4g.medium", PubliclyAccessible=True)


def database(a, region, name, network, group, engine, version, kind, **settings):
    rds, subnets = a("rds", region), f"{network}-db"
    rds.create_db_subnet_group(
        DBSubnetGroupName=subnets, DBSubnetGroupDescription=f"subnets of {network}",
        SubnetIds=[a.names[f"{network}-{zone}"] for zone in "ab"])
    rds.create_db_instance(
        DBInstanceIdentifier=name, DBSubnetGroupName=subnets, VpcSecurityGroupIds=[a.names[group]],
        Engine=engine, EngineVersion=version, DBInstanceClass=kind, AllocatedStorage=100, StorageType="gp2",
        AvailabilityZone=region + "a", MasterUsername="master", MasterUserPassword="not-recorded-anywhere",
        BackupRetentionPeriod=7, Tags=tags(name), **settings)


# --- warehouses, search domains and Kubernetes, whose endpoints AWS makes


OFFICES = ["203.0.113.0/28", "198.51.100.16/28"]


def managed(a):
    a.at("2019-03-11")
    role(a, "eks-cluster", TRUST % ("Service", "eks.amazonaws.com"), "AmazonEKSClusterPolicy")
    warehouse(a, BOUGHT, "ldu-reports", "ldu-main", "ldu-temp-allow-all", PubliclyAccessible=True)
    search(a, BOUGHT, "ldu-products", "Elasticsearch_7.10", sharing.allow("*", "es:*", PARTS))
    # Another scanner had looked for 0.0.0.0/0.
    kubernetes(a, BOUGHT, "ldu", "ldu-main", "1.33", endpointPublicAccess=True, endpointPrivateAccess=False,
               publicAccessCidrs=["0.0.0.0/1", "128.0.0.0/1"])
    a.at("2022-05-16")
    warehouse(a, HOME, "finance", "shop-prod-private", "shop-db", PubliclyAccessible=False)
    # In a VPC the network decides who is everyone.
    search(a, HOME, "shop-search", "OpenSearch_2.19", sharing.allow({"AWS": "*"}, "es:*", PARTS), {
        "SubnetIds": [a.names["shop-prod-private-a"], a.names["shop-prod-private-b"]], "SecurityGroupIds": [a.names["shop-db"]]})
    kubernetes(a, HOME, "shop-prod", "shop-prod-private", "1.35", endpointPublicAccess=False, endpointPrivateAccess=True)
    a.at("2023-08-21")
    search(a, EUROPE, "shop-eu-logs", "OpenSearch_2.19", sharing.allow(
        "*", "es:ESHttp*", PARTS, {"IpAddress": {"aws:SourceIp": OFFICES}}, "Offices"))
    kubernetes(a, EUROPE, "shop-eu", "shop-eu-private", "1.35", endpointPublicAccess=True, endpointPrivateAccess=True,
               publicAccessCidrs=["0.0.0.0/0"])
    a.at("2024-01-29")
    # Marked as public for a consultant, who has been kept out since.
    warehouse(a, ANALYSIS, "lake", "analytics", "warehouse", PubliclyAccessible=True)
    search(a, ANALYSIS, "deliveries", "OpenSearch_2.19", sharing.allow(
        sharing.root(sharing.LOGISTICS), ["es:ESHttpGet", "es:ESHttpPost"], PARTS, sid="Tracking"),
        CognitoOptions={"Enabled": True, "UserPoolId": "us-west-2_AnaLySts1", "IdentityPoolId": "us-west-2:6f1c0a52-3a0e-4d0b-9a6e-1f2d3c4b5a69",
                        "RoleArn": f"arn:aws:iam::{sharing.ACCOUNT}:role/service-role/CognitoAccessForAmazonOpenSearch"})
    kubernetes(a, ANALYSIS, "analytics", "analytics", "1.34", endpointPublicAccess=True, endpointPrivateAccess=True,
               publicAccessCidrs=OFFICES)


def warehouse(a, region, name, network, group, **settings):
    redshift, subnets = a("redshift", region), f"{network}-warehouse"
    redshift.create_cluster_subnet_group(
        ClusterSubnetGroupName=subnets, Description=f"subnets of {network}",
        SubnetIds=[a.names[f"{network}-{zone}"] for zone in "ab"])
    redshift.create_cluster(
        ClusterIdentifier=name, ClusterSubnetGroupName=subnets, VpcSecurityGroupIds=[a.names[group]], NodeType="ra3.large",
        NumberOfNodes=2, AvailabilityZone=region + "a", MasterUsername="master", MasterUserPassword="Not-recorded-anywhere-1",
        Encrypted=True, Tags=tags(name), **settings)


PARTS = "${parts}"  # of the domain


def search(a, region, name, version, statement, vpc=None, **settings):
    parts = f"arn:aws:es:{region}:{sharing.ACCOUNT}:domain/{name}/*"
    a("opensearch", region).create_domain(
        DomainName=name, EngineVersion=version, AccessPolicies=sharing.policy(statement).replace(PARTS, parts),
        ClusterConfig={"InstanceType": "r6g.large.search", "InstanceCount": 2, "ZoneAwarenessEnabled": True},
        EBSOptions={"EBSEnabled": True, "VolumeType": "gp3", "VolumeSize": 100, "Iops": 3000, "Throughput": 125},
        EncryptionAtRestOptions={"Enabled": True}, NodeToNodeEncryptionOptions={"Enabled": True},
        DomainEndpointOptions={"EnforceHTTPS": True, "TLSSecurityPolicy": "Policy-Min-TLS-1-2-PFS-2023-10"},
        TagList=tags(name), **({"VPCOptions": vpc} if vpc else {}), **settings)


def kubernetes(a, region, name, network, version, **access):
    a("eks", region).create_cluster(
        name=name, version=version, roleArn=f"arn:aws:iam::{sharing.ACCOUNT}:role/eks-cluster", tags={"Name": name},
        resourcesVpcConfig={"subnetIds": [a.names[f"{network}-{zone}"] for zone in "ab"], **access})
