"""What every person of a registration has: the identity as typed, the papers that were seen, the contact data."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from django.utils.translation import gettext as _

from shahrsazi.city import code_lists
from shahrsazi.counter import fields, search
from shahrsazi.counter.incoming import ACCEPTED, REFUSED, WAITING, IncomingScan
from shahrsazi.counter.registration import checklist, form_fields
from shahrsazi.counter.registration.participants import addresses, identity, residence, same_mobile
from shahrsazi.persian import formatting
from shahrsazi.web.fields import TypedField

CHANNELS = {"sms": "mobile", "email": "email"}


class Participant:
    """A person of the registration: identity as typed, papers seen, contact data."""

    step = "owners"
    part = ""

    def __init__(self, registration, key: str):
        self.registration, self.key = registration, key
        self.texts = registration.texts(f"{self.part}.{key}")
        if self.looks_up and (record := registration.on_record.get(self.value("number"))):
            self.texts = self.texts | record.texts

    @property
    def short_key(self) -> str:
        """For the keys of stored rows, which also name a paper and its scan and have a limited length."""
        return self.key[:9]

    @property
    def kind(self) -> str:
        return "natural"

    @cached_property
    def checked(self) -> fields.Cleaned:
        return fields.clean_fields(self.fields(), self.texts)

    def value(self, name: str):
        return self.checked.values.get(name)

    @property
    def number(self) -> str:
        return self.value("number") or ""

    @property
    def name(self) -> str:
        typed = f"{self.texts.get('first_name', '')} {self.texts.get('last_name', '')}".strip()
        return typed or _("(no name yet)")

    @property
    def birth_date(self):
        return self.value("birth_date")

    @property
    def age(self) -> int | None:
        return checklist.age(self.birth_date, self.registration.today) if self.birth_date else None

    @property
    def is_minor(self) -> bool:
        return self.age is not None and self.age < self.registration.majority

    @property
    def signs_in(self) -> bool:
        return True

    @property
    def to_register(self) -> bool:
        return True

    @property
    def by_name_alone(self) -> bool:
        return False

    @property
    def is_completed(self) -> bool:
        return False

    @property
    def is_restored(self) -> bool:
        return False

    @property
    def looks_up(self) -> bool:
        """Whether the number is typed here, so that the records have to be asked whose it is."""
        return True

    @cached_property
    def twin(self):
        """The owner who is the same person, if this person acts for another owner of the file."""
        return None

    @property
    def other_identity(self) -> list[tuple[str, str, str]]:
        """What the card says otherwise than the record: (the field's title, as it was, as it is typed)."""
        return identity.changed(self)

    def _identity_errors(self) -> Iterator[str]:
        """A number with another name is a slip of the pen, or a namesake's: nothing is replaced in silence."""
        if not self.other_identity:
            return
        was = f"{self.texts.get('was_first_name', '')} {self.texts.get('was_last_name', '')}".strip()
        if self.registered:
            yield _("This number is registered for %s. Look at the number and the card again.") % was
        elif self.texts.get("as_on_card") != "1":
            yield _("This number is on record for %s: correct what differs, or tick that the card says so.") % was

    # Contact data.

    @property
    def previous_contact(self) -> dict:
        """The contact data that the database had when the person was looked up."""
        return {n: self.texts.get(f"was_{n}", "") for n in ("mobile", "email", "residence_postal", "residence_address")}

    @property
    def contact_texts(self) -> dict:
        if self.twin:
            return self.twin.contact_texts
        texts = self.registration.texts(f"contact.{self.key}")
        return texts or {k: v for k, v in self.previous_contact.items() if v}

    @cached_property
    def contact(self) -> fields.Cleaned:
        return fields.clean_fields(form_fields.CONTACT, self.contact_texts)

    def address(self, channel: str) -> str:
        return self.contact.values.get(CHANNELS[channel]) or ""

    @cached_property
    def fed_address_comes(self) -> bool:
        """Whether the back office told another address of theirs, which does not count yet."""
        return bool(self.number) and search.fed_address_comes(self.number)

    def proved(self, channel: str) -> bool:
        """Whether the address is theirs: a code proved it, or they are registered with it already."""
        address = self.address(channel)
        previous = self.previous_contact[CHANNELS[channel]] if self.counts_already else ""
        return bool(address) and (address == previous or (self.number, channel, address) in self.registration.proofs)

    @property
    def registered(self) -> bool:
        return self.texts.get("registered") == "1"

    @property
    def counts_already(self) -> bool:
        """Whether the addresses on record are in use, so that another one only comes."""
        return self.registered

    @property
    def contact_changes(self) -> bool:
        """Whether an address in use would change: the person would get another mobile, e-mail address or residence, or
        keeps theirs against what the back office told.
        """
        previous = self.previous_contact
        reached = any(self.address(channel) != previous[name] for channel, name in CHANNELS.items())
        return self.counts_already and (reached or bool(residence.changed(self)) or addresses.stop_fed_change(self))

    @property
    def address_differs(self) -> bool:
        """Whether an address that is on record, registered or told, would be another or none; a residence, another."""
        previous = self.previous_contact
        reached = any(previous[name] not in ("", self.address(channel)) for channel, name in CHANNELS.items())
        return reached or residence.differs(self)

    @property
    def shares_mobile(self) -> bool:
        """Whether it is another person's too, of the file or of several in the city."""
        return same_mobile.is_shared(self)

    def contact_errors(self) -> Iterator[str]:
        if not (self.signs_in or self.contact_changes):
            return
        for name, sentence in self.contact.errors:
            yield self._with_name(fields.titled(form_fields.CONTACT, name, sentence))
        yield from map(self._with_name, residence.errors(self))
        if self.contact.values.get("unreachable"):
            if self.address("sms") or self.address("email"):
                yield self._with_name(
                    _("There is an address: take out the tick that there is none, or leave both empty.")
                )
            return
        if not (self.address("sms") or self.address("email")):
            yield self._with_name(_("A mobile number or an e-mail address is missing."))
        yield from map(self._with_name, same_mobile.errors(self))
        yield from (self._with_name(sentence) for sentence in self._unproved())

    def _unproved(self) -> Iterator[str]:
        if self.address("sms") and not self.proved("sms"):
            yield _("The mobile number is not proved yet.")
        if self.address("email") and not self.proved("email"):
            yield _("The e-mail address is not proved yet.")

    # Papers.

    def needs(self) -> list[checklist.Need]:
        """The papers to show here; whoever leaves shows nothing."""
        return []

    def carrying(self) -> Sequence[checklist.Need]:
        """Those of them that carry what is registered: with scan, number and date. Other names than on record are
        carried by the paper that says them.
        """
        return [checklist.of_names(self.kind)] if self.other_identity and not self.registered else []

    @property
    def papers(self) -> dict:
        """By kind of paper. What an owner showed of themselves counts as well where they act for another owner."""
        own = self._with_let_in(self.registration.texts(f"papers.{self.key}"))
        return (self.twin.papers if self.twin else {}) | own

    @property
    def incoming(self) -> list[IncomingScan]:
        """Scans that were brought for these papers, and are not saved with them yet."""
        return [row for row in self.registration.incoming if row.part == f"papers.{self.key}"]

    def _with_let_in(self, own: dict) -> dict:
        """The papers with the scans that were let in since they were saved."""
        for row in self.incoming:
            if row.state == ACCEPTED:
                kinds = next((need.kinds for need in self.needs() if row.kind in need.kinds), (row.kind,))
                kind = next((kind for kind in kinds if kind in own), row.kind)
                scans = [*own.get(kind, {}).get("scans", []), row.scan]
                own = own | {kind: own.get(kind, {}) | {"scans": list(dict.fromkeys(scans))}}
        return own

    def shown(self, need: checklist.Need) -> str:
        """The kind of paper that meets the need; empty while none does."""
        own = next((kind for kind in need.kinds if checklist.is_seen(self.papers.get(kind, {}))), "")
        same = need.name if need.of_property and self._shown_by_another(need) else ""
        return own or same or self.recorded(need)

    def recorded(self, need: checklist.Need) -> str:
        """The kind of paper that the file has for this need, seen before; a new owner brings their own."""
        return ""

    def _shown_by_another(self, need: checklist.Need) -> bool:
        """A paper that carries what is registered here does so with its scan, whoever showed it."""
        marked_same = any(self.papers.get(kind, {}).get("same") == "1" for kind in need.kinds)
        others = (o for o in self.registration.owners if o.key != self.key)
        seen = ((o, o.papers[kind]) for o in others for kind in need.kinds if checklist.is_seen(o.papers.get(kind, {})))
        carries = need in self.carrying()
        return marked_same and any(not carries or other._is_carried(need, paper) for other, paper in seen)

    def document_errors(self) -> Iterator[str]:
        yield from self.original_errors()
        for row in self.incoming:
            if row.state == REFUSED:
                yield self._with_name(f"{row.name}: {row.sentence}")

    def scans_being_checked(self) -> Iterator[str]:
        """They keep nobody from going on to the next page, but nothing is submitted before."""
        for row in self.incoming:
            if row.state == WAITING:
                yield self._with_name(_("The scan %s is being checked: look again in a moment.") % row.name)

    def original_errors(self) -> Iterator[str]:
        yield from (self._with_name(sentence) for _name, sentence in self.paper_field_errors())
        for need in self.needs():
            if not self.shown(need):
                kinds = [code_lists.label("doc_kind", kind, formatting.language()) for kind in need.kinds]
                yield self._with_name(_("The original was not seen: %s") % " / ".join(kinds))
        yield from self._uncarried()

    def _uncarried(self) -> Iterator[str]:
        for need in self.carrying():
            kind = next((kind for kind in need.kinds if checklist.is_seen(self.papers.get(kind, {}))), "")
            if kind and need in self.needs() and not self._is_carried(need, self.papers[kind]):
                paper = code_lists.label("doc_kind", kind, formatting.language())
                yield self._with_name(_("This paper needs its scan, its number and its date: %s") % paper)

    def _is_carried(self, need: checklist.Need, paper: dict) -> bool:
        """Of what is still being checked, scans_being_checked() tells."""
        waiting = any(row.kind in need.kinds and row.state == WAITING for row in self.incoming)
        return bool((paper.get("scans") or waiting) and paper.get("no") and paper.get("date"))

    def paper_field_errors(self) -> Iterator[tuple[str, str]]:
        """What was typed about a paper and can't be read: (field of the page, sentence)."""
        for kind, texts in self.papers.items():
            for name, sentence in fields.clean_fields(form_fields.PAPER, texts).errors:
                yield f"{kind}-{name}", sentence

    def own_errors(self) -> Iterator[str]:
        for name, sentence in self.checked.errors:
            yield fields.titled(self.fields(), name, sentence)
        yield from self._identity_errors()
        if self.looks_up and self.number and self.texts.get("looked") != self.number:
            yield _("This number was not looked up in the records, because so many were: save this page again later.")
        if self.texts.get("died") == "1" and not self.is_restored:
            yield _("A death certificate of this person has been shown. Look at the number again.")

    def _with_name(self, sentence: str) -> str:
        return f"{self.name}: {sentence}"

    def fields(self) -> list[TypedField]:  # the last: it hides the module of that name from what follows
        return []
