import pulumi
import pulumi_aws as aws

config = pulumi.Config()
account = aws.get_caller_identity().account_id


class Store(pulumi.ComponentResource):
    """A versioned bucket with its own key, in the region of its provider."""

    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("acme:storage:Store", name, None, opts)
        own = pulumi.ResourceOptions(parent=self)
        self.key = aws.kms.Key(name, enable_key_rotation=True, deletion_window_in_days=30, opts=own)
        aws.kms.Alias(name, name=f"alias/{name}", target_key_id=self.key.key_id, opts=own)
        self.bucket = aws.s3.Bucket(name, bucket=f"acme-{name}-{account}", opts=own)
        self.versioning = aws.s3.BucketVersioning(
            name,
            bucket=self.bucket.id,
            versioning_configuration={"status": "Enabled"},
            opts=own,
        )
        aws.s3.BucketServerSideEncryptionConfiguration(
            name,
            bucket=self.bucket.id,
            rules=[
                {
                    "apply_server_side_encryption_by_default": {
                        "sse_algorithm": "aws:kms",
                        "kms_master_key_id": self.key.arn,
                    }
                }
            ],
            opts=own,
        )
        self.register_outputs({"bucket": self.bucket.bucket})


primary = Store("primary")
replicas = {}
for region in config.require_object("replicas"):
    provider = aws.Provider(region, region=region, default_tags={"tags": {"replica": region}})
    replicas[region] = Store(f"replica-{region}", pulumi.ResourceOptions(providers=[provider]))

role = aws.iam.Role(
    "replication",
    assume_role_policy=aws.iam.get_policy_document_output(
        statements=[
            {
                "actions": ["sts:AssumeRole"],
                "principals": [{"type": "Service", "identifiers": ["s3.amazonaws.com"]}],
            }
        ]
    ).json,
)
aws.s3.BucketReplicationConfig(
    "replication",
    bucket=primary.bucket.id,
    role=role.arn,
    rules=[
        {
            "id": region,
            "status": "Enabled",
            "priority": index,
            "filter": {"prefix": ""},
            "delete_marker_replication": {"status": "Enabled"},
            "destination": {"bucket": store.bucket.arn},
        }
        for index, (region, store) in enumerate(replicas.items())
    ],
    opts=pulumi.ResourceOptions(
        depends_on=[primary.versioning, *(store.versioning for store in replicas.values())]
    ),
)

pulumi.export("buckets", [primary.bucket.arn, *(store.bucket.arn for store in replicas.values())])
pulumi.export("keys", {region: store.key.arn for region, store in replicas.items()})
