"""People, files, shares and mandates by the dozen; the rule of who sees what in plain Python; the web role, bound."""

from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from secrets import token_urlsafe

from django.db import connection, connections, transaction
from django.utils import timezone

from shahrsazi.casefiles.casefile import CaseFile, Mandate, Ownership
from shahrsazi.city.districts import District
from shahrsazi.credentials import sessions
from shahrsazi.credentials.sessions import Session
from shahrsazi.people.models import Contact, Person
from shahrsazi.persian import dates
from shahrsazi.persian.identifiers import sample_national_code

_numbers, _places, _keys = count(910_000), count(1), count(1)
LONG_AGO = date(2020, 1, 1)


def on(days):
    """The day so many days from today; what is no number of days stays as it is."""
    return dates.today() + timedelta(days) if isinstance(days, int) else days


def by_today(fields: dict) -> dict:
    """With what its function gives now in place of a function: of a day that is counted from the one of the test."""
    return {name: value() if callable(value) else value for name, value in fields.items()}


def people(how_many: int) -> list[int]:
    """The ids of so many new persons."""
    rows = [
        Person(kind="natural", number=sample_national_code(next(_numbers)), first_name="پیام", last_name="تاریخی")
        for _ in range(how_many)
    ]
    return [p.id for p in Person.objects.using("feed").bulk_create(rows)]


def case(district: int = 7, opened_on: date | None = LONG_AGO) -> CaseFile:
    """A new, empty file in quarter 97."""
    place = next(_places)
    return CaseFile.in_feed.create(
        renewal_code=f"{district}-97-{place}-1-1-0-0",
        unit_kind="building",
        property_type="house",
        file_no=f"t1/{place}",
        district_id=district,
        place=f"کوچه تاریخ {place}",
        address=f"کوچه تاریخ {place}",
        plate_main=4781,
        registry_section=5,
        registry_office="north",
        opened_on=opened_on,
        as_of=timezone.now(),
    )


def owns(person: int, case: int, since: date = LONG_AGO, until: date | None = None, **coming) -> Ownership:
    return Ownership.in_feed.create(
        case_id=case,
        source_key=f"t1-{next(_keys)}",
        person_id=person,
        land_share=1,
        land_of=100,
        building_share=1,
        building_of=100,
        effective_from=since,
        effective_to=until,
        **coming,
    )


def reached(person: int) -> None:
    """Gives someone a telephone: whoever has none gets letters, and longer to object."""
    Contact.objects.using("owner").create(person_id=person, mobile="+989120000000")


def acts(agent: int, principal: int, case: int | None, **known) -> Mandate:
    given = {"capacity": "attorney", "scope": ["view"], "every_file": case is None}
    facts = given | {"poa_date": LONG_AGO, "verified_on": LONG_AGO} | known
    return Mandate.in_feed.create(
        source_key=f"t1-{next(_keys)}", principal_id=principal, agent_id=agent, case_id=case, **facts
    )


def begun(person: int, level: int = 2) -> str:
    """A session's token, without the entrance's pages and their rules of how many there may be."""
    token = token_urlsafe(32)
    Session.objects.using("owner").create(
        key_hash=sessions.hash_token(token),
        person_id=person,
        level=level,
        expires_at=timezone.now() + timedelta(hours=8),
    )
    return token


@contextmanager
def as_web(token: str | None):
    """A cursor of the web role in a transaction bound to `token`, as every page behind the entrance is.

    With None it is bound to nobody.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if token is not None:
            cursor.execute("SELECT * FROM guard.open_session(%s)", [token])
        yield cursor


def ids(cursor, table: str, key: str = "id") -> set:
    """What the role sees of a table when nobody filters anything."""
    cursor.execute(f"SELECT {key} FROM {table}")
    return {row[0] for row in cursor.fetchall()}


def asked(sql: str, values=(), *, using: str = "owner") -> list[tuple]:
    with connections[using].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


@dataclass
class World:
    """All that decides who sees which file, as plain rows: of the whole database, or of one example."""

    today: date
    now: datetime
    shares: list[tuple] = field(
        default_factory=list
    )  # file, person, from, to, and from which moment either of them counts
    mandates: list[dict] = field(default_factory=list)
    opened: dict = field(default_factory=dict)  # file → the day it was opened
    served: dict = field(default_factory=dict)  # file → the day its district is served from

    def owners(self, case: int) -> set[int]:
        return self._owners()[case]

    def _owners(self) -> defaultdict[int, set[int]]:
        """Of all files, in one pass: a whole city has too many shares to look through for each file."""
        owners = defaultdict(set)
        for file, person, since, until, counts_from, end_counts_from in self.shares:
            is_over = until and until <= self.today and self._counts(end_counts_from)
            if since <= self.today and self._counts(counts_from) and not is_over:
                owners[file].add(person)
        return owners

    def _counts(self, moment: datetime | None) -> bool:
        """What was agreed on at the counter counts from a later moment; whatever has none counts at once."""
        return moment is None or moment <= self.now

    def _acts(self, agent: int) -> list[dict]:
        """Their mandates to look that are verified and begun, not over and not ended."""
        return [m for m in self.mandates if m["agent_id"] == agent and self._lives(m)]

    def _lives(self, m: dict) -> bool:
        begun = m["verified_on"] and m["verified_on"] <= self.today and m["poa_date"] <= self.today
        over = m["expires_on"] and m["expires_on"] < self.today
        ended = m["ended_on"] and m["ended_on"] <= self.today and self._counts(m["end_holds_from"])
        looks = "view" in m["scope"] and self._counts(m["holds_from"])
        return bool(begun and looks and not over and not ended)

    def listed(self, person: int) -> set[int]:
        """Open files that somebody owns today, or acts in for someone who does."""
        owners, acts = self._owners(), self._acts(person)
        files = {case for case, day in self.opened.items() if day and day <= self.today}
        return {c for c in files if person in owners[c] or any(_is_for(m, c, owners[c]) for m in acts)}

    def pays(self, person: int) -> set[int]:
        """Files whose money somebody sees: not an attorney whose mandate says nothing of it."""
        owners = self._owners()
        acts = [m for m in self._acts(person) if m["capacity"] != "attorney" or "pay" in m["scope"]]
        opens = self.opens(person)
        return {c for c in opens if person in owners[c] or any(_is_for(m, c, owners[c]) for m in acts)}

    def opens(self, person: int) -> set[int]:
        return {c for c in self.listed(person) if self.served[c] and self.served[c] <= self.today}


def _is_for(mandate: dict, case: int, owners: set[int]) -> bool:
    return mandate["case_id"] in (None, case) and mandate["principal_id"] in owners


def world(cases: set[int] | None = None) -> World:
    """The whole database, or some files of it, as its owner sees it."""
    own = lambda model, **which: model._base_manager.using("owner").filter(**which if cases is not None else {})  # noqa: E731
    served = dict(own(District).values_list("number", "served_from"))
    files = list(own(CaseFile, id__in=cases).values_list("id", "opened_on", "district_id"))
    known = ("case_id", "person_id", "effective_from", "effective_to", "holds_from", "end_holds_from")
    shares = list(own(Ownership, case__in=cases).values_list(*known))
    today, now = asked("SELECT (now() AT TIME ZONE 'Asia/Tehran')::date, now()")[0]
    return World(
        today=today,
        now=now,
        shares=shares,
        mandates=list(own(Mandate, principal__in={person for _, person, *_ in shares}).values()),
        opened={case: day for case, day, _ in files},
        served={case: served[district] for case, _, district in files},
    )
