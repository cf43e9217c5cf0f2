"""What citizens see of the counter's work: coming changes, which they may object to, and who has seen their file."""

from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import Case, Func, JSONField, OuterRef, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Concat, Trim
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from shahrsazi.accounts.access import CitizenRequest
from shahrsazi.casefiles.casefile import CaseFile, Mandate, Ownership
from shahrsazi.casefiles.registry import BY_KEY
from shahrsazi.casefiles.roles import reads_of_others
from shahrsazi.city import code_lists
from shahrsazi.counter.registration import reversal
from shahrsazi.counter.registration.draft import Draft
from shahrsazi.database.statements import select
from shahrsazi.messages.notices import tell
from shahrsazi.people.models import Contact, Person
from shahrsazi.persian import formatting
from shahrsazi.persian.digits import whole_number
from shahrsazi.web.fields import WordsField
from shahrsazi.web.forms import Form, sent
from shahrsazi.web.lists import paged
from shahrsazi.web.templates import render

SHOWN, CHANGES_SHOWN = 100, 30
_TIMES = ("settled_at", "takes_effect_at", "objected_at")
# Whom a mandate is for. Its agent may not read that, before they see a file of theirs and after: the mandate they may.
_PRINCIPAL = Person.objects.filter(id=OuterRef("principal_id")).values(
    name=Trim(Concat("first_name", Value(" "), "last_name", output_field=TextField()))
)
SHOWN_OF_IT = ("id", "case_id", "state", *_TIMES, "district_id", "decision")
# What comes with the row of a change: the objector's words, where they are the reader's to know, and what becomes of
# those for whom the reader acts. The database is asked for either once, not for each row.
_OF_ROW = "(SELECT guard.{}()) {} (%(expressions)s)::text"
WITH_IT = {
    "words": Func("id", template=_OF_ROW.format("my_objections", "->>"), output_field=TextField()),
    "wards": Func("id", template=_OF_ROW.format("of_my_wards", "->"), output_field=JSONField()),
}
# What else the database tells of them, once for all rows: deaths, corrections, a deed.
REPORTS = (
    "SELECT registration, first_name, last_name, died_on FROM guard.deaths_of(%s)",
    "SELECT registration, first_before, last_before, first_name, last_name FROM guard.corrections_of(%s)",
    "SELECT registration, deed_kind, deed_no, deed_date FROM guard.deeds_of(%s)",
)
# What a citizen looked at, besides the sections.
READ_LABELS = {
    "case": _("the file's own page"),
    "paper": _("a paper, on the screen"),
    "picture": _("a page of a paper, large"),
    "letter": _("a letter with the file's data"),
    "calendar": _("terms of the file, for a calendar"),
    "money": _("debts and payments of the file"),
    "thumbnail": _("the small picture of a paper"),
    "file": _("a paper, taken along as a file"),
}
# The acts of the counter on a file, in words for citizens; reading a page of a registration counts as reading the file.
ACT_LABELS = {
    "read": _("Opened at the counter"),
    "opened_elsewhere": _("Opened by another district, with a reason"),
    "submitted": _("A registration was handed to a second clerk"),
    "printed": _("A receipt of a registration was printed"),
    "letter_printed": _("A letter to an owner was printed"),
    "letter_posted": _("A letter to an owner was posted"),
    "handed_over": _("A registration was handed over to another clerk"),
    "handed_back": _("A registration was handed back"),
    "withdrawn": _("A registration was given up"),
    "registered": _("Owners were registered"),
    "confirmed": _("A registration was confirmed by a second clerk"),
    "mandate_ended": _("The leave of one who acts for an owner was ended"),
    "owner_completed": _("The national code of an owner was put on record"),
    "name_corrected": _("A name or date of birth was corrected"),
    "sealed": _("A sealed password was printed"),
    "sealed_requested": _("Somebody of the counter asked to print a sealed password once more"),
    "sealed_agreed": _("A second clerk agreed that a sealed password is printed once more"),
    "sealed_refused": _("No sealed password is printed once more"),
    "death": _("A death was recorded"),
    "added": _("Told by the back office"),
    "corrected": _("Corrected by the back office"),
    "record_ended": _("Ended by the back office"),
    "record_withdrawn": _("Taken back by the back office"),
    "paper_erased": _("A paper was erased for good by the operators"),
    "recoded": _("Given another renewal code by the back office"),
    "difference_refused": _("It was refused that the back office's word counts, not the counter's"),
    "difference_withdrawn": _("The wish was withdrawn that the back office's word counts, not the counter's"),
    "contact_coming": _("Another telephone or e-mail told by the back office"),
    "death_reversed": _("A recorded death was taken back"),
    "objected": _("Objected to a change"),
    "mobile_shared": _("A mobile number was registered that another person has too"),
    "blocked": _("An account was blocked"),
    "unblock_requested": _("Somebody of the counter asked to open a blocked account"),
    "unblock_refused": _("A blocked account was not opened"),
    "unblocked": _("A blocked account was opened again"),
    "reversal_requested": _("Somebody of the counter asked to take a registration back"),
    "reversal_refused": _("A registration was not taken back"),
    "reversed": _("A registration was taken back by two members of staff"),
    "objection_upheld": _("An objection was upheld"),
    "objection_dismissed": _("An objection was not upheld"),
    "difference_requested": _("Somebody of the oversight asked that the back office's word counts"),
    "difference_agreed": _("A second person agreed that the back office's word counts"),
}
# The same acts of whoever writes at the counter: a registration files its rows as the feed does.
COUNTER_LABELS = {"added": _("Written at the counter"), "corrected": _("Corrected at the counter")}
ROLE_LABELS = {"feed": _("Back office"), "operator": _("Whoever runs the system")}  # who is no member of staff


class ObjectionForm(Form):
    """An objection counts, however much is written: what is too long is cut."""

    longest = 300
    words = WordsField(_("Why, in a few words"), size=300)


@require_http_methods(["GET", "HEAD", "POST"])
def pending_changes(request: CitizenRequest):
    """Changes to my files or contact data that two clerks agreed on; I can object until they take effect."""
    form = ObjectionForm(sent(request))
    if form.is_valid():
        if act := _object(request, form.cleaned_data["words"] or ""):
            concerned = reversal.concerned_by_stop(act, using="default")
            return lambda: _tell(concerned)  # once the objection stands
        form.error("", _("It is too late to object here: please go to your district's counter."))
    # What comes soonest stands first: of hundreds of files each can be objected to from home.
    coming = Case(When(takes_effect_at__gt=timezone.now(), then="takes_effect_at"))
    every = Draft.objects.order_by(coming.asc(nulls_last=True), "-id").only(*SHOWN_OF_IT).annotate(**WITH_IT)
    rows, page = paged(every, request.GET.get("page"), CHANGES_SHOWN)
    changes = _changes(request, rows)
    return render(request, "counter/changes.html", form=form, now=timezone.now(), changes=changes, page=page)


def _object(request: CitizenRequest, words: str) -> int | None:
    """The number of the registration that was stopped."""
    chosen = whole_number(request.POST.get("change"))
    if chosen is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT guard.object_to(%s, %s)", [chosen, words])
        return chosen if cursor.fetchone()[0] else None


def _tell(person_ids: list[int]) -> HttpResponseRedirect:
    for person_id in person_ids:
        tell(person_id, "change_stopped", using="entrance")
    return HttpResponseRedirect(reverse("changes"))


class Change(NamedTuple):
    """One change for the page: whose share begins or ends, who acts for me or for whom I act, my coming data."""

    row: Draft
    open: bool
    decided: bool
    case: CaseFile | None
    beginning: QuerySet[Ownership]
    ending: QuerySet[Ownership]
    acting: QuerySet[Mandate]
    dismissed: QuerySet[Mandate]
    contact: Contact | None
    deaths: list[tuple]
    corrections: list[tuple]
    deeds: list[tuple]


def _changes(request: CitizenRequest, rows: list[Draft]) -> list[Change]:
    """The changes, with what the database tells of each."""
    if not rows:
        return []
    reported = [_of_each(statement, rows) for statement in REPORTS]
    return [_change(request, row, *(of_each.get(row.id, []) for of_each in reported)) for row in rows]


def _of_each(statement: str, rows: list[Draft]) -> dict[int, list[tuple]]:
    lines: dict[int, list[tuple]] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement, [[row.id for row in rows]])
        for act, *line in cursor.fetchall():
            lines.setdefault(act, []).append(tuple(line))
    return lines


def _change(
    request: CitizenRequest, row: Draft, deaths: list[tuple], corrections: list[tuple], deeds: list[tuple]
) -> Change:
    me, shares = request.visitor.person_id, _named(Ownership, "person")
    mandates = _named(Mandate, "agent").annotate(principal_name=Subquery(_PRINCIPAL))
    return Change(
        row,
        open=row.is_coming,
        decided=row.is_coming and reversal.was_dismissed(row, me, using="default"),
        case=CaseFile.visible_to(me).filter(id=row.case_id).first(),
        beginning=shares.filter(begun_by_registration=row.id),
        ending=shares.filter(ended_by_registration=row.id).exclude(begun_by_registration=row.id),
        acting=mandates.filter(begun_by_registration=row.id),
        dismissed=mandates.filter(ended_by_registration=row.id).exclude(begun_by_registration=row.id),
        contact=Contact.objects.filter(person=me, coming_by_registration=row.id).first(),
        deaths=deaths,
        corrections=corrections,
        deeds=deeds,
    )


def _named(model, whose: str):
    """Rows with a person's names, but without what the database role of this page may not read of them."""
    rows = model.visible.select_related(whose)
    granted = Person.column_grants["web"]["SELECT"]
    fields = [field.name for field in Person._meta.concrete_fields if field.name not in granted]
    return rows.defer(*(f"{whose}__{field}" for field in fields))


@require_GET
def access_log(request: CitizenRequest, casefile):
    """Who has opened the file: the counter and the back office, its owners, and who acts for them, as far as the reader
    may know (guard.accesses)."""
    with connection.cursor() as cursor:
        cursor.execute(select(Access, "guard.accesses(%s, %s)"), [casefile.id, SHOWN + 1])
        rows = [Access(*row) for row in cursor.fetchall()]
    return render(
        request,
        "counter/access_log.html",
        case=casefile,
        rows=rows[:SHOWN],
        more=len(rows) > SHOWN,
        whole=reads_of_others(request.roles),
        what=what_was_done,
        unit=unit,
    )


class Access(NamedTuple):
    """An act of a reader on a file: the last time of a day, and how often on that day.

    `who`: a `unit` of the city, `me`, an `agent` of an owner, who is named, or another `owner`, who is not.
    """

    at: datetime
    who: str
    name: str | None
    capacity: str | None
    role: str
    act: str
    section: str
    reason: str
    district: int | None
    times: int


def unit(access: Access) -> str:
    """Who of the city it was, never by name."""
    if access.role in ROLE_LABELS:
        return str(ROLE_LABELS[access.role])
    return code_lists.label("staff_role", access.role, formatting.language())


def what_was_done(access: Access) -> str:
    """In words for its owners."""
    if access.act != "read" or access.role != "citizen":
        labels = ACT_LABELS if access.role == "feed" else ACT_LABELS | COUNTER_LABELS
        act = str(labels.get(access.act, access.act))
        return f"{act}: {BY_KEY[access.section].title}" if access.section in BY_KEY else act
    title = (
        BY_KEY[access.section].title if access.section in BY_KEY else READ_LABELS.get(access.section, access.section)
    )
    return gettext("Looked at: %s") % title
