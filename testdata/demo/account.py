"""The mock account of the company, and what all of it is called by."""

import boto3

NOW = "2026-10-05T06:00:00Z"
HOME, ANALYSIS, EUROPE, BOUGHT = "us-east-1", "us-west-2", "eu-west-1", "ap-southeast-2"
# The 17 regions that every account has. Others must be opted into.
REGIONS = sorted(
    f"""{HOME} us-east-2 us-west-1 {ANALYSIS} ca-central-1 sa-east-1
    eu-central-1 eu-north-1 {EUROPE} eu-west-2 eu-west-3
    ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 {BOUGHT}""".split()
)
WITHOUT_DEFAULT_VPC = ["ap-northeast-2", "ap-northeast-3", "ca-central-1", "eu-north-1", "eu-west-3", "sa-east-1"]

ANYWHERE = [{"CidrIp": "0.0.0.0/0"}]
ANYWHERE6 = [{"CidrIpv6": "::/0"}]
P = "tidewater-larder-"  # begins the names of its buckets


class Account:
    """The mock account: clients, and what things are called."""

    def __init__(self, endpoint, clock):
        self.endpoint, self.clock, self.clients = endpoint, clock, {}
        self.names = {}  # of what was made, for the exchanges written by hand

    def __call__(self, service, region=HOME):
        key = service, region
        if key not in self.clients:
            self.clients[key] = boto3.client(service, region_name=region, endpoint_url=self.endpoint)
        return self.clients[key]

    def at(self, date):
        self.date = date
        self.clock.move_to(f"{date}T09:12:31Z")

    def named(self, name, identity):
        self.names[name] = identity
        return identity


def tags(name, **more):
    return [{"Key": "Name", "Value": name}] + [{"Key": k, "Value": v} for k, v in more.items()]
