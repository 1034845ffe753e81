"""Turn what was recorded from the mock into what AWS would have answered.

Correct what moto gets wrong (a function each below), and put in
the exchanges written by hand (handwritten/*.json). MOTO.md says what and why.
What then does not conform to the models of AWS ends the build, so nothing that
is misspelt gets lost.
"""

import base64
import copy
import datetime
import ipaddress
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


def fix(operation):
    """Register a function that corrects the parsed body of an operation."""

    def register(do):
        FIXES.setdefault(operation, []).append(do)
        return do

    return register


def tidy(manifest, exchanges, names, regions):
    manifest.pop("regions", None)
    manifest.pop("api_share", None)  # of nobody's account: it is made up
    manifest |= {"started": STARTED, "ended": ENDED}
    place = Placeholders(names)
    recorded = {}
    for x in network_arns(exchanges):
        relocate(x, names)
        queue_urls(x)
        without_nulls(x)
        recorded[key(x)] = x
    written = handwritten(place, regions)
    for x in recorded.values():
        if not any(matches(w, x) for w in written):
            correct(x, recorded, names)
    put_in(written, recorded, regions, place)
    done = [finish(x) for x in recorded.values()]
    done.sort(key=key)
    manifest["exchanges"] = len(done)
    return manifest, done


def key(x):
    return x["operation"], x["region"], json.dumps(x["input"], sort_keys=True, separators=(",", ":"))


def finish(x):
    """Write the body in its shortest form with a request id that stays, and hold it against the model."""
    body = shapes.Body(x)
    x["content_type"] = CONTENT_TYPES[body.protocol]
    number = str(uuid.uuid5(uuid.NAMESPACE_URL, " ".join(key(x))))
    if not body.json and body.root is not None:
        identify(body, number)
    # EC2 ends its namespace with a slash, which moto leaves out.
    x["body"] = body.text().replace('/doc/2016-11-15"', '/doc/2016-11-15/"')
    wrong = [str(p) for p in shapes.problems(x) if p.kind != shapes.NOTE]
    if wrong:
        raise SystemExit("\n".join([f"{x['operation']} in {x['region']} is not what AWS would answer:", *wrong]))
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
    if x["operation"] not in FIXES or x.get("status") != 200:
        return
    body = shapes.Body(x)
    for do in FIXES[x["operation"]]:
        do(body.root, x, Context(recorded, names))
    x["body"] = body.text() if body.json else ElementTree.tostring(body.root, encoding="unicode")


class Context:
    """What a correction may look up: other exchanges, and what things are called."""

    def __init__(self, recorded, names):
        self.recorded, self.names = recorded, names

    def of_aws(self, key):
        return key not in self.names.values()

    def roots(self, operation, region):
        return [shapes.Body(x).root for x in self.recorded.values()
                if x["operation"] == operation and x["region"] == region and x.get("status") == 200]

    def texts(self, operation, region, path):
        return {e.text for root in self.roots(operation, region) for e in root.findall(wild(path))}

    def volumes(self, region):
        return [v for root in self.roots("ec2:DescribeVolumes", region) for v in every(root, "volumeSet/item")]

    def subnet(self, region, identity):
        """Return the range of a subnet."""
        return next(one(s, "cidrBlock").text for root in self.roots("ec2:DescribeSubnets", region)
                    for s in every(root, "subnetSet/item") if one(s, "subnetId").text == identity)

    def root_volume(self, region, instance):
        return next(v for v in self.volumes(region) if instance in [e.text for e in every(v, "attachmentSet/item/instanceId")])


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


def network_arns(exchanges):
    """Call Network Load Balancers `net` in every ARN and every question; moto calls all balancers `app`."""
    text = json.dumps(exchanges)
    for x in exchanges:
        if x["operation"] == "elasticloadbalancingv2:DescribeLoadBalancers":
            for b in every(shapes.Body(x).root, "DescribeLoadBalancersResult/LoadBalancers/member"):
                if one(b, "Type").text == "network":
                    name = one(b, "LoadBalancerArn").text.partition("/app/")[2]
                    text = text.replace(f"/app/{name}", f"/net/{name}")
    return json.loads(text)


def queue_urls(x):
    """Call queues by the host of their region; moto calls them by its own."""
    host = rf"http://127\.0\.0\.1:\d+/{ACCOUNT}/"
    text = re.sub(host, f"https://sqs.{x['region']}.amazonaws.com/{ACCOUNT}/", json.dumps(x))
    x.update(json.loads(text))


def without_nulls(x):
    """Leave out what is null in JSON, as AWS does."""

    def cut(value):
        if isinstance(value, dict):
            return {k: cut(v) for k, v in value.items() if v is not None}
        return [cut(v) for v in value] if isinstance(value, list) else value

    body = shapes.Body(x)
    if body.json and body.root is not None:
        body.root = cut(body.root)
        x["body"] = body.text()


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
        m.pop("SigningAlgorithms", None)
    if context.of_aws(m["Arn"]):
        m |= {"KeyManager": "AWS", "Description": "Default key that protects my EBS volumes when no other key is defined"}


@fix("kms:GetKeyRotationStatus")
def rotation_of_aws(root, x, context):
    if context.of_aws(x["input"]["KeyId"]):
        root["KeyRotationEnabled"] = True


@fix("kms:ListGrants")
def whole_grants(root, x, context):
    """moto adds a count, and has short IDs and neither ARN nor issuer."""
    root.pop("GrantCount")
    for g in root["Grants"]:
        number = uuid.uuid5(uuid.NAMESPACE_URL, g["GrantId"]).hex
        g |= {"KeyId": x["input"]["KeyId"], "GrantId": number * 2, "IssuingAccount": f"arn:aws:iam::{ACCOUNT}:root"}


@fix("lambda:GetPolicy")
def auth_of_urls(root, x, context):
    """How the URL of a function is called is a condition, which moto makes a member of the statement."""
    policy = json.loads(root["Policy"])
    for s in policy["Statement"]:
        if kind := s.pop("FunctionUrlAuthType", None):
            s["Condition"] = {"StringEquals": {"lambda:FunctionUrlAuthType": kind}}
    root["Policy"] = json.dumps(policy, separators=(",", ":"))


@fix("lambda:ListFunctions")
def functions_listed(root, x, context):
    """What a function is doing is told of one, not in the list."""
    for f in root["Functions"]:
        for name in ("State", "LastUpdateStatus"):
            f.pop(name)
        f |= {"LastModified": f["LastModified"].replace("000000Z", "+0000"), "RevisionId": str(uuid.uuid5(uuid.NAMESPACE_URL, f["FunctionArn"]))}


@fix("secretsmanager:ListSecrets")
def versions_of_secrets(root, x, context):
    for s in root["SecretList"]:
        s.pop("VersionIdsToStages")


@fix("s3:GetBucketAcl")
def nameless_owners(root, x, context):
    for owner in root.iter(root.tag.replace("AccessControlPolicy", "Owner")):
        remove(owner, "DisplayName")


@fix("configservice:DescribeConfigurationRecorders")
def recorder_arns(root, x, context):
    for r in root["ConfigurationRecorders"]:
        number = uuid.uuid5(uuid.NAMESPACE_URL, x["region"]).hex[:17]
        r["arn"] = f"arn:aws:config:{x['region']}:{ACCOUNT}:configuration-recorder/{r['name']}/{number}"
        r["recordingScope"] = "PAID"
        r.pop("status")


@fix("configservice:DescribeConfigurationRecorderStatus")
def recorder_status(root, x, context):
    for r in root["ConfigurationRecordersStatus"]:
        number = uuid.uuid5(uuid.NAMESPACE_URL, x["region"]).hex[:17]
        r["arn"] = f"arn:aws:config:{x['region']}:{ACCOUNT}:configuration-recorder/{r['name']}/{number}"
        r["lastStatus"] = "SUCCESS"


@fix("configservice:DescribeConfigurationAggregators")
def tags_of_aggregators(root, x, context):
    for a in root["ConfigurationAggregators"]:
        a.pop("Tags")


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


@fix("ec2:DescribeNetworkAcls")
def leftovers(root, x, context):
    """moto keeps the network ACL of a VPC that was deleted."""
    vpcs = context.texts("ec2:DescribeVpcs", x["region"], "vpcSet/item/vpcId")
    keep(one(root, "networkAclSet"), "item", lambda e: one(e, "vpcId").text in vpcs)


@fix("ec2:DescribeNetworkAcls")
def last_entries(root, x, context):
    """A network ACL ends with an entry that denies the rest, which moto has in default ones only."""
    for entries in every(root, "networkAclSet/item/entrySet"):
        for egress in ("true", "false"):
            if not any(one(e, "ruleNumber").text == "32767" and one(e, "egress").text == egress for e in entries):
                e = sub(entries, "item")
                for name, value in (("cidrBlock", "0.0.0.0/0"), ("egress", egress), ("protocol", "-1"),
                                    ("ruleAction", "deny"), ("ruleNumber", "32767")):
                    sub(e, name, value)


@fix("ec2:DescribeRouteTables")
def default_routes(root, x, context):
    """A default VPC has an internet gateway, to which its main route table leads."""
    default = {one(v, "vpcId").text for r in context.roots("ec2:DescribeVpcs", x["region"])
               for v in every(r, "vpcSet/item") if one(v, "isDefault").text == "true"}
    for t in every(root, "routeTableSet/item"):
        vpc = one(t, "vpcId").text
        if vpc in default:
            route = sub(one(t, "routeSet"), "item")
            gateway = "igw-" + uuid.uuid5(uuid.NAMESPACE_URL, vpc).hex[:17]
            for name, value in (("destinationCidrBlock", "0.0.0.0/0"), ("gatewayId", gateway),
                                ("origin", "CreateRoute"), ("state", "active")):
                sub(route, name, value)


@fix("ec2:DescribeSecurityGroupRules")
def owners_of_rules(root, x, context):
    for rule in every(root, "securityGroupRuleSet/item"):
        put(rule, "groupOwnerId", ACCOUNT)


@fix("ec2:DescribeVpcPeeringConnections")
def ranges_of_peers(root, x, context):
    for c in every(root, "vpcPeeringConnectionSet/item"):
        for side in (one(c, "requesterVpcInfo"), one(c, "accepterVpcInfo")):
            block = sub(sub(side, "cidrBlockSet"), "item")
            sub(block, "cidrBlock", one(side, "cidrBlock").text)


@fix("ec2:DescribeInstances")
def virtual_machines(root, x, context):
    """A t3 is never paravirtual, and its root device is the one that it was given."""
    for i in every(root, "reservationSet/item/instancesSet/item"):
        put(i, "virtualizationType", "hvm")
        put(i, "rootDeviceName", "/dev/xvda")


@fix("ec2:DescribeNetworkInterfaces")
def requesters(root, x, context):
    for i in every(root, "networkInterfaceSet/item"):
        remove(i, "requesterId")


@fix("ec2:DescribeNetworkInterfaces")
def addresses(root, x, context):
    """A public address belongs to a private one. AWS owns it if it is not an Elastic IP address."""
    for i in every(root, "networkInterfaceSet/item"):
        association = one(i, "association")
        if association is None:
            continue
        # There is a name where the VPC has names of hosts, as a default one has.
        put(association, "publicDnsName", "")
        if one(association, "allocationId") is None:
            put(association, "ipOwnerId", "amazon")
            host = "ec2-" + one(association, "publicIp").text.replace(".", "-")
            put(association, "publicDnsName", f"{host}.{x['region']}.compute.amazonaws.com")
        for address in every(i, "privateIpAddressesSet/item"):
            address.append(copy.deepcopy(association))


@fix("ec2:DescribeNetworkInterfaces")
def interfaces_of_nat(root, x, context):
    """A NAT gateway's interface is of a kind of its own, without groups. moto puts it outside its subnet."""
    for i in every(root, "networkInterfaceSet/item"):
        if one(i, "attachment") is not None or one(i, "association") is None:
            continue
        vpc = next(n for n, identity in context.names.items() if identity == one(i, "vpcId").text)
        put(i, "description", "Interface for NAT Gateway " + context.names[f"{vpc}-nat"])
        put(i, "interfaceType", "nat_gateway")
        put(i, "requesterManaged", "true")
        put(i, "sourceDestCheck", "false")
        put(i, "status", "in-use")
        one(i, "groupSet").clear()
        attachment = sub(i, "attachment")
        number = uuid.uuid5(uuid.NAMESPACE_URL, one(i, "networkInterfaceId").text).hex[:17]
        for name, value in (("attachmentId", "ela-attach-" + number), ("deleteOnTermination", "false"), ("deviceIndex", "1"),
                            ("instanceOwnerId", "amazon-aws"), ("status", "attached")):
            sub(attachment, name, value)
        inside = str(ipaddress.ip_network(context.subnet(x["region"], one(i, "subnetId").text))[200])
        put(i, "privateIpAddress", inside)
        put(one(i, "privateIpAddressesSet/item"), "privateIpAddress", inside)


@fix("ec2:DescribeManagedPrefixLists")
def lists_of_aws(root, x, context):
    for e in every(root, "prefixListSet/item/prefixListArn"):
        e.text = e.text.replace(":AWS:", ":aws:")


@fix("ec2:DescribeSnapshots")
def snapshots_of_volumes(root, x, context):
    """A snapshot is as encrypted as its volume. For that of an AMI moto makes a volume of its own."""
    volumes = {one(v, "volumeId").text: v for v in context.volumes(x["region"])}
    for s in every(root, "snapshotSet/item"):
        made = re.match(r"Created by CreateImage\((i-[0-9a-f]+)\)", one(s, "description").text or "")
        v = context.root_volume(x["region"], made[1]) if made else volumes[one(s, "volumeId").text]
        for here, there in (("volumeId", "volumeId"), ("volumeSize", "size"), ("encrypted", "encrypted"), ("kmsKeyId", "kmsKeyId")):
            if one(v, there) is not None:
                put(s, here, one(v, there).text)


@fix("ec2:DescribeImages")
def devices_of_images(root, x, context):
    """An AMI has the devices of the instance that it was made of."""
    for image in every(root, "imagesSet/item"):
        v = context.root_volume(x["region"], one(image, "sourceInstanceId").text)
        put(image, "rootDeviceType", "ebs")
        put(image, "rootDeviceName", "/dev/xvda")
        put(image, "virtualizationType", "hvm")
        for device in every(image, "blockDeviceMapping/item"):
            put(device, "deviceName", "/dev/xvda")
            ebs = one(device, "ebs")
            put(ebs, "encrypted", one(v, "encrypted").text)
            put(ebs, "volumeSize", one(v, "size").text)
            put(ebs, "volumeType", one(v, "volumeType").text)


@fix("elasticloadbalancingv2:DescribeSSLPolicies")
def short_policies(root, x, context):
    """The ciphers of each policy are as AWS documents them, but 20 times as long as the rest."""
    for p in every(root, "DescribeSSLPoliciesResult/SslPolicies/member"):
        remove(p, "Ciphers")


# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html
ATTRIBUTES = {
    "app": {
        "access_logs.s3.enabled": "false", "idle_timeout.timeout_seconds": "60", "routing.http2.enabled": "true",
        "routing.http.drop_invalid_header_fields.enabled": "false", "routing.http.desync_mitigation_mode": "defensive",
        "waf.fail_open.enabled": "false"},
    "net": {"access_logs.s3.enabled": "false", "dns_record.client_routing_policy": "any_availability_zone"},
}


@fix("elasticloadbalancingv2:DescribeLoadBalancerAttributes")
def attributes_of_kind(root, x, context):
    """An attribute is there before anybody sets it. Applications are always balanced across zones."""
    kind = x["input"]["LoadBalancerArn"].split("/")[1]
    attributes = one(root, "DescribeLoadBalancerAttributesResult/Attributes")
    have = {one(a, "Key").text: one(a, "Value") for a in attributes}
    for name, value in ATTRIBUTES[kind].items():
        if name not in have:
            a = sub(attributes, "member")
            sub(a, "Key", name)
            sub(a, "Value", value)
    if kind == "app":
        have["load_balancing.cross_zone.enabled"].text = "true"


@fix("elasticloadbalancingv2:DescribeRules")
def rule_arns(root, x, context):
    """moto calls the default rule by an address in its memory."""
    for rule in every(root, "DescribeRulesResult/Rules/member"):
        if one(rule, "IsDefault").text == "true":
            arn = one(rule, "RuleArn")
            listener = arn.text.rpartition("/")[0]
            arn.text = f"{listener}/{uuid.uuid5(uuid.NAMESPACE_URL, listener).hex[:16]}"


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


# Of a target group of a Network Load Balancer that has instances for targets.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html
TARGET_ATTRIBUTES = {
    "deregistration_delay.timeout_seconds": "300", "deregistration_delay.connection_termination.enabled": "false",
    "stickiness.enabled": "false", "stickiness.type": "source_ip",
    "load_balancing.cross_zone.enabled": "use_load_balancer_configuration",
    "preserve_client_ip.enabled": "true", "proxy_protocol_v2.enabled": "false",
    "target_group_health.dns_failover.minimum_healthy_targets.count": "1",
    "target_group_health.dns_failover.minimum_healthy_targets.percentage": "off",
    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count": "1",
    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage": "off",
    "target_health_state.unhealthy.connection_termination.enabled": "true",
    "target_health_state.unhealthy.draining_interval_seconds": "0",
}


@fix("elasticloadbalancingv2:DescribeTargetGroupAttributes")
def attributes_of_targets(root, x, context):
    """moto has those of an Application Load Balancer. Only target groups of Network Load Balancers are asked for."""
    attributes = one(root, "DescribeTargetGroupAttributesResult/Attributes")
    keep(attributes, "member", lambda a: one(a, "Key").text in TARGET_ATTRIBUTES)
    have = {one(a, "Key").text for a in attributes}
    for name, value in TARGET_ATTRIBUTES.items():
        if name not in have:
            a = sub(attributes, "member")
            sub(a, "Key", name)
            sub(a, "Value", value)


@fix("elasticloadbalancingv2:DescribeTargetHealth")
def health_ports(root, x, context):
    """The port of a health check is a number, also where it is the one of the traffic."""
    for d in every(root, "DescribeTargetHealthResult/TargetHealthDescriptions/member"):
        if one(d, "HealthCheckPort").text == "traffic-port":
            put(d, "HealthCheckPort", one(d, "Target/Port").text)


@fix("elasticloadbalancing:DescribeLoadBalancers")
def classic_policies(root, x, context):
    """A listener with TLS has a policy, in moto only if somebody made one. Hosts are in their region."""
    for b in every(root, "DescribeLoadBalancersResult/LoadBalancerDescriptions/member"):
        for name in ("DNSName", "CanonicalHostedZoneName"):
            put(b, name, one(b, name).text.replace("us-east-1", x["region"]))
        for d in every(b, "ListenerDescriptions/member"):
            if one(d, "Listener/Protocol").text == "HTTPS" and one(d, "PolicyNames/member") is None:
                put(one(d, "Listener"), "InstanceProtocol", "HTTP")
                sub(one(d, "PolicyNames"), "member", "tls-" + one(b, "LoadBalancerName").text)
                sub(one(b, "Policies/OtherPolicies"), "member", "tls-" + one(b, "LoadBalancerName").text)


@fix("acm:DescribeCertificate")
def certificates(root, x, context):
    """moto signs with a random number, and never lets a certificate expire."""
    c = root["Certificate"]
    for o in c.get("DomainValidationOptions", []):
        o["ValidationStatus"] = "SUCCESS"
    number = uuid.uuid5(uuid.NAMESPACE_URL, c["CertificateArn"]).hex
    c["Serial"] = ":".join(number[i : i + 2] for i in range(0, len(number), 2))
    c["SignatureAlgorithm"] = "SHA256WITHRSA"
    c["InUseBy"] = sorted({re.sub(r":listener/(.*)/\w+$", r":loadbalancer/\1", user) for user in c["InUseBy"]})
    c["RenewalEligibility"] = "ELIGIBLE" if c["InUseBy"] else "INELIGIBLE"
    if c["NotAfter"] < datetime.datetime.fromisoformat(STARTED).timestamp():
        c["Status"] = "EXPIRED"


@fix("iam:GetAccountAuthorizationDetails")
def policies_in_use(root, x, context):
    """moto gives policies no name, no ID and no number of those that they bound. What of AWS nobody has is left out."""
    policies = one(root, "GetAccountAuthorizationDetailsResult/Policies")
    if policies is None:
        return
    bounds = [e.text for r in context.roots(x["operation"], x["region"]) for e in r.iter() if shapes.local(e) == "PermissionsBoundaryArn"]
    if x["input"]["Filter"] == ["AWSManagedPolicy"]:
        keep(policies, "member", lambda p: one(p, "AttachmentCount").text != "0" or one(p, "Arn").text in bounds)
    policies[:] = sorted(policies, key=lambda p: one(p, "Arn").text)  # moto has them in another order every time
    for p in policies:
        arn = one(p, "Arn").text
        put(p, "PolicyName", arn.rpartition("/")[2])
        put(p, "PolicyId", "ANPA" + base64.b32encode(uuid.uuid5(uuid.NAMESPACE_URL, arn).bytes).decode()[:17])
        put(p, "PermissionsBoundaryUsageCount", str(bounds.count(arn)))


@fix("iam:GetAccountSummary")
def root_user(root, x, context):
    """The root user has MFA, a password and a key. What is written by hand is counted too."""
    summary = one(root, "GetAccountSummaryResult/SummaryMap")
    for name, value in {"AccountMFAEnabled": 1, "AccountPasswordPresent": 1, "AccountAccessKeysPresent": 1,
                        "MFADevices": 4, "MFADevicesInUse": 4, "Providers": 3, "ServerCertificates": 2}.items():
        entry = next((e for e in summary if one(e, "key").text == name), None)
        if entry is None:
            entry = sub(summary, "entry")
            sub(entry, "key", name)
        put(entry, "value", str(value))


@fix("wafv2:GetWebACLForResource")
def web_acl_of_another_operation(root, x, context):
    if "WebACL" in root:
        root["WebACL"].pop("LockToken")


@fix("wafv2:GetWebACL")
def token_of_web_acls(root, x, context):
    root["WebACL"].pop("LockToken")


@fix("efs:DescribeFileSystems")
def policies_of_files(root, x, context):
    for f in root["FileSystems"]:
        f.pop("LifecyclePolicies")


# Of the hosts of RDS, which Route 53 has in a zone for each region.
ZONES = {"us-east-1": "Z2R2ITUGPM61AM", "us-west-2": "Z1PVIF0B656C1W", "eu-west-1": "Z29XKXDKYMONMX", "ap-southeast-2": "Z32T0VRHXEXS0V"}


@fix("rds:DescribeDBInstances")
def databases(root, x, context):
    """moto calls all by one ID, takes PostgreSQL for MySQL, and knows little that is newer."""
    for d in every(root, "DescribeDBInstancesResult/DBInstances/DBInstance"):
        name, engine = one(d, "DBInstanceIdentifier").text, one(d, "Engine").text
        number = uuid.uuid5(uuid.NAMESPACE_URL, one(d, "DBInstanceArn").text)
        account = "c" + uuid.uuid5(uuid.NAMESPACE_URL, x["region"]).hex[:11]
        put(one(d, "Endpoint"), "Address", f"{name}.{account}.{x['region']}.rds.amazonaws.com")
        put(one(d, "Endpoint"), "HostedZoneId", ZONES[x["region"]])
        put(d, "DbiResourceId", "db-" + base64.b32encode(number.bytes).decode().rstrip("="))
        put(d, "DbInstancePort", "0")
        put(d, "CACertificateIdentifier", "rds-ca-rsa2048-g1")
        certificate = sub(d, "CertificateDetails")
        sub(certificate, "CAIdentifier", "rds-ca-rsa2048-g1")
        sub(certificate, "ValidTill", "2027-05-16T09:20:00Z")
        put(d, "LatestRestorableTime", "2026-10-05T05:55:00Z")
        remove(one(d, "DBSubnetGroup"), "DBSubnetGroupArn")
        if engine == "postgres":
            put(d, "LicenseModel", "postgresql-license")
            major = one(d, "EngineVersion").text.partition(".")[0]
            put(one(d, "OptionGroupMemberships/OptionGroupMembership"), "OptionGroupName", f"default:postgres-{major}")
        if one(d, "MultiAZ").text == "true":
            sub(d, "SecondaryAvailabilityZone", x["region"] + "b")
        for field, value in (
            ("NetworkType", "IPV4"), ("StorageThroughput", "0"), ("PerformanceInsightsEnabled", "false"),
            ("CustomerOwnedIpEnabled", "false"), ("ActivityStreamStatus", "stopped"), ("BackupTarget", "region"),
            ("DedicatedLogVolume", "false"), ("IsStorageConfigUpgradeAvailable", "false"), ("UpgradeRolloutOrder", "second"),
            ("DatabaseInsightsMode", "standard"), ("EngineLifecycleSupport", "open-source-rds-extended-support"),
        ):
            put(d, field, value)


def host_of(arn):
    """What AWS makes up to tell the hosts of one account from those of others."""
    return base64.b32encode(uuid.uuid5(uuid.NAMESPACE_URL, arn).bytes).decode().lower().rstrip("=")


def network_of(context, region, subnets):
    """Return the VPC and the zones of subnets."""
    rows = [s for root in context.roots("ec2:DescribeSubnets", region) for s in every(root, "subnetSet/item")
            if one(s, "subnetId").text in subnets]
    return one(rows[0], "vpcId").text, sorted(one(s, "availabilityZone").text for s in rows)


@fix("redshift:DescribeClusters")
def warehouses(root, x, context):
    """moto does not say in which VPC a cluster is, has a security group of EC2-Classic in one, and knows little that is newer."""
    groups = {one(g, "ClusterSubnetGroupName").text: one(g, "VpcId").text
              for r in context.roots("redshift:DescribeClusterSubnetGroups", x["region"])
              for g in every(r, "DescribeClusterSubnetGroupsResult/ClusterSubnetGroups/ClusterSubnetGroup")}
    for c in every(root, "DescribeClustersResult/Clusters/Cluster"):
        name = one(c, "ClusterIdentifier").text
        account = "c" + uuid.uuid5(uuid.NAMESPACE_URL, x["region"]).hex[:11]
        put(one(c, "Endpoint"), "Address", f"{name}.{account}.{x['region']}.redshift.amazonaws.com")
        remove(one(c, "ClusterSecurityGroups"), "ClusterSecurityGroup")
        number = uuid.uuid5(uuid.NAMESPACE_URL, f"{name} {x['region']}")
        for field, value in (
            ("VpcId", groups[one(c, "ClusterSubnetGroupName").text]), ("IpAddressType", "ipv4"), ("MultiAZ", "Disabled"),
            ("ClusterAvailabilityStatus", "Available"), ("AvailabilityZoneRelocationStatus", "disabled"),
            ("ManualSnapshotRetentionPeriod", "-1"), ("MaintenanceTrackName", "current"), ("TotalStorageCapacityInMegaBytes", "16777216"),
            ("ClusterNamespaceArn", f"arn:aws:redshift:{x['region']}:{ACCOUNT}:namespace:{number}"),
        ):
            put(c, field, value)


@fix("redshift:DescribeClusterSubnetGroups")
def address_types(root, x, context):
    for g in every(root, "DescribeClusterSubnetGroupsResult/ClusterSubnetGroups/ClusterSubnetGroup"):
        sub(sub(g, "SupportedClusterIpAddressTypes"), "item", "ipv4")


@fix("opensearch:DescribeDomains")
def domains(root, x, context):
    """moto does not say in which VPC and zones a domain is, and calls what its software is how that is updated."""
    for d in root["DomainStatusList"]:
        host = f"{d['DomainName']}-{host_of(d['ARN'])}.{x['region']}.es.amazonaws.com"
        d |= {"ServiceSoftwareOptions": d["SoftwareUpdateOptions"] | {"AutomatedUpdateDate": 0},
              "SoftwareUpdateOptions": {"AutoSoftwareUpdateEnabled": False},
              "AutoTuneOptions": {"State": "ENABLED"}, "IPAddressType": "ipv4", "DomainProcessingStatus": "Active"}
        if "VPCOptions" in d:
            vpc, zones = network_of(context, x["region"], d["VPCOptions"]["SubnetIds"])
            d["VPCOptions"] |= {"VPCId": vpc, "AvailabilityZones": zones}
            d["Endpoints"] = {"vpc": "vpc-" + host}
        else:
            d["Endpoint"] = "search-" + host


@fix("eks:DescribeCluster")
def control_planes(root, x, context):
    """moto does not say in which VPC a cluster is, has no ranges where AWS has its default, and lacks what is newer."""
    c = root["cluster"]
    c.pop("clientRequestToken", None)  # random
    number = uuid.uuid5(uuid.NAMESPACE_URL, c["arn"]).hex.upper()
    vpc, _ = network_of(context, x["region"], c["resourcesVpcConfig"]["subnetIds"])
    c["resourcesVpcConfig"] |= {"vpcId": vpc, "securityGroupIds": []}
    c["resourcesVpcConfig"].setdefault("publicAccessCidrs", [])
    c["kubernetesNetworkConfig"] |= {"ipFamily": "ipv4", "elasticLoadBalancing": {"enabled": False}}
    c["certificateAuthority"]["data"] = base64.b64encode(b"-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n").decode()
    c["identity"]["oidc"]["issuer"] = f"https://oidc.eks.{x['region']}.amazonaws.com/id/{number}"
    c |= {"endpoint": f"https://{number}.gr7.{x['region']}.eks.amazonaws.com", "health": {"issues": []}, "deletionProtection": False,
          "accessConfig": {"authenticationMode": "API_AND_CONFIG_MAP"}, "upgradePolicy": {"supportType": "EXTENDED"}}
