"""Registrations in the making: nothing typed is lost, no colleague is overwritten unawares, nothing is filed twice."""

import pytest
from counter_client import ONE, Desk, Work, body, desk_of, new_file, opened, said
from counter_forms import HOME_CODE, SEEN, a_file, a_person, an_attorney, an_owner, years_ago
from django.http import Http404
from history_model import asked
from list_pages import of_desk
from staff_client import as_desk

from shahrsazi.counter.registration import draft

SAVED = "saved this page while you were writing. Nothing was overwritten"
COLLEAGUE = "حمید توکلی"
COUNTED = (
    "casefiles_casefile",
    "casefiles_ownership",
    "casefiles_mandate",
    "casefiles_paper",
    "people_person",
    "people_contact",
)


def counts() -> list[int]:
    return [asked(f"SELECT count(*) FROM {table}")[0][0] for table in COUNTED]


def test_every_part_is_there_after_signing_out_and_in(desk):
    work = desk.begin()
    work.file(place="کوچه ماندگار")
    key = work.owner(an_owner(last_name="ماندگاری", birth_date=years_ago(9), land_dang="5", land_habbeh="3"))
    agent = work.agent(key, an_attorney(capacity="guardian", last_name="قیمی", poa_no="771"))
    work.papers(agent, **{"guardianship-no": "4412"})
    work.contact(agent, mobile="0955 999 0001", residence_address="کوی ماندگار")
    assert desk.client.post("/en/staff/leave/").status_code == 302
    assert desk.get(f"drafts/{work.ref}/").status_code == 302
    back = work.by(Desk(ONE))
    assert "کوچه ماندگار" in said(back.get()) and back.missing()
    assert 'value="ماندگاری"' in body(
        back.get(f"owners/{key}/")
    ) and 'name="land_habbeh" id="land_habbeh" value="3"' in body(back.get(f"owners/{key}/"))
    assert 'value="771"' in body(back.get(f"agents/{agent}/"))
    assert 'value="4412"' in body(
        back.get(f"papers/{agent}/")
    ) and 'name="guardianship-seen" value="1" checked' in body(back.get(f"papers/{agent}/"))
    page = body(back.get(f"contact/{agent}/"))
    assert 'value="0955 999 0001"' in page and 'value="کوی ماندگار"' in page and "Proved" in page


def test_what_was_being_sent_when_the_desk_closed_is_kept_in_a_page(desk):
    work = desk.begin()
    desk.client.post("/en/staff/leave/")
    answer = work.post("file/", a_file(place="کوچه نگه‌داشته"))
    assert answer.status_code == 403 and "کوچه نگه‌داشته" in answer.content.decode()


def test_wrong_input_of_a_file_is_kept_as_typed_and_named(desk):
    work = desk.begin()
    wrong = {"renewal_code": "5-94-1", "plate_main": "صد", "file_no": "الف", "property_type": "castle"}
    answer = work.file(**wrong)
    assert len([n for n in wrong if f'href="#{n}"' in body(answer)]) == 4
    page = body(work.get("file/"))
    assert all(f'value="{text}"' in page for name, text in wrong.items() if name != "property_type")
    assert {fault.split(":")[0] for fault in work.missing()} >= {
        "Renewal code",
        "Main registration plate",
        "File number",
        "Kind of property",
    }


def test_the_second_clerk_on_one_part_sees_who_and_what_and_overwrites_nothing(desk, other):
    work = desk.begin()
    key = work.owner(an_owner(last_name="آغازی"))
    work.by(other).post(f"owners/{key}/", an_owner(last_name="همکاری") | {"base": "1"})
    answer = work.post(f"owners/{key}/", an_owner(last_name="من‌خودم") | {"base": "1"})
    page = said(answer)
    assert f"{COLLEAGUE} {SAVED}" in page and "Saved: همکاری" in page and "Yours: من‌خودم" in page
    assert "همکاری" in said(work.get()) and "من‌خودم" not in said(work.get())
    assert 'name="base" value="2"' in body(answer) and 'value="من‌خودم"' in body(answer)
    assert work.post(f"owners/{key}/", an_owner(last_name="من‌خودم") | {"base": "2"}).status_code == 302
    assert "من‌خودم" in said(work.get())
    assert asked("SELECT count(*) FROM counter_draftpart WHERE name = %s", [f"owner.{key}"]) == [(3,)]


def test_the_same_of_the_file_the_papers_the_contact_and_an_agent(desk, other):
    work = new_file(desk, an_owner())
    [key] = work.keys
    agent = work.agent(key)
    for rest, name, theirs, mine, shown in (
        ("file/", "file", a_file(place="کوچه او"), a_file(place="کوچه من"), 'value="کوچه من"'),
        (f"papers/{key}/", f"papers.{key}", SEEN | {"deed-no": "222"}, SEEN | {"deed-no": "333"}, 'value="333"'),
        (
            f"contact/{key}/",
            f"contact.{key}",
            {"mobile": "09550002222", "residence_postal": HOME_CODE},
            {"mobile": "09550003333", "residence_postal": HOME_CODE},
            'value="09550003333"',
        ),
        (f"agents/{agent}/", f"agent.{agent}", an_attorney(poa_no="222"), an_attorney(poa_no="333"), 'value="333"'),
    ):
        base = work.base(name)
        work.by(other).post(rest, theirs | {"base": base})
        answer = work.post(rest, mine | {"base": base})
        assert f"{COLLEAGUE} {SAVED}" in said(answer) and shown in body(answer), rest
        assert shown not in body(work.get(rest)), rest
        work.post(rest, mine | {"base": str(int(base) + 1)})
        assert shown in body(work.get(rest)), rest


def test_taking_someone_out_whom_a_colleague_just_changed_is_told_too(desk, other):
    work = desk.begin()
    key = work.owner(an_owner(last_name="آغازی"))
    work.by(other).post(f"owners/{key}/", an_owner(last_name="همکاری") | {"base": "1"})
    answer = work.post(f"owners/{key}/", {"remove": "1", "base": "1"})
    assert f"{COLLEAGUE} {SAVED}" in said(answer) and "همکاری" in said(work.get("owners/"))
    assert work.post(f"owners/{key}/", {"remove": "1", "base": "2"}).status_code == 302
    assert "همکاری" not in said(work.get("owners/"))


def test_two_clerks_on_different_parts_do_not_meet(desk, other):
    work = desk.begin()
    first = work.owner(an_owner(land_dang="3", last_name="یکمی"))
    second = work.by(other).owner(an_owner(land_dang="3", last_name="دومی"))
    assert work.papers(first).status_code == work.by(other).papers(second).status_code == 302
    assert "یکمی" in said(work.get("owners/")) and "دومی" in said(work.get("owners/"))


def test_an_owner_form_that_is_sent_twice_makes_one_owner(desk):
    work = desk.begin()
    who = an_owner()
    key = work.owner(who)
    work.owner(who, key)
    assert work.row.id and body(work.get("owners/")).count(who["last_name"]) == 1
    assert asked("SELECT count(*) FROM counter_draftpart WHERE name = %s", [f"owner.{key}"]) == [(1,)]


def test_an_owner_who_was_taken_out_is_gone_and_so_is_who_acts_for_them(desk):
    work = new_file(desk, an_owner(land_dang="3"), an_owner(land_dang="3"))
    agent = work.agent(work.keys[1])
    assert work.missing()
    work.post(f"owners/{work.keys[1]}/", {"remove": "1", "base": "1"})
    assert work.missing() == [] and work.get(f"papers/{agent}/").status_code == 404


def test_activation_sent_twice_files_once(desk):
    work = new_file(desk, an_owner())
    work.settle()
    before = counts()
    assert work.submit().status_code == 302 and counts() == before
    assert asked(
        "SELECT count(*) FROM ledger_ledgerentry WHERE act = 'confirmed' AND \"case\" = %s", [work.case.id]
    ) == [(1,)]


def test_going_back_and_sending_a_page_of_a_filed_registration_changes_nothing(desk):
    work = opened(desk, an_owner())
    before, parts = counts(), asked("SELECT count(*) FROM counter_draftpart")
    for rest, fields in (
        ("file/", a_file()),
        (f"owners/{work.keys[0]}/", an_owner()),
        ("owners/new/", an_owner()),
        ("agents/new/", an_attorney(of=work.keys[0])),
        (f"papers/{work.keys[0]}/", SEEN),
        (f"contact/{work.keys[0]}/", {"mobile": "09550001111"}),
        ("submit/", {}),
        ("confirm/", {}),
        ("back/", {"word": "پشیمان", "back": "1"}),
        ("back/", {"word": "پشیمان", "withdraw": "1"}),
    ):
        assert work.post(rest, fields).headers["Location"].endswith(f"/drafts/{work.ref}/"), rest
    assert counts() == before and asked("SELECT count(*) FROM counter_draftpart") == parts
    assert work.row.state == "confirmed"


def test_a_registration_that_was_given_up_takes_nothing_more(desk):
    work = new_file(desk, an_owner())
    assert "Write a word on why." in said(work.post("back/", {"withdraw": "1"}))
    work.post("back/", {"withdraw": "1", "word": "اشتباه باز شد"})
    assert work.row.state == "withdrawn" and "اشتباه باز شد" in said(work.get())
    before = counts()
    for rest, fields in (
        ("owners/new/", an_owner()),
        ("submit/", {}),
        ("confirm/", {}),
        ("back/", {"word": "باز", "back": "1"}),
    ):
        assert work.post(rest, fields).status_code == 302
    assert counts() == before and work.row.state == "withdrawn"
    assert work.get("receipt/").status_code == work.post(f"sealed/{work.keys[0]}/").status_code == 404
    assert work.ref not in "".join(of_desk(desk))


def test_a_registration_that_is_begun_on_a_file_is_gone_on_with(desk, other):
    case = opened(desk, an_owner()).case
    first = desk.begin(case)
    assert other.begin(case).ref == first.ref
    first.post("back/", {"withdraw": "1", "word": "نه"})
    assert desk.begin(case).ref != first.ref


def test_a_draft_is_the_districts_and_of_no_other(desk):
    work, stranger = new_file(desk, an_owner()), Desk("1311000046")
    for rest in (
        "",
        "file/",
        "owners/",
        f"owners/{work.keys[0]}/",
        f"papers/{work.keys[0]}/",
        f"contact/{work.keys[0]}/",
    ):
        assert work.by(stranger).get(rest).status_code == 404, rest
    for rest in ("submit/", "confirm/", "back/", f"owners/{work.keys[0]}/"):
        assert work.by(stranger).post(rest, {"word": "x"}).status_code == 404
    assert work.row.state == "draft"


def test_a_person_of_another_registration_is_not_in_this_one(desk):
    one, two = new_file(desk, an_owner()), Work(desk, desk.begin().ref)
    for rest in (f"papers/{one.keys[0]}/", f"contact/{one.keys[0]}/", f"leaving/{'1' * 32}/"):
        assert two.get(rest).status_code == 404
    assert two.post("agents/new/", a_person(of=one.keys[0])).status_code == 404


def test_a_part_that_is_saved_while_the_registration_is_handed_on_is_refused(desk):
    """The page was begun before: the database refuses the part, and that is no error of the system."""
    work = desk.begin()
    work.file()
    with as_desk(desk_of(ONE)):
        row = draft.Draft.objects.using("staff").get(ref=work.ref)
        asked("UPDATE counter_draft SET state = 'withdrawn' WHERE id = %s RETURNING 1", [row.id])
        with pytest.raises(Http404):
            draft.save(row, "file", {"place": "کوچه دیر"}, base=1, by=row.begun_by)
    assert work.row_texts("file")["place"] != "کوچه دیر"
