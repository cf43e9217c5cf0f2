"""Step 4 of a registration: how each person is reached, proved by a code while they stand at the counter."""

from django.utils.translation import gettext as _

from shahrsazi.counter.draft_forms import editable, open_form, redirect_back, redirect_to_next, reread, save_part
from shahrsazi.counter.forms import plain, texts_of
from shahrsazi.counter.registration import form_fields
from shahrsazi.counter.registration.participant import CHANNELS, Participant
from shahrsazi.counter.registration.registration import Registration
from shahrsazi.counter.views.documents import person_of
from shahrsazi.credentials import contact_codes, rate_limits
from shahrsazi.messages.models import Message
from shahrsazi.messages.tasks import queue_message
from shahrsazi.web.templates import render


@editable
def contact(request, registration, key):
    """Mobile and e-mail, each proved by a code that is sent while the owner stands at the counter."""
    person = person_of(registration, key)
    name = f"contact.{key}"
    form = open_form(request, registration, name, person.contact_texts)
    if request.method == "POST":
        if save_part(request, registration, name, texts_of(request, form_fields.CONTACT), form):
            return _after_contact(request, reread(registration), key)
    elif form.base:
        form.errors += person.contact.faults + _said(request)
    return render(
        request, "counter/contact_form.html", form=form, r=registration, person=person, fields=form_fields.CONTACT,
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
    if told or any(reread(registration).person(key).contact_faults()):
        return redirect_back(registration, "draft_contact", key=key, **told)
    return redirect_to_next(reread(registration))


def _prove(request, person: Participant) -> dict[str, list[str]]:
    """Take the codes that were typed, and send those that are wanted. Returns the channels that went wrong, and how."""
    told: dict[str, list[str]] = {}
    for channel in CHANNELS:
        typed, address = plain(request.POST.get(f"{channel}_code", "")), person.address(channel)
        if not (address and person.number) or person.proved(channel):
            continue
        if typed and not contact_codes.check_code(person.number, channel, address, typed):
            told.setdefault("wrong", []).append(channel)
        wanted = not typed and (_live(person, channel) is None or f"again_{channel}" in request.POST)
        if wanted and not _send_code(request, person, channel, address):
            told.setdefault("many", []).append(channel)
    return told


def _send_code(request, person: Participant, channel: str, address: str) -> bool:
    if rate_limits.hit("proof.address", address):
        return False
    district = person.registration.draft.district_id
    asked_for = contact_codes.send_code(district, person.number, channel, address, request.desk.person_id)
    asked_for.refresh_from_db(using="staff", fields=["ends_at"])
    queue_message(Message(kind="contact_code", channel=channel, proof=asked_for, until=asked_for.ends_at), "staff")
    return True


def _live(person: Participant, channel: str):
    address = person.address(channel)
    return contact_codes.pending_code(person.number, channel, address) if address else None


def _matched(person: Participant, channel: str):
    """What the registry said of the number, where one is asked: decides nothing, the clerk reads it."""
    address = person.address(channel)
    found = contact_codes.proof_of(person.number, channel, address) if address else None
    return found.matched if found else None
