"""The balancer, its listeners, its certificate and its firewall."""

import pulumi_aws as aws
from identity import key
from network import lbsg, public, vpc_id
from storage import logs

lb = aws.lb.LoadBalancer(
    "web",
    load_balancer_type="application",
    subnets=public,
    security_groups=[lbsg.id],
    enable_deletion_protection=True,
    drop_invalid_header_fields=True,
    access_logs={"bucket": logs.bucket, "enabled": True, "prefix": "lb"},
    connection_logs={"bucket": logs.bucket, "enabled": True, "prefix": "lbc"},
)
tg = aws.lb.TargetGroup(
    "web",
    port=8443,
    protocol="HTTPS",
    target_type="ip",
    vpc_id=vpc_id,
    health_check={"path": "/healthz", "protocol": "HTTPS", "matcher": "200"},
)
cert = aws.acm.Certificate("c", domain_name="api.example.com", validation_method="DNS")
aws.lb.Listener(
    "https",
    load_balancer_arn=lb.arn,
    port=443,
    protocol="HTTPS",
    ssl_policy="ELBSecurityPolicy-TLS13-1-2-2021-06",
    certificate_arn=cert.arn,
    default_actions=[{"type": "forward", "target_group_arn": tg.arn}],
)
aws.lb.Listener(
    "http",
    load_balancer_arn=lb.arn,
    port=80,
    protocol="HTTP",
    default_actions=[
        {"type": "redirect", "redirect": {"port": "443", "protocol": "HTTPS", "status_code": "HTTP_301"}}
    ],
)
acl = aws.wafv2.WebAcl(
    "acl",
    scope="REGIONAL",
    default_action={"allow": {}},
    visibility_config={
        "cloudwatch_metrics_enabled": True,
        "metric_name": "acl",
        "sampled_requests_enabled": True,
    },
    rules=[
        {
            "name": "common",
            "priority": 1,
            "override_action": {"none": {}},
            "statement": {
                "managed_rule_group_statement": {"name": "AWSManagedRulesCommonRuleSet", "vendor_name": "AWS"}
            },
            "visibility_config": {
                "cloudwatch_metrics_enabled": True,
                "metric_name": "common",
                "sampled_requests_enabled": True,
            },
        }
    ],
)
aws.wafv2.WebAclAssociation("acl", resource_arn=lb.arn, web_acl_arn=acl.arn)
wlog = aws.cloudwatch.LogGroup("waf", name="aws-waf-logs-web", retention_in_days=365, kms_key_id=key.arn)
aws.wafv2.WebAclLoggingConfiguration("acl", resource_arn=acl.arn, log_destination_configs=[wlog.arn])
