"""The facts of a registration: all that its pages took, field by field, beside what was known before."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from shahrsazi.casefiles.sections.ownership import Deed
from shahrsazi.city import code_lists
from shahrsazi.counter import fields
from shahrsazi.counter.registration import form_fields
from shahrsazi.counter.registration.participants import Acting, Agent, Ending, Leaver, Owner, Participant
from shahrsazi.counter.registration.participants.shares import held
from shahrsazi.counter.registration.registration import Registration
from shahrsazi.counter.registration.shown import as_dialled
from shahrsazi.persian import formatting
from shahrsazi.web.fields import CodeField, CodesField, EmailField, FlagField, MobileField, TypedField


class Fact(NamedTuple):
    """One field. `before` where something else was known."""

    title: str
    before: str
    after: str


class Facts(NamedTuple):
    """What was written of a person, or of the file; `empty` are the fields in which nothing was."""

    name: str
    what: str
    written: list[Fact]
    empty: list[str]


def of(registration: Registration) -> list[Facts]:
    """In the order of the pages: the file, each owner with who acts for them, and what changes of those known."""
    texts = registration.texts("file")
    parts = [_facts(_("File"), "", _typed(form_fields.WHOLE_FILE, texts))] if texts else []
    people = [
        _facts(person.name, _role(person), _of_person(person))
        for person in (*registration.everyone, *registration.acting)
    ]
    changes = [_facts(change.name, _title(change), _of_change(change)) for change in registration.changing]
    return [*parts, *(facts for facts in people if facts.written), *changes]


def _facts(name: str, what: str, rows: Iterable[Fact]) -> Facts:
    """A field in which nothing is, and nothing was, is named alone."""
    rows = list(rows)
    empty = [fact.title for fact in rows if not (fact.before or fact.after)]
    return Facts(name, what, [fact for fact in rows if fact.before or fact.after], empty)


def _role(person: Participant) -> str:
    if isinstance(person, Acting):
        return _("acts for an owner already")
    if not isinstance(person, Agent):
        return _("Owner")
    capacity = code_lists.label("capacity", person.capacity, formatting.language())
    return f"{capacity} " + _("of %(name)s") % {"name": person.owner.name}


def _title(change: Participant) -> str:
    titles = {"leaving": _("End of a share, or a death"), "ending": _("End of the mandate")}
    return titles.get(change.part) or (_("Correction") if change.part == "correcting" else _("Data of the deed"))


def _of_person(person: Participant) -> Iterator[Fact]:
    """Of who is written here, or gets other addresses; whoever stays as they are is in the table of owners."""
    here = person.registration.parts
    if f"{person.part}.{person.key}" in here:
        yield from _typed(person.fields(), person.texts)
        if isinstance(person, Owner):
            yield from _shares(person)
    if f"contact.{person.key}" in here:
        texts = person.contact_texts | {f"was_{name}": text for name, text in person.previous_contact.items()}
        yield from _typed(form_fields.CONTACT, texts)


def _of_change(change: Participant) -> Iterable[Fact]:
    recorded = _deed_before(change.registration) if change.part == "deed" else {}
    rows = _typed(change.fields(), change.texts, recorded)
    if isinstance(change, Ending) and change.mandate:
        return chain([Fact(_("Acts for"), "", change.mandate.principal.name)], rows)
    return chain(rows, _passing_on(change)) if isinstance(change, Leaver) and change.ends_share else rows


def _shares(owner: Owner) -> Iterator[Fact]:
    for what, title in (("land", _("Share of the land")), ("building", _("Share of the building"))):
        before = _share(held(owner.shares, what)) if owner.seller else ""
        yield Fact(title, before, _share(owner.share(what)))


def _passing_on(leaver: Leaver) -> Iterator[Fact]:
    for what, title in (("land", _("Passes on, of the land")), ("building", _("Passes on, of the building"))):
        yield Fact(title, "", _share(leaver.sold(what)))
    for what, title in (("land", _("Share of the land")), ("building", _("Share of the building"))):
        yield Fact(title, _share(leaver.held(what)), _share(leaver.remaining(what)) or "—")


def _share(share: Fraction | None) -> str:
    return formatting.share(share) if share and share > 0 else ""


def _deed_before(registration: Registration) -> dict[str, Any]:
    """The values of the deed that the file had."""
    rows = Deed.at_desk.filter(case=registration.case, deed_status="valid", withdrawn=False)
    others = rows.exclude(by_registration=registration.draft.id) | rows.filter(by_registration=None)
    deed = others.order_by(*Deed.newest_first).first()
    return {field.name: getattr(deed, field.name) for field in form_fields.DEED_OF_FILE} if deed else {}


def _typed(of_form: Iterable[TypedField], texts: dict, recorded: dict[str, Any] | None = None) -> Iterator[Fact]:
    """Each field of a form; before it was what is `recorded`, or what the texts have as `was_`."""
    for field in of_form:
        was = (recorded or {}).get(field.name) or _value(field, texts.get(f"was_{field.name}", ""))
        before, after = _worded(field, was), _worded(field, _value(field, texts.get(field.name, "")))
        yield Fact(str(field.title), before if before != after else "", after or ("—" if before else ""))


def _value(field: TypedField, text: Any) -> Any:
    """What the text says, or the text itself where it can't be read."""
    return fields.clean_fields([field], {field.name: text}).values[field.name] or text


def _worded(field: TypedField, value: Any) -> str:
    """For the reader: a code by its label, a day and an area as pages write them."""
    if not value:
        return ""
    if isinstance(field, CodeField):
        keys = value if isinstance(field, CodesField) else [value]
        labels = [code_lists.label(field.code_list, key, formatting.language()) for key in keys]
        return ("، " if formatting.language() == "fa" else ", ").join(labels)
    if isinstance(field, FlagField):
        return _("Yes")
    if isinstance(value, date):
        return formatting.day(value)
    if isinstance(value, Decimal):
        return formatting.area(value)
    words = as_dialled(value) if isinstance(field, MobileField) else str(value)
    return words if isinstance(field, EmailField) else formatting.digits(words)
