"""An owner of a registration: one who owns the file already, or one whose share is typed here."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cached_property

from django.utils.translation import gettext as _

from shahrsazi.casefiles.casefile import Ownership
from shahrsazi.counter import fields
from shahrsazi.counter.registration import checklist, form_fields
from shahrsazi.counter.registration.participants import completion, record
from shahrsazi.counter.registration.participants.base import CHANNELS, Participant
from shahrsazi.counter.registration.participants.shares import held
from shahrsazi.counter.registration.participants.touched import is_touched
from shahrsazi.people.models import Contact
from shahrsazi.persian import dates
from shahrsazi.persian.digits import whole_number
from shahrsazi.persian.identifiers import InvalidInputError
from shahrsazi.persian.names import is_same_name
from shahrsazi.web.fields import TypedField

# The texts that a registration does not change for someone who owns the file already.
SETTLED = ("kind", "number", "effective_from", "registered")


def _other_names(rows: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Those of (title, as it was, as it is typed) that name somebody else."""
    return [(title, was, typed) for title, was, typed in rows if not is_same_name(was, typed)]


class Owner(Participant):
    """An owner once this is active: with `shares` in force already, or with a share that is typed here.

    `seller` is the same person as a leaver, of whose share a part alone passes on. Of an owner whom the back office
    knows by name alone the number is typed here: until then nothing is registered of them.
    """

    part = "owner"

    def __init__(self, registration, key: str, shares: list | None = None, seller=None):
        self.shares, self.seller = shares or [], seller
        super().__init__(registration, key)
        if self.shares:
            self.texts = self._beside(self._from_database())
            self.__dict__.pop("checked", None)

    def _beside(self, stored: dict) -> dict:
        """What is typed beside what is stored; of somebody who is completed here, what is on record of the number."""
        if not self.lacks_number:
            settled = {name: text for name, text in stored.items() if name in SETTLED or name.startswith("was_")}
            return stored | self.texts | settled
        typed = self.texts if self.texts.get("number") else {}
        return stored | typed | {name: stored[name] for name in ("kind", "effective_from")}

    @property
    def person_id(self) -> int:
        """Of an owner of the file: who they are by the stored rows."""
        return self.shares[0].person_id

    @property
    def lacks_number(self) -> bool:
        """Whether the back office told this owner by name alone."""
        return bool(self.shares) and self.shares[0].person.unnumbered

    @property
    def is_completed(self) -> bool:
        """Whether that owner's number is typed here."""
        return self.lacks_number and bool(self.texts.get("number"))

    @property
    def by_name_alone(self) -> bool:
        return self.lacks_number and not self.is_completed

    @property
    def other_than_reported(self) -> list[tuple[str, str, str]]:
        """What the card of somebody who is completed says otherwise than the back office: (title, as it was, typed)."""
        person = self.shares[0].person
        contact = getattr(person, "contact", None) or Contact(person=person)
        pairs = (
            (_("Name"), person.name, self.name),
            (_("Father's name"), person.father_name, self.value("father_name") or ""),
        )
        rows = _other_names(pairs)
        reported, typed = contact.birth_cert_no, self.value("birth_cert_no") or self.number
        return rows + ([(_("Birth certificate number"), reported, typed)] if reported not in ("", typed) else [])

    @property
    def other_identity(self) -> list[tuple[str, str, str]]:
        """Of somebody who is completed here, names are the same in any spelling in which they are sought."""
        rows = super().other_identity
        return _other_names(rows) if self.is_completed else rows

    def _from_database(self) -> dict:
        since = dates.format_short(self.shares[0].effective_from, "en")
        return record.texts_of(self.shares[0].person) | {"effective_from": since}

    @property
    def kind(self) -> str:
        return self.texts.get("kind") or "natural"

    def fields(self) -> list[TypedField]:
        return [form_fields.KIND, *form_fields.owner(self.kind)]

    @property
    def agents(self) -> list[Participant]:
        return [agent for agent in self.registration.agents if agent.owner_key == self.key]

    @property
    def mandates(self) -> list:
        return [m for m in self.registration.mandates if self.shares and m.principal_id == self.shares[0].person_id]

    @property
    def has_died(self) -> bool:
        """Whether the death is recorded, or by this registration: nothing more is registered for this owner."""
        contact = getattr(self.shares[0].person, "contact", None) if self.shares else None
        here = {leaver.person_id for leaver in self.registration.deceased}
        return bool(contact and contact.died_on) or bool(self.shares and self.shares[0].person_id in here)

    @property
    def looks_up(self) -> bool:
        return not self.shares or self.is_completed

    @property
    def signs_in(self) -> bool:
        """Neither a company nor a child signs in: someone acts for them."""
        return self.kind != "legal" and not self.is_minor

    @property
    def counts_already(self) -> bool:
        """Of a company or child too, for whom somebody acts already."""
        return self.registered or bool(self.shares and self.mandates) and not self.signs_in

    @property
    def to_register(self) -> bool:
        """New here, not registered yet, or with other contact data. A company or child is registered by its mandate."""
        if not self.shares:
            return True
        if self.has_died or self.by_name_alone:
            return False
        if self.is_completed:
            return self.adds_to is None
        return not (self._is_done or self.comes_later) or self.contact_changes

    @property
    def _is_done(self) -> bool:
        """Whether they are registered already, or who acts for them is."""
        return self.registered or (not self.signs_in and bool(self.mandates) and not self.agents)

    @cached_property
    def comes_later(self) -> bool:
        """Whether the file is open already without this owner, and nothing here is about them: they, or who is to act
        for them, bring their papers another time, and keep nobody from registering what is about others.
        """
        unregistered = self.shares and not (self.lacks_number or self._is_done)
        return bool(unregistered and self.registration.is_open and not is_touched(self))

    @property
    def names_count(self) -> bool:
        """Whether what the card says of names and birth is written down by this registration."""
        return self.to_register and not self.registered

    @property
    def share_before(self) -> Fraction | None:
        """Of the land, before this registration."""
        return held(self.shares, "land") if self.shares else None

    @property
    def adds_to(self) -> "Owner | None":
        """The owner of the file who is the same person: what is typed here comes to their share."""
        stays = self.shares and not self.is_completed
        staying = (o for o in self.registration.owners if o.shares and not o.lacks_number and o.number == self.number)
        return None if stays or not self.number else next(staying, None)

    def share(self, what: str) -> Fraction | None:
        if self.shares:
            return self.seller.remaining(what) if self.seller else held(self.shares, what)
        try:
            share = fields.read_share(self.texts, what)
            return fields.read_share(self.texts, "land") if share is None and what == "building" else share
        except InvalidInputError:
            return None

    @property
    def is_restored(self) -> bool:
        """Whether the share typed here is one that a registration ended, of this very person: the order by which others
        lose it gives it back, and they show nothing else.
        """
        if not self.texts.get("restores"):
            return False
        undone = whole_number(self.texts["restores"], 18) or 0
        rows = Ownership.at_desk.filter(case=self.registration.case)
        ended = list(rows.filter(ended_by_registration=undone, person__number=self.number))
        begun = set(rows.filter(begun_by_registration=undone).values_list("person_id", flat=True))
        leavers = [leaver for leaver in self.registration.leavers if leaver.ends_share]
        by_order = all(
            leaver.value("reason") in ("court", "correction") and leaver.person_id in begun for leaver in leavers
        )
        same = all(held(ended, what) == self.share(what) for what in ("land", "building"))
        return bool(ended) and by_order and same

    @property
    def _brings_order(self) -> bool:
        """Where nobody loses by it what is given back, its owner shows the order; else the loser's papers have it."""
        return self.is_restored and not any(leaver.ends_share for leaver in self.registration.leavers)

    def needs(self) -> list[checklist.Need]:
        property_type = self.registration.file.values.get("property_type") or ""
        heirs = [] if self.shares else self.registration.papers_of_heirs
        if not self.shares and self.is_restored:
            return [checklist.JUDGMENT] if self._brings_order else []
        if self.adds_to:
            return [checklist.DEED, *heirs]  # who they are was seen before
        return checklist.of_owner(self.kind, self.birth_date, property_type, heirs, self.registration.today)

    def carrying(self) -> Sequence[checklist.Need]:
        """The child's birth certificate carries the leave of a parent, whom it names."""
        parent = [checklist.CERTIFICATE] if self._gets_parent else []
        order = [checklist.JUDGMENT] if not self.shares and self._brings_order else []
        return [*super().carrying(), *parent, *order, *(() if self.shares else checklist.OF_A_NEW_OWNER)]

    @property
    def _gets_parent(self) -> bool:
        return any(agent.texts.get("capacity") == "parent" for agent in self.agents)

    def recorded(self, need: checklist.Need) -> str:
        """Whoever gets another mobile or e-mail shows who they are anew, and a child whose parent comes in."""
        if need.personal and (self.contact_changes or self.is_completed or self._gets_parent):
            return ""
        person_ids = {None} if need.of_property else {share.person_id for share in self.shares}
        rows = self.registration.recorded if self.shares else []
        return next((p.doc_kind for p in rows if p.doc_kind in need.kinds and p.of_person_id in person_ids), "")

    def own_errors(self) -> Iterator[str]:
        if self.by_name_alone or self.comes_later:
            return
        if self.is_completed:
            yield from completion.errors(self)
        # Of the dead nobody brings a card.
        stored = bool(self.shares) and not self.is_completed and (self.registered or self.has_died)
        yield from () if stored else super().own_errors()
        if not self.shares:
            yield from self._share_errors()
        birth_date, since = self.birth_date, self.value("effective_from")
        if birth_date and since and since < birth_date:
            yield _("The share begins before its owner was born.")

    @property
    def is_as_told(self) -> bool:
        """Whether this is an owner whom the back office told, and nothing typed here says otherwise."""
        if not self.shares or any(share.begun_by_registration for share in self.shares):
            return False
        if self.by_name_alone:
            return True
        if self.is_completed and self.other_than_reported:
            return False
        if self.registered:
            return not (self.contact_changes or self.person_id in self.registration.awaits_letter)
        return not (self.address_differs or self.contact_changes or self.other_identity)

    @property
    def brings_first_address(self) -> bool:
        """Whether the back office told this owner without telephone or e-mail, and they can sign in from now on."""
        reached = any(self.previous_contact[name] for name in CHANNELS.values())
        return bool(self.shares) and self.to_register and self.signs_in and not (self.registered or reached)

    @property
    def lacks_agent(self) -> bool:
        """A company or a child for whom no one acts yet, or any more. For the dead nobody does."""
        if self.by_name_alone or self.comes_later or self.has_died:
            return False
        staying = [mandate for mandate in self.mandates if not self.registration.ends(mandate)]
        return not (self.signs_in or self.adds_to) and not (self.agents or staying)

    def agent_errors(self) -> Iterator[str]:
        if self.by_name_alone and self.agents:
            yield _("Nobody acts for an owner whose national code is not on record: put it on record first.")
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
