"""What is written down of each flow."""

from __future__ import annotations

# Version 2's fields in its order; then who really spoke to whom behind NAT and gateways, and which way.
# https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html (2026-09)
FIELDS = (
    "version",
    "account-id",
    "interface-id",
    "srcaddr",
    "dstaddr",
    "srcport",
    "dstport",
    "protocol",
    "packets",
    "bytes",
    "start",
    "end",
    "action",
    "log-status",
    "vpc-id",
    "subnet-id",
    "instance-id",
    "tcp-flags",
    "type",
    "pkt-srcaddr",
    "pkt-dstaddr",
    "region",
    "az-id",
    "pkt-src-aws-service",
    "pkt-dst-aws-service",
    "flow-direction",
    "traffic-path",
)

VPC_LOG_FORMAT = " ".join(f"${{{name}}}" for name in FIELDS)
