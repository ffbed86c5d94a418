"""An HTTP API, its function, its table and its queues."""

import pulumi
import pulumi_aws as aws
from identity import doc

dlq = aws.sqs.Queue("dlq", sqs_managed_sse_enabled=False, message_retention_seconds=60)
q = aws.sqs.Queue(
    "q",
    sqs_managed_sse_enabled=False,
)
topic = aws.sns.Topic("alarms")
table = aws.dynamodb.Table(
    "t",
    attributes=[{"name": "id", "type": "S"}],
    hash_key="id",
    billing_mode="PAY_PER_REQUEST",
    deletion_protection_enabled=False,
    point_in_time_recovery={"enabled": False},
)
role = aws.iam.Role(
    "fn",
    assume_role_policy=doc(
        {
            "Effect": "Allow",
            "Principal": {"AWS": "*"},
            "Action": "sts:AssumeRole",
        }
    ),
)
group = aws.cloudwatch.LogGroup("fn", name="/aws/lambda/api", retention_in_days=1)
aws.iam.RolePolicy(
    "fn",
    role=role.id,
    policy=doc({"Effect": "Allow", "Action": "*", "Resource": "*"}),
)
fn = aws.lambda_.Function(
    "api",
    name="api",
    role=role.arn,
    runtime="python3.7",
    handler="index.handler",
    architectures=["arm64"],
    memory_size=512,
    timeout=10,
    code=pulumi.AssetArchive({"index.py": pulumi.StringAsset("def handler(e, c): return {}")}),
    environment={
        "variables": {"TABLE": table.name, "AWS_SECRET_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMAAAKEY"}
    },
    tracing_config={"mode": "PassThrough"},
)
api = aws.apigatewayv2.Api(
    "api", protocol_type="HTTP", cors_configuration={"allow_origins": ["*"], "allow_credentials": True}
)
auth = aws.apigatewayv2.Authorizer(
    "jwt",
    api_id=api.id,
    authorizer_type="JWT",
    name="jwt",
    identity_sources=["$request.header.Authorization"],
    jwt_configuration={"audiences": ["api"], "issuer": "http://login.example.com/"},
)
integ = aws.apigatewayv2.Integration(
    "i",
    api_id=api.id,
    integration_type="AWS_PROXY",
    integration_uri=fn.invoke_arn,
    payload_format_version="2.0",
)
aws.apigatewayv2.Route(
    "r",
    api_id=api.id,
    route_key="GET /items",
    authorization_type="NONE",
    target=integ.id.apply(lambda i: f"integrations/{i}"),
)
alog = aws.cloudwatch.LogGroup("api", retention_in_days=1)
aws.apigatewayv2.Stage(
    "prod",
    api_id=api.id,
    name="$default",
    auto_deploy=True,
)
aws.lambda_.Permission(
    "api",
    action="lambda:InvokeFunction",
    function=fn.name,
    principal="*",
)
aws.cloudwatch.MetricAlarm(
    "errors",
    comparison_operator="GreaterThanThreshold",
    evaluation_periods=1,
    metric_name="Errors",
    namespace="AWS/Lambda",
    period=60,
    statistic="Sum",
    threshold=0,
    dimensions={"FunctionName": fn.name},
    actions_enabled=False,
    treat_missing_data="notBreaching",
)
