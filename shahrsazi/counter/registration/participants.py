"""The people of a registration: who owns, who acts for an owner, who leaves; each with what is still missing."""

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
# What a registration does not change of someone who owns the file already.
SETTLED = ("kind", "number", "effective_from", "registered")


class Owner(Participant):
    """An owner once this is filed: with `shares` in force already, or with a share that is typed here."""

    part = "owner"

    def __init__(self, registration, key: str, shares: list | None = None):
        super().__init__(registration, key)
        self.shares = shares or []
        if self.shares:
            told = self._from_database()
            self.texts = told | self.texts | {name: told[name] for name in SETTLED}

    def _from_database(self) -> dict:
        person = self.shares[0].person
        contact = getattr(person, "contact", None) or Contact(person=person)
        born = dates.format_short(contact.birth_date, "en") if contact.birth_date else ""
        known = {f"was_{n}": getattr(contact, n) for n in ("mobile", "email", "residence_postal", "residence_address")}
        names = {n: getattr(person, n) for n in ("kind", "number", "first_name", "last_name", "father_name")}
        since = dates.format_short(self.shares[0].effective_from, "en")
        return names | known | {
            "birth_cert_no": contact.birth_cert_no, "birth_date": born, "effective_from": since,
            "registered": "1" if contact.registered_on else "",
        }  # fmt: skip

    @property
    def kind(self) -> str:
        return self.texts.get("kind") or "natural"

    def fields(self) -> list[fields.Field]:
        return [form_fields.KIND, *form_fields.owner(self.kind)]

    @property
    def agents(self) -> list["Agent"]:
        return [agent for agent in self.registration.agents if agent.of == self.key]

    @property
    def mandates(self) -> list:
        return [m for m in self.registration.mandates if self.shares and m.principal_id == self.shares[0].person_id]

    @property
    def signs_in(self) -> bool:
        """A company does not, and a child does not: someone acts for them."""
        return self.kind != "legal" and not self.minor

    @property
    def to_register(self) -> bool:
        """New here, not registered yet, or reached anew. Whoever someone acts for is known once that one is."""
        if not self.shares:
            return True
        done = self.registered or (not self.signs_in and bool(self.mandates) and not self.agents)
        return not done or self.reached_anew

    def share(self, what: str) -> Fraction | None:
        if self.shares:
            rows = ((getattr(s, f"{what}_share"), getattr(s, f"{what}_of")) for s in self.shares)
            return sum((Fraction(part, of) for part, of in rows), Fraction(0))
        try:
            found = fields.read_share(self.texts, what)
            return fields.read_share(self.texts, "land") if found is None and what == "building" else found
        except InvalidInputError:
            return None

    def needs(self) -> list[checklist.Need]:
        land = self.registration.file.values.get("property_type") or ""
        inherited = self.registration.inherited and not self.shares
        return checklist.of_owner(self.kind, self.born, land, inherited, self.registration.today)

    def recorded(self, need: checklist.Need) -> str:
        whose = {None} if need.of_property else {share.person_id for share in self.shares}
        rows = self.registration.recorded if self.shares else []
        return next((p.doc_kind for p in rows if p.doc_kind in need.kinds and p.of_person_id in whose), "")

    def own_faults(self) -> Iterator[str]:
        yield from super().own_faults() if not (self.shares and self.registered) else ()
        if not self.shares:
            yield from self._share_faults()
        born, since = self.born, self.value("effective_from")
        if born and since and since < born:
            yield _("The share begins before its owner was born.")

    @property
    def lacks_agent(self) -> bool:
        """A company or a child for whom no one acts yet."""
        return not self.signs_in and not (self.agents or self.mandates)

    def agent_faults(self) -> Iterator[str]:
        if self.lacks_agent and self.kind == "legal":
            yield _("A company or body needs a representative.")
        elif self.lacks_agent:
            yield _("A child needs a parent or guardian who acts for them.")

    def _share_faults(self) -> Iterator[str]:
        for what in ("land", "building"):
            try:
                if fields.read_share(self.texts, what) is None and what == "land":
                    yield _("The share of the land is missing.")
            except InvalidInputError as fault:
                yield str(fault)


class Agent(Participant):
    """One who acts for an owner, with the paper that says so and its term."""

    part = "agent"

    @property
    def of(self) -> str:
        return self.texts.get("of", "")

    @property
    def owner(self) -> Owner:
        return next(o for o in self.registration.owners if o.key == self.of)

    @cached_property
    def twin(self) -> Owner | None:
        return next((o for o in self.registration.owners if o.number and o.number == self.number), None)

    @property
    def capacity(self) -> str:
        return self.texts.get("capacity") or "attorney"

    def fields(self) -> list[fields.Field]:
        return form_fields.agent(self.capacity)

    def needs(self) -> list[checklist.Need]:
        return checklist.of_agent(self.capacity, self.born, self.registration.today)

    @property
    def expires_on(self):
        """A guardian's leave ends the day before the child comes of age, or earlier if the paper says so."""
        written, born = self.value("expires_on"), self.owner.born
        if self.capacity not in OF_MINORS or not self.owner.minor or not born:
            return written
        grown = checklist.comes_of_age(born, self.registration.majority) - timedelta(days=1)
        return min(written, grown) if written else grown

    def own_faults(self) -> Iterator[str]:
        yield from super().own_faults()
        given, until = self.value("poa_date"), self.value("expires_on")
        if given and until and until < given:
            yield _("The term ends before the paper was made.")
        if self.number and self.number == self.owner.number:
            yield _("Nobody acts for themselves: write another person, or no one.")
        if self.minor:
            yield _("A child cannot act for another.")
        if self.capacity == "parent" and self.owner.years is not None and not self.owner.minor:
            yield _("A parent acts only for a child; a grown owner gives a power of attorney.")
        if self.owner.kind == "legal" and self.capacity not in ("representative", "liquidator", "trustee", "attorney"):
            yield _("For a company or body acts a representative, a liquidator, a trustee or an attorney.")
        if self.owner.minor and self.capacity not in OF_MINORS:
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

    def own_faults(self) -> Iterator[str]:
        yield from super().own_faults()
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
