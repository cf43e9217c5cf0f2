"""What passes on and what ends: heirs, a death, a dismissal; each on its day, with the next request and no job."""

from datetime import timedelta

from counter_client import certified, new_file, opened, said, sees, take_effect
from counter_forms import an_attorney, an_owner, typed
from history_model import asked
from personas import person_id, signed_in

from shahrsazi.persian import dates

MANDATE = "SELECT ref, ended_on, end_reason FROM casefiles_mandate WHERE case_id = %s"


def with_attorney(desk):
    """An open file, .owner and .agent the national codes."""
    owner, agent = an_owner(), an_attorney()
    work = new_file(desk, owner)
    work.complete(work.agent(work.keys[0], agent))
    work.settle()
    work.owner_no, work.agent_no = owner["number"], agent["number"]
    assert sees(work.agent_no, work.case)
    return work


def end(desk, work, **fields):
    [(mandate, *_)] = asked(MANDATE, [work.case.id])
    told = {"end_reason": "dismissal", "ended_on": typed(dates.today())} | fields
    return desk.post(f"files/{work.case.ref}/mandates/{mandate.hex}/end/", told)


def test_heirs_take_the_shares_that_the_certificate_gives_them(desk, other):
    gone, heirs = an_owner(), [an_owner(land_dang="2"), an_owner(land_dang="", land_share="2", land_of="3")]
    case = opened(desk, gone).case
    session = signed_in(gone["number"])
    work = desk.begin(case)
    work.leave(person_id(gone["number"]), reason="inheritance", died_on=typed(dates.today()))
    certified(work, gone["number"])
    keys = [work.owner(heir) for heir in heirs]
    for key in keys:
        assert "Inheritance certificate" in said(work.get(f"papers/{key}/"))
        work.post(f"papers/{key}/", {"birth_certificate-seen": "1", "national_card-seen": "1", "base": "0"})
    assert len([fault for fault in work.missing() if fault.endswith("Inheritance certificate")]) == 2
    work.complete(*keys)
    work.submit()
    work.by(other).confirm()
    assert work.row.state == "confirmed"
    assert session.get("/en/cases/").status_code == 200, "whoever lives can still object"
    take_effect(work)
    assert session.get("/en/cases/").status_code == 302, "the account of the one who died is closed"
    shares = (
        "SELECT person_id, land_share, land_of FROM casefiles_ownership WHERE begun_by_registration = %s ORDER BY id"
    )
    assert asked(shares, [work.row.id]) == [
        (person_id(heirs[0]["number"]), 1, 3),
        (person_id(heirs[1]["number"]), 2, 3),
    ]
    assert all(sees(heir["number"], case) for heir in heirs)


def test_no_inheritance_certificate_is_asked_of_a_buyer(desk):
    seller = an_owner()
    work = desk.begin(opened(desk, seller).case)
    work.leave(person_id(seller["number"]))
    assert "Inheritance" not in said(work.get(f"papers/{work.owner()}/"))


def test_a_dismissal_closes_the_file_to_the_attorney_with_their_next_request(desk):
    work = with_attorney(desk)
    agent = signed_in(work.agent_no)
    assert agent.get(f"/en/cases/{work.case.ref}/").status_code == 200
    assert end(desk, work).status_code == 302
    assert agent.get(f"/en/cases/{work.case.ref}/").status_code == 404 and sees(work.owner_no, work.case)


def test_a_leave_that_ends_later_holds_until_then(desk):
    work = with_attorney(desk)
    day = dates.today() + timedelta(3)
    end(desk, work, end_reason="resignation", ended_on=typed(day))
    assert sees(work.agent_no, work.case)
    asked("UPDATE casefiles_mandate SET ended_on = ended_on - 2 WHERE case_id = %s RETURNING 1", [work.case.id])
    assert sees(work.agent_no, work.case), "the last day before it"
    asked("UPDATE casefiles_mandate SET ended_on = ended_on - 1 WHERE case_id = %s RETURNING 1", [work.case.id])
    assert not sees(work.agent_no, work.case), "the day itself"


def test_a_leave_that_has_ended_is_not_brought_back_by_a_later_end(desk):
    work = with_attorney(desk)
    end(desk, work)
    answer = end(desk, work, ended_on=typed(dates.today() + timedelta(300)))
    assert "This leave has ended already" in said(answer)
    assert not sees(work.agent_no, work.case)


def test_an_end_that_is_to_come_can_be_brought_forward(desk):
    work = with_attorney(desk)
    end(desk, work, ended_on=typed(dates.today() + timedelta(300)))
    assert end(desk, work).status_code == 302 and not sees(work.agent_no, work.case)


def test_an_end_that_cannot_be_so_is_named(desk):
    work = with_attorney(desk)
    for fields, sentence in (
        ({"ended_on": "1402/2/1"}, "The leave would end before it began."),
        ({"ended_on": typed(dates.today() + timedelta(4000))}, "too far ahead"),
        ({"ended_on": "soon"}, "Write the date as year/month/day"),
        ({"ended_on": ""}, "This field is required."),
        ({"end_reason": "whim"}, "Choose one of the list."),
        ({"end_reason": ""}, "This field is required."),
    ):
        assert sentence in said(end(desk, work, **fields)), fields
    assert sees(work.agent_no, work.case) and asked(MANDATE, [work.case.id])[0][1] is None


def test_a_leave_is_not_ended_through_another_file(desk):
    work, stranger = with_attorney(desk), opened(desk, an_owner())
    [(mandate, *_)] = asked(MANDATE, [work.case.id])
    answer = desk.post(
        f"files/{stranger.case.ref}/mandates/{mandate.hex}/end/",
        {"end_reason": "dismissal", "ended_on": typed(dates.today())},
    )
    assert answer.status_code == 404 and sees(work.agent_no, work.case)


def test_a_wrong_name_is_mended_on_the_card_of_someone_not_registered_and_not_later(desk):
    who = an_owner(first_name="نادرست")
    work = new_file(desk, who)
    work.post(f"owners/{work.keys[0]}/", who | {"first_name": "درست", "base": "1"})
    work.settle()
    name = "SELECT first_name FROM people_person WHERE number = %s"
    assert asked(name, [who["number"]]) == [("درست",)]
    later = desk.begin()
    later.file()
    later.complete(later.owner(who | {"first_name": "دیگر"}))
    later.submit()
    assert later.row.state in ("active", "submitted", "confirmed") and asked(name, [who["number"]]) == [("درست",)]
