"""Taking a feed in: good lines stay good whatever stands beside them, and telling the same again changes nothing."""

import copy
from datetime import timedelta

import pytest
from feed_lines import PDF, as_json, deed, fed, line, load, mandate, number, owner, paper, permit, person, visit
from personas import NEIGHBOUR, signed_in

from shahrsazi.persian import dates


def count(model, **which) -> int:
    return model._base_manager.using("owner").filter(**which).count()


def case_of(made: dict):
    from shahrsazi.casefiles.casefile import CaseFile

    return CaseFile._base_manager.using("owner").filter(renewal_code=made["casefile"]["renewal_code"]).first()


def test_good_lines_are_in_and_counted():
    report = load(line(), line(), line())
    assert (report.good, report.bad) == (3, []) and report.written > 0


def test_blank_lines_are_no_lines_but_keep_their_numbers():
    report = load(b"\n", line(), b"   \n", b"{}\n")
    assert report.good == 1 and [n for n, _ in report.bad] == [4]


def test_the_same_again_changes_no_row_and_writes_nothing_into_the_ledger():
    from shahrsazi.ledger.entry import LedgerEntry

    one, other = number(), number()
    made = line(
        owner(one, 3, 6),
        owner(other, 3, 6),
        deeds=[deed(area_deed=200.5)],
        permits=[permit(charges=10**12)],
        inspections=[
            visit("2024-05-01", area_existing=98.36, floors=[{"floor": 0, "use_group": "residential", "area": 98.36}])
        ],
        mandates=[mandate(one, other)],
        papers=[paper(scan="deed.pdf", of_person=one)],
    )
    assert load(made, scans={"deed.pdf": PDF}).written > 0
    before = LedgerEntry.objects.using("owner").count()
    again = load(made, made | {"as_of": "2026-01-02T08:00:00+03:30"}, scans={"deed.pdf": PDF})
    assert (again.good, again.written, again.bad) == (2, 0, [])
    assert LedgerEntry.objects.using("owner").count() == before


def test_the_hour_of_the_feed_moves_forward_and_never_back():
    made = line()
    load(made)
    load(made | {"as_of": "2026-05-05T08:00:00+03:30"})
    load(made | {"as_of": "2026-03-03T08:00:00+03:30"})
    assert case_of(made).as_of.date().isoformat() == "2026-05-05"


def test_what_an_older_feed_says_does_not_undo_a_newer_one():
    made = line()
    load(made)
    load(made | {"as_of": "2026-05-05T08:00:00+03:30", "casefile": made["casefile"] | {"place": "تازه"}})
    load(made | {"as_of": "2026-03-03T08:00:00+03:30", "casefile": made["casefile"] | {"place": "کهنه"}})
    assert case_of(made).place == "تازه"


def test_a_known_source_key_corrects_and_a_new_one_adds():
    from shahrsazi.casefiles.sections.permits import Permit

    first = permit(permit_no="WRONG")
    made = line(permits=[first])
    load(made)
    report = load(made | {"permits": [first | {"permit_no": "RIGHT"}, permit(permit_no="MORE")]})
    assert report.written == 2
    found = Permit._base_manager.using("owner").filter(case=case_of(made)).order_by("id")
    assert [p.permit_no for p in found] == ["RIGHT", "MORE"]


def test_a_correction_keeps_the_public_reference_of_the_file():
    made = line()
    load(made)
    ref = case_of(made).ref
    load(made | {"casefile": made["casefile"] | {"place": "کوچه دیگر"}})
    assert (case_of(made).ref, case_of(made).place) == (ref, "کوچه دیگر")


def test_of_two_lines_about_one_file_in_one_feed_the_later_holds():
    made = line()
    later = made | {"casefile": made["casefile"] | {"place": "واپسین"}}
    assert load(made, later).good == 2
    assert case_of(made).place == "واپسین"


@pytest.mark.parametrize("kind", ["permits", "deeds", "owners"])
def test_a_line_of_another_file_cannot_move_an_entry_between_files(kind):
    from shahrsazi.casefiles.casefile import Ownership
    from shahrsazi.casefiles.sections.ownership import Deed
    from shahrsazi.casefiles.sections.permits import Permit

    model = {"permits": Permit, "deeds": Deed, "owners": Ownership}[kind]
    mine = line(permits=[permit()], deeds=[deed()])
    load(mine)
    stolen = line() | {kind: copy.deepcopy(mine[kind])}
    if kind == "owners":
        stolen["people"] += mine["people"]
    assert load(stolen).bad == []
    assert count(model, case=case_of(mine)) == 1 and count(model, case=case_of(stolen)) == 1


def test_a_line_of_another_file_cannot_move_a_mandate_between_files():
    """A mandate's key is known in all files: told under another file it would open that one and shut this."""
    principal, agent, other = number(), number(), number()
    given = mandate(principal, agent)
    mine = fed(principal, people=[person(agent)], mandates=[given])
    theirs = line(other, people=[person(agent)], mandates=[given | {"principal": other}])
    load(theirs)
    from shahrsazi.casefiles.casefile import Mandate

    assert Mandate._base_manager.using("owner").filter(case=mine.case, principal__number=principal).exists()


def test_a_mandate_of_every_file_names_no_file_and_opens_them_all():
    principal, agent = number(), number()
    first = fed(principal, people=[person(agent)], mandates=[mandate(principal, agent, every_file=True)])
    second = fed(principal)
    client = signed_in(agent)
    assert (
        client.get(f"/cases/{first.case.ref}/").status_code
        == client.get(f"/cases/{second.case.ref}/").status_code
        == 200
    )
    assert signed_in(number_of_a_stranger()).get(f"/cases/{second.case.ref}/").status_code == 404


def number_of_a_stranger() -> str:
    return fed().by


def test_an_owner_ended_by_a_later_feed_loses_the_file_in_the_session_that_is_open():
    held = owner(number())
    file = fed(held)
    client = signed_in(file.by)
    assert client.get(f"/cases/{file.case.ref}/").status_code == 200
    load(file.line | {"owners": [held | {"effective_to": dates.today().isoformat()}]})
    assert client.get(f"/cases/{file.case.ref}/").status_code == 404
    assert file.case.ref not in client.get("/cases/").content.decode()


def test_an_owner_who_ends_tomorrow_still_sees_today_and_one_from_tomorrow_not_yet():
    tomorrow = (dates.today() + timedelta(days=1)).isoformat()
    leaving, coming = number(), number()
    file = fed(owner(leaving, effective_to=tomorrow), owner(coming, effective_from=tomorrow))
    assert file.get().status_code == 200
    assert signed_in(coming).get(f"/cases/{file.case.ref}/").status_code == 404


def test_numbers_are_stored_alike_whether_fed_in_persian_digits_or_typed():
    from shahrsazi.people.models import Contact, Person
    from shahrsazi.persian.identifiers import mobile, national_code

    code = number()
    spelt = code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    made = line(code)
    made["people"] = [person(spelt[:3] + "-" + spelt[3:], mobile="٠٩١٣ ۱۲۳ 4567", email="A@Example.IR")]
    assert load(made).bad == []
    found = Person.objects.using("owner").get(number=national_code(spelt))
    contact = Contact.objects.using("owner").get(person=found)
    assert (contact.mobile, contact.email) == (mobile("۰۹۱۳۱۲۳۴۵۶۷"), "A@example.ir")


def test_owners_named_by_persian_digits_are_found_among_the_people():
    code = number()
    spelt = code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    made = line(owner(spelt), people=[person(spelt)])
    assert load(made).bad == []
    assert signed_in(code).get("/cases/").content.decode().count('class="card"') == 1


def test_a_renewal_code_in_persian_digits_with_slashes_is_the_same_file():
    made = line()
    load(made)
    spelt = made["casefile"]["renewal_code"].replace("-", "/").translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert load(made | {"casefile": made["casefile"] | {"renewal_code": spelt}}).written == 0


def test_text_is_cleaned_on_the_way_in():
    file = fed(casefile={"place": "كوچه\u202e ي\u0640ك\u0000", "address": "  خيابان   ۱ "})
    assert (file.case.place, file.case.address) == ("کوچه یک", "خیابان ۱")


def test_markup_in_any_text_is_shown_as_text():
    wicked = "<script>alert(1)</script>\"'&<b>"
    file = fed(
        casefile={"place": wicked, "address": wicked, "plate_origin": wicked},
        deeds=[deed(holders=wicked, easements=wicked)],
        papers=[paper(issuer=wicked, doc_no=wicked)],
        permits=[permit(body=wicked, holders=[wicked], purpose=wicked)],
        inspections=[visit("2024-01-01", notes=wicked)],
    )
    for section in ("", "ownership", "permits", "inspections"):
        html = file.html(section)
        assert "<script>alert" not in html and "&lt;script&gt;" in html
    assert "<script>alert" not in signed_in(file.by).get("/cases/").content.decode()


def test_a_thousand_lines_are_taken_in_batches_and_the_bad_one_among_them_is_alone():
    lines = [line() for _ in range(450)]
    lines[217] = lines[217] | {"owners": [owner(number())]}
    report = load(*lines)
    assert report.good == 449 and [n for n, _ in report.bad] == [218]


def test_a_neighbour_sees_nothing_of_what_was_fed(city):
    file = fed()
    assert signed_in(NEIGHBOUR).get(f"/cases/{file.case.ref}/").status_code == 404
    assert file.case.ref not in signed_in(NEIGHBOUR).get("/cases/").content.decode()


def test_a_line_without_a_line_end_is_taken_too():
    assert load(as_json(line()).rstrip()).good == 1
