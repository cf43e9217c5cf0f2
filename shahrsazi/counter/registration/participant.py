"""What every person of a registration has: an identity as typed, papers that were seen, a way to be reached."""

from collections.abc import Iterator
from functools import cached_property

from django.utils.translation import gettext as _

from shahrsazi.city import code_lists
from shahrsazi.counter import fields
from shahrsazi.counter.registration import checklist, form_fields
from shahrsazi.persian import formatting

CHANNELS = {"sms": "mobile", "email": "email"}


class Participant:
    """A person of the registration: identity as typed, papers seen, and how they are reached."""

    step = "owners"
    part = ""

    def __init__(self, registration, key: str):
        self.registration, self.key = registration, key
        self.texts = registration.texts(f"{self.part}.{key}")

    @property
    def short_key(self) -> str:
        """For names of rows, in which a person stands beside a paper and its scan."""
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
    def born(self):
        return self.value("birth_date")

    @property
    def years(self) -> int | None:
        return checklist.age(self.born, self.registration.today) if self.born else None

    @property
    def minor(self) -> bool:
        return self.years is not None and self.years < self.registration.majority

    @property
    def signs_in(self) -> bool:
        return True

    @property
    def to_register(self) -> bool:
        return True

    @cached_property
    def twin(self):
        """The owner who is the same person, if this one acts for another owner of the file."""
        return None

    # How they are reached.

    @property
    def known(self) -> dict:
        """What the database knew of how they are reached, when they were looked up."""
        return {n: self.texts.get(f"was_{n}", "") for n in ("mobile", "email", "residence_postal", "residence_address")}

    @property
    def contact_texts(self) -> dict:
        if self.twin:
            return self.twin.contact_texts
        said = self.registration.texts(f"contact.{self.key}")
        return said or {k: v for k, v in self.known.items() if v}

    @cached_property
    def contact(self) -> fields.Cleaned:
        return fields.clean_fields(form_fields.CONTACT, self.contact_texts)

    def address(self, channel: str) -> str:
        return self.contact.values.get(CHANNELS[channel]) or ""

    def proved(self, channel: str) -> bool:
        """That the address is in their hands: by a code, or because it is the one they have been registered with."""
        address = self.address(channel)
        was = self.known[CHANNELS[channel]] if self.registered else ""
        return bool(address) and (address == was or (self.number, channel, address) in self.registration.proofs)

    @property
    def registered(self) -> bool:
        return self.texts.get("registered") == "1"

    @property
    def reached_anew(self) -> bool:
        """Participant who can sign in already, and would be reached at another address from now on."""
        return self.registered and any(self.address(channel) != self.known[name] for channel, name in CHANNELS.items())

    def contact_faults(self) -> Iterator[str]:
        if not self.signs_in:
            return
        for name, sentence in self.contact.faults:
            yield self._said(fields.titled(form_fields.CONTACT, name, sentence))
        if self.contact.values.get("unreachable"):
            if self.address("sms") or self.address("email"):
                yield self._said(_("There is an address: take out the tick that there is none, or leave both empty."))
            return
        if not (self.address("sms") or self.address("email")):
            yield self._said(_("A mobile number or an e-mail address is missing."))
        if self.address("sms") and not self.proved("sms"):
            yield self._said(_("The mobile number is not proved yet."))
        if self.address("email") and not self.proved("email"):
            yield self._said(_("The e-mail address is not proved yet."))

    # What they have shown.

    def needs(self) -> list[checklist.Need]:
        """What they have to show here; whoever leaves shows nothing."""
        return []

    @property
    def papers(self) -> dict:
        """As shown by them; what an owner showed of themselves holds as well where they act for another."""
        own = self.registration.texts(f"papers.{self.key}")
        return (self.twin.papers if self.twin else {}) | own

    def shown(self, need: checklist.Need) -> str:
        """The kind of paper with which the need is met; empty while it is not."""
        own = next((kind for kind in need.kinds if checklist.is_seen(self.papers.get(kind, {}))), "")
        same = need.name if need.of_property and self._shown_by_another(need) else ""
        return own or same or self.recorded(need)

    def recorded(self, need: checklist.Need) -> str:
        """The kind of paper that the file has of this already, seen before; a new owner brings their own."""
        return ""

    def _shown_by_another(self, need: checklist.Need) -> bool:
        said_so = any(self.papers.get(kind, {}).get("same") == "1" for kind in need.kinds)
        others = (o for o in self.registration.owners if o.key != self.key)
        return said_so and any(checklist.is_seen(o.papers.get(kind, {})) for o in others for kind in need.kinds)

    def paper_faults(self) -> Iterator[str]:
        yield from (self._said(sentence) for _name, sentence in self.paper_errors())
        for need in self.needs():
            if not self.shown(need):
                kinds = [code_lists.label("doc_kind", kind, formatting.language()) for kind in need.kinds]
                yield self._said(_("The original was not seen: %s") % " / ".join(kinds))

    def paper_errors(self) -> Iterator[tuple[str, str]]:
        """What was typed about a paper and can't be read: (field of the page, sentence)."""
        for kind, told in self.papers.items():
            for name, sentence in fields.clean_fields(form_fields.PAPER, told).faults:
                yield f"{kind}-{name}", sentence

    def own_faults(self) -> Iterator[str]:
        for name, sentence in self.checked.faults:
            yield fields.titled(self.fields(), name, sentence)
        if self.texts.get("died") == "1":
            yield _("A death certificate of this person has been shown. Look at the number again.")

    def _said(self, sentence: str) -> str:
        return f"{self.name}: {sentence}"
