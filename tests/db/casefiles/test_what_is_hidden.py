"""What a page leaves out because it isn't the reader's to see is not said to be absent."""

import pytest
from feed_lines import Fed, fed, mandate, number, owner, paper, permit, person, sheet, violation
from personas import signed_in

ABSENT = "No paper has been put into this file."
HIDDEN = "This file has no paper to show to you."
NOTE = "Amounts and payments are not shown: your mandate in this file does not name them."


def with_attorney(*scope: str, **told) -> tuple[Fed, str]:
    one, attorney = number(), number()
    acting = [mandate(one, attorney, scope=["view", *scope])]
    return fed(owner(one), people=[person(attorney)], mandates=acting, **told), attorney


def read(file: Fed, by: str, address: str = "") -> str:
    return signed_in(by).get(f"/en/cases/{file.case.ref}/{address}").content.decode()


def test_to_an_attorney_a_paper_that_names_sums_is_hidden_and_not_absent():
    file, attorney = with_attorney(papers=[paper(doc_kind="renewal_slip")])
    page, card = read(file, attorney, "ownership/"), read(file, attorney)
    assert HIDDEN in page and ABSENT not in page
    assert "no paper shown" in card and "0 papers" not in card
    assert "1 paper<" in read(file, file.by).replace("\n", "").replace("  ", "")


def test_of_several_papers_an_attorney_reads_how_many_are_shown():
    file, attorney = with_attorney(papers=[paper(doc_kind="renewal_slip"), paper(seq=2)])
    assert "1 paper shown" in read(file, attorney) and "paper shown" not in read(file, file.by)


def test_to_a_co_owner_and_a_guardian_the_card_of_another_is_hidden_and_not_absent():
    one, other, guardian = number(), number(), number()
    file = fed(
        owner(one, 1, 2),
        owner(other, 1, 2),
        people=[person(guardian)],
        mandates=[mandate(one, guardian, capacity="guardian")],
        papers=[paper(doc_kind="national_card", of_person=one)],
    )
    for by in (other, guardian):
        assert HIDDEN in read(file, by, "ownership/") and "no paper shown" in read(file, by), by


def test_to_whom_everything_is_shown_nothing_is_hidden():
    file = fed()
    assert ABSENT in read(file, file.by, "ownership/") and "0 papers" in read(file, file.by)


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("permits/", {"permits": [permit(charges=5_000_000, bill_id="4455", pay_id="66")]}),
        (
            "permits/",
            {"bills": [{"source_key": "l", "bill_kind": "levy", "amount": 5_000_000, "bill_state": "issued"}]},
        ),
        ("violations/", {"violations": [violation(unit_value=5_000_000)]}),
        ("planning/", {"level_sheets": [sheet(fee=5_000_000)]}),
    ],
)
def test_a_page_says_that_sums_are_left_out(page, told):
    file, attorney = with_attorney(**told)
    assert NOTE in read(file, attorney, page) and "5,000,000" not in read(file, attorney, page)
    assert NOTE not in read(file, file.by, page) and "5,000,000" in read(file, file.by, page)


def test_who_may_see_payments_reads_no_such_note():
    file, attorney = with_attorney("pay", permits=[permit(charges=5_000_000)])
    assert NOTE not in read(file, attorney, "permits/")
