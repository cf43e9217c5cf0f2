"""Any history of registrations, each done for real at the counter, and reported to the rule in plain Python."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

from counter_client import Desk, time_passed
from counter_forms import a_file, an_attorney, an_owner, national_code, typed
from django.conf import settings
from django.db import transaction
from history_model import World, as_web, asked, begun, on
from personas import person_ref

from shahrsazi.counter.access import open_file
from shahrsazi.counter.incoming import SETTLED, IncomingScan
from shahrsazi.counter.registration import activation, draft
from shahrsazi.counter.registration.registration import Registration
from shahrsazi.people.models import Person
from shahrsazi.staff import session

DISTRICTS = (7, 15)  # served, and not
_streets = count(1)


@contextmanager
def at(desk: Desk):
    """Behind the counter, as a page of that clerk's is: in one transaction that the database knows to be theirs."""
    with transaction.atomic(using="staff"):
        yield session.load_desk(desk.client.cookies[settings.STAFF_COOKIE].value)


@dataclass
class City:
    """Two files and four people. What is done at the counter is done for real, and told to the rule in plain Python."""

    desks: dict
    scan: str
    numbers: list = field(default_factory=lambda: [national_code() for _ in range(5)])
    files: list = field(default_factory=list)
    ids: dict = field(default_factory=dict)
    coming: set = field(default_factory=set)  # files with an act that does not count yet
    ever: dict = field(default_factory=dict)  # file → whoever was written as an owner of it, even in vain
    world: World = None

    def __post_init__(self):
        today, now = asked("SELECT (now() AT TIME ZONE 'Asia/Tehran')::date, now()")[0]
        self.world = World(today=today, now=now)

    def id(self, person: int) -> int:
        if person not in self.ids:
            self.ids[person] = Person.objects.using("owner").get(number=self.numbers[person]).id
        return self.ids[person]

    def form(self, owners: list, agents: list) -> None:
        """A new file of the next district, confirmed by a second clerk; its time to object, if any, is over."""
        district = DISTRICTS[len(self.files)]
        street = "کوچه " + "".join("abcdefghij"[int(d)] for d in str(next(_streets)))
        code = a_file()["renewal_code"].split("-")[1:]
        codes = {"renewal_code": "-".join([str(district), *code]), "file_no": f"{district}/{code[1]}", "place": street}
        with at(self.desks[district][0]) as desk:
            row = draft.begin(desk, None)
        self._bring(row)
        with at(self.desks[district][0]) as desk:
            draft.save(row, "file", a_file(**codes), base=0, by=desk.person_id)
            self._write(row, desk, owners, agents)
            activation.submit(Registration(desk, row))
        with at(self.desks[district][1]) as desk:
            again = draft.Draft.objects.using("staff").select_related("district").get(id=row.id)
            registration = Registration(desk, again)
            at_once = registration.counts_at_once
            activation.confirm(registration)
        case, counts_from = registration.case, None
        if not at_once:
            counts_from = self.world.now - timedelta(minutes=1)
            time_passed(row.id)
        self.files.append(case)
        self.world.opened[case.id], self.world.served[case.id] = on(0), on(-400) if district == 7 else None
        self._tell(case, row, owners, agents, counts_from)

    def amend(self, file: int, leaving: dict, owners: list, agents: list, outcome: str) -> None:
        """One clerk registers, another confirms; it is still to come, has come, or an owner objected to it."""
        case = self.files[file % len(self.files)]
        current = sorted(self.world.owners(case.id))
        ends = {current[n % len(current)]: day for n, day in leaving.items() if current}
        leaving = {person: day for person, day in ends.items() if on(day) >= self._since(case, person)}
        owners = [o for o in owners if not (self._known(o[0]) and self.id(o[0]) in current)]
        staying = [p for p in range(5) if self._known(p) and self.id(p) in set(current) - set(leaving)]
        agents = chosen(agents, [*staying, *(o[0] for o in owners)])
        if case.id in self.coming or not (leaving or owners or agents) or not (staying or owners):
            return
        one, two = self.desks[case.district_id]
        with at(one) as desk:
            row = draft.begin(desk, open_file(case.ref, "registration"))
        self._bring(row)
        with at(one) as desk:
            open_file(case.ref, "registration")
            for person, day in leaving.items():
                texts = {"reason": "sale", "effective_to": typed(on(day))}
                draft.save(row, f"leaving.{person_ref(person)}", texts, base=0, by=desk.person_id)
            self._write(row, desk, owners, agents, staying)
            activation.submit(Registration(desk, row, open_file(case.ref, "registration")))
        with at(two) as desk:
            again = draft.Draft.objects.using("staff").get(id=row.id)
            activation.confirm(Registration(desk, again, open_file(case.ref, "registration")))
        self.ever.setdefault(case.id, set()).update(self.id(o[0]) for o in owners)
        if outcome == "objected" and self._object(row.id, current[0]):
            time_passed(row.id)  # an act that was objected to does not come about later either
            return
        counts_from = self.world.now + timedelta(hours=72)
        if outcome == "over":
            counts_from = self.world.now - timedelta(minutes=1)
            time_passed(row.id)
        else:
            self.coming.add(case.id)
        ends = {person: (on(day), counts_from) for person, day in leaving.items()}
        self.world.shares = [
            (
                s[0],
                s[1],
                s[2],
                *(
                    [ends[s[1]][0], s[4], ends[s[1]][1]]
                    if s[0] == case.id and s[1] in ends and s[1] in current and not s[3]
                    else s[3:]
                ),
            )
            for s in self.world.shares
        ]
        self._tell(case, row, owners, agents, counts_from)

    def _since(self, case, person: int):
        return max(s[2] for s in self.world.shares if s[:2] == (case.id, person))

    def _known(self, person: int) -> bool:
        return person in self.ids or Person.objects.using("owner").filter(number=self.numbers[person]).exists()

    def _object(self, act: int, person: int) -> bool:
        with as_web(begun(person)) as cursor:
            cursor.execute("SELECT guard.object_to(%s, 'من نفروخته‌ام')", [act])
            return cursor.fetchone()[0]

    def _write(self, row, desk, owners: list, agents: list, staying=()) -> None:
        """The parts of a registration, as a clerk's typing leaves them."""
        keys = {person: f"p{person_ref(self.id(person))}" for person in staying}
        for n, (person, since) in enumerate(owners):
            keys[person] = f"a000000{n}"
            share = {"land_dang": "", "land_share": "1", "land_of": "100"}
            texts = an_owner(number=self.numbers[person], effective_from=typed(on(since))) | share
            draft.save(row, f"owner.{keys[person]}", texts, base=0, by=desk.person_id)
        if owners:
            deed = {"deed": {"seen": "1", "seen_on": typed(on(0)), "scans": [self.scan]}}
            draft.save(row, "papers.a0000000", deed, base=0, by=desk.person_id)
        for n, a in enumerate(agents):
            days = {
                name: typed(on(a[name])) for name in ("poa_date", "verified_on", "expires_on") if a[name] is not None
            }
            more = {"scope": a["scope"], "of": keys[a["of"]], "every_file": "1" if a["every"] else ""}
            texts = an_attorney(number=self.numbers[a["agent"]], **days) | more
            draft.save(row, f"agent.b000000{n}", texts, base=0, by=desk.person_id)

    def _bring(self, row) -> None:
        """The scan of the deed, as the worker let it in."""
        brought = {"part": "papers.a0000000", "kind": "deed", "name": "deed.pdf", "size": 1, "brought_by": 0}
        IncomingScan.objects.using("owner").create(
            draft_id=row.id, district_id=row.district_id, state=SETTLED, scan=self.scan, **brought
        )

    def _tell(self, case, row, owners: list, agents: list, counts_from) -> None:
        """The same act, to the rule."""
        self.world.shares += [(case.id, self.id(p), on(since), None, counts_from, None) for p, since in owners]
        self.ever.setdefault(case.id, set()).update(self.id(p) for p, _ in owners)
        self.world.mandates += [
            {
                "agent_id": self.id(a["agent"]),
                "principal_id": self.id(a["of"]),
                "case_id": None if a["every"] else case.id,
                "poa_date": on(a["poa_date"]),
                "verified_on": on(a["verified_on"]),
                "expires_on": on(a["expires_on"]),
                "ended_on": None,
                "end_holds_from": None,
                "scope": a["scope"],
                "holds_from": counts_from,
                "act": row.id,
                "file": case,
            }
            for a in agents
        ]

    def end(self, which: int, day: int) -> None:
        """A dismissal, by two clerks: the attorney's leave ends with the confirmation."""
        live = [m for m in self.world.mandates if not m["ended_on"] and on(day) >= m["poa_date"]]
        if live:
            m = live[which % len(live)]
            sql = (
                "SELECT ref FROM casefiles_mandate WHERE (begun_by_registration, agent_id, principal_id) = (%s, %s, %s)"
            )
            [(ref,)] = asked(sql, [m["act"], m["agent_id"], m["principal_id"]])
            one, other = self.desks[m["file"].district_id]
            work = one.begin(m["file"])
            sent = {"end_reason": "dismissal", "ended_on": typed(on(day)), "base": "0"}
            work.post(f"mandates/{ref.hex}/", sent)
            work.papers(f"m{ref.hex}")
            work.submit()
            work.by(other).confirm()
            if work.row.state == "confirmed":
                m["ended_on"] = on(day)

    def die(self, file: int, person: int, _day: int) -> None:
        """A death certificate, of someone who owns the file; the time to object is over."""
        case = self.files[file % len(self.files)]
        if not self._known(person) or (who := self.id(person)) not in self.world.owners(case.id):
            return
        one, two = self.desks[case.district_id]
        with at(one) as desk:
            row = draft.begin(desk, open_file(case.ref, "registration"))
            texts = {"reason": "death", "died_on": typed(on(0))}
            draft.save(row, f"leaving.{person_ref(who)}", texts, base=0, by=desk.person_id)
            activation.submit(Registration(desk, row, open_file(case.ref, "registration")))
        with at(two) as desk:
            again = draft.Draft.objects.using("staff").get(id=row.id)
            activation.confirm(Registration(desk, again, open_file(case.ref, "registration")))
        time_passed(row.id)
        for m in self.world.mandates:
            if who == m["principal_id"] and not (m["ended_on"] and m["ended_on"] <= on(0)):
                m["ended_on"] = on(0)


def chosen(agents: list, owners: list) -> list:
    """Who acts for which of these owners: nobody for themselves, and each once."""
    pairs = {
        (a["agent"], of): a | {"of": of}
        for a in agents
        if owners and (of := owners[a["of"] % len(owners)]) != a["agent"]
    }
    return [a for a in pairs.values() if a["expires_on"] is None or a["expires_on"] >= a["poa_date"]]
