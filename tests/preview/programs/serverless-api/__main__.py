import json

import pulumi
import pulumi_aws as aws

ROUTES = {"list": "GET /orders", "create": "POST /orders"}

table = aws.dynamodb.Table(
    "orders",
    billing_mode="PAY_PER_REQUEST",
    hash_key="id",
    attributes=[{"name": "id", "type": "S"}],
    opts=pulumi.ResourceOptions(protect=True),
)
role = aws.iam.Role(
    "function",
    assume_role_policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": "sts:AssumeRole",
                    "Principal": {"Service": "lambda.amazonaws.com"},
                }
            ],
        }
    ),
)
aws.iam.RolePolicy(
    "table",
    role=role.id,
    policy=table.arn.apply(
        lambda arn: json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [
                    {"Effect": "Allow", "Action": ["dynamodb:Query", "dynamodb:PutItem"], "Resource": arn}
                ],
            }
        )
    ),
)

api = aws.apigatewayv2.Api("orders", protocol_type="HTTP")
for name, key in ROUTES.items():
    function = aws.lambda_.Function(
        name,
        runtime=aws.lambda_.Runtime.PYTHON3D12,
        handler="orders.handler",
        role=role.arn,
        code=pulumi.AssetArchive({".": pulumi.FileArchive("./functions")}),
        environment={"variables": {"TABLE": table.name, "ROUTE": key}},
    )
    aws.lambda_.Permission(
        name,
        action="lambda:InvokeFunction",
        function=function,
        principal="apigateway.amazonaws.com",
        source_arn=pulumi.Output.concat(api.execution_arn, "/*/*"),
    )
    integration = aws.apigatewayv2.Integration(
        name,
        api_id=api.id,
        integration_type="AWS_PROXY",
        integration_uri=function.invoke_arn,
        payload_format_version="2.0",
    )
    aws.apigatewayv2.Route(
        name, api_id=api.id, route_key=key, target=integration.id.apply(lambda id: f"integrations/{id}")
    )
stage = aws.apigatewayv2.Stage("live", api_id=api.id, name="$default", auto_deploy=True)

pulumi.export("endpoint", api.api_endpoint)
