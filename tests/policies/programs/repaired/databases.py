"""The Aurora cluster of the service."""

import pulumi_aws as aws
from identity import P, account, doc, key
from network import private, svcsg

mon = aws.iam.Role(
    "mon",
    assume_role_policy=doc(
        {
            "Effect": "Allow",
            "Principal": {"Service": "monitoring.rds.amazonaws.com"},
            "Action": "sts:AssumeRole",
            "Condition": {"StringEquals": {"aws:SourceAccount": account}},
        }
    ),
    managed_policy_arns=["arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"],
)
sgrp = aws.rds.SubnetGroup("db", subnet_ids=private)
pg = aws.rds.ClusterParameterGroup(
    "db", family="aurora-postgresql16", parameters=[{"name": "rds.force_ssl", "value": "1"}]
)
db = aws.rds.Cluster(
    "db",
    engine="aurora-postgresql",
    engine_version="16.6",
    database_name="app",
    master_username="app",
    manage_master_user_password=True,
    master_user_secret_kms_key_id=key.id,
    storage_encrypted=True,
    kms_key_id=key.arn,
    db_subnet_group_name=sgrp.name,
    db_cluster_parameter_group_name=pg.name,
    vpc_security_group_ids=[svcsg.id],
    backup_retention_period=14,
    deletion_protection=True,
    copy_tags_to_snapshot=True,
    iam_database_authentication_enabled=True,
    enabled_cloudwatch_logs_exports=["postgresql"],
    final_snapshot_identifier="db-final",
    port=5432,
    preferred_backup_window="03:00-04:00",
    opts=P,
)
for i in range(2):
    aws.rds.ClusterInstance(
        f"db{i}",
        cluster_identifier=db.id,
        engine="aurora-postgresql",
        engine_version="16.6",
        instance_class="db.r7g.large",
        monitoring_interval=60,
        monitoring_role_arn=mon.arn,
        performance_insights_enabled=True,
        performance_insights_kms_key_id=key.arn,
        auto_minor_version_upgrade=True,
        copy_tags_to_snapshot=True,
        publicly_accessible=False,
    )
