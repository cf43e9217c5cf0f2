"""The fields of each step of a registration, in the order in which people bring their papers (docs/domain.md)."""

from copy import copy
from datetime import date, timedelta
from functools import cache

from django.utils.translation import gettext_lazy as _

from shahrsazi.persian import dates
from shahrsazi.persian.digits import is_digits
from shahrsazi.persian.identifiers import refuse_if
from shahrsazi.persian.text import ascii_digits
from shahrsazi.web.fields import (
    CodeField,
    CodesField,
    DayField,
    DigitsField,
    EmailField,
    FlagField,
    MobileField,
    PastDayField,
    PersonNumberField,
    PostalCodeField,
    RenewalCodeField,
    SquareMetresField,
    TypedField,
    WholeNumberField,
    WordsField,
    named,
)

SUCH_AS = _("Such as 1405/4/10")
TRANSFERRED = _("The date of the transfer, such as 1405/4/10")


class FileNumberField(WordsField):
    size = 20

    def read(self, text: str) -> str:
        folded = super().read(ascii_digits(text)).replace(" ", "")
        wrong = not is_digits(folded.replace("/", ""))
        refuse_if(wrong, "not_digits", _("The file number is made of digits and slashes, such as 5/12345."))
        return folded


FILE = named(
    renewal_code=RenewalCodeField(_("Renewal code"), required=True, hint=_("Such as 5-3-120-7-1-0-0")),
    file_no=FileNumberField(_("File number"), required=True),
    property_type=CodeField(_("Kind of property"), "property_type", required=True),
    device=FlagField(_("One of several houses on the same land")),
    place=WordsField(
        _("Street and lane"), required=True, size=120, hint=_("By which the owner knows it in their list")
    ),
    address=WordsField(_("Full address"), required=True, size=300),
    plate_main=WholeNumberField(_("Main registration plate"), 1, 999_999, required=True),
    plate_sub=WholeNumberField(_("Sub-plate"), 1, 999_999),
    registry_section=WholeNumberField(_("Registration section"), 1, 20, required=True),
    registry_office=CodeField(_("Registry office"), "registry_office", required=True),
)
FILE_MORE = named(
    neighbourhood=WordsField(_("Neighbourhood"), size=60),
    postal_code=PostalCodeField(_("Postal code of the property")),
    blue_plate=DigitsField(_("Blue house number"), size=10),
    phone=DigitsField(_("Telephone of the property"), size=15),
    plate_origin=WordsField(_("Carved out of, or remainder"), size=60),
    lot_no=WholeNumberField(_("Lot of the subdivision"), 1, 99_999),
)
DEED = named(
    deed_kind=CodeField(_("Kind of deed"), "deed_kind"),
    deed_no=WordsField(_("Number of the deed"), size=30),
    deed_date=PastDayField(_("Date of the deed"), hint=SUCH_AS),
    tenure=CodeField(_("Kind of ownership"), "tenure"),
    tenure_scope=CodeField(_("Land and building"), "tenure_scope"),
    area_deed=SquareMetresField(_("Area by the deed"), hint=_("Square metres")),
    notary_office_no=DigitsField(_("Notary office"), size=8),
)
WHOLE_FILE = [*FILE, *FILE_MORE, *DEED]
_OF_A_DEED = ("deed_kind", "deed_no", "deed_date", "tenure", "tenure_scope")


def _required(field: TypedField) -> TypedField:
    field = copy(field)
    field.required = field.required or field.name in _OF_A_DEED
    return field


# Of a file that exists already: nothing is registered of a deed but what tells it from another.
DEED_OF_FILE = [_required(field) for field in DEED]

[KIND] = named(kind=CodeField(_("Kind of person"), "party_kind", required=True))
_NUMBER_LABELS = {
    "natural": (_("National code"), _("Ten digits, as on the card")),
    "legal": (_("National ID of the company or body"), _("Eleven digits")),
    "foreign": (_("Foreigners' code"), _("Eight to fifteen digits; look at the card, it has no check digit")),
}


[BIRTH_DATE] = named(birth_date=PastDayField(_("Date of birth"), required=True, hint=SUCH_AS))
# Offered where the names differ from those on record.
AS_ON_CARD = "as_on_card"


@cache
def identity_of(kind: str) -> tuple[TypedField, ...]:
    """The identity fields of a person of this kind, without their share."""
    title, hint = _NUMBER_LABELS.get(kind, _NUMBER_LABELS["natural"])
    number = PersonNumberField(title, kind if kind in _NUMBER_LABELS else "natural", required=True, hint=hint)
    return tuple(_of_a_body(number) if kind == "legal" else _of_a_human(number, father=kind == "natural"))


def _of_a_body(number: TypedField) -> list[TypedField]:
    return named(
        number=number,
        last_name=WordsField(_("Name of the company or body"), required=True, size=120),
        birth_cert_no=DigitsField(_("Registration number"), required=True, size=10),
        as_on_card=FlagField(_("The name is as in the gazette that was shown")),
    )


def _of_a_human(number: TypedField, *, father: bool) -> list[TypedField]:
    return named(
        number=number,
        first_name=WordsField(_("First name"), required=True, size=60),
        last_name=WordsField(_("Family name"), required=True, size=120),
        father_name=WordsField(_("Father's name"), required=father, size=60),
        birth_date=BIRTH_DATE,
        birth_cert_no=DigitsField(
            _("Number of the birth certificate"), size=10, hint=_("Empty if it is the national code itself")
        ),
        as_on_card=FlagField(_("Names and date of birth are as on the card that was shown")),
    )


_OWNER_SINCE = named(effective_from=PastDayField(_("Owner since"), required=True, hint=TRANSFERRED))


def owner(kind: str) -> list[TypedField]:
    return [*identity_of(kind), *_OWNER_SINCE]


LEAVING = named(
    reason=CodeField(_("Why the share ends"), "ending", required=True),
    effective_to=PastDayField(_("The share ends on"), hint=TRANSFERRED),
    died_on=PastDayField(_("Date of death"), hint=_("If the owner has died")),
)

# A share takes four inputs.
SHARES = named(
    **{
        f"{what}_{part}": TypedField(size=20)
        for what in ("land", "building")
        for part in ("dang", "habbeh", "share", "of")
    }
)


class LastDayField(DayField):
    def read(self, text: str) -> date:
        day = super().read(text)
        too_far = day > dates.today() + timedelta(days=3660)
        refuse_if(too_far, "far", _("This day is too far ahead: look at the year again."))
        return day


ENDING = named(
    end_reason=CodeField(_("Why it ends"), "mandate_end", required=True),
    ended_on=LastDayField(
        _("It ends on"), required=True, hint=_("From this day on the file is closed to them. Such as 1405/4/10")
    ),
)

CAPACITIES = ("attorney", "parent", "guardian", "executor", "trustee", "liquidator", "representative")
_CAPACITY = named(capacity=CodeField(_("Acts as"), "capacity", required=True))
# A parent acts by the birth certificate; everyone else shows a paper of their own, with a number and a date.
_MANDATE_PAPER = named(
    poa_no=WordsField(_("Number of the paper"), required=True, size=30),
    poa_date=PastDayField(_("Date of the paper"), required=True, hint=SUCH_AS),
    notary_office=WordsField(_("Notary office, court or gazette"), required=True, size=60),
    expires_on=DayField(_("Good until"), hint=_("Empty if no end is written on it"), size=64),
    verified_on=PastDayField(
        _("Found genuine on"), required=True, hint=_("From the notaries' system, or by the original")
    ),
    verify_ref=WordsField(_("Reference of the inquiry"), size=40),
)
_SCOPE = named(scope=CodesField(_("What they may do"), "mandate_scope", required=True))
_EVERY_FILE = named(every_file=FlagField(_("For every property of the owner")))
_OF_AN_ATTORNEY = named(irrevocable=FlagField(_("Irrevocable")), may_delegate=FlagField(_("May appoint another")))


def agent(capacity: str, kind: str = "natural") -> list[TypedField]:
    """The fields of a person, of this country or a foreigner, who acts for an owner in this capacity."""
    common = [*_CAPACITY, *identity_of(kind)]
    if capacity == "parent":
        return [*common, *_SCOPE]
    more = _OF_AN_ATTORNEY if capacity == "attorney" else []
    return [*common, *_MANDATE_PAPER, *_SCOPE, *_EVERY_FILE, *more]


PAPER = named(
    no=WordsField(_("Number"), size=40),
    date=PastDayField(_("Date")),
    issuer=WordsField(_("Issued by"), size=80),
    pages=WholeNumberField(_("Number of sheets"), 1, 500),
)

CONTACT = named(
    mobile=MobileField(_("Mobile number"), hint=_("Such as 0913 123 4567")),
    email=EmailField(_("E-mail address")),
    residence_postal=PostalCodeField(
        _("Postal code of the residence"), required=True, hint=_("Of where they live, not of this property")
    ),
    residence_address=WordsField(_("Address of the residence"), size=300),
    shared_reason=WordsField(_("Why another person has the same mobile number"), size=150),
    unreachable=FlagField(_("Has no working mobile and no e-mail: the password is printed and sealed")),
)
