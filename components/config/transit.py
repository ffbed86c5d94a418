"""What a stack file says of the network hub."""

from __future__ import annotations

from pydantic import Field, field_validator

from .base import Refused, Section

# Private autonomous system numbers that a transit gateway accepts (RFC 6996, less the reserved last ones).
PRIVATE_ASN = (range(64512, 65535), range(4200000000, 4294967295))


class TransitSettings(Section):
    """The transit gateway that joins all networks; its segments are shared facts."""

    asn: int = Field(
        description="the gateway's private BGP number, unique in the company; fixed once a session is up",
        examples=["64512"],
    )

    @field_validator("asn")
    @classmethod
    def _asn_is_private(cls, asn: int) -> int:
        if not any(asn in allowed for allowed in PRIVATE_ASN):
            raise Refused(
                f"{asn} is no private autonomous system number that a transit gateway accepts",
                allowed=" or ".join(f"{numbers.start} to {numbers.stop - 1}" for numbers in PRIVATE_ASN),
                fix="Choose one that no router of the company uses.",
            )
        return asn
