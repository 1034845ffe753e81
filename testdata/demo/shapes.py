"""Hold an exchange against the service's model.

botocore's parsers skip what they do not know, and so does the SDK: a misspelt
field would silently be an absent one. So the shapes are walked here.
"""

import json
import re
from xml.etree import ElementTree

import botocore.exceptions
import botocore.model
import botocore.session
import botocore.utils

SERVICES = {  # the SDK's package names that botocore spells otherwise
    "cloudwatchlogs": "logs",
    "cognitoidentityprovider": "cognito-idp",
    "directoryservice": "ds",
    "configservice": "config",
    "elasticloadbalancing": "elb",
    "elasticloadbalancingv2": "elbv2",
    "eventbridge": "events",
    "ssoadmin": "sso-admin",
}
# Codes that any operation may answer with. Models do not list them.
# https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
COMMON_ERRORS = set("""AccessDenied AccessDeniedException ExpiredTokenException IncompleteSignature InternalFailure
    NotAuthorized OptInRequired RequestExpired ServiceUnavailable ThrottlingException UnknownOperationException
    UnrecognizedClientException ValidationError""".split())
# S3 and EC2 document their codes on a page, not in the model.
# https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
# https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
DOCUMENTED_ERRORS = {
    "s3": {"OwnershipControlsNotFoundError", "ServerSideEncryptionConfigurationNotFoundError",
           "NoSuchPublicAccessBlockConfiguration", "NoSuchBucket", "NoSuchBucketPolicy"},
    "s3control": {"NoSuchPublicAccessBlockConfiguration"},
    "ec2": {"UnauthorizedOperation", "InternalError", "InvalidSnapshot.NotFound"},
}
# The root user has neither name nor path, though a model demands them of every user.
NOT_OF_ROOT = {"UserName", "Path"}
# What S3 names its documents, which the model does not say.
# https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
ROOTS = {
    "route53:ListHostedZones": "ListHostedZonesResponse",
    "route53:ListResourceRecordSets": "ListResourceRecordSetsResponse",
    "s3:ListBuckets": "ListAllMyBucketsResult",
    "s3:GetBucketAcl": "AccessControlPolicy",
    "s3:GetBucketEncryption": "ServerSideEncryptionConfiguration",
    "s3:GetBucketLogging": "BucketLoggingStatus",
    "s3:GetBucketOwnershipControls": "OwnershipControls",
    "s3:GetBucketVersioning": "VersioningConfiguration",
    "s3:GetPublicAccessBlock": "PublicAccessBlockConfiguration",
    "s3control:GetPublicAccessBlock": "PublicAccessBlockConfiguration",
}
S3_ERROR_FIELDS = {"Code", "Message", "BucketName", "Resource", "RequestId", "HostId", "AccountId"}

# Only its models are wanted: no profile of whoever runs this.
session = botocore.session.Session(session_vars={"profile": (None, None, None, None)})
models = {}


WRONG, LACKING, NOTE = "wrong", "lacking", "note"


class Problem:
    """What is wrong with an exchange, and where. A fragment may be lacking, and a note is no error."""

    def __init__(self, path, text, kind=WRONG):
        self.path, self.text, self.kind = path, text, kind

    def __str__(self):
        return f"{self.path}: {self.text}"


def operation_model(operation):
    service, _, name = operation.partition(":")
    service = SERVICES.get(service, service)
    if service not in models:
        models[service] = session.get_service_model(service)
    return models[service].operation_model(name)


def problems(x, fragment=False):
    """Return what is wrong with an exchange. A fragment need not be whole, only right in what it has."""
    try:
        return [p for p in Body(x).problems() if not (fragment and p.kind == LACKING)]
    except (botocore.exceptions.UnknownServiceError, botocore.model.OperationNotFoundError):
        return [Problem("/", "is no operation of AWS")]


class Body:
    """The parsed body of an exchange."""

    def __init__(self, x):
        self.x = x
        self.model = operation_model(x["operation"])
        self.protocol = self.model.service_model.protocol
        if "json" in self.model.service_model.metadata.get("protocols", []):
            self.protocol = "json"  # where a service has newer ones, the scanner speaks the one that people can read
        self.json = "json" in self.protocol
        self.head = self.model.http.get("method") == "HEAD"  # which has no body, whatever it says
        text = x.get("body", "")
        self.root = self.malformed = None
        self.raw = x.get("status", 0) < 300 and self.shape() is not None and self.shape().type_name in ("string", "blob")
        try:
            if text and not self.raw:
                self.root = json.loads(text) if self.json else ElementTree.fromstring(text)
        except (ValueError, ElementTree.ParseError) as e:
            self.malformed = str(e)

    def shape(self):
        """Return the shape of the whole body of a good answer: that of a payload, if one member is it."""
        shape = self.model.output_shape
        payload = shape.serialization.get("payload") if shape is not None else None
        return shape.members[payload] if payload else shape

    def text(self):
        """Return the body in its shortest form."""
        if self.raw:
            return self.x["body"]
        if self.root is None:
            return ""
        if self.json:
            return json.dumps(self.root, ensure_ascii=False, separators=(",", ":"))
        for e in self.root.iter():
            if len(e):
                e.text = None
            e.tail = None
        if "}" in self.root.tag:
            ElementTree.register_namespace("", self.root.tag[1:].split("}")[0])
        return ElementTree.tostring(self.root, encoding="unicode")

    def problems(self):
        if self.x.get("failure"):
            return
        status = self.x.get("status", 0)
        if not 100 <= status < 600:
            yield Problem("/", f"has the HTTP status {status}")
            return
        if self.malformed:
            yield Problem("/", f"cannot be read: {self.malformed}")
            return
        if status >= 300:
            yield from self.error()
            return
        shape = self.shape()
        if self.raw:
            if not self.x.get("body"):
                yield Problem("/", "no body")
        elif self.root is None:
            if shape is not None and shape.members and not self.head:
                yield Problem("/", "no body")
        elif self.json:
            yield from json_value(self.root, shape, "")
        else:
            yield from self.xml()

    def xml(self):
        shape, root = self.shape(), self.root
        if self.protocol == "rest-xml":
            payload = self.model.output_shape.serialization.get("payload")
            wanted = ROOTS.get(self.x["operation"], shape.name if payload else self.model.name + "Result")
            if local(root) != wanted:
                yield Problem("/" + local(root), f"the root is not {wanted}")
            yield from xml_structure(root, shape, local(root), ())
            return
        wanted = self.model.name + "Response"
        if local(root) != wanted:
            yield Problem("/" + local(root), f"the root is not {wanted}")
        namespace = self.model.service_model.metadata["xmlNamespace"]
        # EC2 ends its namespace with a slash, its model does not.
        if root.tag.replace("/}", "}") != f"{{{namespace}}}{wanted}".replace("/}", "}"):
            yield Problem("/" + local(root), f"is not in the namespace {namespace}", LACKING)
        if self.protocol == "ec2":
            yield from xml_structure(root, shape, local(root), ("requestId",))
            return
        wrapper = shape.serialization.get("resultWrapper")
        for child in list(root):
            path = f"{local(root)}/{local(child)}"
            if local(child) == wrapper:
                yield from xml_structure(child, shape, path, ())
            elif local(child) == "ResponseMetadata":
                yield from only(child, {"RequestId"}, path)
            else:
                yield unknown(path)

    def error(self):
        if self.root is None:
            if not self.head:
                yield Problem("/", "an error without a body")
            return
        if self.json:
            yield from self.json_error()
            return
        fields = {"Type", "Code", "Message"}
        where = {"ec2": "Response/Errors/Error", "query": "ErrorResponse/Error"}.get(self.protocol, "Error")
        service = self.model.service_model.service_name
        if service == "s3":
            fields = S3_ERROR_FIELDS
        elif service in ("cloudfront", "route53", "s3control"):
            where = "ErrorResponse/Error"
        first, *steps = where.split("/")
        e = self.root if local(self.root) == first else None
        for step in steps:
            e = next((c for c in e if local(c) == step), None) if e is not None else None
        if e is None:
            yield Problem("/" + local(self.root), f"is an error without {where}")
            return
        yield from only(e, fields, where)
        values = {local(c): c.text for c in e}
        yield from self.known_error(values.get("Code"), values.get("Message"))

    def json_error(self):
        if not isinstance(self.root, dict):
            yield Problem("/", "is not an object")
            return
        code = (self.x.get("error_type") or self.root.get("__type", "")).split("#")[-1].split(":")[0]
        shape = self.error_shape(code)
        names = {"__type", "message"} | {m.lower() for m in (shape.members if shape else ())}
        for key in list(self.root):
            # Services differ in how they write the message, even against their models.
            if key not in names and key.lower() not in names:
                yield Problem(f"/{key}", f"is not a field of {code}")
        yield from self.known_error(code, self.root.get("message") or self.root.get("Message"))

    def error_shape(self, code):
        for shape in self.model.error_shapes:
            if code in (shape.name, shape.error_code):
                return shape
        return None

    def known_error(self, code, message):
        service = self.model.service_model.service_name
        if not self.error_shape(code) and code not in COMMON_ERRORS | DOCUMENTED_ERRORS.get(service, set()):
            yield Problem("/Code", f"{code} is no documented error of {self.x['operation']}")
        if not message:
            yield Problem("/Message", "the error has no message")


def local(element):
    return element.tag.rpartition("}")[2]


def unknown(path):
    return Problem(path, "is not in the model")


def only(element, names, path):
    for child in list(element):
        if local(child) not in names:
            yield unknown(f"{path}/{local(child)}")


def member_names(shape):
    """Map the names of child elements to members, and those of attributes."""
    elements, attributes = {}, set()
    for name, member in shape.members.items():
        if member.serialization.get("location") in ("header", "headers", "statusCode"):
            continue
        serialized = member.serialization.get("name", name)
        if member.type_name == "list" and member.serialization.get("flattened"):
            serialized = member.member.serialization.get("name") or serialized
        if member.serialization.get("xmlAttribute"):
            attributes.add(serialized.rpartition(":")[2])
        else:
            elements[serialized] = name
    return elements, attributes


def xml_value(element, shape, path):
    if shape.type_name in ("structure", "list", "map") and (element.text or "").strip():
        yield Problem(path, f"is {element.text.strip()!r}, not a {shape.type_name}")
    if shape.type_name == "structure":
        yield from xml_structure(element, shape, path, ())
    elif shape.type_name == "list":
        name = shape.member.serialization.get("name", "member")
        for i, child in enumerate(list(element)):
            if local(child) != name:
                yield unknown(f"{path}/{local(child)}")
            else:
                yield from xml_value(child, shape.member, f"{path}[{i}]")
    elif shape.type_name == "map":
        key, value = shape.key.serialization.get("name", "key"), shape.value.serialization.get("name", "value")
        for entry in list(element):
            if local(entry) != "entry":
                yield unknown(f"{path}/{local(entry)}")
                continue
            yield from only(entry, {key, value}, f"{path}/entry")
            for child in entry:
                if local(child) in (key, value):
                    yield from xml_value(child, shape.key if local(child) == key else shape.value, f"{path}/entry/{local(child)}")
    else:
        for child in list(element):
            yield unknown(f"{path}/{local(child)}")
        text = element.text or ""
        if shape.type_name == "timestamp" and not re.match(r"\d{4}-\d\d-\d\dT", text):
            yield Problem(path, f"is {text!r}, not a timestamp")
        yield from scalar(text, shape, path)


def xml_structure(element, shape, path, besides):
    elements, attributes = member_names(shape)
    seen = set()
    for child in list(element):
        name = local(child)
        here = f"{path}/{name}"
        if name in besides:
            continue
        if name not in elements:
            yield unknown(here)
            continue
        member = shape.members[elements[name]]
        repeats = member.type_name in ("list", "map") and member.serialization.get("flattened")
        if elements[name] in seen and not repeats:
            yield Problem(here, "occurs twice")
            continue
        seen.add(elements[name])
        yield from xml_value(child, member.member if repeats else member, here)
    for name in element.attrib:
        if name.rpartition("}")[2] not in attributes:
            yield unknown(f"{path}@{name}")
    root_user = shape.name == "User" and any(local(c) == "Arn" and (c.text or "").endswith(":root") for c in element)
    for name in shape.required_members:
        if root_user and name in NOT_OF_ROOT:
            continue
        if name not in seen and name in elements.values():
            yield Problem(path, f"has no {name}, which is required", LACKING)


def json_value(value, shape, path):
    kind = shape.type_name if shape is not None else "structure"
    if value is None:
        yield Problem(path or "/", "is null")
    elif kind == "structure":
        if not isinstance(value, dict):
            yield Problem(path or "/", "is not an object")
            return
        members = {m.serialization.get("name", n): m for n, m in shape.members.items()} if shape is not None else {}
        for key in list(value):
            if key not in members:
                yield unknown(f"{path}/{key}")
            else:
                yield from json_value(value[key], members[key], f"{path}/{key}")
        for name in shape.required_members if shape is not None else []:
            if shape.members[name].serialization.get("name", name) not in value:
                yield Problem(path or "/", f"has no {name}, which is required", LACKING)
    elif kind == "list":
        if not isinstance(value, list):
            yield Problem(path, "is not a list")
            return
        for i, item in enumerate(value):
            yield from json_value(item, shape.member, f"{path}[{i}]")
    elif kind == "map":
        if not isinstance(value, dict):
            yield Problem(path, "is not a map")
            return
        for key, item in value.items():
            yield from json_value(item, shape.value, f"{path}/{key}")
    else:
        yield from json_scalar(value, shape, path)


def json_scalar(value, shape, path):
    python = {"string": str, "boolean": bool, "integer": int, "long": int, "float": (int, float),
              "double": (int, float), "timestamp": (int, float), "blob": str}[shape.type_name]
    if shape.serialization.get("timestampFormat", "unixTimestamp") != "unixTimestamp":
        python = str
    if not isinstance(value, python) or (isinstance(value, bool) and python is not bool):
        yield Problem(path, f"is {value!r}, not a {shape.type_name}")
        return
    yield from scalar(value, shape, path)


def scalar(value, shape, path):
    kind = shape.type_name
    try:
        if kind == "timestamp":
            botocore.utils.parse_timestamp(value)
        elif kind == "boolean" and value not in ("true", "false", True, False):
            raise ValueError
        elif kind in ("integer", "long"):
            int(value)
        elif kind in ("float", "double"):
            float(value)
    except ValueError:
        yield Problem(path, f"is {value!r}, not a {kind}")
    enum = getattr(shape, "enum", None)
    if enum and value not in enum:
        # Some services write another case than their models: nat_gateway is natGateway there.
        weight = NOTE if plain(value) in {plain(e) for e in enum} else WRONG
        yield Problem(path, f"is {value!r}, which the model does not list", weight)


def plain(value):
    return value.lower().replace("_", "")
