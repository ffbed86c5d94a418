"""Database parameters that make TLS mandatory, engine by engine."""

import re
from collections.abc import Iterator

from pack.reader import Reader
from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown

_WHY = "A client that does not ask for TLS sends its password and its queries in clear."
_ON = ("on", "true")
_CLUSTER = "aws:rds/clusterParameterGroup:ClusterParameterGroup"

# Families, the parameter that decides there, and the version from which it is on by default (RDS and Aurora
# user guides, "Requiring an SSL/TLS connection"). An instance's group of Aurora does not have them.
_FAMILIES = (
    (re.compile(r"aurora-postgresql(\d+)"), "rds.force_ssl", 17),
    (re.compile(r"postgres(\d+)"), "rds.force_ssl", 15),
    (re.compile(r"sqlserver-()"), "rds.force_ssl", None),
    (re.compile(r"aurora-mysql(\d+\.\d+)"), "require_secure_transport", 8.4),
    (re.compile(r"mysql(\d+\.\d+)"), "require_secure_transport", 8.4),
    (re.compile(r"mariadb(\d+\.\d+)"), "require_secure_transport", 11.8),
)


def database(resource: Resource) -> Iterator[Verdict]:
    """The group of a family that can demand TLS does so."""
    family = resource.at("family")
    if family.unknown:
        yield unknown(family)
        return
    for shape, name, default_from in _FAMILIES:
        found = shape.match(family.text or "")
        if not found:
            continue
        if (family.text or "").startswith("aurora") and resource.type != _CLUSTER:
            return
        by_default = default_from is not None and float(found[1]) >= default_from
        yield from _demands(resource, name, _ON, by_default)
        return


def warehouse(resource: Resource) -> Iterator[Verdict]:
    """A group of Redshift sets require_ssl; the family redshift-2.0 does by default."""
    family = resource.at("family")
    yield from _demands(resource, "require_ssl", _ON, family.one_of("redshift-2.0"))


def documents(resource: Resource) -> Iterator[Verdict]:
    """A group of DocumentDB does not switch TLS off; it is on by default."""
    for parameter in resource.each("parameters"):
        name, value = parameter.at("name"), parameter.at("value")
        if not (name.one_of("tls") or name.unknown) or not (value.one_of("disabled") or value.unknown):
            continue
        if name.unknown or value.unknown:
            yield unknown(name if name.unknown else value)
        else:
            yield fail(f"tls is {value.shown}.", value)


def _demands(resource: Resource, wanted: str, values: tuple[str, ...], by_default: bool) -> Iterator[Verdict]:
    hidden: Reader | None = None
    for parameter in resource.each("parameters"):
        name, value = parameter.at("name"), parameter.at("value")
        if name.unknown:
            hidden = hidden or name
        elif name.one_of(wanted):
            if value.unknown:
                yield unknown(value)
            elif not (value.is_true() or value.number == 1 or value.one_of(*values)):
                yield fail(f"{wanted} is {value.shown}.", value)
            return
    if hidden:
        yield unknown(hidden)
    elif not by_default:
        yield fail(f"parameters has no {wanted}.", "parameters")


PARAMETERS = (
    Rule(
        name="rds-force-ssl-parameter",
        area="encryption-in-transit",
        severity=Severity.MEDIUM,
        types=aws("rds/parameterGroup", "rds/clusterParameterGroup"),
        asserts="Databases take TLS connections only.",
        why=_WHY,
        fix="Add the parameter rds.force_ssl = 1 (PostgreSQL, SQL Server) or require_secure_transport = ON "
        "(MySQL, MariaDB).",
        check=database,
        fsbp=("RDS.38", "RDS.39"),
    ),
    Rule(
        name="redshift-require-ssl",
        area="encryption-in-transit",
        severity=Severity.MEDIUM,
        types=aws("redshift/parameterGroup"),
        asserts="Redshift takes TLS connections only.",
        why=_WHY,
        fix="Add the parameter require_ssl = true.",
        check=warehouse,
        fsbp=("Redshift.2",),
    ),
    Rule(
        name="docdb-tls",
        area="encryption-in-transit",
        severity=Severity.MEDIUM,
        types=aws("docdb/clusterParameterGroup"),
        asserts="DocumentDB takes TLS connections only.",
        why=_WHY,
        fix="Remove the parameter tls, or set it to enabled.",
        check=documents,
    ),
)
