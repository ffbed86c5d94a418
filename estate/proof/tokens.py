"""Type tokens of what the proof reads, and of what moves packets in ways that it does not model."""

from __future__ import annotations

from typing import Final

VPC: Final = ("aws:ec2/vpc:Vpc", "aws:ec2/defaultVpc:DefaultVpc")
VPC_CIDR: Final = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation"
VPC_CIDR_SIX: Final = "aws:ec2/vpcIpv6CidrBlockAssociation:VpcIpv6CidrBlockAssociation"
SUBNET: Final = ("aws:ec2/subnet:Subnet", "aws:ec2/defaultSubnet:DefaultSubnet")
ROUTE_TABLE: Final = "aws:ec2/routeTable:RouteTable"
DEFAULT_ROUTE_TABLE: Final = "aws:ec2/defaultRouteTable:DefaultRouteTable"
MAIN_TABLE: Final = "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation"
ROUTE: Final = "aws:ec2/route:Route"
TABLE_ASSOCIATION: Final = "aws:ec2/routeTableAssociation:RouteTableAssociation"
PREFIX_LIST: Final = "aws:ec2/managedPrefixList:ManagedPrefixList"
PREFIX_LIST_ENTRY: Final = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry"

INTERNET_GATEWAY: Final = "aws:ec2/internetGateway:InternetGateway"
EGRESS_GATEWAY: Final = "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway"
INTERNET_GATEWAY_ATTACHMENT: Final = "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment"
BLOCK_PUBLIC: Final = "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions"
BLOCK_PUBLIC_EXCLUSION: Final = "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion"
NAT: Final = "aws:ec2/natGateway:NatGateway"
TABLES: Final = (ROUTE_TABLE, DEFAULT_ROUTE_TABLE, NAT)
PEERING: Final = "aws:ec2/vpcPeeringConnection:VpcPeeringConnection"
PEERING_ACCEPTER: Final = "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter"
VPC_ENDPOINT: Final = "aws:ec2/vpcEndpoint:VpcEndpoint"
ENDPOINT_TABLE: Final = "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation"
ENDPOINT_SUBNET: Final = "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation"

ACL: Final = "aws:ec2/networkAcl:NetworkAcl"
DEFAULT_ACL: Final = "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl"
ACL_RULE: Final = "aws:ec2/networkAclRule:NetworkAclRule"
ACL_ASSOCIATION: Final = "aws:ec2/networkAclAssociation:NetworkAclAssociation"

GROUP: Final = (
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
)
GROUP_RULE: Final = "aws:ec2/securityGroupRule:SecurityGroupRule"
GROUP_INGRESS: Final = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
GROUP_EGRESS: Final = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"

TRANSIT_GATEWAY: Final = "aws:ec2transitgateway/transitGateway:TransitGateway"
TRANSIT_TABLE: Final = "aws:ec2transitgateway/routeTable:RouteTable"
TRANSIT_VPC: Final = "aws:ec2transitgateway/vpcAttachment:VpcAttachment"
TRANSIT_ACCEPTER: Final = "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter"
TRANSIT_PEERING: Final = "aws:ec2transitgateway/peeringAttachment:PeeringAttachment"
TRANSIT_ASSOCIATION: Final = "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation"
TRANSIT_PROPAGATION: Final = "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation"
TRANSIT_ROUTE: Final = "aws:ec2transitgateway/route:Route"
TRANSIT_PREFIX_LIST: Final = "aws:ec2transitgateway/prefixListReference:PrefixListReference"
VPN: Final = "aws:ec2/vpnConnection:VpnConnection"
DIRECT_CONNECT: Final = "aws:directconnect/gatewayAssociation:GatewayAssociation"
ATTACHMENTS: Final = (TRANSIT_VPC, TRANSIT_PEERING, VPN, DIRECT_CONNECT)

FIREWALL: Final = "aws:networkfirewall/firewall:Firewall"
FIREWALL_POLICY: Final = "aws:networkfirewall/firewallPolicy:FirewallPolicy"
RULE_GROUP: Final = "aws:networkfirewall/ruleGroup:RuleGroup"

ZONE: Final = "aws:route53/zone:Zone"

LOAD_BALANCER: Final = ("aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer")
LISTENER: Final = ("aws:lb/listener:Listener", "aws:alb/listener:Listener")
LISTENER_RULE: Final = ("aws:lb/listenerRule:ListenerRule", "aws:alb/listenerRule:ListenerRule")
TARGET_GROUP: Final = ("aws:lb/targetGroup:TargetGroup", "aws:alb/targetGroup:TargetGroup")
TARGET: Final = (
    "aws:lb/targetGroupAttachment:TargetGroupAttachment",
    "aws:alb/targetGroupAttachment:TargetGroupAttachment",
)
SERVICE: Final = "aws:ecs/service:Service"
FLEET: Final = "aws:autoscaling/group:Group"
FLEET_TARGET: Final = "aws:autoscaling/attachment:Attachment"
LAUNCH_TEMPLATE: Final = "aws:ec2/launchTemplate:LaunchTemplate"
INSTANCE: Final = "aws:ec2/instance:Instance"
INTERFACE: Final = "aws:ec2/networkInterface:NetworkInterface"
ELASTIC_IP: Final = "aws:ec2/eip:Eip"
ELASTIC_IP_ASSOCIATION: Final = "aws:ec2/eipAssociation:EipAssociation"

NOT_MODELLED: Final = {
    "aws:cloudwan/": "Cloud WAN",
    "aws:directconnect/hostedPrivateVirtualInterface": "a private virtual interface of Direct Connect",
    "aws:directconnect/privateVirtualInterface": "a private virtual interface of Direct Connect",
    "aws:ec2/carrierGateway:": "carrier gateways",
    "aws:ec2/localGatewayRoute": "local gateways of Outposts",
    "aws:ec2/trafficMirror": "traffic mirroring",
    "aws:ec2/vpcEndpointService:": "services offered through PrivateLink",
    "aws:ec2/vpnGateway": "virtual private gateways of single VPCs",
    "aws:ec2clientvpn/": "Client VPN",
    "aws:ec2transitgateway/connect": "transit gateway Connect attachments",
    "aws:ec2transitgateway/multicast": "multicast",
    "aws:ec2transitgateway/policyTable": "transit gateway policy tables",
    "aws:elb/loadBalancer:": "Classic Load Balancers",
    "aws:globalaccelerator/": "Global Accelerator",
    "aws:networkfirewall/proxy": "proxies of Network Firewall",
    "aws:networkfirewall/transitGatewayAttachment": "a firewall attachment that is accepted apart",
    "aws:networkfirewall/vpcEndpointAssociation:": "further endpoints of a firewall",
    "aws:networkmanager/": "Cloud WAN",
    "aws:verifiedaccess/": "Verified Access",
    "aws:vpc/routeServer": "VPC Route Server",
    "aws:vpclattice/": "VPC Lattice",
}
"""What carries packets but is not part of the model, by how its type token begins.

Each that is planned is named in the answer.
"""
