"""Exposure: what anybody on the internet could reach or read."""

from rules.exposure.addresses import ADDRESSES
from rules.exposure.apis import APIS
from rules.exposure.companions import BUCKET_HAS_BLOCK
from rules.exposure.edge import EDGE
from rules.exposure.functions import FUNCTIONS
from rules.exposure.kubernetes import KUBERNETES
from rules.exposure.principals import PRINCIPALS
from rules.exposure.public_access import ACL, BLOCK, POINTS
from rules.exposure.serverless import SERVERLESS
from rules.exposure.sharing import SHARING

RULES = (
    BLOCK,
    BUCKET_HAS_BLOCK,
    ACL,
    POINTS,
    PRINCIPALS,
    SERVERLESS,
    *ADDRESSES,
    *SHARING,
    *FUNCTIONS,
    *APIS,
    *KUBERNETES,
    *EDGE,
)
