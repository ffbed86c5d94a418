"""The way to the internet: nothing comes in, everything passes the firewall of its zone both ways."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pulumi
import pytest

from components.config.egress import EgressSettings
from components.config.firewall import FirewallSettings
from components.config.segments import Segment
from components.network import Egress, EgressArgs
from preview.testing import Cloud

from .support import export, hub, in_account, refusal, surroundings, written

ZONES = ("eu-west-1a", "eu-west-1b")
SPOKES = "10.16.0.0/12"
FIREWALL = {
    "rule_files": [{"name": "first", "file": "first.rules", "capacity": 50}],
    "domains": {"names": [".example.com"], "capacity": 20},
}
SETTINGS = {"segment": "inspection", "cidr": "10.16.0.0/24", "zones": list(ZONES), "nat": "zonal"}
SEGMENTS = {
    "production": Segment(propagates_to=("inspection",), internet=True),
    "inspection": Segment(propagates_to=("shared",)),
    "shared": Segment(propagates_to=("inspection",)),
}
TABLES = {"production": "tgw-rtb-1", "inspection": "tgw-rtb-2", "shared": "tgw-rtb-3"}
ROUTE = "aws:ec2/route:Route"
TABLE = "aws:ec2/routeTable:RouteTable"
SUBNET = "aws:ec2/subnet:Subnet"
NAT = "aws:ec2/natGateway:NatGateway"
GROUP = "aws:networkfirewall/ruleGroup:RuleGroup"
FIREWALL_TYPE = "aws:networkfirewall/firewall:Firewall"


INSPECTED = {
    "front-office": Segment(
        propagates_to=("inspection",), ranges=("10.16.64.0/18",), inspected_with=("back",)
    ),
    "back": Segment(propagates_to=("inspection",), ranges=("10.16.16.0/20", "10.16.48.0/20")),
    "inspection": Segment(propagates_to=()),
}


def build(ipam: bool = False, segments: Mapping[str, Segment] = SEGMENTS, **changes: Any) -> Cloud:
    settings = SETTINGS | {"firewall": FIREWALL} | changes

    def make(opts: pulumi.ResourceOptions) -> None:
        args = EgressArgs(
            settings=EgressSettings.model_validate_json(json.dumps(settings)),
            around=surroundings(segments, ipam=ipam),
            hub=hub({name: TABLES.get(name, f"tgw-{name}") for name in segments}),
            rules={"first": "drop ip any any -> any any (sid:1;)"},
        )
        export(Egress("out", args, opts).exports)

    return in_account(make)


def ways(cloud: Cloud) -> dict[str, tuple[str, str]]:
    """Of each route its destination and what it leads to, by the name of the route."""
    found = {}
    for route in cloud.all(ROUTE):
        (target,) = [
            value
            for key, value in route.inputs.items()
            if key not in ("routeTableId", "destinationCidrBlock")
        ]
        found[route.name] = (route.inputs["destinationCidrBlock"], target)
    return found


def endpoint(cloud: Cloud, zone: str) -> str:
    """The firewall's endpoint in a zone, as it reports it."""
    subnet = cloud.one(SUBNET, f"out-firewall-{zone}").id
    (status,) = cloud.one(FIREWALL_TYPE).outputs["firewallStatuses"]
    (found,) = [
        attachment["endpointId"]
        for state in status["syncStates"]
        for attachment in state["attachments"]
        if attachment["subnetId"] == subnet
    ]
    return str(found)


def test_the_range_comes_from_the_pool_of_the_region_where_there_are_pools() -> None:
    assert "ipv4IpamPoolId" not in build().one("aws:ec2/vpc:Vpc").inputs
    network = build(ipam=True).one("aws:ec2/vpc:Vpc").inputs
    assert (network["cidrBlock"], network["ipv4IpamPoolId"]) == ("10.16.0.0/24", "ipam-pool-1")


def test_subnets_are_passages_of_sixteen_addresses() -> None:
    assert {subnet.name: subnet.inputs["cidrBlock"] for subnet in build().all(SUBNET)} == {
        "out-attachment-eu-west-1a": "10.16.0.0/28",
        "out-firewall-eu-west-1a": "10.16.0.16/28",
        "out-public-eu-west-1a": "10.16.0.32/28",
        "out-attachment-eu-west-1b": "10.16.0.64/28",
        "out-firewall-eu-west-1b": "10.16.0.80/28",
        "out-public-eu-west-1b": "10.16.0.96/28",
    }


def test_every_zone_leads_through_its_own_firewall_and_nat_and_back() -> None:
    cloud = build()
    internet = cloud.one("aws:ec2/internetGateway:InternetGateway").id
    expected: dict[str, tuple[str, object]] = {}
    for zone in ZONES:
        expected |= {
            f"out-attachment-{zone}-to-firewall": ("0.0.0.0/0", endpoint(cloud, zone)),
            f"out-firewall-{zone}-to-nat": ("0.0.0.0/0", cloud.one(NAT, f"out-nat-{zone}").id),
            f"out-firewall-{zone}-to-transit": (SPOKES, "tgw-1"),
            f"out-public-{zone}-to-internet": ("0.0.0.0/0", internet),
            f"out-public-{zone}-to-firewall": (SPOKES, endpoint(cloud, zone)),
        }

    assert ways(cloud) == expected
    for route in cloud.all(ROUTE):
        table = route.name.removeprefix("out-").partition("-to-")[0]
        assert route.inputs["routeTableId"] == cloud.one(TABLE, f"out-{table}").id


def test_each_zone_has_a_nat_gateway_with_an_address_that_stays() -> None:
    cloud = build()

    for zone in ZONES:
        address = cloud.one("aws:ec2/eip:Eip", f"out-nat-{zone}")
        assert address.protect
        assert written(cloud.one(NAT, f"out-nat-{zone}")) == {
            "allocationId": address.id,
            "connectivityType": "public",
            "subnetId": cloud.one(SUBNET, f"out-public-{zone}").id,
            "tags": {"Name": f"out-nat-{zone}"},
        }


def test_a_regional_nat_gateway_needs_no_public_subnets_and_routes_by_its_own_table() -> None:
    cloud = build(nat="regional", firewall=None)
    gateway = cloud.one(NAT)

    assert written(gateway) == {
        "availabilityMode": "regional",
        "connectivityType": "public",
        "vpcId": cloud.one("aws:ec2/vpc:Vpc").id,
        "tags": {"Name": "out-nat"},
    }
    assert ways(cloud) == {
        "out-attachment-eu-west-1a-to-nat": ("0.0.0.0/0", gateway.id),
        "out-attachment-eu-west-1b-to-nat": ("0.0.0.0/0", gateway.id),
        "out-nat-to-transit": (SPOKES, "tgw-1"),
    }
    assert cloud.one(ROUTE, "out-nat-to-transit").inputs["routeTableId"] == gateway.outputs["routeTableId"]
    assert {subnet.inputs["tags"]["tier"] for subnet in cloud.all(SUBNET)} == {"attachment"}


def test_the_exports_name_the_addresses_that_stay() -> None:
    cloud = build()

    assert cloud.exports == {
        "egress_vpc_id": cloud.one("aws:ec2/vpc:Vpc").id,
        "egress_attachment_id": cloud.one("aws:ec2transitgateway/vpcAttachment:VpcAttachment").id,
        "egress_address_ids": {zone: cloud.one("aws:ec2/eip:Eip", f"out-nat-{zone}").id for zone in ZONES},
    }
    assert build(nat="regional", firewall=None).exports["egress_address_ids"] == {}


def test_a_regional_nat_gateway_behind_a_firewall_is_refused() -> None:
    given = SETTINGS | {"nat": "regional", "firewall": FIREWALL}
    refused = refusal(lambda: EgressSettings.model_validate_json(json.dumps(given)))

    assert refused.at == ("nat",)
    assert refused.fix == "Write zonal, or remove the firewall."


@pytest.mark.parametrize(("firewall", "mode"), [(FIREWALL, "enable"), (None, "disable")])
def test_connections_keep_to_one_zone_where_a_firewall_inspects_them(firewall: Any, mode: str) -> None:
    cloud = build(firewall=firewall)
    attachment = cloud.one("aws:ec2transitgateway/vpcAttachment:VpcAttachment")

    assert attachment.inputs["applianceModeSupport"] == mode
    assert attachment.inputs["subnetIds"] == [
        cloud.one(SUBNET, f"out-attachment-{zone}").id for zone in ZONES
    ]


def test_the_network_looks_into_its_segment_and_segments_with_internet_lead_to_it() -> None:
    cloud = build()
    attachment = cloud.one("aws:ec2transitgateway/vpcAttachment:VpcAttachment").id

    assert cloud.one("aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation").inputs == {
        "transitGatewayAttachmentId": attachment,
        "transitGatewayRouteTableId": "tgw-rtb-2",
    }
    assert cloud.one("aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation").inputs == {
        "transitGatewayAttachmentId": attachment,
        "transitGatewayRouteTableId": "tgw-rtb-3",
    }
    assert {each.name: each.inputs for each in cloud.all("aws:ec2transitgateway/route:Route")} == {
        "out-from-production": {
            "transitGatewayRouteTableId": "tgw-rtb-1",
            "destinationCidrBlock": "0.0.0.0/0",
            "transitGatewayAttachmentId": attachment,
        }
    }


def test_inspected_segments_lead_to_each_other_through_here_and_no_further() -> None:
    cloud = build(segments=INSPECTED)
    attachment = cloud.one("aws:ec2transitgateway/vpcAttachment:VpcAttachment")

    assert attachment.inputs["applianceModeSupport"] == "enable"
    assert {each.name: each.inputs for each in cloud.all("aws:ec2transitgateway/route:Route")} == {
        f"out-between-{segment}-{destination.replace('/', '-')}": {
            "transitGatewayRouteTableId": f"tgw-{segment}",
            "destinationCidrBlock": destination,
            "transitGatewayAttachmentId": attachment.id,
        }
        for segment, destination in (
            ("front-office", "10.16.16.0/20"),
            ("front-office", "10.16.48.0/20"),
            ("back", "10.16.64.0/18"),
        )
    }


def test_rules_name_the_ranges_of_segments() -> None:
    group = build(segments=INSPECTED).one(GROUP, "out-firewall-first").inputs["ruleGroup"]

    assert group["ruleVariables"]["ipSets"] == [
        {"key": "HOME_NET", "ipSet": {"definitions": [SPOKES]}},
        {"key": "FRONT_OFFICE", "ipSet": {"definitions": ["10.16.64.0/18"]}},
        {"key": "BACK", "ipSet": {"definitions": ["10.16.16.0/20", "10.16.48.0/20"]}},
    ]


def test_acls_leave_to_the_firewall_what_spokes_exchange_through_it() -> None:
    cloud = build(segments=INSPECTED)
    every = {"ruleNo": 50, "action": "allow", "protocol": "-1", "cidrBlock": SPOKES}
    numbers = {}
    for tier in ("attachment", "firewall", "public"):
        acl = cloud.one("aws:ec2/networkAcl:NetworkAcl", f"out-acl-{tier}").inputs
        numbers[tier] = [rule["ruleNo"] for rule in acl["ingress"]]
        if tier != "public":
            assert acl["ingress"][0] == acl["egress"][0] == every | {"fromPort": 0, "toPort": 0}

    assert numbers == {"attachment": [50, 100, 900], "firewall": [50, 100, 900], "public": [100, 900]}


def test_acls_pass_https_of_the_spokes_and_the_answers() -> None:
    cloud = build()

    for tier in ("attachment", "firewall", "public"):
        acl = cloud.one("aws:ec2/networkAcl:NetworkAcl", f"out-acl-{tier}")
        rules = {
            way: [
                (rule["cidrBlock"], rule["protocol"], rule["fromPort"], rule["toPort"])
                for rule in acl.inputs[way]
            ]
            for way in ("ingress", "egress")
        }
        assert rules == {
            "ingress": [(SPOKES, "tcp", 443, 443), ("0.0.0.0/0", "tcp", 1024, 65535)],
            "egress": [(SPOKES, "tcp", 1024, 65535), ("0.0.0.0/0", "tcp", 443, 443)],
        }


def test_the_firewall_is_in_every_zone_and_protected() -> None:
    cloud = build()
    firewall = cloud.one(FIREWALL_TYPE)

    assert {key: value for key, value in written(firewall).items() if key != "name"} == {
        "description": "Inspects calls to the internet",
        "firewallPolicyArn": cloud.one("aws:networkfirewall/firewallPolicy:FirewallPolicy").outputs["arn"],
        "vpcId": cloud.one("aws:ec2/vpc:Vpc").id,
        "subnetMappings": [{"subnetId": cloud.one(SUBNET, f"out-firewall-{zone}").id} for zone in ZONES],
        "deleteProtection": True,
        "firewallPolicyChangeProtection": True,
        "subnetChangeProtection": True,
        "tags": {"Name": "out-firewall"},
    }
    assert firewall.protect


def test_the_policy_judges_in_order_and_drops_what_no_rule_passes() -> None:
    cloud = build()
    policy = cloud.one("aws:networkfirewall/firewallPolicy:FirewallPolicy").inputs["firewallPolicy"]

    assert policy == {
        "statelessDefaultActions": ["aws:forward_to_sfe"],
        "statelessFragmentDefaultActions": ["aws:forward_to_sfe"],
        "statefulEngineOptions": {"ruleOrder": "STRICT_ORDER", "streamExceptionPolicy": "REJECT"},
        "statefulDefaultActions": ["aws:drop_established", "aws:alert_established"],
        "statefulRuleGroupReferences": [
            {"priority": 10, "resourceArn": cloud.one(GROUP, "out-firewall-first").outputs["arn"]},
            {"priority": 20, "resourceArn": cloud.one(GROUP, "out-firewall-domains").outputs["arn"]},
        ],
        "policyVariables": {"ruleVariables": [{"key": "HOME_NET", "ipSet": {"definitions": [SPOKES]}}]},
    }


def test_rule_groups_hold_the_files_and_the_domains_for_calls_of_the_spokes() -> None:
    cloud = build()
    home = {"ipSets": [{"key": "HOME_NET", "ipSet": {"definitions": [SPOKES]}}]}
    order = {"ruleOrder": "STRICT_ORDER"}

    assert {
        group.name: (group.inputs["capacity"], group.inputs["ruleGroup"]) for group in cloud.all(GROUP)
    } == {
        "out-firewall-first": (
            50,
            {
                "ruleVariables": home,
                "rulesSource": {"rulesString": "drop ip any any -> any any (sid:1;)"},
                "statefulRuleOptions": order,
            },
        ),
        "out-firewall-domains": (
            20,
            {
                "ruleVariables": home,
                "rulesSource": {
                    "rulesSourceList": {
                        "generatedRulesType": "ALLOWLIST",
                        "targetTypes": ["TLS_SNI"],
                        "targets": [".example.com"],
                    }
                },
                "statefulRuleOptions": order,
            },
        ),
    }


def test_alerts_and_flows_are_archived() -> None:
    cloud = build()
    logging = cloud.one("aws:networkfirewall/loggingConfiguration:LoggingConfiguration").inputs

    assert logging["firewallArn"] == cloud.one(FIREWALL_TYPE).outputs["arn"]
    assert logging["loggingConfiguration"] == {
        "logDestinationConfigs": [
            {"logType": kind, "logDestinationType": "S3", "logDestination": {"bucketName": "logs"}}
            for kind in ("ALERT", "FLOW")
        ]
    }
    assert cloud.one("aws:ec2/flowLog:FlowLog").inputs["logDestination"] == "arn:aws:s3:::logs"


def test_another_zone_changes_no_subnet_and_no_route() -> None:
    two, three = build(), build(zones=[*ZONES, "eu-west-1c"])
    kinds = (SUBNET, ROUTE, TABLE, NAT)
    before = {each.urn: each.inputs for kind in kinds for each in two.all(kind)}
    after = {each.urn: each.inputs for kind in kinds for each in three.all(kind)}

    # The id of an endpoint is made up from its place in the list, so it is compared by its presence.
    assert before.keys() < after.keys()
    assert all(before[urn].keys() == after[urn].keys() for urn in before)


@pytest.mark.parametrize(
    ("domains", "message"),
    [
        (["com"], "com is no domain that can be allowed"),
        ([".com"], ".com is no domain that can be allowed"),
        (["*.example.com"], "*.example.com is no domain that can be allowed"),
        (["Example.com"], "Example.com is no domain that can be allowed"),
        (["https://example.com"], "https://example.com is no domain that can be allowed"),
        (["10.0.0.1"], "10.0.0.1 is no domain that can be allowed"),
        (["example.com", "example.com"], "example.com is listed twice"),
    ],
)
def test_domains_that_cannot_be_allowed_are_refused(domains: list[str], message: str) -> None:
    given = {"domains": {"names": domains, "capacity": 20}}
    refused = refusal(lambda: FirewallSettings.model_validate_json(json.dumps(given)))

    assert refused.message == message


def test_two_rule_files_with_one_name_are_refused() -> None:
    file = {"name": "one", "file": "one.rules", "capacity": 1}
    files = [file, file | {"file": "two.rules"}]
    refused = refusal(lambda: FirewallSettings.model_validate_json(json.dumps({"rule_files": files})))

    assert (refused.message, refused.at) == ("Two rule files are called one", (1, "name"))


def test_a_rule_file_in_two_groups_is_refused() -> None:
    file = {"name": "one", "file": "one.rules", "capacity": 1}
    files = [file, file | {"name": "two"}]
    refused = refusal(lambda: FirewallSettings.model_validate_json(json.dumps({"rule_files": files})))

    assert (refused.message, refused.at) == ("Two groups hold the rules of one.rules", (1, "file"))
