from dataclasses import dataclass

import pulumi
import pulumi_aws as aws
import pulumi_random as random

config = pulumi.Config()
key = config.require_secret("apiKey")


@dataclass
class Settings:
    size: str
    storage: int


settings = Settings(**config.require_object("settings"))
password = random.RandomPassword("database", length=32, special=True, override_special="!#-_")
database = aws.rds.Instance(
    "main",
    engine="postgres",
    engine_version="16",
    instance_class=settings.size,
    allocated_storage=settings.storage,
    username="app",
    password=password.result,
    storage_encrypted=True,
    publicly_accessible=False,
    opts=pulumi.ResourceOptions(protect=True, additional_secret_outputs=["endpoint"]),
)
secret = aws.secretsmanager.Secret("database", recovery_window_in_days=7)
version = aws.secretsmanager.SecretVersion(
    "database",
    secret_id=secret.id,
    secret_string=pulumi.Output.json_dumps(
        {"username": database.username, "password": password.result, "host": database.address, "key": key}
    ),
)
parameter = aws.ssm.Parameter("key", type="SecureString", value=key.apply(lambda text: text.upper()))

pulumi.export("secret", secret.arn)
pulumi.export("endpoint", database.endpoint)
pulumi.export("address", database.address)
pulumi.export("key", key)
