"""A registration that is being written is handed over to a colleague of the district."""

import pytest
from counter_client import Desk, bare, body, new_file, said
from counter_forms import an_owner
from history_model import asked
from staff_client import number_of, ready

WORD = "مدارک همسرش مانده است"


def ref_of(member) -> str:
    return asked("SELECT ref FROM staff_member WHERE id = %s", [member.id])[0][0].hex


def test_a_colleague_finds_what_was_handed_over_first_on_their_desk_with_the_word(desk):
    colleague = ready("clerk", 5)
    work, newer = bare(desk, an_owner()), bare(desk, an_owner())
    answer = work.post("colleague/", {"to": ref_of(colleague), "word": WORD})
    assert answer.status_code == 302 and work.row.assigned_to == colleague.person_id
    theirs = body(Desk(number_of(colleague)).get())
    assert theirs.index(work.ref) < theirs.index(newer.ref) and WORD in theirs and "handed over to" in theirs
    ours = body(desk.get())
    assert ours.index(newer.ref) < ours.index(work.ref)
    acts = asked("SELECT act FROM ledger_ledgerentry WHERE detail ->> 'draft' = %s", [str(work.row.id)])
    assert ("handed_over",) in acts


def test_they_go_on_with_it_and_who_wrote_in_it_is_still_no_second_clerk(desk):
    colleague = Desk(number_of(member := ready("clerk", 5)))
    work = new_file(desk, an_owner())
    work.post("colleague/", {"to": ref_of(member)})
    assert work.by(colleague).submit().status_code == 302 and work.row.state == "submitted"
    work.confirm()
    assert work.row.state == "submitted" and "a colleague has to confirm it" in said(work.get())


@pytest.mark.parametrize("whom", ["another district", "an auditor", "a left clerk", "oneself", "nobody"])
def test_to_nobody_else(desk, whom):
    work = bare(desk, an_owner())
    member = {
        "another district": lambda: ready("clerk", 3),
        "an auditor": lambda: ready("auditor", None),
        "a left clerk": lambda: ready("clerk", 5),
    }.get(whom)
    member = member and member()
    if whom == "a left clerk":
        asked("UPDATE staff_member SET disabled_at = now() WHERE id = %s RETURNING 1", [member.id])
    own = "SELECT m.ref FROM staff_member m JOIN people_person p ON p.id = m.person_id WHERE p.number = %s"
    to = ref_of(member) if member else asked(own, [desk.number])[0][0].hex if whom == "oneself" else ""
    page = said(work.post("colleague/", {"to": to, "word": WORD}))
    assert "To which colleague" in page and work.row.assigned_to is None


def test_what_was_sent_on_meanwhile_is_not_handed_over(desk):
    colleague = ready("clerk", 5)
    work = new_file(desk, an_owner())
    work.submit()
    assert work.post("colleague/", {"to": ref_of(colleague)}).status_code == 302
    assert work.row.state == "submitted" and work.row.assigned_to is None
