"""Step 3 of a registration: the papers that each person shows, seen, described and scanned."""

from django.http import Http404

from shahrsazi.counter import uploads
from shahrsazi.counter.draft_forms import editable, open_form, redirect_back, redirect_to_next, reread, save_part
from shahrsazi.counter.forms import Form, plain
from shahrsazi.counter.registration import form_fields
from shahrsazi.counter.registration.checklist import Need
from shahrsazi.counter.registration.participants import Participant
from shahrsazi.counter.registration.registration import Registration
from shahrsazi.persian import dates
from shahrsazi.web.templates import render

FIELDS = ("no", "date", "issuer", "pages")


@editable
def papers(request, registration, key):
    """The papers that this person shows: one line for each paper of the guide's list."""
    person = person_of(registration, key)
    name, needs = f"papers.{key}", person.needs()
    form, need_names = open_form(request, registration, name, {}), {need.name for need in needs}
    typed, refused = {}, []
    if request.method == "POST":
        typed = {k: texts for need in needs for k, texts in _typed(request, person, need, refused).items() if texts}
        if save_part(request, registration, name, typed, form):
            return _after_papers(reread(registration), key, refused)
    elif form.base:
        form.errors += uploads.refusals(request.GET.getlist("refused"), need_names)
        form.errors += list(person.paper_field_errors())
    return _papers_page(request, registration, person, form, typed if form.theirs else person.papers)


def _after_papers(registration: Registration, key: str, refused: list[str]):
    if refused or any(registration.person(key).document_errors()):
        return redirect_back(registration, "draft_papers", key=key, refused=refused)
    return redirect_to_next(registration)


def _papers_page(request, registration: Registration, person: Participant, form: Form, texts: dict):
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
    )


def person_of(registration: Registration, key: str) -> Participant:
    person = registration.person(key)
    if person is None:
        raise Http404
    return person


def _typed(request, person: Participant, need: Need, refused: list[str]) -> dict[str, dict]:
    """What was ticked, typed and attached for one need: kind of paper → its texts. Who saw it, and when, we add."""
    kind = request.POST.get(f"{need.name}-kind", need.name)
    kind = kind if kind in need.kinds else need.name
    before = next((texts for k in need.kinds if (texts := person.papers.get(k))), {})
    texts = {f: text for f in FIELDS if (text := plain(request.POST.get(f"{need.name}-{f}", "")))}
    texts |= _ticked(request, need, before)
    scans = [s for s in before.get("scans", []) if s not in request.POST.getlist(f"{need.name}-drop")]
    scans += uploads.attached(request, need.name, refused)
    texts |= {"scans": list(dict.fromkeys(scans))[: uploads.MAX_SCANS]} if scans else {}
    return {kind: texts}


def _ticked(request, need: Need, before: dict) -> dict:
    if request.POST.get(f"{need.name}-seen") == "1":
        clerk, today = request.desk.person_id, dates.format_short(dates.today(), "en")
        return {"seen": "1", "seen_by": before.get("seen_by", clerk), "seen_on": before.get("seen_on", today)}
    return {"same": "1"} if need.of_property and request.POST.get(f"{need.name}-same") == "1" else {}
