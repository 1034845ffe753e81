"""What lets others in, or keeps them out: policies of resources, ACLs, grants."""

import json

from account import ANALYSIS, BOUGHT, EUROPE, HOME, P, tags

ACCOUNT = "111122223333"
LOGISTICS = "777788889999"  # a company that delivers what the shop sells
PASSED_ON = "999900001111"  # nobody remembers whose this is


def share(a):
    bucket_policies(a)
    trails(a)
    key_policies(a)
    messages(a)
    images(a)
    events(a)
    archives(a)
    secrets(a)
    functions(a)


def policy(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def allow(principal, action, resource, condition=None, sid=None):
    return statement("Allow", principal, action, resource, condition, sid)


def deny(action, resource, condition, sid):
    return statement("Deny", "*", action, resource, condition, sid)


def statement(effect, principal, action, resource, condition, sid):
    s = {"Sid": sid} if sid else {}
    s |= {"Effect": effect, "Principal": principal, "Action": action, "Resource": resource}
    return s | ({"Condition": condition} if condition else {})


def root(account):
    return {"AWS": f"arn:aws:iam::{account}:root"}


def role(name):
    return {"AWS": f"arn:aws:iam::{ACCOUNT}:role/{name}"}


def service(name):
    return {"Service": f"{name}.amazonaws.com"}


def for_account():
    return {"StringEquals": {"aws:SourceAccount": ACCOUNT}}


# --- buckets


def whole(bucket):
    return [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"]


def tls_only(bucket):
    return deny("s3:*", whole(bucket), {"Bool": {"aws:SecureTransport": "false"}}, "TlsOnly")


def bucket_policies(a):
    s3 = a("s3", HOME)

    def put(name, *statements):
        s3.put_bucket_policy(Bucket=name, Policy=policy(*statements))

    a.at("2019-05-02")
    # The account's block ignores these ACLs, and not the policies.
    for name in ("larder-down-under-web", "larder-down-under-exports"):
        s3.put_bucket_acl(Bucket=name, ACL="public-read")
    name = "larder-down-under-web"
    put(name, allow({"AWS": "*"}, "s3:GetObject", f"arn:aws:s3:::{name}/*", sid="Site"))
    name = "larder-down-under-exports"
    put(name, allow("*", "s3:PutObject", f"arn:aws:s3:::{name}/till-*", sid="Tills"))
    a.at("2022-05-16")
    trail = {"StringEquals": {"aws:SourceArn": f"arn:aws:cloudtrail:us-east-1:{ACCOUNT}:trail/audit"}}
    name = P + "audit-trail"
    put(name, tls_only(name), *for_trail(name, trail))
    name = P + "config-history"
    put(name, tls_only(name), allow(service("config"), "s3:PutObject", f"arn:aws:s3:::{name}/*", for_account()))
    name = P + "invoices"
    put(name, tls_only(name),
        deny("s3:*", whole(name), {"NumericLessThan": {"s3:TlsVersion": "1.2"}}, "Tls12"),
        deny("s3:PutObject", f"arn:aws:s3:::{name}/*",
             {"Null": {"s3:x-amz-server-side-encryption-customer-algorithm": "false"}}, "NoForeignKeys"))
    # The pictures of the shop are there for everybody, the drafts for the office.
    name = P + "shop-assets"
    put(name, allow("*", "s3:GetObject", f"arn:aws:s3:::{name}/public/*", sid="Pictures"),
        allow("*", "s3:ListBucket", f"arn:aws:s3:::{name}", {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}, "Office"))
    # It denies TLS only for the objects, and so may still be listed without.
    name = P + "flow-logs"
    put(name, deny("s3:*", f"arn:aws:s3:::{name}/*", {"Bool": {"aws:SecureTransport": "false"}}, "TlsOnly"))
    a.at("2023-08-21")
    name = P + "eu-orders"
    put(name, tls_only(name), *for_trail(name, None))
    name = P + "eu-media"
    put(name, allow("*", "s3:GetObject", f"arn:aws:s3:::{name}/*", {"StringEquals": {"aws:PrincipalOrgID": "o-exampleorgid"}}))
    a.at("2024-01-29")
    name = P + "lake"
    put(name, allow(root(LOGISTICS), ["s3:GetObject", "s3:ListBucket"], whole(name), sid="Deliveries"))
    # Made for a migration, and open to all roles of an account that is not theirs.
    name = P + "notebooks"
    put(name, allow(root(PASSED_ON), "s3:*", whole(name), sid="Migration"))


def for_trail(bucket, condition):
    """What CloudTrail asks of the policy of a bucket."""
    trail = service("cloudtrail")
    yield allow(trail, "s3:GetBucketAcl", f"arn:aws:s3:::{bucket}", condition, "TrailAcl")
    full = {"StringEquals": (condition or {}).get("StringEquals", {}) | {"s3:x-amz-acl": "bucket-owner-full-control"}}
    yield allow(trail, "s3:PutObject", f"arn:aws:s3:::{bucket}/AWSLogs/{ACCOUNT}/*", full, "TrailWrite")


def trails(a):
    """Add the trail of an agency, which wrote to the bucket that was at hand."""
    a.at("2019-06-03")
    old = a("cloudtrail", BOUGHT)
    old.create_trail(Name="ldu-agency", S3BucketName="larder-down-under-web")
    old.start_logging(Name="ldu-agency")


# --- keys


def key_policies(a):
    account = allow(root(ACCOUNT), "kms:*", "*", sid="Account")
    manage = ["kms:Create*", "kms:Describe*", "kms:Enable*", "kms:List*", "kms:Put*", "kms:Update*", "kms:Revoke*",
              "kms:Disable*", "kms:Get*", "kms:Delete*", "kms:TagResource", "kms:ScheduleKeyDeletion", "kms:CancelKeyDeletion"]
    use = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]

    def put(region, name, *statements):
        a("kms", region).put_key_policy(KeyId=a.names[f"key:{name}"], PolicyName="default", Policy=policy(*statements))

    a.at("2022-05-16")
    put(HOME, "orders", account, allow(role("platform"), manage, "*", sid="Manage"), allow(role("shop-web"), use, "*", sid="Use"))
    put(HOME, "audit", account, allow(
        service("cloudtrail"), "kms:GenerateDataKey*", "*",
        {"StringEquals": {"aws:SourceArn": f"arn:aws:cloudtrail:us-east-1:{ACCOUNT}:trail/audit"}}, "Trail"))
    put(HOME, "invoices", account, allow(role("nightly-reports"), "kms:*", "*", sid="Export"))
    a.at("2024-01-29")
    put(ANALYSIS, "analytics", account, allow(root(LOGISTICS), ["kms:Decrypt", "kms:DescribeKey"], "*", sid="Deliveries"))
    # It was to be for the services of the account, and is for whoever comes by them.
    put(BOUGHT, "ldu", account, allow({"AWS": "*"}, use, "*", sid="Everything"))
    orders = a("kms", HOME)
    orders.create_grant(
        KeyId=a.names["key:orders"], GranteePrincipal=role("shop-web")["AWS"], Operations=["Decrypt", "GenerateDataKey"],
        Constraints={"EncryptionContextEquals": {"service": "orders"}}, Name="orders")
    a("kms", EUROPE).create_grant(
        KeyId=a.names["key:shop-eu"], GranteePrincipal=role("shop-web")["AWS"], Operations=["Decrypt", "CreateGrant"], Name="pilot")


# --- messages, images, events


def messages(a):
    a.at("2022-05-16")
    sqs, sns = a("sqs"), a("sns")

    def queue(client, region, name, *statements):
        attributes = {"Policy": policy(*statements)} if statements else {}
        client.create_queue(QueueName=name, Attributes=attributes)

    def arn(kind, region, name):
        return f"arn:aws:{kind}:{region}:{ACCOUNT}:{name}"

    def topic(client, region, name, *statements):
        made = client.create_topic(Name=name, Tags=tags(name))["TopicArn"]
        if statements:
            client.set_topic_attributes(TopicArn=made, AttributeName="Policy", AttributeValue=policy(*statements))

    topic(sns, HOME, "orders", allow(
        "*", "sns:Publish", arn("sns", HOME, "orders"), {"StringEquals": {"aws:SourceOwner": ACCOUNT}}))
    queue(sqs, HOME, "orders", allow(
        service("sns"), "sqs:SendMessage", arn("sqs", HOME, "orders"), {"ArnEquals": {"aws:SourceArn": arn("sns", HOME, "orders")}}))
    queue(sqs, HOME, "orders-dead")
    # Anyone may put in it, as long as it says it comes from that topic: but it names all topics.
    queue(sqs, HOME, "returns", allow("*", "sqs:*", arn("sqs", HOME, "returns"), {"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:*"}}))
    topic(a("sns", EUROPE), EUROPE, "stock-alerts")
    a.at("2019-05-02")
    queue(a("sqs", BOUGHT), BOUGHT, "ldu-webhooks", allow({"AWS": "*"}, "sqs:SendMessage", arn("sqs", BOUGHT, "ldu-webhooks")))
    topic(a("sns", BOUGHT), BOUGHT, "ldu-news", allow({"AWS": "*"}, ["sns:Subscribe", "sns:Publish"], arn("sns", BOUGHT, "ldu-news")))


def images(a):
    a.at("2022-05-16")
    ecr = a("ecr")
    for name in ("shop/web", "shop/worker"):
        ecr.create_repository(repositoryName=name)
    pull = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]

    def open_to(name, principal):
        text = {"Version": "2012-10-17", "Statement": [
            {"Sid": "Pull", "Effect": "Allow", "Principal": principal, "Action": pull}]}
        ecr.set_repository_policy(repositoryName=name, policyText=json.dumps(text))

    open_to("shop/web", root(LOGISTICS))
    a.at("2024-06-10")
    ecr.create_repository(repositoryName="tools/price-check")
    open_to("tools/price-check", "*")


def events(a):
    a.at("2023-08-21")
    for region, name, principal, condition in (
        (HOME, "shop", {"AWS": LOGISTICS}, None),
        (EUROPE, "partners", "*", None),
    ):
        client = a("events", region)
        bus = client.create_event_bus(Name=name)["EventBusArn"]
        client.put_permission(EventBusName=name, Policy=policy(allow(principal, "events:PutEvents", bus, condition, "Put")))


# --- archives, secrets, functions


def archives(a):
    a.at("2019-05-02")
    glacier = a("glacier", BOUGHT)
    for name in ("ldu-accounts", "ldu-photos"):
        glacier.create_vault(accountId="-", vaultName=name)


def secrets(a):
    a.at("2022-05-16")
    manager = a("secretsmanager")
    for name in ("shop/orders-db", "shop/payment-provider"):
        manager.create_secret(Name=name, SecretString="not-recorded-anywhere", Tags=tags(name), ClientRequestToken="0" * 32)
    manager.put_resource_policy(SecretId="shop/orders-db", ResourcePolicy=policy(
        allow(role("shop-web"), "secretsmanager:GetSecretValue", "*", sid="Web")))
    a.at("2024-06-10")
    europe = a("secretsmanager", EUROPE)
    europe.create_secret(Name="pilot/loyalty", SecretString="not-recorded-anywhere", ClientRequestToken="1" * 32)
    europe.put_resource_policy(SecretId="pilot/loyalty", ResourcePolicy=policy(
        allow({"AWS": "*"}, "secretsmanager:GetSecretValue", "*", sid="Pilot")))


def functions(a):
    a.at("2023-08-21")
    for region, name in ((HOME, "order-mailer"), (HOME, "thumbnails"), (EUROPE, "loyalty-webhook")):
        a("lambda", region).create_function(
            FunctionName=name, Runtime="python3.13", Role=f"arn:aws:iam::{ACCOUNT}:role/nightly-reports", Handler="main.handle",
            Code={"ZipFile": b"-"}, Environment={"Variables": {"API_KEY": "not-recorded-anywhere"}})
    a("lambda").add_permission(
        FunctionName="order-mailer", StatementId="orders", Action="lambda:InvokeFunction", Principal="sns.amazonaws.com",
        SourceArn=f"arn:aws:sns:us-east-1:{ACCOUNT}:orders")
    a("lambda").add_permission(
        FunctionName="thumbnails", StatementId="uploads", Action="lambda:InvokeFunction", Principal="s3.amazonaws.com",
        SourceArn=f"arn:aws:s3:::{P}shop-assets")
    a("lambda", EUROPE).add_permission(
        FunctionName="loyalty-webhook", StatementId="url", Action="lambda:InvokeFunctionUrl", Principal="*", FunctionUrlAuthType="NONE")
