import mimetypes
from pathlib import Path

import pulumi
import pulumi_aws as aws

config = pulumi.Config()
domain = config.require("domain")
_, _, zone_name = domain.partition(".")

bucket = aws.s3.Bucket("site", tags={"domain": domain})
blocked = aws.s3.BucketPublicAccessBlock(
    "site", bucket=bucket.id, block_public_acls=True, block_public_policy=True
)
for path in sorted(Path("www").iterdir()):
    aws.s3.BucketObjectv2(
        path.name,
        bucket=bucket.bucket,
        key=path.name,
        source=pulumi.FileAsset(path),
        content_type=mimetypes.guess_type(path.name)[0],
        opts=pulumi.ResourceOptions(parent=bucket),
    )

east = aws.Provider("east", region="us-east-1")
certificate = aws.acm.Certificate(
    "site", domain_name=domain, validation_method="DNS", opts=pulumi.ResourceOptions(provider=east)
)
zone = aws.route53.get_zone_output(name=zone_name)
option = certificate.domain_validation_options[0]
record = aws.route53.Record(
    "validation",
    zone_id=zone.zone_id,
    name=option.resource_record_name,
    type=option.resource_record_type,
    records=[option.resource_record_value],
    ttl=60,
)
validated = aws.acm.CertificateValidation(
    "site",
    certificate_arn=certificate.arn,
    validation_record_fqdns=[record.fqdn],
    opts=pulumi.ResourceOptions(provider=east),
)
access = aws.cloudfront.OriginAccessControl(
    "site",
    origin_access_control_origin_type="s3",
    signing_behavior="always",
    signing_protocol="sigv4",
)
network = aws.cloudfront.Distribution(
    "site",
    enabled=True,
    aliases=[domain],
    default_root_object="index.html",
    origins=[
        {
            "origin_id": bucket.arn,
            "domain_name": bucket.bucket_regional_domain_name,
            "origin_access_control_id": access.id,
        }
    ],
    default_cache_behavior={
        "target_origin_id": bucket.arn,
        "viewer_protocol_policy": "redirect-to-https",
        "allowed_methods": ["GET", "HEAD"],
        "cached_methods": ["GET", "HEAD"],
        "forwarded_values": {"query_string": False, "cookies": {"forward": "none"}},
    },
    custom_error_responses=[{"error_code": 404, "response_code": 404, "response_page_path": "/404.html"}],
    restrictions={"geo_restriction": {"restriction_type": "none"}},
    viewer_certificate={"acm_certificate_arn": validated.certificate_arn, "ssl_support_method": "sni-only"},
)
aws.s3.BucketPolicy(
    "site",
    bucket=bucket.id,
    policy=aws.iam.get_policy_document_output(
        statements=[
            {
                "actions": ["s3:GetObject"],
                "resources": [bucket.arn.apply(lambda arn: f"{arn}/*")],
                "principals": [{"type": "Service", "identifiers": ["cloudfront.amazonaws.com"]}],
                "conditions": [
                    {"test": "StringEquals", "variable": "AWS:SourceArn", "values": [network.arn]}
                ],
            }
        ]
    ).json,
    opts=pulumi.ResourceOptions(depends_on=[blocked]),
)

pulumi.export("site", f"https://{domain}")
pulumi.export("bucket", bucket.bucket)
