"""An HTTP API, its function, its table and its queues."""

import json

import pulumi
import pulumi_aws as aws
from identity import P, account, doc, key

dlq = aws.sqs.Queue("dlq", kms_master_key_id=key.id, message_retention_seconds=1209600)
q = aws.sqs.Queue(
    "q",
    kms_master_key_id=key.id,
    redrive_policy=dlq.arn.apply(lambda a: json.dumps({"deadLetterTargetArn": a, "maxReceiveCount": 5})),
)
topic = aws.sns.Topic("alarms", kms_master_key_id=key.id)
table = aws.dynamodb.Table(
    "t",
    attributes=[{"name": "id", "type": "S"}],
    hash_key="id",
    billing_mode="PAY_PER_REQUEST",
    deletion_protection_enabled=True,
    point_in_time_recovery={"enabled": True},
    server_side_encryption={"enabled": True, "kms_key_arn": key.arn},
    opts=P,
)
role = aws.iam.Role(
    "fn",
    assume_role_policy=doc(
        {
            "Effect": "Allow",
            "Principal": {"Service": "lambda.amazonaws.com"},
            "Action": "sts:AssumeRole",
            "Condition": {"StringEquals": {"aws:SourceAccount": account}},
        }
    ),
)
group = aws.cloudwatch.LogGroup("fn", name="/aws/lambda/api", retention_in_days=365, kms_key_id=key.arn)
aws.iam.RolePolicy(
    "fn",
    role=role.id,
    policy=pulumi.Output.all(table.arn, group.arn, key.arn, dlq.arn).apply(
        lambda a: doc(
            {
                "Effect": "Allow",
                "Action": ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
                "Resource": a[0],
            },
            {
                "Effect": "Allow",
                "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                "Resource": a[1] + ":*",
            },
            {"Effect": "Allow", "Action": ["kms:Decrypt", "kms:GenerateDataKey"], "Resource": a[2]},
            {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": a[3]},
            {
                "Effect": "Allow",
                "Action": ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
                "Resource": "*",
            },
        )
    ),
)
fn = aws.lambda_.Function(
    "api",
    name="api",
    role=role.arn,
    runtime="python3.13",
    handler="index.handler",
    architectures=["arm64"],
    memory_size=512,
    timeout=10,
    code=pulumi.AssetArchive({"index.py": pulumi.StringAsset("def handler(e, c): return {}")}),
    environment={"variables": {"TABLE": table.name}},
    kms_key_arn=key.arn,
    tracing_config={"mode": "Active"},
    dead_letter_config={"target_arn": dlq.arn},
    logging_config={"log_format": "JSON", "log_group": group.name},
    reserved_concurrent_executions=50,
)
api = aws.apigatewayv2.Api("api", protocol_type="HTTP", disable_execute_api_endpoint=True)
auth = aws.apigatewayv2.Authorizer(
    "jwt",
    api_id=api.id,
    authorizer_type="JWT",
    name="jwt",
    identity_sources=["$request.header.Authorization"],
    jwt_configuration={"audiences": ["api"], "issuer": "https://login.example.com/"},
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
    authorization_type="JWT",
    authorizer_id=auth.id,
    target=integ.id.apply(lambda i: f"integrations/{i}"),
)
alog = aws.cloudwatch.LogGroup("api", retention_in_days=365, kms_key_id=key.arn)
aws.apigatewayv2.Stage(
    "prod",
    api_id=api.id,
    name="$default",
    auto_deploy=True,
    access_log_settings={"destination_arn": alog.arn, "format": "$context.requestId"},
    default_route_settings={"throttling_burst_limit": 100, "throttling_rate_limit": 50},
)
aws.lambda_.Permission(
    "api",
    action="lambda:InvokeFunction",
    function=fn.name,
    principal="apigateway.amazonaws.com",
    source_arn=api.execution_arn.apply(lambda a: a + "/*/*"),
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
    alarm_actions=[topic.arn],
    treat_missing_data="notBreaching",
)
