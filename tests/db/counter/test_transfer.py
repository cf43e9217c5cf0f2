"""What passes on and what ends: heirs, a death, a dismissal; each on its day, with the next request and no job."""

from counter_client import certified, new_file, opened, said, sees, take_effect
from counter_forms import an_owner, typed
from history_model import asked
from personas import person_id, signed_in

from shahrsazi.persian import dates


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
    for heir in heirs:  # told from the first day, and free to object to the others' shares
        told = asked("SELECT kind FROM messages_message WHERE person_id = %s", [person_id(heir["number"])])
        assert ("coming_change",) in told
        assert "I object" in said(signed_in(heir["number"]).get("/en/changes/"))
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
    assert later.row.state == "draft" and any("is registered for" in words for words in later.missing())
    assert asked(name, [who["number"]]) == [("درست",)]
