"""Deed, owners and papers of a file: service 1 of the guide."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, NamedTuple

from django.db import models
from django.db.models import Case, DateField, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shahrsazi.casefiles.casefile import Mandate, Ownership
from shahrsazi.casefiles.checks import rows_in_order
from shahrsazi.casefiles.entry import Entry
from shahrsazi.casefiles.fields import (
    Code,
    Day,
    Metre,
    Rial,
    Row,
    Rows,
    code,
    count,
    day,
    flag,
    longest,
    m2,
    moment,
    number,
    text,
)
from shahrsazi.casefiles.section import CASES, GIVEN_MANDATES, ME, OfCases, Papers, Section, Summary, of_cases
from shahrsazi.casefiles.terms.mandates import tag_of
from shahrsazi.city import code_lists
from shahrsazi.database.policies import (
    AT_THE_COUNTER,
    ENTRY_OF_MY_CASES,
    EVERYTHING,
    OF_DESK_CASE,
    OF_DESK_CASE_TO_WRITE,
)
from shahrsazi.database.prepared import Query
from shahrsazi.people.models import Person
from shahrsazi.persian import formatting


class DeedBound(Row):
    side: Annotated[str, Code("side")]
    text: Annotated[str, longest(120)]
    length: Metre


class Encumbrance(Row):
    kind: Annotated[str, Code("encumbrance")]
    beneficiary: Annotated[str, longest(120)] = ""
    amount: Rial | None = None
    since: Day = ""
    until: Day = ""
    letter_no: Annotated[str, longest(40)] = ""


# Papers whose number is, or may be, that of a person.
OF_PERSONS = frozenset(["birth_certificate", "national_card", "attorney_papers", "passport", "death_certificate"])


class Deed(Entry):
    """One deed in the chain; the last valid one is the current deed."""

    deed_kind = code("deed_kind")
    deed_no = text(30)
    deed_date = day()
    notary_office_no = text(20)
    notary_city = text(40)
    serial_no = text(6)
    serial_series = text(10)
    book_no = count()
    page_no = count()
    entry_no = number(0, 10**15)
    ebook_no = text(18)
    tenure = code("tenure")
    tenure_scope = code("tenure_scope")
    area_deed = m2()
    bounds = Rows(row_type=DeedBound)
    easements = text(300)
    encumbrances = Rows(row_type=Encumbrance)
    deed_status = code("deed_status")
    registry_checked_on = day()
    holders = text(200)
    # A deed that the counter registered: by which registration, and from when it counts.
    by_registration = models.BigIntegerField(null=True, db_index=True)
    holds_from = moment()

    # One without a day is not taken for the newest.
    newest_first = (F("deed_date").desc(nulls_last=True), "-id")
    not_fed = ("id", "case", "by_registration", "holds_from")
    _BY_TWO_CLERKS = (
        f"{OF_DESK_CASE_TO_WRITE} AND by_registration = (SELECT guard.confirmed_in_hand())"
        " AND (guard.waits_as_told(holds_from) OR (SELECT guard.forms_file_in_hand()))"
    )
    policies = {
        "web": {"SELECT": f"{ENTRY_OF_MY_CASES} AND (holds_from IS NULL OR holds_from <= now())"},
        "feed": EVERYTHING,
        "staff": {"SELECT": OF_DESK_CASE, "INSERT": _BY_TWO_CLERKS, "UPDATE": _BY_TWO_CLERKS},
    }

    class Meta:
        constraints = [models.UniqueConstraint("case", "source_key", name="deed_key")]


class Paper(Entry):
    """A paper of the file; `of_person` marks an identity paper, which only that person sees."""

    seq = count(required=True)
    doc_kind = code("doc_kind")
    doc_no = text(40)
    doc_date = day()
    issuer = text(80)
    pages = count()
    original_seen = flag()
    original_seen_on = day()
    archive_group = code("archive_group", required=False)
    visible_to_owner = flag(True)
    of_person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    scan = text(100)
    by_registration = models.BigIntegerField(null=True)

    not_fed = ("id", "case", "by_registration")
    _MINE = (
        f"{ENTRY_OF_MY_CASES} AND visible_to_owner AND (of_person_id IS NULL OR of_person_id = (SELECT guard.uid()))"
    )
    policies = {
        "web": {"SELECT": f"{_MINE} AND id <> ALL (ARRAY (SELECT guard.hidden_papers()))"},
        "feed": EVERYTHING,
        "staff": AT_THE_COUNTER,
    }

    class Meta:
        constraints = [models.UniqueConstraint("case", "source_key", name="paper_key")]


def _owners():
    """The shares that count by now: without those that count later, and without an end that counts later."""
    shares = ("land_share", "land_of", "building_share", "building_of", "effective_from")
    ends = Case(When(end_holds_from__gt=Now(), then=Value(None)), default=F("effective_to"), output_field=DateField())
    names = ("person__kind", "person__first_name", "person__last_name", "person__father_name", "person__unnumbered")
    return (
        Ownership.visible.filter(Q(holds_from__isnull=True) | Q(holds_from__lte=Now()), OfCases(CASES))
        .exclude(effective_to=F("effective_from"))  # an owner objected to it: it never counted
        .order_by("effective_from", "id")
        .values("case_id", "person_id", *shares, *names, ends=ends)
    )


def papers_of_reader():
    """The papers that the owner may see; identity papers of another person are not among them."""
    mine = Q(of_person__isnull=True) | Q(of_person=ME)
    return Paper.visible.filter(mine, OfCases(CASES), visible_to_owner=True).order_by("seq").values()


def _mandates():
    """The reader's own, given or acted by, for an owner of this file: also one for every file is for theirs alone."""
    of_the_file = OfCases(CASES) | Q(case__isnull=True)
    counts = Q(holds_from__isnull=True) | Q(holds_from__lte=Now())
    owns = Exists(Ownership.current().filter(OfCases(CASES), person=OuterRef("principal")))
    mine = Mandate.that_were().filter(counts, of_the_file, owns, Q(principal=ME) | Q(agent=ME))
    parties = [f"{party}__{name}" for party in ("agent", "principal") for name in ("first_name", "last_name")]
    return (
        mine.annotate(is_over=Mandate.is_over(), is_ending=Q(end_holds_from__gt=Now()))
        .order_by("-poa_date")
        .values(
            *("is_over", "is_ending", "principal_id", "agent_id", "capacity", "scope", "poa_no", "poa_date"),
            *("notary_office", "expires_on", "verified_on", "ended_on", "end_holds_from", "end_reason", *parties),
            *("irrevocable", "may_delegate"),
        )
    )


QUERIES = {
    "deeds": of_cases(Deed, *Deed.newest_first),
    "owners": Query(_owners),
    "papers": Query(papers_of_reader),
    "mandates": Query(_mandates),
    "given": GIVEN_MANDATES,
}


def page(rows: dict, today: date) -> dict:
    """Owners now, later and before, with the exact sums of the shares; valid deeds first, cancelled ones last.

    `earlier`: shares that ended, of who owns still. Who sold a half is no former owner.
    """
    current = [o for o in rows["owners"] if is_current(o, today)]
    owning = {o.person_id for o in current}
    ended = [o for o in rows["owners"] if o.ends and o.ends <= today]
    return rows | {
        "current": current,
        "is_sole": len(owning) == 1,
        "sees_all_papers": _sees_all_papers(rows, len(owning)),
        "coming": [o for o in rows["owners"] if o.effective_from > today],
        "former": [o for o in ended if o.person_id not in owning],
        "earlier": [o for o in ended if o.person_id in owning],
        "shares": _sum_by_person(current),
        "land_total": _total(current, "land"),
        "building_total": _total(current, "building"),
        "unfilled": [what for what in ("land", "building") if _total(current, what) != 1],
        "deeds": sorted(rows["deeds"], key=lambda d: (d.deed_status != "valid", d.deed_status == "cancelled")),
        "tag_of": tag_of,
    }


def _sees_all_papers(rows: dict, owners: int) -> bool:
    """Whether no paper of the file is another's alone, or names sums that are not this reader's to see."""
    return rows.get("sees_money", True) and not rows.get("is_agent") and owners == 1


class PersonsShare(NamedTuple):
    """A person's rows of shares, as their deeds have them, and all that they have of land and building together."""

    rows: list
    land: Fraction
    building: Fraction

    @property
    def owner(self) -> Any:
        return self.rows[0]


def _sum_by_person(owners: list) -> list[PersonsShare]:
    """A person's several shares, added up for the page; they stay separate rows in the database."""
    by_person: dict = {}
    for owner in owners:
        by_person.setdefault(owner.person_id, []).append(owner)
    return [PersonsShare(own, _total(own, "land"), _total(own, "building")) for own in by_person.values()]


def _total(owners: list, what: str) -> Fraction:
    return sum((Fraction(getattr(o, f"{what}_share"), getattr(o, f"{what}_of")) for o in owners), Fraction())


def is_current(owner, today: date) -> bool:
    return owner.effective_from <= today and (owner.ends is None or owner.ends > today)


def summary(rows: dict, today: date) -> Summary:
    deeds = page(rows, today)["deeds"]
    owners = len({o.person_id for o in rows["owners"] if is_current(o, today)})
    words = (
        [code_lists.label("deed_kind", deeds[0].deed_kind, formatting.language())] if deeds else [_("No deed recorded")]
    )
    words.append(ngettext("%s owner", "%s owners", owners) % formatting.number(owners))
    words.append(_counted(len(rows["papers"]), _sees_all_papers(rows, owners)))
    return Summary(words)


def _counted(papers: int, is_all: bool) -> str:
    if is_all:
        return ngettext("%s paper", "%s papers", papers) % formatting.number(papers)
    if not papers:
        return _("no paper shown")
    return ngettext("%s paper shown", "%s papers shown", papers) % formatting.number(papers)


def _titles(papers: list) -> dict[str, str]:
    return {p.scan: code_lists.label("doc_kind", p.doc_kind, formatting.language()) for p in papers if p.scan}


def _names(papers: list) -> dict[str, tuple[str, str, str]]:
    titles = _titles(papers)
    return {
        p.scan: (titles[p.scan], number_of(p), formatting.short(p.doc_date) if p.doc_date else "")
        for p in papers
        if p.scan
    }


def number_of(paper) -> str:
    """The number by which a paper may be named anywhere: what a person carries may bear the person's own."""
    return "" if paper.of_person_id or paper.doc_kind in OF_PERSONS else paper.doc_no


def validate(line) -> Iterator[str]:
    return rows_in_order(line, "deeds", "encumbrances", ("since", "until"))


SECTION = Section(
    "ownership",
    gettext_lazy("Deed – owners – file papers"),
    "deed",
    feeds={"deeds": Deed, "papers": Paper},
    queries=QUERIES,
    page=page,
    long={"papers": 80},
    summary=summary,
    papers=Papers("papers", _titles, _names),
    validate=validate,
)
