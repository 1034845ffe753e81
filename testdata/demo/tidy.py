"""Turn what was recorded from the mock into what AWS would have answered.

Three steps: correct what moto gets wrong (one function for an operation
below), put in the exchanges written by hand (handwritten/*.json), and drop
what the model of the service does not know. MOTO.md says what and why.
"""

import base64
import json
import pathlib
import re
import uuid
from xml.etree import ElementTree

import shapes

HERE = pathlib.Path(__file__).resolve().parent
ACCOUNT = "111122223333"
# The moment of the scan, and so the "now" of every check of the demo.
STARTED, ENDED = "2026-10-05T06:00:00Z", "2026-10-05T06:00:41Z"
CONTENT_TYPES = {"ec2": "text/xml;charset=UTF-8", "query": "text/xml", "rest-xml": "application/xml",
                 "json": "application/x-amz-json-1.1", "rest-json": "application/json"}

FIXES = {}


def fix(*operations):
    """Register a function that corrects the parsed body of these operations."""

    def register(do):
        for operation in operations:
            FIXES.setdefault(operation, []).append(do)
        return do

    return register


def tidy(manifest, exchanges, names, regions):
    manifest.pop("regions", None)
    manifest |= {"started": STARTED, "ended": ENDED}
    place = Placeholders(names)
    recorded = {}
    for x in exchanges:
        relocate(x, names)
        recorded[key(x)] = x
    written = handwritten(place, regions)
    for x in recorded.values():
        if not any(matches(w, x) for w in written):
            correct(x, recorded, names)
    put_in(written, recorded, regions, place)
    done = [finish(x) for x in recorded.values() if x["operation"].split(":")[1]]
    done.sort(key=key)
    manifest["exchanges"] = len(done)
    return manifest, done


def key(x):
    return x["operation"], x["region"], json.dumps(x["input"], sort_keys=True, separators=(",", ":"))


def finish(x):
    """Drop unknown fields, and write the body in its shortest form with a request id that stays."""
    body = shapes.Body(x)
    for problem in body.problems():
        if problem.drop and problem.fatal:
            problem.drop()
    x["content_type"] = CONTENT_TYPES[body.protocol]
    number = str(uuid.uuid5(uuid.NAMESPACE_URL, " ".join(key(x))))
    if not body.json and body.root is not None:
        identify(body, number)
    # EC2 ends its namespace with a slash, which moto leaves out.
    x["body"] = body.text().replace('/doc/2016-11-15"', '/doc/2016-11-15/"')
    order = ("operation", "region", "input", "status", "content_type", "error_type", "body")
    return {k: x[k] for k in order if x.get(k) or k == "input"}


def identify(body, number):
    root = body.root
    metadata = one(root, "ResponseMetadata")
    if metadata is not None and one(metadata, "RequestId") is None:
        sub(metadata, "RequestId", number)
    for e in root.iter():
        if shapes.local(e) in ("RequestId", "requestId", "RequestID"):
            e.text = number
        if shapes.local(e) == "HostId":
            e.text = base64.b64encode(number.encode() * 2).decode()


# --- exchanges written by hand


class Placeholders:
    """${NAME} in a body: what the builder made under that name, the region, or a field of the input."""

    def __init__(self, names):
        self.names = names

    def fill(self, text, x):
        def value(match):
            name = match[1]
            if name == "region":
                return x["region"]
            if name == "account":
                return ACCOUNT
            if name.startswith("input."):
                return x["input"][name[6:]]
            if name == "credential-report":
                return base64.b64encode((HERE / "handwritten" / "credential-report.csv").read_bytes()).decode()
            return self.names[name]

        return re.sub(r"\$\{([^}]+)\}", value, text)


def handwritten(place, regions):
    """Return the entries of all files. Of two that match, the later one holds."""
    entries = []
    for file in sorted((HERE / "handwritten").glob("*.json")):
        for w in json.loads(file.read_text()):
            w["regions"] = regions if w["region"] == "*" else w["region"].split()
            if "input" in w:
                w["input"] = json.loads(place.fill(json.dumps(w["input"]), {}))
            entries.append(w)
    return entries


def matches(w, x):
    """Whether the entry is about this call: all fields of its input are there; null means absent."""
    return (w["operation"] == x["operation"] and x["region"] in w["regions"]
            and all(x["input"].get(k) == v for k, v in w.get("input", {}).items()))


def put_in(written, recorded, regions, place):
    for w in written:
        hit = [x for x in recorded.values() if matches(w, x)]
        missing = set(w["regions"]) - {x["region"] for x in hit}
        for region in sorted(missing) if "input" in w and None not in w["input"].values() else []:
            x = {"operation": w["operation"], "region": region, "input": w["input"]}
            recorded[key(x)] = x
            hit.append(x)
        if not hit:
            raise SystemExit(f"nothing asks for the exchange written by hand of {w['operation']} in {w['region']}")
        for x in hit:
            answer(x, w, place)


def answer(x, w, place):
    body = w["body"]
    text = json.dumps(body) if isinstance(body, dict) else "".join(body) if isinstance(body, list) else body
    x["status"], x["body"] = w.get("status", 200), place.fill(text, x)
    x.pop("error_type", None)
    if w.get("error_type"):
        x["error_type"] = w["error_type"]


# --- corrections


def correct(x, recorded, names):
    fixes = FIXES.get(x["operation"], [])
    if not fixes or x.get("status") != 200:
        return
    body = shapes.Body(x)
    for do in fixes:
        body.root = do(body.root, x, Context(recorded, names)) or body.root
    x["body"] = body.text() if body.json else ElementTree.tostring(body.root, encoding="unicode")


class Context:
    """What a correction may look up: other exchanges, and what things are called."""

    def __init__(self, recorded, names):
        self.recorded, self.names = recorded, names

    def roots(self, operation, region):
        return [shapes.Body(x).root for x in self.recorded.values()
                if x["operation"] == operation and x["region"] == region and x.get("status") == 200]

    def texts(self, operation, region, path):
        return {e.text for root in self.roots(operation, region) for e in root.findall(wild(path))}


def wild(path):
    return "/".join(s if s == "." else "{*}" + s for s in path.split("/"))


def one(element, path):
    return element.find(wild(path))


def every(element, path):
    return element.findall(wild(path))


def sub(parent, tag, text=None):
    namespace = parent.tag[: parent.tag.rindex("}") + 1] if "}" in parent.tag else ""
    child = ElementTree.SubElement(parent, namespace + tag)
    child.text = text
    return child


def put(parent, tag, text):
    """Set the text of a child, which is made where there is none."""
    child = one(parent, tag)
    if child is None:
        child = sub(parent, tag)
    child.text = text
    return child


def remove(parent, path):
    for child in every(parent, path):
        parent.remove(child)


def keep(parent, path, wanted):
    for child in every(parent, path):
        if not wanted(child):
            parent.remove(child)


def relocate(x, names):
    """Ask for a bucket's settings in its region, as a scan does that knows it."""
    bucket = x["input"].get("Bucket")
    if x["operation"].startswith("s3:") and bucket:
        x["region"] = names[f"bucket:{bucket}"]


@fix("s3:ListBuckets")
def bucket_regions(root, x, context):
    for b in every(root, "Buckets/Bucket"):
        put(b, "BucketRegion", context.names["bucket:" + one(b, "Name").text])


@fix("s3:GetBucketVersioning")
def versioning_root(root, x, context):
    root.tag = root.tag.replace("GetBucketVersioningResponse", "VersioningConfiguration")


@fix("kms:DescribeKey")
def key_metadata(root, x, context):
    """moto has no keys of AWS: the default key of EBS is one of the customer."""
    m = root["KeyMetadata"]
    m["KeyUsage"] = m.get("KeyUsage") or "ENCRYPT_DECRYPT"
    m["MultiRegion"] = m.get("MultiRegion") or False
    if m["KeyUsage"] == "ENCRYPT_DECRYPT":
        m["EncryptionAlgorithms"] = m.get("EncryptionAlgorithms") or ["SYMMETRIC_DEFAULT"]
    if m["Arn"] not in context.names.values():
        m |= {"KeyManager": "AWS", "Description": "Default key that protects my EBS volumes when no other key is defined"}


@fix("configservice:DescribeConfigurationRecorders")
def recorder_arns(root, x, context):
    for r in root["ConfigurationRecorders"]:
        number = uuid.uuid5(uuid.NAMESPACE_URL, x["region"]).hex[:17]
        r["arn"] = f"arn:aws:config:{x['region']}:{ACCOUNT}:configuration-recorder/{r['name']}/{number}"
        r["recordingScope"] = "PAID"


@fix("configservice:DescribeConfigurationRecorderStatus")
def recorder_status(root, x, context):
    for r in root["ConfigurationRecordersStatus"]:
        number = uuid.uuid5(uuid.NAMESPACE_URL, x["region"]).hex[:17]
        r["arn"] = f"arn:aws:config:{x['region']}:{ACCOUNT}:configuration-recorder/{r['name']}/{number}"
        r["lastStatus"] = "SUCCESS"


@fix("cloudtrail:GetEventSelectors")
def default_selector(root, x, context):
    """A trail that nobody gave selectors has one: all management events."""
    if not root["EventSelectors"] and not root["AdvancedEventSelectors"]:
        root["EventSelectors"] = [{"ReadWriteType": "All", "IncludeManagementEvents": True, "DataResources": [],
                                   "ExcludeManagementEventSources": []}]
    for kind in ("EventSelectors", "AdvancedEventSelectors"):
        if not root[kind]:
            del root[kind]


@fix("cloudtrail:DescribeTrails")
def custom_selectors(root, x, context):
    for t in root["trailList"]:
        t["HasCustomEventSelectors"] = t["HasInsightSelectors"] = t["Name"] == "audit"


@fix("ec2:DescribeNetworkAcls", "ec2:DescribeRouteTables", "ec2:DescribeSecurityGroups")
def leftovers(root, x, context):
    """moto keeps the parts of a default VPC when that is deleted."""
    vpcs = context.texts("ec2:DescribeVpcs", x["region"], "vpcSet/item/vpcId")
    for name in ("networkAclSet", "routeTableSet", "securityGroupInfo"):
        found = one(root, name)
        if found is not None:
            keep(found, "item", lambda e: one(e, "vpcId").text in vpcs)


@fix("ec2:DescribeSecurityGroupRules")
def leftover_rules(root, x, context):
    groups = context.recorded_groups(x["region"])
    keep(one(root, "securityGroupRuleSet"), "item", lambda e: one(e, "groupId").text in groups)


def recorded_groups(self, region):
    vpcs = self.texts("ec2:DescribeVpcs", region, "vpcSet/item/vpcId")
    return {one(g, "groupId").text for root in self.roots("ec2:DescribeSecurityGroups", region)
            for g in every(root, "securityGroupInfo/item") if one(g, "vpcId").text in vpcs}


Context.recorded_groups = recorded_groups


@fix("ec2:DescribeManagedPrefixLists")
def lists_of_aws(root, x, context):
    for e in every(root, "prefixListSet/item/prefixListArn"):
        e.text = e.text.replace(":AWS:", ":aws:")


@fix("ec2:DescribeImages")
def image_devices(root, x, context):
    """The devices of an AMI are as encrypted as their snapshots; its type is that of our instances."""
    plain = {one(s, "snapshotId").text for r in context.roots("ec2:DescribeSnapshots", x["region"])
             for s in every(r, "snapshotSet/item") if one(s, "encrypted").text == "false"}
    for image in every(root, "imagesSet/item"):
        put(image, "rootDeviceType", "ebs")
        put(image, "virtualizationType", "hvm")
        for ebs in every(image, "blockDeviceMapping/item/ebs"):
            put(ebs, "encrypted", str(one(ebs, "snapshotId").text not in plain).lower())
            put(ebs, "volumeType", "gp3")


@fix("elasticloadbalancingv2:DescribeSSLPolicies")
def short_policies(root, x, context):
    """The ciphers of each policy are as AWS documents them, but 20 times as long as the rest."""
    for p in every(root, "DescribeSSLPoliciesResult/SslPolicies/member"):
        remove(p, "Ciphers")


# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html
ATTRIBUTES = {
    "application": {
        "access_logs.s3.enabled": "false", "idle_timeout.timeout_seconds": "60", "routing.http2.enabled": "true",
        "routing.http.drop_invalid_header_fields.enabled": "false", "routing.http.desync_mitigation_mode": "defensive",
        "load_balancing.cross_zone.enabled": "true", "waf.fail_open.enabled": "false"},
    "network": {"access_logs.s3.enabled": "false"},
}


@fix("elasticloadbalancingv2:DescribeLoadBalancerAttributes")
def default_attributes(root, x, context):
    kind = "application" if "/app/" in x["input"]["LoadBalancerArn"] else "network"
    attributes = one(root, "DescribeLoadBalancerAttributesResult/Attributes")
    have = {one(a, "Key").text for a in attributes}
    for name, value in ATTRIBUTES[kind].items():
        if name not in have:
            a = sub(attributes, "member")
            sub(a, "Key", name)
            sub(a, "Value", value)


@fix("elasticloadbalancingv2:DescribeListeners")
def policies_of_tls(root, x, context):
    for member in every(root, "DescribeListenersResult/Listeners/member"):
        if one(member, "Protocol").text not in ("HTTPS", "TLS"):
            remove(member, "SslPolicy")


@fix("elasticloadbalancingv2:DescribeTargetGroups")
def balancers_once(root, x, context):
    for arns in every(root, "DescribeTargetGroupsResult/TargetGroups/member/LoadBalancerArns"):
        seen = set()
        keep(arns, "member", lambda e: not (e.text in seen or seen.add(e.text)))


@fix("elasticloadbalancing:DescribeLoadBalancers")
def classic_policies(root, x, context):
    """A listener with TLS has a policy, in moto too only if one sets it; hosts are in their region."""
    for b in every(root, "DescribeLoadBalancersResult/LoadBalancerDescriptions/member"):
        for name in ("DNSName", "CanonicalHostedZoneName"):
            put(b, name, one(b, name).text.replace("us-east-1", x["region"]))
        for d in every(b, "ListenerDescriptions/member"):
            if one(d, "Listener/Protocol").text == "HTTPS" and one(d, "PolicyNames/member") is None:
                put(one(d, "Listener"), "InstanceProtocol", "HTTP")
                sub(one(d, "PolicyNames"), "member", "tls-" + one(b, "LoadBalancerName").text)
                sub(one(b, "Policies/OtherPolicies"), "member", "tls-" + one(b, "LoadBalancerName").text)


@fix("acm:DescribeCertificate")
def validated(root, x, context):
    for o in root["Certificate"].get("DomainValidationOptions", []):
        o["ValidationStatus"] = "SUCCESS"


@fix("wafv2:GetWebACLForResource")
def no_web_acl(root, x, context):
    if root.get("WebACL") is None:
        root.pop("WebACL")
