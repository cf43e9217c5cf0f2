"""What the counter prints: the receipt to take home, the sealed sheet of a password, the letter to an owner."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from shahrsazi.city import code_lists
from shahrsazi.counter import pdf
from shahrsazi.counter.letters import COMING_CHANGE, OPENED, PRINTED, REGISTERED, Letter, takes_effect_at
from shahrsazi.counter.registration.participants import Participant
from shahrsazi.counter.registration.registration import Registration
from shahrsazi.counter.sealed_again import OnPaper
from shahrsazi.credentials.passwords import FirstPassword
from shahrsazi.persian import formatting, identifiers
from shahrsazi.web.templates import plate_in_words


def receipt_of(registration: Registration) -> bytes:
    """One page for the owner: what was registered, and how to get the first password."""
    case, district = registration.case, registration.draft.district
    return pdf.render_receipt(
        pdf.Receipt(
            city=_city(),
            district=_district(registration),
            counter=formatting.digits(district.counter_address),
            at=_moment(registration.draft.settled_at),
            renewal_code=formatting.digits(case.renewal_code),
            file_number=formatting.digits(case.file_no),
            plate=plate_in_words(case),
            address=formatting.digits(case.address),
            owners=[_owner(owner) for owner in registration.owners],
            papers=_papers(registration),
            state=_state(registration),
            site=settings.SITE_URL,
            language=formatting.language(),
            clerk=code_lists.label("staff_role", "clerk", formatting.language()) + " – " + _district(registration),
            tracking=formatting.digits(registration.draft.id),
        ),
        created=timezone.now(),
    )


def sealed_of(registration: Registration, person: OnPaper, first: FirstPassword) -> bytes:
    """The sheet that is folded over its password."""
    return pdf.render_sealed(
        pdf.Sealed(
            city=_city(),
            district=_district(registration),
            name=person.name,
            user_id=formatting.digits(identifiers.mask_national_code(person.number)),
            code=first.text,
            until=_moment(first.ends_at),
            site=settings.SITE_URL,
            language=formatting.language(),
        ),
        created=timezone.now(),
    )


def letter_of(letter: Letter, site: str) -> bytes:
    """One page to an owner, whom nothing else reaches."""
    at = {"day": formatting.day(letter.written_at), "counter": letter.district.counter_address}
    if letter.kind == COMING_CHANGE:
        at |= {"until": _moment(takes_effect_at(letter))}
    about = _about(letter.kind)
    return pdf.render_letter(
        pdf.Letter(
            city=_city(),
            district=_("District %s") % formatting.digits(letter.district_id),
            name=letter.name,
            street=formatting.digits(letter.address),
            postal=formatting.digits(letter.postal_code),
            at=formatting.day(letter.written_at),
            tracking=formatting.digits(letter.registration_id),
            renewal_code=formatting.digits(letter.case.renewal_code),
            file_number=formatting.digits(letter.case.file_no),
            about=formatting.digits(about % at),
            site=site,
            language=formatting.language(),
        ),
        created=timezone.now(),
    )


def _about(kind: str) -> str:
    """What the letter says, in which the day, the counter and the hour are still to be written."""
    return {
        COMING_CHANGE: _(
            "On %(day)s the counter registered a change of this property file: of who owns it or acts for an owner, "
            "of how an owner is reached, of an owner's name, of the deed, or the death of an owner. It takes effect on "
            "%(until)s, unless somebody objects. If you do not agree, or know nothing of it, come with your identity "
            "card to the counter before that hour: %(counter)s"
        ),
        OPENED: _(
            "On %(day)s access to this property file from home was opened in your name, with a telephone, an "
            "e-mail or a password on paper that were not on record before. If you were not at the counter "
            "yourself, come at once with your identity card: %(counter)s"
        ),
        REGISTERED: _(
            "On %(day)s a counter wrote down a telephone, an e-mail or a password on paper in your name, where "
            "nothing was on record before. With it your property files can be opened from home. If you were not at "
            "the counter yourself, come at once with your identity card: %(counter)s"
        ),
        PRINTED: _(
            "On %(day)s a counter printed a password in your name and handed it over in a sealed sheet. With it "
            "your property files can be opened from home. If you did not receive it yourself, come at once with "
            "your identity card: %(counter)s"
        ),
    }[kind]


def _city() -> str:
    return _("Municipality of %(city)s") % {"city": settings.CITY.name.in_language(formatting.language())}


def _district(registration: Registration) -> str:
    return _("District %s") % formatting.digits(registration.draft.district_id)


def _moment(when) -> str:
    return f"{formatting.day(when)} – {formatting.clock(when)}"


def _owner(owner) -> pdf.Owner:
    return pdf.Owner(
        name=owner.name,
        share=formatting.share(owner.share("land")),
        national_code=_number(owner),
        reached="" if owner.by_name_alone or owner.comes_later else _reached(owner),
        acts="، ".join(_acts(agent) for agent in owner.agents),
    )


def _number(owner) -> str:
    if owner.by_name_alone:
        return _("not on record")
    return formatting.digits(identifiers.mask_national_code(owner.number))


def _acts(agent) -> str:
    return (
        f"{code_lists.label('capacity', agent.capacity, formatting.language())}: {agent.name} {_reached(agent)}".strip()
    )


def _reached(person: Participant) -> str:
    if not person.signs_in:
        return ""
    mobile, email = person.address("sms"), person.address("email")
    masked = formatting.digits(identifiers.mask_mobile(mobile)) if mobile else ""
    return f"{masked} {identifiers.mask_email(email) if email else ''}".strip() or _("on paper")


def _papers(registration: Registration) -> list[str]:
    kinds = dict.fromkeys(p.shown(need) for p in registration.everyone for need in p.needs() if p.shown(need))
    return [code_lists.label("doc_kind", kind, formatting.language()) for kind in kinds]


def _state(registration: Registration) -> str:
    if registration.draft.is_coming:
        return _("It takes effect on %(day)s at %(hour)s, unless someone objects.") % {
            "day": formatting.day(registration.draft.takes_effect_at),
            "hour": formatting.clock(registration.draft.takes_effect_at),
        }
    if registration.serving():
        return _("The file is open to its owners from home.")
    return _("The owners are registered. The file opens from home when this district is served.")
