"""The fields of each step of a registration, in the order in which people bring their papers (domain.md §3.1)."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from shahrsazi.counter.fields import (
    Field,
    choice,
    day,
    flag,
    integer,
    read_choice,
    read_choices,
    read_digits,
    read_file_number,
    read_number,
    read_square_metres,
    text,
)
from shahrsazi.persian import dates, identifiers

FILE = [
    Field(
        "renewal_code", _("Renewal code"), identifiers.renewal_code, True, hint=_("Such as 5-3-120-7-1-0-0"), size=40
    ),
    Field("file_no", _("File number"), read_file_number, True, size=20),
    choice("property_type", _("Kind of property"), "property_type", required=True),
    flag("device", _("One of several houses on the same land")),
    text("place", _("Street and lane"), 120, required=True, hint=_("By which the owner knows it in their list")),
    text("address", _("Full address"), 300, required=True),
    integer("plate_main", _("Main registration plate"), 1, 999_999, required=True),
    integer("plate_sub", _("Sub-plate"), 1, 999_999),
    integer("registry_section", _("Registration section"), 1, 20, required=True),
    choice("registry_office", _("Registry office"), "registry_office", required=True),
]
FILE_MORE = [
    text("neighbourhood", _("Neighbourhood"), 60),
    Field("postal_code", _("Postal code of the property"), identifiers.postal_code, kind="number", size=14),
    Field("blue_plate", _("Blue house number"), partial(read_digits, 10), kind="number", size=10),
    Field("phone", _("Telephone of the property"), partial(read_digits, 15), kind="number", size=20),
    text("plate_origin", _("Carved out of, or remainder"), 60),
    integer("lot_no", _("Lot of the subdivision"), 1, 99_999),
]
DEED = [
    choice("deed_kind", _("Kind of deed"), "deed_kind"),
    text("deed_no", _("Number of the deed"), 30),
    day("deed_date", _("Date of the deed")),
    choice("tenure", _("Kind of ownership"), "tenure"),
    choice("tenure_scope", _("Land and building"), "tenure_scope"),
    Field("area_deed", _("Area by the deed"), read_square_metres, kind="number", hint=_("Square metres"), size=14),
    Field("notary_office_no", _("Notary office"), partial(read_digits, 8), kind="number", size=8),
]
WHOLE_FILE = [*FILE, *FILE_MORE, *DEED]

KIND = Field("kind", _("Kind of person"), partial(read_choice, "party_kind"), True, "choice", code_list="party_kind")
_BIRTH_DATE = day("birth_date", _("Date of birth"), required=True)
_OWNER_SINCE = day(
    "effective_from", _("Owner since"), required=True, hint=_("The date of the transfer, such as 1405/4/10")
)
_NUMBER_LABELS = {
    "natural": (_("National code"), _("Ten digits, as on the card")),
    "legal": (_("National ID of the company or body"), _("Eleven digits")),
    "foreign": (_("Foreigners' code"), _("Eight to fifteen digits; look at the card, it has no check digit")),
}


def number_of(kind: str) -> Field:
    title, hint = _NUMBER_LABELS.get(kind, _NUMBER_LABELS["natural"])
    return Field("number", title, partial(read_number, kind), True, "number", hint, size=20)


def identity_of(kind: str) -> list[Field]:
    """The identity fields of a person of this kind, without their share."""
    if kind == "legal":
        return [
            number_of(kind),
            text("last_name", _("Name of the company or body"), 120, required=True),
            Field("birth_cert_no", _("Registration number"), partial(read_digits, 10), True, "number", size=10),
        ]
    certificate = Field(
        "birth_cert_no",
        _("Number of the birth certificate"),
        partial(read_digits, 10),
        kind="number",
        size=10,
        hint=_("Empty if it is the national code itself"),
    )
    return [
        number_of(kind),
        text("first_name", _("First name"), 60, required=True),
        text("last_name", _("Family name"), 120, required=True),
        text("father_name", _("Father's name"), 60, required=kind == "natural"),
        _BIRTH_DATE,
        certificate,
    ]


def owner(kind: str) -> list[Field]:
    return [*identity_of(kind), _OWNER_SINCE]


LEAVING = [
    choice("reason", _("Why the share ends"), "ending", required=True),
    day("effective_to", _("The share ends on"), required=True, hint=_("The date of the transfer, such as 1405/4/10")),
    day("died_on", _("Date of death"), hint=_("If the owner has died")),
]

CAPACITIES = ("attorney", "parent", "guardian", "executor", "trustee", "liquidator", "representative")
# A parent acts by the birth certificate; everyone else shows a paper of their own, with a number and a date.
_MANDATE_PAPER = [
    text("poa_no", _("Number of the paper"), 30, required=True),
    day("poa_date", _("Date of the paper"), required=True),
    text("notary_office", _("Notary office, court or gazette"), 60, required=True),
]
_TERM = Field("expires_on", _("Good until"), dates.parse, kind="date", hint=_("Empty if no end is written on it"))
_SCOPE = Field(
    "scope", _("What they may do"), partial(read_choices, "mandate_scope"), True, "flags", code_list="mandate_scope"
)
_VERIFIED = [
    day("verified_on", _("Found genuine on"), required=True, hint=_("From the notaries' system, or by the original")),
    text("verify_ref", _("Reference of the inquiry"), 40),
]


def agent(capacity: str) -> list[Field]:
    """The fields of a person who acts for an owner in this capacity."""
    common = [choice("capacity", _("Acts as"), "capacity", required=True), *identity_of("natural")]
    if capacity == "parent":
        return [*common, _SCOPE]
    more = [flag("every_file", _("For every property of the owner"))]
    if capacity == "attorney":
        more += [flag("irrevocable", _("Irrevocable")), flag("may_delegate", _("May appoint another"))]
    return [*common, *_MANDATE_PAPER, _TERM, *_VERIFIED, _SCOPE, *more]


PAPER = [
    text("no", _("Number"), 40),
    day("date", _("Date"), hint=""),
    text("issuer", _("Issued by"), 80),
    integer("pages", _("Number of sheets"), 1, 500),
]

CONTACT = [
    Field("mobile", _("Mobile number"), identifiers.mobile, kind="tel", hint=_("Such as 0913 123 4567"), size=20),
    Field("email", _("E-mail address"), identifiers.email, kind="email", size=254),
    Field(
        "residence_postal",
        _("Postal code of the residence"),
        identifiers.postal_code,
        True,
        "number",
        _("Of where they live, not of this property"),
        size=14,
    ),
    text("residence_address", _("Address of the residence"), 300),
    flag("unreachable", _("Has no working mobile and no e-mail: the password is printed and sealed")),
]
