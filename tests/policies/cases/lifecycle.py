"""Services and versions that have ended, as of one day."""

from tests.policies.harness import UNKNOWN, Case

_DAY = {"asOf": "2026-11-21"}

CASES = {
    "ended-service": Case(
        type="aws:appmesh/mesh:Mesh",
        bad=[({}, "AWS App Mesh ended on 2026-09-30; use VPC Lattice or ECS Service Connect.")],
        good=[],
        settings=_DAY,
    ),
    "lambda-runtime": Case(
        bad=[
            ({"runtime": "python3.10"}, 'runtime is "python3.10", which is deprecated since 2026-10-31.'),
            ({"runtime": "nodejs20.x"}, 'runtime is "nodejs20.x", which is deprecated since 2026-04-30.'),
        ],
        good=[{}, {"runtime": "python3.13"}, {"runtime": "nodejs24.x"}, {"runtime": "provided.al2023"}],
        unknown=[{"runtime": UNKNOWN}],
        settings=_DAY,
    ),
    "eks-version-supported": Case(
        bad=[
            ({"version": "1.30"}, 'version is "1.30", which is out of standard support since 2025-07-23.'),
            (
                {"version": "1.33"},
                'version is "1.33", which is out of standard support since 2026-07-29.',
            ),
        ],
        good=[{}, {"version": "1.34"}, {"version": "1.36"}, {"version": "1.38"}],
        unknown=[{"version": UNKNOWN}],
        settings=_DAY,
    ),
}
