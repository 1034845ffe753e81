"""A small account for the end-to-end tests: of each thing a good and a bad one.

    python populate.py ENDPOINT

It prints, as JSON, what the mock AWS at the endpoint called each thing. Every
operation of a scan must find something to ask about, so there is at least one
of each thing that has details.
"""

import datetime
import json
import sys

import boto3
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

HOME, OTHER = "us-east-1", "eu-west-1"
ACCOUNT = "123456789012"
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
ALL_BLOCKED = dict.fromkeys(("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), True)
ANYONE = [{"CidrIp": "0.0.0.0/0"}]
TRUST = json.dumps({
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}],
})


def client(service, region=HOME):
    return boto3.client(service, region_name=region, endpoint_url=sys.argv[1])


def main():
    names = {}
    for fill in (disks, machines, network, keys, buckets, balancers, identities, trails, recorders, shared, watchers):
        names |= fill()
    json.dump(names, sys.stdout)


def disks():
    ec2 = client("ec2")
    ec2.enable_ebs_encryption_by_default()
    sealed, plain = (
        ec2.create_volume(AvailabilityZone=HOME + "a", Size=1, Encrypted=e)["VolumeId"] for e in (True, False)
    )
    kept, given = (ec2.create_snapshot(VolumeId=v)["SnapshotId"] for v in (sealed, plain))
    ec2.modify_snapshot_attribute(
        SnapshotId=given, Attribute="createVolumePermission", OperationType="add", GroupNames=["all"])
    return {"sealed volume": sealed, "plain volume": plain, "kept snapshot": kept, "given snapshot": given}


def machines():
    ec2 = client("ec2")
    strict, lax = (
        ec2.run_instances(
            ImageId="ami-12c6146b", MinCount=1, MaxCount=1,
            MetadataOptions={"HttpTokens": tokens, "HttpEndpoint": "enabled"},
        )["Instances"][0]["InstanceId"]
        for tokens in ("required", "optional")
    )
    ec2.create_launch_template(LaunchTemplateName="web", LaunchTemplateData={
        "InstanceType": "t3.micro", "UserData": "cGFzc3dvcmQ9aHVudGVyMg==",
        "BlockDeviceMappings": [{"DeviceName": "/dev/xvda", "Ebs": {"Encrypted": True}}],
    })
    ec2.create_image(InstanceId=strict, Name="web")
    return {"strict instance": strict, "lax instance": lax}


def network():
    ec2 = client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    office = ec2.create_managed_prefix_list(
        PrefixListName="office", AddressFamily="IPv4", MaxEntries=1, Entries=[{"Cidr": "192.0.2.0/24"}],
    )["PrefixList"]["PrefixListId"]
    groups = {}
    for name, source in (("open group", {"IpRanges": ANYONE}), ("office group", {"PrefixListIds": [{"PrefixListId": office}]})):
        groups[name] = ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"]
        ec2.authorize_security_group_ingress(
            GroupId=groups[name], IpPermissions=[{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, **source}])
    return groups


def keys():
    kms = client("kms")
    turning, still = (kms.create_key()["KeyMetadata"]["KeyId"] for _ in range(2))
    kms.enable_key_rotation(KeyId=turning)
    return {"turning key": turning, "still key": still}


def buckets():
    s3 = client("s3")
    s3.create_bucket(Bucket="guarded")
    s3.put_public_access_block(Bucket="guarded", PublicAccessBlockConfiguration=ALL_BLOCKED)
    s3.put_bucket_versioning(Bucket="guarded", VersioningConfiguration={"Status": "Enabled"})
    s3.put_bucket_encryption(Bucket="guarded", ServerSideEncryptionConfiguration={
        "Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}, "BucketKeyEnabled": True}]})
    s3.create_bucket(Bucket="bare", CreateBucketConfiguration={"LocationConstraint": OTHER})
    return {"guarded bucket": "guarded", "bare bucket": "bare"}


def statement(principal, action, resource):
    return {"Effect": "Allow", "Principal": principal, "Action": action, "Resource": resource}


def policy(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def shared():
    """Things that have policies of their own, each open to everyone."""
    s3, sqs, sns = client("s3"), client("sqs"), client("sns")
    s3.create_bucket(Bucket="site")
    s3.delete_public_access_block(Bucket="site")
    s3.put_bucket_policy(Bucket="site", Policy=policy(statement("*", "s3:GetObject", "arn:aws:s3:::site/*")))
    queue = f"arn:aws:sqs:{HOME}:{ACCOUNT}:open-queue"
    sqs.create_queue(QueueName="open-queue", Attributes={"Policy": policy(statement("*", "sqs:SendMessage", queue))})
    sqs.create_queue(QueueName="own-queue")
    topic = sns.create_topic(Name="open-topic")["TopicArn"]
    sns.set_topic_attributes(
        TopicArn=topic, AttributeName="Policy", AttributeValue=policy(statement("*", "sns:Publish", topic)))
    ecr = client("ecr")
    ecr.create_repository(repositoryName="open-images")
    images = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage"}]}
    ecr.set_repository_policy(repositoryName="open-images", policyText=json.dumps(images))
    client("glacier").create_vault(accountId="-", vaultName="archive")
    secret = client("secretsmanager")
    secret.create_secret(Name="open-secret", SecretString="hunter2")
    secret.put_resource_policy(
        SecretId="open-secret", ResourcePolicy=policy(statement("*", "secretsmanager:GetSecretValue", "*")))
    function = client("lambda")
    function.create_function(
        FunctionName="open-function", Runtime="python3.13", Role=f"arn:aws:iam::{ACCOUNT}:role/service", Handler="a.b",
        Code={"ZipFile": b"-"}, Environment={"Variables": {"TOKEN": "hunter2"}})
    function.add_permission(
        FunctionName="open-function", StatementId="all", Action="lambda:InvokeFunction", Principal="*")
    return {name: name.replace(" ", "-") for name in (
        "open queue", "own queue", "open topic", "open images", "open secret", "open function")} | {"site": "site"}


def watchers():
    """What watches the account, and what it watches."""
    topic = client("sns").create_topic(Name="watch")["TopicArn"]
    client("sns").subscribe(TopicArn=topic, Protocol="email", Endpoint="watch@example.com")
    client("cloudwatch").put_metric_alarm(
        AlarmName="watched", Namespace="n", MetricName="m", Statistic="Sum", Period=300, EvaluationPeriods=1, Threshold=1,
        ComparisonOperator="GreaterThanOrEqualToThreshold", AlarmActions=[topic])
    client("cloudwatch").put_metric_alarm(
        AlarmName="silent", Namespace="n", MetricName="m", Statistic="Sum", Period=300, EvaluationPeriods=1, Threshold=1,
        ComparisonOperator="GreaterThanOrEqualToThreshold")
    logs = client("logs")
    for name, days in (("long", 365), ("short", 30)):
        logs.create_log_group(logGroupName=name)
        logs.put_retention_policy(logGroupName=name, retentionInDays=days)
    client("guardduty").create_detector(Enable=True)
    client("securityhub").enable_security_hub()
    for region in (HOME, "eu-west-1"):  # moto says nothing of a region where it was never on
        client("inspector2", region).enable(accountIds=[ACCOUNT], resourceTypes=["EC2", "ECR", "LAMBDA"])
    client("ssm").create_patch_baseline(Name="own", OperatingSystem="WINDOWS")
    sso = client("sso-admin")
    instance = sso.list_instances()["Instances"][0]["InstanceArn"]
    # AWS has a session last an hour if nobody says how long; moto says nothing then.
    sso.create_permission_set(InstanceArn=instance, Name="admins", SessionDuration="PT1H")
    return {"watched alarm": "alarm:watched", "silent alarm": "alarm:silent", "long logs": "log-group:long", "short logs": "log-group:short"}


def balancers():
    certificate = client("acm").import_certificate(**self_signed())["CertificateArn"]
    classic = client("elb")
    for name, listener in (
        ("classic-plain", {"Protocol": "HTTP", "LoadBalancerPort": 80, "InstancePort": 80}),
        ("classic-tls", {"Protocol": "HTTPS", "LoadBalancerPort": 443, "InstancePort": 80, "SSLCertificateId": certificate}),
    ):
        classic.create_load_balancer(LoadBalancerName=name, Listeners=[listener], AvailabilityZones=[HOME + "a"])

    ec2, elb = client("ec2"), client("elbv2")
    subnets = [s["SubnetId"] for s in ec2.describe_subnets()["Subnets"]][:2]
    vpc = ec2.describe_subnets(SubnetIds=subnets[:1])["Subnets"][0]["VpcId"]
    target = elb.create_target_group(Name="web", Protocol="HTTP", Port=80, VpcId=vpc)["TargetGroups"][0]["TargetGroupArn"]
    forward = [{"Type": "forward", "TargetGroupArn": target}]
    redirect = [{"Type": "redirect", "RedirectConfig": {"Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"}}]
    names = {"plain classic": "loadbalancer/classic-plain", "tls classic": "loadbalancer/classic-tls"}
    for name, action in (("forwarding", forward), ("redirecting", redirect)):
        arn = elb.create_load_balancer(Name=name, Subnets=subnets, Scheme="internet-facing")["LoadBalancers"][0]["LoadBalancerArn"]
        http = elb.create_listener(LoadBalancerArn=arn, Protocol="HTTP", Port=80, DefaultActions=action)
        names[name + " balancer"], names[name + " listener"] = arn, http["Listeners"][0]["ListenerArn"]
    elb.create_target_group(Name="shell", Protocol="TCP", Port=22, VpcId=vpc)
    elb.create_listener(
        LoadBalancerArn=names["redirecting balancer"], Protocol="HTTPS", Port=443, DefaultActions=forward,
        SslPolicy="ELBSecurityPolicy-TLS13-1-2-2021-06", Certificates=[{"CertificateArn": certificate}])
    return names


def self_signed():
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "example.com")])
    now = datetime.datetime.now(datetime.timezone.utc)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now).not_valid_after(now + datetime.timedelta(days=90))
        .sign(key, hashes.SHA256())
    )
    form = serialization.Encoding.PEM
    return {
        "Certificate": certificate.public_bytes(form),
        "PrivateKey": key.private_bytes(form, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
    }


def identities():
    iam = client("iam")
    for user in ("careful", "careless"):
        iam.create_user(UserName=user)
        iam.create_login_profile(UserName=user, Password="correct-Horse-9")
    device = iam.create_virtual_mfa_device(VirtualMFADeviceName="careful")["VirtualMFADevice"]["SerialNumber"]
    iam.enable_mfa_device(UserName="careful", SerialNumber=device, AuthenticationCode1="123456", AuthenticationCode2="654321")
    iam.attach_user_policy(UserName="careless", PolicyArn=ADMINISTRATOR)
    iam.create_role(RoleName="service", AssumeRolePolicyDocument=TRUST)
    saml = iam.create_saml_provider(Name="directory", SAMLMetadataDocument="<EntityDescriptor/>" + " " * 1000)["SAMLProviderArn"]
    return {"careful": "user/careful", "careless": "user/careless", "directory": saml}


def trails():
    s3, trail = client("s3"), client("cloudtrail")
    s3.create_bucket(Bucket="trail")
    names = {}
    for name, whole in (("whole", True), ("part", False)):
        names[name + " trail"] = trail.create_trail(
            Name=name, S3BucketName="trail", IsMultiRegionTrail=whole, EnableLogFileValidation=whole,
        )["TrailARN"]
    trail.start_logging(Name="whole")
    return names


def recorders():
    config = client("config")
    config.put_configuration_recorder(ConfigurationRecorder={
        "name": "default", "roleARN": f"arn:aws:iam::{ACCOUNT}:role/service",
        "recordingGroup": {"allSupported": True, "includeGlobalResourceTypes": True},
    })
    config.put_delivery_channel(DeliveryChannel={"name": "default", "s3BucketName": "trail"})
    config.start_configuration_recorder(ConfigurationRecorderName="default")
    return {}


if __name__ == "__main__":
    main()
