"""Texts of permits and of steps that may name sums: an attorney whose mandate lacks `pay` is told who has them."""

import pytest
from feed_lines import action, fed, mandate, number, owner, permit, person
from page_tree import text, tree
from personas import signed_in

from shahrsazi.city import code_lists

SUM, WITHHELD = "911,000", "This text may name sums: ask the owner for it."
PAYING = {"debts", "charges", "enforcement", "completion"}


def told(*scope: str, **facts):
    """A file, its owner's attorney, and what each of them reads of it."""
    principal, agent = number(), number()
    acting = mandate(principal, agent, scope=["view", *scope])
    file = fed(owner(principal), people=[person(principal), person(agent)], mandates=[acting], **facts)
    return file, agent


def said(by: str, file, tail: str = "", language: str = "/en") -> str:
    response = signed_in(by).get(f"{language}/cases/{file.case.ref}/{tail}")
    assert response.status_code == 200
    return text(tree(response.content.decode()))


@pytest.mark.parametrize("column", ["body", "conditions"])
@pytest.mark.parametrize(
    ("known", "withheld"),
    [({"charges": 911_000}, True), ({"bill_id": "1234567890123"}, True), ({"charges_discount": 1}, True), ({}, False)],
)
def test_the_texts_of_a_permit_with_charges_are_withheld(column, known, withheld):
    words = permit(**known, **{column: f"Pay {SUM} rial"})
    file, agent = told("follow_up", permits=[words])
    assert SUM in said(file.by, file, "permits/") and WITHHELD not in said(file.by, file, "permits/")
    assert (SUM in said(agent, file, "permits/")) is not withheld
    assert (WITHHELD in said(agent, file, "permits/")) is withheld
    payer, by = told("pay", permits=[words | {"source_key": "t3-of-a-payer"}])
    assert SUM in said(by, payer, "permits/")


@pytest.mark.parametrize("step", sorted(code_lists.keys("step")))
def test_the_texts_of_a_step_at_which_is_paid_are_withheld_and_no_others(step):
    waits = {"step": step, "to_role": "owner", "step_state": "waiting"}
    ended = {"step": step, "ended_at": "2025-01-02T10:00:00+03:30"}
    rows = [
        action("2025-01-03", **waits, defect_state="to_complete", defect_text=f"First {SUM}"),
        action("2025-01-02", **waits, citizen_note=f"Then {SUM}", next_action=f"Next {SUM}"),
        action("2025-01-01", **ended, citizen_note=f"Paid {SUM}", defect_text=f"Before {SUM}", defect_state="resolved"),
    ]
    file, agent = told(actions=rows)
    for tail in ("", "history/"):
        assert SUM in said(file.by, file, tail) and WITHHELD not in said(file.by, file, tail), tail
        assert (SUM in said(agent, file, tail)) is (step not in PAYING), tail
        assert (WITHHELD in said(agent, file, tail)) is (step in PAYING), tail
        assert f"Step “{code_lists.label('step', step, 'en')}”" in said(agent, file, tail), tail


def test_a_text_that_was_not_told_is_not_said_to_be_withheld():
    file, agent = told(permits=[permit(charges=911_000)], actions=[action("2025-01-01", step="charges")])
    for tail in ("", "permits/", "history/"):
        assert WITHHELD not in said(agent, file, tail)


def test_it_is_said_in_persian_too():
    file, agent = told(permits=[permit(charges=911_000, body=SUM)])
    assert "این متن ممکن است مبلغ داشته باشد" in said(agent, file, "permits/", language="")
