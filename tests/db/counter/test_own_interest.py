"""No clerk registers to their own use, nor for whom they act: as first or second clerk, or by another hand."""

import pytest
from counter_client import Desk, a_colleague, opened, said
from counter_forms import an_attorney, an_owner
from history_model import acts, asked, owns
from personas import person_id

THEIRS = "works on this registration, or is represented by who does"
OWN = "You are a party to this file yourself"


def sale(desk, buyer: dict):
    """A sale to this buyer, complete."""
    seller = an_owner()
    work = desk.begin(opened(desk, seller).case)
    work.leave(person_id(seller["number"]))
    work.complete(work.owner(buyer))
    return work


def themselves(clerk: Desk, of=an_owner, **fields) -> dict:
    [(first, last)] = asked("SELECT first_name, last_name FROM people_person WHERE number = %s", [clerk.number])
    return of(number=clerk.number, first_name=first, last_name=last, **fields)


def says(work, sentence: str) -> bool:
    return any(sentence in missing for missing in work.missing())


def test_who_wrote_themselves_in_as_the_buyer_has_no_colleague_send_and_confirm_it(desk, other):
    rogue, hurried = a_colleague(5), a_colleague(5)
    work = sale(rogue, themselves(rogue))
    assert says(work, OWN) and says(work.by(hurried), THEIRS)
    work.by(hurried).submit()
    assert work.row.state == "draft"
    asked(
        "UPDATE counter_draft SET state = 'submitted', submitted_by = %s, submitted_at = now() WHERE id = %s"
        " RETURNING 1",
        [person_id(hurried.number), work.row.id],
    )
    assert says(work.by(other), THEIRS)
    work.by(other).confirm()
    assert work.row.state == "submitted"


def test_nor_as_an_attorney(desk):
    rogue, owner = a_colleague(5), an_owner()
    work = rogue.begin(opened(desk, owner).case)
    work.complete(work.agent(f"p{_ref(owner)}", themselves(rogue, an_attorney)))
    assert says(work, OWN) and says(work.by(desk), THEIRS)


def _ref(owner: dict) -> str:
    return asked("SELECT ref FROM people_person WHERE number = %s", [owner["number"]])[0][0].hex


@pytest.mark.parametrize("which", ["first", "second"])
def test_who_acts_for_the_buyer_in_all_files_neither_writes_nor_confirms_it(desk, other, which):
    clerk, buyer = a_colleague(5), an_owner()
    opened(desk, buyer)
    acts(person_id(clerk.number), person_id(buyer["number"]), None)
    first, second = (clerk, other) if which == "first" else (desk, clerk)
    work = sale(first, buyer)
    work.submit()
    assert work.row.state == ("draft" if which == "first" else "submitted")
    assert says(work if which == "first" else work.by(second), THEIRS)
    work.by(second).confirm()
    assert work.row.state != "confirmed"
    if which == "second":  # whoever is neither owner nor agent nor author confirms it
        work.by(other).confirm()
        assert work.row.state == "confirmed", work.by(other).missing()


def test_a_clerks_desk_shows_no_registration_of_a_file_of_their_own(desk):
    clerk, seller, buyer = a_colleague(5), an_owner(), an_owner(last_name="خریدار نهانی")
    case = opened(desk, seller).case
    work = desk.begin(case)
    work.leave(person_id(seller["number"]))
    work.owner(buyer)
    assert "خریدار نهانی" in said(clerk.get())
    owns(person_id(clerk.number), case.id)
    assert work.by(clerk).get().status_code == 404
    assert "خریدار نهانی" not in said(clerk.get()) and work.ref not in clerk.get().content.decode()
    assert "خریدار نهانی" in said(desk.get())
