"""A cache cluster takes its settings from the replication group it belongs to."""

from tests.policies.harness import judged

CLUSTER = "aws:elasticache/cluster:Cluster"


def test_a_cluster_of_a_replication_group_is_judged_there() -> None:
    assert judged("elasticache-in-transit", {"replicationGroupId": "cache-1"}, type=CLUSTER) == []


def test_a_cluster_of_its_own_has_to_take_tls() -> None:
    (found,) = judged("elasticache-in-transit", {"engine": "memcached"}, type=CLUSTER)

    assert found.message == "transitEncryptionEnabled is not set, and false by default."
