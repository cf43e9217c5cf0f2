"""Step 4 of a registration: each person's contact data, proved by codes while they stand at the counter."""

from django.http import Http404
from django.utils.translation import gettext as _

from shahrsazi.counter.draft_forms import (
    editable,
    open_form,
    redirect_back,
    redirect_to,
    redirect_to_next,
    reread,
    save_part,
)
from shahrsazi.counter.forms import plain, texts_of
from shahrsazi.counter.registration import draft as drafts
from shahrsazi.counter.registration import form_fields
from shahrsazi.counter.registration.participants import CHANNELS, Participant, residence
from shahrsazi.counter.registration.registration import Registration
from shahrsazi.counter.views.documents import person_of
from shahrsazi.counter.views.owners import look_again
from shahrsazi.credentials import contact_codes, rate_limits
from shahrsazi.credentials.contact_codes import Address
from shahrsazi.ledger.denials import limited
from shahrsazi.messages import gateways
from shahrsazi.messages.models import Message
from shahrsazi.messages.tasks import queue_message
from shahrsazi.persian import formatting
from shahrsazi.staff.access import DeskRequest
from shahrsazi.web.fields import OneTimeCodeField, TypedField, named
from shahrsazi.web.templates import render


@editable
def contact(request: DeskRequest, registration, key):
    """Mobile number and e-mail address, each proved by a code that is sent to it."""
    person = person_of(registration, key)
    if person.part not in ("owner", "agent", "acting"):
        raise Http404  # nobody is registered by it
    name = f"contact.{key}"
    live = {channel: _live(person, channel) for channel in CHANNELS}
    form = open_form(request, registration, name, person.contact_texts, [*form_fields.CONTACT, *_code_fields(live)])
    if request.method == "POST":
        texts = texts_of(request, form_fields.CONTACT) | residence.as_on_record(person)
        if save_part(request, registration, name, texts, form):
            look_again(registration, person)
            return _after_contact(request, reread(registration), key)
    elif form.base:
        form.add_errors(person.contact.errors + _code_errors(request))
    return render(
        request,
        "counter/contact_form.html",
        form=form,
        r=registration,
        person=person,
        fields=form_fields.CONTACT,
        step="contact",
        live=live,
        has_gateway=gateways.has,
        matched={channel: _matched(person, channel) for channel in CHANNELS},
    )


def _code_fields(live: dict) -> list[TypedField]:
    hint = _("The owner reads it to you. It is good until %(hour)s.")
    hours = {channel: formatting.clock(proof.ends_at) for channel, proof in live.items() if proof}
    title = _("The code that was sent")
    return named(**{f"{ch}_code": SentCodeField(title, hint=hint % {"hour": hour}) for ch, hour in hours.items()})


class SentCodeField(OneTimeCodeField):
    """A code that someone else reads aloud: no browser knows it."""

    autocomplete = "off"


def _code_errors(request: DeskRequest) -> list[tuple[str, str]]:
    """What was wrong with the codes when the page was saved, as the redirect to this page reports it."""
    wrong = _("This is not the code that was sent, or its time is over. Send a new one.")
    many = _("Too many codes were sent to this address. Please wait an hour.")
    reported = request.GET.getlist
    return [(f"{channel}_code", wrong) for channel in CHANNELS if channel in reported("wrong")] + [
        (name, many) for channel, name in CHANNELS.items() if channel in reported("many")
    ]


def _after_contact(request: DeskRequest, registration: Registration, key: str):
    person = registration.person(key)
    if person is None:
        return redirect_to("draft_owners", registration)  # removed in another window at the same moment
    failures = _prove(request, person) if not person.contact.errors else {}
    if failures or any(reread(registration).person(key).contact_errors()):
        return redirect_back(registration, "draft_contact", key=key, **failures)
    return redirect_to_next(reread(registration))


def _prove(request: DeskRequest, person: Participant) -> dict[str, list[str]]:
    """Check the typed codes and send the wanted ones. Returns the failed channels: `wrong` code, or too `many` sent."""
    failures: dict[str, list[str]] = {}
    for channel in CHANNELS:
        typed, to = plain(request.POST.get(f"{channel}_code", "")), _to(person, channel)
        if not (to and person.number) or person.proved(channel) or not gateways.has(channel):
            continue  # the page says of the last that no code can come
        if typed and not contact_codes.check_code(to, typed, by=request.desk.person_id):
            failures.setdefault("wrong", []).append(channel)
        wanted = not typed and (_live(person, channel) is None or f"again_{channel}" in request.POST)
        if wanted and not _send_code(request, person, to):
            failures.setdefault("many", []).append(channel)
    return failures


def _send_code(request: DeskRequest, person: Participant, to: Address) -> bool:
    if rate_limits.hit("proof.address", to.address):
        limited(request, "proof.address")
        return False
    draft = person.registration.draft
    with drafts.writing(draft):
        proof = contact_codes.send_code(to, district=draft.district_id, by=request.desk.person_id)
    proof.refresh_from_db(using="staff", fields=["ends_at"])
    queue_message(Message(kind="contact_code", channel=to.channel, proof=proof, until=proof.ends_at), "staff")
    return True


def _to(person: Participant, channel: str) -> Address | None:
    """Where a code of this person goes, if an address was typed."""
    address = person.address(channel)
    return Address(person.registration.draft.id, person.number, channel, address) if address else None


def _live(person: Participant, channel: str):
    to = _to(person, channel)
    return contact_codes.pending_code(to) if to else None


def _matched(person: Participant, channel: str):
    """Whether the registry, where one is consulted, has the number as this person's: only for the clerk to read."""
    to = _to(person, channel)
    proof = contact_codes.proof_of(to) if to else None
    return proof.matched if proof else None
