"""The same over files that the back office told and nobody has opened yet: one clerk opens them to exactly the told
owners, whatever the page or the statement; two leave each of them a message or a letter, and the time to object.
"""

from contextlib import suppress

import feed_lines
import psycopg
from counter_acts import DEED_DATA, card
from counter_client import a_colleague, certified, fed, key_of, sees
from counter_forms import an_attorney, an_owner, national_code, phone, typed
from counter_histories import at
from django.db import DatabaseError
from history_model import asked
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st
from personas import person_id, person_ref

from shahrsazi.counter.access import open_file
from shahrsazi.counter.registration import activation
from shahrsazi.counter.registration.draft import Draft
from shahrsazi.counter.registration.registration import Registration
from shahrsazi.persian import dates

SHARES = (
    "SELECT person_id, land_share, land_of, building_share, building_of, effective_from, effective_to, end_holds_from"
    " FROM casefiles_ownership WHERE case_id = %s AND ended_by_registration IS DISTINCT FROM begun_by_registration"
    " ORDER BY id"
)
KNOWN = (
    "SELECT p.number, p.first_name, p.last_name, c.mobile, c.email, c.died_on, c.death_holds_from, c.coming_mobile"
    " FROM people_person p JOIN people_contact c ON c.person_id = p.id WHERE p.id = ANY (%s) ORDER BY p.id"
)
MANDATES = "SELECT count(*) FROM casefiles_mandate WHERE case_id = %s AND ended_on IS NULL"
TOLD = (
    "SELECT r.address FROM messages_message m, guard.message_recipient(m.id) r"
    " WHERE m.person_id = %s AND m.kind = 'coming_change' AND m.made_at >= %s"
)
LETTERS = "SELECT kind FROM counter_letter WHERE person_id = %s AND registration_id = %s"


class FedFile:
    """A closed file of two told owners, each with a third: of her a telephone is known, of him nothing; the clerk who
    means ill, and a colleague in a hurry.
    """

    def __init__(self, his_first: str):
        self.clerk, self.colleague, self.his_first = a_colleague(5), a_colleague(5), his_first
        hers, his = (feed_lines.owner(national_code(), 1, 3) for _ in range(2))
        self.her_mobile = phone()
        self.case = fed(hers, his, contact_of={hers["person"]: {"mobile": self.her_mobile}})
        self.hers, self.his = hers["person"], his["person"]
        self.ids = {number: person_id(number) for number in (self.hers, self.his)}
        self.strangers: list[str] = []

    def stranger(self, **known) -> dict:
        self.strangers.append(national_code())
        return an_owner(number=self.strangers[-1], **known)

    def rows(self) -> tuple:
        known = asked(KNOWN, [list(self.ids.values())])
        return asked(SHARES, [self.case.id]), known, asked(MANDATES, [self.case.id])

    @property
    def is_open(self) -> bool:
        return asked("SELECT opened_on IS NOT NULL FROM casefiles_casefile WHERE id = %s", [self.case.id]) == [(True,)]

    @property
    def lets_in(self) -> bool:
        registered = "SELECT count(*) FROM people_contact WHERE registered_on IS NOT NULL AND person_id = ANY (%s)"
        return asked(registered, [list(self.ids.values())]) == [(2,)]

    def as_told(self, work) -> None:
        for number, who in self.ids.items():
            work.known_owner(who, **card(number))
            work.papers(key_of(who))
        work.contact(key_of(self.ids[self.hers]), mobile=self.her_mobile)
        his = {"mobile": phone()} if self.his_first == "telephone" else {"unreachable": "1"}
        work.contact(key_of(self.ids[self.his]), **his)

    # What is otherwise than was told.

    def another_telephone(self, work) -> None:
        if self.lets_in:
            work.papers(key_of(self.ids[self.hers]))
        work.contact(key_of(self.ids[self.hers]), mobile=phone())

    def another_name(self, work) -> None:
        who = self.ids[self.hers]
        if not self.lets_in:
            work.known_owner(who, **card(self.hers) | {"first_name": "بهرام", "as_on_card": "1"})
            work.papers(key_of(who))

    def a_stranger_beside_them(self, work) -> None:
        work.complete(work.owner(self.stranger(land_dang="1")))

    def a_stranger_in_her_place(self, work) -> None:
        work.leave(self.ids[self.hers])
        work.complete(work.owner(self.stranger(land_dang="2")))

    def a_stranger_who_acts_for_her(self, work) -> None:
        self.strangers.append(national_code())
        key = work.agent(key_of(self.ids[self.hers]), an_attorney(number=self.strangers[-1]))
        if work.papers(key).status_code != 404:  # nobody acts for whom this registration ends the share of
            work.contact(key, mobile=phone())

    def her_death(self, work) -> None:
        work.leave(self.ids[self.hers], reason="death", effective_to="", died_on=typed(dates.today()))
        certified(work, self.hers)

    def a_stranger_as_his_heir(self, work) -> None:
        work.leave(self.ids[self.his], reason="inheritance", died_on=typed(dates.today()))
        certified(work, self.his)
        work.complete(work.owner(self.stranger(land_dang="2")))

    def a_deed(self, work) -> None:
        work.post("deed/file/", DEED_DATA | {"deed_date": typed(dates.today()), "base": "0"})
        work.papers("deed")


ACTS = [name for name in vars(FedFile) if name.startswith(("a_", "another_", "her_death"))]
STEP = st.tuples(
    st.lists(st.sampled_from(ACTS), max_size=2, unique=True), st.sampled_from(["alone", "by statement", "colleague"])
)


@settings(
    max_examples=24,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(his_first=st.sampled_from(["telephone", "paper"]), steps=st.lists(STEP, min_size=1, max_size=3))
def test_no_one_alone_opens_a_told_file_to_others_and_two_leave_its_owners_word_and_time(his_first, steps):
    file, let_in = FedFile(his_first), False
    for acts, how in steps:
        before, was_open = file.rows(), file.is_open
        work = written(file, acts, how)
        event(f"{how}: {work.row.state}")
        if work.row.state == "confirmed":
            assert how == "colleague"
            is_heard_of(file, work)
            nobody_lost_and_no_stranger_sees(file, let_in)
            work.post("objection/", {"who": person_ref(file.ids[file.hers]), "words": "مالک مراجعه کرد"})
            assert work.row.state == "objected", acts
        elif work.row.state == "active":
            assert not was_open, "one clerk alone brings nothing in force on an open file"
            let_in = True
            opened_with_a_letter_to_whom_nothing_was_told_of(file, work)
        else:
            assert how != "colleague" or len(acts) != 1 or let_in, (acts, work.row.state, work.missing())
        give_up(work)
        everything_is_as_it_was_told(file, before)
        nobody_lost_and_no_stranger_sees(file, let_in)


def written(file: FedFile, acts, how: str):
    """The registration, after the dishonest clerk tried to bring it in force."""
    work = file.clerk.begin(file.case)
    if not file.lets_in:
        file.as_told(work)
    for act in acts:
        getattr(file, act)(work)
    if how == "by statement":
        activate_whatever_it_says(file, work)
    work.submit()
    (work.by(file.colleague) if how == "colleague" else work).confirm()
    return work


def activate_whatever_it_says(file: FedFile, work) -> None:
    """As the database's role at the clerk's desk, past what the page asks."""
    with suppress(DatabaseError, psycopg.Error, activation.StateConflictError), at(file.clerk) as desk:
        row = Draft.objects.using("staff").select_related("district", "case").get(ref=work.ref)
        activation.activate(Registration(desk, row, open_file(file.case.ref, "registration")))


def give_up(work) -> None:
    work.post("back/", {"withdraw": "1", "word": "انصراف"})
    assert work.row.state in ("withdrawn", "active"), work.row.state


def everything_is_as_it_was_told(file: FedFile, before: tuple) -> None:
    """But for a first address of whom nothing was told of."""
    (shares, known, mandates), (shares_now, known_now, mandates_now) = before, file.rows()
    assert shares_now == shares and mandates_now == mandates
    for then, now in zip(known, known_now, strict=True):
        assert now == then or now[3] and then[3] == "" and now[:3] == then[:3] and now[4:] == then[4:], (then, now)


def nobody_lost_and_no_stranger_sees(file: FedFile, let_in: bool) -> None:
    for number in file.ids:
        assert sees(number, file.case) or not let_in, number
    for number in file.strangers:
        known = asked("SELECT count(*) FROM people_person WHERE number = %s", [number])[0][0]
        assert not known or not sees(number, file.case), number


def opened_with_a_letter_to_whom_nothing_was_told_of(file: FedFile, work) -> None:
    assert {kind for (kind,) in asked(LETTERS, [file.ids[file.his], work.row.id])} == {"opened"}


def is_heard_of(file: FedFile, work) -> None:
    """Both hear of it with time to object: she at the told telephone, he by a letter while nothing reaches him."""
    row = work.row
    told = {address for (address,) in asked(TOLD, [file.ids[file.hers], row.settled_at])}
    assert f"+98{file.her_mobile[1:]}" in told, told
    days = (row.takes_effect_at - row.settled_at).days
    letters = {kind for (kind,) in asked(LETTERS, [file.ids[file.his], row.id])}
    assert "coming_change" in letters and days >= 10, (letters, days)
