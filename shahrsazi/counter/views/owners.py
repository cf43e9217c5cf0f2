"""Step 2 of a registration: who owns what, who acts for whom, whose share ends. Whatever is typed is stored."""

import re
import secrets

from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from shahrsazi.counter import search
from shahrsazi.counter.draft_forms import editable, open_form, redirect_back, redirect_to, reread, save_part
from shahrsazi.counter.fields import titled
from shahrsazi.counter.forms import DraftForm, plain, texts_of
from shahrsazi.counter.registration import draft, form_fields
from shahrsazi.counter.registration.participants import Participant
from shahrsazi.counter.registration.registration import Registration
from shahrsazi.credentials import rate_limits
from shahrsazi.ledger.denials import limited
from shahrsazi.persian.identifiers import NUMBER_OF, InvalidInputError
from shahrsazi.staff.access import DeskRequest
from shahrsazi.web.templates import render

LOOKUP_FIELDS = (
    "looked",
    "restores",
    "registered",
    "was_mobile",
    "was_email",
    "was_residence_postal",
    "was_residence_address",
    "was_first_name",
    "was_last_name",
    "was_father_name",
    "was_birth_date",
    "died",
)


@require_GET
def owners(request: DeskRequest, registration):
    """Step 2: who owns what, who acts for whom, whose share ends."""
    return render(request, "counter/owners.html", r=registration, step="owners")


@editable
def owner(request: DeskRequest, registration, key):
    """An owner's identity and share; the names of a registered person come from the database."""
    if key == "new" and request.method != "POST":
        return _own_address(request, registration, "draft_owner")
    if key == "new":
        key = _new_key(request)
    name = f"owner.{key}"
    texts = registration.texts(name) or {"kind": request.GET.get("kind", "natural")}
    person = registration.person(key)
    if person is None and key.startswith("p"):
        raise Http404  # nobody who is in the file
    asked_for = person is not None and person.lacks_number  # the number, and all that the card says with it
    registers = person is not None and person.to_register and not person.registered
    if person and person.shares and not (asked_for or person.comes_later or registers):
        # What is typed here would count for nobody who is registered, themselves or by who acts for them.
        return redirect_to("draft_correcting", registration, key=person.shares[0].person.ref.hex)
    stored = person.texts if person else texts
    kind = plain(request.POST.get("kind", stored.get("kind", "")))
    kind = kind if kind in NUMBER_OF else "natural"
    fields = [form_fields.KIND, *form_fields.owner(kind)]
    form = open_form(request, registration, name, stored, [*fields, *form_fields.SHARES])
    if removed(request, registration, name, form):
        return redirect_to("draft_owners", registration)
    if request.method == "POST" and "remove" not in request.POST:
        # With the kind it is never empty: that would remove the part.
        typed = texts_of(request, [*fields, *form_fields.SHARES]) | {"kind": kind}
        if asked_for or not key.startswith("p"):
            typed = _looked_up(kind, typed, registration.texts(name), request)
        if save_part(request, registration, name, typed, form):
            return _after_owner(reread(registration), key)
    elif form.base:
        form.add_errors(remaining_errors(person))
    return render(
        request,
        "counter/owner_form.html",
        form=form,
        r=registration,
        key=key,
        kind=kind,
        fields=fields[1:],
        person=person,
        asked_for=asked_for,
        differs=bool(person and person.other_identity),
        step="owners",
    )


def _after_owner(registration: Registration, key: str) -> HttpResponseRedirect:
    """To the form of an agent if a company or a child lacks one; else back to the list."""
    person = registration.person(key)
    if person is None:
        return redirect_to("draft_owners", registration)  # removed in another window at the same moment
    if any(person.own_errors()):
        return redirect_back(registration, "draft_owner", key=key)
    if not person.lacks_agent:
        return redirect_to("draft_owners", registration)
    capacity = "representative" if person.kind == "legal" else "parent"
    address = reverse("draft_agent", kwargs={"ref": registration.draft.ref, "key": "new"})
    return HttpResponseRedirect(f"{address}?of={key}&capacity={capacity}")


def _own_address(request: DeskRequest, registration: Registration, name: str) -> HttpResponseRedirect:
    """Give a new part its own address before anything is typed, so that Back shows what was saved there."""
    address = reverse(name, kwargs={"ref": registration.draft.ref, "key": secrets.token_hex(4)})
    return HttpResponseRedirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)


def _new_key(request: DeskRequest) -> str:
    """The key of a new part. The empty form carries it, so that a form sent twice makes one person."""
    sent = request.POST.get("key", "")
    return sent if re.fullmatch("[0-9a-f]{8}", sent) else secrets.token_hex(4)


def removed(request: DeskRequest, registration: Registration, name: str, form: DraftForm) -> bool:
    """Remove the part if the form says so. False also when a colleague wrote in it meanwhile."""
    return "remove" in request.POST and save_part(request, registration, name, {}, form)


def remaining_errors(person) -> list[tuple[str, str]]:
    """What is wrong with a saved person, each sentence with its field where it has one."""
    with_field = _titled_errors(person)
    return person.checked.errors + [("", sentence) for sentence in person.own_errors() if sentence not in with_field]


def _titled_errors(person) -> set[str]:
    """The errors of single fields as own_errors() words them: the form shows these beside their fields already."""
    return {titled(person.fields(), name, sentence) for name, sentence in person.checked.errors}


def _looked_up(kind: str, texts: dict, before: dict, request: DeskRequest) -> dict:
    """The texts with the stored data of this number's person. Each number only once: the ledger has every look-up."""
    try:
        number = NUMBER_OF[kind](texts.get("number", ""))
    except InvalidInputError:
        return texts
    if before.get("looked") == number:
        return texts | {name: before[name] for name in LOOKUP_FIELDS if before.get(name)}
    if rate_limits.hit("counter.lookup", str(request.desk.member_id)):
        limited(request, "counter.lookup")
        return texts
    match = search.person_by_number(number)
    # What was typed stays: where it differs from the record, the page asks (Participant.other_identity).
    return (match.names | texts | match.record if match else texts) | {"looked": number}


def look_again(registration: Registration, person: Participant) -> None:
    """Write down anew what is on record of whom a number names here, where that is another by now."""
    name = f"{person.part}.{person.key}"
    texts = registration.texts(name)
    if not person.number or texts.get("looked") != person.number:
        return
    record = search.on_record(registration.draft.id, [texts | {"kind": person.kind}]).get(person.number)
    if record and any(texts.get(name, "") != text for name, text in record.texts.items()):
        by = registration.desk.person_id
        draft.save(registration.draft, name, texts | record.texts, base=registration.version(name), by=by)


@editable
def agent(request: DeskRequest, registration, key):
    """A person who acts for an owner: who, by which paper, how far and until when."""
    if key == "new" and request.method != "POST":
        return _own_address(request, registration, "draft_agent")
    if key == "new":
        key = _new_key(request)
    name = f"agent.{key}"
    before = registration.texts(name) or _first_texts(request)
    principal = next((owner for owner in registration.owners if owner.key == before["of"]), None)
    if principal is None:
        raise Http404
    capacity, kind = _capacity_and_kind(request, before)
    fields = form_fields.agent(capacity, kind)
    form = open_form(request, registration, name, {**before, "capacity": capacity}, fields)
    if removed(request, registration, name, form):
        return redirect_to("draft_owners", registration)
    if request.method == "POST" and "remove" not in request.POST:
        typed = _looked_up(kind, texts_of(request, fields), registration.texts(name), request)
        if save_part(request, registration, name, typed | {"of": before["of"], "kind": kind}, form):
            return _after_agent(reread(registration), key)
    elif form.base:
        form.add_errors(remaining_errors(registration.person(key)))
    shown = {"form": form, "fields": fields, "principal": principal, "capacity": capacity, "kind": kind}
    person = registration.person(key)
    return render(
        request,
        "counter/agent_form.html",
        r=registration,
        key=key,
        capacities=form_fields.CAPACITIES,
        differs=bool(person and person.other_identity),
        step="owners",
        **shown,
    )


def _first_texts(request: DeskRequest) -> dict:
    """What the form of a new agent opens with."""
    return {
        "of": request.POST.get("of", request.GET.get("of", "")),
        "capacity": request.GET.get("capacity", "attorney"),
        "scope": ["view", "follow_up"],
    }


def _capacity_and_kind(request: DeskRequest, before: dict) -> tuple[str, str]:
    """As sent, as the address chooses them (perhaps for a saved agent), or as saved."""
    chosen = [request.POST, request.GET, before]
    capacity, kind = (plain(next((c[n] for c in chosen if c.get(n)), "")) for n in ("capacity", "kind"))
    return capacity if capacity in form_fields.CAPACITIES else "attorney", "foreign" if kind == "foreign" else "natural"


def _after_agent(registration: Registration, key: str) -> HttpResponseRedirect:
    person = registration.person(key)
    wrong = person is not None and any(person.own_errors())
    return redirect_back(registration, "draft_agent", key=key) if wrong else redirect_to("draft_owners", registration)
