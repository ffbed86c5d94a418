import re

import pytest

from preview.synthesis import Created
from preview.values import UNKNOWN

from .support import check, make, provider


@pytest.mark.parametrize(
    ("type", "property", "pattern"),
    [
        ("aws:sqs/queue:Queue", "name", r"Jobs-[0-9a-f]{7}"),
        ("aws:iam/role:Role", "name", r"Jobs-[0-9a-f]{7}"),
        ("aws:ssm/parameter:Parameter", "name", r"Jobs-[0-9a-f]{7}"),
        ("aws:cloudwatch/metricAlarm:MetricAlarm", "name", r"Jobs-[0-9a-f]{7}"),
        ("aws:s3/bucket:Bucket", "bucket", r"jobs-[0-9a-f]{7}"),
        ("aws:s3/bucketV2:BucketV2", "bucket", r"jobs-[0-9a-f]{7}"),
        ("aws:elasticache/cluster:Cluster", "clusterId", r"jobs-[0-9a-f]{7}"),
        ("aws:rds/instance:Instance", "identifier", r"Jobs[0-9a-f]{7}"),
        ("aws:eks/nodeGroup:NodeGroup", "nodeGroupName", r"Jobs-[0-9a-f]{7}"),
        ("aws:lambda/permission:Permission", "statementId", r"Jobs-[0-9a-f]{7}"),
        ("aws:efs/fileSystem:FileSystem", "creationToken", r"Jobs-[0-9a-f]{7}"),
        ("aws:ec2/keyPair:KeyPair", "keyName", r"Jobs-[0-9a-f]{7}"),
        ("aws:appsync/dataSource:DataSource", "name", r"Jobs_[0-9a-f]{7}"),
        ("aws:glue/catalogDatabase:CatalogDatabase", "name", r"jobs_[a-z]{8}"),
        ("aws:kms/alias:Alias", "name", r"alias/Jobs-[0-9a-f]{7}"),
        ("aws:iot/topicRule:TopicRule", "name", r"Jobs"),
    ],
)
def test_a_resource_without_a_name_gets_one_as_its_provider_makes_it(
    type: str, property: str, pattern: str
) -> None:
    checked = check(type, {}, name="Jobs")

    assert re.fullmatch(pattern, checked[property])
    assert set(checked) == {property}


@pytest.mark.parametrize(
    "type",
    [
        "aws:rds/cluster:Cluster",
        "aws:ec2/vpc:Vpc",
        "aws:ecs/taskDefinition:TaskDefinition",
        "aws:route53/record:Record",
        "aws:directoryservice/directory:Directory",
        "aws:cognito/identityPool:IdentityPool",
        "aws:cloudwatch/dashboard:Dashboard",
        "eks:index:Cluster",
        "kubernetes:helm.sh/v3:Release",
        "unheard:of/thing:Thing",
    ],
)
def test_types_that_providers_do_not_name_get_no_name(type: str) -> None:
    assert check(type, {}, by=provider(package="other")) == {}


def test_a_given_name_stays_an_empty_one_included() -> None:
    assert check("aws:sqs/queue:Queue", {"name": "mine"}) == {"name": "mine"}
    assert check("aws:sqs/queue:Queue", {"name": ""}) == {"name": ""}
    assert check("aws:sqs/queue:Queue", {"name": UNKNOWN}) == {"name": UNKNOWN}


@pytest.mark.parametrize("prefix", ["jobs-", UNKNOWN])
def test_a_given_beginning_of_a_name_prevents_a_made_up_one(prefix: object) -> None:
    assert check("aws:sqs/queue:Queue", {"namePrefix": prefix}) == {"namePrefix": prefix}
    assert check("aws:s3/bucket:Bucket", {"bucketPrefix": prefix}) == {"bucketPrefix": prefix}


def test_a_given_beginning_of_a_name_is_continued_with_digits() -> None:
    queue = make("aws:sqs/queue:Queue", {"namePrefix": "jobs-"})

    assert re.fullmatch(r"jobs-\d{26}", queue.outputs["name"])
    assert queue.outputs["arn"] == f"arn:aws:sqs:eu-west-1:222233334444:{queue.outputs['name']}"
    assert "arn" in queue.synthetic


@pytest.mark.parametrize(
    ("type", "flag", "given", "fifo"),
    [
        ("aws:sqs/queue:Queue", "fifoQueue", True, True),
        ("aws:sqs/queue:Queue", "fifoQueue", False, False),
        ("aws:sqs/queue:Queue", "fifoQueue", UNKNOWN, False),
        ("aws:sns/topic:Topic", "fifoTopic", True, True),
    ],
)
def test_names_of_fifo_queues_and_topics_end_as_they_must(
    type: str, flag: str, given: object, fifo: bool
) -> None:
    assert check(type, {flag: given})["name"].endswith(".fifo") is fifo


def test_identifiers_for_sql_server_are_short() -> None:
    checked = check("aws:rds/instance:Instance", {"engine": "sqlserver-ex"}, name="orders")

    assert re.fullmatch(r"orders[0-9a-f]{3}", checked["identifier"])


def test_a_made_up_name_is_marked_and_whatever_rests_on_it() -> None:
    made: Created = make("aws:s3/bucket:Bucket")
    told: Created = make("aws:s3/bucket:Bucket", {"bucket": "archive"})

    assert made.synthetic == ("arn", "bucket", "bucketDomainName", "bucketRegionalDomainName", "id")
    assert told.synthetic == ()
