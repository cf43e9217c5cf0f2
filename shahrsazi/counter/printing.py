"""What the counter prints, from a registration: the receipt to take home, and a password that is sealed."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from shahrsazi import codes
from shahrsazi.counter import draft, print
from shahrsazi.counter.registration import Registration
from shahrsazi.counter.someone import Someone
from shahrsazi.pages.show import plate_in_words
from shahrsazi.people import identifiers, words
from shahrsazi.people.passwords import FirstPassword


def receipt_of(registration: Registration) -> bytes:
    """One page for the owner: what was registered, and how to get the first password."""
    case, district = registration.case, registration.draft.district
    return print.receipt(
        print.Receipt(
            city=_city(), district=_district(registration), counter=words.digits(district.counter_address),
            at=_moment(registration.draft.settled_at), renewal_code=words.digits(case.renewal_code),
            file_number=words.digits(case.file_no), plate=plate_in_words(case), address=words.digits(case.address),
            owners=[_owner(owner) for owner in registration.owners], papers=_papers(registration),
            state=_state(registration), site=settings.SITE_URL, language=words.language(),
            clerk=codes.label("staff_role", "clerk", words.language()) + " – " + _district(registration),
            tracking=words.digits(registration.draft.id),
        ),
        made=timezone.now(),
    )  # fmt: skip


def sealed_of(registration: Registration, person: Someone, first: FirstPassword) -> bytes:
    """The page that is folded over its password."""
    return print.sealed(
        print.Sealed(
            city=_city(), district=_district(registration), name=person.name,
            user_id=words.digits(identifiers.mask_national_code(person.number)), code=first.text,
            until=_moment(first.ends_at), site=settings.SITE_URL, language=words.language(),
        ),
        made=timezone.now(),
    )  # fmt: skip


def _city() -> str:
    return _("Municipality of %(city)s") % {"city": settings.CITY[words.language()]}


def _district(registration: Registration) -> str:
    return _("District %s") % words.digits(registration.draft.district_id)


def _moment(when) -> str:
    return f"{words.day(when)} – {words.clock(when)}"


def _owner(owner) -> print.Owner:
    return print.Owner(
        name=owner.name, share=words.share(owner.share("land")),
        national_code=words.digits(identifiers.mask_national_code(owner.number)), reached=_reached(owner),
        acts="، ".join(_acts(agent) for agent in owner.agents),
    )  # fmt: skip


def _acts(agent) -> str:
    return f"{codes.label('capacity', agent.capacity, words.language())}: {agent.name} {_reached(agent)}".strip()


def _reached(person: Someone) -> str:
    if not person.signs_in:
        return ""
    mobile, email = person.address("sms"), person.address("email")
    masked = words.digits(identifiers.mask_mobile(mobile)) if mobile else ""
    return f"{masked} {identifiers.mask_email(email) if email else ''}".strip() or _("on paper")


def _papers(registration: Registration) -> list[str]:
    kinds = dict.fromkeys(p.shown(need) for p in registration.everyone for need in p.needs() if p.shown(need))
    return [codes.label("doc_kind", kind, words.language()) for kind in kinds]


def _state(registration: Registration) -> str:
    if registration.draft.state == draft.CONFIRMED:
        return _("It takes effect on %(day)s at %(hour)s, unless someone objects.") % {
            "day": words.day(registration.draft.takes_effect_at),
            "hour": words.clock(registration.draft.takes_effect_at),
        }
    if registration.serving():
        return _("The file is open to its owners from home.")
    return _("The owners are registered. The file opens from home when this district is served.")
