"""What meets the internet first, and what is behind it: web ACLs, certificates, the buckets of distributions; and files.

The distributions are in handwritten/cloudfront.json, and APIs in handwritten/apigateway.json.
"""

import datetime
import json

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from account import ANALYSIS, BOUGHT, EUROPE, HOME, P, tags

ACCOUNT = "111122223333"


def edge(a):
    buckets(a)
    firewalls(a)
    certificates(a)
    files(a)


# --- buckets of distributions


def buckets(a):
    a.at("2022-06-20")
    # It admits the distributions of everybody.
    bucket(a, P + "recipes", HOME, None)
    a.at("2026-03-10")
    ours = {"StringEquals": {"AWS:SourceArn": f"arn:aws:cloudfront::{ACCOUNT}:distribution/E1EXAMPLESHOP1"}}
    bucket(a, P + "site", HOME, ours)
    bucket(a, P + "site-copy", ANALYSIS, ours)


def bucket(a, name, region, condition):
    s3 = a("s3", HOME)
    at = {} if region == HOME else {"CreateBucketConfiguration": {"LocationConstraint": region}}
    s3.create_bucket(Bucket=name, ObjectOwnership="BucketOwnerEnforced", **at)
    a.named(f"bucket:{name}", region)
    s3.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration=dict.fromkeys(
        ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), True))
    s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={
        "Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]})
    read = {"Sid": "CloudFront", "Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"},
            "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{name}/*"}
    if condition:
        read["Condition"] = condition
    s3.put_bucket_policy(Bucket=name, Policy=json.dumps({"Version": "2012-10-17", "Statement": [read]}))


# --- web ACLs


def firewalls(a):
    a.at("2026-03-10")
    web_acl(a, HOME, "site", "CLOUDFRONT", [managed("CommonRuleSet", 1), managed("KnownBadInputsRuleSet", 2), limit(3)])
    web_acl(a, HOME, "api", "REGIONAL", [managed("CommonRuleSet", 1)])
    # What it logs is in handwritten/wafv2.json.
    a("wafv2", EUROPE).create_rule_group(
        Name="couriers", Scope="REGIONAL", Capacity=10, VisibilityConfig=visible("couriers"),
        Rules=[{"Name": "countries", "Priority": 1, "Action": {"Block": {}}, "VisibilityConfig": visible("countries", False),
                "Statement": {"NotStatement": {"Statement": {"GeoMatchStatement": {"CountryCodes": ["DE", "FR", "NL"]}}}}}])


def web_acl(a, region, name, scope, rules):
    made = a("wafv2", region).create_web_acl(
        Name=name, Scope=scope, DefaultAction={"Allow": {}}, VisibilityConfig=visible(name), Rules=rules)["Summary"]["ARN"]
    return a.named(f"acl:{name}", made)


def visible(name, metrics=True):
    return {"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": metrics, "MetricName": name}


def managed(name, priority):
    name = "AWSManagedRules" + name
    return {"Name": name, "Priority": priority, "OverrideAction": {"None": {}}, "VisibilityConfig": visible(name),
            "Statement": {"ManagedRuleGroupStatement": {"VendorName": "AWS", "Name": name}}}


def limit(priority):
    return {"Name": "rate", "Priority": priority, "Action": {"Block": {}}, "VisibilityConfig": visible("rate"),
            "Statement": {"RateBasedStatement": {"Limit": 2000, "EvaluationWindowSec": 300, "AggregateKeyType": "IP"}}}


# --- certificates


def certificates(a):
    for domain, since, bits in (("www.tidewater-larder.example", "2026-03-10", 2048), ("www.larder-down-under.example", "2026-02-01", 1024)):
        a.at(since)
        imported(a, domain, since, bits)


def imported(a, domain, since, bits):
    """Import a certificate into ACM. Nothing of what is random in it is in the list."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, domain)])
    begins = datetime.datetime.fromisoformat(since)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(begins).not_valid_after(begins + datetime.timedelta(days=390))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(domain)]), critical=False).sign(key, hashes.SHA256())
    )
    a.named(f"cert:{domain}", a("acm", HOME).import_certificate(
        Certificate=made.public_bytes(serialization.Encoding.PEM),
        PrivateKey=key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()),
    )["CertificateArn"])


# --- files


def files(a):
    for since, region, name, encrypted in (("2019-03-11", BOUGHT, "ldu-photos", False), ("2023-08-21", EUROPE, "shop-eu-uploads", True)):
        a.at(since)
        a("efs", region).create_file_system(CreationToken=name, Encrypted=encrypted, Tags=tags(name))
