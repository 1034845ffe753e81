"""Who is told of what in the account of the demo: logs, metrics, alarms and topics."""

from account import BOUGHT, EUROPE, HOME

GROUP = "audit-trail"
ROOT = '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }'


def watch(a):
    a.at("2022-05-18")
    sns = a("sns")
    security = subscribed(sns, "security-alarms", "security@tidewater-larder.example")
    oncall = subscribed(sns, "shop-oncall", "oncall@tidewater-larder.example")
    # Whoever was to be told has left before the mail was confirmed: handwritten/sns.json.
    platform = subscribed(sns, "platform-alarms", "platform@tidewater-larder.example")
    on(a, "root-use", ROOT, security)
    on(a, "trail-changes", named("StopLogging", "StartLogging", "DeleteTrail", "UpdateTrail", "CreateTrail"), security)
    on(a, "security-groups", named(
        "AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupIngress",
        "RevokeSecurityGroupEgress", "CreateSecurityGroup", "DeleteSecurityGroup"), security)
    # It is older than policies that are attached.
    on(a, "iam-policies", named(
        "DeleteGroupPolicy", "DeleteRolePolicy", "DeleteUserPolicy", "PutGroupPolicy", "PutRolePolicy", "PutUserPolicy",
        "CreatePolicy", "DeletePolicy", "CreatePolicyVersion", "DeletePolicyVersion"), security)
    on(a, "keys", '{ ($.eventSource = "kms.amazonaws.com") && (($.eventName = DisableKey) || ($.eventName = ScheduleKeyDeletion)) }', platform)
    # There were too many of them, so they count from 500 on, and that is too much.
    on(a, "refused", '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }', security, threshold=500)
    on(a, "routes", '{ $.eventSource = "ec2.amazonaws.com" && $.eventName = "*Route*" }', security, on=False)
    on(a, "console", '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") }', None)

    machine(a, HOME, "shop-worker-cpu", "shop-worker-1", [oncall])
    machine(a, HOME, "tools-cpu", "bastion", [])
    a.at("2023-08-21")
    machine(a, EUROPE, "shop-eu-search-cpu", "shop-eu-search-1", ["arn:aws:automate:eu-west-1:ec2:recover"])
    a.at("2019-03-11")
    machine(a, BOUGHT, "ldu-web-cpu", "ldu-web-1", ["arn:aws:sns:ap-southeast-2:111122223333:ldu-ops"])

    for region, name, days in (
        (HOME, "/aws/lambda/thumbnails", 30), (HOME, "/shop/web", 400), (EUROPE, "/shop-eu/web", 90), (BOUGHT, "/ldu/web", None),
    ):
        logs = a("logs", region)
        logs.create_log_group(logGroupName=name)
        if days:
            logs.put_retention_policy(logGroupName=name, retentionInDays=days)


def named(*events):
    return "{ " + " || ".join(f"($.eventName = {e})" for e in events) + " }"


def subscribed(sns, name, address):
    topic = sns.create_topic(Name=name)["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="email", Endpoint=address)
    return topic


def on(a, name, pattern, topic, threshold=1, on=True):
    """Count events of the trail, and tell a topic of them."""
    a("logs").put_metric_filter(logGroupName=GROUP, filterName=name, filterPattern=pattern, metricTransformations=[
        {"metricName": name, "metricNamespace": "Trail", "metricValue": "1"}])
    if topic:
        a("cloudwatch").put_metric_alarm(
            AlarmName=f"trail-{name}", Namespace="Trail", MetricName=name, Statistic="Sum", Period=300, EvaluationPeriods=1,
            Threshold=threshold, ComparisonOperator="GreaterThanOrEqualToThreshold", TreatMissingData="notBreaching",
            AlarmActions=[topic], ActionsEnabled=on)


def machine(a, region, name, instance, actions):
    a("cloudwatch", region).put_metric_alarm(
        AlarmName=name, Namespace="AWS/EC2", MetricName="CPUUtilization", Statistic="Average", Period=300, EvaluationPeriods=3,
        Dimensions=[{"Name": "InstanceId", "Value": a.names[instance]}], Threshold=90, ComparisonOperator="GreaterThanThreshold",
        AlarmActions=actions)
