"""The Aurora cluster of the service."""

import pulumi_aws as aws
from identity import doc
from network import public, svcsg

mon = aws.iam.Role(
    "mon",
    assume_role_policy=doc(
        {
            "Effect": "Allow",
            "Principal": {"Service": "monitoring.rds.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ),
    managed_policy_arns=["arn:aws:iam::aws:policy/AdministratorAccess"],
)
sgrp = aws.rds.SubnetGroup("db", subnet_ids=public)
pg = aws.rds.ClusterParameterGroup(
    "db", family="aurora-postgresql16", parameters=[{"name": "rds.force_ssl", "value": "0"}]
)
db = aws.rds.Cluster(
    "db",
    engine="aurora-postgresql",
    engine_version="11.9",
    database_name="app",
    master_username="app",
    master_password="Aa1234321Bb",
    storage_encrypted=False,
    db_subnet_group_name=sgrp.name,
    db_cluster_parameter_group_name=pg.name,
    vpc_security_group_ids=[svcsg.id],
    backup_retention_period=1,
    deletion_protection=False,
    copy_tags_to_snapshot=False,
    iam_database_authentication_enabled=False,
    skip_final_snapshot=True,
    port=5432,
    preferred_backup_window="03:00-04:00",
)
for i in range(2):
    aws.rds.ClusterInstance(
        f"db{i}",
        cluster_identifier=db.id,
        engine="aurora-postgresql",
        engine_version="11.9",
        instance_class="db.r7g.large",
        monitoring_interval=0,
        performance_insights_enabled=False,
        auto_minor_version_upgrade=False,
        copy_tags_to_snapshot=False,
        publicly_accessible=True,
    )
