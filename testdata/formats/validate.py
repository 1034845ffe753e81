"""Reads reports with what their consumers read them with.

    validate.py FORMAT FILE...

FORMAT is ocsf (the published Python models), asff (the API model of Security
Hub), junit or csv. It exits with 1 and says what is wrong.
"""

import csv
import json
import re
import sys
import xml.etree.ElementTree


def ocsf(path):
    from py_ocsf_models.events.findings.compliance_finding import ComplianceFinding
    from py_ocsf_models.objects.cloud import Cloud
    # Of the cloud profile, and of OCSF 1.5.0, which the models lack.
    beyond = {"cloud", "compliance.status"}
    with open(path, encoding="utf-8") as lines:
        events = [json.loads(line) for line in lines]
    for event in events:
        parsed = ComplianceFinding.model_validate(event)
        Cloud.model_validate(event["cloud"])
        known = set(parsed.model_dump()) | beyond
        yield from (f"{path}: OCSF has no field {name}" for name in set(event) - known)
        for part in ("metadata", "compliance", "finding_info", "remediation"):
            fields = set(type(getattr(parsed, part)).model_fields)
            yield from (f"{path}: OCSF has no field {part}.{name}" for name in set(event[part]) - fields if f"{part}.{name}" not in beyond)
        for resource, given in zip(parsed.resources, event["resources"]):
            yield from (f"{path}: OCSF has no field resources.{name}" for name in set(given) - set(type(resource).model_fields))
        if parsed.type_uid != parsed.class_uid * 100 + parsed.activity_id:
            yield f"{path}: type_uid is {parsed.type_uid}"
    if not events:
        yield f"{path}: there is no event"


def asff(path):
    import botocore.session
    from botocore.validate import ParamValidator
    model = botocore.session.get_session().get_service_model("securityhub")
    shape = model.operation_model("BatchImportFindings").input_shape
    types = set(model.shape_for("ResourceDetails").members) | {"AwsAccount", "Other"}
    with open(path, encoding="utf-8") as file:
        findings = json.load(file)
    for at in range(0, len(findings), 100):
        errors = ParamValidator().validate({"Findings": findings[at:at + 100]}, shape)
        if errors.has_errors():
            yield f"{path}: {errors.generate_report()}"
    for finding in findings:
        yield from (f"{path}: {where} is blank or no enum: {text!r}" for where, text in wrong(finding, shape.members["Findings"].member, "finding"))
        yield from (f"{path}: there is no type {r['Type']}" for r in finding["Resources"] if r["Type"] not in types)
    if not findings:
        yield f"{path}: there is no finding"


def wrong(value, shape, where):
    """Yields the strings that the service would refuse: its client does not look."""
    if shape.type_name == "structure":
        for name, part in value.items():
            if name in shape.members:  # the validator says so of others
                yield from wrong(part, shape.members[name], f"{where}.{name}")
    elif shape.type_name == "list":
        for part in value:
            yield from wrong(part, shape.member, where + "[]")
    elif shape.type_name == "map":
        for name, part in value.items():
            yield from wrong(name, shape.key, where)
            yield from wrong(part, shape.value, f"{where}[{name}]")
    elif shape.type_name == "string":
        if (shape.name == "NonEmptyString" and not re.search(r"\S", value)) or (shape.enum and value not in shape.enum):
            yield where, value


def junit(path):
    root = xml.etree.ElementTree.parse(path).getroot()
    cases = list(root.iter("testcase"))
    for suite in root.iter("testsuite"):
        for name, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            found = len(list(suite.iter(tag)))
            if suite.get(name) != str(found):
                yield f"{path}: {suite.get('name')} says {suite.get(name)} {name}, but there are {found}"
    if not cases or len({(c.get("classname"), c.get("name")) for c in cases}) != len(cases):
        yield f"{path}: there is no case, or two of one name"


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    for row in rows:
        if len(row) != len(rows[0]):
            yield f"{path}: a row has {len(row)} cells"
        yield from (f"{path}: a formula: {cell!r}" for cell in row if cell.lstrip()[:1] in tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20"))


def main(name, paths):
    read = {"ocsf": ocsf, "asff": asff, "junit": junit, "csv": table}[name]
    errors = [error for path in paths for error in read(path)]
    print("\n".join(errors))
    return 1 if errors else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2:]))
