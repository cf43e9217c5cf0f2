"""The people of a registration: owners, agents who act for an owner, leavers; each with what is still missing."""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from functools import cached_property

from django.utils.translation import gettext as _

from shahrsazi.counter import fields
from shahrsazi.counter.registration import checklist, form_fields
from shahrsazi.counter.registration.participant import Participant
from shahrsazi.people.models import Contact
from shahrsazi.persian import dates
from shahrsazi.persian.identifiers import InvalidInputError

OF_MINORS = ("parent", "guardian", "executor")
# The texts that a registration does not change for someone who owns the file already.
SETTLED = ("kind", "number", "effective_from", "registered")


class Owner(Participant):
    """An owner once this is active: with `shares` in force already, or with a share that is typed here."""

    part = "owner"

    def __init__(self, registration, key: str, shares: list | None = None):
        super().__init__(registration, key)
        self.shares = shares or []
        if self.shares:
            stored = self._from_database()
            self.texts = stored | self.texts | {name: stored[name] for name in SETTLED}

    def _from_database(self) -> dict:
        person = self.shares[0].person
        contact = getattr(person, "contact", None) or Contact(person=person)
        birth_date = dates.format_short(contact.birth_date, "en") if contact.birth_date else ""
        previous = {
            f"was_{n}": getattr(contact, n) for n in ("mobile", "email", "residence_postal", "residence_address")
        }
        names = {n: getattr(person, n) for n in ("kind", "number", "first_name", "last_name", "father_name")}
        since = dates.format_short(self.shares[0].effective_from, "en")
        return names | previous | {
            "birth_cert_no": contact.birth_cert_no, "birth_date": birth_date, "effective_from": since,
            "registered": "1" if contact.registered_on else "",
        }  # fmt: skip

    @property
    def kind(self) -> str:
        return self.texts.get("kind") or "natural"

    def fields(self) -> list[fields.Field]:
        return [form_fields.KIND, *form_fields.owner(self.kind)]

    @property
    def agents(self) -> list["Agent"]:
        return [agent for agent in self.registration.agents if agent.owner_key == self.key]

    @property
    def mandates(self) -> list:
        return [m for m in self.registration.mandates if self.shares and m.principal_id == self.shares[0].person_id]

    @property
    def signs_in(self) -> bool:
        """Neither a company nor a child signs in: someone acts for them."""
        return self.kind != "legal" and not self.is_minor

    @property
    def to_register(self) -> bool:
        """New here, not registered yet, or with other contact data. A company or child is registered by its mandate."""
        if not self.shares:
            return True
        done = self.registered or (not self.signs_in and bool(self.mandates) and not self.agents)
        return not done or self.contact_changes

    def share(self, what: str) -> Fraction | None:
        if self.shares:
            rows = ((getattr(s, f"{what}_share"), getattr(s, f"{what}_of")) for s in self.shares)
            return sum((Fraction(part, whole) for part, whole in rows), Fraction(0))
        try:
            share = fields.read_share(self.texts, what)
            return fields.read_share(self.texts, "land") if share is None and what == "building" else share
        except InvalidInputError:
            return None

    def needs(self) -> list[checklist.Need]:
        property_type = self.registration.file.values.get("property_type") or ""
        inherited = self.registration.inherited and not self.shares
        return checklist.of_owner(self.kind, self.birth_date, property_type, inherited, self.registration.today)

    def recorded(self, need: checklist.Need) -> str:
        person_ids = {None} if need.of_property else {share.person_id for share in self.shares}
        rows = self.registration.recorded if self.shares else []
        return next((p.doc_kind for p in rows if p.doc_kind in need.kinds and p.of_person_id in person_ids), "")

    def own_errors(self) -> Iterator[str]:
        yield from super().own_errors() if not (self.shares and self.registered) else ()
        if not self.shares:
            yield from self._share_errors()
        birth_date, since = self.birth_date, self.value("effective_from")
        if birth_date and since and since < birth_date:
            yield _("The share begins before its owner was born.")

    @property
    def lacks_agent(self) -> bool:
        """A company or a child for whom no one acts yet."""
        return not self.signs_in and not (self.agents or self.mandates)

    def agent_errors(self) -> Iterator[str]:
        if self.lacks_agent and self.kind == "legal":
            yield _("A company or body needs a representative.")
        elif self.lacks_agent:
            yield _("A child needs a parent or guardian who acts for them.")

    def _share_errors(self) -> Iterator[str]:
        for what in ("land", "building"):
            try:
                if fields.read_share(self.texts, what) is None and what == "land":
                    yield _("The share of the land is missing.")
            except InvalidInputError as error:
                yield str(error)


class Agent(Participant):
    """A person who acts for an owner, with the paper that gives the mandate and its term."""

    part = "agent"

    @property
    def owner_key(self) -> str:
        return self.texts.get("of", "")

    @property
    def owner(self) -> Owner:
        return next(o for o in self.registration.owners if o.key == self.owner_key)

    @cached_property
    def twin(self) -> Owner | None:
        return next((o for o in self.registration.owners if o.number and o.number == self.number), None)

    @property
    def capacity(self) -> str:
        return self.texts.get("capacity") or "attorney"

    def fields(self) -> list[fields.Field]:
        return form_fields.agent(self.capacity)

    def needs(self) -> list[checklist.Need]:
        return checklist.of_agent(self.capacity, self.birth_date, self.registration.today)

    @property
    def expires_on(self):
        """A guardian's mandate ends the day before the child comes of age, or earlier if the paper says so."""
        written, birth_date = self.value("expires_on"), self.owner.birth_date
        if self.capacity not in OF_MINORS or not self.owner.is_minor or not birth_date:
            return written
        grown = checklist.comes_of_age(birth_date, self.registration.majority) - timedelta(days=1)
        return min(written, grown) if written else grown

    def own_errors(self) -> Iterator[str]:
        yield from super().own_errors()
        given, until = self.value("poa_date"), self.value("expires_on")
        if given and until and until < given:
            yield _("The term ends before the paper was made.")
        if self.number and self.number == self.owner.number:
            yield _("Nobody acts for themselves: write another person, or no one.")
        if self.is_minor:
            yield _("A child cannot act for another.")
        if self.capacity == "parent" and self.owner.age is not None and not self.owner.is_minor:
            yield _("A parent acts only for a child; a grown owner gives a power of attorney.")
        if self.owner.kind == "legal" and self.capacity not in ("representative", "liquidator", "trustee", "attorney"):
            yield _("For a company or body acts a representative, a liquidator, a trustee or an attorney.")
        if self.owner.is_minor and self.capacity not in OF_MINORS:
            yield _("For a child acts a parent, a guardian or an executor.")

    def doubts(self) -> list[str]:
        over = self.expires_on and self.expires_on < self.registration.today
        return [_("The term of %s is over already: this leave opens nothing.") % self.name] if over else []


class Leaver(Participant):
    """A current owner whose share ends here."""

    part = "leaving"

    @property
    def person_id(self) -> int:
        return self.shares[0].person_id

    @cached_property
    def shares(self) -> list:
        return self.registration.shares_by_ref.get(self.key, [])

    @property
    def name(self) -> str:
        return self.shares[0].person.name if self.shares else _("(no longer an owner)")

    def fields(self) -> list[fields.Field]:
        return form_fields.LEAVING

    def own_errors(self) -> Iterator[str]:
        yield from super().own_errors()
        ends, died = self.value("effective_to"), self.value("died_on")
        if not self.shares:
            yield _("This share has ended meanwhile: take this line out.")
        if any(share.effective_to and not share.ended_by_registration for share in self.shares):
            yield _("The back office has told an end of this share already: it ends by itself.")
        if ends and any(ends < share.effective_from for share in self.shares):
            yield _("The share would end before it began.")
        if self.value("reason") == "inheritance" and not died:
            yield _("Write the date of death.")
        if ends and died and ends < died:
            yield _("The share would end before the owner's death.")
