"""Why a policy cannot be evaluated."""


class PolicyError(ValueError):
    """A document that is no policy: AWS would refuse it, so no decision about it would mean anything."""
