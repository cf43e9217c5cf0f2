"""A password on paper for whom nothing reaches: printed where the person came in, and anew by two clerks."""

import pytest
from counter_acts import unreachable
from counter_client import a_colleague, new_file, said
from counter_forms import a_person, an_owner, years_ago
from django.conf import settings
from history_model import asked
from list_pages import of_desk
from personas import person_id, person_ref
from sealed_passwords import asked_for_again, asks, before, is_printed, over
from staff_client import as_desk
from staff_client import opened as at_hand
from staff_client import said as told

from shahrsazi.accounts import sign_in
from shahrsazi.credentials.passwords import FirstPassword


def test_a_sealed_password_signs_in_once_and_holds_for_the_rules_days(desk):
    work = unreachable(desk)
    printed = work.post(f"sealed/{work.key}/")
    assert printed.content.startswith(b"%PDF-")
    who = person_id(work.who["number"])
    first = FirstPassword.objects.using("owner").get(person=who)
    assert first.channel == "paper" and (first.ends_at - first.asked_at).days == 7
    assert first.text.encode() not in printed.content
    asked(
        "UPDATE credentials_firstpassword SET ends_at = now() + interval '1 minute' WHERE id = %s RETURNING 1",
        [first.id],
    )
    assert sign_in.sign_in(work.who["number"], first.text, device="") is not None
    assert sign_in.sign_in(work.who["number"], first.text, device="") is None


def test_a_sealed_password_is_over_after_its_days(desk):
    work = unreachable(desk)
    work.post(f"sealed/{work.key}/")
    first = FirstPassword.objects.using("owner").get(person=person_id(work.who["number"]))
    asked("UPDATE credentials_firstpassword SET ends_at = now() WHERE id = %s RETURNING 1", [first.id])
    assert sign_in.sign_in(work.who["number"], first.text, device="") is None


def test_printing_again_gives_the_same_code_and_each_print_is_written(desk, other):
    work = unreachable(desk)
    who = person_id(work.who["number"])
    assert work.post(f"sealed/{work.key}/").status_code == work.by(other).post(f"sealed/{work.key}/").status_code == 200
    assert FirstPassword.objects.using("owner").filter(person=who).count() == 1
    rows = asked("SELECT actor FROM ledger_ledgerentry WHERE act = 'sealed' AND person = %s ORDER BY id", [who])
    assert rows == [(person_id(desk.number),), (person_id(other.number),)]


def test_a_later_code_is_printed_by_another_clerk_alone_and_the_older_one_is_dead(desk, other):
    work = unreachable(desk)
    who = person_id(work.who["number"])
    work.post(f"sealed/{work.key}/")
    over(who)
    assert work.post(f"sealed/{work.key}/").headers["Location"].endswith("/again/")
    assert "prints no other alone" in said(work.get(f"sealed/{work.key}/again/"))
    assert work.by(other).post(f"sealed/{work.key}/").content.startswith(b"%PDF-")
    first, second = FirstPassword.objects.using("owner").filter(person=who).order_by("id")
    assert sign_in.sign_in(work.who["number"], first.text, device="") is None
    assert sign_in.sign_in(work.who["number"], second.text, device="") is not None


def test_none_is_printed_once_a_password_of_ones_own_was_chosen(desk, other):
    work = unreachable(desk)
    who = person_id(work.who["number"])
    work.post(f"sealed/{work.key}/")
    over(who)
    chosen = "INSERT INTO credentials_credential (person_id, hash, changed_at) VALUES (%s, 'x', now()) RETURNING 1"
    asked(chosen, [who])
    for clerk in (desk, other):
        assert work.by(clerk).post(f"sealed/{work.key}/").headers["Location"].endswith("/again/")
        assert "a password of one's own was chosen" in said(work.by(clerk).get(f"sealed/{work.key}/again/"))


def test_nothing_is_sealed_for_someone_with_a_telephone_nor_before_filing_nor_by_reading(desk):
    work = new_file(desk, an_owner())
    assert work.post(f"sealed/{work.keys[0]}/").status_code == 404
    work.settle()
    assert "Sealed password for" not in said(work.get())
    assert work.post(f"sealed/{work.keys[0]}/").status_code == 404
    paper = unreachable(desk)
    assert "Sealed password for" in said(paper.get())
    assert paper.get(f"sealed/{paper.key}/").status_code == 405
    assert paper.post("sealed/00000000/").status_code == 404


def test_nothing_is_sealed_for_a_child(desk):
    work = new_file(desk, an_owner(birth_date=years_ago(9)))
    work.complete(work.agent(work.keys[0], a_person() | {"capacity": "parent", "scope": ["view"]}))
    work.papers(work.keys[0])
    work.settle()
    assert work.row.state == "confirmed" and work.post(f"sealed/{work.keys[0]}/").status_code == 404


@pytest.fixture
def appointed():
    asked("UPDATE city_district SET second_district = 6 WHERE number = 5 RETURNING 1")
    yield a_colleague(6)
    asked("UPDATE city_district SET second_district = NULL WHERE number = 5 RETURNING 1")


@pytest.mark.parametrize("district", [5, 6], ids=["of the district", "of the appointed one"])
def test_who_printed_the_last_one_prints_another_once_a_second_clerk_agreed(desk, appointed, district):
    second = a_colleague(district)
    work = asked_for_again(desk)
    assert not is_printed(work)
    there = work.by(second)
    assert work.ref in "".join(of_desk(second, "sealing"))
    assert f"sealed/{work.key}/again/" in there.get().content.decode()
    assert "پاکت گم شد" in said(there.get(f"sealed/{work.key}/again/"))
    assert there.post(f"sealed/{work.key}/again/", {"do": "agree"}).status_code == 302
    assert is_printed(work)
    over(work.id)
    assert not is_printed(work), "each agreement is for one"
    acts = "SELECT act, actor FROM ledger_ledgerentry WHERE person = %s AND act LIKE 'sealed%%' ORDER BY id"
    mine, hers = person_id(desk.number), person_id(second.number)
    expected = [("sealed", mine), ("sealed_requested", mine), ("sealed_agreed", hers), ("sealed", mine)]
    assert asked(acts, [work.id]) == expected
    files = "SELECT DISTINCT \"case\" FROM ledger_ledgerentry WHERE person = %s AND act LIKE 'sealed%%'"
    assert asked(files, [work.id]) == [(work.case.id,)], "its owners read of each"


def test_an_agreement_is_over_the_next_day(desk, other):
    work = asked_for_again(desk)
    work.by(other).post(f"sealed/{work.key}/again/", {"do": "agree"})
    for column in ("counter_sealedagain SET agreed_at", "credentials_firstpassword SET asked_at"):
        earlier = f"UPDATE {column} = {column.split()[-1]} - interval '25 hours' WHERE person_id = %s RETURNING 1"
        asked(earlier, [work.id])
    assert not is_printed(work)
    assert "a colleague has to agree" in said(asks(work)) and not is_printed(work)


def test_the_appointed_clerk_prints_nothing_asks_for_nothing_and_sees_it_no_more_after_the_word(desk, appointed):
    work = asked_for_again(desk)
    there = work.by(appointed)
    assert there.post(f"sealed/{work.key}/").status_code == 404
    there.post(f"sealed/{work.key}/again/", {"do": "agree"})
    for rest in ("", f"sealed/{work.key}/again/"):
        assert there.get(rest).status_code == 404
    assert there.post(f"sealed/{work.key}/again/", {"reason": "x x x"}).status_code == 404


def test_a_clerk_of_a_third_district_gets_the_404_and_agrees_to_nothing(desk, appointed):
    work, stranger = asked_for_again(desk), a_colleague(3)
    assert work.ref not in stranger.get().content.decode()
    for answer in (
        work.by(stranger).get(f"sealed/{work.key}/again/"),
        work.by(stranger).post(f"sealed/{work.key}/again/", {"do": "agree"}),
        work.by(stranger).post(f"sealed/{work.key}/"),
    ):
        assert answer.status_code == 404
    assert not is_printed(work)


def test_what_waits_in_a_district_that_appointed_nobody_is_its_own(desk):
    work = asked_for_again(desk)
    assert work.by(a_colleague(6)).get(f"sealed/{work.key}/again/").status_code == 404


def test_by_statements_neither_the_one_who_asked_nor_a_third_district_agrees(desk, appointed):
    work = asked_for_again(desk)
    agree = "SELECT guard.agree_to_sealed(%s)"
    for clerk in (desk, a_colleague(3)):
        with as_desk(clerk.client.cookies[settings.STAFF_COOKIE].value) as cursor:
            at_hand(cursor, work.case)
            assert told(cursor, agree, work.id) is False
    with as_desk(appointed.client.cookies[settings.STAFF_COOKIE].value) as cursor:
        assert told(cursor, agree, work.id) is False, "not before the file was opened at this desk"
        assert at_hand(cursor, work.case) and told(cursor, agree, work.id) is True
    assert is_printed(work)


def test_by_statements_nobody_asks_for_who_chose_a_password_or_came_in_elsewhere(desk, other):
    work, neighbour = asked_for_again(desk), unreachable(other)
    chosen = "INSERT INTO credentials_credential (person_id, hash, changed_at) VALUES (%s, 'x', now()) RETURNING 1"
    asked(chosen, [work.id])
    ask = "SELECT guard.ask_sealed(%s, %s, 'x x x')"
    with as_desk(desk.client.cookies[settings.STAFF_COOKIE].value) as cursor:
        at_hand(cursor, work.case)
        assert told(cursor, ask, work.row.id, work.id) is False
        assert told(cursor, ask, work.row.id, person_id(neighbour.who["number"])) is False
    with as_desk(other.client.cookies[settings.STAFF_COOKIE].value) as cursor:
        at_hand(cursor, work.case)
        assert told(cursor, "SELECT guard.agree_to_sealed(%s)", work.id) is False


def test_blocking_and_opening_an_account_makes_no_way_to_a_sealed_password_once_one_was_chosen(desk, other):
    work = unreachable(desk)
    who = person_id(work.who["number"])
    work.post(f"sealed/{work.key}/")
    over(who)
    chosen = "INSERT INTO credentials_credential (person_id, hash, changed_at) VALUES (%s, 'x', now()) RETURNING 1"
    asked(chosen, [who])
    for clerk, do in ((desk, "block"), (desk, "ask"), (other, "agree")):
        address = f"files/{work.case.ref}/people/{person_ref(who)}/block/"
        assert clerk.post(address, {"do": do, "reason": "تلفن گم شد"}).status_code == 302
    for clerk in (desk, other):
        assert work.by(clerk).post(f"sealed/{work.key}/").status_code == 302
    assert asked("SELECT count(*) FROM credentials_firstpassword WHERE person_id = %s", [who]) == [(1,)]


def test_who_was_blocked_and_opened_again_gets_another_one_once_a_second_clerk_agreed(desk, other):
    work = unreachable(desk)
    work.id = person_id(work.who["number"])
    work.post(f"sealed/{work.key}/")
    over(work.id)
    chosen = "INSERT INTO credentials_credential (person_id, hash, changed_at) VALUES (%s, 'x', now()) RETURNING 1"
    asked(chosen, [work.id])
    for clerk, do in ((desk, "block"), (desk, "ask"), (other, "agree")):
        clerk.post(f"files/{work.case.ref}/people/{person_ref(work.id)}/block/", {"do": do, "reason": "پاکت گم شد"})
    assert not is_printed(work) and not is_printed(before(work, other)), "no clerk alone"
    assert "a colleague has to agree" in said(asks(work))
    work.by(other).post(f"sealed/{work.key}/again/", {"do": "agree"})
    assert is_printed(work)
