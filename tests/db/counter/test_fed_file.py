"""A file that the back office fed, not open yet: its owners get papers and addresses here, and keep their shares."""

import feed_lines
import pytest
from counter_acts import card
from counter_client import fed, key_of, said, sees, take_effect
from counter_forms import an_owner, national_code
from history_model import as_web, asked, begun
from personas import person_id

from shahrsazi.credentials.passwords import FirstPassword
from shahrsazi.messages.models import Message


def halves() -> list[dict]:
    return [feed_lines.owner(national_code(), 1, 2), feed_lines.owner(national_code(), 1, 2)]


def shares(case) -> list[tuple]:
    return asked(
        "SELECT person_id, land_share, land_of, effective_from FROM casefiles_ownership WHERE case_id = %s ORDER BY id",
        [case.id],
    )


def test_fed_owners_are_registered_their_shares_stay_and_the_file_opens(desk):
    owners = halves()
    case = fed(*owners)
    before, numbers = shares(case), [o["person"] for o in owners]
    work = desk.begin(case)
    assert {f.split(":")[1].strip() for f in work.missing() if "Father's name" in f or "Date of birth" in f} == {
        "Father's name",
        "Date of birth",
    }
    for number in numbers:
        assert work.known_owner(person_id(number), **card(number)).status_code == 302
        work.complete(key_of(person_id(number)))
    assert work.missing() == [] and "Activate access" in said(work.get())
    assert not any(sees(number, case) for number in numbers)
    work.submit()
    assert work.row.state == "active" and shares(case) == before
    assert all(sees(number, case) for number in numbers)


def test_one_of_two_fed_owners_alone_opens_nothing(desk):
    owners = halves()
    case = fed(*owners)
    work, first = desk.begin(case), person_id(owners[0]["person"])
    work.known_owner(first, **card(owners[0]["person"]))
    work.complete(key_of(first))
    work.submit()
    assert work.row.state == "draft" and work.missing()
    assert asked("SELECT opened_on FROM casefiles_casefile WHERE id = %s", [case.id]) == [(None,)]
    assert asked("SELECT registered_on FROM people_contact WHERE person_id = %s", [first]) in ([], [(None,)])


@pytest.mark.parametrize("field", ["land_dang", "effective_from", "number", "registered", "was_mobile"])
def test_a_fed_share_or_number_is_not_for_a_form_to_change(desk, field):
    owners = halves()
    case = fed(*owners)
    work, who = desk.begin(case), person_id(owners[0]["person"])
    other = {
        "land_dang": "6",
        "effective_from": "1404/1/1",
        "number": national_code(),
        "registered": "1",
        "was_mobile": "+989550000000",
    }
    before = shares(case)
    work.known_owner(who, **card(owners[0]["person"]) | {field: other[field]})
    for number in (o["person"] for o in owners):
        work.known_owner(person_id(number), **card(number) | {field: other[field]})
        work.complete(key_of(person_id(number)))
    work.submit()
    assert work.row.state == "active" and shares(case) == before
    assert asked("SELECT number FROM people_person WHERE id = %s", [who]) == [(owners[0]["person"],)]


def test_more_than_what_the_fed_owners_leave_is_refused(desk):
    work = desk.begin(fed(*halves()))
    work.owner(an_owner(land_dang="", land_habbeh="1"))
    assert "The shares of the land add up to more than six dang." in work.missing()


def test_a_fed_owner_who_is_written_again_gets_more_to_their_share_by_two_clerks_and_nobody_twice(desk):
    owners = [feed_lines.owner(national_code(), 1, 2)]
    work, number = desk.begin(fed(*owners)), owners[0]["person"]
    work.owner(an_owner(number=number, land_dang="4"))
    assert any("more than six dang" in fault for fault in work.missing())
    work.owner(an_owner(number=number, land_dang="1"))
    assert any("The same person stands twice" in fault for fault in work.missing())


def test_the_property_of_a_fed_file_is_not_written_in(desk):
    case = fed(*halves())
    work = desk.begin(case)
    assert work.file(place="جای دیگر").headers["Location"].endswith("/owners/")
    assert asked("SELECT place FROM casefiles_casefile WHERE id = %s", [case.id]) == [(case.place,)]


def test_a_later_feed_does_not_undo_what_the_counter_has_seen(desk):
    [owner] = [feed_lines.owner(national_code())]
    case = fed(owner)
    work, who = desk.begin(case), person_id(owner["person"])
    work.known_owner(who, **card(owner["person"]))
    work.complete(key_of(who))
    work.submit()
    told = "SELECT mobile, registered_on IS NOT NULL FROM people_contact WHERE person_id = %s"
    [(mobile, registered)] = asked(told, [who])
    assert mobile and registered
    line = feed_lines.line(
        owner,
        people=[feed_lines.person(owner["person"], registered_on=None)],
        casefile={"renewal_code": case.renewal_code, "file_no": case.file_no, "opened_on": None},
    )
    assert feed_lines.load(line).bad == []
    assert asked(told, [who]) == [(mobile, True)] and sees(owner["person"], case)


def carded(desk, case, *owners):
    """A registration of the fed owners, with their papers; how they are reached is still missing."""
    work = desk.begin(case)
    for number in (o["person"] for o in owners):
        work.known_owner(person_id(number), **card(number))
        work.papers(key_of(person_id(number)))
    return work


@pytest.mark.parametrize(
    "other", [{"first_name": "بهرام"}, {"last_name": "دیگری"}], ids=["another first name", "another family name"]
)
def test_whoever_bears_another_name_than_was_told_is_not_let_in_by_one_clerk(desk, other):
    [owner] = [feed_lines.owner(national_code())]
    case, number = fed(owner), owner["person"]
    work = desk.begin(case)
    work.known_owner(person_id(number), **card(number) | other)
    work.complete(key_of(person_id(number)))
    work.submit()
    assert work.row.state == "draft" and "tick that the card says so" in " ".join(work.missing())
    work.known_owner(person_id(number), as_on_card="1", **card(number) | other)
    work.papers(key_of(person_id(number)))
    answer = work.submit()
    assert work.row.state == "submitted", (answer.status_code, work.missing())
    assert not sees(number, case)


def test_a_stranger_beside_the_fed_owner_takes_two_clerks_and_time_and_the_owner_is_told(desk, other):
    [owner] = [feed_lines.owner(national_code(), 1, 2)]
    case, number = fed(owner, contact={"mobile": "09551230001"}), owner["person"]
    work, stranger = carded(desk, case, owner), an_owner(land_dang="3")
    work.contact(key_of(person_id(number)), mobile="09551230001")
    key = work.owner(stranger)
    work.complete(key)
    assert "takes a second clerk" in said(work.get()), work.missing()
    work.submit()
    assert work.row.state == "submitted"
    assert work.by(other).confirm().status_code == 302 and work.row.state == "confirmed"
    assert sees(number, case) and not sees(stranger["number"], case)
    assert ("coming_change", person_id(number)) in sent(work)
    take_effect(work)
    assert sees(stranger["number"], case)


def sent(work) -> set[tuple]:
    return set(asked("SELECT kind, person_id FROM messages_message WHERE made_at >= %s", [work.row.settled_at]))


@pytest.mark.parametrize(
    ("told", "typed"),
    [
        ({"mobile": "09551230002"}, {"mobile": "09551230003"}),
        ({"mobile": "09551230004"}, {"email": "nargess@example.ir"}),
        ({"email": "old@example.ir"}, {"email": "new@example.ir"}),
        ({"email": "old@example.ir"}, {"mobile": "09551230005"}),
    ],
)
def test_another_address_than_was_told_takes_two_clerks_and_time_and_the_old_one_is_told(desk, other, told, typed):
    [owner] = [feed_lines.owner(national_code())]
    case, who = fed(owner, contact=told), person_id(owner["person"])
    work = carded(desk, case, owner)
    work.contact(key_of(who), **typed)
    work.submit()
    assert work.row.state == "submitted"
    work.by(other).confirm()
    assert work.row.state == "confirmed" and reached(who) == ("", "")
    old = {address for _, address in told.items()}
    assert old <= where_told(who)
    take_effect(work)
    now = reached(who)
    assert now == (_mobile(typed), typed.get("email", ""))


def _mobile(typed: dict) -> str:
    return f"+98{typed['mobile'][1:]}" if "mobile" in typed else ""


def reached(person: int) -> tuple[str, str]:
    """Where a password would go, by SMS and by e-mail, as the worker reads it."""
    return tuple(_recipient(person, channel, password=True) for channel in ("sms", "email"))


def where_told(person: int) -> set[str]:
    return {_recipient(person, channel, password=False).replace("+98", "0") for channel in ("sms", "email")} - {""}


def _recipient(person: int, channel: str, *, password: bool) -> str:
    first = FirstPassword.objects.using("owner").create(person_id=person, channel=channel) if password else None
    whom = {"first_password": first} if password else {"person_id": person}
    kind = "first_password" if password else "coming_change"
    message = Message.objects.using("owner").create(kind=kind, channel=channel, **whom)
    rows = asked("SELECT address FROM guard.message_recipient(%s)", [message.id])
    Message.objects.using("owner").filter(id=message.id).delete()
    return rows[0][0] if rows else ""


def test_an_objection_makes_the_told_address_what_it_was(desk, other):
    owners = halves()
    case = fed(*owners, contact={"mobile": "09551230006"})
    hers, his = (person_id(o["person"]) for o in owners)
    work = carded(desk, case, *owners)
    work.contact(key_of(hers), mobile="09551230006")
    work.contact(key_of(his), mobile="09551230007")
    work.submit()
    work.by(other).confirm()
    with as_web(begun(hers)) as cursor:
        cursor.execute("SELECT guard.object_to(%s, 'این شماره او نیست')", [work.row.id])
        assert cursor.fetchone() == (True,)
    told = "SELECT mobile, coming_mobile, registered_on IS NULL FROM people_contact WHERE person_id = %s"
    assert asked(told, [his]) == [("+989551230006", "", True)]
    assert asked(told, [hers]) == [("+989551230006", "", False)] and sees(owners[0]["person"], case)
