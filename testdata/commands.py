"""Says what the AWS CLI would refuse of the commands that it reads from stdin.

The input is a JSON object of command lines by the ID of a check. The AWS CLI
makes its commands from the models of botocore, with some changes: those that
matter here are listed.
"""

import json
import re
import shlex
import sys

import botocore.session
from botocore import xform_name

SERVICES = {"s3api": "s3", "configservice": "config"}

# Options of the CLI itself.
OF_ALL = {"region", "profile", "query", "output", "no-cli-pager", "cli-binary-format"}

# What the CLI adds to a command, or names otherwise: awscli/customizations.
ADDED = {
    ("cloudfront", "update-distribution"): {"default-root-object"},
    ("configservice", "put-configuration-recorder"): {"recording-group"},
    ("ec2", "authorize-security-group-egress"): {"protocol", "port", "cidr", "source-group", "group-owner"},
    ("ec2", "authorize-security-group-ingress"): {"protocol", "port", "cidr", "source-group", "group-owner"},
    ("ec2", "create-network-acl-entry"): {"ingress"},
    ("ec2", "delete-network-acl-entry"): {"ingress"},
    ("ec2", "replace-network-acl-entry"): {"ingress"},
    ("ec2", "revoke-security-group-egress"): {"protocol", "port", "cidr", "source-group", "group-owner"},
    ("ec2", "revoke-security-group-ingress"): {"protocol", "port", "cidr", "source-group", "group-owner"},
    ("ec2", "run-instances"): {"count"},
    ("iam", "create-virtual-mfa-device"): {"outfile", "bootstrap-method"},
    ("sns", "subscribe"): {"notification-endpoint"},
}

# What the CLI fills in.
FILLED_IN = {
    ("cloudfront", "update-distribution"): {"distribution-config"},
    ("ec2", "create-network-acl-entry"): {"egress"},
    ("ec2", "delete-network-acl-entry"): {"egress"},
    ("ec2", "replace-network-acl-entry"): {"egress"},
    ("ec2", "run-instances"): {"min-count", "max-count"},
}

session = botocore.session.Session()
models = {}


def model(service):
    if service not in models:
        models[service] = session.get_service_model(SERVICES.get(service, service))
    return models[service]


def of_shape(value, shape, path):
    """Yields what is in a JSON value and not in its shape."""
    if shape.type_name == "structure" and isinstance(value, dict):
        for name, inner in value.items():
            if name not in shape.members:
                yield f"{path} has no {name}"
            else:
                yield from of_shape(inner, shape.members[name], f"{path}.{name}")
        for name in shape.required_members:
            if name not in value:
                yield f"{path} lacks {name}"
    elif shape.type_name == "list" and isinstance(value, list):
        for inner in value:
            yield from of_shape(inner, shape.member, path + "[]")
    elif shape.type_name in ("structure", "list"):
        yield f"{path} is no {shape.type_name}"
    elif shape.type_name == "string" and shape.enum and isinstance(value, str) and not value.isupper() and value not in shape.enum:
        yield f"{path} is none of {', '.join(shape.enum)}"


def of_option(name, values, shape):
    """Yields what is wrong with the values of an option."""
    kind = shape.type_name
    if kind == "boolean":
        if values:
            yield f"--{name} takes no value, not {values}"
        return
    if not values:
        yield f"--{name} lacks its value"
    elif len(values) > 1 and kind not in ("list", "map", "structure"):
        yield f"--{name} takes one value, not {values}"
    elif values[0][:1] in "{[" and kind in ("list", "structure"):
        try:
            yield from of_shape(json.loads(values[0]), shape, "--" + name)
        except ValueError as error:
            yield f"--{name} is no JSON: {error}"
    elif kind == "string" and shape.enum and not values[0].isupper() and values[0] not in shape.enum:
        yield f"--{name} is none of {', '.join(shape.enum)}"


def problems(words):
    """Yields what is wrong with a command without aws."""
    service, command, rest = words[0], words[1] if len(words) > 1 else "", words[2:]
    if service == "s3" or command == "wait":
        return  # made by the CLI, not from a model of an operation
    try:
        operations = {xform_name(name, "-"): name for name in model(service).operation_names}
    except botocore.exceptions.UnknownServiceError:
        yield f"there is no service {service}"
        return
    if command not in operations:
        yield f"{service} has no command {command}"
        return
    shape = model(service).operation_model(operations[command]).input_shape
    members = {xform_name(name, "-"): member for name, member in shape.members.items()} if shape else {}
    given = {}
    at = None
    for word in rest:
        if re.match(r"--[a-z]", word):
            at = given.setdefault(word[2:], [])
        elif at is None:
            yield f"{word} is of no option"
        else:
            at.append(word)
    added = ADDED.get((service, command), set())
    for name, values in given.items():
        known = members.get(name) or name.startswith("no-") and members.get(name[3:])
        if known:
            yield from of_option(name, values, known)
        elif name not in OF_ALL | added | {"cli-input-json"}:
            yield f"{service} {command} has no option --{name}"
    if shape and "cli-input-json" not in given:
        for name in shape.required_members:
            option = xform_name(name, "-")
            token = shape.members[name].metadata.get("idempotencyToken")
            if option not in given and "no-" + option not in given and not token and option not in FILLED_IN.get((service, command), set()):
                yield f"{service} {command} lacks --{option}"


def commands(text):
    """Yields the commands in lines of a shell that are of the AWS CLI."""
    text = re.sub(r"(?m)^#.*$", "", text).replace("\\\n", " ")
    text = re.sub(r"\$\(|\)(?=\s|$)", " ; ", text)
    lexer = shlex.shlex(text, posix=True, punctuation_chars="|&;\n>")
    lexer.whitespace = " \t"
    lexer.whitespace_split = True
    lexer.commenters = ""
    words = []
    for word in [*lexer, ";"]:
        if not re.fullmatch(r"[|&;\n>]+", word):
            words.append(word)
            continue
        if words[:1] == ["aws"]:
            yield words[1:]
        words = []


for check, text in json.load(sys.stdin).items():
    for words in commands(text):
        for problem in problems(words):
            print(f"{check}: {problem}")
