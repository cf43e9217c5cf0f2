"""What the lines of one batch change, by guard and district, as their writer will understand them."""

from collections import Counter
from itertools import chain
from typing import Any

from shahrsazi.casefiles.casefile import Mandate, Ownership
from shahrsazi.casefiles.sections.violations.models import Verdict
from shahrsazi.city.districts import District
from shahrsazi.feed import guarded_removals, guarded_rows, stale
from shahrsazi.feed.guarded_facts import Counted, GivenMandate
from shahrsazi.feed.guarded_files import Files, Position
from shahrsazi.feed.guarded_persons import Persons, shares_of
from shahrsazi.feed.guarded_removals import Removal
from shahrsazi.feed.guarded_rows import Row
from shahrsazi.feed.guarded_terms import Change, change
from shahrsazi.feed.met import Met
from shahrsazi.feed.models import RecordVersion, Source
from shahrsazi.feed.reading import district_of_code
from shahrsazi.feed.records import LISTS, PERSON, PRESENT
from shahrsazi.feed.tables import RECORD_OF, TABLES
from shahrsazi.people.models import Contact
from shahrsazi.persian import dates

_NEW = Change(True, False)


class Changes:
    """Counted chunk by chunk."""

    def __init__(self, source: Source, files: Files):
        self.source = source
        self.counts: Counter[tuple[str, int]] = Counter()
        self._files, self._people = files, Persons(source)
        served = District.objects.using("feed").filter(served_from__lte=dates.today())
        self._served = set(served.values_list("number", flat=True))
        self._changes: set[tuple] = set()  # of the chunk of the moment
        self._counted: Met[tuple] = Met()

    def count(self, lines: list[Counted]) -> None:
        """Of what is told several times whatever would be written counts, in any order, and once: of two versions the
        newer one may be turned away when it is written.
        """
        records = [n for n in lines if not n.envelope.is_line]
        last = guarded_rows.last_versions(records, self.source)
        lines = [n for n in lines if n.envelope.is_line or stale.is_fresh(n.envelope, last.get(_about(n)))]
        self._count_completed(lines)
        self._count_removals([n for n in lines if not n.envelope.is_line], last)
        present = [n for n in lines if n.envelope.state == PRESENT or n.facts.people]
        self._count_withdrawn_rows(present)
        self._count_files(present)
        self._count_shares(present)
        self._count_mandates(present)
        self._count_mobiles(present)
        self._count_verdicts(present)
        self._count_new()

    def _count_new(self) -> None:
        for guard, position, *_thing in self._counted.new(self._changes):
            self.counts[guard, position.district] += 1
        self._changes.clear()

    def _placed(self, lines: list[Counted]) -> list[tuple[Counted, Position]]:
        """Each with the files that it may mean."""
        return [(n, position) for n in lines for position in self._files.positions(n)]

    def _add(self, guard: str, position: Position, *thing: Any) -> None:
        self._changes.add((guard, position, *thing))

    def _count_removals(self, records: list[Counted], last: dict[tuple[str, str], RecordVersion]) -> None:
        """What has ended or was withdrawn, and what was told of another file before: from there it goes."""
        removals = []
        for n in records:
            row = last.get(_about(n))
            before = [Position(row.case.district_id, row.case.renewal_code)] if row and row.case else []
            if n.envelope.state != PRESENT:
                removals.append(Removal(n, list(dict.fromkeys((*before, *self._files.positions(n))))))
            elif before and n.envelope.record in LISTS and before[0] not in self._files.positions(n):
                removals.append(Removal(n, before))
        for guard, removal in guarded_removals.counted(removals, self.source):
            about = _about(removal.record) if guard != "files_closed" else ()
            self._add(guard, removal.positions[0], *about)
        self._count_deaths([n for n in records if n.envelope.record == PERSON and n.envelope.state != PRESENT])

    def _count_deaths(self, records: list[Counted]) -> None:
        """Who dies owns nothing more, wherever that is."""
        persons = {person for n in records for person in self._people.of_key(n.envelope.key)}
        dead = Contact.objects.using("feed").filter(person__in=persons, died_on__isnull=False)
        persons -= set(dead.values_list("person_id", flat=True)) if persons else set()
        shares = shares_of(persons)
        for person in persons:
            for share, district in shares.get(person, [(0, 0)]):
                self._add("owners_ended", Position(district, ""), person, share)

    def _count_withdrawn_rows(self, lines: list[Counted]) -> None:
        reported: dict[str, dict[tuple[str, str], Position]] = {}
        for n, position in self._placed(lines):
            for name, key in n.facts.withdrawn:
                reported.setdefault(RECORD_OF[name], {})[position.code, key] = position
        for record, keys in reported.items():
            stored = guarded_rows.rows(TABLES[record], keys)
            guard = "verdicts_withdrawn" if record == "verdict" else "records_withdrawn"
            for (code, key), position in keys.items():
                if (row := stored.get((code, key))) and not row.withdrawn:
                    self._add(guard, position, record, key)

    def _count_files(self, lines: list[Counted]) -> None:
        # By its stored code: it may get another one by the same record.
        reported = [(n, position) for n, position in self._placed(lines) if n.facts.code]
        stored = guarded_rows.files({position.code for _n, position in reported})
        standing = guarded_rows.standing(stored.values(), self.source)
        for n, position in reported:
            case = stored.get(position.code)
            is_open = bool(case and case.opened_on)
            served, will_be = self._is_served(position.code), self._is_served(n.facts.code)
            if n.facts.opened and not is_open or is_open and will_be and not served:
                self._add("files_opened", position)
            elif case and is_open and (n.facts.closed and case.pk not in standing or served and not will_be):
                self._add("files_closed", position)

    def _is_served(self, code: str) -> bool:
        """A file of a district that is not served yet is open to nobody."""
        return district_of_code(code) in self._served

    def _count_shares(self, lines: list[Counted]) -> None:
        """A share that goes to somebody else is one that ends and one that is added; less of it is taken away too."""
        reported = [(position, row) for n, position in self._placed(lines) for row in n.facts.owners]
        stored = guarded_rows.rows(Ownership, {(position.code, row.key) for position, row in reported})
        standing = guarded_rows.standing(stored.values(), self.source)
        for position, row in reported:
            before = stored.get((position.code, row.key))
            other = before and not self._people.is_same(row.names, before.person_id)
            becomes = change(before, row.columns, stands=before.pk in standing) if before else _NEW
            if other or becomes.gives:
                self._add("owners_added", position, "ownership", row.key)
            if other or becomes.takes:
                self._add("owners_ended", position, "ownership", row.key)

    def _count_mandates(self, lines: list[Counted]) -> None:
        """Leave for another person, from another one or for more counts like a new one."""
        reported = [(position, row) for n, position in self._placed(lines) for row in n.facts.mandates]
        keys = {(code, row.key) for position, row in reported for code in self._forms(position)}
        stored = guarded_rows.several(Mandate, keys)
        standing = guarded_rows.standing(chain(*stored.values()), self.source)
        for position, row in reported:
            rows = self._gone_on_from(row, position, stored)
            changes = [change(old, row.columns, stands=old.pk in standing) for old in rows]
            before, becomes = (rows[0], changes[0]) if rows else (None, _NEW)
            if row.every_file and becomes.gives and not (before and before.every_file and before.was_given):
                self._add("every_file_mandates", Position(position.district, ""), row.principal, row.key)
            elif becomes.gives or before and not self._people.is_same(row.agent, before.agent_id):
                self._add("mandates_added", position, "mandate", row.key)
            if any(each.takes for each in changes):
                self._add("mandates_ended", position, "mandate", row.key)

    def _forms(self, position: Position) -> list[str]:
        """Where a mandate of this file may be: there or, but for a source of some districts, for every file."""
        return [position.code] if self.source.districts else [position.code, ""]

    def _gone_on_from(self, row: GivenMandate, position: Position, stored: dict[Row, list[Mandate]]) -> list[Mandate]:
        rows = (old for code in self._forms(position) for old in stored.get((code, row.key), ()))
        return row.goes_on_from([old for old in rows if self._people.is_same(row.principal, old.principal_id)])

    def _count_completed(self, lines: list[Counted]) -> None:
        """Whose number is told gets the shares of whoever was known by name alone."""
        for district, count in self._people.find(lines).items():
            self.counts["owners_ended", district] += count
            self.counts["owners_added", district] += count

    def _count_verdicts(self, lines: list[Counted]) -> None:
        """The owners see a verdict once it was served."""
        reported = [(position, row) for n, position in self._placed(lines) for row in n.facts.verdicts]
        stored = guarded_rows.rows(Verdict, {(position.code, row.key) for position, row in reported})
        for position, row in reported:
            before = stored.get((position.code, row.key))
            becomes = change(before, row.columns) if before else _NEW
            if becomes.gives:
                self._add("verdicts_added", position, "verdict", row.key)
            if becomes.takes:
                self._add("verdicts_withdrawn", position, "verdict", row.key)

    def _count_mobiles(self, lines: list[Counted]) -> None:
        """Of a line in its district, of a record wherever they own something. Whoever owns no persons tells none."""
        reported = [(n, names, mobile) for n in lines for names, mobile in n.facts.mobiles if self.source.owns_persons]
        meant = [(n, mobile, person) for n, names, mobile in reported for person in self._people.meant(names)]
        persons = {person for _n, _mobile, person in meant}
        rows = Contact.objects.using("feed").filter(person__in=persons, person__number__isnull=False).exclude(mobile="")
        contacts = list(rows) if persons else []
        standing = guarded_rows.standing(contacts, self.source)
        stored = {contact.pk: contact.mobile for contact in contacts if contact.pk not in standing}
        changed = [(n, person) for n, mobile, person in meant if stored.get(person, mobile) != mobile]
        shares = shares_of({person for n, person in changed if not n.envelope.is_line})
        for n, person in changed:
            in_line = [(0, self._files.positions(n)[0].district)] if n.envelope.is_line else None
            for _share, district in in_line or shares.get(person, [(0, 0)]):
                self._add("mobiles_changed", Position(district, ""), person)


def _about(n: Counted) -> tuple[str, str]:
    return n.envelope.record, n.envelope.key
