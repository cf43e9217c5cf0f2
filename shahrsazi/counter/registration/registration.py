"""A registration as a whole: its parts as values, the people in it, and everything that is still missing."""

import hashlib
import json
from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property

from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from shahrsazi.casefiles.casefile import CaseFile, Mandate, Ownership
from shahrsazi.casefiles.sections.ownership import Paper
from shahrsazi.city import rules
from shahrsazi.counter import fields, search
from shahrsazi.counter.incoming import IncomingScan, open_rows
from shahrsazi.counter.registration import doubts, draft, form_fields
from shahrsazi.counter.registration.checklist import INHERITANCE, INHERITANCE_TAX, Need
from shahrsazi.counter.registration.participants import Agent, Ending, Leaver, Owner
from shahrsazi.credentials import contact_codes
from shahrsazi.people.models import AccountBlock
from shahrsazi.persian import dates, identifiers


class Registration:
    """A draft with its parts, for whoever is at the desk. `case` is the file it is about, once that exists."""

    def __init__(self, desk, row: draft.Draft, case=None):
        self.desk, self.draft, self.case = desk, row, case
        self.today = dates.today()
        self.parts = draft.parts(row)
        self._holders: dict[tuple[str, str], int] = {}

    @property
    def content(self) -> str:
        """Names what is in it: another one after any change, so that nobody confirms what they have not seen."""
        parts = [[name, part.version, part.values] for name, part in sorted(self.parts.items())]
        scans = [[row.part, row.kind, row.scan, row.state] for row in self.incoming]
        whole = json.dumps(
            [self.draft.ref, self.draft.case_id, str(self.draft.submitted_at), parts, scans], sort_keys=True
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
        """The mandates that the current owners have given already."""
        if not self.case:
            return []
        rows = Mandate.at_desk.exclude(begun_by_registration=self.draft.id).select_related("agent", "principal")
        return [m for m in rows if m.principal_id in self.current and not self._has_ended(m)]

    def _has_ended(self, mandate: Mandate) -> bool:
        """Before this registration."""
        is_over = mandate.ended_on is not None and mandate.ended_on <= self.today
        return is_over and mandate.ended_by_registration != self.draft.id

    @cached_property
    def recorded(self) -> list[Paper]:
        """Papers of the file whose originals were seen before this registration."""
        rows = Paper.at_desk.filter(case=self.case, original_seen=True)
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
    def endings(self) -> list[Ending]:
        return [Ending(self, key) for key in self.keys_of("ending")]

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
        return [person for person in self.everyone if person.to_register]

    @property
    def deceased(self) -> list[Leaver]:
        return [leaver for leaver in self.leavers if leaver.has_died]

    @property
    def showing(self) -> list:
        """Everyone of whom papers are shown here: who is registered, has died, or loses a share or leave by a paper."""
        return [*self.people, *(leaver for leaver in self.leavers if leaver.needs()), *self.endings]

    def person(self, key: str):
        return next((p for p in [*self.owners, *self.agents, *self.leavers, *self.endings] if p.key == key), None)

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
        return self.draft.settled_at is not None

    @property
    def is_open(self) -> bool:
        return bool(self.case and self.case.opened_on)

    @property
    def has_changes(self) -> bool:
        """Whether there is anything to activate: a new person, a leaver, other contact data."""
        return bool(self.people or self.leavers or self.endings or not self.is_open)

    @property
    def needs_second(self) -> bool:
        """All takes two clerks, but that a closed file opens to exactly the owners whom the back office told."""
        return not (
            self.case
            and not (self.is_open or self.leavers or self.agents or self.endings)
            and self.owners
            and all(owner.is_as_told for owner in self.owners)
        )

    @property
    def counts_at_once(self) -> bool:
        """Whether a confirmation leaves nobody out who could object: a file is formed, and of nobody who is known is
        anything changed or opened to another.
        """
        if self.case or any(agent.value("every_file") for agent in self.agents):
            return False
        principals = [agent.owner.number for agent in self.agents]
        return not (any(person.address_differs for person in self.people) or search.any_registered(principals))

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
        """The proved addresses of everyone here, in one query: (number, channel, address)."""
        return contact_codes.proofs_of({person.number for person in [*self.owners, *self.agents]})

    def errors(self) -> Iterator[tuple[str, str, str]]:
        """Everything that prevents the activation: (step, key, sentence), in the order of the steps."""
        yield from (("file", "", fields.titled(form_fields.WHOLE_FILE, *error)) for error in self.file.errors)
        yield from (("file", "", sentence) for sentence in self.file_errors())
        yield from self._owner_errors()
        for person in self.showing:
            yield from (("papers", person.key, sentence) for sentence in person.document_errors())
            yield from (("papers", person.key, sentence) for sentence in person.scans_being_checked())
            yield from (("contact", person.key, sentence) for sentence in person.contact_errors())
        if not self.has_changes:
            yield "owners", "", _("Nothing new is registered here yet.")

    def file_errors(self) -> Iterator[str]:
        """What is wrong with the file to be formed beyond its single fields."""
        code = self.file.values.get("renewal_code")
        if self.case or not code:
            return
        if identifiers.renewal_district(code) != self.draft.district_id:
            yield _("This renewal code is of another district: its own counter forms the file.")
        if CaseFile.at_desk.filter(renewal_code=code).exists():
            yield _("There is a file of this renewal code already: go back to the desk and open it.")
        number = self.file.values.get("file_no")
        same_number = CaseFile.at_desk.filter(file_no=number, district=self.draft.district_id)
        if number and same_number.exists():
            yield _("This file number stands on another file of the district.")
        deed = [self.file.values.get(name) for name in ("deed_kind", "tenure", "tenure_scope")]
        if any(deed) and not all(deed):
            yield _("For the deed, its kind, the kind of ownership, and land and building belong together.")

    def _owner_errors(self) -> Iterator[tuple[str, str, str]]:
        for person in [*self.leavers, *self.endings, *self.owners, *self.agents]:
            yield from ((person.step, person.key, f"{person.name}: {sentence}") for sentence in person.own_errors())
        for owner in self.owners:
            yield from (("owners", owner.key, f"{owner.name}: {sentence}") for sentence in owner.agent_errors())
        for name in self._blocked():
            yield (
                "owners",
                "",
                _("The account of %s is blocked: nothing is registered until two clerks open it.") % name,
            )
        if not self.owners:
            yield "owners", "", _("No owner has been registered.")
        if self._shares_move() and self._shares_are_moving():
            yield "owners", "", _("Another change of who owns this file takes effect soon: register this one after it.")
        yield from (("owners", "", sentence) for sentence in doubts.heirs_errors(self))
        numbers = [p.number for p in self.owners if p.number and not p.shares]
        if len(set(numbers)) < len(numbers):
            yield "owners", "", _("The same person stands twice among the owners: write their shares as one.")
        if self.desk.number in {p.number for p in [*self.owners, *self.agents]}:
            yield "owners", "", _("You are a party to this file yourself: a colleague has to register it.")
        for what, sentence in (
            ("land", _("The shares of the land add up to more than six dang.")),
            ("building", _("The shares of the building add up to more than six dang.")),
        ):
            if self.total(what) > 1:
                yield "owners", "", sentence

    def _blocked(self) -> list[str]:
        blocks = AccountBlock.objects.using("staff").filter(person__in=self.current, opened_at__isnull=True)
        blocked = set(blocks.values_list("person_id", flat=True)) if self.current else set()
        return [self.current[person_id][0].person.name for person_id in blocked]

    def _shares_move(self) -> bool:
        return bool(any(leaver.ends_share for leaver in self.leavers) or any(not owner.shares for owner in self.owners))

    def _shares_are_moving(self) -> bool:
        """Whether another change of this file's shares is confirmed and not in force yet."""
        rows = Ownership.at_desk.filter(case=self.case).exclude(begun_by_registration=self.draft.id)
        coming = Q(holds_from__gt=Now(), effective_to__isnull=True) | Q(end_holds_from__gt=Now())
        return bool(self.case) and rows.filter(coming).exists()

    def doubts(self) -> list[str]:
        """What is unusual and does not prevent the activation."""
        return doubts.of(self)

    def serving(self) -> bool:
        district = self.draft.district
        return bool(district.served_from and district.served_from <= self.today)
