"""Small random networks, and what a preview of them would report."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network
from random import Random
from typing import Any

from estate.proof import tokens

from .brute import ON_PREMISES, TCP, UDP, AclRule, Cloud, HubRoute, Route, Rule, Sub, World
from .sketch import Sketch

STRANGER = IPv4Address("8.8.8.8")
PORTS = (22, 443, 40000)
ANYWHERE = IPv4Network("0.0.0.0/0")

OWN = [IPv4Network(f"10.0.{cloud}.0/28") for cloud in range(3)]
CIDRS = [
    IPv4Network("10.0.0.0/8"),
    *OWN,
    *(IPv4Network(f"10.0.{cloud}.0/30") for cloud in range(3)),
    *(IPv4Network(f"10.0.{cloud}.6/31") for cloud in range(3)),
    IPv4Network("8.8.8.0/24"),
    ON_PREMISES,
]
PORT_RANGES = [(0, 65535), (22, 22), (443, 443), (1024, 65535), (32768, 65535)]
PROTOCOLS = [None, None, TCP, UDP]


def world(random: Random) -> World:
    """A network in which most packets get somewhere, and many are stopped on the way."""
    inspected, translated, peered = (random.random() < 0.7 for _ in range(3))
    clouds = [_cloud(random, number, inspected, translated, peered) for number in range(3)]
    return World(
        clouds,
        [_table(random) for _ in range(2)],
        firewall={"a": 0, "b": 1} if inspected else {},
        rules=[*(_firewall_rule(random) for _ in range(2)), *_last(random)],
        nat=2 if translated else None,
        peered=peered,
        premises=random.choice([0, 1]),
    )


def _cloud(random: Random, number: int, inspected: bool, translated: bool, peered: bool) -> Cloud:
    ways = ["hub"] * 5 + ["internet", "internet", "hole"]
    ways += ["nat"] * 3 if translated and number == 0 else []
    ways += ["firewall-a", "firewall-b"] * 3 if inspected and number == 0 else []
    ways += ["peer"] * 2 if peered and number < 2 else []
    subnets = []
    for index in range(4):
        chosen = {cidr: random.choice(ways) for cidr in random.sample(CIDRS, random.choice([0, 1, 1, 2]))}
        if random.random() < 0.9:
            chosen[ANYWHERE] = random.choice(ways)
        routes = [Route(cidr, to) for cidr, to in chosen.items() if not cidr.subnet_of(OWN[number])]
        cidr = IPv4Network(f"10.0.{number}.{4 * index}/30")
        public = random.random() < 0.6
        subnets.append(Sub(cidr, "ab"[index % 2], routes, _acl_rules(random), _acl_rules(random), public))
    attached = random.choice([{"a": 0, "b": 1}, {"a": 2, "b": 3}, {"a": 0, "b": 3}, {"a": 0}, {"b": 3}])
    return Cloud(OWN[number], subnets, attached, random.choice([0, 0, 1, 1, 1, None]), random.random() < 0.5)


def _acl_rules(random: Random) -> list[AclRule] | None:
    if random.random() < 0.7:
        return None
    rules = [
        AclRule(
            random.random() < 0.5,
            random.choice([ANYWHERE, *CIDRS]),
            random.choice(PROTOCOLS),
            random.choice(PORT_RANGES),
        )
        for _ in range(random.choice([1, 2]))
    ]
    everything = AclRule(True, ANYWHERE, None, (0, 65535))
    return [*rules, everything] if random.random() < 0.6 else rules


def _table(random: Random) -> list[HubRoute]:
    routes = [HubRoute(OWN[cloud], cloud, False) for cloud in range(3) if random.random() < 0.8]
    chosen = random.sample(CIDRS, random.choice([0, 1, 2]))
    static = {cidr: random.choice([0, 1, 2, None, -1]) for cidr in chosen}
    if random.random() < 0.8:
        static[ANYWHERE] = random.choice([0, 0, 0, 1, -1])
    return [*routes, *(HubRoute(cidr, to, True) for cidr, to in static.items())]


def _firewall_rule(random: Random) -> Rule:
    ends = [ANYWHERE, ANYWHERE, *CIDRS]
    allow = random.random() < 0.6
    return Rule(
        allow, random.choice(ends), random.choice(ends), random.choice(PROTOCOLS), random.choice(PORT_RANGES)
    )


def _last(random: Random) -> list[Rule]:
    return [Rule(True, ANYWHERE, ANYWHERE, None, (0, 65535))] if random.random() < 0.6 else []


def sketched(world: World) -> Sketch:
    """The network as planned resources."""
    sketch = Sketch()
    hub = sketch.add(
        "hub",
        tokens.TRANSIT_GATEWAY,
        "hub",
        {"defaultRouteTableAssociation": "disable"} | {"defaultRouteTablePropagation": "disable"},
    )
    tables = [
        sketch.add("hub", tokens.TRANSIT_TABLE, f"table{n}", {"transitGatewayId": hub}) for n in range(2)
    ]
    vpcs = [sketch.vpc(f"s{n}", "vpc", str(cloud.cidr)) for n, cloud in enumerate(world.clouds)]
    subnets = {
        (n, m): sketch.subnet(
            f"s{n}", f"sub{m}", vpcs[n], str(sub.cidr), sub.zone, mapPublicIpOnLaunch=sub.public
        )
        for n, cloud in enumerate(world.clouds)
        for m, sub in enumerate(cloud.subnets)
    }
    for (n, m), subnet in subnets.items():
        sub = world.clouds[n].subnets[m]
        if sub.ingress is not None or sub.egress is not None:
            rules = {"ingress": _acl(sub.ingress), "egress": _acl(sub.egress)}
            sketch.acl(f"s{n}", f"acl{m}", vpcs[n], [subnet], **rules)
    attachments = []
    for n, cloud in enumerate(world.clouds):
        given = {
            "transitGatewayId": hub,
            "vpcId": vpcs[n],
            "subnetIds": [subnets[n, m] for m in cloud.attached.values()],
            "applianceModeSupport": "enable" if cloud.appliance else "disable",
        }
        attachments.append(sketch.add(f"s{n}", tokens.TRANSIT_VPC, "attachment", given))
        if cloud.table is not None:
            _join(
                sketch,
                tokens.TRANSIT_ASSOCIATION,
                f"s{n}",
                "association",
                attachments[n],
                tables[cloud.table],
            )
    line = sketch.add(
        "hub", tokens.VPN, "line", {"transitGatewayId": hub}, outputs={"transitGatewayAttachmentId": "line"}
    )
    if world.premises is not None:
        _join(sketch, tokens.TRANSIT_ASSOCIATION, "hub", "line-association", line, tables[world.premises])
    for n, routes in enumerate(world.hub):
        for route in routes:
            if not route.static and route.to is not None:
                name = f"propagation{n}-{route.to}"
                _join(sketch, tokens.TRANSIT_PROPAGATION, "hub", name, attachments[route.to], tables[n])
                continue
            static: dict[str, Any] = {
                "destinationCidrBlock": str(route.cidr),
                "transitGatewayRouteTableId": tables[n],
            }
            if route.to is None:
                static["blackhole"] = True
            else:
                static["transitGatewayAttachmentId"] = line if route.to == -1 else attachments[route.to]
            sketch.add("hub", tokens.TRANSIT_ROUTE, f"route{n}-{route.cidr}", static)
    targets = {"hub": {"transitGatewayId": hub}, "hole": {}, **_middle(sketch, world, vpcs, subnets)}
    for (n, m), _ in subnets.items():
        for route_ in world.clouds[n].subnets[m].routes:
            to = {"gatewayId": _gateway(sketch, n, vpcs)} if route_.to == "internet" else targets[route_.to]
            sketch.route(f"s{n}", f"sub{m}-table", str(route_.cidr), **to)
    return sketch


def _middle(
    sketch: Sketch, world: World, vpcs: list[str], subnets: dict[tuple[int, int], str]
) -> dict[str, dict[str, str]]:
    targets: dict[str, dict[str, str]] = {}
    if world.nat is not None:
        targets["nat"] = {
            "natGatewayId": sketch.add("s0", tokens.NAT, "nat", {"subnetId": subnets[0, world.nat]})
        }
    if world.peered:
        given = {"vpcId": vpcs[0], "peerVpcId": vpcs[1], "autoAccept": True}
        targets["peer"] = {"vpcPeeringConnectionId": sketch.add("s0", tokens.PEERING, "peer", given)}
    if world.firewall:
        text = "\n".join(_suricata(number, rule) for number, rule in enumerate(world.rules))
        group = {"type": "STATEFUL", "ruleGroup": {"rulesSource": {"rulesString": text}}}
        policy = {
            "firewallPolicy": {
                "statelessDefaultActions": ["aws:forward_to_sfe"],
                "statefulEngineOptions": {"ruleOrder": "STRICT_ORDER"},
                "statefulDefaultActions": ["aws:drop_strict"],
                "statefulRuleGroupReferences": [
                    {"priority": 1, "resourceArn": sketch.add("s0", tokens.RULE_GROUP, "rules", group)}
                ],
            }
        }
        mappings = [{"subnetId": subnets[0, m]} for m in world.firewall.values()]
        states = [
            {"availabilityZone": zone, "attachments": [{"endpointId": f"firewall-{zone}"}]}
            for zone in world.firewall
        ]
        arn = sketch.add("s0", tokens.FIREWALL_POLICY, "policy", policy)
        firewall = {"vpcId": vpcs[0], "subnetMappings": mappings, "firewallPolicyArn": arn}
        statuses = {"firewallStatuses": [{"syncStates": states}]}
        sketch.add("s0", tokens.FIREWALL, "firewall", firewall, outputs=statuses)
        targets |= {f"firewall-{zone}": {"vpcEndpointId": f"firewall-{zone}"} for zone in world.firewall}
    return targets


def _gateway(sketch: Sketch, number: int, vpcs: list[str]) -> str:
    known = [each for each in sketch.entries[f"s{number}"] if each["type"] == tokens.INTERNET_GATEWAY]
    if known:
        return str(known[0]["id"])
    return sketch.add(f"s{number}", tokens.INTERNET_GATEWAY, "internet", {"vpcId": vpcs[number]})


def _join(sketch: Sketch, type_: str, stack: str, name: str, attachment: str, table: str) -> None:
    given = {"transitGatewayAttachmentId": attachment, "transitGatewayRouteTableId": table}
    sketch.add(stack, type_, name, given)


def _acl(rules: list[AclRule] | None) -> list[dict[str, Any]] | None:
    if rules is None:
        return None
    return [
        {
            "action": "allow" if rule.allow else "deny",
            "cidrBlock": str(rule.cidr),
            "protocol": "-1" if rule.protocol is None else str(rule.protocol),
            "fromPort": 0 if rule.protocol is None else rule.ports[0],
            "toPort": 0 if rule.protocol is None else rule.ports[1],
        }
        for rule in rules
    ]


def _suricata(number: int, rule: Rule) -> str:
    name = {TCP: "tcp", UDP: "udp", None: "ip"}[rule.protocol]
    ports = "any" if rule.protocol is None else f"{rule.ports[0]}:{rule.ports[1]}"
    verb = "pass" if rule.allow else "drop"
    return f"{verb} {name} {rule.source} any -> {rule.target} {ports} (sid:{number + 1};)"
