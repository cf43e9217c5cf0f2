"""Step 2 of a registration: who owns what, who acts for whom, whose share ends. Whatever is typed is kept."""

import re
import secrets

from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from shahrsazi.counter import search
from shahrsazi.counter.draft_forms import (
    editable,
    open_form,
    redirect_back,
    redirect_to,
    reread,
    save_part,
)
from shahrsazi.counter.fields import Field, titled
from shahrsazi.counter.forms import Form, texts_of
from shahrsazi.counter.registration import form_fields
from shahrsazi.counter.registration.participants import Leaver
from shahrsazi.counter.registration.registration import Registration
from shahrsazi.credentials import rate_limits
from shahrsazi.persian.dates import format_short
from shahrsazi.persian.identifiers import NUMBER_OF, InvalidInputError
from shahrsazi.web.templates import render

SHARES = [
    Field(f"{what}_{part}", "", str, size=20)
    for what in ("land", "building")
    for part in ("dang", "habbeh", "share", "of")
]  # fmt: skip
LOOKUP_FIELDS = (
    "looked",
    "registered",
    "was_mobile",
    "was_email",
    "was_residence_postal",
    "was_residence_address",
    "died",
)


@require_GET
def owners(request, registration):
    """Step 2: who owns what, who acts for whom, whose share ends."""
    return render(request, "counter/owners.html", r=registration, step="owners")


@editable
def owner(request, registration, key):
    """An owner's identity and share; a known person's names come from what is known of them."""
    if key == "new" and request.method != "POST":
        return _own_address(request, registration, "draft_owner")
    if key == "new":
        key = _new_key(request)
    name = f"owner.{key}"
    texts = registration.texts(name) or {"kind": request.GET.get("kind", "natural")}
    known = registration.person(key)
    form = open_form(request, registration, name, known.texts if known else texts)
    kind = form.values.get("kind") if form.values.get("kind") in NUMBER_OF else "natural"
    fields = [form_fields.KIND, *form_fields.owner(kind)]
    if _removed(request, registration, name, form):
        return redirect_to("draft_owners", registration)
    if request.method == "POST" and "remove" not in request.POST:
        typed = texts_of(request, [*fields, *SHARES]) | {"kind": kind}  # never nothing: that takes a part out
        if not key.startswith("p"):
            typed = _looked_up(kind, typed, registration.texts(name), request.desk.member_id)
        if save_part(request, registration, name, typed, form):
            return _after_owner(reread(registration), key)
    elif form.base:
        form.errors += still_wrong(known)
    return render(
        request, "counter/owner_form.html", form=form, r=registration, key=key, kind=kind, fields=fields[1:],
        known=known, step="owners",
    )  # fmt: skip


def _after_owner(registration: Registration, key: str) -> HttpResponseRedirect:
    """To whoever acts for a company or a child; else back to the list."""
    person = registration.person(key)
    if any(person.own_faults()):
        return redirect_back(registration, "draft_owner", key=key)
    if not person.lacks_agent:
        return redirect_to("draft_owners", registration)
    capacity = "representative" if person.kind == "legal" else "parent"
    address = reverse("draft_agent", kwargs={"ref": registration.draft.ref, "key": "new"})
    return HttpResponseRedirect(f"{address}?of={key}&capacity={capacity}")


def _own_address(request, registration: Registration, name: str) -> HttpResponseRedirect:
    """A part to be has a page of its own before anything is typed: Back shows what was saved there."""
    address = reverse(name, kwargs={"ref": registration.draft.ref, "key": secrets.token_hex(4)})
    return HttpResponseRedirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)


def _new_key(request) -> str:
    """The key of a part to be: made with the empty form and sent with it, so that a form sent twice is one person."""
    sent = request.POST.get("key", "")
    return sent if re.fullmatch("[0-9a-f]{8}", sent) else secrets.token_hex(4)


def _removed(request, registration: Registration, name: str, form: Form) -> bool:
    """Whether the part was to be taken out and is; not when a colleague wrote in it meanwhile."""
    return "remove" in request.POST and save_part(request, registration, name, {}, form)


def still_wrong(person) -> list[tuple[str, str]]:
    """What is wrong with someone as they were saved: beside its field where it has one."""
    beside = _beside(person)
    return person.checked.faults + [("", said) for said in person.own_faults() if said not in beside]


def _beside(person) -> set[str]:
    """Sentences that stand beside their field already."""
    return {titled(person.fields(), name, said) for name, said in person.checked.faults}


def _looked_up(kind: str, texts: dict, before: dict, by: int) -> dict:
    """With what is known of the person of this number; asked for once a number, since every asking is written down."""
    try:
        number = NUMBER_OF[kind](texts.get("number", ""))
    except InvalidInputError:
        return texts
    if before.get("looked") == number:
        return texts | {name: before[name] for name in LOOKUP_FIELDS if before.get(name)}
    if rate_limits.hit("counter.lookup", str(by)):
        return texts
    known = search.person_by_number(number)
    return (_filled(texts, known) if known else texts) | {"looked": number}


def _filled(texts: dict, known: search.RegisteredPerson) -> dict:
    names = {n: getattr(known, n) for n in ("first_name", "last_name", "father_name", "birth_cert_no")}
    born = {"birth_date": format_short(known.birth_date, "en")} if known.birth_date else {}
    reached = ("mobile", "email", "residence_postal", "residence_address")
    was = {f"was_{n}": getattr(known, n) for n in reached if getattr(known, n)}
    found = {name: value for name, value in names.items() if value} | born
    state = {"registered": "1" if known.registered_on else "", "died": "1" if known.died_on else ""}
    # The names of someone registered are settled; those of anyone else are as the card says, which lies here.
    return (texts | found if known.registered_on else found | texts) | was | {k: v for k, v in state.items() if v}


@editable
def agent(request, registration, key):
    """One who acts for an owner: who, by which paper, how far and until when."""
    if key == "new" and request.method != "POST":
        return _own_address(request, registration, "draft_agent")
    if key == "new":
        key = _new_key(request)
    name = f"agent.{key}"
    first = {
        "of": request.POST.get("of", request.GET.get("of", "")),
        "capacity": request.GET.get("capacity", "attorney"), "scope": ["view", "follow_up"],
    }  # fmt: skip
    before = registration.texts(name) or first
    form = open_form(request, registration, name, before)
    if request.method != "POST" and "capacity" in request.GET:
        form.values["capacity"] = first["capacity"]  # another kind of leave was chosen, for one who was saved too
    of = registration.person(before["of"])
    if of is None:
        raise Http404
    capacity = form.values.get("capacity") if form.values.get("capacity") in form_fields.CAPACITIES else "attorney"
    fields = form_fields.agent(capacity)
    if _removed(request, registration, name, form):
        return redirect_to("draft_owners", registration)
    if request.method == "POST" and "remove" not in request.POST:
        typed = _looked_up("natural", texts_of(request, fields), registration.texts(name), request.desk.member_id)
        if save_part(request, registration, name, typed | {"of": before["of"]}, form):
            return _after_agent(reread(registration), key)
    elif form.base:
        form.errors += still_wrong(registration.person(key))
    return render(
        request, "counter/agent_form.html", form=form, r=registration, key=key, fields=fields, of=of, capacity=capacity,
        capacities=form_fields.CAPACITIES, step="owners",
    )  # fmt: skip


def _after_agent(registration: Registration, key: str) -> HttpResponseRedirect:
    wrong = any(registration.person(key).own_faults())
    return redirect_back(registration, "draft_agent", key=key) if wrong else redirect_to("draft_owners", registration)


@editable
def leaving(request, registration, key):
    """The end of a current owner's share: sale, heirs, a court's order."""
    shares = registration.shares_by_ref.get(key)
    if shares is None:
        raise Http404
    name = f"leaving.{key}"
    form = open_form(request, registration, name, registration.texts(name))
    if _removed(request, registration, name, form):
        return redirect_to("draft_owners", registration)
    if request.method == "POST" and "remove" not in request.POST:
        typed = texts_of(request, form_fields.LEAVING)
        if typed and save_part(request, registration, name, typed, form):
            wrong = any(Leaver(reread(registration), key).own_faults())
            return (
                redirect_back(registration, "draft_leaving", key=key)
                if wrong
                else redirect_to("draft_owners", registration)
            )
    if not form.theirs and (form.base or request.method == "POST"):
        form.errors += still_wrong(Leaver(registration, key))
    return render(
        request, "counter/leaving_form.html", form=form, r=registration, fields=form_fields.LEAVING, share=shares[0],
        step="owners",
    )  # fmt: skip
