"""The correction of a registered person's name or day of birth: two clerks and a paper, told, and undone exactly."""

import feed_lines
import pytest
from counter_acts import DEED_DATA, OTHER_NAMES, decide, object_to, of_two
from counter_client import DONE, a_colleague, fed, key_of, opened, said, take_effect
from counter_forms import a_company, an_attorney, an_owner, phone, typed
from history_model import asked
from personas import person_id, person_ref, signed_in

from shahrsazi.persian.dates import JalaliDate

PERSON = "SELECT first_name, last_name, father_name, search_name FROM people_person WHERE number = %s"
BORN = "SELECT birth_date FROM people_contact c JOIN people_person p ON p.id = c.person_id WHERE p.number = %s"


def correct(desk, case, number: str, papers=True, **names):
    """A registration that corrects somebody, not sent on; .page is what its form answered."""
    act, ref = desk.begin(case), person_ref(person_id(number))
    act.page = act.post(f"names/{ref}/", OTHER_NAMES | {"base": act.base(f"correcting.{ref}")} | names)
    if papers:
        act.papers(f"c{ref}")
    return act


def test_a_name_is_corrected_by_two_clerks_and_shown_to_the_owner_at_once(desk):
    owner = an_owner()
    file = opened(desk, owner)
    act = correct(desk, file.case, owner["number"])
    act.submit()
    assert asked(PERSON, [owner["number"]])[0][1] != "سروستانی"
    assert "سروستانی" in said(act.by(a_colleague(5)).get())
    act.by(a_colleague(5)).confirm()
    assert asked(PERSON, [owner["number"]]) == [("پروانه", "سروستانی", "بهمن", "پروانهسروستانی سروستانی")]
    assert asked(BORN, [owner["number"]])[0][0] == JalaliDate(1359, 1, 1).to_gregorian()
    assert "سروستانی" in said(signed_in(owner["number"]).get(f"/en/cases/{file.case.ref}/ownership/"))


def test_every_owner_is_told_of_it_and_reads_what_was_and_what_is(desk):
    file = of_two(desk)
    act = correct(desk, file.case, file.hers)
    act.settle()
    for number in (file.hers, file.his):
        kinds = asked("SELECT kind FROM messages_message WHERE person_id = %s", [person_id(number)])
        assert ("name_corrected",) in kinds and ("coming_change",) in kinds
        page = said(signed_in(number).get("/en/changes/"))
        assert "to “پروانه سروستانی”" in page and "It is so already" in page


def test_a_stranger_reads_nothing_of_it(desk):
    neighbour, owner = an_owner(), an_owner()
    opened(desk, neighbour)
    correct(desk, opened(desk, owner).case, owner["number"]).settle()
    assert "سروستانی" not in said(signed_in(neighbour["number"]).get("/en/changes/"))


@pytest.mark.parametrize("who", ["hers", "his"])
def test_an_objection_brings_back_exactly_what_was(desk, who):
    file = of_two(desk)
    before = asked(PERSON, [file.hers]) + asked(BORN, [file.hers])
    act = correct(desk, file.case, file.hers)
    act.settle()
    assert asked(PERSON, [file.hers]) + asked(BORN, [file.hers]) != before
    object_to(getattr(file, who), act)
    assert asked(PERSON, [file.hers]) + asked(BORN, [file.hers]) == before


@pytest.mark.parametrize("where", ["from home", "at the counter"])
def test_an_objection_brings_the_day_of_birth_back_though_an_address_was_registered_meanwhile(desk, where):
    file = of_two(desk)
    hers = person_id(file.hers)
    before = asked(BORN, [file.hers])
    act = correct(desk, file.case, file.hers)
    act.settle()
    address = desk.begin(file.case)
    address.papers(key_of(hers))
    address.contact(key_of(hers), mobile=phone())
    address.settle()
    assert address.row.state == "confirmed" and asked(BORN, [file.hers]) != before
    if where == "from home":
        object_to(file.his, act)
    else:
        fields = {"who": person_ref(person_id(file.his)), "words": "این نام نادرست است", "which": act.ref}
        desk.post(f"files/{file.case.ref}/objection/", fields)
    assert act.row.state == "objected" and asked(BORN, [file.hers]) == before
    kept = "SELECT kept_by_registration FROM people_contact WHERE person_id = %s"
    assert asked(kept, [hers]) == [(address.row.id,)]


def test_an_objection_to_the_second_correction_leaves_the_first(desk):
    owner = an_owner()
    file = opened(desk, owner)
    first = correct(desk, file.case, owner["number"])
    first.settle()
    take_effect(first)
    second = correct(desk, file.case, owner["number"], last_name="دماوندی")
    second.settle()
    assert asked(PERSON, [owner["number"]])[0][1] == "دماوندی"
    object_to(owner["number"], second)
    assert asked(PERSON, [owner["number"]])[0][1] == "سروستانی"
    by = asked("SELECT corrected_by_registration FROM people_person WHERE number = %s", [owner["number"]])
    assert by == [(first.row.id,)]


@pytest.mark.parametrize("missing", ["seen", "scan", "no", "date"])
def test_its_paper_needs_scan_number_and_date(desk, missing):
    owner = an_owner()
    act = correct(desk, opened(desk, owner).case, owner["number"], papers=False)
    key = f"c{person_ref(person_id(owner['number']))}"
    act.papers(key, **{f"birth_certificate-{missing}": ""})
    act.submit()
    assert act.row.state == "draft" and act.missing()
    act.papers(key)
    assert act.missing() == [] and DONE in said(act.get())


def test_the_same_names_again_are_no_correction(desk):
    owner = an_owner()
    file = opened(desk, owner)
    [same] = asked(PERSON, [owner["number"]])
    born = asked(BORN, [owner["number"]])[0][0]
    names = dict(zip(OTHER_NAMES, [*same[:3], typed(born)], strict=True))
    act = correct(desk, file.case, owner["number"], papers=False, **names)
    assert "Nothing differs from what is on record" in said(act.page)


def test_an_agents_and_a_companys_names_are_corrected_likewise(desk):
    company, agent = a_company(), an_attorney(capacity="representative")
    work = desk.begin()
    work.file()
    work.keys = [work.owner(company)]
    work.complete(*work.keys, work.agent(work.keys[0], agent))
    work.settle()
    act = correct(desk, work.case, company["number"], last_name="شرکت آبادگران زنده‌رود")
    act.settle()
    assert asked(PERSON, [company["number"]])[0][:2] == ("", "شرکت آبادگران زنده‌رود"), act.missing()
    act = correct(desk, work.case, agent["number"])
    act.settle()
    assert asked(PERSON, [agent["number"]])[0][1] == "سروستانی", act.missing()


def test_the_card_of_a_registered_owner_leads_to_the_correction(desk):
    owner = an_owner()
    act, ref = desk.begin(opened(desk, owner).case), person_ref(person_id(owner["number"]))
    answer = act.get(f"owners/p{ref}/")
    assert answer.status_code == 302 and answer.headers["Location"].endswith(f"/names/{ref}/")


def test_nobody_who_is_not_of_the_file_is_corrected(desk):
    neighbour = an_owner()
    opened(desk, neighbour)
    act, ref = desk.begin(opened(desk, an_owner()).case), person_ref(person_id(neighbour["number"]))
    assert act.get(f"names/{ref}/").status_code == 404 and act.post(f"names/{ref}/", OTHER_NAMES).status_code == 404


def test_the_back_office_does_not_undo_a_correction(desk):
    owner, other = an_owner(), an_owner()
    correct(desk, opened(desk, owner).case, owner["number"]).settle()
    opened(desk, other)
    fed(feed_lines.owner(owner["number"], 1, 2), feed_lines.owner(other["number"], 1, 2))
    assert asked(PERSON, [owner["number"]])[0][1] == "سروستانی"
    assert asked(PERSON, [other["number"]])[0][0] == "نرگس"  # whom nobody corrected


def test_who_is_only_being_registered_here_is_corrected_on_their_card(desk):
    number = feed_lines.number()
    act = correct(desk, fed(feed_lines.owner(number)), number, papers=False)
    assert "write it on their card" in said(act.page)


@pytest.mark.parametrize("page", ["owners", "agents", "contact", "papers", "sealed"])
@pytest.mark.parametrize("kind", ["deed", "m", "d", "c", "new", "p"])
def test_a_key_of_another_kind_breaks_no_page(desk, page, kind):
    owner = an_owner()
    act = correct(desk, opened(desk, owner).case, owner["number"])
    act.post("deed/file/", DEED_DATA | {"deed_date": "1400/1/1", "base": "0"})
    act.leave(person_id(owner["number"]), reason="death", died_on="1404/1/1", effective_to="")
    key = kind if kind in ("deed", "new") else f"{kind}{person_ref(person_id(owner['number']))}"
    for answer in (act.get(f"{page}/{key}/"), act.post(f"{page}/{key}/", {"x": "1"})):
        assert answer.status_code in (200, 302, 404, 405)


def test_while_one_correction_is_coming_no_other_is_written(desk):
    """Else the second one's objection would bring back what the first one wrote."""
    owner = an_owner()
    file = opened(desk, owner)
    before = asked(PERSON, [owner["number"]])
    first = correct(desk, file.case, owner["number"])
    first.settle()
    second = correct(desk, file.case, owner["number"], last_name="دماوندی")
    assert "Another correction of this person is coming" in said(second.page)
    second.submit()
    assert second.row.state == "draft"
    object_to(owner["number"], first)
    assert asked(PERSON, [owner["number"]]) == before


def test_after_a_dismissed_objection_it_is_confirmed_anew(desk):
    owner = an_owner()
    act = correct(desk, opened(desk, owner).case, owner["number"])
    act.settle()
    object_to(owner["number"], act)
    decide(act, "dismissed")
    act.post("back/", {"back": "1", "word": "اعتراض وارد نبود"})
    act.settle()
    assert act.row.state == "confirmed" and asked(PERSON, [owner["number"]])[0][1] == "سروستانی"


@pytest.mark.parametrize(("born", "sentence"), [("1404/1/1", "before its owner was born"), ("1396/1/1", "be a child")])
def test_a_day_of_birth_that_would_lock_the_file_is_refused(desk, born, sentence):
    owner = an_owner(effective_from="1397/1/1")
    act = correct(desk, opened(desk, owner).case, owner["number"], birth_date=born)
    assert sentence in said(act.page)


def test_undone_it_leaves_the_contact_data_to_the_feed_as_before(desk):
    owner = an_owner()
    contact = "SELECT c.* FROM people_contact c JOIN people_person p ON p.id = c.person_id WHERE p.number = %s"
    file = opened(desk, owner)
    before = asked(contact, [owner["number"]])
    act = correct(desk, file.case, owner["number"])
    act.settle()
    object_to(owner["number"], act)
    assert asked(contact, [owner["number"]]) == before
