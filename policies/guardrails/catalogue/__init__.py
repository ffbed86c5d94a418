"""The catalogue of guardrails, in the order in which they are packed: new ones go to the end."""

from ..guardrail import Guardrail
from . import (
    ai_opt_out,
    approved_regions,
    daily_backup,
    data_perimeter,
    development,
    ec2_defaults,
    imds_v2,
    leave_organization,
    production,
    public_access,
    quarantine,
    required_tags,
    root_user,
    sandbox,
    security_services,
    tag_values,
)

CATALOGUE: dict[str, Guardrail] = {
    guardrail.id: guardrail
    for guardrail in (
        leave_organization.GUARDRAIL,
        root_user.GUARDRAIL,
        approved_regions.GUARDRAIL,
        imds_v2.LAUNCHES,
        imds_v2.CHANGES,
        security_services.PROTECT_TRAIL,
        security_services.PROTECT_CONFIG,
        security_services.PROTECT_DETECTION,
        security_services.PROTECT_ARCHIVE,
        required_tags.GUARDRAIL,
        production.DELETES,
        production.PROTECTION,
        development.GUARDRAIL,
        sandbox.GUARDRAIL,
        quarantine.GUARDRAIL,
        data_perimeter.ORGANIZATION,
        data_perimeter.TLS,
        data_perimeter.DEPUTY,
        ec2_defaults.GUARDRAIL,
        tag_values.GUARDRAIL,
        daily_backup.GUARDRAIL,
        public_access.GUARDRAIL,
        ai_opt_out.GUARDRAIL,
    )
}
"""Every guardrail by its id."""
