"""Steps 3 and 4: the papers that a person shows, and the proof of how they are reached."""

from django.http import Http404
from django.utils.translation import gettext as _

from shahrsazi.counter import asked, scans
from shahrsazi.counter.checklist import Need
from shahrsazi.counter.form import Form, plain, texts_of
from shahrsazi.counter.registration import Registration
from shahrsazi.counter.someone import CHANNELS, Someone
from shahrsazi.counter.steps import again, editable, keep, onwards, opened, stay
from shahrsazi.messages.models import Message
from shahrsazi.messages.tasks import post
from shahrsazi.pages.show import show
from shahrsazi.people import limits, proof, words
from shahrsazi.people.solar import short

FIELDS = ("no", "date", "issuer", "pages")


@editable
def papers(request, registration, key):
    """What this person has shown, a line for each thing of the guide's list."""
    person = _person(registration, key)
    name, needs = f"papers.{key}", person.needs()
    form, known = opened(request, registration, name, {}), {need.name for need in needs}
    typed, refused = {}, []
    if request.method == "POST":
        typed = {k: told for need in needs for k, told in _typed(request, person, need, refused).items() if told}
        if keep(request, registration, name, typed, form):
            return _after_papers(again(registration), key, refused)
    elif form.base:
        form.errors += scans.told(request.GET.getlist("refused"), known)
        form.errors += list(person.paper_errors())
    return _papers_page(request, registration, person, form, typed if form.theirs else person.papers)


def _after_papers(registration: Registration, key: str, refused: list[str]):
    if refused or any(registration.person(key).paper_faults()):
        return stay(registration, "draft_papers", key=key, refused=refused)
    return onwards(registration)


def _papers_page(request, registration: Registration, person: Someone, form: Form, told: dict):
    """`told`: of each kind of paper what is kept, or what was just typed while a colleague's saving stands there."""
    others = [o for o in registration.owners if o.key != person.key]
    return show(
        request, "counter/papers_form.html", form=form, r=registration, person=person, needs=person.needs(),
        fields=asked.PAPER, others=bool(others), step="papers", scans=scans.known(told), papers=told,
    )  # fmt: skip


def _person(registration: Registration, key: str) -> Someone:
    person = registration.person(key)
    if person is None:
        raise Http404
    return person


def _typed(request, person: Someone, need: Need, refused: list[str]) -> dict[str, dict]:
    """What was ticked, typed and attached for one thing: kind of paper → its texts. Who saw it, and when, is ours."""
    kind = request.POST.get(f"{need.name}-kind", need.name)
    kind = kind if kind in need.kinds else need.name
    before = next((told for k in need.kinds if (told := person.papers.get(k))), {})
    told = {f: text for f in FIELDS if (text := plain(request.POST.get(f"{need.name}-{f}", "")))}
    told |= _ticked(request, need, before)
    kept = [s for s in before.get("scans", []) if s not in request.POST.getlist(f"{need.name}-drop")]
    kept += scans.attached(request, need.name, refused)
    told |= {"scans": list(dict.fromkeys(kept))[: scans.MOST]} if kept else {}
    return {kind: told}


def _ticked(request, need: Need, before: dict) -> dict:
    if request.POST.get(f"{need.name}-seen") == "1":
        by, on = request.desk.person_id, short(words.solar.today(), "en")
        return {"seen": "1", "seen_by": before.get("seen_by", by), "seen_on": before.get("seen_on", on)}
    return {"same": "1"} if need.of_property and request.POST.get(f"{need.name}-same") == "1" else {}


@editable
def contact(request, registration, key):
    """Mobile and e-mail, each proved by a code that is sent while the owner stands at the counter."""
    person = _person(registration, key)
    name = f"contact.{key}"
    form = opened(request, registration, name, person.contact_texts)
    if request.method == "POST":
        if keep(request, registration, name, texts_of(request, asked.CONTACT), form):
            return _after_contact(request, again(registration), key)
    elif form.base:
        form.errors += person.contact.faults + _said(request)
    return show(
        request, "counter/contact_form.html", form=form, r=registration, person=person, fields=asked.CONTACT,
        step="contact", live={channel: _live(person, channel) for channel in CHANNELS},
        matched={channel: _matched(person, channel) for channel in CHANNELS},
    )  # fmt: skip


def _said(request) -> list[tuple[str, str]]:
    """What became of the codes of the saving before this page."""
    wrong = _("This is not the code that was sent, or its time is over. Send a new one.")
    many = _("Too many codes were sent to this address. Please wait an hour.")
    asked_for = request.GET.getlist
    return [(f"{channel}_code", wrong) for channel in CHANNELS if channel in asked_for("wrong")] + [
        (name, many) for channel, name in CHANNELS.items() if channel in asked_for("many")
    ]


def _after_contact(request, registration: Registration, key: str):
    person = registration.person(key)
    told = _prove(request, person) if not person.contact.faults else {}
    if told or any(again(registration).person(key).contact_faults()):
        return stay(registration, "draft_contact", key=key, **told)
    return onwards(again(registration))


def _prove(request, person: Someone) -> dict[str, list[str]]:
    """Take the codes that were typed, and send those that are wanted. Returns the channels that went wrong, and how."""
    told: dict[str, list[str]] = {}
    for channel in CHANNELS:
        typed, address = plain(request.POST.get(f"{channel}_code", "")), person.address(channel)
        if not (address and person.number) or person.proved(channel):
            continue
        if typed and not proof.answer(person.number, channel, address, typed):
            told.setdefault("wrong", []).append(channel)
        wanted = not typed and (_live(person, channel) is None or f"again_{channel}" in request.POST)
        if wanted and not _send_code(request, person, channel, address):
            told.setdefault("many", []).append(channel)
    return told


def _send_code(request, person: Someone, channel: str, address: str) -> bool:
    if limits.take("proof.address", address):
        return False
    district = person.registration.draft.district_id
    asked_for = proof.ask(district, person.number, channel, address, request.desk.person_id)
    asked_for.refresh_from_db(using="staff", fields=["ends_at"])
    post(Message(kind="contact_code", channel=channel, proof=asked_for, until=asked_for.ends_at), "staff")
    return True


def _live(person: Someone, channel: str):
    address = person.address(channel)
    return proof.asked(person.number, channel, address) if address else None


def _matched(person: Someone, channel: str):
    """What the registry said of the number, where one is asked: decides nothing, the clerk reads it."""
    address = person.address(channel)
    found = proof.proved(person.number, channel, address) if address else None
    return found.matched if found else None
