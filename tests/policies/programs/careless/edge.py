"""The balancer, its listeners, its certificate and its firewall."""

import pulumi_aws as aws
from network import lbsg, public, vpc_id

lb = aws.lb.LoadBalancer(
    "web",
    load_balancer_type="application",
    subnets=public,
    security_groups=[lbsg.id],
    enable_deletion_protection=False,
    drop_invalid_header_fields=False,
)
tg = aws.lb.TargetGroup(
    "web",
    port=8080,
    protocol="HTTP",
    target_type="ip",
    vpc_id=vpc_id,
    health_check={"path": "/healthz", "matcher": "200"},
)
cert = aws.acm.Certificate("c", domain_name="*.example.com", validation_method="EMAIL")
aws.lb.Listener(
    "https",
    load_balancer_arn=lb.arn,
    port=443,
    protocol="HTTPS",
    ssl_policy="ELBSecurityPolicy-TLS-1-0-2015-04",
    certificate_arn=cert.arn,
    default_actions=[{"type": "forward", "target_group_arn": tg.arn}],
)
aws.lb.Listener(
    "http",
    load_balancer_arn=lb.arn,
    port=80,
    protocol="HTTP",
    default_actions=[{"type": "forward", "target_group_arn": tg.arn}],
)
acl = aws.wafv2.WebAcl(
    "acl",
    scope="REGIONAL",
    default_action={"allow": {}},
    visibility_config={
        "cloudwatch_metrics_enabled": False,
        "metric_name": "acl",
        "sampled_requests_enabled": False,
    },
    rules=[
        {
            "name": "common",
            "priority": 1,
            "override_action": {"count": {}},
            "statement": {
                "managed_rule_group_statement": {"name": "AWSManagedRulesCommonRuleSet", "vendor_name": "AWS"}
            },
            "visibility_config": {
                "cloudwatch_metrics_enabled": False,
                "metric_name": "common",
                "sampled_requests_enabled": False,
            },
        }
    ],
)
aws.wafv2.WebAclAssociation("acl", resource_arn=lb.arn, web_acl_arn=acl.arn)
