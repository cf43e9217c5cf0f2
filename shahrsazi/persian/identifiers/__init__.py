"""The numbers that name people and properties: from what was typed to the one stored form, or a sentence why not."""

from collections.abc import Callable

from shahrsazi.persian.identifiers.bill import Bill, sample_bill
from shahrsazi.persian.identifiers.email import email, mask_email
from shahrsazi.persian.identifiers.foreigner_code import foreigner_code, user_id
from shahrsazi.persian.identifiers.legal_id import legal_id
from shahrsazi.persian.identifiers.mobile import mask_mobile, mobile
from shahrsazi.persian.identifiers.national_code import (
    mask_national_code,
    national_code,
    sample_national_code,
    with_zeros,
)
from shahrsazi.persian.identifiers.postal_code import postal_code, postal_code_warnings
from shahrsazi.persian.identifiers.reading import InvalidInputError, as_typed, refuse_if, without_gaps
from shahrsazi.persian.identifiers.registration_plate import registration_plate
from shahrsazi.persian.identifiers.renewal_code import (
    renewal_code,
    renewal_code_warnings,
    renewal_district,
    renewal_kind,
)

__all__ = [
    "NUMBER_OF",
    "Bill",
    "InvalidInputError",
    "as_typed",
    "email",
    "foreigner_code",
    "legal_id",
    "mask_email",
    "mask_mobile",
    "mask_national_code",
    "mobile",
    "national_code",
    "postal_code",
    "postal_code_warnings",
    "refuse_if",
    "registration_plate",
    "renewal_code",
    "renewal_code_warnings",
    "renewal_district",
    "renewal_kind",
    "sample_bill",
    "sample_national_code",
    "user_id",
    "with_zeros",
    "without_gaps",
]

# By the kind of person: what names a natural person, a company or body, a foreigner.
NUMBER_OF: dict[str, Callable[[str], str]] = {"natural": national_code, "legal": legal_id, "foreign": foreigner_code}
