"""A registration as a whole: its parts as values, the people in it, and everything that is still missing."""

import hashlib
import json
from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from itertools import chain

from django.db.models import Q

from shahrsazi.casefiles.casefile import Mandate, Ownership
from shahrsazi.casefiles.sections.ownership import Paper
from shahrsazi.city import rules
from shahrsazi.counter import fields, letters, search
from shahrsazi.counter.incoming import IncomingScan, open_rows
from shahrsazi.counter.registration import doubts, draft, form_fields, missing
from shahrsazi.counter.registration.checklist import INHERITANCE, INHERITANCE_TAX, Need
from shahrsazi.counter.registration.participants import Acting, Agent, Correction, DeedEntry, Ending, Leaver, Owner
from shahrsazi.counter.registration.participants.shares import as_shown
from shahrsazi.credentials import contact_codes
from shahrsazi.people.models import Person
from shahrsazi.persian import dates


class Registration:
    """A draft with its parts, for whoever is at the desk. `case` is the file it is about, once that exists."""

    def __init__(self, desk, row: draft.Draft, case=None):
        self.desk, self.draft, self.case = desk, row, case
        self.today = dates.today()
        self.parts = draft.parts(row)
        self._holders: dict[tuple[str, str], int] = {}

    @property
    def content(self) -> str:
        """Names what is in it and the shares and mandates on which it rests: another one after any change, so that
        nobody confirms what they have not seen.
        """
        parts = [[name, part.version, part.values] for name, part in sorted(self.parts.items())]
        scans = [[row.part, row.kind, row.scan, row.state] for row in self.incoming]
        rests_on = [*map(as_shown, chain(*self.current.values())), *([m.id, str(m.ended_on)] for m in self.mandates)]
        whole = json.dumps(
            [self.draft.ref, self.draft.case_id, str(self.draft.submitted_at), parts, scans, rests_on], sort_keys=True
        )
        return hashlib.sha256(whole.encode()).hexdigest()[:16]

    def texts(self, name: str) -> dict:
        return self.parts[name].values if name in self.parts else {}

    def version(self, name: str) -> int:
        return self.parts[name].version if name in self.parts else 0

    def keys_of(self, kind: str) -> list[str]:
        """The keys of the parts of one kind: `owner.a1` is the owner a1."""
        return [name.partition(".")[2] for name in self.parts if name.startswith(f"{kind}.")]

    @cached_property
    def file(self) -> fields.Cleaned:
        """The fields of the file to be formed, as typed; of an existing file, the values of its row."""
        if self.case:
            return fields.Cleaned({f.name: getattr(self.case, f.name, None) for f in form_fields.WHOLE_FILE}, [])
        return fields.clean_fields(form_fields.WHOLE_FILE, self.texts("file"))

    @cached_property
    def current(self) -> dict[int, list[Ownership]]:
        """The shares that were in force before this registration, by person."""
        shares_by_person: dict[int, list] = {}
        for share in self._shares() if self.case else ():
            shares_by_person.setdefault(share.person_id, []).append(share)
        return shares_by_person

    @cached_property
    def shares_by_ref(self) -> dict[str, list[Ownership]]:
        """The same, by the reference that names a person in an address."""
        return {shares[0].person.ref.hex: shares for shares in self.current.values()}

    def _shares(self):
        """Once active: without the shares it began itself, which its parts describe, and with those it ended."""
        every = Ownership.at_desk.filter(case=self.case).exclude(begun_by_registration=self.draft.id)
        in_force = Ownership.current().using("staff").filter(case=self.case).values("id")
        rows = every.filter(Q(id__in=in_force) | Q(ended_by_registration=self.draft.id))
        return rows.select_related("person__contact").order_by("id")

    @cached_property
    def mandates(self) -> list[Mandate]:
        """The mandates that the current owners have given already, and that are not over."""
        if not self.case:
            return []
        held = ~Mandate.is_over() | Q(ended_by_registration=self.draft.id)
        rows = Mandate.at_desk.exclude(begun_by_registration=self.draft.id).filter(held)
        return [m for m in rows.select_related("agent__contact", "principal") if m.principal_id in self.current]

    @cached_property
    def recorded(self) -> list[Paper]:
        """Papers of the file whose originals were seen before this registration."""
        rows = Paper.at_desk.filter(case=self.case, original_seen=True, withdrawn=False)
        return list(rows.exclude(by_registration=self.draft.id)) if self.case else []

    @cached_property
    def incoming(self) -> list[IncomingScan]:
        return open_rows(self.draft.id)

    @cached_property
    def on_record(self) -> dict[str, search.Record]:
        """What is on record of the numbers typed here, asked anew once it was sent on: no draft proves what was."""
        typed = [part.values for name, part in self.parts.items() if name.startswith(("owner.", "agent."))]
        return search.on_record(self.draft.id, typed) if self.draft.state == draft.SUBMITTED else {}

    @cached_property
    def leavers(self) -> list[Leaver]:
        return [Leaver(self, key) for key in self.keys_of("leaving")]

    @cached_property
    def owners(self) -> list[Owner]:
        """The owners once this is active: those who stay, then the new ones."""
        leaving = {leaver.ref: leaver for leaver in self.leavers if leaver.ends_share}
        gone = {ref for ref, leaver in leaving.items() if not leaver.keeps_part}
        rows = [(ref, shares) for ref, shares in self.shares_by_ref.items() if ref not in gone]
        staying = [Owner(self, f"p{ref}", shares, leaving.get(ref)) for ref, shares in rows]
        return staying + [Owner(self, key) for key in self.keys_of("owner") if not key.startswith("p")]

    @cached_property
    def agents(self) -> list[Agent]:
        owner_keys = {owner.key for owner in self.owners}
        return [agent for key in self.keys_of("agent") if (agent := Agent(self, key)).owner_key in owner_keys]

    @cached_property
    def acting(self) -> list[Acting]:
        return Acting.of(self)

    @cached_property
    def endings(self) -> list[Ending]:
        return [Ending(self, key) for key in self.keys_of("ending")]

    @cached_property
    def corrections(self) -> list[Correction]:
        return [Correction(self, key) for key in self.keys_of("correcting")]

    @cached_property
    def deeds(self) -> list[DeedEntry]:
        """The deed that is registered of a file that exists already; none or one."""
        return [DeedEntry(self, key) for key in self.keys_of("deed")]

    @cached_property
    def parties(self) -> dict[str, Person]:
        """The current owners and who acts for them, by the reference that names a person in an address."""
        agents = [mandate.agent for mandate in self.mandates]
        people = [*(shares[0].person for shares in self.current.values()), *agents]
        return {person.ref.hex: person for person in people}

    def ends(self, mandate: Mandate) -> bool:
        """Whether this registration ends it."""
        return any(ending.ref == mandate.ref.hex for ending in self.endings)

    @property
    def everyone(self) -> list:
        """Each owner, followed by whoever acts for them."""
        return [p for owner in self.owners for p in (owner, *owner.agents)]

    @property
    def people(self) -> list:
        """Everyone whose papers are to be seen here: owners and those who act for them, each once."""
        return [person for person in [*self.everyone, *self.acting] if person.to_register]

    @property
    def completed(self) -> list[Owner]:
        """Owners who were known by name alone, and whose number is typed here."""
        return [owner for owner in self.owners if owner.is_completed]

    @property
    def deceased(self) -> list[Leaver]:
        return [leaver for leaver in self.leavers if leaver.has_died]

    @property
    def showing(self) -> list:
        """Everyone of whom papers are shown here: who is registered, has died, or loses a share or leave by a paper."""
        return [*self.people, *(leaver for leaver in self.leavers if leaver.needs()), *self.rest]

    @property
    def rest(self) -> list:
        return [*self.endings, *self.corrections, *self.deeds]

    @property
    def changing(self) -> list:
        """What this registration changes of the file, of those who own it, or who act for its owners, already."""
        return [*self.leavers, *self.rest]

    def person(self, key: str):
        return next((p for p in [*self.owners, *self.agents, *self.changing, *self.acting] if p.key == key), None)

    @property
    def papers_of_heirs(self) -> list[Need]:
        """What the new owners show besides, where they are heirs."""
        if not any(leaver.value("reason") == "inheritance" for leaver in self.leavers):
            return []
        return [INHERITANCE, INHERITANCE_TAX] if rules.value("inheritance_tax", "staff") else [INHERITANCE]

    @property
    def is_elsewhere(self) -> bool:
        """Whether another district registered it, and this desk may only confirm it or hand it back."""
        return self.draft.district_id != self.desk.district

    @property
    def is_settled(self) -> bool:
        """Not what was handed back after an objection: it is checked anew."""
        return self.draft.settled_at is not None and self.draft.state not in (draft.DRAFT, draft.SUBMITTED)

    @property
    def is_open(self) -> bool:
        return bool(self.case and self.case.opened_on)

    @property
    def changes_addresses_alone(self) -> bool:
        """Whether nothing stands in it but other addresses of people, and their papers."""
        kinds = {name.partition(".")[0] for name in self.parts}
        alone = "contact" in kinds and kinds <= {"contact", "papers"}
        return self.is_open and alone and all(person.counts_already for person in self.people)

    @property
    def has_changes(self) -> bool:
        """Whether there is anything to activate: a new person, a leaver, other contact data."""
        return bool(self.people or self.changing or not self.is_open)

    @property
    def needs_second(self) -> bool:
        """All takes two clerks, but that a closed file opens to exactly the owners whom the back office told."""
        return not (
            self.case
            and not (self.is_open or self.agents or self.changing or any(a.to_register for a in self.acting))
            and self.owners
            and all(owner.is_as_told for owner in self.owners)
        )

    @property
    def counts_at_once(self) -> bool:
        """Whether a confirmation leaves nobody out who could object: a file is formed, and of nobody who is known is
        anything changed or opened to another.
        """
        if self.case or self.newcomers or any(agent.value("every_file") for agent in self.agents):
            return False
        principals = [agent.owner.number for agent in self.agents]
        differs = any(p.address_differs or p.contact_changes or p.other_identity for p in self.people)
        return not (differs or search.any_registered(principals))

    @cached_property
    def unreached(self) -> set[int]:
        """The ids of the owners to whom a letter has to go."""
        return letters.unreached(self.case.id) if self.case else set()

    @cached_property
    def awaits_letter(self) -> set[int]:
        """The ids of the owners to whom one clerk opens nothing: their first address had no letter to this property."""
        return letters.awaits_letter(self.case.id) if self.case else set()

    @cached_property
    def newcomers(self) -> set[str]:
        """The numbers of those whom it opens to others in another file, where a letter alone reaches them."""
        return letters.by_letter_elsewhere(self)

    @property
    def hours_to_object(self) -> int:
        """From the confirmation on; longer where somebody is reached by letter alone."""
        if self.counts_at_once:
            return 0
        by_letter = 24 * rules.value("letter_days", "staff") if self.unreached or self.newcomers else 0
        return max(by_letter, rules.value("objection_hours", "staff"))

    def holders_of(self, mobile: str, number: str) -> int:
        """How many others are reached at a mobile number, in the whole city; asked once of each."""
        if (mobile, number) not in self._holders:
            self._holders[mobile, number] = search.holders_of(mobile, number)
        return self._holders[mobile, number]

    def total(self, what: str) -> Fraction:
        return sum((owner.share(what) or Fraction(0) for owner in self.owners), Fraction(0))

    @cached_property
    def majority(self) -> int:
        return rules.value("majority_years", "staff")

    @cached_property
    def proofs(self) -> set[tuple[str, str, str]]:
        """The addresses that were proved for it, in one query: (number, channel, address)."""
        return contact_codes.proofs_of(self.draft.id)

    def errors(self) -> Iterator[tuple[str, str, str]]:
        """Everything that prevents the activation: (step, key, sentence), in the order of the steps."""
        return missing.errors(self)

    def file_errors(self) -> Iterator[str]:
        """What is wrong with the file to be formed beyond its single fields."""
        return missing.file_errors(self)

    def doubts(self) -> list[str]:
        return doubts.of(self)

    def serving(self) -> bool:
        return bool((since := self.draft.district.served_from) and since <= self.today)
