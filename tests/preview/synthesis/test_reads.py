from preview.values import UNKNOWN

from .support import MEMBER, provider, synthesizer, urn


def test_a_resource_that_exists_keeps_its_id_and_has_the_arn_that_follows() -> None:
    vpc = synthesizer().read("aws:ec2/vpc:Vpc", urn("aws:ec2/vpc:Vpc"), "vpc-1", {}, MEMBER)

    assert vpc.id == "vpc-1"
    assert vpc.outputs["arn"] == "arn:aws:ec2:eu-west-1:222233334444:vpc/vpc-1"
    assert vpc.synthetic == (
        "defaultNetworkAclId",
        "defaultRouteTableId",
        "defaultSecurityGroupId",
        "dhcpOptionsId",
        "mainRouteTableId",
    )


def test_an_id_that_is_a_name_or_an_arn_tells_that_too() -> None:
    bucket = synthesizer().read("aws:s3/bucket:Bucket", urn("aws:s3/bucket:Bucket"), "archive", {}, MEMBER)
    arn = "arn:aws:sns:eu-north-1:111122223333:alarms"
    topic = synthesizer().read("aws:sns/topic:Topic", urn("aws:sns/topic:Topic"), arn, {}, MEMBER)

    assert bucket.outputs["bucket"] == "archive"
    assert bucket.outputs["arn"] == "arn:aws:s3:::archive"
    assert topic.outputs["arn"] == arn


def test_what_was_not_told_of_it_is_unknown_even_where_a_new_one_would_leave_it_unset() -> None:
    queue = synthesizer().read(
        "aws:sqs/queue:Queue", urn("aws:sqs/queue:Queue"), "https://q", {"delaySeconds": 3}, MEMBER
    )

    assert queue.outputs["delaySeconds"] == 3
    assert queue.outputs["kmsMasterKeyId"] is UNKNOWN


def test_what_depends_on_a_setting_nobody_told_is_unknown() -> None:
    rule = "aws:cloudwatch/eventRule:EventRule"

    assert (
        synthesizer().read(rule, urn(rule), "nightly", {"name": "nightly"}, MEMBER).outputs["arn"] is UNKNOWN
    )


def test_an_unknown_id_or_provider_makes_everything_unknown() -> None:
    vpc = "aws:ec2/vpc:Vpc"

    for id, by in ((UNKNOWN, MEMBER), ("vpc-1", provider(configured=False))):
        found = synthesizer().read(vpc, urn(vpc), id, {"cidrBlock": "10.0.0.0/16"}, by)
        assert found.id is id
        assert found.outputs["arn"] is UNKNOWN
        assert found.outputs["cidrBlock"] == "10.0.0.0/16"


def test_what_a_cluster_holds_is_unknown_until_it_is_told() -> None:
    token = "kubernetes:core/v1:Service"
    service = synthesizer().read(token, urn(token), "shop/web", {"apiVersion": "v1"}, MEMBER)

    assert service.id == "shop/web"
    assert service.outputs == {
        "apiVersion": "v1",
        "kind": UNKNOWN,
        "metadata": UNKNOWN,
        "spec": UNKNOWN,
        "status": UNKNOWN,
    }
