"""What is written down of each flow."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

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


# Partitions by hour in Hive's form, so that Athena reads only the hours that it is asked for.
PARQUET: aws.ec2.FlowLogDestinationOptionsArgsDict = {
    "file_format": "parquet",
    "hive_compatible_partitions": True,
    "per_hour_partition": True,
}


def archive_flows(
    name: str,
    vpc_id: pulumi.Input[str],
    bucket_arn: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
) -> None:
    """Every flow of a network, in the archive."""
    aws.ec2.FlowLog(
        name,
        vpc_id=vpc_id,
        traffic_type="ALL",
        log_destination_type="s3",
        log_destination=bucket_arn,
        log_format=VPC_LOG_FORMAT,
        max_aggregation_interval=600,  # a minute would tell little more and cost several times as much
        destination_options=PARQUET,
        tags={"Name": name},
        opts=opts,
    )


def archive_gateway(
    name: str,
    gateway_id: pulumi.Input[str],
    bucket_arn: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
) -> None:
    """Every flow through a transit gateway, in the archive."""
    aws.ec2.FlowLog(
        name,
        transit_gateway_id=gateway_id,
        log_destination_type="s3",
        log_destination=bucket_arn,
        max_aggregation_interval=60,  # AWS takes no other for a transit gateway
        destination_options=PARQUET,
        tags={"Name": name},
        opts=opts,
    )
