"""Every property of the provider that holds a policy document is read as one."""

from rules.iam.places import paths_of

from tests.policies.test_catalogue import provider_types

# What these names hold is a policy document, or in the formats of other services below.
_NAMES = {
    "accessPolicies",
    "accessPolicy",
    "assumeRolePolicy",
    "deliveryDestinationPolicy",
    "inlinePolicy",
    "policy",
    "policyDocument",
    "repositoryPolicy",
    "resourcePolicy",
    "sessionPolicy",
}
_OTHER_FORMATS = {
    "aws:cloudwatch/logAccountPolicy:LogAccountPolicy",
    "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy",
    "aws:cloudwatch/logIndexPolicy:LogIndexPolicy",
    "aws:ecr/lifecyclePolicy:LifecyclePolicy",
    "aws:iot/policyAttachment:PolicyAttachment",
    "aws:networkmanager/coreNetworkPolicyAttachment:CoreNetworkPolicyAttachment",
    "aws:opensearch/serverlessAccessPolicy:ServerlessAccessPolicy",
    "aws:opensearch/serverlessLifecyclePolicy:ServerlessLifecyclePolicy",
    "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy",
    "aws:resiliencehub/resiliencyPolicy:ResiliencyPolicy",
    "aws:ses/receiptFilter:ReceiptFilter",
    "aws:sns/dataProtectionPolicy:DataProtectionPolicy",
    "aws:verifiedaccess/endpoint:Endpoint",
    "aws:verifiedaccess/group:Group",
}


def test_every_policy_document_of_the_provider_is_read() -> None:
    unread = {
        (token, name)
        for token, type in provider_types().items()
        for name in type.inputs & _NAMES
        if token not in _OTHER_FORMATS and name not in {path.rpartition(".")[2] for path in paths_of(token)}
    }

    assert unread == set()
