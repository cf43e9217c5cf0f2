"""Step 3 of a registration: the papers that each person shows, seen, described and scanned."""

from collections.abc import Iterable, Iterator
from copy import copy

from django.http import Http404

from shahrsazi.counter import incoming, uploads
from shahrsazi.counter.draft_forms import (
    editable,
    open_form,
    redirect_back,
    redirect_to,
    redirect_to_next,
    reread,
    save_part,
)
from shahrsazi.counter.forms import DraftForm, plain
from shahrsazi.counter.incoming import REFUSED, WAITING, IncomingScan
from shahrsazi.counter.registration import form_fields
from shahrsazi.counter.registration.checklist import Need
from shahrsazi.counter.registration.participants import Participant
from shahrsazi.counter.registration.registration import Registration
from shahrsazi.persian import dates
from shahrsazi.staff.access import DeskRequest
from shahrsazi.web.fields import TypedField, named
from shahrsazi.web.templates import render

FIELDS = ("no", "date", "issuer", "pages")


@editable
def papers(request: DeskRequest, registration, key):
    """The papers that this person shows: one line for each paper of the guide's list."""
    person = person_of(registration, key)
    name, needs = f"papers.{key}", person.needs()
    form = open_form(request, registration, name, {}, _paper_fields(needs))
    typed, brought = {}, person.incoming
    if request.method == "POST":
        typed = {k: texts for need in needs for k, texts in _typed(request, person, need).items() if texts}
        if stored := save_part(request, registration, name, typed, form):
            incoming.settle(brought)
        uploads.take_in(request, registration, person, {need.name: _kind(request, need) for need in needs})
        if stored:
            return _after_papers(reread(registration), key)
    elif form.base or brought:
        form.add_errors(_refusals(needs, brought))
        form.add_errors(_at_needs(needs, person.paper_field_errors()))
    return _papers_page(request, registration, person, form, typed if form.theirs else person.papers)


def _paper_fields(needs: list[Need]) -> list[TypedField]:
    """The fields of every paper, by the names of the inputs: of a need, whichever of its kinds is shown."""
    by_name = {f"{need.name}-{field.name}": copy(field) for need in needs for field in form_fields.PAPER}
    return named(**by_name)


def _at_needs(needs: list[Need], errors: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The errors of papers at the inputs of the need that each kind of paper is shown for."""
    need_of = {kind: need.name for need in needs for kind in need.kinds}
    for name, sentence in errors:
        kind, _dash, field = name.rpartition("-")
        yield f"{need_of.get(kind, kind)}-{field}", sentence


def _refusals(needs: list[Need], brought: list[IncomingScan]) -> Iterator[tuple[str, str]]:
    """What was turned away, at the need that it was brought for; at the first one where that need is gone."""
    for row in brought:
        if row.state == REFUSED and needs:
            need = next((need for need in needs if row.kind in need.kinds), needs[0])
            yield f"{need.name}-scan", f"{uploads.kind_label(row.kind)}, {row.name}: {row.sentence}"


def _after_papers(registration: Registration, key: str):
    person = registration.person(key)
    if person is None:
        return redirect_to("draft_owners", registration)  # removed in another window at the same moment
    if any(person.document_errors()):
        return redirect_back(registration, "draft_papers", key=key)
    return redirect_to_next(registration)


def _papers_page(request: DeskRequest, registration: Registration, person: Participant, form: DraftForm, texts: dict):
    """`texts`: by kind of paper the stored texts, or the typed ones when a colleague saved the part meanwhile."""
    others = [o for o in registration.owners if o.key != person.key]
    return render(
        request,
        "counter/documents_form.html",
        form=form,
        r=registration,
        person=person,
        needs=person.needs(),
        fields=form_fields.PAPER,
        others=bool(others),
        step="papers",
        scans=uploads.stored_scans(texts),
        papers=texts,
        waiting=[row for row in person.incoming if row.state == WAITING],
    )


def person_of(registration: Registration, key: str) -> Participant:
    person = registration.person(key)
    if person is None:
        raise Http404
    return person


def _kind(request: DeskRequest, need: Need) -> str:
    kind = request.POST.get(f"{need.name}-kind", need.name)
    return kind if kind in need.kinds else need.name


def _typed(request: DeskRequest, person: Participant, need: Need) -> dict[str, dict]:
    """What was ticked and typed for one need: kind of paper → its texts. Who saw it, and when, we add."""
    kind = _kind(request, need)
    before = next((texts for k in need.kinds if (texts := person.papers.get(k))), {})
    texts = {f: text for f in FIELDS if (text := plain(request.POST.get(f"{need.name}-{f}", "")))}
    texts |= _ticked(request, need, before)
    scans = [s for s in before.get("scans", []) if s not in request.POST.getlist(f"{need.name}-drop")]
    texts |= {"scans": scans} if scans else {}
    return {kind: texts}


def _ticked(request: DeskRequest, need: Need, before: dict) -> dict:
    if request.POST.get(f"{need.name}-seen") == "1":
        clerk, today = request.desk.person_id, dates.format_short(dates.today(), "en")
        return {"seen": "1", "seen_by": before.get("seen_by", clerk), "seen_on": before.get("seen_on", today)}
    return {"same": "1"} if need.of_property and request.POST.get(f"{need.name}-same") == "1" else {}
